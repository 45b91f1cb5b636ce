"""Expressions: operands with operators between them. Of functions and operators only those that are listed."""

from __future__ import annotations

from ..errors import RefusedError
from . import patterns
from .bounds import LONGEST_RANGE, MOST_BEHIND, MOST_ITEMS, MOST_JOINED, MOST_SIGNS, MOST_SUMS, at_most
from .matching import matched
from .reader import Reader

FUNCTIONS = frozenset({
    "count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc", "coalesce", "head",
    "last", "tail", "size", "length", "type", "labels", "keys", "properties", "id", "elementid", "nodes", "relationships",
    "startnode", "endnode", "tointeger", "tofloat", "tostring", "toboolean", "tointegerornull", "tofloatornull",
    "tostringornull", "toupper", "tolower", "upper", "lower", "trim", "ltrim", "rtrim", "substring", "left", "right",
    "reverse", "split", "abs", "ceil", "floor", "round", "sign", "sqrt", "exp", "log", "log10", "date", "datetime",
    "localdatetime", "duration", "duration.between", "duration.indays", "date.truncate", "exists", "isempty",
    "range", "shortestpath", "allshortestpaths", "nullif",
})  # fmt: skip
LOOPS = ("ANY", "ALL", "NONE", "SINGLE")
SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
COUNTED = {"split": "splits", "range": "ranges", "shortestpath": "paths", "allshortestpaths": "paths"}
BETWEEN = ("=", "<>", "<", ">", "<=", ">=", "=~", "+", "-", "*", "/", "%", "^", "||")
ARITHMETIC = ("+", "-", "*", "/", "%", "^", "||")


def expression(reader: Reader) -> None:
    """Read operands with operators between them, to the first token that is neither."""
    with reader.bounds.within("expressions"):
        _operand(reader)
        joined = sums = 0
        while sign := _operator(reader):
            joined, sums = joined + 1, sums + (sign in ARITHMETIC)
            if joined > MOST_JOINED or sums > MOST_SUMS:
                raise RefusedError(f"an expression may hold {MOST_JOINED} operators, {MOST_SUMS} of them of arithmetic")
            _operand(reader)


def _operator(reader: Reader) -> str | None:
    """Go past an operator and return it; None where none stands here."""
    if reader.take_word("IS"):
        reader.take_word("NOT")
        reader.need_word("NULL")
    token = reader.look()
    if token.kind == "sign" and token.text in BETWEEN:
        reader.at += 1
        if token.text == "=~":
            matched(reader)
        if token.text in ("+", "||") and reader.look().kind not in ("string", "number"):
            reader.bounds.joined()
        return token.text
    word = reader.take_word("AND", "OR", "XOR", "IN", "CONTAINS", "STARTS", "ENDS")
    if word == "XOR":
        reader.bounds.count("xors")
    elif word in ("STARTS", "ENDS"):
        reader.need_word("WITH")
    elif word == "IN":
        _membership(reader)
    return word


def _membership(reader: Reader) -> None:
    """Refuse to look a value up in a list that was computed for every item of another."""
    literal = reader.sign("[") or reader.look().kind == "param" or reader.look(1).text == "("
    if reader.in_loop and not literal:
        raise RefusedError("IN may not look into a computed list inside a loop over lists: no engine can interrupt it")


# -- operands ----------------------------------------------------------------------------------------------------------


def _operand(reader: Reader) -> None:
    count = 0
    while reader.take_word("NOT") or reader.take_sign("-") or reader.take_sign("+"):
        count += 1
        if count > MOST_SIGNS:
            raise RefusedError(f"more than {MOST_SIGNS} NOT or signs in a row")
    _primary(reader)
    _postfix(reader)


def _primary(reader: Reader) -> None:
    token = reader.look()
    if token.kind in ("number", "string", "param") or reader.word("TRUE", "FALSE", "NULL"):
        reader.at += 1
    elif patterns.stands_here(reader):
        patterns.chain(reader)
    elif reader.take_sign("("):
        expression(reader)
        reader.need_sign(")")
    elif reader.sign("["):
        _list(reader)
    elif reader.sign("{"):
        patterns.entries(reader)
    elif reader.take_word("CASE"):
        _case(reader)
    elif reader.word(*SUBQUERIES) and reader.look(1).text == "{":
        reader.at += 1
        with reader.bounds.within("subqueries"):
            reader.subquery(reader)
    elif _is_call(reader):
        _call(reader)
    elif reader.is_variable():
        reader.variable()
        if reader.sign("{"):
            _projection(reader)
    else:
        raise reader.unexpected()


def _postfix(reader: Reader) -> None:
    """Read properties, places in a list and labels behind an operand."""
    for _behind in range(MOST_BEHIND):
        if reader.take_sign("."):
            reader.any_name()
        elif reader.take_sign("["):
            if not reader.sign(".."):
                expression(reader)
            if reader.take_sign("..") and not reader.sign("]"):
                expression(reader)
            reader.need_sign("]")
        elif reader.sign(":"):
            patterns.labels(reader, alternatives=not reader.in_loop)
        else:
            return
    raise RefusedError(f"more than {MOST_BEHIND} properties or places in a list behind one another")


def _case(reader: Reader) -> None:
    with reader.bounds.within("cases"):
        if not reader.word("WHEN"):
            expression(reader)
        reader.need_word("WHEN")
        while True:
            reader.bounds.count("cases")
            expression(reader)
            reader.need_word("THEN")
            expression(reader)
            if not reader.take_word("WHEN"):
                break
        if reader.take_word("ELSE"):
            expression(reader)
        reader.need_word("END")


def _projection(reader: Reader) -> None:
    """Read what a map takes from a node: properties, values with a name, variables."""
    count = 0
    reader.need_sign("{")
    while not reader.take_sign("}"):
        if count:
            reader.need_sign(",")
        if reader.take_sign("."):
            if not reader.take_sign("*"):
                reader.any_name()
        else:
            reader.any_name()
            if reader.take_sign(":"):
                expression(reader)
        count += 1
        at_most(count, 60, "a map")


def _list(reader: Reader) -> None:
    reader.need_sign("[")
    if reader.is_variable() and reader.look(1).upper == "IN" and reader.look(1).kind == "word":
        _loop(reader)
    elif patterns.stands_here(reader) or (reader.is_variable() and reader.look(1).text == "="):
        _pattern_loop(reader)
    else:
        items(reader, "]", "a list that is written out")
        return
    reader.need_sign("]")


def items(reader: Reader, end: str, what: str) -> None:
    """Read expressions with commas between them, and the bracket that ends them."""
    count = 0
    while not reader.take_sign(end):
        if count:
            reader.need_sign(",")
        expression(reader)
        count += 1
        at_most(count, MOST_ITEMS, what)


def _loop(reader: Reader) -> None:
    """Read `x IN list WHERE … | …`, of a list comprehension or one of any, all, none and single."""
    reader.made.add(reader.variable())
    reader.need_word("IN")
    expression(reader)
    outer, reader.in_loop = reader.in_loop, True
    with reader.bounds.within("loops"):
        if reader.take_word("WHERE"):
            expression(reader)
        if reader.take_sign("|"):
            reader.bounds.loop()
            expression(reader)
    reader.in_loop = outer


def _pattern_loop(reader: Reader) -> None:
    """Read a pattern comprehension: an engine runs it row by row, so that it ends at the limit of time."""
    if not reader.sign("("):
        reader.variable()
        reader.need_sign("=")
    known = set(reader.known)
    patterns.chain(reader)
    outer, reader.in_loop = reader.in_loop, True
    if reader.take_word("WHERE"):
        expression(reader)
    reader.need_sign("|")
    expression(reader)
    reader.in_loop, reader.known = outer, known


# -- functions ---------------------------------------------------------------------------------------------------------


def _is_call(reader: Reader) -> bool:
    """Say whether a function's name stands here, of words or quoted, with dots or without, before a bracket."""
    ahead = 0
    while reader.look(ahead).kind in ("word", "name"):
        if reader.look(ahead + 1).text == "(":
            return True
        if reader.look(ahead + 1).text != ".":
            return False
        ahead += 2
    return False


def _call(reader: Reader) -> None:
    parts = [reader.any_name()]
    quoted = reader.look(-1).kind == "name"
    while reader.take_sign("."):
        quoted = quoted or reader.look().kind == "name"
        parts.append(reader.any_name())
    name = ".".join(parts).lower()
    reader.need_sign("(")
    if not quoted and name.upper() in LOOPS:
        _loop(reader)
        reader.need_sign(")")
        return
    if quoted or name not in FUNCTIONS:
        raise RefusedError(f"the function {'.'.join(parts)[:60]}() is not among those that are allowed")
    if name in COUNTED:
        reader.bounds.count(COUNTED[name])
    if name == "range":
        _range(reader)
    elif name == "count" and reader.take_sign("*"):
        reader.need_sign(")")
    else:
        reader.take_word("DISTINCT")
        items(reader, ")", f"{name}()")


def _range(reader: Reader) -> None:
    """Read the ends of a range, which must be written out."""
    numbers = 0
    while not reader.take_sign(")"):
        if numbers:
            reader.need_sign(",")
        reader.take_sign("-")
        token = reader.look()
        if token.kind != "number" or not (token.text.isascii() and token.text.isdigit()) or numbers == 3:
            raise RefusedError(f"range() takes whole numbers that are written out, up to {LONGEST_RANGE}")
        if int(token.text[:12]) > LONGEST_RANGE:
            raise RefusedError(f"range() goes up to {LONGEST_RANGE}")
        reader.at += 1
        numbers += 1

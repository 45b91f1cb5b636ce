"""Let through only Cypher that reads the graph and is bounded: an allow-list of words, functions and sizes.

It is for statements that somebody typed or a model wrote. A READ transaction alone does not do: it lets LOAD CSV open files
and addresses, SHOW and TERMINATE reach other sessions, and a thousand brackets hang a server past its own time limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .errors import RefusedError
from .tokens import Token, tokens, without_comments

LONGEST = 8000  # code points of a statement
MOST_TOKENS = 2000
DEEPEST = 64  # brackets: a real Neo4j hangs at 1,000
MOST_ITEMS = 900  # of a list that is written out: 20,000 took a real Neo4j six seconds to plan
MOST_SUMS = 8  # plus signs: each may double a text
FURTHEST = 6  # steps of a path
LONGEST_RANGE = 10_000
MOST_RANGES, MOST_UNWINDS, MOST_FREE, MOST_SIGNS = 2, 3, 3, 8
STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"})
# What may follow something complete: a clause, an operator, the end of an expression.
AFTER = STARTS | {
    "WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "AS", "AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS",
    "CONTAINS", "ASC", "ASCENDING", "DESC", "DESCENDING", "WHEN", "THEN", "ELSE", "END", "NULL", "BY", "ALL", "DISTINCT",
}  # fmt: skip
OPERATORS = AFTER - {
    "NULL",
    "END",
    "ASC",
    "ASCENDING",
    "DESC",
    "DESCENDING",
    "ALL",
}  # after these something must follow
INSIDE = frozenset({"CASE", "NOT", "DISTINCT", "TRUE", "FALSE", "NULL", "EXISTS", "COUNT", "COLLECT", "ALL"})
FOLLOWED = {"OPTIONAL": "MATCH", "ORDER": "BY", "STARTS": "WITH", "ENDS": "WITH"}
# Words that are refused wherever they stand as words of their own, though the rules above would refuse them too.
NEVER = frozenset({
    "CREATE", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "FOREACH", "CALL", "YIELD", "LOAD", "CSV", "SHOW",
    "TERMINATE", "USE", "PROFILE", "EXPLAIN", "CYPHER", "DROP", "ALTER", "GRANT", "DENY", "REVOKE", "INSERT", "FINISH",
    "TRANSACTIONS", "PERIODIC", "COMMIT", "ROLLBACK", "DRYRUN", "LET", "FILTER", "REDUCE", "DATABASE", "CONSTRAINT",
})  # fmt: skip
FUNCTIONS = frozenset({
    "count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc", "coalesce", "head",
    "last", "tail", "size", "length", "type", "labels", "keys", "properties", "id", "elementid", "nodes", "relationships",
    "startnode", "endnode", "tointeger", "tofloat", "tostring", "toboolean", "tointegerornull", "tofloatornull",
    "tostringornull", "toupper", "tolower", "upper", "lower", "trim", "ltrim", "rtrim", "substring", "left", "right",
    "reverse", "split", "abs", "ceil", "floor", "round", "sign", "sqrt", "exp", "log", "log10", "date", "datetime",
    "localdatetime", "duration", "duration.between", "duration.indays", "date.truncate", "exists", "isempty", "any", "all",
    "none", "single", "range", "shortestpath", "allshortestpaths", "nullif",
})  # fmt: skip
PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(slots=True)
class _State:
    """What has been seen so far: `open` are the brackets, each with what it is."""

    open: list[str] = field(default_factory=list)
    in_pattern: list[bool] = field(default_factory=lambda: [False])
    commas: list[int] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    sums: int = 0
    ranges: int = 0
    unwinds: int = 0
    free: int = 0
    part: set[str] = field(default_factory=set)


def check(text: str) -> str:
    """Return the statement without its comments; raise RefusedError where it does more than read a bounded part."""
    if len(text) > LONGEST:
        raise RefusedError(f"the statement has {len(text)} characters; {LONGEST} are the most")
    found = list(tokens(text))
    while found and found[-1].text == ";":
        found.pop()
    if not found:
        raise RefusedError("the statement is empty; write one that begins with MATCH")
    if len(found) > MOST_TOKENS:
        raise RefusedError(f"the statement has {len(found)} words and signs; {MOST_TOKENS} are the most")
    if found[0].upper not in STARTS:
        raise RefusedError(f"a statement begins with {', '.join(sorted(STARTS))}, not with {found[0].text[:40]!r}")
    state = _State()
    for index, token in enumerate(found):
        _step(found, index, token, state)
    _end_part(state)
    if state.open:
        raise RefusedError("a bracket is not closed")
    return without_comments(text).rstrip().rstrip(";").rstrip()


def _step(found: Sequence[Token], index: int, token: Token, state: _State) -> None:
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if token.text == ";":
        raise RefusedError("one statement at a time")
    if token.kind == "word":
        _word(found, index, token, before, after, state)
    elif token.kind == "sign":
        _sign(found, index, token, before, after, state)


# -- words -------------------------------------------------------------------------------------------------------------


def _word(found: Sequence[Token], index: int, token: Token, before: Token | None, after: Token | None, state: _State) -> None:  # fmt: skip
    if before is not None and before.text in (".", ":", "|", "&", "!"):
        if after is not None and after.text == "(" and before.text == ".":
            _function(found, index, state)
        if before.text == "." or state.open[-1:] in (["("], ["rel"]) or not _is_complete(found, index - 1, state):
            return  # a property, a label, a type
    word = token.upper
    if word in NEVER:
        raise RefusedError(f"{token.text!r} at {token.start} is not allowed here: statements only read the graph")
    _neighbours(found, index, token, before, state)
    if after is not None and after.text == "(" and word not in OPERATORS | {"CASE", "NOT"}:
        _function(found, index, state)
    if word in ("MATCH", "WHERE", "WITH", "RETURN", "UNWIND", "UNION"):
        _clause(word, state, is_first=before is not None and before.text == "{")
    elif state.in_pattern[-1] and before is not None and before.text in ("(", "["):
        state.part.add(token.text)
    elif before is not None and before.upper == "AS":
        state.known.add(token.text)


def _neighbours(found: Sequence[Token], index: int, token: Token, before: Token | None, state: _State) -> None:
    """Refuse a word that stands where only a clause or an operator may, and is none."""
    word = token.upper
    if before is None:
        return
    wanted = FOLLOWED.get(before.upper) if before.kind == "word" else None
    if wanted and word != wanted and not _is_complete(found, index - 1, state):
        raise RefusedError(f"{before.text!r} at {before.start} must be followed by {wanted}")
    if before.upper == "UNION" and before.kind == "word" and word not in STARTS | {"ALL", "DISTINCT"}:
        raise RefusedError(f"UNION must be followed by a statement that reads, not by {token.text!r}")
    if _is_complete(found, index - 1, state) and word not in AFTER:
        raise RefusedError(f"{token.text!r} at {token.start} is not allowed here: only clauses that read may follow")
    if (
        word in ("NOT",)
        and sum(each.upper == "NOT" for each in found[max(0, index - MOST_SIGNS) : index]) == MOST_SIGNS
    ):
        raise RefusedError(f"more than {MOST_SIGNS} NOT in a row")


def _is_complete(found: Sequence[Token], index: int, state: _State) -> bool:
    """Say whether the token at `index` ends something, so that only a clause or an operator may follow."""
    token = found[index]
    if token.kind in ("number", "string", "param", "name"):
        return True
    if token.kind == "word":
        dotted = index > 0 and found[index - 1].text in (".", ":")
        return dotted or token.upper not in OPERATORS | {"CASE", "UNION"}
    if token.text == "*":  # WITH * and RETURN * are complete, a * b is not
        return index > 0 and found[index - 1].upper in ("WITH", "RETURN", "DISTINCT")
    return token.text in (")", "]", "}")


def _function(found: Sequence[Token], index: int, state: _State) -> None:
    name, at = found[index].text, index
    while at >= 2 and found[at - 1].text == "." and found[at - 2].kind in ("word", "name"):
        at -= 2
        name = f"{found[at].text}.{name}"
    if name.lower() not in FUNCTIONS:
        raise RefusedError(f"the function {name[:60]}() is not among those that are allowed")
    if name.lower() == "range":
        _range(found[index + 2 : index + 9], state)


def _range(arguments: Sequence[Token], state: _State) -> None:
    state.ranges += 1
    if state.ranges > MOST_RANGES:
        raise RefusedError(f"range() may stand {MOST_RANGES} times in a statement")
    texts = [each.text for each in arguments]
    ends = texts.index(")") if ")" in texts else -1
    numbers = [text for text in texts[: max(ends, 0)] if text not in (",", "-")]
    if ends < 0 or not numbers or not all(text.isascii() and text.isdigit() for text in numbers):
        raise RefusedError(f"range() takes whole numbers that are written out, up to {LONGEST_RANGE}")
    if any(int(text[:12]) > LONGEST_RANGE for text in numbers[:2]):
        raise RefusedError(f"range() goes up to {LONGEST_RANGE}")


def _clause(word: str, state: _State, *, is_first: bool) -> None:
    if state.in_pattern[-1] and not is_first:
        _end_part(state)
    state.in_pattern[-1] = word == "MATCH"
    if word == "UNWIND":
        state.unwinds += 1
        state.free += 1
        if state.unwinds > MOST_UNWINDS:
            raise RefusedError(f"UNWIND may stand {MOST_UNWINDS} times in a statement")


def _end_part(state: _State) -> None:
    """Count a part of a pattern that hangs together with nothing before it: each multiplies the rows."""
    if state.in_pattern[-1] and len(state.open) == _level(state):
        if not state.part & state.known:
            state.free += 1
        if state.free > MOST_FREE:
            raise RefusedError(f"more than {MOST_FREE} parts that nothing connects; name a node in both")
        state.known |= state.part
        state.part = set()


def _level(state: _State) -> int:
    return max((number for number, each in enumerate(state.open, 1) if each == "{sub"), default=0)


# -- signs -------------------------------------------------------------------------------------------------------------


def _sign(found: Sequence[Token], index: int, token: Token, before: Token | None, after: Token | None, state: _State) -> None:  # fmt: skip
    text = token.text
    if text in ("(", "[", "{"):
        _opened(text, before, state)
    elif text in PAIRS:
        _closed(text, state)
    elif text == ",":
        if state.open:
            state.commas[-1] += 1
            if state.commas[-1] > MOST_ITEMS:
                raise RefusedError(f"a list that is written out may hold {MOST_ITEMS} items; give it as a parameter")
        _end_part(state)
    elif text in ("+", "||"):
        state.sums += 1
        if state.sums > MOST_SUMS:
            raise RefusedError(f"more than {MOST_SUMS} plus signs: texts and lists could grow without end")
    if text in ("+", "*") and _is_quantifier(found, index, state):
        raise RefusedError(
            f"quantified paths are not allowed; write a path of 1 to {FURTHEST} steps as -[*1..{FURTHEST}]-"
        )
    if text == "*" and state.open and state.open[-1] == "rel":
        _bounded(found, index)
    if (
        text in ("-", "+")
        and [each.text for each in found[max(0, index - MOST_SIGNS) : index]].count(text) == MOST_SIGNS
    ):
        raise RefusedError(f"more than {MOST_SIGNS} signs in a row")


def _opened(text: str, before: Token | None, state: _State) -> None:
    is_sub = (
        text == "{" and before is not None and before.kind == "word" and before.upper in ("EXISTS", "COUNT", "COLLECT")
    )
    if text == "{" and before is not None and before.text == ")":
        raise RefusedError("quantified paths are not allowed; write -[*1..6]-")
    kind = "rel" if text == "[" and before is not None and before.text == "-" else "{sub" if is_sub else text
    if kind == "[" and state.open.count("[") >= 2:
        raise RefusedError("lists may not stand in lists of lists")
    state.open.append(kind)
    state.commas.append(0)
    if text == "{":
        state.in_pattern.append(is_sub)
        state.part = set() if is_sub else state.part
    if len(state.open) > DEEPEST:
        raise RefusedError(f"brackets are nested deeper than {DEEPEST}")


def _closed(text: str, state: _State) -> None:
    if not state.open or state.open[-1].replace("rel", "[")[0] != PAIRS[text]:
        raise RefusedError("the brackets do not match")
    if text == "}":
        if state.open[-1] == "{sub":
            _end_part(state)
        state.in_pattern.pop()
    state.open.pop()
    state.commas.pop()


def _is_quantifier(found: Sequence[Token], index: int, state: _State) -> bool:
    before = [each.text for each in found[max(0, index - 2) : index]]
    if before == ["-", ">"] or before[-1:] == ["-"]:
        return True
    return state.in_pattern[-1] and before[-1:] == [")"] and (not state.open or state.open[-1] != "rel")


def _bounded(found: Sequence[Token], index: int) -> None:
    rest = [each.text for each in found[index + 1 : index + 4]]
    most = rest[0] if rest and rest[0].isdigit() else None
    if ".." in rest[:2]:
        at = rest.index("..")
        most = rest[at + 1] if len(rest) > at + 1 and rest[at + 1].isdigit() else None
    if most is None or int(most[:6]) > FURTHEST:
        raise RefusedError(f"a path must have an end: write *1..{FURTHEST} or fewer steps")

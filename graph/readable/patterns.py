"""Patterns: chains of nodes and relationships with an end, one bracket each; no quantifiers, no selectors of paths."""

from __future__ import annotations

from ..errors import RefusedError
from .bounds import FURTHEST, MOST_LABELS, at_most
from .reader import Reader

QUANTIFIED = f"quantified paths are not allowed; write a path of 1 to {FURTHEST} steps as -[*1..{FURTHEST}]-"
SHORTEST = ("SHORTESTPATH", "ALLSHORTESTPATHS")


def stands_here(reader: Reader) -> bool:
    """Say whether a pattern with a relationship begins at the bracket here, as engines read it."""
    if not reader.sign("("):
        return False
    ahead = reader.partner[reader.at] - reader.at + 1
    texts = [reader.look(ahead + n).text if reader.look(ahead + n).kind == "sign" else "" for n in range(3)]
    return texts[:2] in (["-", "["], ["-", "-"]) or texts in (["<", "-", "["], ["<", "-", "-"])


def pattern_list(reader: Reader) -> None:
    """Read the patterns of a MATCH, each with an optional name for its path."""
    while True:
        if reader.is_variable() and reader.look(1).text == "=":
            reader.variable()
            reader.need_sign("=")
        if reader.word(*SHORTEST) and reader.look(1).text == "(":
            reader.at += 2
            reader.bounds.count("paths")
            chain(reader)
            reader.need_sign(")")
        else:
            chain(reader)
        if not reader.take_sign(","):
            return


def chain(reader: Reader) -> None:
    """Read nodes and the relationships between them; count a chain that nothing connects with what is known."""
    reader.bounds.count("patterns")
    names: set[str] = set()
    _node(reader, names)
    while reader.sign("-") or reader.sign("<", "-"):
        _relationship(reader, names)
        reader.bounds.count("steps")
        if not reader.sign("("):
            raise RefusedError(QUANTIFIED)
        _node(reader, names)
    if reader.sign("{") or reader.sign("+") or reader.sign("*"):
        raise RefusedError(QUANTIFIED)
    if not names & reader.known:
        reader.bounds.count("free")
    reader.known |= names


def _node(reader: Reader, names: set[str]) -> None:
    reader.need_sign("(")
    if reader.sign("("):
        raise RefusedError(QUANTIFIED)
    _filling(reader, names)
    reader.need_sign(")")


def _filling(reader: Reader, names: set[str]) -> None:
    """Read what stands in the brackets of a node or a relationship."""
    if reader.is_variable():
        names.add(reader.variable())
    if reader.sign(":"):
        labels(reader)
    if reader.take_sign("*"):
        _length(reader)
    if reader.sign("{"):
        entries(reader)
    elif reader.look().kind == "param":
        reader.at += 1
    if reader.take_word("WHERE"):
        reader.expression(reader)


def _relationship(reader: Reader, names: set[str]) -> None:
    reader.take_sign("<")
    reader.need_sign("-")
    if reader.take_sign("["):
        _filling(reader, names)
        reader.need_sign("]")
    reader.need_sign("-")
    reader.take_sign(">")


def _length(reader: Reader) -> None:
    """Read how many steps a relationship stands for; the most must be written out."""
    reader.bounds.count("far")
    most = _number(reader)
    if reader.take_sign(".."):
        most = _number(reader)
    if most is None or most > FURTHEST:
        raise RefusedError(f"a path must have an end: write *1..{FURTHEST} or fewer steps")


def _number(reader: Reader) -> int | None:
    token = reader.look()
    if token.kind != "number" or not token.text.isdigit():
        return None
    reader.at += 1
    return int(token.text[:6])


def labels(reader: Reader, *, alternatives: bool = True) -> None:
    """Read a label expression; without `alternatives` a bar ends it, as the one before the result of a loop does."""
    begin = reader.at
    while True:
        while reader.sign(":") or reader.sign("!"):
            reader.at += 1
        if reader.take_sign("("):
            with reader.bounds.within("expressions"):
                labels(reader)
            reader.need_sign(")")
        elif not reader.take_sign("%"):
            reader.any_name()
        at_most(reader.at - begin, 2 * MOST_LABELS, "a label expression")
        if alternatives and reader.take_sign("|"):
            continue
        if not (reader.take_sign("&") or reader.sign(":")):
            return


def entries(reader: Reader) -> None:
    """Read a map: names and values."""
    begin, count = reader.at, 0
    reader.need_sign("{")
    while not reader.take_sign("}"):
        if count:
            reader.need_sign(",")
        reader.any_name()
        reader.need_sign(":")
        reader.expression(reader)
        count += 1
        at_most(count, 60, f"the map at {reader.found[begin].start}")

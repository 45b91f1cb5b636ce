"""Clauses: MATCH, WITH, UNWIND, RETURN and what belongs to them, in one statement or in several with UNION between them."""

from __future__ import annotations

from ..errors import RefusedError
from .expressions import expression
from .patterns import pattern_list
from .reader import END, STARTS, Reader, plain_name


def statement(reader: Reader) -> None:
    """Read a whole statement; raise RefusedError at the first thing that the grammar does not know."""
    while True:
        _single(reader)
        if reader.look() is END:
            return
        if not reader.take_word("UNION"):
            raise reader.unexpected()
        reader.bounds.count("unions")
        reader.take_word("ALL", "DISTINCT")
        reader.known = set()
        reader.bounds.new_rows()


def _single(reader: Reader) -> None:
    if not reader.word(*STARTS):
        raise reader.unexpected("only clauses that read may stand here")
    while reader.word(*STARTS):
        reader.bounds.clause()
        word = reader.take_word(*STARTS)
        if word == "OPTIONAL":
            reader.need_word("MATCH")
        if word in ("OPTIONAL", "MATCH"):
            pattern_list(reader)
            _where(reader)
        elif word == "UNWIND":
            _unwind(reader)
        else:
            _projected(reader, "AS" if word == "WITH" else None)


def _where(reader: Reader) -> None:
    if reader.take_word("WHERE"):
        expression(reader)


def _unwind(reader: Reader) -> None:
    reader.bounds.count("unwinds")
    reader.bounds.count("free")
    expression(reader)
    reader.need_word("AS")
    name = reader.any_name()
    reader.made.add(name)
    reader.known.add(name)


def _projected(reader: Reader, narrowing: str | None) -> None:
    """Read what WITH or RETURN gives on, in which order and how much; after WITH only these names are known."""
    reader.take_word("DISTINCT")
    known: set[str] = set()
    if reader.take_sign("*"):
        known = set(reader.known)
    else:
        known |= _item(reader)
    while reader.take_sign(","):
        known |= _item(reader)
    if reader.take_word("ORDER"):
        reader.need_word("BY")
        _sorted(reader)
    while reader.take_word("SKIP", "OFFSET", "LIMIT"):
        expression(reader)
    if narrowing:
        reader.known = known
        _where(reader)


def _item(reader: Reader) -> set[str]:
    """Read one expression with or without a name, and return the name."""
    begin = reader.at
    expression(reader)
    only = reader.found[begin] if reader.at == begin + 1 else None
    if not reader.take_word("AS"):
        return {plain_name(only)} if only else set()
    name = reader.any_name()
    if only is None or only.kind not in ("word", "name") or plain_name(only) != name:
        reader.made.add(name)
    return {name}


def _sorted(reader: Reader) -> None:
    while True:
        expression(reader)
        reader.take_word("ASC", "ASCENDING", "DESC", "DESCENDING")
        if not reader.take_sign(","):
            return


def subquery(reader: Reader) -> None:
    """Read what stands in the braces of EXISTS, COUNT or COLLECT: a pattern with or without WHERE, or a statement."""
    end = reader.partner[reader.at]
    reader.need_sign("{")
    outer, loop, reader.in_loop = set(reader.known), reader.in_loop, False
    if reader.word(*STARTS):
        while True:
            _single(reader)
            if not reader.take_word("UNION"):
                break
            reader.bounds.count("unions")
            reader.take_word("ALL", "DISTINCT")
            reader.known = set(outer)
    else:
        pattern_list(reader)
        _where(reader)
    if reader.at != end:
        raise reader.unexpected() if reader.look() is not END else RefusedError("the brackets do not match")
    reader.need_sign("}")
    reader.known, reader.in_loop = outer, loop

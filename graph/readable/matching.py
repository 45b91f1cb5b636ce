"""Where a regular expression may stand: behind one short property of a node that MATCH found, written out or a parameter."""

from __future__ import annotations

from ..errors import RefusedError
from ..tokens import Token
from .reader import Reader, plain_name
from .regexes import SHORT, check_regex

BOOLEAN = ("AND", "OR", "XOR", "NOT", "WHERE", "WHEN", "THEN", "ELSE", "END", "CASE", "RETURN", "WITH", "DISTINCT", "AS", "ORDER",
           "BY", "LIMIT", "SKIP", "UNION", "MATCH", "OPTIONAL", "UNWIND")  # fmt: skip
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def matched(reader: Reader) -> None:
    """Let through `variable.property =~ pattern` alone, for properties that are short and patterns that end."""
    reader.bounds.count("regexes")
    variable, dot, key, before = (reader.look(-n) for n in (4, 3, 2, 5))
    alone = dot.text == "." and (before.upper in BOOLEAN or before.text in ("", "(", ","))
    if not alone or variable.kind not in ("word", "name") or plain_name(key) not in SHORT:
        raise RefusedError("=~ may look at one short property only, as in n.name =~ '…'; use CONTAINS for whole texts")
    reader.matched.add(plain_name(variable))
    pattern, after = reader.look(), reader.look(1)
    if after.text not in ("", ")", "]", "}", ",", "|") and after.upper not in BOOLEAN:
        raise RefusedError("the pattern of =~ must stand alone, as a text or a parameter")
    if pattern.kind == "string":
        check_regex(written(pattern))
    elif pattern.kind != "param":
        raise RefusedError("the pattern of =~ must be written out, or be a parameter")
    elif reader.params is not None:
        value = reader.params.get(pattern.text[1:])
        if value is not None:
            check_regex(str(value))


def written(token: Token) -> str:
    """Return the text that a literal stands for."""
    parts = token.text[1:-1].split("\\\\")
    return "\\".join(_unescaped(part) for part in parts)


def _unescaped(part: str) -> str:
    first, *rest = part.split("\\")
    return first + "".join(ESCAPED.get(each[:1], each[:1]) + each[1:] for each in rest)

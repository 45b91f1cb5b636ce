"""Read the lines of rosters beside their labels: lists of chiefs of waters and forests, lines that go on under a role."""

from __future__ import annotations

import regex

from ..language.rules import pattern
from .lines import field_of, numbering

CHIEF = pattern("lines.chief_label")
LONGEST_LINE = 60  # code points


def heads_chiefs(text: str) -> str:
    """Return the role that whoever stands on the next lines has, where a line is nothing but its name (一、总河长), else ""."""
    number = numbering(text)
    words = text[number.length if number else 0 :]
    return words if CHIEF.fullmatch(words) else ""


def numbered_chief(text: str) -> tuple[str, int] | None:
    """Return the label of a numbered line of a list of chiefs (二、白露湖湖长：…) and where its value begins, or None."""
    number = numbering(text)
    field = field_of(text[number.length :]) if number is not None else None
    if number is None or field is None or not CHIEF.fullmatch(field[0]):
        return None
    return field[0], number.length + field[2]


def continues_roster(text: str) -> bool:
    """Say whether a line may name more people under the role of the line above."""
    return len(text) <= LONGEST_LINE and not regex.search("[。；：:]", text) and numbering(text) is None

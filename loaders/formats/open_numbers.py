"""The numbers of lists in OpenDocument files, and what their styles hide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .counting import shown

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW, OFFICE, STYLE = (
    f"{{{NAMES}{name}:1.0}}" for name in ("text", "table", "drawing", "office", "style")
)
# How a number is written, by the first sign of what the file calls it.
FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "壱": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac",
    "①": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen", "０": "decimal", "１": "decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a level are numbered: `levels` is how many of the levels are shown."""

    form: str
    before: str
    behind: str
    start: int
    levels: int


@dataclass(slots=True)
class Styles:
    """What the styles say: the levels of lists, what is hidden, which tables are not shown."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    unshown: set[str] = field(default_factory=set)


def number_of(levels: dict[int, Level], counts: dict[int, int], depth: int, start: int | None) -> str:
    """Return the number of an item with the gap behind it, and count it; `start` where the item says where to begin."""
    level = levels.get(depth)
    if level is None:
        return ""
    begins = start if start is not None else level.start
    counts[depth] = counts[depth] + 1 if depth in counts and start is None else begins
    for deeper in [each for each in counts if each > depth]:
        del counts[deeper]
    if not level.form:
        return ""
    shown_levels = range(max(1, depth - level.levels + 1), depth + 1)
    numbers = [
        shown(counts.get(each, 1), levels[each].form) for each in shown_levels if each in levels and levels[each].form
    ]
    number = f"{level.before}{'.'.join(numbers)}{level.behind}"
    return number + (" " if number and number[-1].isascii() else "")


def integer(element: Any, name: str, default: int) -> int:
    """Return an attribute as a number, `default` where it is none."""
    value = element.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 8 else default


def read_styles(*roots: Any) -> Styles:
    """Return what the styles of some parts say."""
    found = Styles()
    for root in dict.fromkeys(roots):
        for listed in (*root.iter(f"{TEXT}list-style"), *root.iter(f"{TEXT}outline-style")):
            name = "outline" if listed.tag == f"{TEXT}outline-style" else listed.get(f"{STYLE}name") or ""
            levels = {
                integer(each, f"{TEXT}level", 1): _level(each)
                for each in listed
                if each.get(f"{TEXT}level") is not None
            }
            found.lists.setdefault(name, levels)
        for style in root.iter(f"{STYLE}style"):
            for properties in style:
                if properties.get(f"{TEXT}display") == "none":
                    found.hidden.add(style.get(f"{STYLE}name") or "")
                if properties.get(f"{TABLE}display") == "false":
                    found.unshown.add(style.get(f"{STYLE}name") or "")
    return found


def _level(element: Any) -> Level:
    form = element.get(f"{STYLE}num-format") or ""
    numbered = element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style") and form
    return Level(
        FORMS.get(form[:1], "decimal") if numbered else "",
        element.get(f"{STYLE}num-prefix") or "",
        element.get(f"{STYLE}num-suffix") or "",
        integer(element, f"{TEXT}start-value", 1),
        integer(element, f"{TEXT}display-levels", 1),
    )

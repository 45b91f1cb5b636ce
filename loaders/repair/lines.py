"""Take a text apart into lines and decide which line ends belong to sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from ..language.rules import pattern
from .punctuation import HAN
from .text import Edit, Text

WIDEST_WRAP = 120  # columns; no office program or PDF breaks later than 60 Chinese characters
NARROWEST_WRAP = 44  # columns; shorter full lines are verses, cells or headings
FEWEST_WRAPS = 3  # full lines that end inside a sentence before a text counts as wrapped
FULL_LINE = 0.7  # of the widest line; ragged pages (gaps, Latin words) break earlier

_HEADING = pattern("repair-lines.heading")
_LABEL = re.compile(rf"(?:[{HAN}] ?){{2,8}}：")
_ENDS_INSIDE = re.compile(rf"[{HAN}\dA-Za-z，、（《“—-]$")
_STARTS_INSIDE = re.compile("[，。、；：！？）》”’】〕]")
_OPEN = {"（": "）", "《": "》"}
_ORGAN_END = pattern("repair-lines.organ_end")
_ORGAN_TAIL = pattern("repair-lines.organ_tail")
_TITLE_TAIL = pattern("repair-lines.title_tail")
_NO_TITLE = re.compile("[，。；：、（）《》]")
_PAGE_LINE = pattern("repair-lines.page_line")
_GLUED_SOURCE = pattern("repair-lines.glued_source")
_GLUED_BODY = pattern("repair-lines.glued_body")


class Line(NamedTuple):
    """One line: its first code point, its end without the line end, and its characters."""

    start: int
    end: int
    chars: str


def lines_of(chars: str) -> Iterator[Line]:
    """Yield the lines of a text, in order; the line ends belong to none of them."""
    position = 0
    for line in chars.split("\n"):
        yield Line(position, position + len(line), line)
        position += len(line) + 1


def page_numbers(text: Text) -> Text:
    """Take out lines that hold a page number, with the blank lines around them."""
    return text.edit((Edit(m.start(), m.end(), "") for m in _PAGE_LINE.finditer(text.chars)), "pages")


def split_lines(text: Text) -> Text:
    """Give source and date a line of their own where the line ends around them were lost."""
    edits = [Edit(found.start(), found.start(), "\n") for found in _GLUED_SOURCE.finditer(text.chars)]
    edits += [Edit(found.start(1), found.end(1), "\n") for found in _GLUED_BODY.finditer(text.chars)]
    return text.edit(sorted(edits), "lines")


def join_lines(text: Text) -> Text:
    """Join lines that were broken inside a sentence, a bracket, a list or a title."""
    lines = [line for line in lines_of(text.chars) if line.chars.strip()]
    full = _full_width(lines)
    edits = []
    for line, following in pairwise(lines):
        left, right = line.chars.rstrip(), following.chars.lstrip()
        adjacent = following.start == line.end + 1
        if _broken(left, right) or (adjacent and full and _width(left) >= full and _wrapped(left, right)):
            between = (
                " " if left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha() else ""
            )
            start, end = line.start + len(left), following.end - len(following.chars.lstrip())
            edits.append(Edit(start, end, between))
    return text.edit(edits, "lines")


def _broken(left: str, right: str) -> bool:
    """Say whether a line end is wrong in any text, wrapped or not."""
    if "\t" in left or "\t" in right:
        return False
    if _STARTS_INSIDE.match(right):
        return True
    if _HEADING.match(right) or _LABEL.match(right):
        return left.endswith("（") or _open_bracket(left, right)
    if left.endswith(("、", "，")) or _open_bracket(left, right):
        return True
    if _TITLE_TAIL.match(right) and len(left) <= 50 and not _NO_TITLE.search(left) and _ORGAN_END.search(left):
        return True
    return bool(_LABEL.match(left) and "、" in left and not _ORGAN_END.search(left) and _ORGAN_TAIL.match(right))


def _open_bracket(left: str, right: str) -> bool:
    for sign, partner in _OPEN.items():
        if left.rfind(sign) > left.rfind(partner):
            closing, opening = right.find(partner), right.find(sign)
            return closing >= 0 and (opening < 0 or closing < opening)
    return False


def _wrapped(left: str, right: str) -> bool:
    if "\t" in left or "\t" in right:
        return False
    return bool(_ENDS_INSIDE.search(left)) and not _HEADING.match(right) and not _LABEL.match(right)


def _full_width(lines: list[Line]) -> float:
    """Return the width in columns from which a line counts as full, or 0 where the text is not wrapped."""
    widths = [_width(line.chars.rstrip()) for line in lines]
    widest = max(widths, default=0)
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP:
        return 0
    full = FULL_LINE * widest
    pairs = zip(widths, pairwise(lines), strict=False)
    wraps = sum(width >= full and _wrapped(a.chars.rstrip(), b.chars.lstrip()) for width, (a, b) in pairs)
    return full if wraps >= FEWEST_WRAPS else 0


@lru_cache(maxsize=1024)  # each pass measures the same lines
def _width(line: str) -> int:
    if len(line) > WIDEST_WRAP:
        return len(line)
    return sum(map(_columns, line))


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1

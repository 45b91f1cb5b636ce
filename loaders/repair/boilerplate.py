"""Take out what the web site put around the text: navigation, counters, links, filing numbers, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.rules import pattern, scoped
from .lines import Line, lines_of
from .text import Edit, Text

LONGEST_LINE = 320  # code points; a longer line is a paragraph, whatever it begins with
LONGEST_META = 120  # code points; page data (source, date, counter) stands on short lines
BODY = 40  # code points; a line of this length with a full stop is a paragraph
_CRUMB_SEPARATOR = re.compile(r" *(?:>+|»|›|→|：) *")
_LINE = scoped("repair-boilerplate.line")
_BYLINE = scoped("repair-boilerplate.byline")
_EDGE = scoped("repair-boilerplate.edge")
_REST = scoped("repair-boilerplate.rest")
_END = scoped("repair-boilerplate.end")
_FRAGMENT = scoped("repair-boilerplate.fragment")
_ATTACHED = pattern("repair-boilerplate.attached")
_PAGE_DATA = pattern("repair-boilerplate.page_data")
_LEFTOVER_TAG = re.compile(r" *(?:</?)?(?:a|p|span|div)> *$")


def bylines(text: Text) -> Text:
    """Take out lines that say who wrote, edited or approved the page: these people are no officials."""
    return _without(text, [line for line in lines_of(text.chars) if _fits(_BYLINE, line)], "byline")


def other_articles(text: Text) -> Text:
    """Take out what stands behind the end of the article: its source or editor, told after its last paragraph."""
    lines = [line for line in lines_of(text.chars) if line.chars.strip()]
    told = False
    for number, line in enumerate(lines):
        if told and _fits(_END, line):
            rest = lines[number + 1 :]
            kept = any(_ATTACHED.match(each.chars) for each in rest)
            return text if kept else _without(text, rest, "other_article")
        told = told or line.chars.rstrip().endswith("。")
    return text


def boilerplate(text: Text) -> Text:
    """Take out whole lines of navigation, footers and links."""
    lines = [line for line in lines_of(text.chars) if line.chars.strip()]
    out = set(_strong(lines))
    out.update(_rest(lines))
    out.update(list(_edges(lines, out)))
    out.update(list(_columns(lines, out)))
    return _without(text, [lines[number] for number in sorted(out)], "boilerplate")


def fragments(text: Text) -> Text:
    """Take counters, font sizes, buttons and editors out of short lines of page data; source and date stay."""
    edits: list[Edit] = []
    for line in lines_of(text.chars):
        if len(line.chars) > LONGEST_META or "。" in line.chars:
            continue
        tag = _LEFTOVER_TAG.search(line.chars)
        if tag:
            edits.append(Edit(line.start + tag.start(), line.end, ""))
        elif _PAGE_DATA.search(line.chars):
            found = _FRAGMENT.finditer(line.chars)
            edits += (Edit(line.start + m.start(), line.start + m.end(), "") for m in found if m.group())
    return text.edit(edits, "boilerplate")


def _fits(form: re.Pattern[str], line: Line) -> bool:
    return len(line.chars) <= LONGEST_LINE and form.fullmatch(line.chars.strip()) is not None


def _strong(lines: list[Line]) -> Iterator[int]:
    return (number for number, line in enumerate(lines) if _fits(_LINE, line))


def _rest(lines: list[Line]) -> Iterator[int]:
    """Yield the heading of a list of links and what follows it, up to the next paragraph."""
    links = False
    for number, line in enumerate(lines):
        links = (links or (number > 0 and _fits(_REST, line))) and not _is_body(line)
        if links:
            yield number


def _edges(lines: list[Line], strong: set[int]) -> Iterator[int]:
    """Yield weak lines (an owner, an address) in a run at either end of the text that holds a strong line too."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        run: list[int] = []
        for number in order:
            if number not in strong and not _fits(_EDGE, lines[number]):
                break
            run.append(number)
        if strong.intersection(run):
            yield from run


def _columns(lines: list[Line], out: set[int]) -> Iterator[int]:
    """Yield the name of the column that stands beside a breadcrumb and in it."""
    for number in sorted(out):
        steps = set(_CRUMB_SEPARATOR.split(lines[number].chars.strip()))
        if len(steps) < 3:
            continue
        for beside in (number - 1, number + 1):
            if 0 <= beside < len(lines) and lines[beside].chars.strip() in steps:
                yield beside


def _is_body(line: Line) -> bool:
    return len(line.chars) >= BODY and "。" in line.chars


def _without(text: Text, lines: list[Line], step: str) -> Text:
    ends = (min(line.end + 1, len(text.chars)) for line in lines)
    return text.edit([Edit(line.start, end, "") for line, end in zip(lines, ends, strict=True)], step)

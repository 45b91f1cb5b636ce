"""Find where a line of a page that lost its line breaks was several lines: before numbers that count up, behind a number or title."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..language.numbers import parse_number
from ..language.rules import pattern

_MARKS = tuple(pattern(f"flattened.{name}") for name in ("han", "han_in_bracket", "phase"))
_MARKS_OF_PAGES = tuple(pattern(f"flattened.{name}") for name in ("section", "arabic"))
_HEADED = pattern("flattened.headed")
_NUMBER_FIRST = pattern("flattened.number_first")
_ADDRESSEE_FIRST = pattern("flattened.addressee_first")
_SPEECH = pattern("flattened.speech")
_TITLE = pattern("flattened.title")
_ROLE = pattern("flattened.role")
_BARS = regex.compile(r"[\s|｜]*[|｜][\s|｜]*")
_BEFORE_ROLE = pattern("flattened.before_role")
_BULLET = regex.compile(r"[-•·●*]\s+(?=\p{Han})")
_SHORTEST = 16  # code points; no line below that holds two
_PAGE = 300  # code points; so long a line is a page that lost its breaks, no paragraph
_LONGEST_CRUMB = 8  # code points; what stands beside a title between bars names a section of the site


def pieces_of_line(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that a line was made of, in order: one where it is whole."""
    bullet = _BULLET.match(text)
    first = bullet.end() if bullet else 0
    cuts = sorted({first, *_cuts(text)} if len(text) >= _SHORTEST else {first})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        while start < end and text[start] in " \u3000\xa0|｜":
            start += 1
        while end > start and text[end - 1] in " \u3000\xa0|｜":
            end -= 1
        if start < end:
            yield start, end


def is_official_title(text: str) -> bool:
    """Say whether a line is the title of an official document by its form (某局关于…的通知, 某某方案)."""
    return _TITLE.fullmatch(text) is not None


def _cuts(text: str) -> Iterator[int]:
    if "\t" in text:
        return
    for rule in (_NUMBER_FIRST, _ADDRESSEE_FIRST):
        match = rule.match(text)
        if match is not None:
            yield match.end()
            following = _ADDRESSEE_FIRST.match(text, match.end())
            if following is not None:
                yield following.end()
            break
    yield from _around_title(text)
    yield from _roles(text)
    marks = (*_MARKS, *_MARKS_OF_PAGES) if len(text) >= _PAGE else _MARKS
    runs = sorted({place for mark in marks for place in _runs(text, mark)})
    if runs and not _SPEECH.search(text, 0, runs[0]):
        yield from runs
        for start, end in zip(runs, [*runs[1:], len(text)], strict=True):
            headed = _HEADED.match(text, start, end)
            if headed is not None:
                yield headed.end()


def _roles(text: str) -> Iterator[int]:
    """Yield the places where a role with its colon begins inside a line, where the line itself begins with one."""
    if text.count("：") + text.count(":") < 2:
        return
    roles = [match.start() for match in _ROLE.finditer(text)]
    if len(roles) > 1 and (roles[0] == 0 or _BEFORE_ROLE.fullmatch(text, 0, roles[0])):
        yield from roles[1:]


def _around_title(text: str) -> Iterator[int]:
    """Yield the places around the one piece between bars that is a title, where the others are crumbs of navigation."""
    bars = list(_BARS.finditer(text))
    starts, ends = [0, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), len(text)]
    pieces = [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
    titles = [(a, b) for a, b in pieces if _TITLE.fullmatch(text, a, b)]
    if bars and len(titles) == 1 and all(b - a <= _LONGEST_CRUMB for a, b in pieces if (a, b) != titles[0]):
        yield from titles[0]


def _runs(text: str, mark: regex.Pattern[str]) -> Iterator[int]:
    """Yield the places of the marks of a kind that count up by one, two or more in a row."""
    run: list[int] = []
    last = None
    for match in mark.finditer(text):
        number = parse_number(match["n"])
        if last is None or number != last + 1:
            if len(run) > 1:
                yield from run
            run = []
        run.append(match.start())
        last = number
    if len(run) > 1:
        yield from run

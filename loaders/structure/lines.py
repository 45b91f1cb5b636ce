"""Read a text as lines, and what a line says by itself: its numbering, its label, its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from ..dates.dates import find_dates
from ..language.numbers import parse_number
from ..language.rules import pattern, rules_of, word_list
from ..language.words import unspaced
from .flattened import pieces_of_line

_SPEAKER = pattern("lines.speaker")
_STEP = pattern("lines.step")
_ROLE_APART = pattern("lines.role_apart")
_LABELLED = pattern("lines.labelled")
_CHIEF = pattern("lines.chief_label")
_SOURCE = pattern("lines.source")
_TIME = pattern("lines.time")
_SEAL = pattern("lines.seal")
_SENTENCE = regex.compile(r"[。！？；]|，.*，")
_NOT_IN_ISSUER = regex.compile(r"[，。；：:、,;《》?？!！\d]")
_NOT_IN_TITLE = regex.compile(r"[。；;！!]$|。.")
_LISTS = regex.compile("[，,、《]")
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Levels as in GB/T 9704-2012 (一、 then （一） then 1. then （1）); chapters and articles of rules run beside them.
_NUMBERINGS = (
    (1, pattern("numbering.chapter")),
    (2, pattern("numbering.section")),
    (3, pattern("numbering.article")),
    (2, pattern("numbering.dotted")),
    (3, pattern("numbering.dotted_twice")),
    (1, pattern("numbering.han")),
    (2, pattern("numbering.han_in_bracket")),
    (2, pattern("numbering.enclosed")),
    (4, pattern("numbering.arabic_in_bracket")),
    (3, pattern("numbering.arabic")),
    (5, pattern("numbering.circled")),
)
_DATE_LINE = regex.compile(r"[\s，,（()）]*")
SENSES = ("duty", "content", "due", "role")  # what the value of a labelled line says
LONGEST_SHORT = 80  # code points; titles of notices reach 70
LONGEST_NAME = 40  # code points; the longest name of an issuing body with its region


class Span(NamedTuple):
    """A stretch of the repaired text: code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number before a heading or an item: level (1 to 5), label as written, value, length in code points."""

    level: int
    label: str
    number: int
    length: int


@dataclass(frozen=True, slots=True)
class LineWords:
    """The closed lists of patterns/sections.yaml."""

    title_words: frozenset[str]
    issuer_ends: tuple[str, ...]
    columns: frozenset[str]
    column_ends: tuple[str, ...]
    empty_cells: frozenset[str]
    fields: Mapping[str, str]
    lines: Mapping[str, regex.Pattern[str]]
    any_line: regex.Pattern[str]


@cache
def load_words() -> LineWords:
    """Return the word lists, a field's label leading to what its value says (duty, content, due, role)."""
    rules = rules_of("sections")
    return LineWords(
        title_words=frozenset(word_list("sections.title_words")),
        issuer_ends=word_list("sections.issuer_ends"),
        columns=frozenset(word_list("sections.columns")),
        column_ends=word_list("sections.column_ends"),
        empty_cells=frozenset(word_list("sections.empty_cells")),
        fields={label: sense for sense in SENSES for label in word_list(f"sections.fields.{sense}")},
        lines={rule.name.partition(".")[2]: pattern(rule.name) for rule in rules},
        any_line=regex.compile("|".join(f"(?:{rule.expression})" for rule in rules)),
    )


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, in order; a line of cells keeps the tabs at its ends.

    A line that was several before the page lost its breaks comes as several (see `flattened`).
    """
    lines: list[Line] = []
    for match in regex.finditer(r"[^\n\r\u2028\u2029]+", text):
        raw = match.group()
        blank = " \u3000\xa0\ufeff" if "\t" in raw.strip() else None
        lead = len(raw) - len(raw.lstrip(blank))
        body = raw.strip(blank)
        begin = match.start() + lead
        if body.strip():
            lines.extend(Line(begin + a, begin + b, body[a:b]) for a, b in pieces_of_line(body))
    return lines


def numbering(text: str) -> Numbering | None:
    """Return the number that a line begins with, or None."""
    for level, form in _NUMBERINGS:
        match = form.match(text)
        if match is None:
            continue
        digits = match["n"]
        signs = next((each for each in (_CIRCLED, _ENCLOSED) if digits in each), None)
        number = signs.index(digits) + 1 if signs is not None else parse_number(digits)
        if number is not None:
            length = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
            return Numbering(level, match.group().strip(), number, length)
    return None


def field_of(text: str) -> tuple[str, str, int] | None:
    """Return the label of a `label：value` line without its spaces, what the value says, and where the value begins."""
    match = _LABELLED.match(text) or _ROLE_APART.match(text)
    if match is None:
        return None
    label = unspaced(match["label"])
    sense = "role" if _CHIEF.fullmatch(label) else load_words().fields.get(label)
    if sense is None or (match.re is _ROLE_APART and sense != "role"):
        return None
    return label.removesuffix("姓名"), sense, match.end()


def speaker_of(text: str) -> tuple[str, int] | None:
    """Return who speaks in a `name：words` line of an interview, and where the words begin."""
    match = _SPEAKER.match(text)
    if match is None or _SOURCE.match(text) or _STEP.match(text):
        return None
    return match[1], match.end()


def line_kind(text: str) -> str | None:
    """Return the kind of a line that shows it by itself (boilerplate, byline, number, attachment, …), or None."""
    words = load_words()
    if not words.any_line.fullmatch(text):
        return None  # as most lines do
    return next((kind for kind, form in words.lines.items() if form.fullmatch(text)), None)


def is_date(text: str) -> bool:
    """Say whether a line holds a day and nothing else, as under a signature."""
    if len(text) > LONGEST_NAME or not any(unit in text for unit in "年月日号-/."):
        return False
    dates = list(find_dates(text))
    if len(dates) != 1 or dates[0].kind not in {"day", "month"}:
        return False
    return _DATE_LINE.fullmatch(text[: dates[0].start] + text[dates[0].end :]) is not None


def is_dateline(text: str) -> bool:
    """Say whether a line gives the source or the date of publication, and no sentence."""
    if len(text) > LONGEST_SHORT or _SENTENCE.search(text):
        return False
    if _SOURCE.match(text.lstrip("（(")):
        return True
    dates = [each for each in find_dates(text) if each.kind in {"day", "month"} and each.year_known]
    if len(dates) != 1:
        return False
    rest = _TIME.sub("", _SOURCE.sub("", text[: dates[0].start] + " " + text[dates[0].end :])).strip(
        "（）() \u3000|丨·:："
    )
    at_edge = not _TIME.sub("", text[: dates[0].start]).strip("（(") or not _TIME.sub("", text[dates[0].end :]).strip(
        "）) "
    )
    return (at_edge or bool(_SOURCE.search(text))) and len(rest) <= LONGEST_NAME and not _LISTS.search(rest)


def is_issuer(text: str) -> bool:
    """Say whether a short line is nothing but the names of bodies."""
    text = _SEAL.sub("", text)
    if len(text) > LONGEST_NAME or _NOT_IN_ISSUER.search(text):
        return False
    return all(part.endswith(load_words().issuer_ends) for part in text.split())


def looks_like_title(text: str) -> bool:
    """Say whether a line is short enough for a title and no sentence."""
    return len(text) <= LONGEST_SHORT and not _NOT_IN_TITLE.search(text) and "\t" not in text

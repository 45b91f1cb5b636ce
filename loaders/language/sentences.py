"""Cut a stretch of text into sentences, clauses and the items of 一是…二是…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import regex

from .numbers import parse_number
from .rules import pattern

_OPENING = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "（": "）",
    "(": ")",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
    "[": "]",
}
_BRACKETS = regex.compile("[" + "".join(map(regex.escape, (*_OPENING, *_OPENING.values(), "\n"))) + "]")
_LONGEST_BRACKET = 400  # code points; a bracket still open after that was never closed, and hides no sentence end
SENTENCE_ENDS = "。！？!\n"  # an ASCII ? that repair leaves stands in place of a lost character
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_STYLES = (
    ("是", pattern("numbering.item_is")),
    ("要", pattern("numbering.item_must")),
    ("（）", pattern("numbering.item_in_bracket")),
    ("第", pattern("numbering.item_nth")),
    (".", pattern("numbering.item_arabic")),
    ("○", pattern("numbering.item_circled")),
)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list in a paragraph: `start`..`end` with its marker, the words from `body`."""

    number: int
    start: int
    end: int
    body: int
    style: str


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences between `start` and `end`, their ends included, blanks left out.

    A sentence ends at 。！？ and at a line end; not inside quotation marks or brackets, but a quotation that closes
    right after its own full stop ends the sentence too.
    """
    yield from _cut(text, start, len(text) if end is None else end, SENTENCE_ENDS)


def clauses(text: str, start: int = 0, end: int | None = None, *, at: str = "；;") -> Iterator[tuple[int, int]]:
    """Yield the spans of the clauses: sentences, cut further at the signs of `at` outside quotations and brackets."""
    yield from _cut(text, start, len(text) if end is None else end, SENTENCE_ENDS + at)


def _cut(text: str, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    yield from _spans(text, start, end, signs)


@lru_cache(maxsize=1024)  # the rules of a document cut the same paragraphs again and again
def _spans(text: str, start: int, end: int, signs: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    closed = _closing_places(text, start, end)
    first = position = start
    stop = _stops(signs)
    while (match := stop.search(text, position, end)) is not None:
        position = match.start()
        if position in closed:
            last = closed[position]
            # ……。” closes a sentence when nothing goes on behind the quotation mark.
            if text[last - 1] in "。！？" and text[last] in "”’」』" and text[last + 1 : last + 2] in {"", "\n", " "}:
                found.extend(_trimmed(text, first, last + 1))
                first = last + 1
            position = last + 1
            continue
        if text[position] in signs:
            found.extend(_trimmed(text, first, position + 1))
            first = position + 1
        position += 1
    return (*found, *_trimmed(text, first, end))


@cache
def _stops(signs: str) -> regex.Pattern[str]:
    """Return the expression of what a cut stops at: the signs, and the brackets that may hide them."""
    return regex.compile("[" + "".join(map(regex.escape, (*signs, *_OPENING))) + "]")


def _closing_places(text: str, start: int, end: int) -> dict[int, int]:
    """Return for each outermost bracket its partner's place; brackets that a line end cuts off are left out."""
    places: dict[int, int] = {}
    stack: list[int] = []
    for match in _BRACKETS.finditer(text, start, end):
        position, character = match.start(), match.group()
        if character == "\n":
            stack.clear()
        elif character in _OPENING:
            stack.append(position)
        else:
            matching = [each for each in stack if _OPENING[text[each]] == character]
            if matching:
                del stack[stack.index(matching[-1]) :]
                if position - matching[-1] <= _LONGEST_BRACKET:
                    places[matching[-1]] = position
    return places


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def list_items(text: str, start: int = 0, end: int | None = None) -> list[ListItem]:
    """Return the items of the lists between `start` and `end`, in text order: 一是…, 一要…, （1）…, 第一，….

    A list counts up from one without a gap and has two items or more. An item reaches to the next marker, the last to
    the end of its sentence, or of the stretch where earlier items run over several sentences.
    """
    stop = len(text) if end is None else end
    found = [item for style in _STYLES for item in _of_style(text, start, stop, style)]
    return sorted(found, key=lambda item: (item.start, -item.end))


def _of_style(text: str, start: int, end: int, style: tuple[str, regex.Pattern[str]]) -> Iterator[ListItem]:
    name, mark = style
    run: list[tuple[int, regex.Match[str]]] = []
    for match in mark.finditer(text, start, end):
        digits = match["n"]
        number = _CIRCLED.index(digits) + 1 if digits in _CIRCLED else parse_number(digits)
        if number == len(run) + 1:
            run.append((number, match))
        elif number == 1:
            yield from _items(text, run, match.start(), name)
            run = [(1, match)]
    yield from _items(text, run, end, name)


def _items(text: str, run: Sequence[tuple[int, regex.Match[str]]], end: int, style: str) -> Iterator[ListItem]:
    if len(run) < 2:
        return
    bounds = [match.start() for _, match in run]
    runs_on = any(len(list(sentences(text, a, b))) > 1 for a, b in pairwise(bounds))
    last = end if runs_on else next(iter(sentences(text, bounds[-1], end)))[1]
    for (number, match), stop in zip(run, [*bounds[1:], last], strict=True):
        finish = stop
        while finish > match.end() and (text[finish - 1].isspace() or text[finish - 1] in "；;。，,"):
            finish -= 1
        yield ListItem(number, match.start(), finish, match.end(), style)

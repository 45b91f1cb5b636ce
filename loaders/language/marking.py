"""A typed stream over a text: each mention becomes one private-use character, so that rules see kinds, not names.

A rule such as `{O}(?:[、和]{O})*出席` then reads "officials in a list, then 出席", whatever they are called, and a rule
can not match inside a name. The stream keeps its way back: every match leads to the characters of the repaired text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

import regex

# One private-use character a kind (Unicode's BMP area begins at U+E000).
MARKS = {"A": "\ue001", "O": "\ue002", "R": "\ue003", "G": "\ue004", "P": "\ue005", "D": "\ue006", "E": "\ue007"}

T = TypeVar("T")


class Stretch(NamedTuple, Generic[T]):
    """Where a mention stands in the repaired text, its kind (a key of MARKS), and what is behind it."""

    start: int
    end: int
    kind: str
    item: T


@dataclass(frozen=True, slots=True)
class Marked(Generic[T]):
    """A text whose mentions are single characters.

    `stream` is what rules read. `starts[i]` is the place in the repaired text of stream character i (one more entry for
    the end); `items` holds, by stream position, what stands behind a mark.
    """

    stream: str
    starts: tuple[int, ...]
    items: dict[int, T]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the repaired text behind a span of the stream (both half-open)."""
        return self.starts[start], self.starts[end]

    def within(self, start: int, end: int) -> Iterator[T]:
        """Yield the mentions behind a span of the stream, in order."""
        return (self.items[position] for position in range(start, end) if position in self.items)

    def at(self, offset: int) -> int:
        """Return the stream position of a place in the repaired text."""
        return max(0, bisect_right(self.starts, offset) - 1)


def mark(text: str, spans: Iterable[Stretch[T]], *, start: int, end: int) -> Marked[T]:
    """Return the characters `start` to `end` of `text` with the mentions that stand there as marks.

    Where spans overlap, the longer one wins, then the earlier.
    """
    chosen = _without_overlaps([span for span in spans if start <= span.start and span.end <= end])
    stream: list[str] = []
    starts: list[int] = []
    items: dict[int, T] = {}
    position = start
    for first, last, kind, item in chosen:
        stream.append(text[position:first])
        starts.extend(range(position, first + 1))
        items[len(starts) - 1] = item
        stream.append(MARKS[kind])
        position = last
    stream.append(text[position:end])
    starts.extend(range(position, end + 1))
    return Marked("".join(stream), tuple(starts), items)


def _without_overlaps(spans: list[Stretch[T]]) -> list[Stretch[T]]:
    spans.sort(key=attrgetter("start"))
    if all(before.end <= span.start for before, span in pairwise(spans)):
        return spans
    chosen: list[Stretch[T]] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            chosen.append(span)
            taken.update(range(span.start, span.end))
    return sorted(chosen, key=attrgetter("start"))


def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern in which `{A}`, `{O}`, … stand for a mention of that kind."""
    for kind, character in MARKS.items():
        pattern = pattern.replace("{" + kind + "}", character)
    return regex.compile(pattern)

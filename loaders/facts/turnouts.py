"""Read how many people took part in an event, as the text states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..language.numbers import Headcount, find_headcounts
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.reading import Reading
from .event import TELLING, Event
from .partaking import ATTENDED, VIDEO


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people an event had, as written, and whether on site or by video."""

    event: Event
    count: Headcount
    mode: str


def find_turnouts(reading: Reading, events: Sequence[Event]) -> Iterator[Turnout]:
    """Yield the numbers of people that took part (90余人现场参加), in text order."""
    for block in reading.outline.blocks:
        if block.kind not in TELLING or block.kind == "title" or not events:
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            begun = [event for event in events if event.start < end]
            if not begun:
                continue
            for count in find_headcounts(reading.text, start, end):
                rest = _clause_rest(reading.text, count.end, end)
                before = reading.text[max(start, count.start - 30) : count.start]
                if not (ATTENDED.search(rest) or pattern("attendance.took_part").search(before)):
                    continue
                if pattern("attendance.harmed").search(reading.text[max(start, count.start - 8) : count.end + 8]):
                    continue
                mode = "video" if VIDEO.search(rest) else "onsite"
                yield Turnout(begun[-1], count, mode)


def _clause_rest(text: str, start: int, end: int) -> str:
    match = regex.compile(r"[，；。\n]|$").search(text, start, end)
    return text[start : match.start() if match else end]

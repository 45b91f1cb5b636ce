"""Cut the sentences of a plan into the pieces that are one task each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language.rules import pattern
from ..language.sentences import clauses
from ..linking.reading import Reading
from .duties import bearers_behind_commas, duty_clause
from .task import PlanText

ORGANISING = pattern("tasks.organising")
TIMED = pattern("tasks.timed")
NOTED = pattern("tasks.noted")
SHORTEST = 4  # code points


def pieces(plan: PlanText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a stretch; where a clause holds several pieces with their own verb, commas do not part them."""
    text = plan.reading.text
    for first, last in _cut_at_bearers(
        plan.reading, cut_at_times(text, _cut_at_organising(text, clauses(text, start, end)))
    ):
        while last > first and text[last - 1] in "；;。，,等":
            last -= 1
        while first < last and text[first] in "，,；;。 ":
            first += 1
        noted = NOTED.match(text, first)
        first = noted.end() if noted else first
        if last - first >= SHORTEST and plan.free(first, last):
            yield first, last


def _cut_at_organising(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 开展起草工作，组织各县局提出…: what is organised is a task of its own."""
    for first, last in spans:
        position = first
        for match in ORGANISING.finditer(text, first + SHORTEST, last):
            if text[position : match.start()].endswith(("牵头", "配合", "参与", "负责")):
                continue  # 由甲牵头，乙配合，组织…: who does it, no task yet
            yield position, match.start()
            position = match.end()
        yield position, last


def cut_at_times(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 监测水质，每季度检查一次: a clause with a rhythm or a short limit of its own is a task of its own."""
    for first, last in spans:
        position = first
        for match in TIMED.finditer(text, first + SHORTEST, last):
            yield position, match.start()
            position = match.end()
        yield position, last


def _cut_at_bearers(reading: Reading, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 甲局组织清淤，乙局清运垃圾: a comma behind which another body sets to work ends the task before it."""
    for first, last in spans:
        position = first
        for begin in bearers_behind_commas(reading, first, last):
            if duty_clause(reading, position, begin - 1):
                yield position, begin - 1
                position = begin
        yield position, last

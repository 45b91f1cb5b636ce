"""Cut the sentences of a plan, and the words of one item, into the pieces that are one task each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..dates.dates import DateMention
from ..dates.deadlines import deadline, deadlines
from ..language.rules import pattern
from ..language.sentences import clauses, sentences
from ..linking.reading import Reading
from .duties import bearers_behind_commas, duty_clause
from .task import PlanText

ORGANISING = pattern("tasks.organising")
TIMED = pattern("tasks.timed")
BEFORE_LIMIT = pattern("tasks.before_limit")
OWN_LIMIT = pattern("tasks.own_limit")
UNFINISHED = pattern("tasks.unfinished")
FINISHES = pattern("tasks.finishes")
LONGEST_FINISH = 80  # code points
NOTED = pattern("tasks.noted")
SHORTEST = 4  # code points
NO_TASK = pattern("tasks.no_task_of_item")
LIMIT_FIRST = 14  # code points from the begin of a sentence in which its date says by when all its parts are due

Part = tuple[int, int, DateMention | None]


def pieces(plan: PlanText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a stretch; where a clause holds several pieces with their own verb, commas do not part them."""
    text = plan.reading.text
    spans = cut_at_limits(text, cut_at_times(text, _cut_at_organising(text, clauses(text, start, end))))
    for first, last in _cut_at_bearers(plan.reading, spans):
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


def cut_at_limits(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 逐户登记，4月28日前将清单报镇环保站: what has a limit and an object of its own is a task of its own."""
    for first, last in spans:
        position = first
        for limit in deadlines(text, first, last):
            comma = text.rfind("，", position + SHORTEST, limit.start)
            if comma < 0 or not BEFORE_LIMIT.fullmatch(text, comma + 1, limit.start):
                continue
            if OWN_LIMIT.match(text, limit.end, last) and not UNFINISHED.search(text, position, comma):
                yield position, comma
                position = comma + 1
        yield position, last


def limit_within(text: str, start: int, end: int) -> DateMention | None:
    """Return by when a task is due: its own limit, else that of the clause behind its comma that says when it is finished."""
    own = deadline(text, start, end)
    if own is not None or text[end : end + 1] != "，":
        return own
    _, stop = next(iter(clauses(text, end + 1, min(len(text), end + LONGEST_FINISH))), (0, end))
    limit = next(iter(deadlines(text, end + 1, stop)), None)
    if limit is None or not BEFORE_LIMIT.fullmatch(text, end + 1, limit.start):
        return None
    return limit if FINISHES.match(text, limit.end, stop) else None


def parts_of_item(text: str, start: int, end: int, head_end: int) -> list[Part]:
    """Return the tasks that the words `start`..`end` of an item hold, each with its limit; the first keeps the item's head.

    A limit that opens a sentence holds for all its parts.
    """
    found: list[Part] = []
    for first, last in sentences(text, start, end):
        opening: DateMention | None = None
        for a, b in cut_at_limits(text, clauses(text, first, last)):
            while b > a and text[b - 1] in "；;。，, ":
                b -= 1
            if b - a < SHORTEST or NO_TASK.match(text, a, b):
                continue
            limit = limit_within(text, a, b)
            if limit is not None and a == first and limit.start - first <= LIMIT_FIRST:
                opening = limit
            found.append((a, b, limit or opening))
    return _with_head(found, start, head_end)


def _with_head(parts: Sequence[Part], start: int, head_end: int) -> list[Part]:
    """Join the head of an item (清理河道。市水务局…) to the first task under it: a name alone is no task beside others."""
    if not parts:
        return []
    first, *others = parts
    if others and first[1] <= head_end + 1 and first[2] is None:
        _, end, limit = others.pop(0)
        first = (start, end, limit)
    return [first, *others]

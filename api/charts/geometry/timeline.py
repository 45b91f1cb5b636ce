"""Lay phases and tasks on days: bars as exact as the text, what has no year apart, relative limits with their phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from envgov.graph.edtf import ends, first_day, last_day

DUE, PASSED, RUNNING, AHEAD, UNKNOWN = "due", "passed", "running", "ahead", "unknown"


@dataclass(frozen=True, slots=True)
class Bar:
    """Days that something takes: `first` to `last` at most, `sure_first` to `sure_last` in any case.

    A month gives `first` on its first day and `last` on its last; nothing of it is sure, so that both sure days are None.
    An end that the text does not give is None.
    """

    first: date | None
    last: date | None
    sure_first: date | None
    sure_last: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A phase or a task: `start` and `end` (a phase), `due` (a task) are EDTF; `bar` is None where no day can be told.

    `phases` are the names of the phases that a task belongs to; `limit` is the last day that its deadline allows.
    """

    kind: str
    uid: str
    name: str
    seq: int
    fact: str
    derived: bool
    confidence: float
    documents: int
    start: str = ""
    end: str = ""
    due: str = ""
    due_text: str = ""
    due_basis: str = ""
    phases: tuple[str, ...] = ()
    phase_uids: tuple[str, ...] = ()
    bar: Bar | None = None
    limit: date | None = None

    @property
    def yearless(self) -> bool:
        """Say whether a date is written without its year."""
        return any("X" in text for text in (self.start, self.end, self.due))

    @property
    def from_phase(self) -> bool:
        """Say whether the days are those of the phase, not of the task's own words."""
        return self.kind == "task" and self.bar is not None and self.due_basis != "text"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes (a phase, or None for tasks of no phase, with its tasks) and what has no day: without a year, or without a date."""

    lanes: tuple[tuple[Entry | None, tuple[Entry, ...]], ...]
    yearless: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    first: date | None
    last: date | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return everything, in the order of the lanes, then what has no day."""
        laid = [each for phase, tasks in self.lanes for each in ((phase, *tasks) if phase else tasks)]
        return (*laid, *self.yearless, *self.undated)


def bar(text: str | None, until: str | None = None) -> Bar | None:
    """Return the days of a date, of a span `start/end`, or of two dates; None where neither end has a day."""
    start, end = (text or "", until or "")
    single = not until and "/" not in start
    if not until:
        start, end = (each or "" for each in ends(start))
    end = start if single else end
    first, last = _day(first_day(start)), _day(last_day(end))
    if first is None and last is None:
        return None
    sure_first, sure_last = _day(last_day(start)), _day(first_day(end))
    if first and last and last < first:  # the text contradicts itself: the dates are shown, no bar is
        return None
    if sure_first and sure_last and sure_last < sure_first:
        sure_first = sure_last = None
    return Bar(first, last, sure_first, sure_last)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # 2023-02-30: a text may name a day that there is not
        return None


def lay(rows: Iterable[Mapping[str, object]]) -> Timeline:
    """Return the timeline of the rows of parts/timeline.cypher; a task that several rows name is one entry."""
    found: dict[str, Entry] = {}
    for row in rows:
        uid = str(row["uid"])
        found[uid] = _with_phase(found[uid], row) if uid in found else _with_phase(_entry(row), row)
    phases = {uid: replace(each, bar=bar(each.start, each.end or None)) for uid, each in found.items() if each.kind == "phase"}  # fmt: skip
    tasks = [_placed(each, phases) for each in found.values() if each.kind == "task"]
    return _lanes(list(phases.values()), tasks)


def _entry(row: Mapping[str, object]) -> Entry:
    return Entry(
        kind=str(row["kind"]),
        uid=str(row["uid"]),
        name=str(row["name"] or ""),
        seq=int(str(row["seq"] or 0)),
        fact=str(row["fact"] or ""),
        derived=bool(row["derived"]),
        confidence=float(str(row["confidence"] or 0)),
        documents=int(str(row["documents"] or 0)),
        start=str(row["start"] or ""),
        end=str(row["end"] or ""),
        due=str(row["due"] or ""),
        due_text=str(row["due_text"] or ""),
        due_basis=str(row["due_basis"] or ""),
        limit=_day(str(row["due_max"] or "")),
    )


def _with_phase(entry: Entry, row: Mapping[str, object]) -> Entry:
    uid = row["phase_uid"]
    if entry.kind == "phase" or not uid or uid in entry.phase_uids:
        return entry
    return replace(entry, phases=(*entry.phases, str(row["phase"])), phase_uids=(*entry.phase_uids, str(uid)))


def _placed(task: Entry, phases: Mapping[str, Entry]) -> Entry:
    """Return a task with its days: those of its own deadline, else those of its phases together."""
    if task.due_basis == "text" or (task.due and not task.phase_uids):
        own = bar(task.due)
        return replace(task, bar=own, due_basis="text", limit=task.limit or (own.last if own else None))
    bars = [each.bar for uid in task.phase_uids if (each := phases.get(uid)) and each.bar]
    return replace(task, bar=_around(bars)) if bars and not task.yearless else task


def _around(bars: list[Bar]) -> Bar:
    starts = sorted(((b.first or date.min, b.sure_first) for b in bars), key=lambda each: each[0])
    stops = sorted(((b.last or date.max, b.sure_last) for b in bars), key=lambda each: each[0])
    first, last = starts[0], stops[-1]
    return Bar(first[0] if first[0] > date.min else None, last[0] if last[0] < date.max else None, first[1], last[1])


def _lanes(phases: list[Entry], tasks: list[Entry]) -> Timeline:
    phases.sort(key=lambda each: (each.seq, each.uid))
    rank = {phase.uid: place for place, phase in enumerate(phases)}
    lanes: list[tuple[Entry | None, tuple[Entry, ...]]] = []
    laid = [each for each in tasks if each.bar is not None]
    for phase in phases:
        if phase.bar is not None:
            lanes.append((phase, tuple(each for each in laid if _lane(each, rank) == phase.uid)))
    shown = {phase.uid for phase, _tasks in lanes if phase}
    if rest := tuple(each for each in laid if _lane(each, rank) not in shown):
        lanes.append((None, rest))
    off = [each for each in (*phases, *tasks) if each.bar is None]
    bars = [each.bar for phase, some in lanes for each in (phase, *some) if each and each.bar]
    days = [day for each in bars for day in (each.first, each.last) if day]
    return Timeline(
        tuple(lanes),
        tuple(each for each in off if each.yearless),
        tuple(each for each in off if not each.yearless),
        min(days, default=None),
        max(days, default=None),
    )


def _lane(task: Entry, rank: Mapping[str, int]) -> str | None:
    known = sorted((uid for uid in task.phase_uids if uid in rank), key=rank.__getitem__)
    return known[0] if known else None


def state(entry: Entry, on: date) -> str:
    """Return how an entry stands on a day: ahead, running, due (its last days), passed, or unknown without a day.

    Passed says that the deadline lies before the day, not that the work was not done: no text tells.
    """
    if entry.bar is None:
        return UNKNOWN
    last = entry.limit or entry.bar.last
    if last is not None and last < on:
        return PASSED
    if entry.due_basis == "text" and entry.kind == "task":
        return DUE if entry.bar.first and entry.bar.first <= on else AHEAD
    if entry.bar.first is not None and on < entry.bar.first:
        return AHEAD
    closing = entry.kind == "task" and entry.bar.sure_last is not None and entry.bar.sure_last <= on
    return DUE if closing and last is not None else RUNNING

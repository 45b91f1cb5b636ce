"""What a task is, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..dates.dates import DateMention, resolve_in
from ..dates.dating import resolve_after
from ..dates.deadlines import due
from ..language.rules import pattern
from ..linking.reading import Reading
from ..structure.lines import Span
from ..structure.sections import Block, Outline
from .duties import Duty
from .phases import Phase, phase_at

ALL_PHASES = pattern("tasks.all_phases")


@dataclass(frozen=True, slots=True)
class Task:
    """An obligation: `start`..`end` are its words, `due` EDTF or None, `phase` the phase it belongs to.

    `row` is the row of a table that states it whole: what the cell of a body or a date says, it says only with the others.
    """

    start: int
    end: int
    duties: tuple[Duty, ...] = ()
    due: str | None = None
    due_at: Span | None = None
    due_basis: str = ""
    phase: Phase | None = None
    section: Block | None = None
    rule: str = "task.item"
    row: Span | None = None


class Voice(StrEnum):
    """What a text is to the tasks in it, which says how much has to mark one."""

    PLAN = "plan"  # the plan itself: its sections say what is a task
    NOTICE = "notice"  # a notice or circular, or a bare table: its paragraphs stand under no heading
    REPORT = "report"  # a work report: the part that looks ahead
    TOLD = "told"  # news of a plan
    MARKED = "marked"  # any other text: only what bears its own marks (牵头单位：, a bracket of bodies, a table)


@dataclass(slots=True)
class PlanText:
    """A plan's text with its phases, and the stretches that tasks were read from."""

    reading: Reading
    phases: Sequence[Phase]
    period: str | None
    voice: Voice = Voice.PLAN
    taken: list[tuple[int, int]] = field(default_factory=list)

    @property
    def outline(self) -> Outline:
        """Return the structure of the text."""
        return self.reading.outline

    def free(self, start: int, end: int) -> bool:
        """Say whether no task was read there yet."""
        return all(end <= a or b <= start for a, b in self.taken)


def words_from(block: Block) -> int:
    """Return where the words of a block begin: behind its number and label."""
    return (
        block.head.start
        if block.head.end > block.head.start
        else block.body.start
        if block.body.end > block.body.start
        else block.start
    )


def section_of(plan: PlanText, block: Block) -> Block | None:
    """Return the heading that a block stands under, None where it stands under none."""
    above = plan.outline.path(block)
    return above[-1] if above else None


def parent_of(task: Task, before: Sequence[Task]) -> int | None:
    """Return the position, among the tasks before, of the one whose own line is the heading that a task stands under."""
    head = task.section
    if head is None:
        return None
    return next(
        (i for i in reversed(range(len(before))) if head.start <= before[i].start < head.end <= task.start), None
    )


def dated(plan: PlanText, task: Task, limit: DateMention | None) -> Task:
    """Return the task with its own limit, else with the end of its phase (annotation rule 19)."""
    phase = task.phase or phase_at(plan.phases, plan.reading, task.start)
    if ALL_PHASES.search(plan.reading.text, task.start, task.end):
        phase = None
    task = replace(task, phase=phase, end=trimmed(plan.reading.text, task.start, task.end))
    if limit is not None:
        when = limit_of(plan, limit, phase)
        return replace(task, due=when, due_at=Span(limit.start, limit.end), due_basis="text" if when else "")
    if phase is not None and phase.end:
        return replace(task, due=phase.end, due_at=Span(phase.dated_start, phase.dated_end), due_basis="phase")
    return task


def trimmed(text: str, start: int, end: int) -> int:
    """Return where the words of a stretch end, without the marks and spaces that close it."""
    while end > start and text[end - 1] in "。；;，, \n":
        end -= 1
    return end


def limit_of(plan: PlanText, limit: DateMention, phase: Phase | None) -> str | None:
    """Return by when a task is due (EDTF): an open year comes from the phase, the plan's period or its publication."""
    if limit.recurring or limit.kind == "within" or not limit.edtf:
        return None
    if phase is not None and phase.start and phase.end and not limit.year_known:
        return resolve_in(limit, f"{phase.start}/{phase.end}")
    if limit.year_known:
        return due(limit, None)
    if plan.period and len(plan.period) == 4:
        return due(limit, int(plan.period))
    published = plan.reading.header.published
    if published is not None:
        return resolve_after(limit, published.edtf).split("/")[-1]
    return due(limit, plan.reading.year)

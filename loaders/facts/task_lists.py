"""Read lists of responsibilities: a body in front of a colon, or in a heading, and under it what it has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..dates.deadlines import deadline
from ..language.rules import pattern
from ..language.sentences import clauses
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink
from ..structure.sections import Block
from .duties import ANSWERS, LEAD, Duty, duty_clause
from .task import PlanText, Task, dated, section_of, words_from
from .task_pieces import cut_at_times

LABELLED = pattern("duties.labelled")
HEADED = pattern("duties.headed")
LEADS = pattern("duties.leads")
NO_DUTY = pattern("duties.no_duty")
PREAMBLE = pattern("tasks.preamble")
SHORTEST = 4  # code points
FEWEST_LABELLED = 2  # items of this form that make a list of responsibilities


def tasks_of_lists(plan: PlanText) -> Iterator[Task]:
    """Yield the tasks of lists of responsibilities, one a clause, each borne by the body that its item is of."""
    blocks = list(plan.outline.of_kind("item", "paragraph", "field", "heading"))
    with_label = [(block, found) for block in blocks if (found := labelled(plan, block)) is not None]
    if len(with_label) >= FEWEST_LABELLED:
        for block, (bearers, start) in with_label:
            yield from clauses_of(plan, block, bearers, (start, block.end))
    headed = [(block, heads) for block in blocks if (heads := _headed(plan, block))]
    if len(headed) + len(with_label) >= FEWEST_LABELLED:
        for block, bearers in headed:
            for child in plan.outline.children(block):
                if child.kind in ("paragraph", "item"):
                    yield from clauses_of(plan, child, bearers, (words_from(child), child.end))


def labelled(plan: PlanText, block: Block) -> tuple[list[AgencyLink | GroupLink], int] | None:
    """Return the bodies that a block names before a colon, and where what they have to do begins, or None."""
    start = words_from(block)
    marked = plan.reading.marked(start, block.end)
    match = LABELLED.match(marked.stream)
    if match is None or NO_DUTY.search(plan.reading.text, marked.starts[match.end()], block.end):
        return None
    bearers = [i for i in marked.within(*match.span("who")) if isinstance(i, AgencyLink | GroupLink)]
    return bearers, marked.starts[match.end()]


def _headed(plan: PlanText, block: Block) -> list[AgencyLink | GroupLink]:
    if block.kind not in ("heading", "item") or not plan.outline.children(block):
        return []
    start, end = words_from(block), block.head.end if block.head.end > block.head.start else block.end
    while end > start and plan.reading.text[end - 1] in "。：:；":
        end -= 1
    marked = plan.reading.marked(start, end)
    match = HEADED.match(marked.stream)
    if match is None:
        return []
    return [i for i in marked.within(*match.span("who")) if isinstance(i, AgencyLink | GroupLink)]


def clauses_of(
    plan: PlanText, block: Block, bearers: Sequence[AgencyLink | GroupLink], span: tuple[int, int]
) -> Iterator[Task]:
    """Yield a task for each clause of a stretch; a clause that names its own bodies keeps them."""
    text = plan.reading.text
    for first, last in cut_at_times(text, clauses(text, *span)):
        while last > first and text[last - 1] in "；;。，,等":
            last -= 1
        if last - first < SHORTEST or not plan.free(first, last) or PREAMBLE.search(text, first, last):
            continue
        led = duty_clause(plan.reading, first, last)
        role = LEAD if LEADS.match(text, first) else ANSWERS
        duties = tuple(led[0]) if led else tuple(Duty(role, each, block.start, last) for each in bearers)
        limit = deadline(text, first, last)
        yield dated(plan, Task(first, last, duties, section=section_of(plan, block), rule="task.listed"), limit)

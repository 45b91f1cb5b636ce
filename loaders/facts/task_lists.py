"""Read lists of responsibilities: a body before a colon or in a heading, or a group that a text sets up, and what it has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..language.rules import pattern
from ..language.sentences import clauses
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink
from ..mentions.mention import Shape
from ..structure.sections import Block
from .duties import ANSWERS, LEAD, Duty, begins_to_act, duty_clause
from .task import PlanText, Task, Voice, dated, section_of, words_from
from .task_pieces import cut_at_limits, cut_at_times, limit_within

LABELLED = pattern("duties.labelled")
HEADED = pattern("duties.headed")
LEADS = pattern("duties.leads")
NO_DUTY = pattern("duties.no_duty")
PREAMBLE = pattern("tasks.preamble")
SHORTEST = 4  # code points
FEWEST_LABELLED = 2  # items of this form that make a list of responsibilities
DUTIES = pattern("tasks.duties_heading")
SETS_UP = pattern("plans.sets_up")


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
    for first, last in cut_at_limits(text, cut_at_times(text, clauses(text, *span))):
        while last > first and text[last - 1] in "；;。，,等":
            last -= 1
        if last - first < SHORTEST or not plan.free(first, last) or PREAMBLE.search(text, first, last):
            continue
        led = duty_clause(plan.reading, first, last)
        role = LEAD if LEADS.match(text, first) else ANSWERS
        duties = tuple(led[0]) if led else tuple(Duty(role, each, block.start, last) for each in bearers)
        limit = limit_within(text, first, last)
        yield dated(plan, Task(first, last, duties, section=section_of(plan, block), rule="task.listed"), limit)


def tasks_of_teams(plan: PlanText) -> Iterator[Task]:
    """Yield the tasks of groups, one a clause; an item that names its own bearer keeps it."""
    for block in plan.outline.of_kind("heading", "item", "paragraph", "field", "lead_in"):
        match = DUTIES.match(plan.reading.text, block.start if block.kind == "field" else words_from(block), block.end)
        if match is None:
            continue
        team = _team_before(plan, *match.span("title"))
        if team is None and plan.voice is not Voice.NOTICE:
            continue
        bearers = [team] if team is not None else []
        for start, end, of in _words_under(plan, block, match.end()):
            yield from clauses_of(plan, of, bearers, (start, end))


def _team_before(plan: PlanText, start: int, end: int) -> AgencyLink | None:
    """Return the group whose duties a heading at `start`..`end` is of: the one it names, else the one set up or named last."""
    title = plan.reading.header.title
    set_up = title is not None and SETS_UP.search(plan.reading.text, *title) is not None
    before = [link for link in plan.reading.agencies if link.mention.start < end]
    inside = [link for link in before if link.mention.start >= start]
    founded = [link for link in before if set_up and title is not None and title.start < link.mention.start < title.end]
    temporary = [link for link in before if link.body.shape is Shape.TEMPORARY]
    return next((found[-1] for found in (inside, temporary, founded) if found), None)


def _words_under(plan: PlanText, block: Block, start: int) -> Iterator[tuple[int, int, Block]]:
    """Yield the stretches of words that stand under a heading of duties, with their blocks."""
    if block.end - start > 1:
        yield start, block.end, block
    following = plan.outline.blocks[block.index + 1 :]
    inside = _inside(plan, block, following) if block.kind in ("heading", "item") else _below(plan, following)
    for other in inside:
        if labelled(plan, other) is None:
            yield words_from(other), other.end, other


def _inside(plan: PlanText, block: Block, following: Sequence[Block]) -> Iterator[Block]:
    """Yield what stands under a numbered heading."""
    under = takewhile(lambda other: block in plan.outline.path(other), following)
    yield from (other for other in under if other.kind in ("item", "paragraph"))


def _below(plan: PlanText, following: Sequence[Block]) -> Iterator[Block]:
    """Yield what a line 职责： without a number is followed by: the items of one list, or paragraphs that say what to do."""
    first = following[0] if following else None
    if first is not None and first.kind == "item":
        yield from takewhile(lambda other: other.kind == "item" and other.level >= first.level, following)
        return
    yield from takewhile(
        lambda other: other.kind == "paragraph" and begins_to_act(plan.reading.text[other.start : other.end]), following
    )

"""Read the duties of a group that a text sets up: what stands under 工作职责 is borne by the group just named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..language.rules import pattern
from ..linking.body import AgencyLink
from ..mentions.mention import Shape
from ..structure.sections import Block
from .duties import begins_to_act
from .task import PlanText, Task, Voice, words_from
from .task_lists import clauses_of, labelled

DUTIES = pattern("tasks.duties_heading")
SETS_UP = pattern("plans.sets_up")


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

"""Read lists of responsibilities: a body before a colon or in a heading, or a group that a text sets up, and what it has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..language.rules import pattern
from ..language.sentences import clauses, sentences
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
SEATED = pattern("tasks.seated")
FILLED = pattern("tasks.filled")
OFFICE_NAME = pattern("tasks.office_name")
GROUP_WORD = pattern("tasks.group_word")
GROUP_ENDS = (
    ("领导小组", "领导小组"),
    ("指挥部", "指挥部"),
    ("联席会议", "联席会议"),
    ("专班", "专班"),
    ("委会", "委员会"),
    ("委员会", "委员会"),
)
OFFICE_WORD = "办公室"
SCENE = pattern("tasks.scene")
FEWEST_ACTS = 3
NO_TASK = pattern("tasks.no_task_of_item")
OFFICE_REACH = 60  # code points
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
        if NO_TASK.match(text, first, last):
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
        if (
            team is None
            and plan.voice is not Voice.NOTICE
            and not GROUP_WORD.search(plan.reading.text, *match.span("title"))
        ):
            continue
        bearers = [team] if team is not None else []
        for start, end, of in _words_under(plan, block, match.end()):
            for first, last in _acts(plan.reading.text, start, end):
                yield from clauses_of(plan, of, bearers, (first, last))


def _team_before(plan: PlanText, start: int, end: int) -> AgencyLink | None:
    """Return the group whose duties a heading at `start`..`end` is of: the one it names, else the one set up or named last."""
    title = plan.reading.header.title
    set_up = title is not None and SETS_UP.search(plan.reading.text, *title) is not None
    before = [link for link in plan.reading.agencies if link.mention.start < end]
    inside = [link for link in before if link.mention.start >= start]
    founded = [link for link in before if set_up and title is not None and title.start < link.mention.start < title.end]
    heading = plan.reading.text[start:end]
    temporary = [
        link
        for link in before
        if link.body.shape is Shape.TEMPORARY and (OFFICE_WORD in heading or not OFFICE_NAME.search(link.body.name))
    ]
    temporary = [link for link in temporary if _is_called(heading, link.body.name)] or temporary
    return next((found[-1] for found in (inside, temporary, founded) if found), None)


def _is_called(title: str, name: str) -> bool:
    """Say whether a heading calls a group by the last word of its name, whole or short (环委会 for …委员会)."""
    return any(word in title and name.endswith(end) for word, end in GROUP_ENDS)


def _acts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence of duties that only commas part (审议规划，协调问题，督促落实): three verbs or more are a task each."""
    for first, last in sentences(text, start, end):
        parts = list(clauses(text, first, last, at="，"))
        acting = [part for part in parts if begins_to_act(text[slice(*part)]) and not SCENE.search(text, *part)]
        if len(acting) < FEWEST_ACTS or "；" in text[first:last] or len(parts) - len(acting) > 1:
            yield first, last
            continue
        head = parts[0] if parts[0] not in acting else None  # 在省政府领导下，…
        for number, (a, b) in enumerate(acting):
            yield (head[0] if head is not None and not number else a), b


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


def tasks_of_offices(plan: PlanText) -> Iterator[Task]:
    """Yield what the office of a group has to do where a text says where it sits (办公室设在市水利局，负责日常工作，每月通报)."""
    text = plan.reading.text
    for block in plan.outline.of_kind("paragraph", "item") if SEATED.search(text) else ():
        for first, last in sentences(text, block.start, block.end):
            seat = SEATED.search(text, first, last)
            office = _office_at(plan, seat.start(), seat.end("office")) if seat is not None else None
            if seat is None or office is None:
                continue
            for a, b in clauses(text, seat.end(), last, at="，；;"):
                a, b = _trimmed(text, a, b)
                if b - a >= SHORTEST and not FILLED.search(text, a, b) and begins_to_act(text[a:b]) and plan.free(a, b):
                    duty = Duty(ANSWERS, office, *office_span(office))
                    task = Task(a, b, (duty,), section=section_of(plan, block), rule="task.office")
                    yield dated(plan, task, limit_within(text, a, b))


def _office_at(plan: PlanText, start: int, end: int) -> AgencyLink | None:
    """Return the office that the words at `start`..`end` name, or that a group just named has (领导小组下设办公室)."""
    near = [
        link
        for link in plan.reading.agencies
        if link.body is not None and start - OFFICE_REACH <= link.mention.start and link.mention.end <= end
    ]
    return next((link for link in reversed(near) if link.body and OFFICE_NAME.search(link.body.name)), None)


def office_span(link: AgencyLink) -> tuple[int, int]:
    """Return the characters that name a body."""
    return link.mention.start, link.mention.end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "，；;。 ":
        start += 1
    while end > start and text[end - 1] in "，；;。 ":
        end -= 1
    return start, end

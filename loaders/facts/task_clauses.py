"""Read the tasks that stand in prose: clauses led by a body or limited by a date, and the items of a section of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..dates.deadlines import deadline, is_until
from ..language.rules import pattern
from ..language.sentences import clauses, sentences
from ..structure.sections import Block
from .duties import Duty, duty_clause
from .task import PlanText, Task, Voice, dated, section_of, words_from
from .task_pieces import limit_within, pieces

NO_TASK_SECTION = pattern("tasks.no_task_section")
TASK_SECTION = pattern("tasks.task_section")
DEMANDS = pattern("tasks.demands")
GOAL = pattern("tasks.goal")
PREAMBLE = pattern("tasks.preamble")
BACK, PAST = pattern("tasks.back"), pattern("tasks.past")
SPOKEN = pattern("tasks.spoken")
FEWEST_NUMBERED = 2
BEARER_ALONE = pattern("duties.bearer_alone")
NEXT_TO_HEAD = 2  # code points: the sign behind a head, a blank
LONGEST_NAME = 14  # code points of the name of a section
LONGEST = 600  # code points


def tasks_of_clauses(plan: PlanText) -> Iterator[Task]:
    """Yield the clauses led by a body (甲负责…, 甲要…) anywhere, and the headings and items of a section of tasks."""
    headed = any(True for _ in plan.outline.of_kind("heading"))
    notice = plan.voice is Voice.NOTICE
    for block in plan.outline.of_kind("paragraph", "item", "field", "heading", "note"):
        path = plan.outline.path(block)
        if block.kind == "field":
            continue
        if any(NO_TASK_SECTION.search(head_text(plan, above)) for above in path):
            continue
        if notice and headed and not any(DEMANDS.search(head_text(plan, above)) for above in path):
            continue  # a circular tells what was found before it says what to do
        led = list(led_tasks(plan, block))
        yield from led
        if not led and _is_task_item(plan, block, path):
            start, end = words_from(block), _body_end(plan, block)
            limit = deadline(plan.reading.text, start, end)
            if plan.free(start, end) and not _has_led_children(plan, block):
                yield dated(plan, Task(start, end, (), section=section_of(plan, block), rule="task.section"), limit)


def tasks_numbered(plan: PlanText) -> Iterator[Task]:
    """Yield the clauses of numbered items that are led by a body, whatever the text is."""
    kinds = ("item", "paragraph") if plan.taken else ("item",)  # other marks show that the text lays something down
    for block in plan.outline.of_kind(*kinds):
        if (block.kind == "item" or plan.outline.path(block)) and not _looks_back(plan, block):
            yield from (task for task in led_tasks(plan, block) if task.duties)


def tasks_of_rules(plan: PlanText) -> Iterator[Task]:
    """Yield the clauses led by a body in a text that lays something down though it is called no plan: rules, replies, a page of a plan.

    Its form tells: it has numbered parts and passes on nobody's words. What looks back or sets a group up is left out.
    """
    text = plan.reading.text
    numbered = [block for block in plan.outline.of_kind("heading", "item") if block.label]
    if len(numbered) < FEWEST_NUMBERED or SPOKEN.search(text):
        return
    for block in plan.outline.of_kind("paragraph", "item"):
        if (block.kind == "item" or plan.outline.path(block)) and not _looks_back(plan, block):
            yield from (
                task
                for task in led_tasks(plan, block)
                if (task.duties or task.due) and not PAST.search(text, task.start, task.end)
            )


def _looks_back(plan: PlanText, block: Block) -> bool:
    """Say whether a block stands under a heading of what is or was, not of what is to be."""
    return any(
        NO_TASK_SECTION.search(head_text(plan, above)) or BACK.search(head_text(plan, above))
        for above in plan.outline.path(block)
    )


def head_text(plan: PlanText, block: Block) -> str:
    """Return what a block is called: its head, or how its words begin."""
    return plan.reading.text[block.head.start : block.head.end] or plan.reading.text[block.start : block.end][:30]


def led_tasks(plan: PlanText, block: Block) -> Iterator[Task]:
    """Yield the clauses of a block that a body leads; what follows in the sentence is its work too."""
    text = plan.reading.text
    start = _behind_heading(plan, block)
    for first, last in sentences(text, start, block.end):
        if PREAMBLE.search(text, first, last):
            continue
        bearers: tuple[Duty, ...] = ()
        for a, b in pieces(plan, first, last):
            led = duty_clause(plan.reading, a, b)
            if led:
                bearers = tuple(led[0])
            elif not bearers and not _limited(text, a, b):
                continue
            limit = limit_within(text, a, b)
            begin = _from_head(plan, block, a, b) if led else a
            yield dated(plan, Task(begin, b, bearers, section=section_of(plan, block), rule="task.led"), limit)


def _behind_heading(plan: PlanText, block: Block) -> int:
    """Return where the words of a block begin; behind the name of a section that ran into them (第一节加强领导市水务局…)."""
    start = block.body.start if block.body.end > block.body.start else block.start
    if not block.label.endswith(("章", "节")):
        return start
    begin = words_from(block)
    near = (link.mention.start for link in plan.reading.agencies if begin < link.mention.start <= begin + LONGEST_NAME)
    return next(near, start)


def _from_head(plan: PlanText, block: Block, start: int, end: int) -> int:
    """Return where a task begins whose clause only says who bears it: at the head of its item (打捞漂浮物。市水务局负责，…)."""
    alone = BEARER_ALONE.match(plan.reading.marked(start, end).stream) is not None
    headed = block.head.end > block.head.start and start - block.head.end <= NEXT_TO_HEAD
    return block.head.start if alone and headed and plan.free(block.head.start, start) else start


def _limited(text: str, start: int, end: int) -> bool:
    """Say whether a clause without a body sets itself a limit (4月10日前交到专班): an obligation all the same."""
    limit = deadline(text, start, end)
    if limit is None or limit.kind not in ("day", "month") or GOAL.search(text, start, end):
        return False
    return limit.due or is_until(text, start, limit)


def _is_task_item(plan: PlanText, block: Block, path: Sequence[Block]) -> bool:
    """Say whether a heading or item under a section of tasks is itself a task."""
    if block.kind not in ("item", "heading") or not path:
        return False
    section = head_text(plan, path[0])
    return bool(TASK_SECTION.search(section)) and not any(
        c.kind in ("item", "heading") for c in plan.outline.children(block)
    )


def _has_led_children(plan: PlanText, block: Block) -> bool:
    for child in plan.outline.children(block):
        start = child.body.start if child.body.end > child.body.start else child.start
        for first, last in clauses(plan.reading.text, start, child.end):
            if duty_clause(plan.reading, first, last):
                return True
    return False


def _body_end(plan: PlanText, block: Block) -> int:
    """Return where the words under a heading end, a page's worth at most; an item ends with its line."""
    under = [child.end for child in plan.outline.children(block) if child.kind == "paragraph"]
    fitting = [end for end in under if end - block.start <= LONGEST]
    return max([block.end, *fitting])

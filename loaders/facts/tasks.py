"""Find the tasks of a plan: rows of its tables, numbered items with their units, clauses of its phases, duties of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..dates.deadlines import deadline
from ..language.numbers import parse_number
from ..language.rules import pattern
from ..language.sentences import ListItem, clauses, list_items, sentences
from ..linking.reading import Reading
from ..structure.sections import Block, Outline
from .duties import ROLE_OF, Duty, duty_brackets, duty_clause, duty_note, read_duties
from .phases import Phase
from .task import PlanText, Task, dated, section_of, words_from
from .task_lists import tasks_of_lists
from .task_pieces import SHORTEST, pieces
from .task_tables import DUE_COLUMN, tasks_of_tables

NO_TASK_SECTION = pattern("tasks.no_task_section")
CONTENTS = pattern("tasks.contents")
SAME_AS_ABOVE = pattern("tasks.same_as_above")
ITEM_LIMIT = pattern("tasks.item_limit")
DEMANDS = pattern("tasks.demands")
GOAL = pattern("tasks.goal")
LONGEST = 600  # code points


def find_tasks(reading: Reading, phases: Sequence[Phase], period: str | None, *, notice: bool = False) -> list[Task]:
    """Return the tasks of a plan, in text order."""
    plan = PlanText(reading, phases, period, notice or _is_bare_table(reading))
    found: list[Task] = []
    for finder in (tasks_of_tables, tasks_of_lists, _of_items, _of_phases, _of_clauses):
        for task in finder(plan):
            plan.taken.append((task.start, task.end))
            found.append(task)
    return sorted(found, key=lambda task: task.start)


# -- numbered items with units ---------------------------------------------------------------------------------------------


def _of_items(plan: PlanText) -> Iterator[Task]:
    """Read items that state their bearers in a bracket, or in the labelled lines under them."""
    text = plan.reading.text
    above: list[Duty] = []
    for block in plan.outline.of_kind("item", "heading", "paragraph"):
        fields = _fields(plan.outline, block)
        brackets = list(duty_brackets(text, block.start, block.end))
        notes = list(_notes(plan, block))
        if not brackets and not fields and not notes:
            continue
        plan.taken.extend((first - 1, last + 1) for first, last in brackets)  # who does it is no task itself
        plan.taken.extend(notes)
        if len(brackets) > 1:
            yield from _several(plan, block, brackets)
            continue
        duties: list[Duty] = []
        limit = None
        if any(ROLE_OF.get(f.label) and SAME_AS_ABOVE.match(text, f.body.start, f.body.end) for f in fields):
            duties.extend(above)
        for start, end in (*brackets, *notes):
            duties.extend(read_duties(plan.reading, start, end))
            limit = limit or deadline(text, start, end)
        content = [f for f in fields if f.label not in ROLE_OF and not DUE_COLUMN.search(f.label)]
        for each in fields:
            if ROLE_OF.get(each.label):
                duties.extend(read_duties(plan.reading, each.body.start, each.body.end, role=ROLE_OF[each.label]))
            elif DUE_COLUMN.search(each.label):
                limit = limit or deadline(text, each.body.start, each.body.end) or deadline(text, each.start, each.end)
        above = list(duties) or above
        measures = [items for each in content if len(items := list_items(text, each.body.start, each.body.end)) > 1]
        if measures:
            yield from _measures(plan, block, measures[0], tuple(duties), fields)
            continue
        start = words_from(block)
        end = brackets[0][0] - 1 if brackets else min([block.end, *(first for first, _last in notes if first > start)])
        end = end if end - start >= SHORTEST else block.end
        last = max([end, *(c.end for c in content[:1])])
        limit = limit or deadline(text, start, last)
        yield dated(plan, Task(start, last, tuple(duties), section=section_of(plan, block), rule="task.item"), limit)


def _notes(plan: PlanText, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the spans that only say who bears an item: its last sentence, and the line right under it."""
    if block.kind not in ("item", "paragraph"):
        return
    spans = list(sentences(plan.reading.text, block.start, block.end))
    if len(spans) > 1 and duty_note(plan.reading, *spans[-1]):
        yield spans[-1]
    following = plan.outline.blocks[block.index + 1 : block.index + 2]
    for other in following:
        if other.kind in ("paragraph", "item") and duty_note(plan.reading, other.start, other.end):
            yield other.start, other.end


def _measures(
    plan: PlanText, block: Block, items: Sequence[ListItem], duties: tuple[Duty, ...], fields: Sequence[Block]
) -> Iterator[Task]:
    """Read 整改措施：一是…；二是…: one task an item, with the bearers of all and its own limit (第一项…，第二项…)."""
    text = plan.reading.text
    spans = [f for f in fields if DUE_COLUMN.search(f.label)]
    for item in items:
        limit = deadline(text, item.body, item.end)
        for each in spans if limit is None else ():
            parts = list(ITEM_LIMIT.finditer(text, each.body.start, each.body.end))
            mine = [m for m in parts if parse_number(m.group("n")) == item.number]
            limit = (
                deadline(text, *mine[0].span("when"))
                if mine
                else None
                if parts
                else deadline(text, each.start, each.end)
            )
        task = Task(item.body, item.end, duties, section=section_of(plan, block), rule="task.measure")
        yield dated(plan, task, limit)


def _several(plan: PlanText, block: Block, brackets: Sequence[tuple[int, int]]) -> Iterator[Task]:
    """Read a paragraph with a bracket after each sentence or list item."""
    position = words_from(block)
    for start, end in brackets:
        if start - 1 - position >= SHORTEST:
            limit = deadline(plan.reading.text, start, end) or deadline(plan.reading.text, position, start - 1)
            duties = tuple(read_duties(plan.reading, start, end))
            yield dated(
                plan, Task(position, start - 1, duties, section=section_of(plan, block), rule="task.bracket"), limit
            )
        position = end + 1
        while position < block.end and plan.reading.text[position] in "。；，; ":
            position += 1


def _fields(outline: Outline, block: Block) -> list[Block]:
    """Return the labelled lines that stand right under a block."""
    if block.kind == "paragraph":
        found: list[Block] = []
        for other in outline.blocks[block.index + 1 :]:
            if other.kind != "field":
                break
            found.append(other)
        return found
    return [child for child in outline.children(block) if child.kind == "field"]


# -- phases ------------------------------------------------------------------------------------------------------------------


def _of_phases(plan: PlanText) -> Iterator[Task]:
    """Read what each phase does: the clauses behind 主要工作包括：, else the clauses of its body."""
    for phase in plan.phases:
        if phase.reach is not None:
            for first, last in pieces(plan, min(phase.name_end + 3, phase.reach[1]), phase.reach[1]):
                yield from _clause_task(plan, first, last, phase, "task.phase")
            continue
        blocks = [phase.block, *_under(plan.outline, phase.block)]
        listed = [m for b in blocks for m in [CONTENTS.search(plan.reading.text, b.start, b.end)] if m]
        for block in blocks:
            start = block.body.start if block is phase.block else words_from(block)
            if block is phase.block and block.body.end <= block.body.start:
                continue
            match = CONTENTS.search(plan.reading.text, start, block.end)
            if listed and match is None:
                continue
            start = match.end() if match else start
            for first, last in pieces(plan, start, block.end):
                yield from _clause_task(plan, first, last, phase, "task.phase")


def _under(outline: Outline, block: Block) -> Iterator[Block]:
    for other in outline.blocks[block.index + 1 :]:
        if not any(above.index == block.index for above in outline.path(other)):
            return
        if other.kind in ("paragraph", "item"):
            yield other


def _clause_task(plan: PlanText, first: int, last: int, phase: Phase | None, rule_id: str) -> Iterator[Task]:
    clause = duty_clause(plan.reading, first, last)
    duties = tuple(clause[0]) if clause else ()
    limit = deadline(plan.reading.text, first, last)
    yield dated(plan, Task(first, last, duties, phase=phase, rule=rule_id), limit)


# -- duties of bodies, and sections of tasks ---------------------------------------------------------------------------------


def _is_bare_table(reading: Reading) -> bool:
    """Say whether a text is a table with nothing numbered around it: its notes stand under no heading."""
    return any(True for _ in reading.outline.of_kind("row")) and not any(
        True for _ in reading.outline.of_kind("heading", "item")
    )


def _of_clauses(plan: PlanText) -> Iterator[Task]:
    """Read clauses led by a body (甲负责…, 甲要…) anywhere, and the headings and items of a section of tasks."""
    headed = any(True for _ in plan.outline.of_kind("heading"))
    for block in plan.outline.of_kind("paragraph", "item", "field", "heading", "note"):
        path = plan.outline.path(block)
        if block.kind == "field" or (not path and block.kind == "paragraph" and not plan.notice):
            continue
        if any(NO_TASK_SECTION.search(_head_text(plan, above)) for above in path):
            continue
        if plan.notice and headed and not any(DEMANDS.search(_head_text(plan, above)) for above in path):
            continue  # a circular tells what was found before it says what to do
        led = list(_led(plan, block))
        yield from led
        if not led and _is_task_item(plan, block, path):
            start, end = words_from(block), _body_end(plan, block)
            limit = deadline(plan.reading.text, start, end)
            if plan.free(start, end) and not _has_led_children(plan, block):
                yield dated(plan, Task(start, end, (), section=section_of(plan, block), rule="task.section"), limit)


def _head_text(plan: PlanText, block: Block) -> str:
    return plan.reading.text[block.head.start : block.head.end] or plan.reading.text[block.start : block.end][:30]


def _led(plan: PlanText, block: Block) -> Iterator[Task]:
    text = plan.reading.text
    start = block.body.start if block.body.end > block.body.start else block.start
    for first, last in sentences(text, start, block.end):
        bearers: tuple[Duty, ...] = ()
        for a, b in pieces(plan, first, last):
            led = duty_clause(plan.reading, a, b)
            if led:
                bearers = tuple(led[0])
            elif not bearers and not _limited(text, a, b):
                continue
            limit = deadline(text, a, b)
            yield dated(plan, Task(a, b, bearers, section=section_of(plan, block), rule="task.led"), limit)


def _limited(text: str, start: int, end: int) -> bool:
    """Say whether a clause without a body sets itself a limit (4月10日前交到专班): an obligation all the same."""
    limit = deadline(text, start, end)
    return limit is not None and limit.due and limit.kind in ("day", "month") and not GOAL.search(text, start, end)


def _is_task_item(plan: PlanText, block: Block, path: Sequence[Block]) -> bool:
    """Say whether a heading or item under a section of tasks is itself a task."""
    if block.kind not in ("item", "heading") or not path:
        return False
    section = _head_text(plan, path[0])
    return bool(pattern("tasks.task_section").search(section)) and not any(
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


# -- dates -------------------------------------------------------------------------------------------------------------------

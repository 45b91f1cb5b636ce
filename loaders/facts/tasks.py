"""Find the tasks of a plan: rows of its tables, numbered items with their units, clauses of its phases, duties of bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..dates.dates import DateMention
from ..dates.deadlines import deadline
from ..language.numbers import parse_number
from ..language.rules import pattern, word_list
from ..language.sentences import ListItem, list_items, sentences
from ..linking.reading import Reading
from ..structure.sections import Block, Outline
from .convening import sections
from .duties import ROLE_OF, Duty, duty_brackets, duty_clause, duty_note, read_bracket, read_duties
from .phases import Phase
from .task import PlanText, Task, Voice, dated, section_of, words_from
from .task_asked import tasks_asked
from .task_clauses import tasks_numbered, tasks_of_clauses, tasks_of_rules
from .task_flattened import tasks_of_flattened
from .task_lists import tasks_of_lists, tasks_of_offices, tasks_of_teams
from .task_pieces import SHORTEST, limit_within, parts_of_item, pieces
from .task_tables import (
    BEARERS_HEAD,
    DUE_COLUMN,
    is_labelled_row,
    label_inside,
    measure_behind,
    tasks_of_measures,
    tasks_of_tables,
)
from .task_told import tasks_assigned, tasks_of_notices_told, tasks_of_report, tasks_told

CHARGE, MEMBERS = frozenset(word_list("duties.charge")), frozenset(word_list("duties.members"))
WHOM_TO_CALL = "联系人"
CONTENTS = pattern("tasks.contents")
SAME_AS_ABOVE = pattern("tasks.same_as_above")
ITEM_LIMIT = pattern("tasks.item_limit")
PREAMBLE = pattern("tasks.preamble")
ITEMS = ("item", "heading", "paragraph", "field")
BEHIND_NAME = pattern("tasks.behind_phase")


def find_tasks(
    reading: Reading, phases: Sequence[Phase], period: str | None, *, voice: Voice = Voice.PLAN
) -> list[Task]:
    """Return the tasks of a text, in its order; `voice` says what it is to them."""
    marked = voice is Voice.MARKED
    plan = PlanText(reading, phases, period, Voice.NOTICE if voice is Voice.PLAN and _is_bare_table(reading) else voice)
    found: list[Task] = []
    plan.taken.extend(span for section in sections(reading) for span in section.spans)
    for finder in (
        tasks_of_tables,
        tasks_of_flattened,
        tasks_of_lists,
        tasks_of_measures,
        tasks_asked,
        _of_items,
        tasks_of_offices,
        tasks_of_teams,
        *LAST[voice],
    ):
        for task in finder(plan):
            if marked and finder in (tasks_of_tables, tasks_of_lists) and not task.duties:
                continue  # a table or list in any text: only who bears something makes a task of a row
            plan.taken.append((task.start, task.end))
            found.append(task)
    return sorted(found, key=lambda task: task.start)


def _is_bare_table(reading: Reading) -> bool:
    """Say whether a text is a table with nothing numbered around it: its notes stand under no heading."""
    return any(True for _ in reading.outline.of_kind("row")) and not any(
        True for _ in reading.outline.of_kind("heading", "item")
    )


# -- numbered items with units ---------------------------------------------------------------------------------------------


def _of_items(plan: PlanText) -> Iterator[Task]:
    """Read items that state their bearers in a bracket, or in the labelled lines under them."""
    text = plan.reading.text
    above: list[Duty] = []
    for block in (b for b in plan.outline.of_kind(*ITEMS) if b.kind != "field" or is_labelled_row(text, b)):
        fields = _fields(plan.outline, block)
        charges = [each for each in fields if each.label in CHARGE]
        if _only_names(text, block, fields) and not charges:
            continue
        brackets = list(duty_brackets(plan.reading, block.start, block.end))
        notes = list(_notes(plan, block))
        if not brackets and not fields and not notes:
            continue
        if block.kind == "paragraph" and not fields and PREAMBLE.search(text, block.start, block.end):
            continue
        plan.taken.extend((first - 1, last + 1) for first, last in brackets)  # who does it is no task itself
        plan.taken.extend(notes)
        if len(brackets) > 1:
            yield from _several(plan, block, brackets)
            continue
        duties, limit = _borne(plan, fields, (*brackets, *notes), above)
        above = list(duties) or above
        content = [f for f in fields if f.label not in ROLE_OF and not DUE_COLUMN.search(f.label)]
        if charges:
            yield from _charges(plan, charges, duties)
            continue
        measures = [items for each in content if len(items := list_items(text, each.body.start, each.body.end)) > 1]
        if measures:
            yield from _measures(plan, block, measures[0], tuple(duties), fields)
            continue
        start, end = _words_of(block, brackets, notes)
        start, end = (measure_behind(text, start, block.end) if notes and not content else None) or (start, end)
        parts = parts_of_item(text, start, end, block.head.end) if not content else []
        if len(parts) > 1:
            for first, last, own in parts:
                task = Task(first, last, tuple(duties), section=section_of(plan, block), rule="task.part")
                yield dated(plan, task, own or limit)
            continue
        last = max([end, *(c.end for c in content[:1])])
        limit = limit or deadline(text, start, last)
        yield dated(plan, Task(start, last, tuple(duties), section=section_of(plan, block), rule="task.item"), limit)


def _only_names(text: str, block: Block, fields: Sequence[Block]) -> bool:
    """Say whether a block only says who a group consists of, or is the name of the bodies under it (二、整改责任单位)."""
    if any(each.label in MEMBERS for each in fields):
        return True
    return block.kind == "heading" and BEARERS_HEAD.search(text, block.start, block.end) is not None


def _words_of(block: Block, brackets: Sequence[tuple[int, int]], notes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the span of an item's own words: up to the bracket or note that says who bears it."""
    start = words_from(block)
    end = brackets[0][0] - 1 if brackets else min([block.end, *(first for first, _last in notes if first > start)])
    return start, end if end - start >= SHORTEST else block.end


def _borne(
    plan: PlanText, fields: Sequence[Block], spans: Sequence[tuple[int, int]], above: Sequence[Duty]
) -> tuple[list[Duty], DateMention | None]:
    """Return who bears an item and by when, from its brackets and notes and its labelled lines; 同上 means those above."""
    text = plan.reading.text
    duties: list[Duty] = []
    limit = None
    if any(ROLE_OF.get(f.label) and SAME_AS_ABOVE.match(text, f.body.start, f.body.end) for f in fields):
        duties.extend(above)
    for start, end in spans:
        duties.extend(read_bracket(plan.reading, start, end))
        limit = limit or deadline(text, start, end)
    for each in fields:
        if ROLE_OF.get(each.label):
            duties.extend(read_duties(plan.reading, each.body.start, each.body.end, role=ROLE_OF[each.label]))
        elif DUE_COLUMN.search(each.label):
            limit = limit or deadline(text, each.body.start, each.body.end) or deadline(text, each.start, each.end)
    return duties, limit


def _charges(plan: PlanText, charges: Sequence[Block], duties: Sequence[Duty]) -> Iterator[Task]:
    """Read what a group of bodies has to do (牵头部门：甲；组成部门：乙；职责：…): a task a clause, borne by all of them."""
    for each in charges if duties else ():
        for first, last in pieces(plan, each.body.start, each.body.end):
            limit = deadline(plan.reading.text, first, last)
            task = Task(first, last, tuple(duties), section=section_of(plan, each), rule="task.charge")
            yield dated(plan, task, limit)


def _notes(plan: PlanText, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the spans that only say who bears an item: its last sentence, and the line right under it."""
    if block.kind not in ("item", "paragraph", "field"):
        return
    text = plan.reading.text
    spans = list(sentences(text, block.start, block.end))
    labelled = label_inside(text, block)
    if labelled is not None:
        yield labelled, block.end
    elif len(spans) > 1 and duty_note(plan.reading, *spans[-1]):
        yield spans[-1]
    if plan.voice is Voice.MARKED and block.kind != "item":
        return
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
            duties = tuple(read_bracket(plan.reading, start, end))
            yield dated(
                plan, Task(position, start - 1, duties, section=section_of(plan, block), rule="task.bracket"), limit
            )
        position = end + 1
        while position < block.end and plan.reading.text[position] in "。；，; ":
            position += 1


def _fields(outline: Outline, block: Block) -> list[Block]:
    """Return the labelled lines that stand right under a block."""
    found: list[Block] = []
    if block.kind == "paragraph":
        for other in outline.blocks[block.index + 1 :]:
            if other.kind != "field":
                break
            found.append(other)
    else:
        found = [child for child in outline.children(block) if child.kind == "field"]
    return [each for each in found if each.label != WHOM_TO_CALL]


# -- phases ------------------------------------------------------------------------------------------------------------------


def _of_phases(plan: PlanText) -> Iterator[Task]:
    """Read what each phase does: the clauses behind 主要工作包括：, else the clauses of its body."""
    for phase in plan.phases:
        if phase.reach is not None:
            begin = max(phase.name_end, phase.dated_end if phase.dated_end < phase.reach[1] else 0)
            behind = BEHIND_NAME.match(plan.reading.text, begin)
            yield from _clause_tasks(plan, behind.end() if behind else begin, phase.reach[1], phase)
            continue
        blocks = [phase.block, *_under(plan.outline, phase.block)]
        listed = [m for b in blocks for m in [CONTENTS.search(plan.reading.text, b.start, b.end)] if m]
        for block in blocks:
            start = block.body.start if block is phase.block else words_from(block)
            if block is phase.block and block.body.end <= block.body.start:
                continue
            if block.start <= start <= phase.dated_end < block.end:  # behind the name and the time of the phase
                behind = BEHIND_NAME.match(plan.reading.text, phase.dated_end, block.end)
                start = behind.end() if behind else phase.dated_end
            match = CONTENTS.search(plan.reading.text, start, block.end)
            if listed and match is None:
                continue
            start = match.end() if match else start
            yield from _clause_tasks(plan, start, block.end, phase)


def _under(outline: Outline, block: Block) -> Iterator[Block]:
    for other in outline.blocks[block.index + 1 :]:
        if not any(above.index == block.index for above in outline.path(other)):
            return
        if other.kind in ("paragraph", "item"):
            yield other


def _clause_tasks(plan: PlanText, start: int, end: int, phase: Phase) -> Iterator[Task]:
    """Yield the clauses of a phase; what only a comma parts from a clause is borne by the same (甲逐场验收，20日前将结果报乙)."""
    duties: tuple[Duty, ...] = ()
    before = start
    for first, last in pieces(plan, start, end):
        clause = duty_clause(plan.reading, first, last)
        goes_on = plan.reading.text[before:first].strip() == "，"
        duties = tuple(clause[0]) if clause else duties if goes_on else ()
        before = last
        limit = limit_within(plan.reading.text, first, last)
        yield dated(plan, Task(first, last, duties, phase=phase, rule="task.phase"), limit)


# What is read last, by the voice of the text: the more a text is a plan, the less has to mark a task.
LAST: Mapping[Voice, tuple[Callable[[PlanText], Iterator[Task]], ...]] = {
    Voice.PLAN: (_of_phases, tasks_of_clauses),
    Voice.NOTICE: (_of_phases, tasks_of_clauses),
    Voice.REPORT: (tasks_of_report,),
    Voice.TOLD: (_of_phases, tasks_of_notices_told, tasks_told, tasks_assigned),
    Voice.MARKED: (_of_phases, tasks_numbered, tasks_of_notices_told, tasks_assigned, tasks_of_rules),
}

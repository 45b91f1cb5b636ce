"""Read the tasks that news of a plan tells of, and those of a report in the part that looks ahead."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..dates.dates import find_dates
from ..dates.deadlines import deadline
from ..language.marking import Marked
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink
from ..linking.reading import Item, Reading
from ..structure.sections import Block
from .duties import ANSWERS, LEAD, SETTING, SUPPORT, Duty, begins_to_act, duty_clause
from .task import PlanText, Task, dated, section_of
from .task_pieces import limit_within, pieces

AHEAD = pattern("tasks.ahead")
BACK = pattern("tasks.back")
PAST = pattern("tasks.past")
SPOKEN = pattern("tasks.spoken")
LAYS_DOWN = pattern("tasks.lays_down")
LAID_DOWN_THERE = pattern("tasks.laid_down_there")
TOLD_DUTY = pattern("tasks.told_duty")
ASSIGNED = pattern("duties.assigned")
HANDS_OUT = pattern("tasks.hands_out")
FEWEST_ASSIGNED = 2
KINDS = ("paragraph", "item", "heading")
SHORTEST_PLANNED = 6  # code points
LONGEST_LEAD_IN = 60  # code points; 2026年要做好以下工作 announces, a longer sentence tells


def tasks_told(plan: PlanText) -> Iterator[Task]:
    """Yield what news of a plan says that bodies are to do: clauses they lead, and what 方案要求 introduces with a limit."""
    text = plan.reading.text
    for block in plan.outline.of_kind(*KINDS):
        start = block.body.start if block.kind == "item" and block.body.end > block.body.start else block.start
        for first, last in sentences(text, start, block.end):
            laid_down = LAYS_DOWN.match(text, first, last) is not None or block.kind == "item"
            bearers: tuple[Duty, ...] = ()
            for a, b in pieces(plan, first, last):
                led = duty_clause(plan.reading, a, b)
                limit = limit_within(text, a, b)
                if PAST.search(text, a, b) or not (led or (laid_down and (bearers or limit is not None))):
                    bearers = ()
                    continue
                bearers = tuple(led[0]) if led else bearers
                setting = SETTING.match(text, a, b)
                begin = setting.end() if setting is not None and setting.end() < b else a
                yield dated(plan, Task(begin, b, bearers, section=section_of(plan, block), rule="task.told"), limit)


def tasks_of_notices_told(plan: PlanText) -> Iterator[Task]:
    """Yield what news says that a notice lays down (该《通知》要求，各镇要…): clauses with a body, a limit or a word of duty.

    What follows in the paragraph is the notice's too, where it says who is to act.
    """
    text = plan.reading.text
    for block in plan.outline.of_kind("paragraph") if LAID_DOWN_THERE.search(text) else ():
        within = False
        for first, last in sentences(text, block.start, block.end):
            told = LAID_DOWN_THERE.search(text, first, last)
            within = within or told is not None
            stretch = pieces(plan, told.end() if told else first, last) if within else ()
            for a, b in stretch:
                led, limit = duty_clause(plan.reading, a, b), deadline(text, a, b)
                if PAST.search(text, a, b) or not (TOLD_DUTY.search(text[a:b]) or (told and (led or limit))):
                    continue
                duties = tuple(led[0]) if led else ()
                yield dated(plan, Task(a, b, duties, section=section_of(plan, block), rule="task.told"), limit)


def tasks_assigned(plan: PlanText) -> Iterator[Task]:
    """Yield the work that news says was handed out: two pieces or more of the form 清理由甲牵头，乙局落实; 淘汰由甲承办."""
    text = plan.reading.text
    found: list[tuple[Block, int, Marked[Item], regex.Match[str]]] = []
    for block in plan.outline.of_kind("paragraph", "item", "utterance") if HANDS_OUT.search(text) else ():
        for first, last in sentences(text, block.start, block.end):
            marked = plan.reading.marked(first, last)
            found.extend((block, last, marked, match) for match in ASSIGNED.finditer(marked.stream))
    for block, last, marked, match in found if len(found) >= FEWEST_ASSIGNED else ():
        a, b = marked.span(*match.span())
        if plan.free(a, b):
            stop = next((at for at in range(b, last) if text[at] in "；。"), last)
            task = Task(
                a, b, _assigned_to(marked, match, (a, b)), section=section_of(plan, block), rule="task.assigned"
            )
            yield dated(plan, task, deadline(text, a, stop))


def _assigned_to(marked: Marked[Item], match: regex.Match[str], span: tuple[int, int]) -> tuple[Duty, ...]:
    """Return who leads or answers for a piece of work that was handed out, and who helps."""
    first = LEAD if "牵头" in match["verb"] else ANSWERS
    second = ANSWERS if match["how"] in ("落实", "负责", "实施") else SUPPORT
    helpers = marked.within(*match.span("with")) if match["with"] else ()
    parts = [(first, item) for item in marked.within(*match.span("who"))] + [(second, item) for item in helpers]
    return tuple(Duty(role, item, *span) for role, item in parts if isinstance(item, AgencyLink))


def tasks_of_report(plan: PlanText) -> Iterator[Task]:
    """Yield the sentences of a report that say what is to be done, once it looks ahead; the look back has none."""
    text = plan.reading.text
    ahead = not (AHEAD.search(text) or BACK.search(text))  # a page from the middle of a report says neither
    for block in plan.outline.of_kind(*KINDS):
        for first, last in _stretches(plan, block):
            looks_back = BACK.search(text, first, min(last, first + LONGEST_LEAD_IN)) is not None
            announced = (
                not looks_back and last - first <= LONGEST_LEAD_IN and AHEAD.search(text, first, last) is not None
            )
            if announced:
                ahead = True
                _keep_year(plan, first, last)
                continue
            if looks_back:
                ahead = False
            if ahead and block.kind != "heading":
                yield from _planned(plan, block, first, last)


def looks_both_ways(reading: Reading) -> bool:
    """Say whether a text reports though no title says so: it looks back (回顾…, 取得的成效) and then says what is to be done."""
    text, looked_back = reading.text, False
    if SPOKEN.search(text):
        return False
    for block in reading.outline.of_kind(*KINDS):
        begin = block.head.start if block.head.end > block.head.start else block.start
        stop = min(block.end, begin + LONGEST_LEAD_IN)
        if BACK.search(text, begin, stop):
            looked_back = True
        elif looked_back and AHEAD.search(text, begin, stop):
            return True
    return False


def _stretches(plan: PlanText, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the head of a block, which announces what follows, and the clauses of its words."""
    if block.head.end > block.head.start:
        yield block.head.start, block.head.end
    start = block.body.start if block.body.end > block.body.start else block.end if block.head.end else block.start
    yield from pieces(plan, start, block.end)


def _keep_year(plan: PlanText, start: int, end: int) -> None:
    years = {each.edtf[:4] for each in find_dates(plan.reading.text, start, end) if each.kind == "year"}
    known = [year for year in years if year.isdigit()]
    if plan.period is None and len(known) == 1:
        plan.period = known[0]


def _planned(plan: PlanText, block: Block, first: int, last: int) -> Iterator[Task]:
    text = plan.reading.text
    if block.head.start <= first < block.head.end or PAST.search(text, first, last):
        return
    if last - first < SHORTEST_PLANNED or not plan.free(first, last):
        return
    led = duty_clause(plan.reading, first, last)
    if led is None and not begins_to_act(text[first:last]):
        return
    duties = tuple(led[0]) if led else ()
    limit = limit_within(text, first, last)
    yield dated(plan, Task(first, last, duties, section=section_of(plan, block), rule="task.planned"), limit)

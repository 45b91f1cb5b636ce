"""Write down what a text lays down to be done, whatever the text is: a plan, a notice, a report, news of a plan, or none of these."""

from __future__ import annotations

from collections.abc import Sequence

from ..gazetteer.gazetteer import Gazetteer
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.reading import Reading
from .cast import Cast
from .nodes import caption
from .of_plans import plan_node, write_phases, write_plans, write_tasks
from .phases import Phase, find_phases
from .plans import Plan, find_notice, find_report, find_told
from .scribe import Scribe
from .task import Task, Voice
from .task_told import looks_both_ways
from .tasks import find_tasks

LAYS_DOWN_HERE = pattern("plans.lays_down_here")
OPENING = 4  # paragraphs in which a plan says what it is for


def write_programme(reading: Reading, plans: Sequence[Plan], gazetteer: Gazetteer, cast: Cast, scribe: Scribe) -> None:
    """State the phases and tasks of a text: those of the plan that it is, else of the plan that it tells of, else of its own.

    No plan needs to be named: what stands by its own marks (牵头单位：, 阶段（3月—6月）) hangs on an unnamed plan of the document.
    """
    own = next((plan for plan in plans if plan.own), None)
    if own is not None:
        voice = Voice.NOTICE if own.rule == "plan.sets_up" else Voice.PLAN
        _write(reading, own, voice, cast, scribe)
        return
    for plan, voice in (
        (_unnamed(reading, cast.document) if _is_plan(reading) else None, Voice.PLAN),
        (find_notice(reading, gazetteer), Voice.NOTICE),
        (find_report(reading, gazetteer), Voice.REPORT),
        (_unnamed(reading, cast.document) if looks_both_ways(reading) else None, Voice.REPORT),
        (find_told(reading, plans), Voice.TOLD),
        (_unnamed(reading, cast.document), Voice.MARKED),
    ):
        if plan is not None and _write(reading, plan, voice, cast, scribe):
            return


def _write(reading: Reading, plan: Plan, voice: Voice, cast: Cast, scribe: Scribe) -> bool:
    """State the phases and tasks of one plan; say whether there were any. A notice that obliges nobody is no plan."""
    phases = find_phases(reading) if voice is not Voice.REPORT and not _is_notice(plan) else []
    tasks = find_tasks(reading, phases, plan.period, voice=voice)
    if voice is Voice.NOTICE and not plan.own:
        tasks = [task for task in tasks if task.duties]
    if not tasks and not phases:
        return False
    if not plan.own and plan.named and voice is not Voice.TOLD:
        write_plans([plan], cast, scribe)
    node = plan_node(plan)
    if not plan.named:
        span = _first_span(tasks, phases)
        scribe.describe(node, "unnamed", True, span=span, rule=plan.rule)
    write_tasks(tasks, node, write_phases(phases, node, scribe), cast, scribe)
    return True


def _is_plan(reading: Reading) -> bool:
    """Say whether a text without a title says itself that it is a plan (特制定本方案)."""
    if reading.header.title is not None:
        return False
    first = list(reading.outline.of_kind("paragraph"))[:OPENING]
    return any(LAYS_DOWN_HERE.search(reading.text, block.start, block.end) for block in first)


def _is_notice(plan: Plan) -> bool:
    return plan.rule == "plan.notice"


def _first_span(tasks: Sequence[Task], phases: Sequence[Phase]) -> tuple[int, int]:
    """Return the words that show that the document lays something down: its first phase or task."""
    spans = [(task.start, task.end) for task in tasks] + [(phase.name_start, phase.dated_end) for phase in phases]
    return min(spans)


def _unnamed(reading: Reading, document: str) -> Plan:
    """Return the plan of a text that names none; it is called by the document's title, or else its first line."""
    text, head = reading.text, reading.header
    line = next(iter(reading.outline.blocks), None)
    name = unspaced(text[head.title.start : head.title.end]) if head.title is not None else reading.document.title
    shown = name or (caption(text[line.start : line.end]) if line is not None else reading.document.id)
    return Plan(shown, "", 0, 0, named=False, document=document, rule="plan.unnamed")

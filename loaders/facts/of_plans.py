"""Write down the plans of a text: who issued them, what they rest on, their phases and tasks with who bears them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from envgov.graph import ids
from envgov.graph.edtf import bounds
from envgov.graph.model import Anomaly, Node

from ..dates.dates import find_dates
from ..dates.dating import day_bounds
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink, OfficialLink, Reading
from .cast import Cast
from .citing import CONTINUES, REPEALS, end_of_repeal
from .in_force import find_force, write_end, write_force
from .naming import group_node, write_ties
from .nodes import caption
from .phases import Phase
from .plan_names import plain
from .plans import Plan
from .scribe import LIKELY, SURE, Scribe
from .task import Task, parent_of


def plan_node(plan: Plan) -> Node:
    """Return the node of a plan: by its number, else by region and name; of one without a name by its document's uid."""
    region = plan.region.code if plan.region is not None else None
    if plan.document:
        uid = ids.plan_of_document_uid(plan.document, plan.name if plan.named else "")
        return Node("Plan", uid, plan.name, (), {} if plan.named else {"unnamed": True})
    return Node("Plan", ids.plan_uid(plain(plan.name), region=region, number=plan.number), plan.name)


def write_plans(plans: Sequence[Plan], cast: Cast, scribe: Scribe) -> None:
    """State the plans that a text is or cites."""
    own = next((plan for plan in plans if plan.own), None)
    force = find_force(cast.reading)
    if own is not None and own.named:
        write_force(force, plan_node(own), scribe)
    for plan in plans:
        node, span = plan_node(plan), (plan.start, plan.end)
        scribe.name(node, span, plan.rule)
        scribe.describe(node, "name", plan.name, span=span, rule=plan.rule)
        scribe.describe(node, "kind", plan.kind, span=span, rule=plan.rule)
        if plan.number and plan.number_at:
            scribe.describe(
                node,
                "number",
                plan.number,
                span=(plan.number_at.start, plan.number_at.end),
                rule="plan.number",
                confidence=SURE,
            )
        if plan.period:
            scribe.describe(node, "period", plan.period, span=span, rule="plan.period")
            first, _, last = plan.period.partition("-")
            scribe.describe(node, "period_start", int(first), span=span, rule="plan.period")
            scribe.describe(node, "period_end", int(last or first), span=span, rule="plan.period")
        for body, start, end in plan.issuers:
            rule = "plan.number" if plan.number_at and start == plan.number_at.start else "plan.issuer"
            scribe.name(cast.agency(body), (start, end), rule)
            write_ties(body, (start, end), cast, scribe)
            scribe.relate(cast.agency(body), "ISSUED", node, span=(start, end), rule=rule)
        if plan.region is not None:
            scribe.relate(node, "COVERS", cast.region(plan.region), span=span, rule="plan.region", derived=True)
        if own is not None and plan is not own and plan.relation:
            _write_relation(plan_node(own), node, plan, _repealed(plan, cast), scribe)
        if plan is not own and plan.relation == REPEALS:
            write_end(force, node, _repealed(plan, cast), scribe)


def _repealed(plan: Plan, cast: Cast) -> tuple[int, int]:
    """Return the characters that cite a plan, with the words behind that repeal it, where they do."""
    return plan.start, end_of_repeal(cast.reading, plan.end) if plan.relation == REPEALS else plan.end


def _write_relation(own: Node, cited: Node, plan: Plan, span: tuple[int, int], scribe: Scribe) -> None:
    """State what the text's own plan rests on, or which one it takes over from."""
    if plan.relation in (REPEALS, CONTINUES):
        scribe.relate(own, "SUCCEEDS", cited, span=span, rule="plan.succeeds", properties={"kind": plan.relation})
        return
    scribe.relate(own, "BASED_ON", cited, span=span, rule="plan.basis", properties={"kind": plan.relation})


def write_phases(phases: Sequence[Phase], plan: Node, scribe: Scribe) -> dict[int, Node]:
    """State the phases of the text's own plan; return their nodes by number."""
    nodes: dict[int, Node] = {}
    times = Counter(ids.folded(phase.name) for phase in phases)
    for phase in phases:
        when = f"{phase.start}/{phase.end}" if times[ids.folded(phase.name)] > 1 else ""
        node = Node("Phase", ids.phase_uid(plan.uid, phase.name, when), phase.name, (), {"seq": phase.seq})
        span, dated = (phase.name_start, phase.name_end), (phase.dated_start, phase.dated_end)
        scribe.name(node, span, "phase.heading")
        scribe.describe(node, "name", phase.name, span=span, rule="phase.heading")
        scribe.describe(node, "seq", phase.seq, span=span, rule="phase.heading")
        scribe.relate(
            plan,
            "HAS_PHASE",
            node,
            span=(phase.name_start, phase.dated_end),
            rule="phase.heading",
            properties={"seq": phase.seq},
        )
        scribe.describe(node, "start", phase.start, span=dated, rule="phase.dates", confidence=SURE)
        scribe.describe(node, "end", phase.end, span=dated, rule="phase.dates", confidence=SURE)
        scribe.describe(
            node, "start_min", bounds(phase.start)[0] if phase.start else None, span=dated, rule="phase.dates"
        )
        scribe.describe(node, "end_max", bounds(phase.end)[1] if phase.end else None, span=dated, rule="phase.dates")
        if phase.seq - 1 in nodes:
            scribe.relate(
                nodes[phase.seq - 1],
                "NEXT",
                node,
                span=(phase.name_start, phase.dated_end),
                rule="phase.order",
                derived=True,
            )
        nodes[phase.seq] = node
    return nodes


def write_tasks(tasks: Sequence[Task], plan: Node, phases: dict[int, Node], cast: Cast, scribe: Scribe) -> None:
    """State the tasks of the text's own plan with who bears them and when they are due."""
    nodes: list[Node] = []
    for seq, (task, node) in enumerate(zip(tasks, _task_nodes(tasks, plan, cast), strict=True), 1):
        span = task.row or (task.start, task.end)
        _describe_task(task, node, seq, scribe)
        scribe.relate(plan, "HAS_TASK", node, span=span, rule=task.rule, properties={"seq": seq})
        if task.phase is not None:
            scribe.relate(phases[task.phase.seq], "HAS_TASK", node, span=span, rule=task.rule, properties={"seq": seq})
        nodes.append(node)
        above = parent_of(task, tasks[: seq - 1])
        if above is not None and nodes[above].uid != node.uid:
            scribe.relate(node, "SUBTASK_OF", nodes[above], span=span, rule="task.under", derived=True)
        _write_due(task, node, scribe)
        for duty in task.duties:
            for bearer in _bearers(duty.bearer, cast):
                scribe.relate(
                    bearer,
                    "RESPONSIBLE_FOR",
                    node,
                    span=task.row or (duty.start, duty.end),
                    rule="duty",
                    confidence=LIKELY,
                    properties={"role": duty.role},
                )


def _task_nodes(tasks: Sequence[Task], plan: Node, cast: Cast) -> Iterator[Node]:
    """Yield the node of each task: what it says in which plan, never which it is in the order of a text."""
    text = cast.reading.text
    times = Counter(ids.folded(text[task.start : task.end]) for task in tasks)
    for seq, task in enumerate(tasks, 1):
        words = text[task.start : task.end]
        under = _heading(task, text) if times[ids.folded(words)] > 1 else ""
        uid = ids.task_uid(plan.uid, words, under)
        if plan.properties.get("unnamed"):
            uid = ids.placed_task_uid(cast.document, task.start, task.end)
        yield Node("Task", uid, caption(words), (), {"text": words, "seq": seq})


def _heading(task: Task, text: str) -> str:
    """Return the words that a task stands under: its phase's name and its heading."""
    head = _section_of(task, text)
    return (task.phase.name if task.phase is not None else "") + (head[0] if head is not None else "")


def _section_of(task: Task, text: str) -> tuple[str, tuple[int, int]] | None:
    if task.section is None:
        return None
    head = (task.section.head.start, task.section.head.end)
    if head[0] < head[1]:
        return text[head[0] : head[1]], head
    whole = (task.section.start, task.section.end)
    return caption(text[whole[0] : whole[1]]), whole


def _describe_task(task: Task, node: Node, seq: int, scribe: Scribe) -> None:
    """State the words, the place and the heading of a task: another document may give others to the same task."""
    span = (task.start, task.end)
    scribe.name(node, span, task.rule)
    scribe.describe(node, "name", node.name, span=span, rule=task.rule)
    scribe.describe(node, "text", node.properties["text"], span=span, rule=task.rule)
    scribe.describe(node, "seq", seq, span=span, rule=task.rule)
    section = _section_of(task, scribe.document.text)
    if section is not None:
        scribe.describe(node, "section", section[0], span=section[1], rule="task.heading")


def _write_due(task: Task, node: Node, scribe: Scribe) -> None:
    if task.due_at is None:
        return
    at = (task.due_at.start, task.due_at.end)
    span = at if task.row is None or task.due_basis == "phase" else task.row
    if task.due_basis != "phase":
        said = scribe.document.text[at[0] : at[1]]
        scribe.describe(node, "due_text", said, span=span, rule="task.due", confidence=SURE)
    if not task.due:
        return
    scribe.describe(node, "due", task.due, span=span, rule="task.due")
    scribe.describe(node, "due_basis", task.due_basis, span=span, rule="task.due")
    mention = next(iter(find_dates(scribe.document.text, *at)), None)
    last = day_bounds(mention, task.due)[1] if mention is not None and task.due_basis == "text" else bounds(task.due)[1]
    scribe.describe(node, "due_max", last, span=span, rule="task.due")


def _bearers(bearer: AgencyLink | GroupLink | OfficialLink, cast: Cast) -> Iterator[Node]:
    """Yield the nodes that bear a duty: a collective, and each member that its own words name."""
    if isinstance(bearer, GroupLink):
        yield group_node(bearer, cast.document)
        if bearer.named:
            yield from (cast.agency(member) for member in bearer.members)
    elif isinstance(bearer, OfficialLink):
        yield cast.official(bearer)
    else:
        yield cast.agency(bearer.body)


def report_injected(reading: Reading, plans: Sequence[Plan], scribe: Scribe) -> None:
    """Report a name that stands where the document number proves another issuer."""
    for damage in reading.document.damage:
        if damage.kind != "injected_name":
            continue
        plan = next((p for p in plans if p.issuers and p.number and p.start - 60 <= damage.start <= p.end + 200), None)
        suggestion = plan.issuers[0].body.name if plan is not None else damage.suggestion
        scribe.report(Anomaly(damage.kind, damage.surface, "error", damage.start, damage.end, suggestion))

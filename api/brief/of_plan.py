"""The briefing of a plan: what it rests on, its phases, tasks, who bears them and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .content import (
    IN_CHART,
    MOST_TASKS,
    Bar,
    Box,
    Branch,
    Briefing,
    Chart,
    Item,
    Line,
    Table,
    Tiers,
    marks,
    short,
    visible,
)
from .dates import dated, day, due, spoken
from .reading import Proof, Row, Rows, grouped, once

UNSAID = "原文未写明责任单位"
UNPHASED = "阶段之外"
UNDATED = "期限原文未写明"
ROLES = ("牵头", "责任", "配合")
MOST_BASES = 4  # boxes left of the plan; the lines name every one


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that the briefing of a plan is made of."""

    plan: Row
    issuers: list[Row]
    bases: list[Row]
    regions: list[Row]
    events: list[Row]
    phases: list[Row]
    tasks: list[Row]
    duties: list[Row]
    stated: list[Row]

    @classmethod
    def of(cls, rows: Rows, uid: str) -> Parts:
        """Ask the graph for the parts of a plan."""
        plan = rows("nodes/one/Plan", uid=uid)[0]["properties"]
        issuers, bases, regions, events, phases = (
            rows(f"brief/plan_{name}", uid=uid) for name in ("issuers", "basis", "regions", "events", "phases")
        )
        tasks = rows("brief/plan_tasks", uid=uid, limit=MOST_TASKS + 1)
        of = [uid, *(row["uid"] for row in tasks)]
        stated = rows("brief/stated", uids=of, predicates=["kind", "number", "period", "due_text"])
        return cls(
            plan, issuers, bases, regions, events, phases, tasks, rows("parts/matrix", uid=uid, members=False), stated
        )

    def stated_of(self, uid: str) -> list[Row]:
        """Return the statements of the properties of a node."""
        return [row for row in self.stated if row["subject"] == uid]


def plan_briefing(rows: Rows, uid: str, *, made: str, version: str) -> Briefing:
    """Return the briefing of a plan."""
    parts = Parts.of(rows, uid)
    lists = (
        parts.stated_of(uid),
        parts.issuers,
        parts.bases,
        parts.phases,
        parts.tasks,
        parts.duties,
        parts.stated,
        parts.regions,
        parts.events,
    )
    proof = Proof.of(rows, *lists)
    name = visible(parts.plan["name"])
    more = len(parts.tasks) > MOST_TASKS
    kept = parts.tasks[:MOST_TASKS]
    branches = _branches(kept, parts, proof)
    return Briefing(
        "plan",
        uid,
        name,
        f"{name}：任务分解与责任体系",
        made,
        version,
        tuple(_lines(parts, proof)),
        Tiers(("依据与制定", "方案", "阶段", "任务", "责任单位"), tuple(_left(parts)), name, branches, UNSAID),
        (_table(kept, parts, proof),) if kept else (),
        tuple(_charts(branches, parts.duties)),
        tuple(_bars(kept, parts)),
        proof.sources,
        (f"任务超过{MOST_TASKS}项，只列前{MOST_TASKS}项。",) if more else (),
    )


def _lines(parts: Parts, proof: Proof) -> list[Line]:
    plan, stated = parts.plan, parts.stated_of(parts.plan["uid"])
    own = [
        Line(label, visible(plan[name]), proof.of_property(stated, name))
        for label, name in (("文种", "kind"), ("文号", "number"), ("规划期", "period"))
        if plan.get(name)
    ]
    lines = own
    for row in parts.issuers:
        lines.append(Line("印发机关", visible(row["name"]), proof.behind(row), row["derived"]))
    for row in parts.bases:
        label = "依据" if row["type"] == "BASED_ON" else "接续"
        number = f"（{visible(row['number'])}）" if row["number"] else ""
        lines.append(Line(label, f"《{visible(row['name'])}》{number}", proof.behind(row), row["derived"]))
    for row in parts.regions:
        lines.append(Line("适用地区", visible(row["name"]), proof.behind(row), row["derived"]))
    for row in parts.events:
        label = "审议" if row["type"] == "REVIEWED" else "相关活动"
        when = dated(row["date"], row["date_text"], row["year_basis"])
        lines.append(Line(label, f"{visible(row['name'])}，{when}", proof.behind(row), row["derived"]))
    bodies = once(str(row["agency"]) for row in parts.duties)
    lacking = len(parts.tasks) - len({row["task_uid"] for row in parts.duties})
    counted = f"{len(parts.phases)}个阶段，" if parts.phases else ""
    if parts.tasks:
        counted += f"{len(parts.tasks)}项任务，{len(bodies)}个责任单位"
        counted += f"；{lacking}项任务原文未写明责任单位" if lacking > 0 else ""
        lines.append(Line("任务分解", counted))
    return lines


def _left(parts: Parts) -> list[Box]:
    boxes = []
    for row in parts.bases[:MOST_BASES]:
        number = f"（{visible(row['number'])}）" if row["number"] else ""
        boxes.append(Box(f"{visible(row['name'])}{number}", visible("、".join(row["issuers"])), row["derived"]))
    issuers = once(visible(row["name"]) for row in parts.issuers)
    return [*boxes, *(Box(name, agency=True) for name in issuers[:2])]


def _bearers(duties: list[Row]) -> str:
    """Return who bears a task, a line a role; one role that says nothing more than 责任 is not named."""
    said = []
    for role in ROLES:
        names = once(visible(row["agency"]) for row in duties if row["role"] == role)
        if names:
            said.append("、".join(names) if role == "责任" else f"{role}：{'、'.join(names)}")
    return "\n".join(said)


def _branches(tasks: list[Row], parts: Parts, proof: Proof) -> tuple[Branch, ...]:
    by_task, by_phase = grouped(parts.duties, "task_uid"), grouped(tasks, "phase_uid")
    stated = grouped(parts.stated, "subject")
    found = []
    for phase in parts.phases:
        items = tuple(
            _item(task, by_task.get(task["uid"], []), stated.get(task["uid"], []), proof)
            for task in by_phase.get(phase["uid"], ())
        )
        found.append(Branch(visible(phase["name"]), _span(phase), items))
    free = [task for task in tasks if task["phase_uid"] is None]
    for section, some in grouped(free, "section").items():
        items = tuple(_item(task, by_task.get(task["uid"], []), stated.get(task["uid"], []), proof) for task in some)
        name = visible(section) if section else UNPHASED if parts.phases else "任务"
        found.append(Branch(name, UNPHASED if section and parts.phases else "", items))
    return tuple(found)


def _item(task: Row, duties: list[Row], stated: list[Row], proof: Proof) -> Item:
    text = visible(task["text"])
    facts = (task, *duties, *stated)
    evidence = tuple(dict.fromkeys(each for row in facts for each in proof.behind(row)))
    return Item(short(text), text, _bearers(duties), due(task), evidence, task["derived"])


def _span(phase: Row) -> str:
    if not (phase["start"] or phase["end"]):
        return "起止原文未写明"
    return spoken(f"{phase['start'] or '..'}/{phase['end'] or '..'}")


def _table(tasks: list[Row], parts: Parts, proof: Proof) -> Table:
    by_task, phases = grouped(parts.duties, "task_uid"), {row["uid"]: visible(row["name"]) for row in parts.phases}
    stated = grouped(parts.stated, "subject")
    rows, derived = [], set()
    for number, task in enumerate(tasks, 1):
        item = _item(task, by_task.get(task["uid"], []), stated.get(task["uid"], []), proof)
        phase = phases.get(task["phase_uid"], "—")
        body = (item.full, item.side or "未写明", item.due or "未写明", marks(item.evidence))
        rows.append((str(number), *((phase,) if phases else ()), *body))
        if task["derived"]:
            derived.add(number - 1)
    columns = ("序号", *(("阶段",) if phases else ()), "任务", "责任单位", "完成期限", "来源")
    weights = (0.75, *((1.1,) if phases else ()), 5.0, 3.0, 2.1, 0.9)
    note = "“未写明”指原文没有写；“随阶段”指期限取所在阶段的结束时间；来源编号见资料来源。"
    return Table("任务分工表", columns, weights, tuple(rows), note, frozenset(derived))


def _charts(branches: tuple[Branch, ...], duties: list[Row]) -> list[Chart]:
    charts = []
    shown = [branch for branch in branches if branch.items]
    if len(shown) > 1:
        borne = tuple(sum(bool(item.side) for item in branch.items) for branch in shown)
        free = tuple(len(branch.items) - count for branch, count in zip(shown, borne, strict=True))
        series = tuple(each for each in (("写明责任单位", borne), ("未写明责任单位", free)) if any(each[1]))
        charts.append(Chart("各阶段（部分）任务数", tuple(branch.name for branch in shown), series))
    if chart := by_agency(duties):
        charts.append(chart)
    return [chart for chart in charts if chart.tells]


def by_agency(duties: list[Row], most: int = 10) -> Chart | None:
    """Return how many tasks the busiest bodies bear in which role."""
    bodies = grouped(duties, "agency")
    if not bodies:
        return None
    busiest = sorted(bodies, key=lambda name: (-len(bodies[name]), name))[:most]
    series = []
    for role in ROLES:
        counts = tuple(sum(row["role"] == role for row in bodies[name]) for name in busiest)
        if any(counts):
            series.append((role, counts))
    title = "各单位承担任务数" + (f"（前{most}个单位）" if len(bodies) > most else "")
    return Chart(title, tuple(visible(name) for name in busiest), tuple(series))


def _bars(tasks: list[Row], parts: Parts) -> list[Bar]:
    by_phase, by_task, bars = grouped(tasks, "phase_uid"), grouped(parts.duties, "task_uid"), []
    for phase in parts.phases:
        name, start, end = visible(phase["name"]), day(phase["start_min"]), day(phase["end_max"])
        bars.append(Bar(name, name, "phase", start, end, text=_span(phase)))
        bars += [_task_bar(task, name, by_task, (start, end)) for task in by_phase.get(phase["uid"], ())]
    free = [task for task in tasks if task["phase_uid"] is None]
    said = [task for task in free if due(task)]
    bars += [_task_bar(task, UNPHASED if parts.phases else "任务", by_task, (None, None)) for task in said]
    if len(free) > len(said):
        rest = f"{'另有' if bars else ''}{len(free) - len(said)}项任务"
        bars.append(Bar(rest, "任务", "task", text=UNDATED))
    return bars


def _task_bar(task: Row, group: str, by_task: dict[str, list[Row]], span: tuple[date | None, date | None]) -> Bar:
    label = short(visible(task["text"]), IN_CHART)
    text = "　".join(each for each in (visible(due(task)), _lead(by_task.get(task["uid"], []))) if each)
    return Bar(label, group, "task", *span, day(task["due_max"]), task["due_basis"] == "text", text)


def _lead(duties: list[Row]) -> str:
    """Return who leads a task, or else answers for it; of several the first, with their number."""
    names = next(
        (some for role in ROLES if (some := once(visible(row["agency"]) for row in duties if row["role"] == role))), []
    )
    return f"{names[0]}等{len(names)}家" if len(names) > 1 else "".join(names)

"""The briefing of an agency: its posts and people, the events it took part in, the tasks that it bears."""

from __future__ import annotations

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
from .of_plan import ROLES
from .reading import Proof, Row, Rows, grouped, once

RELATIONS = {
    "SERVES": "服务地区", "UNIT_OF": "隶属", "SUCCEEDED_BY": "后续机构", "MEMBER_OF": "成员单位于", "FOUNDED": "成立",
    "ISSUED": "印发",
}  # fmt: skip
HOW = {"HOSTED": "举办", "ATTENDED": "参加", "SPOKE_AT": "讲话"}
MODES = {"onsite": "现场", "video": "视频"}


def agency_briefing(rows: Rows, uid: str, *, made: str, version: str) -> Briefing:
    """Return the briefing of an agency."""
    agency = rows("nodes/one/Agency", uid=uid)[0]["properties"]
    about = rows("brief/agency_about", uid=uid)
    posts, events, tasks = (
        rows(f"brief/agency_{name}", uid=uid, limit=MOST_TASKS) for name in ("posts", "events", "tasks")
    )
    proof = Proof.of(rows, about, posts, events, tasks)
    name = visible(agency["name"])
    left = [
        Box(visible(row["name"]), agency=row["type"] == "UNIT_OF")
        for row in about
        if row["type"] in ("SERVES", "UNIT_OF")
    ]
    branches = tuple(_branches(posts, events, tasks, proof))
    return Briefing(
        "agency",
        uid,
        name,
        f"{name}：职务、活动与任务",
        made,
        version,
        tuple(_lines(about, agency, proof)),
        Tiers(("地区与隶属", "机构", "类别", "事项", "身份与时间"), tuple(left[:4]), name, branches),
        tuple(_tables(posts, events, tasks, proof)),
        tuple(_charts(events, tasks)),
        tuple(_bars(events, tasks)),
        proof.sources,
    )


def _lines(about: list[Row], agency: Row, proof: Proof) -> list[Line]:
    lines = []
    if aliases := agency.get("aliases"):
        lines.append(Line("又称", visible("、".join(aliases))))
    for row in about:
        named = f"《{visible(row['name'])}》" if row["type"] == "ISSUED" else visible(row["name"])
        number = f"（{visible(row['number'])}）" if row["number"] else ""
        when = f"，{spoken(row['date'])}" if row["date"] else ""
        lines.append(Line(RELATIONS[row["type"]], f"{named}{number}{when}", proof.behind(row), row["derived"]))
    return lines


def held(row: Row) -> str:
    """Return when somebody held a post, as the texts show it: seen on a day is not appointed on it."""
    said = []
    if row["from"]:
        said.append(f"{spoken(row['from'])}任")
    if row["to"]:
        said.append(f"{spoken(row['to'])}免")
    if row["former"]:
        said.append("原任")
    if row["attested"] and not said:
        said.append("见于" + "、".join(dated(each) for each in row["attested"]))
    return "，".join(said)


def took_part(row: Row) -> str:
    """Return how an agency took part in an event."""
    how = row["role"] or (row["kind"] if row["type"] == "SPOKE_AT" else None) or HOW[row["type"]]
    mode = MODES.get(row["mode"] or "", "")
    through = (
        f"（由“{visible(row['through_group'])}”推得）" if row["through_group"] else "（推得）" if row["derived"] else ""
    )
    return f"{mode}{visible(how)}{through}"


def _when(row: Row) -> str:
    return visible(dated(row["date"], row["date_text"], row["year_basis"]))


def _branches(posts: list[Row], events: list[Row], tasks: list[Row], proof: Proof) -> list[Branch]:
    people = [
        Item(f"{visible(row['title'])} {visible(row['official'])}", f"{visible(row['title'])} {visible(row['official'])}",
             visible(held(row)), evidence=proof.behind(row), derived=row["derived"])
        for row in posts
    ]  # fmt: skip
    found = [Branch("职务与人员", "", tuple(people))] if people else []
    if events:
        items = []
        for row in events:
            name = visible(row["name"])
            items.append(
                Item(
                    short(name),
                    name,
                    f"{took_part(row)}\n{_when(row)}",
                    evidence=proof.behind(row),
                    derived=row["derived"],
                )
            )
        found.append(Branch("培训与活动", "", tuple(items)))
    for plan, some in grouped(tasks, "plan").items():
        items = []
        for row in some:
            text = visible(row["text"])
            side = "，".join(each for each in (row["role"], visible(due(row))) if each)
            items.append(Item(short(text), text, side, visible(due(row)), proof.behind(row), row["derived"]))
        found.append(Branch(f"《{visible(plan)}》" if plan else "任务", "承担任务", tuple(items)))
    return found


def _tables(posts: list[Row], events: list[Row], tasks: list[Row], proof: Proof) -> list[Table]:
    tables = []
    rows: list[tuple[str, ...]]
    if posts:
        rows = [
            (visible(row["title"]), visible(row["official"]), visible(held(row)) or "—", marks(proof.behind(row)))
            for row in posts
        ]
        note = "“见于”指文中当日以此职务出现，不等于当日任命。"
        tables.append(Table("职务与人员", ("职务", "姓名", "时间", "来源"), (4, 2, 4, 0.9), tuple(rows), note))
    if events:
        rows = [(visible(row["name"]), took_part(row), _when(row), marks(proof.behind(row))) for row in events]
        derived = frozenset(index for index, row in enumerate(events) if row["derived"])
        tables.append(
            Table("参加的培训与活动", ("活动", "身份", "时间", "来源"), (5.5, 3, 3, 0.9), tuple(rows), "", derived)
        )
    if tasks:
        rows = []
        for row in tasks:
            cells = (row["plan"] or "—", row["text"], row["role"], due(row) or "未写明")
            rows.append((*map(visible, cells), marks(proof.behind(row))))
        columns = ("规划（文件）", "任务", "角色", "完成期限", "来源")
        tables.append(Table("承担的任务", columns, (3, 5.2, 0.8, 2.0, 0.8), tuple(rows)))
    return tables


def _charts(events: list[Row], tasks: list[Row]) -> list[Chart]:
    charts = []
    if tasks:
        plans = once(str(row["plan"] or "—") for row in tasks)
        series = []
        for role in ROLES:
            counts = tuple(
                sum(row["role"] == role and str(row["plan"] or "—") == plan for row in tasks) for plan in plans
            )
            if any(counts):
                series.append((role, counts))
        charts.append(Chart("各规划（文件）中承担的任务数", tuple(map(visible, plans)), tuple(series)))
    if len(events) > 1:
        kinds = [each for each in HOW if any(row["type"] == each for row in events)]
        stated = tuple(sum(row["type"] == each and not row["derived"] for row in events) for each in kinds)
        followed = tuple(sum(row["type"] == each and row["derived"] for row in events) for each in kinds)
        series = [each for each in (("原文写明", stated), ("由群体推得", followed)) if any(each[1])]
        charts.append(Chart("参加活动的次数", tuple(HOW[each] for each in kinds), tuple(series)))
    return [chart for chart in charts if chart.tells]


def _bars(events: list[Row], tasks: list[Row]) -> list[Bar]:
    bars = []
    for row in events:
        name = short(visible(row["name"]), IN_CHART)
        bars.append(
            Bar(
                name, "活动", "event", day(row["date_min"]), day(row["date_max"]), text=f"{_when(row)} {took_part(row)}"
            )
        )
    for row in tasks:
        stated, text = row["due_basis"] == "text", visible(due(row)) or "期限原文未写明"
        label = short(visible(row["text"]), IN_CHART)
        bars.append(Bar(label, "任务", "task", None, None, day(row["due_max"]), stated, f"{text} {row['role']}"))
    return bars

"""The briefing of a region: its agencies, and what they hosted, issued and answer for."""

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
from .dates import dated, day, due
from .reading import Proof, Row, Rows, grouped

LEVELS = {
    "country": "国家", "province": "省级", "prefecture": "地级", "county": "县级", "township": "乡级", "area": "功能区",
}  # fmt: skip
WHAT = {"HOSTED": "举办活动", "ISSUED": "印发文件", "RESPONSIBLE_FOR": "承担任务"}


def region_briefing(rows: Rows, uid: str, *, made: str, version: str) -> Briefing:
    """Return the briefing of a region."""
    region = rows("nodes/one/Region", uid=uid)[0]["properties"]
    about = rows("brief/region_about", uid=uid)
    agencies = rows("brief/region_agencies", uid=uid, limit=MOST_TASKS)
    activity = rows("brief/region_activity", uid=uid, limit=MOST_TASKS)
    activity = _with_done(activity, agencies)
    proof = Proof.of(rows, about, agencies, activity)
    name = visible(region["name"])
    left = tuple(Box(visible(row["name"])) for row in about[:2])
    headings = ("上级区划", "地区", "机构", "活动、文件与任务", "身份与时间")
    return Briefing(
        "region",
        uid,
        name,
        f"{name}：机构与活动",
        made,
        version,
        tuple(_lines(region, about, agencies, activity, proof)),
        Tiers(headings, left, name, tuple(_branches(agencies, activity, proof))),
        tuple(_tables(agencies, activity, proof)),
        tuple(_charts(agencies)),
        tuple(_bars(activity)),
        proof.sources,
    )


def _lines(region: Row, about: list[Row], agencies: list[Row], activity: list[Row], proof: Proof) -> list[Line]:
    lines = [Line("级别", LEVELS[region["level"]])]
    if region.get("code"):
        lines.append(Line("行政区划代码", visible(region["code"])))
    lines += [Line("隶属", visible(row["name"]), proof.behind(row)) for row in about]
    if region.get("valid_to"):
        lines.append(Line("撤销", visible(region["valid_to"])))
    bodies = len(grouped(agencies, "uid"))
    events, plans = (sum(row["kind"] == kind for row in activity) for kind in ("event", "plan"))
    lines.append(Line("图谱所载", f"{bodies}个机构，{events}项活动，{plans}件规划与文件"))
    return lines


def _with_done(activity: list[Row], agencies: list[Row]) -> list[Row]:
    """Return what happened in a region or covers it, and what its agencies hosted and issued elsewhere."""
    known = {row["uid"] for row in activity}
    found = list(activity)
    for uid, some in grouped([row for row in agencies if row["type"] in ("HOSTED", "ISSUED")], "thing_uid").items():
        if uid not in known:
            kind = "event" if some[0]["type"] == "HOSTED" else "plan"
            bodies = list(dict.fromkeys(row["name"] for row in some))
            found.append({**some[0], "uid": uid, "kind": kind, "name": some[0]["thing"], "agencies": bodies})
    return sorted(found, key=lambda row: (row["kind"], str(row["date"] or "~"), str(row["name"])))


def _side(row: Row) -> str:
    if row["type"] == "HOSTED":
        return f"{visible(row['role'])}\n{visible(dated(row['date'], row['date_text'], row['year_basis']))}"
    if row["type"] == "ISSUED":
        return "印发" + (f"\n{visible(row['number'])}" if row["number"] else "")
    return "，".join(each for each in (visible(row["role"]), visible(due(row))) if each)


def _branches(agencies: list[Row], activity: list[Row], proof: Proof) -> list[Branch]:
    found = []
    for some in grouped(agencies, "uid").values():
        items = []
        for row in some:
            if row["type"]:
                thing = visible(row["thing"])
                items.append(Item(short(thing), thing, _side(row), evidence=proof.behind(row), derived=row["derived"]))
        if items:
            found.append(Branch(visible(some[0]["name"]), "", tuple(items)))
    if not found:
        items = []
        for row in activity:
            name, who = visible(row["name"]), visible("、".join(row["agencies"]))
            items.append(Item(short(name), name, who, evidence=proof.behind(row), derived=row["derived"]))
        if items:
            found.append(Branch("活动与文件", "", tuple(items)))
    return found


def _tables(agencies: list[Row], activity: list[Row], proof: Proof) -> list[Table]:
    tables = []
    if activity:
        rows = []
        for row in activity:
            event = row["kind"] == "event"
            when = (
                dated(row["date"], row["date_text"], row["year_basis"])
                if event
                else row["number"] or row["period"] or "—"
            )
            cells = ("活动" if event else "规划与文件", row["name"], "、".join(row["agencies"]) or "—", when)
            rows.append((*map(visible, cells), marks(proof.behind(row))))
        columns = ("类别", "名称", "举办、印发单位", "时间、文号", "来源")
        derived = frozenset(index for index, row in enumerate(activity) if row["derived"])
        tables.append(Table("活动、规划与文件", columns, (2.2, 4.8, 3.2, 2.6, 1.0), tuple(rows), "", derived))
    if agencies:
        rows = []
        for some in grouped(agencies, "uid").values():
            counts = [sum(row["type"] == each for row in some) for each in WHAT]
            sources = [each for row in some for each in proof.behind(row)]
            rows.append((visible(some[0]["name"]), *(str(count) if count else "—" for count in counts), marks(sources)))
        tables.append(Table("机构一览", ("机构", *WHAT.values(), "来源"), (5, 1.6, 1.6, 1.6, 1.2), tuple(rows)))
    return tables


def _charts(agencies: list[Row], most: int = 12) -> list[Chart]:
    bodies = {uid: some for uid, some in grouped(agencies, "uid").items() if any(row["type"] for row in some)}
    if not bodies:
        return []
    busiest = sorted(bodies.values(), key=lambda some: (-len(some), some[0]["name"]))[:most]
    series = []
    for kind, label in WHAT.items():
        counts = tuple(sum(row["type"] == kind for row in some) for some in busiest)
        if any(counts):
            series.append((label, counts))
    title = "各机构的活动、文件与任务数" + (f"（前{most}个机构）" if len(bodies) > most else "")
    chart = Chart(title, tuple(visible(some[0]["name"]) for some in busiest), tuple(series))
    return [chart] if chart.tells else []


def _bars(activity: list[Row]) -> list[Bar]:
    bars = []
    for row in activity:
        if row["kind"] == "event":
            when = visible(dated(row["date"], row["date_text"], row["year_basis"]))
            start, end = day(row["date_min"]), day(row["date_max"])
            bars.append(Bar(short(visible(row["name"]), IN_CHART), "活动", "event", start, end, text=when))
    return bars

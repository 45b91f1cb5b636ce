"""The briefing of an event: hosts, speakers, who attended on site or by video, what was demanded."""

from __future__ import annotations

from dataclasses import dataclass

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
from .dates import dated, day
from .of_agency import MODES
from .reading import Proof, Row, Rows, grouped, once

KINDS = {
    "meeting": "会议",
    "training": "培训",
    "inspection": "检查",
    "drill": "演练",
    "campaign": "专项行动",
    "other": "活动",
}
ABOUT = {"HELD_IN": "所在地区", "COVERS": "范围", "ABOUT": "相关文件", "REVIEWED": "审议", "LAUNCHED": "部署"}
NAMES_A_ROW = 4
MOST_ATTENDING = 2000  # a collective of every county of the country has fewer members


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that the briefing of an event is made of."""

    event: Row
    hosts: list[Row]
    about: list[Row]
    people: list[Row]
    attending: list[Row]
    directives: list[Row]
    stated: list[Row]

    @classmethod
    def of(cls, rows: Rows, uid: str) -> Parts:
        """Ask the graph for the parts of an event."""
        event = rows("nodes/one/Event", uid=uid)[0]["properties"]
        hosts, about, people = (rows(f"brief/event_{name}", uid=uid) for name in ("hosts", "about", "people"))
        attending = rows("brief/event_attendance", uid=uid, limit=MOST_ATTENDING)
        directives = rows("brief/event_directives", uid=uid, limit=MOST_TASKS)
        stated = rows("brief/stated", uids=[uid], predicates=["kind", "date", "place"])
        return cls(event, hosts, about, people, attending, directives, stated)

    @property
    def named(self) -> list[Row]:
        """Return who attended as the text names it; a bare number that counts others (90余人) is no one beside them."""
        stated = [row for row in self.attending if not row["derived"]]
        counted = {(row["mode"], row["count_text"]) for row in stated if row["name"] != row["count_text"]}
        return [row for row in stated if (row["mode"], row["name"]) not in counted]

    @property
    def members(self) -> list[Row]:
        """Return who attended as a member of a collective."""
        return [row for row in self.attending if row["derived"]]


def event_briefing(rows: Rows, uid: str, *, made: str, version: str) -> Briefing:
    """Return the briefing of an event."""
    parts = Parts.of(rows, uid)
    proof = Proof.of(rows, parts.stated, parts.hosts, parts.about, parts.people, parts.attending, parts.directives)
    name = visible(parts.event["name"])
    left = [Box(visible(f"{row['name']}（{row['role']}）"), agency=True) for row in parts.hosts]
    headings = ("举办单位", "活动", "类别", "人员、单位与要求", "身份、人数与提出者")
    return Briefing(
        "event",
        uid,
        name,
        f"{name}：举办、参加与要求",
        made,
        version,
        tuple(_lines(parts, proof)),
        Tiers(headings, tuple(left[:6]), f"{name}\n{_when(parts.event)}", tuple(_branches(parts, proof))),
        tuple(_tables(parts, proof)),
        tuple(_charts(parts)),
        (_bar(parts.event, name),),
        proof.sources,
    )


def _when(event: Row) -> str:
    return visible(dated(event.get("date"), event.get("date_text"), event.get("year_basis")))


def _bar(event: Row, name: str) -> Bar:
    start, end = day(event.get("date_min")), day(event.get("date_max"))
    return Bar(short(name, IN_CHART), "活动", "event", start, end, text=_when(event))


def _lines(parts: Parts, proof: Proof) -> list[Line]:
    event = parts.event
    lines = [Line("种类", KINDS[event["kind"]]), Line("时间", _when(event), proof.of_property(parts.stated, "date"))]
    if event.get("place"):
        lines.append(Line("地点", visible(event["place"]), proof.of_property(parts.stated, "place")))
    for row in parts.hosts:
        lines.append(Line(row["role"], visible(row["name"]), proof.behind(row), row["derived"]))
    for row in parts.about:
        if row["name"] != event.get("place"):
            lines.append(Line(ABOUT[row["type"]], visible(row["name"]), proof.behind(row), row["derived"]))
    if parts.attending:
        groups = sum("Group" in row["labels"] for row in parts.named)
        people = sum("Official" in row["labels"] for row in parts.named)
        bodies = len(parts.named) - groups - people
        said = f"文中写明{people}人、{bodies}个单位、{groups}个群体"
        said += f"；由群体推得{len(parts.members)}个单位" if parts.members else ""
        lines.append(Line("参加", said))
    return lines


def _branches(parts: Parts, proof: Proof) -> list[Branch]:
    found = []
    speaking = []
    for row in parts.people:
        kind = "主持" if row["type"] == "CHAIRED" else visible(row["kind"])
        posts = visible("、".join(row["posts"]))
        text = f"{visible(row['name'])}（{posts}）" if posts else visible(row["name"])
        speaking.append(Item(short(text), text, kind, evidence=proof.behind(row), derived=row["derived"]))
    if speaking:
        found.append(Branch("主持与讲话", "", tuple(speaking)))
    members = grouped(parts.members, "group_uid")
    for mode, some in grouped(parts.named, "mode").items():
        counts = once(visible(row["count_text"]) for row in some)
        span = counts[0] if len(counts) == 1 else ""
        items = _attending(some, members, proof, counted=bool(span))
        name = f"{MODES[mode]}参加" if mode in MODES else "参加"
        found.append(Branch(name, span or ("" if mode else "形式原文未写明"), tuple(items)))
    items = []
    for row in parts.directives:
        text = visible(row["text"])
        items.append(Item(short(text), text, visible("、".join(row["givers"])), evidence=proof.behind(row)))
    if items:
        found.append(Branch("提出的要求", f"{len(items)}条", tuple(items)))
    return found


def _attending(rows: list[Row], members: dict[object, list[Row]], proof: Proof, *, counted: bool) -> list[Item]:
    items = []
    for label, some in (("Group", True), ("Agency", False)):
        for row in rows:
            if label not in row["labels"]:
                continue
            number = visible(row["count_text"])
            said = [number] if number and not counted and number != row["name"] else []
            derived = some and row["uid"] in members
            if derived:
                said.append(f"推得{len(members[row['uid']])}个单位")
            if row["capacity"]:
                said.append(visible(row["capacity"]))
            name = visible(row["name"])
            items.append(Item(short(name), name, "，".join(said), evidence=proof.behind(row), side_derived=derived))
    people = [row for row in rows if "Official" in row["labels"]]
    if people:
        names = "、".join(visible(row["name"]) for row in people)
        evidence = tuple(each for row in people for each in proof.behind(row))
        items.append(Item(short(names), names, f"{len(people)}人", evidence=evidence))
    return items


def _tables(parts: Parts, proof: Proof) -> list[Table]:
    tables = []
    rows: list[tuple[str, ...]] = []
    if parts.people:
        for row in parts.people:
            kind = "主持" if row["type"] == "CHAIRED" else row["kind"]
            cells: tuple[str, ...] = (row["name"], "、".join(row["posts"]) or "—", kind)
            rows.append((*map(visible, cells), marks(proof.behind(row))))
        tables.append(
            Table("主持与讲话", ("姓名（单位）", "图谱所载职务", "身份", "来源"), (3, 5, 1.6, 0.9), tuple(rows))
        )
    if parts.directives:
        rows = []
        for number, row in enumerate(parts.directives, 1):
            cells = (str(number), row["text"], "、".join(row["givers"]) or "—", "、".join(row["addressed"]) or "—")
            rows.append((*map(visible, cells), marks(proof.behind(row))))
        tables.append(
            Table("提出的要求", ("序号", "要求", "提出者", "对象", "来源"), (0.75, 6, 1.8, 2.2, 0.9), tuple(rows))
        )
    groups = {row["uid"]: visible(row["name"]) for row in parts.named}
    for group, some in grouped(parts.members, "group_uid").items():
        names = sorted(visible(row["name"]) for row in some)
        padded = names + [""] * (-len(names) % NAMES_A_ROW)
        rows = [tuple(padded[first : first + NAMES_A_ROW]) for first in range(0, len(padded), NAMES_A_ROW)]
        title = f"“{groups.get(group, '群体')}”的成员单位（推得，{len(names)}个）"
        note = "成员由行政区划资料推得，原文没有逐一列名。"
        tables.append(Table(title, (), (1.0,) * NAMES_A_ROW, tuple(rows), note, frozenset(range(len(rows)))))
    return tables


def _charts(parts: Parts) -> list[Chart]:
    bodies = [row for row in parts.attending if "Agency" in row["labels"]]
    modes = once("未写明" if row["mode"] is None else str(row["mode"]) for row in bodies)
    if not bodies:
        return []

    def count(mode: str, *, derived: bool) -> int:
        return sum((row["mode"] or "未写明") == mode and row["derived"] == derived for row in bodies)

    series = [
        ("原文列名", tuple(count(mode, derived=False) for mode in modes)),
        ("由群体推得", tuple(count(mode, derived=True) for mode in modes)),
    ]
    names = tuple(MODES.get(mode, "形式未写明") for mode in modes)
    chart = Chart("参加单位数", names, tuple(each for each in series if any(each[1])))
    return [chart] if chart.tells else []

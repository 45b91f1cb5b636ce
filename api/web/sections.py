"""What stands around a thing, in the order that people read in: a line that says what it is, then its relationships by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from envgov.graph.kinds import load_kinds
from fastapi import Request

from ..access import Graph
from ..faces import Said, faces
from ..resources.nodes import related
from ..resources.ranks import rank_of_level, rank_of_title
from .cells import DATED, Tabled, dated, page_of, tabled
from .language import Words
from .rendering import linked

MOST = 400  # relationships one way that are read at once; of a node with more, each type shows its first FEW
FEW = 100
MOST_GROUPS = 2000  # agencies of groups: 129 county bureaus are usual
MOST_NAMES = 4  # names in a summary; further ones are counted
# What a reader looks for first.
FIRST = (
    "HOSTED", "CHAIRED", "SPOKE_AT", "AT", "ATTENDED", "HAS_PHASE", "HAS_TASK", "RESPONSIBLE_FOR", "HOLDS", "ISSUED", "IN",
)  # fmt: skip
BESIDE = {"posts": "list", "holders": "list", "phase": "list", "responsible": "list", "due": "str"}
GROUPED_AT = ("Event", "Task", "Directive")


@dataclass(frozen=True, slots=True)
class Folded:
    """The members of a collective that a relationship was derived for: shown when the reader unfolds them."""

    title: str
    count: int
    table: Tabled


@dataclass(frozen=True, slots=True)
class Section:
    """The relationships of one type and direction; `all` leads to those that the page leaves out."""

    title: str
    count: int
    table: Tabled | None
    folded: tuple[Folded, ...]
    all: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the place of a thing among others rests on, and what is told beside its name, by column."""

    key: tuple[int, int, str, int] = (99, 99, "", 0)
    beside: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """The relationships of a node in the order they are read, how many of each type there are, and how what they lead to stands."""

    rows: list[dict[str, Any]]
    counts: Mapping[tuple[str, str], int]
    standing: Mapping[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """A part of the line that says what a thing is: a word, and names or values with their links."""

    label: str
    parts: tuple[tuple[str, str | None], ...]


def about(graph: Graph, uid: str, label: str) -> Around:
    """Read what stands around a node."""
    through = {(str(row["uid"]), str(row["type"])): row for row in _through(graph, uid, label)}
    types: list[dict[str, Any]] = graph.rows(f"nodes/types/{label}", uid=uid)
    rows = neighbours(graph, uid, label, types)
    for row in rows:
        if row["derived"] and (group := through.get((str(row["uid"]), str(row["type"])))):
            row |= {"through_group": group["group"], "through_group_uid": group["group_uid"]}
    counts = {(str(each["type"]), str(each["direction"])): int(each["facts"]) for each in types}
    standing = _standing(graph, {str(row["uid"]) for row in rows})
    return Around(sorted(rows, key=lambda row: _order(row, standing)), counts, standing)


def neighbours(graph: Graph, uid: str, label: str, types: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the relationships of a node: all, or of a node with many the first of each type."""
    found: list[dict[str, Any]] = []
    for direction, part in (("out", "outgoing"), ("in", "incoming")):
        here = [each for each in types if each["direction"] == direction]
        many = sum(int(each["facts"]) for each in here) > MOST
        for wanted in [str(each["type"]) for each in here] if many else [None] if here else []:
            limit = FEW if many else MOST
            found += graph.rows(f"nodes/{part}/{label}", uid=uid, type=wanted, skip=0, limit=limit)
    return [related(row) for row in found]


def _through(graph: Graph, uid: str, label: str) -> list[dict[str, Any]]:
    if label == "Agency":
        return graph.rows("web/groups_of", uid=uid, limit=MOST_GROUPS)
    return graph.rows(f"web/groups_at/{label}", uid=uid, limit=MOST_GROUPS) if label in GROUPED_AT else []


def _standing(graph: Graph, uids: Iterable[str]) -> dict[str, Standing]:
    asked = sorted(uids)
    found: dict[str, Standing] = {}
    for uid, rows in groupby(graph.rows("web/standing", uids=asked), lambda row: str(row["uid"])):
        held = list(rows)
        keys = [
            (rank_of_level(row["level"]), rank_of_title(row["title"]) if row["title"] else 0, str(row["code"] or ""), 0)
            for row in held
        ]
        present = [row for row in held if not row["former"]]
        told: dict[str, object] = {
            column: list(dict.fromkeys(str(row[name]) for row in present if row[name]))
            for column, name in (("posts", "post"), ("holders", "holder"))
        }
        found[uid] = Standing(min(keys), told)
    for row in graph.rows("web/said", uids=[uid for uid in asked if uid.startswith(("task-", "directive-"))]):
        # Phases and bearers stand in a plan's list; what a page tells of one task it tells below.
        beside = {name: row[name] for name in ("text", "phase", "responsible", "due")}
        found[str(row["uid"])] = Standing((0, 0, "", int(str(row["start"] or 0))), beside)
    return found


def summary_of(t: Words, label: str, properties: Mapping[str, Any], around: Around) -> list[Summary]:
    """Return what a thing is in one line, by the table of the faces (`summary`); what the graph does not hold is left out."""
    found = []
    for said in faces()[label].summary:
        made = _property(t, label, said, properties) if said.relationship is None else _told(t, said, around)
        if made is not None:
            found.append(made)
    return found


def _property(t: Words, label: str, said: Said, properties: Mapping[str, Any]) -> Summary | None:
    value = properties.get(said.name)
    if value in (None, "", []):
        return None
    return Summary(t.property(label, said.name), ((str(shown(t, said.name, value)), None),))


def _told(t: Words, said: Said, around: Around) -> Summary | None:
    name = str(said.relationship)
    rows = [row for row in around.rows if (row["type"], row["direction"]) == (name, said.direction)]
    if not rows:
        return None
    count = around.counts.get((name, said.direction), len(rows))
    if said.counted:
        return Summary(_title(t, name, said.direction), ((str(count), None),))
    ordered = [row for row in rows if not row["derived"]] or rows
    parts = [(str(row["name"]), page_of(str(row["uid"]))) for row in ordered[:MOST_NAMES]]
    if len(ordered) > MOST_NAMES:
        parts.append((t("thing.more", count=len(ordered) - MOST_NAMES), None))
    return Summary(_title(t, name, said.direction), tuple(parts))


def shown(t: Words, name: str, value: object) -> object:
    """Return a property's value as people read it: dates in words, codes by their name."""
    if isinstance(value, str) and name in DATED:
        return dated(t, value)
    if isinstance(value, str) and t.has(f"value.{value}"):
        return t.value(value)
    return value


def sections_of(request: Request, t: Words, uid: str, around: Around) -> list[Section]:
    """Return the relationships of a node by type and direction, what a reader looks for first in front."""
    made = []
    for (name, direction), some in groupby(around.rows, lambda row: (str(row["type"]), str(row["direction"]))):
        part = list(some)
        count = around.counts.get((name, direction), len(part))
        where = "outgoing" if direction == "out" else "incoming"
        more = linked(request, f"/nodes/{uid}/{where}", type=name) if count > len(part) else None
        plain = [row for row in part if not row.get("through_group_uid")]
        table = _table(request, t, name, plain, around) if plain else None
        made.append(Section(_title(t, name, direction), count, table, _folded(request, t, name, part, around), more))
    return made


def _folded(
    request: Request, t: Words, name: str, rows: Sequence[dict[str, Any]], around: Around
) -> tuple[Folded, ...]:
    """Return the rows that were derived through a collective, by collective, the smaller ones first."""
    sizes = Counter((row["through_group_uid"], row["through_group"]) for row in rows if row.get("through_group_uid"))
    return tuple(
        Folded(
            str(group),
            size,
            _table(request, t, name, [row for row in rows if row.get("through_group_uid") == uid], around),
        )
        for (uid, group), size in sorted(sizes.items(), key=lambda pair: (pair[1], str(pair[0])))
    )


def _order(
    row: Mapping[str, Any], known: Mapping[str, Standing]
) -> tuple[int, str, str, int, tuple[int, int, str, int], str]:
    name = str(row["type"])
    place = FIRST.index(name) if name in FIRST else len(FIRST)
    standing = known.get(str(row["uid"]), Standing())
    return place, name, str(row["direction"]), int(row["properties"].get("seq") or 0), standing.key, str(row["name"])


def _title(t: Words, name: str, direction: str) -> str:
    key = f"{'incoming' if direction == 'in' else 'outgoing'}.{name}"
    return t(key) if t.has(key) else t.relationship(name)


def _table(request: Request, t: Words, name: str, rows: Sequence[dict[str, Any]], around: Around) -> Tabled:
    declared = load_kinds().relationships[name].properties
    own = {each: "list" if declared[each].type == "strings" else "int" if declared[each].type == "integer" else "str"
           for each in declared if any(row["properties"].get(each) is not None for row in rows)}  # fmt: skip
    kinds = {_kind(t, row["labels"]) for row in rows}
    made = []
    for row in rows:
        beside = around.standing.get(str(row["uid"]), Standing()).beside
        whole = {"name": beside["text"]} if beside.get("text") else {}
        made.append({**row["properties"], **beside, **row, **whole, "what": _kind(t, row["labels"])})
    columns = {
        "name": "str",
        **({"what": "str"} if len(kinds) > 1 else {}),
        **{each: kind for each, kind in BESIDE.items() if any(row.get(each) for row in made)},
        **own,
        "fact": "str",
        "derived": "bool",
    }
    return tabled(request, columns, made)


def _kind(t: Words, labels: Iterable[str]) -> str:
    return t.kind(next(each for each in load_kinds().nodes if each in list(labels)))

"""One page per thing: its properties, its relationships both ways by type, where the texts name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from envgov.graph.kinds import load_kinds
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ..access import Graph
from ..faces import faces
from ..resources.listings import LABELS, label_of, node_of, parts_of
from ..resources.nodes import related
from ..resources.params import Uid
from ..resources.routes import graph_of
from ..resources.twins import Rows, twin
from .cells import DATED, FOLDERS, Tabled, dated, page_of, tabled
from .forms import given
from .language import Words, language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import GRAPH_TWINS, linked, render, twins_of

MOST = 400  # relationships one way that are read at once; of a node with more, each type shows its first FEW
FEW = 100
QUOTES = 12  # places in texts that a page shows
MOST_GROUPS = 2000  # agencies of groups: 129 county bureaus are usual
COLUMNS = (
    "direction",
    "type",
    "name",
    "uid",
    "labels",
    "properties",
    "fact",
    "derived",
    "confidence",
    "documents",
    "basis",
)
# What a reader looks for first.
FIRST = (
    "ATTENDED",
    "HOSTED",
    "CHAIRED",
    "SPOKE_AT",
    "HAS_PHASE",
    "HAS_TASK",
    "RESPONSIBLE_FOR",
    "HOLDS",
    "ISSUED",
    "IN",
)
DRAWN = "/explore"  # the page that draws what is around a thing
SHOWN_APART = frozenset({"uid", "name", "text", "raw", "removals"})
GROUPED_AT = ("Event", "Task", "Directive")


@dataclass(frozen=True, slots=True)
class Section:
    """The relationships of one type and direction."""

    title: str
    count: int
    table: Tabled
    all: str | None


def add_things(router: APIRouter) -> None:
    """Add the page of every kind of thing, and of any node."""
    for name, label in LABELS.items():
        if label != "Document":
            _add_thing(router, name, label)
    _add_node(router)
    _add_related(router)


def _add_thing(router: APIRouter, name: str, label: str) -> None:
    @router.get(f"/{name}/{{uid}}.{{form:twin}}")
    def other(request: Request, uid: str, form: str) -> Response:
        return _other(request, f"/v1/{name}/{uid}.json", uid, form)

    @router.get(f"/{name}/{{uid}}")
    def page(request: Request, uid: Uid) -> Response:
        return _page(request, uid, label)


def _add_node(router: APIRouter) -> None:
    @router.get("/nodes/{uid}.{form:twin}")
    def other(request: Request, uid: str, form: str) -> Response:
        return _other(request, f"/v1/nodes/{uid}.json", uid, form)

    @router.get("/nodes/{uid}")
    def page(request: Request, uid: Uid) -> Response:
        label = label_of(uid)
        if label in FOLDERS:
            node_of(graph_of(request), uid, label)
            return RedirectResponse(linked(request, page_of(uid) or "/"), status_code=307)
        return _page(request, uid, label)


def _other(request: Request, json: str, uid: str, form: str) -> Response:
    """Return a thing in another form: itself as JSON, its neighbourhood as a graph, its relationships as rows."""
    if form in GRAPH_TWINS:
        return to_api(request, f"/v1/nodes/{uid}.{form}")
    return to_api(request, json) if form == "json" else _rows(request, uid, form)


def _add_related(router: APIRouter) -> None:
    """Add the pages of all relationships of a node in one direction, for nodes with many."""
    for part in ("outgoing", "incoming"):
        _add_direction(router, part)


def _add_direction(router: APIRouter, part: str) -> None:
    @router.get(f"/nodes/{{uid}}/{part}.{{form:twin}}")
    def other(request: Request, uid: str, form: str) -> Response:
        return to_api(request, f"/v1/nodes/{uid}/{part}.{form}")

    @router.get(f"/nodes/{{uid}}/{part}")
    def page(request: Request, uid: Uid) -> Response:
        properties: Any = node_of(graph_of(request), uid)["properties"]
        listing = listing_of(request, f"node_{part}")
        asked = {"uid": uid, "type": None} | given(request, listing.query)
        return render(
            request,
            "part.html",
            title=words(language_of(request))(f"thing.{part}"),
            name=properties["name"],
            back=linked(request, page_of(uid) or "/"),
            fields=[],
            found=found(request, listing, asked, hidden=("direction", "labels", "properties", "basis")),
            first=first_page(request),
            twins=twins_of(request),
        )


def _page(request: Request, uid: str, label: str) -> Response:
    graph, t = graph_of(request), words(language_of(request))
    node: Any = node_of(graph, uid, label)
    quotes = graph.rows(f"nodes/evidence/{label}", uid=uid, skip=0, limit=QUOTES)
    quoted = {"document": "str", "quote": "str", "predicate": "str", "rule": "str"}
    return render(
        request,
        "thing.html",
        name=node["properties"].get("text") or node["properties"]["name"],
        labels=[t.kind(each) for each in _own_labels(label, node["labels"])],
        uid=uid,
        unplaced=label == "Agency" and node["properties"].get("resolved") is False,
        further=_further(request, t, uid, label),
        properties=_properties(request, t, graph, label, node["properties"]),
        sections=_sections(request, t, graph, uid, label),
        quotes=tabled(request, quoted, quotes),
        more_quotes=len(quotes) == QUOTES,
        twins=twins_of(request),
        graph_twins=twins_of(request, GRAPH_TWINS),
    )


def _further(request: Request, t: Words, uid: str, label: str) -> list[tuple[str, str]]:
    """Return the links to further pages of a thing, those that are there."""
    known = request.app.state.pages
    parts = [
        each for each in parts_of(label) if t.has(f"further.{each}") and f"/{FOLDERS[label]}/{{uid}}/{each}" in known
    ]
    found = [(t(f"further.{each}"), linked(request, f"{page_of(uid)}/{each}")) for each in parts]
    drawn = [(t("further.drawn"), linked(request, DRAWN, around=uid))] if DRAWN in known else []
    briefs = [
        (t(f"further.{file.replace('.', '_')}"), f"/v1/briefs/{label.lower()}/{quote(uid)}/{file}")
        for file in faces()[label].briefs
    ]
    return [*found, *drawn, *briefs]


def _own_labels(label: str, labels: Iterable[str]) -> list[str]:
    return [label, *sorted(each for each in labels if each in load_kinds().nodes[label].sub)]


def _properties(request: Request, t: Words, graph: Graph, label: str, properties: Mapping[str, Any]) -> Tabled:
    """Return the table of a node's properties, those that texts state with their facts."""
    stated: dict[str, list[dict[str, Any]]] = {}
    for row in graph.rows("web/values", uid=properties["uid"], limit=FEW):
        stated.setdefault(str(row["predicate"]), []).append(row)
    rows: list[dict[str, object]] = []
    for name in [each for each in load_kinds().nodes[label].properties if each in properties]:
        if name not in SHOWN_APART:
            facts = [each for each in stated.get(name, []) if str(each["value"]) == str(properties[name])]
            row = (facts or stated.get(name, [{}]))[0]
            value = properties[name]
            rows.append({**row, "property": t.property(label, name), "value": _value(t, name, value)})
    for row in stated.get("named", []):
        rows.append({**row, "property": t("thing.named")})
    return tabled(request, {"property": "str", "value": "str", "fact": "str"}, rows)


def _value(t: Words, name: str, value: object) -> object:
    if isinstance(value, str) and name in DATED:
        return dated(t, value)
    if isinstance(value, str) and t.has(f"value.{value}"):
        return t.value(value)
    return value


def _sections(request: Request, t: Words, graph: Graph, uid: str, label: str) -> list[Section]:
    through = {(str(row["uid"]), str(row["type"])): row for row in _through(graph, uid, label)}
    types: list[dict[str, Any]] = graph.rows(f"nodes/types/{label}", uid=uid)
    rows = _related(graph, uid, label, types)
    for row in rows:
        if row["derived"] and (group := through.get((str(row["uid"]), str(row["type"])))):
            row |= {"through_group": group["group"], "through_group_uid": group["group_uid"]}
    sizes = Counter(row.get("through_group_uid") for row in rows)
    for row in rows:
        row["of_group"] = sizes[row.get("through_group_uid")] if row.get("through_group_uid") else 0
    counts: dict[tuple[str, str], int] = {
        (str(each["type"]), str(each["direction"])): int(each["facts"]) for each in types
    }
    made = []
    for (name, direction), some in groupby(
        sorted(rows, key=_order), lambda row: (str(row["type"]), str(row["direction"]))
    ):
        part = list(some)
        count = counts.get((name, direction), len(part))
        where = "outgoing" if direction == "out" else "incoming"
        more = linked(request, f"/nodes/{uid}/{where}", type=name) if count > len(part) else None
        made.append(Section(_title(t, name, direction), count, _table(request, t, name, part), more))
    return made


def _related(graph: Graph, uid: str, label: str, types: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
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


def _order(row: Mapping[str, Any]) -> tuple[int, str, str, bool, int, str]:
    name = str(row["type"])
    place = FIRST.index(name) if name in FIRST else len(FIRST)
    # The sixteen bureaus of a province come before its 129 county bureaus.
    rank = row["of_group"] or row["properties"].get("seq") or 0
    return place, name, str(row["direction"]), bool(row["derived"]), rank, str(row["name"])


def _title(t: Words, name: str, direction: str) -> str:
    key = f"{'incoming' if direction == 'in' else 'outgoing'}.{name}"
    return t(key) if t.has(key) else t.relationship(name)


def _table(request: Request, t: Words, name: str, rows: list[dict[str, Any]]) -> Tabled:
    declared = load_kinds().relationships[name].properties
    own = {each: "list" if declared[each].type == "strings" else "int" if declared[each].type == "integer" else "str"
           for each in declared if any(row["properties"].get(each) is not None for row in rows)}  # fmt: skip
    kinds = {_kind(t, row["labels"]) for row in rows}
    columns = {"name": "str", **({"what": "str"} if len(kinds) > 1 else {}), **own, "fact": "str", "derived": "bool"}
    made = [{**row["properties"], **row, "what": _kind(t, row["labels"])} for row in rows]
    return tabled(request, columns, made)


def _kind(t: Words, labels: Iterable[str]) -> str:
    return t.kind(next(each for each in load_kinds().nodes if each in list(labels)))


def _rows(request: Request, uid: str, form: str) -> Response:
    """Return the relationships of a node, both ways, as a table for spreadsheets."""
    graph, label = graph_of(request), label_of(uid)
    node_of(graph, uid)
    types = [] if label == "Document" else graph.rows(f"nodes/types/{label}", uid=uid)
    rows = (dict(row) for row in _related(graph, uid, label, types))
    return twin(Rows(uid, COLUMNS, rows, MOST, graph.version()), form, bom=True)

"""One page per thing: its properties, its relationships both ways by type, where the texts name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from envgov.graph.kinds import load_kinds
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ..access import Graph
from ..faces import faces
from ..resources.listings import LABELS, label_of, node_of, parts_of
from ..resources.params import Uid
from ..resources.routes import graph_of
from ..resources.twins import Rows, twin
from .cells import FOLDERS, Tabled, page_of, tabled
from .forms import given
from .language import Words, language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import GRAPH_TWINS, linked, render, twins_of
from .sections import FEW, MOST, about, neighbours, sections_of, shown, summary_of

QUOTES = 12  # places in texts that a page shows
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
DRAWN = "/explore"  # the page that draws what is around a thing
SHOWN_APART = frozenset({"uid", "name", "text", "raw", "removals"})


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
    around = about(graph, uid, label)
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
        summary=summary_of(t, label, node["properties"], around),
        sections=sections_of(request, t, uid, around),
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
            rows.append({**row, "property": t.property(label, name), "value": shown(t, name, value)})
    for row in stated.get("named", []):
        rows.append({**row, "property": t("thing.named")})
    return tabled(request, {"property": "str", "value": "str", "fact": "str"}, rows)


def _rows(request: Request, uid: str, form: str) -> Response:
    """Return the relationships of a node, both ways, as a table for spreadsheets."""
    graph, label = graph_of(request), label_of(uid)
    node_of(graph, uid)
    types = [] if label == "Document" else graph.rows(f"nodes/types/{label}", uid=uid)
    rows = (dict(row) for row in neighbours(graph, uid, label, types))
    return twin(Rows(uid, COLUMNS, rows, MOST, graph.version()), form, bom=True)

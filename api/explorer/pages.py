"""The page /explore and its other forms: JSON with places, SVG, GEXF, and an HTML file that needs no network."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from envgov.graph.search import LONGEST, search
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from ..faces import faces
from ..resources.routes import graph_of
from ..showing import harmless
from ..web.cells import dated, page_of
from ..web.language import Words, language_of, words
from ..web.rendering import linked, render
from .building import Recent, figure_of
from .figures import Figure, filtered, pinned
from .gexf import gexf
from .looks import LOOKS, icon
from .offline import js_words, offline
from .payload import in_page, kind_name, ordered, payload
from .svg import svg
from .views import LABELS, MOST, USUAL, View, read_view

FORMS = ("svg", "gexf", "html", "json")
MODULES = tuple(
    f"{name}.mjs"
    for name in (
        "explorer",
        "saved",
        "search",
        "state",
        "canvas",
        "chosen",
        "filters",
        "keys",
        "narrowing",
        "tables",
        "style",
    )
)
ROWS = 1000  # relationships that the page lists; all of them are in the other forms
BEGIN, HITS = 12, 20
# What fetches a figure; the rest of an address leaves things out or moves them.
FETCHING = frozenset({"around", "hops", "from", "to", "query", "params", "type", "limit", "layout", "add", "lang"})


def add_explorer(router: APIRouter) -> None:
    """Add the page of the explorer and its other forms."""

    @router.get("/explore")
    def explore(request: Request) -> Response:
        view = read_view(request.query_params)
        figure = figure_of(graph_of(request), view.question, recent_of(request)) if view.question else Figure()
        return render(request, "explorer.html", **_context(request, view, figure))

    @router.get("/explore.json")
    def data(request: Request) -> Response:
        figure, _view, t = _asked(request)
        return JSONResponse(payload(figure, t))

    @router.get("/explore.svg")
    def picture(request: Request) -> Response:
        figure, view, t = _asked(request)
        shown = pinned(filtered(figure, view.filters), view.pins)
        body = svg(shown, t, title=title_of(shown, t), footer=footer_of(shown, t))
        return Response(body, media_type="image/svg+xml", headers=_named("svg", inline=True))

    @router.get("/explore.gexf")
    def network(request: Request) -> Response:
        figure, view, t = _asked(request)
        body = gexf(pinned(filtered(figure, view.filters), view.pins), t)
        return Response(body, media_type="application/gexf+xml", headers=_named("gexf"))

    @router.get("/explore.html")
    def file(request: Request) -> Response:
        figure, view, t = _asked(request)
        body = offline(figure, view, t, title=title_of(figure, t), footer=footer_of(figure, t))
        return Response(body, media_type="text/html; charset=utf-8", headers=_named("html"))


def recent_of(request: Request) -> Recent:
    """Return the figures that the service keeps."""
    state = request.app.state
    if not hasattr(state, "figures"):
        state.figures = Recent()
    found: Recent = state.figures
    return found


def _asked(request: Request) -> tuple[Figure, View, Words]:
    view = read_view(request.query_params)
    figure = figure_of(graph_of(request), view.question, recent_of(request)) if view.question else Figure()
    return figure, view, words(language_of(request))


def _named(form: str, *, inline: bool = False) -> dict[str, str]:
    kind = "inline" if inline else "attachment"
    return {"Content-Disposition": f'{kind}; filename="envgov.{form}"'}


def title_of(figure: Figure, t: Words) -> str:
    """Return what a figure is of: its centre, else how many things."""
    name = next((node.name for node in figure.nodes if node.uid == figure.centre), "")
    return name or t("explorer.title_many", count=len(figure.nodes))


def footer_of(figure: Figure, t: Words) -> str:
    """Return where a figure is from, and when it was made."""
    day = datetime.now(tz=UTC).date().isoformat()
    return t(
        "explorer.footer", day=day, version=figure.version or "-", nodes=len(figure.nodes), edges=len(figure.edges)
    )


def _context(request: Request, view: View, figure: Figure) -> dict[str, Any]:
    t = words(language_of(request))
    shown = filtered(figure, view.filters)
    kept = [each for each in request.query_params.multi_items() if each[1] and each[0] != "q"]
    asked = request.query_params.get("q", "").strip()[:LONGEST]
    return {
        "view": view,
        "question": view.question,
        "figure": figure,
        "shown": shown,
        "names": {node.uid: node.name for node in shown.nodes},
        "rows": ROWS,
        "modules": MODULES,
        "most": MOST,
        "usual": USUAL,
        "kinds": _kinds(figure, view, t),
        "places": ordered(figure.places),
        "kind_name": kind_name,
        "page_of": page_of,
        "dated": dated,
        "title_text": title_of(figure, t) if figure.nodes else t("explorer.title"),
        "exports": [(form, f"/explore.{form}?{urlencode(kept)}") for form in FORMS] if figure.nodes else [],
        "more": linked(request, "/explore", **{**dict(kept), "limit": MOST}) if _has_more(figure) else "",
        "kept": [each for each in kept if each[0] in FETCHING],
        "asked": asked,
        "hits": _hits(request, asked),
        "begin": _begin(request) if not view.question and not asked else [],
        "data": in_page(_data(figure, t)),
    }


def _has_more(figure: Figure) -> bool:
    return figure.truncated and figure.limit < MOST


def _data(figure: Figure, t: Words) -> dict[str, object]:
    searched = _sought()
    made = payload(figure, t) if figure.nodes and figure.drawn else {}
    return {**made, "words": js_words(t), "kinds": {label: t.kind(label) for label in LABELS}, "searched": searched}


def _sought() -> list[str]:
    return [label for label in LABELS if faces()[label].sought]


def _kinds(figure: Figure, view: View, t: Words) -> list[dict[str, object]]:
    counts = Counter(node.label for node in figure.nodes)
    return [
        {
            "label": label,
            "name": t.kind(label),
            "count": counts[label],
            "icon": icon(label),
            "look": LOOKS[label],
            "checked": not view.filters.kinds or label in view.filters.kinds,
        }
        for label in LOOKS
    ]


def _hits(request: Request, asked: str) -> list[dict[str, str]]:
    if not asked:
        return []
    graph, t = graph_of(request), words(language_of(request))
    found = search(graph.reader, asked, kinds=_sought(), limit=HITS, timeout=graph.seconds)  # fmt: skip
    return [_hit(request, t, hit.uid, hit.name, hit.kind) for hit in found]


def _begin(request: Request) -> list[dict[str, str]]:
    t = words(language_of(request))
    rows = graph_of(request).rows("explorer/begin", limit=BEGIN)
    return [
        _hit(request, t, str(row["uid"]), row["name"], str(row["uid"]).partition("-")[0].capitalize()) for row in rows
    ]


def _hit(request: Request, t: Words, uid: str, name: object, label: str) -> dict[str, str]:
    return {"name": harmless(name), "kind": t.kind(label), "address": linked(request, "/explore", around=uid)}

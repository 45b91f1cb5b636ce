"""The start page and the search: what the graph holds, the questions that it answers, what was loaded last."""

from __future__ import annotations

from typing import Any

from envgov.graph.answers import Answer
from envgov.graph.errors import QueryError
from envgov.graph.kinds import load_kinds
from envgov.graph.search import LONGEST, search
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ..access import Graph
from ..asked.reading import Reading, understood_of
from ..faces import placed
from ..problems import NotFoundError
from ..resources.drawing import of_uids
from ..resources.graph_twins import graph_twin
from ..resources.routes import graph_of
from ..resources.twins import Rows, twin
from .cells import FOLDERS, dated, page_of, tabled
from .language import Words, language_of, words
from .lists import found as rows_of
from .lists import listing_of, to_api
from .questions import by_subject
from .rendering import GRAPH_TWINS, linked, render, twins_of

COUNTED = tuple(face.label for face in placed())
FEW = 6
MOST_PLANS = 200  # that are looked through for those with phases
RECENT = 8
ASKED = 20  # rows of the answer to a question, on top of what a search finds
HITS, LIVE = 50, 10  # hits of the page of the search, and of what shows while somebody types


def add_start(router: APIRouter) -> None:
    """Add the start page and the search."""

    @router.get("/")
    def start(request: Request) -> Response:
        return _start(request)

    @router.get("/index.{form:twin}")
    def counted(request: Request, form: str, bom: bool = False) -> Response:
        return _counted(request, form, bom=bom)

    @router.get("/docs")
    def docs(request: Request) -> Response:
        return RedirectResponse(linked(request, "/queries"), status_code=307)

    @router.get("/search.{form:twin}")
    def found(request: Request, form: str, q: str = "", kind: str = "", bom: bool = False) -> Response:
        return to_api(request, "/v1/search.json") if form == "json" else _found_as(request, form, q, kind, bom=bom)

    @router.get("/search")
    def find(request: Request, q: str = "", kind: str = "", part: bool = False) -> Response:
        return _search(request, q, kind, part=part)


def _start(request: Request) -> Response:
    graph, t = graph_of(request), words(language_of(request))
    counts = graph.reader.counts()
    trainings = _rows(request, "events", {"sort": "-date", "kind": "training"}, FEW)
    plans = _rows(request, "plans", {"sort": "name"}, MOST_PLANS)
    recent = _rows(request, "documents", {"sort": "-published"}, RECENT)  # one without a title is known by its file
    return render(
        request,
        "start.html",
        counts=[(t.kind(each), counts.get(each, 0), _list(request, each)) for each in COUNTED],
        empty=not counts.get("Document"),
        trainings=[row | {"shown_date": dated(t, row["date"]) if row["date"] else ""} for row in trainings],
        plans=[row for row in plans if row["phases"]][:FEW],
        recent=tabled(request, RECENT_COLUMNS, [row | {"title": row["title"] or row["file"]} for row in recent]),
        subjects=by_subject(),
        twins=twins_of(request),
    )


def _counted(request: Request, form: str, *, bom: bool) -> Response:
    """Return how many of each kind the graph holds."""
    if form in GRAPH_TWINS:
        raise NotFoundError("the start page has no graph of its own; /explore draws one")
    graph = graph_of(request)
    counts, zh, en = graph.reader.counts(), words("zh"), words("en")
    found = ({"kind": each, "zh": zh.kind(each), "en": en.kind(each), "count": counts.get(each, 0)} for each in COUNTED)
    return twin(Rows("index", ("kind", "zh", "en", "count"), found, len(COUNTED), graph.version()), form, bom=bom)


def _search(request: Request, q: str, kind: str, *, part: bool) -> Response:
    graph, t = graph_of(request), words(language_of(request))
    hits, more, wrong = _hits(graph, q, kind, LIVE if part else HITS)
    return render(
        request,
        "hits.html" if part else "search.html",
        status=422 if wrong and not part else 200,
        q=q,
        kind=kind,
        kinds=[(each, t.kind(each)) for each, declared in load_kinds().nodes.items() if declared.search],
        hits=[_hit(request, t, hit) for hit in hits],
        more=more,
        all=linked(request, "/search", q=q, kind=kind) if more and part else None,
        wrong=wrong,
        asked=None if part or kind or wrong or not q.strip() else _asked(request, t, q),
        twins=twins_of(request) if q.strip() and not part else (),
        graph_twins=twins_of(request, GRAPH_TWINS) if q.strip() and not part else (),
    )


def _asked(request: Request, t: Words, q: str) -> dict[str, object] | None:
    """Return what a question was read as: the one reading with its first rows, or the nearest ones; None for no question."""
    understood = understood_of(graph_of(request), q)
    if not understood.nearest:
        return None
    sure = understood.sure
    listing = listing_of(request, f"query_{sure.query.name.replace('.', '_')}") if sure else None
    table = rows_of(request, listing, sure.params, rows=ASKED) if sure and listing else None
    readings = (sure,) if sure else understood.nearest
    return {
        "sure": sure is not None,
        "readings": [_reading(request, t, each) for each in readings],
        "guessed": understood.guessed,
        "table": table.table if table else None,
        "more": bool(table and table.next),
        "statement": sure.query.text if sure else "",
    }


def _reading(request: Request, t: Words, reading: Reading) -> dict[str, object]:
    docs = {param.name: t.both(param.doc) for param in reading.query.params}
    params = {name: str(each).lower() if isinstance(each, bool) else str(each) for name, each in reading.params.items()}
    return {
        "title": t.both(f"{reading.query.zh} / {reading.query.en}"),
        "name": reading.query.name,
        "params": [(docs[name], t.value(value)) for name, value in params.items()],
        "lacks": [docs[name] for name in reading.lacks],
        "address": linked(request, f"/queries/{reading.query.name}", **params),
    }


def _found_as(request: Request, form: str, q: str, kind: str, *, bom: bool) -> Response:
    """Return what a search finds, as a table or as the nodes with the relationships among them."""
    graph = graph_of(request)
    hits, more, wrong = _hits(graph, q, kind, HITS)
    if wrong or not q.strip():
        raise QueryError(wrong or "the search has no words; write them as q=生态环境局")
    found = Answer(FOUND_COLUMNS, [tuple(getattr(hit, name) for name in FOUND_COLUMNS) for hit in hits], truncated=more)
    if form in GRAPH_TWINS:
        return graph_twin(of_uids(graph, found, limit=HITS), form, "search")
    rows = (dict(zip(FOUND_COLUMNS, row, strict=True)) for row in found.rows)
    return twin(Rows("search", FOUND_COLUMNS, rows, HITS, graph.version(), truncated=more), form, bom=bom)


FOUND_COLUMNS = ("uid", "kind", "name", "text", "rank")
RECENT_COLUMNS = {"title": "str", "published": "str", "kind": "str", "publisher": "str", "statements": "int"}


def _list(request: Request, label: str) -> str | None:
    return linked(request, f"/{FOLDERS[label]}") if label in FOLDERS else None


def _rows(request: Request, name: str, given: dict[str, object], limit: int) -> list[dict[str, Any]]:
    return listing_of(request, name).table.page(graph_of(request), given, limit=limit, cursor=None).rows


def _hits(graph: Graph, q: str, kind: str, limit: int) -> tuple[list[Any], bool, str]:
    """Return what a search finds, whether there is more, and what was wrong with the question."""
    if not q.strip():
        return [], False, ""
    try:
        found = search(
            graph.reader, q[: 2 * LONGEST], kinds=[kind] if kind else None, limit=limit + 1, timeout=graph.seconds
        )
    except QueryError as error:
        return [], False, str(error)
    return found[:limit], len(found) > limit, ""


def _hit(request: Request, t: Words, hit: Any) -> dict[str, object]:
    subs = [each for each in hit.labels if each in load_kinds().nodes[hit.kind].sub]
    path = page_of(hit.uid)
    return {
        "name": hit.text or hit.name,
        "kind": t.kind(subs[0] if subs else hit.kind),
        "address": linked(request, path) if path else None,
    }

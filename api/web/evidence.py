"""The evidence of a fact: a page of its own, and the panel that opens below a row of any table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import regex
from fastapi import APIRouter, Path, Query, Request, Response

from ..access import Graph
from ..problems import NotFoundError
from ..resources.nodes import related
from ..resources.params import Text
from ..resources.routes import graph_of
from .cells import in_document, page_of, shown_value
from .in_file import RowCell, place_said, row_shown
from .language import Words, language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import linked, render, twins_of

AROUND = 36  # code points before and after a quote: about a clause
MOST = 50  # statements of a page
PANEL = 6  # statements of a panel; the page has the others
END = regex.compile(r"[。！？\n]")
MOST_FACTS = 12  # facts of a row
A_FACT = 3  # statements of each
Uids = Annotated[str, Query(pattern=r"^[a-z]{4,9}-[0-9a-z]{1,40}(,[a-z]{4,9}-[0-9a-z]{1,40}){1,15}$")]
Width = Annotated[int, Query(ge=1, le=40)]
PanelId = Annotated[str | None, Query(pattern=r"^panel-[0-9a-f]{10}$")]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as people read it: the quote between the words around it, where it stands, and by which rule.

    `cells` are those of the row of a table that the quote is a part of, `place` says where in its file it stands.
    """

    before: str
    quote: str
    after: str
    address: str
    document: str
    rule: str
    confidence: float
    derived: bool
    start: int
    end: int
    place: str
    cells: tuple[RowCell, ...]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a fact."""

    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as people read it."""

    key: str
    relation: str
    source: End
    target: End
    properties: tuple[tuple[str, str], ...]
    derived: bool
    through: End | None
    confidence: float | None
    documents: int | None
    gazetteer: bool


def add_evidence(router: APIRouter) -> None:
    """Add the page of a fact."""

    @router.get("/facts/{fact}.{form:twin}")
    def other(request: Request, fact: str, form: str) -> Response:
        rows = "" if form == "json" else "/statements"
        return to_api(request, f"/v1/facts/{fact}{rows}.{form}")

    @router.get("/facts/{fact}")
    def page(
        request: Request,
        fact: Annotated[Text, Path()],
        panel: PanelId = None,
        width: Annotated[int, Query(ge=1, le=40)] = 1,
    ) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        told = told_fact(request, t, graph, fact)
        if panel:
            rows = statements(request, graph, fact, limit=PANEL + 1)
            return render(
                request, "panel.html", told=told, stated=rows[:PANEL], more=len(rows) > PANEL, panel=panel, width=width
            )
        listing = listing_of(request, "fact_statements")
        rows = statements(request, graph, fact, limit=MOST)
        table = found(request, listing, {"fact": fact}) if len(rows) == MOST else None
        return render(
            request, "fact.html", told=told, stated=rows, found=table, first=first_page(request), twins=twins_of(request)
        )  # fmt: skip


def add_among(router: APIRouter) -> None:
    """Add the page of what the texts state among some things: the evidence of a row that is no single fact."""

    @router.get("/evidence")
    def page(request: Request, among: Uids, panel: PanelId = None, width: Width = 1) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        uids = list(dict.fromkeys(among.split(",")))
        found_: list[dict[str, Any]] = graph.rows("web/facts_among", uids=uids, limit=MOST_FACTS)
        facts = [
            (told_fact(request, t, graph, str(row["fact"])), statements(request, graph, str(row["fact"]), limit=A_FACT))
            for row in found_
        ]
        address = linked(request, "/evidence", among=among)
        name = "panel_among.html" if panel else "among.html"
        return render(request, name, facts=facts, panel=panel, width=width, address=address)


def told_fact(request: Request, t: Words, graph: Graph, fact: str) -> Told:
    """Return a fact as people read it; raise NotFoundError where there is none."""
    rows = graph.rows("api/fact", fact=fact) or graph.rows("api/reference_fact", fact=fact)
    if rows:
        row: dict[str, Any] = related(rows[0])
        shown = tuple(
            (t.property(row["type"], name), shown_value(t, name, value))
            for name, value in sorted(row["properties"].items())
        )
        source, target = (
            _end(request, row["source"], row["source_uid"]),
            _end(request, row["target"], row["target_uid"]),
        )
        through = _through(request, graph, row) if row["derived"] else None
        return Told(
            fact, t.relationship(row["type"]), source, target, shown, bool(row["derived"]), through,
            row["confidence"], row["documents"], row["basis"] == "gazetteer",
        )  # fmt: skip
    stated: Any = graph.rows("api/stated", fact=fact)
    if not stated:
        raise NotFoundError(f"there is no fact {fact!r}")
    row, owner = stated[0], str(stated[0]["subject"])
    known: Any = graph.rows("api/named", uids=[owner], limit=1)
    source = _end(request, known[0]["name"] if known else owner, owner)
    name = str(row["predicate"])
    relation = t("thing.named") if name == "named" else t.property(owner.partition("-")[0].capitalize(), name)
    value = t.value(row["value"]) if t.has(f"value.{row['value']}") else str(row["value"])
    return Told(fact, relation, source, End(value, None), (), False, None, None, None, False)


def _end(request: Request, name: object, uid: object) -> End:
    path = page_of(str(uid))
    return End(str(name), linked(request, path) if path else None)


def _through(request: Request, graph: Graph, row: Mapping[str, Any]) -> End | None:
    """Return the group through which a derived fact follows, or None."""
    pair = [str(row["source_uid"]), str(row["target_uid"])]
    agency = next((uid for uid in pair if uid.startswith("agency-")), None)
    if agency is None:
        return None
    other = pair[1] if agency == pair[0] else pair[0]
    found_: Any = graph.rows("web/through", agency=agency, other=other, type=row["type"])
    return _end(request, found_[0]["group"], found_[0]["group_uid"]) if found_ else None


def statements(request: Request, graph: Graph, fact: str, *, limit: int) -> list[Stated]:
    """Return the first statements of a fact, each with the words around its quote."""
    rows: list[dict[str, Any]] = graph.rows("parts/fact_statements", fact=fact)[:limit]
    texts = {uid: _text(graph, uid) for uid in {str(row["document_uid"]) for row in rows}}
    return [_stated(request, row, texts[str(row["document_uid"])]) for row in rows]


def _text(graph: Graph, uid: str) -> str:
    found_: Any = graph.rows("nodes/one/Document", uid=uid)
    return str(found_[0]["properties"]["text"]) if found_ else ""


def _stated(request: Request, row: Mapping[str, Any], text: str) -> Stated:
    start, end = int(row["start"]), int(row["end"])
    return Stated(
        END.split(text[max(0, start - AROUND) : start])[-1],
        str(row["quote"]),
        _until_end(text[end : end + AROUND]),
        in_document(request, str(row["document_uid"]), start, end),
        str(row["document"]),
        str(row["rule"]),
        float(row["confidence"]),
        bool(row["derived"]),
        start,
        end,
        place_said(words(language_of(request)), row),
        row_shown(text, start, end),
    )


def _until_end(text: str) -> str:
    match = END.search(text)
    return text[: match.end()].rstrip("\n") if match else text

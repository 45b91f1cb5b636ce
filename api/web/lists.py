"""Lists: agencies, people, regions, events, plans, tasks, documents, what belongs to one thing; and the twins of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from envgov.graph.errors import QueryError
from envgov.graph.kinds import load_kinds
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.convertors import Convertor, register_url_convertor

from ..faces import Listed, lists
from ..problems import ApiError
from ..resources.listings import LABELS, listings, node_of
from ..resources.paging import next_link
from ..resources.params import Uid
from ..resources.routes import Listing, graph_of
from .cells import Tabled, tabled
from .forms import fields, given
from .language import language_of, words
from .rendering import linked, render, twins_of

ROWS = 50
PARTS = ("event_attendance", "event_absent", "official_posts")


class TwinConvertor(Convertor[str]):
    """The suffix of an address that asks for another form than the page."""

    regex = "json|csv|xlsx|ndjson|gexf|graphml|jsonld"

    def convert(self, value: str) -> str:
        """Return the form that a suffix names."""
        return value

    def to_string(self, value: str) -> str:
        """Return the suffix of a form."""
        return value


register_url_convertor("twin", TwinConvertor())


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows: the table, the address of the next page, what was wrong with the question."""

    table: Tabled | None
    next: str | None
    wrong: str = ""


def found(request: Request, listing: Listing, params: Mapping[str, object], *, hidden: tuple[str, ...] = (), rows: int = ROWS) -> Found:  # fmt: skip
    """Return the page of a list that the address of a request asks for."""
    cursor = request.query_params.get("cursor") or None
    try:
        page = listing.table.page(graph_of(request), params, limit=rows, cursor=cursor)
    except QueryError as error:
        return Found(None, None, str(error))
    except ApiError as error:
        if error.code not in ("bad_cursor", "stale_cursor"):
            raise
        return Found(None, None, words(language_of(request))("table.stale"))
    # Where a division lies is known from the gazetteer: no text states it.
    shown = tabled(request, listing.columns, page.rows, hidden=hidden, evidence=listing.name != "regions")
    link = next_link(request.url.path, request.query_params.multi_items(), page.cursor) if page.cursor else None
    return Found(shown, link)


def first_page(request: Request) -> str | None:
    """Return the address of the first page for somebody on a later one."""
    if "cursor" not in request.query_params:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def to_api(request: Request, path: str) -> RedirectResponse:
    """Send a reader on to the same data below /v1, without what only pages know."""
    kept = [
        (name, value) for name, value in request.query_params.multi_items() if value and name not in ("lang", "cursor")
    ]
    return RedirectResponse(path + (f"?{urlencode(kept)}" if kept else ""), status_code=307)


def add_lists(router: APIRouter) -> None:
    """Add the page of every list, and its twins."""
    for listing in listings(b""):
        if listing.name in LABELS:
            _add_list(router, listing.name)
        elif listing.name in PARTS:
            _add_part(router, listing.name)


def listing_of(request: Request, name: str) -> Listing:
    """Return a list by the name of its operation, with the service's own cursors."""
    by_name: dict[str, Listing] = request.app.state.listings
    return by_name[name]


def _add_list(router: APIRouter, name: str) -> None:
    label = LABELS[name]

    @router.get(f"/{name}.{{form:twin}}")
    def twin(request: Request, form: str) -> Response:
        return to_api(request, f"/v1/{name}.{form}")

    @router.get(f"/{name}")
    def page(request: Request) -> Response:
        listing, t = listing_of(request, name), words(language_of(request))
        asked = given(request, listing.query) | {"sort": _order(request, listing)}
        rows = found(request, listing, asked, hidden=_listed(name).hidden)
        return render(
            request,
            "list.html",
            status=422 if rows.wrong else 200,
            title=t(f"nav.{name}"),
            intro=t.both(f"{load_kinds().nodes[label].zh} / {load_kinds().nodes[label].en}"),
            fields=fields(request, listing.query),
            sorts=[(each, t.column(each.removeprefix("-")), each.startswith("-")) for each in _orders(listing)],
            sort=asked["sort"],
            found=rows,
            first=first_page(request),
            twins=twins_of(request),
        )


def _listed(name: str) -> Listed:
    found = lists()[name].listed
    assert found is not None  # noqa: S101 - lists() gives those that have one
    return found


def _orders(listing: Listing) -> list[str]:
    return [each for name in listing.sorts for each in (name, f"-{name}")]


def _order(request: Request, listing: Listing) -> str:
    wanted = request.query_params.get("sort", "")
    return wanted if wanted in _orders(listing) else _listed(listing.name).sort or listing.sorts[0]


def _add_part(router: APIRouter, name: str) -> None:
    path = next(each.path for each in listings(b"") if each.name == name)
    kind, _uid, part = path.strip("/").split("/")
    label = LABELS[kind]

    @router.get(f"/{kind}/{{uid}}/{part}.{{form:twin}}")
    def twin(request: Request, uid: str, form: str) -> Response:
        return to_api(request, f"/v1/{kind}/{uid}/{part}.{form}")

    @router.get(f"/{kind}/{{uid}}/{part}")
    def page(request: Request, uid: Uid) -> Response:
        listing, t = listing_of(request, name), words(language_of(request))
        properties: Any = node_of(graph_of(request), uid, label)["properties"]
        rows = found(request, listing, given(request, listing.query) | {"uid": uid})
        return render(
            request,
            "part.html",
            title=t.both(f"{listing.query.zh} / {listing.query.en}"),
            name=properties["name"],
            back=linked(request, f"/{kind}/{uid}"),
            fields=fields(request, listing.query),
            found=rows,
            first=first_page(request),
            twins=twins_of(request),
        )

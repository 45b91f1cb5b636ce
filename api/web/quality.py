"""The quality of the graph: what was found in the texts that should be looked at, each report with all its rows."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from ..problems import NotFoundError
from ..resources.listings import QUALITY
from ..resources.routes import Listing, graph_of, settings_of
from ..resources.tables import stream
from ..resources.twins import Rows, twin
from .forms import fields, given
from .language import language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import GRAPH_TWINS, linked, render, twins_of

FEW = 10  # rows of a report on the page of all


def add_quality(router: APIRouter) -> None:
    """Add the page of all reports, and the page of each."""

    @router.get("/quality")
    def listed(request: Request) -> Response:
        t = words(language_of(request))
        reports = []
        for name in QUALITY:
            listing = _listing(request, name)
            rows = found(request, listing, {}, rows=FEW)
            title = t.both(f"{listing.query.zh} / {listing.query.en}")
            reports.append((name, title, rows, linked(request, f"/quality/{name}")))
        return render(request, "quality.html", reports=reports, twins=twins_of(request))

    @router.get("/quality.{form:twin}")
    def every(request: Request, form: str, bom: bool = False) -> Response:
        return _every(request, form, bom=bom)

    @router.get("/quality/{name}.{form:twin}")
    def other(request: Request, name: str, form: str) -> Response:
        return to_api(request, f"/v1/quality/{name}.{form}")

    @router.get("/quality/{name}")
    def page(request: Request, name: str) -> Response:
        if name not in QUALITY:
            raise NotFoundError(f"there is no report {name!r}; /quality lists them")
        listing, t = _listing(request, name), words(language_of(request))
        rows = found(request, listing, given(request, listing.query))
        return render(
            request,
            "part.html",
            status=422 if rows.wrong else 200,
            title=t.both(f"{listing.query.zh} / {listing.query.en}"),
            name=t("nav.quality"),
            back=linked(request, "/quality"),
            fields=fields(request, listing.query),
            found=rows,
            first=first_page(request),
            twins=twins_of(request),
        )


def _listing(request: Request, name: str) -> Listing:
    return listing_of(request, f"quality_{name.replace('-', '_')}")


def _every(request: Request, form: str, *, bom: bool) -> Response:
    """Return the rows of all reports in one table, each with the name of its report; of each at most the limit."""
    if form in GRAPH_TWINS:
        raise NotFoundError("the reports are no graph; /quality.csv is their table")
    graph, limit = graph_of(request), settings_of(request).export_rows
    listings = {name: _listing(request, name) for name in QUALITY}
    columns = ("report", *dict.fromkeys(column for each in listings.values() for column in each.columns))
    rows = Rows("quality", columns, iter(()), limit, graph.version())

    def cut() -> None:
        rows.truncated = True

    def found() -> Iterator[dict[str, object]]:
        for name, listing in listings.items():
            for row in stream(listing.table, graph, {}, limit=limit, cursor=None, cut=cut):
                yield {"report": name, **row}

    rows.rows = found()
    return twin(rows, form, bom=bom)

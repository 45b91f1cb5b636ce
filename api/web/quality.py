"""The quality of the graph: what was found in the texts that should be looked at, each report with all its rows."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..problems import NotFoundError
from ..resources.listings import QUALITY
from .forms import fields, given
from .language import language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import linked, render, twins_of

FEW = 10  # rows of a report on the page of all


def add_quality(router: APIRouter) -> None:
    """Add the page of all reports, and the page of each."""

    @router.get("/quality")
    def listed(request: Request) -> Response:
        t = words(language_of(request))
        reports = []
        for name in QUALITY:
            listing = listing_of(request, f"quality_{name.replace('-', '_')}")
            rows = found(request, listing, {}, rows=FEW)
            title = t.both(f"{listing.query.zh} / {listing.query.en}")
            reports.append((name, title, rows, linked(request, f"/quality/{name}")))
        return render(request, "quality.html", reports=reports)

    @router.get("/quality/{name}.{form:twin}")
    def other(request: Request, name: str, form: str) -> Response:
        return to_api(request, f"/v1/quality/{name}.{form}")

    @router.get("/quality/{name}")
    def page(request: Request, name: str) -> Response:
        if name not in QUALITY:
            raise NotFoundError(f"there is no report {name!r}; /quality lists them")
        listing, t = listing_of(request, f"quality_{name.replace('-', '_')}"), words(language_of(request))
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

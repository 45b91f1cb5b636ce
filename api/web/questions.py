"""The named queries: a list by subject, and a form with its table for each."""

from __future__ import annotations

from collections.abc import Mapping

from envgov.graph.queries import NamedQuery, load_queries
from fastapi import APIRouter, Request, Response

from ..problems import NotFoundError
from ..resources.listings import names_nodes
from .forms import fields, given
from .language import language_of, words
from .lists import first_page, found, listing_of, to_api
from .rendering import GRAPH_TWINS, linked, render, twins_of

ROWS = 100


def by_subject() -> Mapping[str, list[NamedQuery]]:
    """Return the named queries by their subject."""
    made: dict[str, list[NamedQuery]] = {}
    for query in load_queries().values():
        made.setdefault(query.name.partition(".")[0], []).append(query)
    return made


def add_questions(router: APIRouter) -> None:
    """Add the list of named queries, and the page of each."""

    @router.get("/queries")
    def listed(request: Request) -> Response:
        return render(request, "queries.html", subjects=by_subject())

    @router.get("/queries/{name}.{form:twin}")
    def other(request: Request, name: str, form: str) -> Response:
        return to_api(request, f"/v1/queries/{name}.{form}")

    @router.get("/queries/{name}")
    def page(request: Request, name: str) -> Response:
        query = load_queries().get(name)
        if query is None:
            raise NotFoundError(f"there is no query {name!r}; /queries lists them")
        return _page(request, query)


def _page(request: Request, query: NamedQuery) -> Response:
    t = words(language_of(request))
    asked = given(request, query)
    required = [param for param in query.params if param.required]
    ready = all(param.name in asked for param in required)
    rows = (
        found(request, listing_of(request, f"query_{query.name.replace('.', '_')}"), asked, rows=ROWS)
        if ready
        else None
    )
    example = {param.name: param.example for param in query.params if param.example is not None}
    return render(
        request,
        "query.html",
        status=422 if rows and rows.wrong else 200,
        query=query,
        title=t.both(f"{query.zh} / {query.en}"),
        fields=fields(request, query, also=("uid", "limit")),
        example=linked(request, f"/queries/{query.name}", **example) if example else None,
        found=rows,
        first=first_page(request),
        twins=twins_of(request) if ready else (),
        graph_twins=twins_of(request, GRAPH_TWINS) if ready and names_nodes(query) else (),
    )

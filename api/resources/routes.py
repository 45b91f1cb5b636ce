"""Make a route of a table: its parameters, its page as JSON, its twins in other forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from envgov.graph.asking import answer
from envgov.graph.errors import EnvGovError
from envgov.graph.queries import NamedQuery
from envgov.graph.statements import statement
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ..access import Graph
from ..gates.forms import GRAPH_FORMS
from ..problems import ApiError
from ..settings import Settings
from .drawing import of_uids
from .graph_twins import graph_twin
from .models import page_model, row_model
from .paging import next_link
from .params import USUAL_ROWS, signature
from .tables import Table, stream
from .twins import Rows, twin

ALIVE_SECONDS = 1.0  # in which a store that works answers the smallest question
USUAL_NODES = 500  # of a subgraph in a form of graphs
Guarded = Callable[[Graph, Mapping[str, object]], None]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table at an address: what it is called, its statement's front matter, the parameter that the address holds."""

    path: str
    name: str
    query: NamedQuery
    table: Table
    tag: str
    in_path: str | None = None
    sorts: tuple[str, ...] = ()
    exists: Guarded | None = None
    graph: bool = False

    @property
    def columns(self) -> dict[str, str]:
        """Return the columns of a row and their types."""
        return {name: kind for name, kind in self.query.returns.items() if name != "key"}


def graph_of(request: Request) -> Graph:
    """Return the graph that the service holds."""
    graph: Graph = request.app.state.graph
    return graph


def answers(graph: Graph) -> bool:
    """Say whether the store answers at all, within a second or so."""
    try:
        graph.reader.run(statement("api/alive"), {}, timeout=ALIVE_SECONDS)
    except EnvGovError:
        return False
    return True


def settings_of(request: Request) -> Settings:
    """Return the settings of the service."""
    settings: Settings = request.app.state.settings
    return settings


def form_of(request: Request, wanted: str | None) -> str:
    """Return the form of the answer: the parameter, the suffix or the Accept header, in this order.

    Raises ApiError where a form of graphs is asked for and nothing else would do.
    """
    form = wanted or str(request.scope.get("form", "json"))
    if form not in GRAPH_FORMS:
        return form
    other = request.scope.get("table_form")
    if other is None:
        raise ApiError(
            "not_acceptable", f"there is no {form} of this resource; nodes, queries with uids and /v1/subgraph have it"
        )
    return str(other)


def graph_form_of(request: Request) -> str | None:
    """Return the form of graphs that is asked for, or None."""
    form = request.scope.get("form", "json")
    return str(form) if form in GRAPH_FORMS else None


def add_listing(router: APIRouter, listing: Listing) -> None:
    """Add the route of a listing."""
    row = row_model(f"{listing.name}Row", listing.columns)
    page = page_model(f"{listing.name}Page", row)

    def endpoint(**values: Any) -> Any:
        return _answer(listing, values)

    endpoint.__signature__ = signature(  # type: ignore[attr-defined]
        listing.query, listing.columns, path=listing.in_path, sorts=listing.sorts
    )
    endpoint.__name__ = listing.name
    router.add_api_route(
        listing.path,
        endpoint,
        methods=["GET"],
        tags=[listing.tag],
        summary=listing.query.zh,
        description=f"{listing.query.zh}\n\n{listing.query.en}",
        operation_id=listing.name,
        response_model=page,
        response_model_exclude_unset=True,
        openapi_extra={"x-twins": True, "x-graph-twins": listing.graph},
    )


def _answer(listing: Listing, values: dict[str, Any]) -> Any:
    request: Request = values["request"]
    graph, settings = graph_of(request), settings_of(request)
    given = {name.removeprefix("p_"): value for name, value in values.items() if name.startswith("p_")}
    if listing.in_path:
        given[listing.in_path] = values[listing.in_path]
    if listing.sorts:
        given["sort"] = values["sort"]
    if listing.exists:
        listing.exists(graph, given)
    if listing.graph and values["format"] is None and (graph_form := graph_form_of(request)):
        return _as_graph(listing, graph, given, values["limit"] or USUAL_NODES, graph_form)
    form = form_of(request, values["format"])
    wanted = values["fields"].split(",") if values["fields"] else None
    if form == "json":
        return _page(listing, request, given, values, wanted)
    limit = values["limit"] or settings.export_rows
    columns = wanted or list(listing.columns)
    rows = Rows(listing.name, columns, iter(()), limit, graph.version())

    def cut() -> None:
        rows.truncated = True

    found = stream(listing.table, graph, given, limit=limit, cursor=values["cursor"], cut=cut)
    rows.rows = ({column: row.get(column) for column in columns} for row in found)
    return twin(rows, form, bom=values["bom"])


def _as_graph(listing: Listing, graph: Graph, given: Mapping[str, object], limit: int, form: str) -> Response:
    """Return the nodes that the rows of a query name, and the relationships among them."""
    found = answer(graph.reader, listing.query, given, limit=limit, timeout=graph.seconds)
    return graph_twin(of_uids(graph, found, limit=limit), form, listing.name)


def _page(
    listing: Listing, request: Request, given: Mapping[str, object], values: Mapping[str, Any], wanted: list[str] | None
) -> dict[str, Any]:
    graph = graph_of(request)
    limit = values["limit"] or USUAL_ROWS
    found = listing.table.page(graph, given, limit=limit, cursor=values["cursor"])
    rows = found.rows if wanted is None else [{name: row.get(name) for name in wanted} for row in found.rows]
    meta = {
        "count": len(rows),
        "limit": limit,
        "truncated": found.cursor is not None,
        "graph_version": graph.version(),
    }
    link = next_link(request.url.path, request.query_params.multi_items(), found.cursor) if found.cursor else None
    if link:
        request.state.link = f'<{link}>; rel="next"'
    return {"data": rows, "meta": meta, "next": link}


def only_json(request: Request) -> None:
    """Raise ApiError where another form than JSON is asked of something that is no table."""
    if (form := form_of(request, None)) != "json":
        raise ApiError("not_acceptable", f"this resource comes as JSON only, not as {form}")


def unknown_parameters(request: Request, known: set[str]) -> None:
    """Raise ApiError for a parameter of the address that the route does not have."""
    for name in request.query_params:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise ApiError("bad_parameter", f"there is no parameter {name!r} here; it has: {listed}")


__all__ = ["JSONResponse", "Listing", "Response", "add_listing", "form_of", "graph_of", "only_json", "settings_of"]

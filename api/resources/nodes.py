"""One thing: a node of each kind, any node with its relationships and evidence, a fact, a subgraph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from envgov.graph.asking import answer
from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, named
from envgov.graph.statements import statement
from fastapi import APIRouter, Depends, Path, Query, Request

from ..access import Graph
from ..problems import ApiError, NotFoundError
from .drawing import around, between, of_uids
from .graph_twins import graph_twin
from .listings import LABELS, label_of, node_of, parts_of
from .models import FactAnswer, NodeAnswer, Subgraph, kind_model
from .params import Limit, Text, Uid
from .routes import USUAL_NODES, Listing, add_listing, graph_form_of, graph_of, only_json
from .tables import of_statement

FEW = 25  # relationships and statements that a node shows itself; the others are a page away
TYPES = tuple(sorted(name for name, kind in load_kinds().relationships.items() if kind.fact))
Some = list[Literal[TYPES]]  # type: ignore[valid-type]
Types = Annotated[Some | None, Query(max_length=len(TYPES), description="关系类型 / types of relationships")]
Many = Annotated[int, Query(ge=1, le=500, description="最多节点数 / Most nodes")]
JSON_ONLY = [Depends(only_json)]
RELATIONSHIPS = {
    "type": "str", "direction": "str", "uid": "str", "name": "str", "labels": "list", "fact": "str", "derived": "bool",
    "confidence": "float", "documents": "int", "basis": "str", "properties": "map",
}  # fmt: skip
EVIDENCE = {
    "uid": "str", "fact": "str", "subject": "str", "predicate": "str", "object": "str", "value": "str", "quote": "str",
    "start": "int", "end": "int", "raw_start": "int", "raw_end": "int", "rule": "str", "confidence": "float",
    "derived": "bool", "page": "int", "sheet": "str", "table": "int", "row": "int", "column": "int", "paragraph": "int",
    "document_uid": "str", "document": "str",
}  # fmt: skip
OF_FACTS = ("fact", "derived", "confidence", "documents", "basis")


def related(row: Mapping[str, object]) -> dict[str, object]:
    """Return a relationship with what every fact names beside its own properties."""
    properties = row["properties"]
    given = dict(properties) if isinstance(properties, dict) else {}
    return {**row, **{name: given.pop(name, None) for name in OF_FACTS}, "properties": given}


def add_nodes(router: APIRouter, secret: bytes) -> None:
    """Add the routes of single nodes, facts and subgraphs."""
    for name, label in LABELS.items():
        _add_kind(router, name, label)
    _add_node(router)
    for listing in related_listings(secret):
        add_listing(router, listing)
    _add_fact(router)
    _add_subgraph(router)


def _add_kind(router: APIRouter, name: str, label: str) -> None:
    kind = load_kinds().nodes[label]

    @router.get(
        f"/{name}/{{uid}}",
        tags=[name],
        operation_id=f"{label.lower()}",
        summary=f"一个{kind.zh} / One {label}",
        response_model=kind_model(label),
        response_model_exclude_unset=True,
        dependencies=JSON_ONLY,
    )
    def one(request: Request, uid: Uid) -> Any:
        found = node_of(graph_of(request), uid, label)
        properties, base = found["properties"], request.url.path.removesuffix(f"/{name}/{uid}")
        assert isinstance(properties, dict)  # noqa: S101 - the statement's column
        own = {part: f"{base}/{name}/{uid}/{part}" for part in parts_of(label)}
        links = {"self": f"{base}/{name}/{uid}", "node": f"{base}/nodes/{uid}", **own}
        return {**properties, "labels": found["labels"], "links": links}


def _add_node(router: APIRouter) -> None:
    @router.get(
        "/nodes/{uid}",
        tags=["nodes"],
        operation_id="node",
        summary="一个节点、其关系与证据 / A node, its relationships and its evidence",
        response_model=NodeAnswer,
        openapi_extra={"x-graph-twins": True},
    )
    def node(request: Request, uid: Uid, limit: Limit = None) -> Any:
        graph = graph_of(request)
        found = whole_node(graph, uid, limit or FEW)
        if form := graph_form_of(request):
            picture = around(graph, uid, hops=1, types=None, derived=True, limit=limit or USUAL_NODES)
            return graph_twin(picture, form, uid)
        only_json(request)
        more = {part: f"{request.url.path}/{part}" for part in ("outgoing", "incoming", "evidence")}
        return {**found, "more": more}


def whole_node(graph: Graph, uid: str, most: int) -> dict[str, Any]:
    """Return a node with at most so many relationships of each direction and statements; raise NotFoundError for none."""
    found = node_of(graph, uid)
    properties, label = found["properties"], label_of(uid)
    assert isinstance(properties, dict)  # noqa: S101 - the statement's column
    parts: dict[str, list[dict[str, object]]] = {"outgoing": [], "incoming": [], "evidence": []}
    if label != "Document":
        asked = {"uid": uid, "skip": 0, "limit": most + 1}
        for name in parts:
            typed = {} if name == "evidence" else {"type": None}
            parts[name] = graph.rows(f"nodes/{name}/{label}", **asked, **typed)
    return {
        "uid": uid,
        "name": properties.pop("name", properties.get("title")),
        "labels": found["labels"],
        "properties": {k: v for k, v in properties.items() if k != "uid"},
        "outgoing": [related(row) for row in parts["outgoing"][:most]],
        "incoming": [related(row) for row in parts["incoming"][:most]],
        "evidence": parts["evidence"][:most],
        "truncated": any(len(rows) > most for rows in parts.values()),
        "limit": most,
    }


def related_listings(secret: bytes) -> Iterator[Listing]:
    """Yield the lists of the relationships that leave a node and reach it, and of its evidence."""
    doc = {"outgoing": "指出的关系 / Relationships that leave a node", "incoming": "指入的关系 / Relationships that reach a node"}  # fmt: skip
    for part, title in {**doc, "evidence": "全部证据 / Every statement about a node"}.items():
        columns = EVIDENCE if part == "evidence" else RELATIONSHIPS
        query = _node_query(part, title, columns)
        shown = tuple(columns) if part == "evidence" else ("type", "direction", "uid", "name", "labels", "properties")
        table = of_statement(query.name, shown, _chosen(part), secret)
        yield Listing(
            f"/nodes/{{uid}}/{part}", f"node_{part}", query, _Related(table, part), "nodes", in_path="uid", exists=_known
        )  # fmt: skip


def _known(graph: Graph, given: Mapping[str, object]) -> None:
    node_of(graph, str(given["uid"]))


def _chosen(part: str) -> Any:
    def text(given: Mapping[str, object]) -> str:
        label = label_of(str(given["uid"]))
        return statement(f"nodes/{part}/{'Agency' if label == 'Document' else label}")

    return text


class _Related:
    """A table of relationships, with what every fact names in columns of its own."""

    def __init__(self, table: Any, part: str) -> None:
        self.table, self.part = table, part

    def page(self, graph: Graph, given: Mapping[str, object], *, limit: int, cursor: str | None) -> Any:
        """Return a page of the table below."""
        found = self.table.page(graph, given, limit=limit, cursor=cursor)
        return found if self.part == "evidence" else type(found)([related(row) for row in found.rows], found.cursor)


def _node_query(part: str, title: str, columns: Mapping[str, str]) -> NamedQuery:
    from envgov.graph.queries import Param

    zh, en = title.split(" / ")
    uid = Param("uid", "str", "uid", required=True)
    typed = (Param("type", "str", "关系类型 / type of relationship", one_of=TYPES),) if part != "evidence" else ()
    return NamedQuery(f"nodes.{part}", zh, en, (uid, *typed), columns, "", f"nodes/{part}")


def _add_fact(router: APIRouter) -> None:
    @router.get(
        "/facts/{fact}",
        tags=["facts"],
        operation_id="fact",
        summary="一个事实 / One fact: a relationship, or a property of a node",
        response_model=FactAnswer,
        dependencies=JSON_ONLY,
    )
    def fact(request: Request, fact: Annotated[Text, Path(description="事实键 / key of the fact", examples=["fact-00000000000000000000"])]) -> Any:  # fmt: skip
        graph = graph_of(request)
        link = {"fact": fact, "statements": f"{request.url.path}/statements"}
        found = graph.rows("api/fact", fact=fact) or graph.rows("api/reference_fact", fact=fact)
        if found:
            return {**related(found[0]), **link}
        stated = graph.rows("api/stated", fact=fact)
        if not stated:
            raise NotFoundError(f"there is no fact {fact!r}")
        row = stated[0]
        return {"type": row["predicate"], "source_uid": row["subject"], "value": row["value"], "properties": {}, **link}


def _add_subgraph(router: APIRouter) -> None:
    @router.get(
        "/subgraph",
        tags=["nodes"],
        operation_id="subgraph",
        summary="子图：围绕一点、两点之间或一个查询的结果 / A subgraph: around a node, between two, or of a query",
        response_model=Subgraph,
        openapi_extra={"x-graph-twins": True},
    )
    def subgraph(
        request: Request,
        around_: Annotated[Text | None, Query(alias="around", description="中心的 uid / uid of the centre")] = None,
        hops: Annotated[int, Query(ge=1, le=3, description="步数 / steps from the centre")] = 1,
        from_: Annotated[Text | None, Query(alias="from", description="起点 uid / from")] = None,
        to: Annotated[Text | None, Query(description="终点 uid / to")] = None,
        query: Annotated[Text | None, Query(description="命名查询 / name of a query")] = None,
        params: Annotated[
            str | None, Query(max_length=2000, description="查询参数 JSON / its parameters as JSON")
        ] = None,
        type: Types = None,
        derived: Annotated[bool, Query(description="含推导的关系 / with derived relationships")] = False,
        limit: Many = 200,
    ) -> Any:
        graph, form = graph_of(request), graph_form_of(request)
        if form is None:
            only_json(request)
        if sum(each is not None for each in (around_, query, from_ or to)) != 1:
            raise ApiError("bad_parameter", "give one of: around; from and to; query")
        if around_:
            node_of(graph, around_)
            drawn = around(graph, around_, hops=hops, types=type, derived=derived, limit=limit)
        elif query:
            found = answer(graph.reader, named(query), _object(params), limit=limit, timeout=graph.seconds)
            drawn = of_uids(graph, found, limit=limit)
        elif from_ and to:
            drawn = between(graph, from_, to, limit=limit)
        else:
            raise ApiError("bad_parameter", "a subgraph between two things needs both: from and to")
        return graph_twin(drawn, form, "subgraph") if form else drawn


def _object(text: str | None) -> dict[str, object]:
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise ApiError("bad_parameter", 'params is no JSON object, such as {"training": "培训班"}') from error
    if not isinstance(given, dict):
        raise ApiError("bad_parameter", 'params is no JSON object, such as {"training": "培训班"}')
    return given

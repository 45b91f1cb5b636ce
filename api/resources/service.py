"""The service itself: what it can be asked, what it holds, whether it is alive and ready, what it has counted."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import Any

from envgov.graph.kinds import NodeKind, RelationshipKind, load_kinds
from envgov.graph.queries import NamedQuery, load_queries
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from .routes import answers, graph_of, only_json

TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
JSON_ONLY = [Depends(only_json)]


class Health(BaseModel):
    """The process is alive."""

    status: str
    version: str


class Ready(BaseModel):
    """The service can answer: it is not stopping and the store answers."""

    ready: bool
    store: str = Field(description="图库的状态 / state of the store")
    engine: str | None = None


class Version(BaseModel):
    """Versions of the service, the engine and the graph, and how much the graph holds."""

    version: str
    api: str
    engine: str
    graph_version: str
    counts: dict[str, int]


class ParameterOf(BaseModel):
    """A parameter of a named query."""

    name: str
    type: str
    required: bool
    default: str | int | float | bool | None = None
    example: str | None = None
    one_of: list[str]
    doc: str


class QueryOf(BaseModel):
    """A named query: what it asks, with which parameters, and its statement."""

    name: str
    zh: str
    en: str
    parameters: list[ParameterOf]
    returns: dict[str, str]
    path: str
    cypher: str


class PropertyOf(BaseModel):
    """A property of a label or a relationship."""

    name: str
    type: str
    required: bool
    one_of: list[str]
    zh: str
    en: str


class LabelOf(BaseModel):
    """A label of the graph."""

    label: str
    sub_labels: list[str]
    zh: str
    en: str
    count: int
    properties: list[PropertyOf]


class TypeOf(BaseModel):
    """A type of relationship of the graph."""

    type: str
    sources: list[str]
    targets: list[str]
    zh: str
    en: str
    count: int
    properties: list[PropertyOf]


class SchemaAnswer(BaseModel):
    """The labels and relationships of the graph with their counts."""

    nodes: list[LabelOf]
    relationships: list[TypeOf]


def add_service(service: APIRouter, router: APIRouter) -> None:
    """Add the routes about the service: those of `service` need no key."""

    @service.get(
        "/health",
        tags=["service"],
        operation_id="health",
        summary="进程存活 / The process is alive",
        dependencies=JSON_ONLY,
    )
    async def health() -> Health:
        return Health(status="ok", version=installed("envgov"))

    @service.get(
        "/ready",
        tags=["service"],
        operation_id="ready",
        summary="可以服务 / The service can answer",
        responses={503: {"model": Ready}},
        dependencies=JSON_ONLY,
    )
    def ready(request: Request, response: Response) -> Ready:
        found = readiness(request)
        response.status_code = 200 if found.ready else 503
        return found

    _add_metrics(router)
    _add_version(router)
    _add_queries(router)
    _add_schema(router)


def _add_version(router: APIRouter) -> None:
    @router.get(
        "/version",
        tags=["service"],
        operation_id="version",
        summary="版本与计数 / Versions and counts",
        dependencies=JSON_ONLY,
    )
    def version(request: Request) -> Version:
        graph = graph_of(request)
        return Version(
            version=installed("envgov"),
            api="v1",
            engine=graph.reader.version(),
            graph_version=graph.version(),
            counts=graph.reader.counts(),
        )


def _add_metrics(router: APIRouter) -> None:
    @router.get(
        "/metrics",
        tags=["service"],
        operation_id="metrics",
        summary="Prometheus 指标 / Metrics for Prometheus",
        response_class=Response,
        responses=TEXT,
    )
    async def metrics(request: Request) -> Response:
        text = request.app.state.metrics.text()
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


def readiness(request: Request) -> Ready:
    """Return whether the service can answer."""
    if getattr(request.app.state, "stopping", False):
        return Ready(ready=False, store="stopping")
    graph = graph_of(request)
    if not answers(graph):
        return Ready(ready=False, store="the store does not answer")
    return Ready(ready=True, store="ok", engine=graph.reader.version())


def _add_queries(router: APIRouter) -> None:
    @router.get(
        "/queries",
        tags=["queries"],
        operation_id="queries",
        summary="全部命名查询 / All named queries",
        dependencies=JSON_ONLY,
    )
    async def queries(request: Request) -> list[QueryOf]:
        return [described(query, request.url.path) for query in load_queries().values()]


def described(query: NamedQuery, base: str) -> QueryOf:
    """Return a named query as programs read it."""
    params = [
        ParameterOf.model_validate(
            {
                "name": param.name,
                "type": param.type,
                "required": param.required,
                "default": param.default,
                "example": None if param.example is None else str(param.example),
                "one_of": list(param.one_of),
                "doc": param.doc,
            }
        )
        for param in query.params
    ]
    return QueryOf(
        name=query.name,
        zh=query.zh,
        en=query.en,
        parameters=params,
        returns=dict(query.returns),
        path=f"{base}/{query.name}",
        cypher=query.text,
    )


def _add_schema(router: APIRouter) -> None:
    @router.get(
        "/schema",
        tags=["service"],
        operation_id="schema",
        summary="图模型与计数 / The model of the graph with counts",
        response_model=SchemaAnswer,
        dependencies=JSON_ONLY,
    )
    def schema(request: Request) -> Any:
        kinds, counts = load_kinds(), graph_of(request).reader.counts()
        nodes = [
            {"label": label, "sub_labels": kind.sub, **_said(kind, counts.get(label, 0))}
            for label, kind in kinds.nodes.items()
        ]
        types = [
            {"type": name, "sources": kind.sources, "targets": kind.targets, **_said(kind, counts.get(name, 0))}
            for name, kind in kinds.relationships.items()
        ]
        return {"nodes": nodes, "relationships": types}


def _said(kind: NodeKind | RelationshipKind, count: int) -> dict[str, object]:
    return {"zh": kind.zh, "en": kind.en, "count": count, "properties": _properties(kind.properties)}


def _properties(declared: Any) -> list[dict[str, object]]:
    return [
        {
            "name": each.name,
            "type": each.type,
            "required": each.required,
            "one_of": each.one_of,
            "zh": each.zh,
            "en": each.en,
        }
        for each in declared.values()
    ]

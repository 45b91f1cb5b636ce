"""The HTTP service: the named queries, documents and nodes with their evidence; it only reads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from importlib.metadata import version as installed
from typing import Annotated, Any

from envgov.graph.asking import answer
from envgov.graph.queries import NamedQuery, load_queries
from envgov.graph.statements import statement
from envgov.graph.store import Store, open_store
from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from .browser_kit import router as browser_kit
from .problems import NotFoundError, add_problems
from .showing import BOM, as_csv
from .start_page import start_page

HOSTS = ["127.0.0.1", "localhost", "testserver", "::1"]
MOST_ROWS, USUAL_ROWS = 1000, 100
QUERY_SECONDS = 10.0
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
}
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="最多行数 / Most rows")]
Skip = Annotated[int, Query(ge=0, description="跳过行数 / Rows to skip")]
Format = Annotated[str, Query(pattern="^(json|csv)$", description="json 或 / or csv")]


def create_app(location: str, *, hosts: list[str] | None = None) -> FastAPI:
    """Return the service of the store at a location; the store is opened when the service starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(location) as store:
            app.state.store = store
            yield

    app = FastAPI(
        title="envgov",
        version=installed("envgov"),
        description="生态环境治理主体与任务知识图谱 / A knowledge graph of environmental governance actors and tasks.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    add_problems(app)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts or HOSTS)
    app.middleware("http")(_with_headers)
    _add_pages(app)
    _add_graph(app)
    app.include_router(browser_kit)
    for query in load_queries().values():
        app.add_api_route(
            f"/queries/{query.name}",
            _asker(query),
            methods=["GET"],
            tags=["queries"],
            summary=f"{query.zh} {query.en}",
            operation_id=query.name.replace(".", "_"),
            openapi_extra={"parameters": _parameters(query)},
        )
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Any]) -> Response:
    """Add the headers that keep a page harmless, and answer 304 where nothing has changed."""
    response: Response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.method != "GET" or response.status_code != 200:
        return response
    body = b"".join([chunk async for chunk in response.body_iterator])  # type: ignore[attr-defined]
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {k: v for k, v in response.headers.items() if k.lower() != "content-length"} | {"ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers)


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _add_pages(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    @app.get("/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(start_page(load_queries().values()))

    @app.get("/health", tags=["service"], summary="服务与图库的状态 / State of service and store")
    def health(request: Request) -> dict[str, object]:
        store = _store(request)
        return {"status": "ok", "version": installed("envgov"), "engine": store.version(), "counts": store.counts()}

    @app.get("/queries", tags=["queries"], summary="全部命名查询 / All named queries")
    def queries() -> list[dict[str, object]]:
        return [_described(query) for query in load_queries().values()]


def _add_graph(app: FastAPI) -> None:
    @app.get("/documents", tags=["documents"], summary="已载入的文档 / Loaded documents")
    def documents(request: Request) -> list[dict[str, object]]:
        rows = _store(request).documents()
        return [{name: getattr(row, name) for name in row.__dataclass_fields__} for row in rows]

    @app.get("/documents/{uid}", tags=["documents"], summary="一篇文档及其异常 / A document and its anomalies")
    def document(request: Request, uid: str) -> dict[str, object]:
        rows = _rows(_store(request), "api/document", uid=uid)
        if not rows:
            raise NotFoundError(f"there is no document {uid!r}; /documents lists them")
        anomalies = _rows(_store(request), "api/anomalies", uid=uid)
        properties = rows[0]["properties"]
        assert isinstance(properties, dict)  # noqa: S101 - the statement's column
        return {**properties, "statements": rows[0]["statements"], "anomalies": anomalies}

    @app.get(
        "/nodes/{uid}", tags=["nodes"], summary="一个节点、其关系与证据 / A node, its relationships and its evidence"
    )
    def node(request: Request, uid: str, limit: Limit = USUAL_ROWS, skip: Skip = 0) -> dict[str, object]:
        store = _store(request)
        found = _rows(store, "api/node", uid=uid)
        if not found:
            raise NotFoundError(f"there is no node {uid!r}")
        page = {"uid": uid, "skip": skip, "limit": limit}
        return {
            **found[0],
            "outgoing": _rows(store, "api/outgoing", **page),
            "incoming": _rows(store, "api/incoming", **page),
            "evidence": _rows(store, "api/evidence", **page),
        }


def _rows(store: Store, name: str, **params: object) -> list[dict[str, object]]:
    found = store.run(statement(name), params, timeout=QUERY_SECONDS)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _asker(query: NamedQuery) -> Callable[..., Response]:
    def ask(request: Request, limit: Limit = MOST_ROWS, format: Format = "json") -> Response:
        declared = {param.name for param in query.params}
        given = {k: v for k, v in request.query_params.items() if k in declared or k not in ("limit", "format")}
        found = answer(_store(request), query, given, limit=limit, timeout=QUERY_SECONDS)
        if format == "csv":
            return PlainTextResponse(BOM + as_csv(found), media_type="text/csv; charset=utf-8")
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        return JSONResponse({"query": query.name, "columns": found.columns, "rows": rows, "truncated": found.truncated})

    return ask


def _parameters(query: NamedQuery) -> list[dict[str, object]]:
    types = {"str": "string", "day": "string", "int": "integer", "float": "number", "bool": "boolean"}
    return [
        {
            "name": param.name,
            "in": "query",
            "required": param.required,
            "description": param.doc,
            "schema": {"type": types[param.type]} | ({"default": param.default} if param.default is not None else {}),
        }
        for param in query.params
    ]


def _described(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "zh": query.zh,
        "en": query.en,
        "parameters": _parameters(query),
        "returns": dict(query.returns),
        "path": f"/queries/{query.name}",
    }

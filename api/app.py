"""The HTTP service: gates that every request passes, and the resources of the REST API under /v1."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from envgov.graph.errors import EnvGovError, StoreError
from envgov.graph.folder import is_store
from envgov.graph.suppression import Suppressions
from envgov.loaders.sources import NOTHING_TOLD, read_sources
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi import params as kinds
from fastapi.dependencies.utils import get_flat_params
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from .access import open_graph
from .charts.site_map import load_base_map
from .gates.bodies import Bodies
from .gates.callers import Callers, Rates, requires
from .gates.conditional import Conditional
from .gates.context import Context
from .gates.forms import Forms
from .gates.hosts import Hosts
from .gates.keys import Key, Keys
from .gates.limits import AtOnce
from .gates.metrics import Metrics
from .gates.oidc import Issuer
from .loading.extraction import Extractor
from .loading.jobs import Jobs
from .mcp.server import mcp_server, mounted
from .problems import add_problems
from .resources.briefs import add_briefs
from .resources.browser_kit import router as browser_kit
from .resources.cypher import add_cypher
from .resources.description import DESCRIPTION, TAGS, describe
from .resources.jobs import add_loading
from .resources.listings import add_lists
from .resources.nodes import add_nodes
from .resources.routes import unknown_parameters
from .resources.search import add_asking, add_search
from .resources.service import add_service
from .resources.versions import add_versions
from .settings import Settings, load_settings, state_folder
from .web.pages import add_pages
from .web.rendering import error_page, wants_page

SMALLEST_ZIPPED = 1000  # bytes
BEYOND_SECONDS = 5.0  # beyond two slow queries: then there is an answer, whatever the store does
SECRET = "cursors.key"  # noqa: S105 - the name of a file


def create_app(location: str, *, settings: Settings | None = None, hosts: list[str] | None = None) -> FastAPI:
    """Return the service of the store at a location; the store is opened when the service starts."""
    chosen = settings or load_settings()
    if hosts is not None:
        chosen = replace(chosen, hosts=tuple(hosts))
    folder = state_folder(chosen, location)
    app = FastAPI(
        title="envgov",
        version=installed("envgov"),
        summary="生态环境治理主体与任务知识图谱",
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        contact={"name": "envgov", "url": "https://example.org/envgov"},
        openapi_tags=TAGS,
        lifespan=_lifespan(location, chosen),
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(_known_parameters)],
    )
    _add_state(app, location, chosen, folder)
    add_problems(app, page=lambda *problem: error_page(*problem) if wants_page(problem[0]) else None)
    secret = _secret(folder, kept=bool(chosen.state) or "://" in location or is_store(Path(location)))
    app.include_router(_router(secret))
    app.include_router(browser_kit)
    add_pages(app, secret)
    if chosen.mcp:
        app.state.mcp = mcp_server(lambda: app.state.graph)
        app.mount("/mcp", mounted(app.state.mcp))
    describe(app)
    _add_gates(app, chosen)
    return app


def _add_state(app: FastAPI, location: str, chosen: Settings, folder: Path) -> None:
    """Put onto an application what its routes share."""
    app.state.settings, app.state.metrics, app.state.rates = chosen, Metrics(), Rates()
    app.state.keys, app.state.folder, app.state.stopping = Keys(folder), folder, False
    app.state.failure = None
    app.state.suppressed = Suppressions.of(location, folder)
    app.state.jobs = Jobs(
        folder / "jobs",
        [
            Extractor(seconds=chosen.document_seconds, memory=chosen.document_bytes_of_memory)
            for _each in range(max(1, chosen.documents_at_once))
        ],
        app.state.suppressed,
        app.state.metrics,
        keep_days=chosen.keep_uploads_days,
        max_bytes=chosen.upload_bytes,
        sources=read_sources(Path(chosen.sources)) if chosen.sources else NOTHING_TOLD,
    )
    app.state.base_map = load_base_map(chosen)


def _lifespan(location: str, settings: Settings) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with told(app, location), open_graph(location, settings, shared=True) as graph:
            app.state.graph, app.state.guarded = graph, graph.guarded(settings) if settings.cypher else None
            graph.salt = app.state.suppressed.stamp
            jobs: Jobs = app.state.jobs
            jobs.start(graph.writer, graph.changed)
            async with app.state.mcp.session_manager.run() if settings.mcp else nullcontext():
                yield
            app.state.stopping = True
            await run_in_threadpool(jobs.stop, settings.grace_seconds)
            if app.state.guarded is not None:
                await app.state.guarded.close()

    return lifespan


def _router(secret: bytes) -> APIRouter:
    outer = APIRouter(prefix="/v1")
    service, reading = APIRouter(), APIRouter(dependencies=[Depends(requires("read"))])
    add_service(service, reading)
    add_lists(reading, secret)
    add_nodes(reading, secret)
    add_versions(reading)
    add_search(reading)
    add_asking(reading)
    add_briefs(reading)
    add_cypher(service)
    add_loading(service)
    outer.include_router(service)
    outer.include_router(reading)
    return outer


def _secret(folder: Path, *, kept: bool) -> bytes:
    """Return what cursors are signed with: kept beside the keys, so that a cursor outlives a restart.

    It is not `kept` where the store is not there yet: a service that cannot start leaves nothing behind.
    """
    file = folder / SECRET
    if not kept:
        return secrets.token_bytes(32)
    try:
        if not file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            _write_secret(file)
        return file.read_bytes()
    except OSError:  # a folder that nobody may write: cursors then last as long as the process
        return secrets.token_bytes(32)


def _write_secret(file: Path) -> None:
    """Make the file with its mode and put it in place at once: a second service reads all of it or makes its own."""
    temporary = file.with_suffix(f".{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secrets.token_bytes(32))
    temporary.replace(file)


@contextmanager
def told(app: FastAPI, location: str) -> Iterator[None]:
    """Keep what stopped a service from starting as one sentence, for who started it."""
    try:
        yield
    except EnvGovError as error:
        app.state.failure = error
        raise
    except OSError as error:
        app.state.failure = StoreError(f"the service of {location} failed: {error.strerror or error}")
        raise


def _known_parameters(request: Request) -> None:
    route = request.scope.get("route")
    # A page may be asked with what a form left empty or a link carries along; a program is told of its mistake.
    if route is not None and hasattr(route, "dependant") and request.url.path.startswith("/v1/"):
        declared = get_flat_params(route.dependant)
        unknown_parameters(request, {each.alias for each in declared if isinstance(each.field_info, kinds.Query)})


def _add_gates(app: FastAPI, settings: Settings) -> None:
    """Put the gates before the routes; the last one added is the first that a request meets."""
    metrics: Metrics = app.state.metrics
    issuer = Issuer(settings) if settings.oidc_issuer else None
    keys: Keys = app.state.keys

    def find(secret: str) -> Key | None:
        return keys.find(secret) or (issuer.find(secret) if issuer else None)

    app.state.find = find
    app.add_middleware(Conditional, service=app)
    app.add_middleware(Forms)
    app.add_middleware(
        AtOnce, most=settings.at_once, seconds=2 * settings.query_seconds + BEYOND_SECONDS, metrics=metrics
    )
    app.add_middleware(
        Bodies,
        most=settings.body_bytes,
        upload=settings.upload_bytes,
        seconds=settings.body_seconds,
        metrics=metrics,
    )
    app.add_middleware(Callers, settings=settings, keys=keys, rates=app.state.rates, metrics=metrics, find=find)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED)
    app.add_middleware(Hosts, allowed=list(settings.hosts))
    if settings.cors:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Link", "RateLimit", "Retry-After"],
        )
    app.add_middleware(Context, metrics=metrics, longest=settings.url_bytes)

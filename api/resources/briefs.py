"""Briefings over HTTP: slides, Word and pictures of a plan, an agency, an event or a region."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Annotated, Any, Literal
from urllib.parse import quote

from envgov.graph.errors import EnvGovError
from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi.responses import StreamingResponse

from ..brief.content import KINDS, NothingToDrawError
from ..problems import ApiError
from .listings import node_of
from .params import Uid
from .routes import graph_of

OFFICE = "application/vnd.openxmlformats-officedocument."
# What an address ends in: the form that the command line calls so, and its type.
FILES: dict[str, tuple[str, str]] = {
    "slides.pptx": ("pptx", f"{OFFICE}presentationml.presentation"),
    "report.docx": ("docx", f"{OFFICE}wordprocessingml.document"),
    "gantt.svg": ("svg", "image/svg+xml"),
    "gantt.png": ("png", "image/png"),
    "network.svg": ("network", "image/svg+xml"),
    "network.png": ("network", "image/png"),
}
AT_ONCE = 2  # briefings being made: each takes a processor for seconds
PATIENCE = 20.0  # seconds that a request waits for its turn
CHUNK = 64 * 1024
TYPES = sorted({kind for _form, kind in FILES.values()})
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "文件 / The file.",
        "content": {
            kind: {} if "svg" in kind else {"schema": {"type": "string", "format": "binary"}} for kind in TYPES
        },
    }
}
Kind = Annotated[Literal["plan", "agency", "event", "region"], InPath(description="种类 / kind of the subject")]
File = Annotated[
    Literal["slides.pptx", "report.docx", "gantt.svg", "gantt.png", "network.svg", "network.png"],
    InPath(description="形式 / what to make"),
]


def add_briefs(router: APIRouter) -> None:
    """Add the route of briefings."""
    places = BoundedSemaphore(AT_ONCE)

    @router.get(
        "/briefs/{kind}/{uid}/{file}",
        tags=["briefs"],
        operation_id="brief",
        summary="简报：幻灯片、Word、甘特图、网络图 / A briefing: slides, Word, a Gantt chart, a network",
        response_class=StreamingResponse,
        responses=ANSWER,
    )
    def brief(request: Request, kind: Kind, uid: Uid, file: File) -> StreamingResponse:
        graph = graph_of(request)
        node_of(graph, uid, KINDS[kind])
        with _place(places):
            return _made(graph, kind, uid, file)


def _made(graph: Any, kind: str, uid: str, file: str) -> StreamingResponse:
    from ..brief.making import file_name, read_briefing, write_briefing

    form, media = FILES[file]
    version = graph.version()
    briefing = read_briefing(
        graph.rows, kind, uid, made=datetime.now(UTC).astimezone().date().isoformat(), version=version
    )
    folder = TemporaryDirectory(prefix="envgov-brief-")
    path = Path(folder.name) / file
    try:
        write_briefing(briefing, form, path)
    except NothingToDrawError as error:
        folder.cleanup()
        raise ApiError("not_found", str(error)) from error
    except EnvGovError:
        folder.cleanup()
        raise
    name = Path(file_name(briefing, form)).stem + path.suffix
    headers = {
        "Content-Disposition": f"attachment; filename=\"{file}\"; filename*=UTF-8''{quote(name)}",
        "Content-Length": str(path.stat().st_size),
        "X-Graph-Version": version,
    }
    return StreamingResponse(_streamed(path, folder), media_type=media, headers=headers)


def _streamed(path: Path, folder: TemporaryDirectory[str]) -> Iterator[bytes]:
    """Yield a file in pieces and remove it with its folder."""
    with folder, path.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece


@contextmanager
def _place(places: BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(timeout=PATIENCE):
        raise ApiError("busy", "other briefings are being made; ask again", {"Retry-After": "10"})
    try:
        yield
    finally:
        places.release()

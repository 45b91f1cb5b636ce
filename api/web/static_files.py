"""The files that pages need: style, scripts, vendored libraries; each address holds a hash, so that it may be kept for long."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from ..problems import NotFoundError

FOLDER = Path(__file__).parent / "static"
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
PLAIN = "text/plain; charset=utf-8"
KEPT = "public, max-age=31536000, immutable"
VERSION = 16  # characters of the hash in an address


@dataclass(frozen=True, slots=True)
class File:
    """A file that is served."""

    body: bytes
    media: str
    version: str


@cache
def served() -> Mapping[str, File]:
    """Return every file that is served, by its name below static/."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            body = path.read_bytes()
            version = hashlib.sha256(body).hexdigest()[:VERSION]
            found[path.relative_to(FOLDER).as_posix()] = File(body, MEDIA.get(path.suffix, PLAIN), version)
    return found


def address(name: str) -> str:
    """Return the address of a file, which changes with what is in it."""
    return f"/static/{name}?v={served()[name].version}"


def add_static(router: APIRouter) -> None:
    """Add the route of the files."""

    @router.get("/static/{name:path}")
    def file(request: Request, name: str) -> Response:
        found = served().get(name)
        if found is None:
            raise NotFoundError(f"there is no file {name!r}")
        tag = f'"{found.version}"'
        kept = KEPT if request.query_params.get("v") == found.version else "no-cache"
        headers = {"ETag": tag, "Cache-Control": kept}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(found.body, media_type=found.media, headers=headers)

    @router.get("/favicon.ico")
    def icon() -> Response:
        found = served()["favicon.svg"]
        return Response(found.body, media_type=found.media, headers={"Cache-Control": "max-age=86400"})

"""Serve the kit for the Neo4j Browser: public files, which a page of another origin may fetch."""

from __future__ import annotations

from fastapi import APIRouter, Response

from ..browser_kit import guide, saved_zip, style
from ..problems import NotFoundError

router = APIRouter(prefix="/browser", include_in_schema=False)
# The Browser adds headers of its own (pragma, cache-control, sentry-trace), so that its page asks first; no data is here.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "600",
}


@router.options("/{name}")
def preflight() -> Response:
    """Answer the question that a browser asks before it fetches from another origin."""
    return Response(status_code=204, headers=CORS)


@router.get("/{name}")
def part(name: str) -> Response:
    """Return a file of the kit."""
    if name == "envgov.grass":
        return Response(style(), media_type="text/plain; charset=utf-8", headers=CORS)
    if name == "guide.html":
        return Response(guide(), media_type="text/html; charset=utf-8", headers=CORS)
    if name == "queries.zip":
        return Response(saved_zip(), media_type="application/zip", headers=CORS)
    raise NotFoundError(f"the kit holds no {name!r}; it has envgov.grass, guide.html and queries.zip")

"""The start page: search, what the graph holds, the questions that it answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from .rendering import render


def add_start(router: APIRouter) -> None:
    """Add the start page."""

    @router.get("/")
    def start(request: Request) -> HTMLResponse:
        return render(request, "start.html")

    @router.get("/docs")
    def docs() -> RedirectResponse:
        return RedirectResponse("/queries", status_code=307)

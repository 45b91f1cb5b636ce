"""Add the pages to the service: one function a module, in a list."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Depends, FastAPI

from ..explorer.pages import add_explorer
from ..gates.callers import requires
from .login import add_login
from .start import add_start
from .static_files import add_static

# Each adds its routes to a router whose callers may read. A module of pages joins by one line here.
PAGES: tuple[Callable[[APIRouter], None], ...] = (
    add_start,
    add_explorer,
)  # fmt: skip


def add_pages(app: FastAPI) -> None:
    """Add every page, the files they need, and the way in for a browser with a key."""
    public, reading = APIRouter(include_in_schema=False), APIRouter(include_in_schema=False, dependencies=[Depends(requires("read"))])  # fmt: skip
    add_static(public)
    add_login(public)
    for add in PAGES:
        add(reading)
    app.state.pages = frozenset(getattr(route, "path", "") for route in reading.routes)
    app.include_router(public)
    app.include_router(reading)

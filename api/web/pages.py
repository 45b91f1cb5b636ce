"""Add the pages to the service: one function a module, in a list."""

from __future__ import annotations

from collections.abc import Callable

from envgov.graph.queries import load_queries
from fastapi import APIRouter, Depends, FastAPI

from ..explorer.pages import add_explorer
from ..gates.callers import requires
from ..resources.listings import listings, query_listing
from ..resources.nodes import related_listings
from .documents import add_documents
from .evidence import add_among, add_evidence
from .lists import add_lists
from .login import add_login
from .plans import add_plans
from .quality import add_quality
from .questions import add_questions
from .regions_map import add_map
from .start import add_start
from .static_files import add_static
from .things import add_things
from .upload import add_upload
from .versions import add_versions

# Each adds its routes to a router whose callers may read; the first route that fits an address answers. A module of pages
# joins by one line here.
PAGES: tuple[Callable[[APIRouter], None], ...] = (
    add_start,
    add_explorer,
    add_questions,
    add_quality,
    add_upload,
    add_evidence,
    add_plans,
    add_map,
    add_among,
    add_lists,
    add_versions,
    add_documents,
    add_things,
)


def add_pages(app: FastAPI, secret: bytes) -> None:
    """Add every page, the files they need, and the way in for a browser with a key; `secret` signs cursors."""
    public = APIRouter(include_in_schema=False)
    reading = APIRouter(include_in_schema=False, dependencies=[Depends(requires("read"))])
    add_static(public)
    add_login(public)
    for add in PAGES:
        add(reading)
    app.state.pages = frozenset(getattr(route, "path", "") for route in reading.routes)
    lists = (
        *listings(secret),
        *related_listings(secret),
        *(query_listing(each, secret) for each in load_queries().values()),
    )
    app.state.listings = {each.name: each for each in lists}
    app.include_router(public)
    app.include_router(reading)

"""Read-only Cypher: off unless switched on, guarded, ended when the caller leaves."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from envgov.graph.answers import Answer
from envgov.graph.errors import SlowQueryError
from envgov.graph.guarded import Guarded
from envgov.graph.queries import load_queries
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from ..gates.callers import Caller, requires
from ..problems import ApiError
from .models import Meta
from .params import LARGEST, MOST_ROWS, USUAL_ROWS
from .routes import answers, graph_of, only_json, settings_of

MOST_LISTED = 10_000  # items of a parameter that is a list
LOOKS_EVERY = 0.2  # seconds between two looks whether the caller is still there
Scalar = (
    Annotated[str, StringConstraints(max_length=10_000)]
    | Annotated[int, Field(strict=True, ge=-(2**63), le=2**63 - 1)]
    | Annotated[float, Field(strict=True, allow_inf_nan=False)]
    | Annotated[bool, Field(strict=True)]
    | None
)
EXAMPLE: dict[str, JsonValue] = {"query": load_queries()["events.unknown_year"].text, "params": {}}


class Statement(BaseModel):
    """A statement with its parameters."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    query: str = Field(
        min_length=1, max_length=LARGEST, description="只读 Cypher / Cypher that reads; docs/security.md"
    )
    params: dict[str, Scalar | Annotated[list[Scalar], Field(max_length=MOST_LISTED)]] = Field(
        default_factory=dict, max_length=50
    )
    limit: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, strict=True, description="最多行数 / most rows")


class CypherAnswer(BaseModel):
    """The rows of a statement; nodes come as maps of their labels and properties."""

    columns: list[str]
    data: list[dict[str, Any]]
    meta: Meta


def add_cypher(router: APIRouter) -> None:
    """Add the route of read-only Cypher."""

    @router.post(
        "/cypher",
        tags=["cypher"],
        operation_id="cypher",
        summary="只读 Cypher / Read-only Cypher",
        response_model=CypherAnswer,
        dependencies=[Depends(only_json)],
    )
    async def cypher(request: Request, body: Statement, caller: Annotated[Caller, Depends(requires("cypher"))]) -> Any:
        settings, guarded = settings_of(request), guarded_of(request)
        passed, _left, _policy, wait = request.app.state.rates.take(settings.cypher_a_minute, "cypher", caller.id)
        if not passed:
            raise ApiError(
                "rate_limited",
                f"more than {settings.cypher_a_minute} statements in a minute",
                {"Retry-After": str(wait)},
            )
        if guarded.is_full:
            raise ApiError("busy", "other statements are running; try again in a second", {"Retry-After": "1"})
        found = await while_there(request, guarded, body)
        version = await asyncio.to_thread(graph_of(request).version)
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        meta = {"count": len(rows), "limit": body.limit, "truncated": found.truncated, "graph_version": version}
        return {"columns": found.columns, "data": rows, "meta": meta}


def guarded_of(request: Request) -> Guarded:
    """Return the way in for statements that somebody typed; raise ApiError where it is switched off."""
    guarded: Guarded | None = request.app.state.guarded
    if guarded is None:
        raise ApiError("forbidden", "POST /v1/cypher is switched off; ENVGOV_CYPHER=true switches it on")
    return guarded


async def while_there(request: Request, guarded: Guarded, body: Statement) -> Answer:
    """Run a statement as long as its caller waits for it."""
    running = asyncio.create_task(guarded.run(body.query, body.params, limit=body.limit))
    try:
        while True:
            done, _pending = await asyncio.wait({running}, timeout=LOOKS_EVERY)
            if done:
                return running.result()
            if await request.is_disconnected():
                raise ApiError("bad_request", "the caller left")
    except SlowQueryError as error:
        if not await asyncio.to_thread(answers, graph_of(request)):
            raise ApiError("store_slow", "the store gives no answer; try again later", {"Retry-After": "5"}) from error
        # The caller wrote it: no fault of the service, and no use in asking again.
        raise ApiError("query_timeout", str(error)) from error
    finally:
        running.cancel()

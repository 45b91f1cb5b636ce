"""Errors as application/problem+json (RFC 9457): what went wrong and what to do, never a trace."""

from __future__ import annotations

from http import HTTPStatus

from envgov.graph.errors import EnvGovError, QueryError, StoreError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from .showing import harmless

MEDIA_TYPE = "application/problem+json"


class NotFoundError(EnvGovError):
    """Something that an address names and the graph does not hold."""


def problem(status: int, code: str, detail: str, *, instance: str = "") -> JSONResponse:
    """Return a problem document; `code` is stable for programs, `detail` is for people."""
    body = {
        "type": f"urn:envgov:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": harmless(detail),
        "instance": instance,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Answer every error of an application with a problem document."""

    @app.exception_handler(NotFoundError)
    async def _not_found(request: Request, error: NotFoundError) -> JSONResponse:
        return problem(404, "not_found", str(error), instance=request.url.path)

    @app.exception_handler(QueryError)
    async def _bad_query(request: Request, error: QueryError) -> JSONResponse:
        return problem(422, "bad_parameter", str(error), instance=request.url.path)

    @app.exception_handler(StoreError)
    async def _store_down(request: Request, error: StoreError) -> JSONResponse:
        return problem(503, "store_down", str(error), instance=request.url.path)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, "bad_parameter", f"{where}: {first['msg']}", instance=request.url.path)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        code = {404: "not_found", 405: "method"}.get(error.status_code, "http")
        return problem(error.status_code, code, str(error.detail), instance=request.url.path)

    @app.exception_handler(Exception)
    async def _internal(request: Request, error: Exception) -> JSONResponse:
        return problem(500, "internal", "the service failed; its log has the reason", instance=request.url.path)

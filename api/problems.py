"""Errors as application/problem+json (RFC 9457): what went wrong and what to do, never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from envgov.graph.errors import (
    EnvGovError,
    LargeQueryError,
    QueryError,
    RefusedError,
    SlowQueryError,
    StoreError,
)
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from .showing import harmless

MEDIA_TYPE = "application/problem+json"
# The codes for programs, with their status and what they mean; docs/api.md explains each.
CODES: Mapping[str, tuple[int, str]] = {
    "bad_request": (400, "请求无法解析 / The request is not well-formed HTTP or JSON."),
    "unauthorised": (401, "缺少有效的密钥 / A valid key is needed: Authorization: Bearer gk_…"),
    "forbidden": (403, "密钥无此权限，或功能未开启 / The key lacks the scope, or the feature is off."),
    "cypher_refused": (403, "语句未通过只读检查 / The guard refuses the statement and names the word."),
    "not_found": (404, "没有该资源 / There is nothing at this address."),
    "bad_cursor": (404, "游标不是本服务对此查询发出的 / The cursor was not issued here for these parameters."),
    "method": (405, "该地址不支持此方法 / The address does not take this method; see Allow."),
    "not_acceptable": (406, "没有所要的格式 / There is no such format of this resource."),
    "slow_body": (408, "请求体未在时限内到达 / The body did not arrive in time."),
    "stale_cursor": (409, "翻页期间图谱已变化，请从第一页重来 / The graph changed between pages; start again."),
    "suppressed": (409, "该人员或事实已按要求屏蔽 / The person or fact is suppressed."),
    "too_large": (413, "请求体过大 / The body is larger than allowed."),
    "uri_too_long": (414, "地址过长 / The address is longer than allowed."),
    "unsupported_type": (415, "不支持的内容类型 / The content type is not read."),
    "bad_parameter": (422, "参数有误 / A parameter is unknown, missing or of another type."),
    "too_much_memory": (422, "查询所需内存过大 / The query needs more memory than one may take."),
    "query_timeout": (422, "语句所需时间过长 / The statement needs more time than one may take."),
    "rate_limited": (429, "请求过于频繁 / Too many requests; wait for Retry-After seconds."),
    "tool_missing": (503, "服务器缺少所需的程序或字体 / The machine lacks a program or a font that this needs."),
    "internal": (500, "服务出错 / The service failed; its log has the reason."),
    "busy": (503, "同时处理的请求已满 / Too many requests at once; wait for Retry-After seconds."),
    "store_down": (503, "图库没有回答 / The store does not answer."),
    "store_slow": (
        503,
        "图库未在时限内答复 / The store did not answer within the time limit; ask for less, or try later.",
    ),
}
log = logging.getLogger("envgov.api")


class ApiError(EnvGovError):
    """An error with a code of CODES."""

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.headers = dict(headers or {})


class NotFoundError(ApiError):
    """Something that an address names and the graph does not hold."""

    def __init__(self, detail: str) -> None:
        super().__init__("not_found", detail)


def body_of(code: str, detail: str, *, instance: str = "", request_id: str = "") -> dict[str, object]:
    """Return a problem document; `code` is stable for programs, `detail` is for people."""
    status = CODES[code][0]
    return {
        "type": f"urn:envgov:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": harmless(detail),
        "instance": harmless(instance),
        "request_id": request_id,
    }


def problem(code: str, detail: str, request: Request, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the answer to a request that failed."""
    request_id = getattr(request.state, "request_id", "")
    body = body_of(code, detail, instance=request.url.path, request_id=request_id)
    # No secret is in a problem, and a lone surrogate of the address must not break the answer.
    text = json.dumps(body, ensure_ascii=True)
    answer = JSONResponse(None, status_code=CODES[code][0], headers=dict(headers or {}), media_type=MEDIA_TYPE)
    answer.body = text.encode("ascii")
    answer.headers["content-length"] = str(len(answer.body))
    return answer


def code_of(error: EnvGovError) -> str:
    """Return the code that tells programs what an error of ours means."""
    if isinstance(error, ApiError):
        return error.code
    for kind, code in (
        (RefusedError, "cypher_refused"),
        (SlowQueryError, "store_slow"),
        (LargeQueryError, "too_much_memory"),
        (QueryError, "bad_parameter"),
        (StoreError, "store_down"),
    ):
        if isinstance(error, kind):
            return code
    return "bad_parameter"


def _http_code(status: int) -> str:
    found = {
        400: "bad_request",
        401: "unauthorised",
        403: "forbidden",
        404: "not_found",
        405: "method",
        413: "too_large",
    }
    return found.get(status, "internal" if status >= 500 else "bad_request")


Shown = Callable[[Request, str, str, Mapping[str, str]], Response | None]


def no_page(_request: Request, _code: str, _detail: str, _headers: Mapping[str, str]) -> None:
    """Show no problem as a page."""


def add_problems(app: FastAPI, page: Shown = no_page) -> None:
    """Answer every error of an application with a problem document, or with what `page` makes of it."""

    def told(request: Request, code: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
        return page(request, code, detail, headers or {}) or problem(code, detail, request, headers)

    def explained(request: Request, error: EnvGovError) -> Response:
        code = code_of(error)
        headers = {"Retry-After": "5"} if code in ("store_down", "store_slow") else {}
        return told(request, code, str(error), headers | getattr(error, "headers", {}))

    @app.exception_handler(EnvGovError)
    async def _ours(request: Request, error: EnvGovError) -> Response:
        return explained(request, error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return told(request, "bad_parameter", f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        details = {404: "there is nothing at this address; /openapi.json lists the addresses"}
        detail = details.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            from .resources.description import allowed_methods

            headers["Allow"] = ", ".join(allowed_methods(request.app.openapi(), request.url.path))
        return told(request, _http_code(error.status_code), detail, headers)

    @app.exception_handler(Exception)
    async def _internal(request: Request, error: Exception) -> Response:
        if isinstance(error.__cause__, EnvGovError):
            # A stream broke off. Who reads it misses the mark at its end; where nothing was sent yet, this is sent.
            log.warning("answer cut off", extra={"reason": str(error.__cause__)})
            return explained(request, error.__cause__)
        log.error("unexpected error", exc_info=error)
        return told(request, "internal", "the service failed; its log has the reason under this request_id")

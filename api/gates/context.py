"""The outermost gate: a name for every request, one line in the log, a count, and the headers that keep pages harmless."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from secrets import token_hex

import regex

from .asgi import App, Message, Receive, Scope, Send, header, refuse, state
from .metrics import Metrics

GIVEN = regex.compile(r"[A-Za-z0-9_-]{1,64}")
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
VARY = ("Accept", "Authorization", "Cookie")  # what every answer hangs on; packing adds the encoding
log = logging.getLogger("envgov.access")


class Context:
    """Give each request an id, write one line about it, count it."""

    def __init__(self, app: App, metrics: Metrics, longest: int) -> None:
        self.app, self.metrics, self.longest = app, metrics, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = header(scope, b"x-request-id") or ""
        request_id = given if GIVEN.fullmatch(given) else token_hex(8)
        state(scope)["request_id"] = request_id
        begin, status, sent = time.perf_counter(), 500, 0

        async def out(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_headers(message["headers"], state(scope), request_id)
            else:
                sent += len(message.get("body", b""))
            await send(message)

        self.metrics.in_flight.inc()
        try:
            if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self.longest:
                await refuse(scope, out, "uri_too_long", f"the address is longer than {self.longest} bytes")
            else:
                await self.app(scope, receive, out)
        except asyncio.CancelledError:  # only the end of the service ends a request: its time to finish is over
            if sent or status != 500:
                raise
            detail = "the service stops and this request took too long; ask again"
            await refuse(scope, out, "busy", detail, {"Retry-After": "5", "Connection": "close"})
        finally:
            self.metrics.in_flight.dec()
            seconds = time.perf_counter() - begin
            status = state(scope).get("left", status)
            route = getattr(scope.get("route"), "path", "") or "-"
            self.metrics.request(scope["method"], route, status, seconds)
            log.info("request", extra=_line(scope, route, status, seconds, sent))


def _line(scope: Scope, route: str, status: int, seconds: float, sent: int) -> dict[str, object]:
    # Neither the address nor its parameters: they may hold names of people. The route says what was asked.
    found = state(scope)
    return {
        "request_id": found.get("request_id"),
        "caller": found.get("caller_id"),
        "method": scope["method"],
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "bytes": sent,
    }


def _with_headers(
    headers: list[tuple[bytes, bytes]], found: Mapping[str, object], request_id: str
) -> list[tuple[bytes, bytes]]:
    present = {bytes(name).lower() for name, _value in headers}
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in present]
    given = [part.strip() for name, value in headers if name.lower() == b"vary" for part in value.decode().split(",")]
    headers = [(name, value) for name, value in headers if name.lower() != b"vary"]
    added.append((b"vary", ", ".join(dict.fromkeys([*VARY, *filter(None, given)])).encode()))
    for name in ("link", "ratelimit", "ratelimit-policy"):
        if value := found.get(name.replace("-", "_")):
            added.append((name.encode(), str(value).encode("latin-1", "replace")))
    return [*headers, *added, (b"x-request-id", request_id.encode())]

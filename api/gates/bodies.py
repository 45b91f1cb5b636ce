"""The gate that takes a body in before any work begins: from who may send it, as large as allowed, in time."""

from __future__ import annotations

import asyncio
import time
from tempfile import SpooledTemporaryFile
from typing import IO

from .asgi import App, Message, Receive, Scope, Send, header, refuse, state
from .callers import SAFE, Caller
from .metrics import Metrics

UPLOADS = ("/v1/documents", "/upload")
# What a caller must be allowed to do before a body is taken from them; the routes ask again, and say what is lacking.
SCOPES = {
    "/v1/documents": "write",
    "/upload": "write",
    "/v1/cypher": "cypher",
    "/v1/suppressions": "admin",
    "/mcp": "read",
}
KEPT = 256 * 1024  # bytes of a body that stay in memory; more go to a file
CHUNK = 64 * 1024
SLOWEST = 64 * 1024  # bytes a second that a large body must make on average, beyond the seconds that every body gets
MOST_AT_ONCE = 256  # bodies on their way
LEFT = 499  # the status in the log of a request whose caller left


class Bodies:
    """Read a whole body, then let the request in: a caller who sends slowly holds no place, and who leaves costs nothing."""

    def __init__(self, app: App, *, most: int, upload: int, seconds: float, metrics: Metrics) -> None:
        self.app, self.most, self.upload, self.seconds, self.metrics = app, most, upload, seconds, metrics
        self.under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body, or refuse it."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        most = self.upload if scope["path"] in UPLOADS else self.most
        stated = header(scope, b"content-length")
        if stated is not None and (not stated.isascii() or not stated.isdigit() or int(stated[:12]) > most):
            await self._refuse(scope, send, "too_large", f"the body is larger than {most} bytes; cut it")
        elif not _may_send(scope):
            await self.app(scope, nothing(receive), closing(send))
        elif stated in (None, "0") and header(scope, b"transfer-encoding") is None:
            await self.app(scope, receive, send)
        elif self.under_way >= MOST_AT_ONCE:
            self.metrics.refused.labels("busy").inc()
            await self._refuse(scope, send, "busy", f"{MOST_AT_ONCE} bodies are on their way; try again")
        else:
            with SpooledTemporaryFile(max_size=KEPT) as body:
                if await self._taken(scope, receive, send, body, most):
                    body.seek(0)
                    await self.app(scope, replayed(body, receive), send)

    async def _taken(self, scope: Scope, receive: Receive, send: Send, body: IO[bytes], most: int) -> bool:
        """Read the body into a file; return False where the caller left, or was refused."""
        begin, seen, more = time.monotonic(), 0, True
        self.under_way += 1
        try:
            while more:
                left = begin + self.seconds + seen / SLOWEST - time.monotonic()
                message = await asyncio.wait_for(receive(), max(left, 0.001))
                if message["type"] == "http.disconnect":
                    state(scope)["left"] = LEFT
                    return False
                chunk = message.get("body", b"")
                seen += len(chunk)
                if seen > most:
                    await self._refuse(scope, send, "too_large", f"the body is larger than {most} bytes; cut it")
                    return False
                body.write(chunk)
                more = message.get("more_body", False)
        except TimeoutError:
            self.metrics.refused.labels("slow").inc()
            detail = f"the body did not arrive within {self.seconds:g} s, and 1 s more for every {SLOWEST} bytes"
            await self._refuse(scope, send, "slow_body", detail)
            return False
        finally:
            self.under_way -= 1
        return True

    async def _refuse(self, scope: Scope, send: Send, code: str, detail: str) -> None:
        await refuse(
            scope, send, code, detail, {"Connection": "close", **({"Retry-After": "1"} if code == "busy" else {})}
        )


def _may_send(scope: Scope) -> bool:
    """Say whether the caller may do what a body is needed for at this address."""
    path, caller = scope["path"], state(scope).get("caller")
    wanted = next((each for at, each in SCOPES.items() if path == at or path.startswith(f"{at}/")), None)
    return wanted is None or (isinstance(caller, Caller) and caller.may(wanted))


def nothing(receive: Receive) -> Receive:
    """Return what gives an empty body, so that the route refuses in its own words; the caller's body stays unread."""
    given = False

    async def empty() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return empty


def replayed(body: IO[bytes], receive: Receive) -> Receive:
    """Return what gives a body that was read, in pieces, and after it what else the caller does."""
    ended = False

    async def pieces() -> Message:
        nonlocal ended
        if ended:
            return await receive()
        chunk = body.read(CHUNK)
        ended = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not ended}

    return pieces


def closing(send: Send) -> Send:
    """Return what sends an answer and closes the connection, since a body on it was not read."""

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    return out

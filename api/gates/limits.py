"""The gate that bounds how many requests are worked on at once, how long until one is answered, how slowly it is read."""

from __future__ import annotations

import asyncio
import logging

from starlette.requests import ClientDisconnect

from .asgi import App, Message, Receive, Scope, Send, refuse, state
from .metrics import Metrics

ALWAYS = ("/v1/health", "/v1/ready", "/v1/metrics")  # who looks after the service gets in when it is full
LONG = ("/v1/briefs/", "/explore")  # answers that are drawn
LONG_FORMS = (".xlsx", ".svg", ".png", ".pptx", ".docx", ".html")
LONG_SECONDS = 120.0
READ_SECONDS = 30.0  # in which a caller must take some of the answer: about 64 KiB that the connection holds back
LEFT = 499
log = logging.getLogger("envgov.api")


class AtOnce:
    """Let so many requests in at once, and send the others away at once instead of letting them wait.

    Who is let in is answered within `seconds`, if only with 503: where a store hangs, the work goes on behind it and keeps its
    place until it ends. A caller who does not take the answer loses the connection, and the place is free.
    """

    def __init__(self, app: App, most: int, seconds: float, metrics: Metrics) -> None:
        self.app, self.most, self.seconds, self.metrics, self.inside = app, most, seconds, metrics, 0
        self._working: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self.app(scope, receive, send)
            return
        if self.inside >= self.most:
            self.metrics.refused.labels("busy").inc()
            detail = f"{self.most} requests are being answered; try again in a second"
            await refuse(scope, send, "busy", detail, {"Retry-After": "1"})
            return
        answer = _Answer(send)
        self.inside += 1
        work = asyncio.create_task(self._work(scope, receive, answer))
        self._working.add(work)
        work.add_done_callback(self._ended)
        try:
            done, _pending = await asyncio.wait({work}, timeout=_seconds(scope["path"], self.seconds))
            if done or answer.begun:
                await work
                return
        except asyncio.CancelledError:  # the service stops
            work.cancel()
            raise
        answer.closed = True
        self.metrics.refused.labels("late").inc()
        detail = "there was no answer within the time limit; the store may hang: ask for less, or try later"
        await refuse(scope, send, "store_slow", detail, {"Retry-After": "5"})

    async def _work(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:  # who leaves in the middle is no fault of the service
            state(scope)["left"] = LEFT
        except Exception as error:
            if not answer.closed:
                raise
            log.warning("ended after its answer", extra={"reason": type(error).__name__})

    def _ended(self, work: asyncio.Task[None]) -> None:
        self.inside -= 1
        self._working.discard(work)


class _Answer:
    """The way back to a caller: it says whether an answer has begun, and can be closed before one has."""

    def __init__(self, send: Send) -> None:
        self.send, self.begun, self.closed = send, False, False

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer; raise ClientDisconnect where the caller does not take it."""
        if self.closed:
            raise ClientDisconnect
        self.begun = True
        try:
            async with asyncio.timeout(READ_SECONDS):
                await self.send(message)
        except TimeoutError as error:
            self.closed = True
            raise ClientDisconnect from error


def _seconds(path: str, usual: float) -> float:
    is_long = path.startswith(LONG) or path.endswith(LONG_FORMS)
    return max(usual, LONG_SECONDS) if is_long else usual

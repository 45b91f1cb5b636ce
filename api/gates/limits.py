"""The gates that bound: how many requests at once, and how many bytes of a body."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from .asgi import App, Message, Receive, Scope, Send, header, refuse
from .metrics import Metrics

ALWAYS = ("/v1/health", "/v1/ready", "/v1/metrics")  # who looks after the service gets in when it is full
UPLOADS = ("/v1/documents", "/upload")


class AtOnce:
    """Let so many requests in at once, and send the others away at once instead of letting them wait."""

    def __init__(self, app: App, most: int, metrics: Metrics) -> None:
        self.app, self.most, self.metrics, self.inside = app, most, metrics, 0

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
        self.inside += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.inside -= 1


class BodySize:
    """Refuse a body that is larger than allowed, whatever its Content-Length says."""

    def __init__(self, app: App, most: int, upload: int) -> None:
        self.app, self.most, self.upload = app, most, upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting the bytes of its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.upload if scope["path"] in UPLOADS else self.most
        detail = f"the body is larger than {most} bytes; cut it"
        stated = header(scope, b"content-length") or "0"
        if not stated.isascii() or not stated.isdigit() or int(stated[:12]) > most:
            await refuse(scope, send, "too_large", detail, {"Connection": "close"})
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(413, detail, {"Connection": "close"})
            return message

        await self.app(scope, counted, send)

"""The gate that answers 304 before anything is computed: a tag is the graph's version and the question."""

from __future__ import annotations

import hashlib
from importlib.metadata import version as installed
from typing import Any

from envgov.graph.errors import EnvGovError
from starlette.concurrency import run_in_threadpool

from .asgi import App, Message, Receive, Scope, Send, header, state

LASTING = ("/v1/",)
CHANGING = ("/v1/health", "/v1/ready", "/v1/metrics", "/v1/version", "/v1/jobs", "/v1/suppressions", "/v1/keys")


class Conditional:
    """Add an ETag to what only depends on the graph, and answer 304 where the caller has it already."""

    def __init__(self, app: App, service: Any) -> None:
        self.app, self.service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that nothing has changed."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _lasts(scope["path"]):
            await self.app(scope, receive, send)
            return
        tag = await self._tag(scope)
        if tag is None:
            await self.app(scope, receive, send)
            return
        if tag in [each.strip() for each in (header(scope, b"if-none-match") or "").split(",")]:
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag.encode())]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message["headers"] = [*message["headers"], (b"etag", tag.encode())]
            await send(message)

        await self.app(scope, receive, out)

    async def _tag(self, scope: Scope) -> str | None:
        try:
            version = await run_in_threadpool(self.service.state.graph.version)
        except EnvGovError:
            return None
        state(scope)["graph_version"] = version
        asked = f"{installed('envgov')} {version} {scope['path']} {scope.get('form')} ".encode("utf-8", "replace")
        return f'W/"{hashlib.sha256(asked + scope["query_string"]).hexdigest()[:24]}"'


def _lasts(path: str) -> bool:
    return path.startswith(LASTING) and not path.startswith(CHANGING)

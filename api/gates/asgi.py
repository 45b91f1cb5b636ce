"""What the gates share: the types of ASGI, reading headers, and answering with a problem."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from ..problems import CODES, MEDIA_TYPE, body_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: bytes) -> str | None:
    """Return the first header of this name, or None."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return None


def state(scope: Scope) -> MutableMapping[str, Any]:
    """Return what the gates and the routes tell each other about a request."""
    found: MutableMapping[str, Any] = scope.setdefault("state", {})
    return found


async def refuse(scope: Scope, send: Send, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
    """Answer with a problem instead of going on."""
    body = json.dumps(body_of(code, detail, instance=scope["path"], request_id=state(scope).get("request_id", "")))
    sent = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    sent += [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in (headers or {}).items()]
    await send({"type": "http.response.start", "status": CODES[code][0], "headers": sent})
    await send({"type": "http.response.body", "body": body.encode("ascii")})

"""The gate that answers only to the names of this service, so that no foreign name leads a browser to it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.trustedhost import TrustedHostMiddleware

from .asgi import App, Message, Receive, Scope, Send, header, refuse, state


class Hosts:
    """Compare the Host with the allowed ones, and answer a wrong one with a problem."""

    def __init__(self, app: App, allowed: Sequence[str]) -> None:
        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            state(scope)["host_known"] = True
            await app(scope, receive, send)

        self.compare = TrustedHostMiddleware(known, allowed_hosts=allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refused = False

        async def out(message: Message) -> None:
            nonlocal refused
            known = scope["type"] != "http" or state(scope).get("host_known")
            refused = refused or (not known and message.get("status") == 400)
            if not refused:
                await send(message)

        await self.compare(scope, receive, out)
        if refused:
            given = (header(scope, b"host") or "")[:100]
            detail = f"this service does not go by the name {given!r}; ENVGOV_HOSTS lists its names"
            await refuse(scope, send, "bad_request", detail)

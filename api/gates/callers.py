"""The gate that knows who calls: a key, a token or nobody; what they may do, and how often."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from envgov.graph.errors import EnvGovError
from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ..problems import ApiError
from ..settings import Settings
from .asgi import App, Receive, Scope, Send, header, refuse, state
from .keys import LONGEST, Key, Keys
from .limits import ALWAYS
from .metrics import Metrics

COOKIE = "envgov_key"  # of a browser that signed in at /login
LONGEST_COOKIE = 3500  # characters: a browser keeps no cookie beyond 4096 bytes
LOOKING = 8  # threads that read the file of keys
SAFE = frozenset({"GET", "HEAD"})
WHERE = {"WWW-Authenticate": 'Bearer realm="envgov"'}
NOBODY = "give a key: Authorization: Bearer gk_…; `envgov keys new` makes one"
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: `key` is None for somebody without one, `open` says that they may read all the same."""

    id: str
    key: Key | None
    open: bool

    def may(self, scope: str) -> bool:
        """Say whether the caller may do this."""
        if self.key is not None:
            return self.key.allows(scope)
        return self.open and scope in ("read", "cypher")


class Rates:
    """How often each caller has come in the last minute; in this process only."""

    def __init__(self) -> None:
        self.window = MovingWindowRateLimiter(MemoryStorage())

    def take(self, a_minute: int, kind: str, caller: str) -> tuple[bool, str, str, int]:
        """Count one request; return whether it may pass, the two RateLimit headers and the seconds to wait.

        With `a_minute` 0 there is no limit, and nothing to say of it.
        """
        if not a_minute:
            return True, "", "", 0
        item: RateLimitItem = RateLimitItemPerMinute(a_minute)
        passed = self.window.hit(item, kind, caller)
        stats = self.window.get_window_stats(item, kind, caller)
        import time

        wait = max(1, round(stats.reset_time - time.time()))
        return passed, f'"{kind}";r={stats.remaining};t={wait}', f'"{kind}";q={a_minute};w=60', wait


class Callers:
    """Find out who calls, refuse a wrong key, count the requests of each caller."""

    def __init__(
        self,
        app: App,
        settings: Settings,
        keys: Keys,
        rates: Rates,
        metrics: Metrics,
        find: Callable[[str], Key | None],
    ) -> None:
        self.app, self.settings, self.keys, self.rates, self.metrics, self.find = (
            app,
            settings,
            keys,
            rates,
            metrics,
            find,
        )
        self.threads: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        address = self._address(scope)
        try:
            secret = secret_of(scope)
            key = await self._looked_up(self.find, secret) if secret else None
            if secret is None and (kept := cookie_of(scope)):
                # A cookie that has ended is nobody's: its browser must still reach the page where one signs in.
                key = await self._looked_up(self.find, kept)
            opened = self.settings.open or (is_loopback(address) and not await self._looked_up(self.keys.all))
        except EnvGovError as error:
            await refuse(scope, send, "internal", str(error))
            return
        caller = Caller(key.id if key else address, key, opened)
        found = state(scope)
        found["caller"], found["caller_id"] = caller, key.id if key else "-"
        if scope["path"] not in ALWAYS and self.settings.requests_a_minute:
            passed, left, policy, wait = self.rates.take(self.settings.requests_a_minute, "all", caller.id)
            found["ratelimit"], found["ratelimit_policy"] = left, policy
            if not passed:
                self.metrics.refused.labels("rate").inc()
                detail = f"more than {self.settings.requests_a_minute} requests in a minute; wait {wait} s"
                await refuse(scope, send, "rate_limited", detail, {"Retry-After": str(wait)})
                return
        if secret and key is None:
            self.metrics.refused.labels("key").inc()
            await refuse(scope, send, "unauthorised", "this key is unknown, removed or has ended", WHERE)
            return
        await self.app(scope, receive, send)

    async def _looked_up(self, look: Callable[..., Found], *given: str) -> Found:
        """Read the keys in a thread of its own kind: the others may all wait for a store that hangs."""
        if self.threads is None:
            self.threads = CapacityLimiter(LOOKING)
        return await to_thread.run_sync(look, *given, limiter=self.threads)

    def _address(self, scope: Scope) -> str:
        if self.settings.trusted_proxy and (given := header(scope, b"x-forwarded-for")):
            return given.rpartition(",")[2].strip()[:60]
        client = scope.get("client")
        return str(client[0]) if client else "-"


def secret_of(scope: Scope) -> str | None:
    """Return the key or token that a request brings, or None."""
    given = header(scope, b"authorization") or ""
    kind, _space, secret = given.partition(" ")
    found = secret.strip() if kind.lower() == "bearer" else header(scope, b"x-api-key")
    if given and kind.lower() != "bearer":
        return given[:LONGEST]  # another scheme is a wrong key, not nobody
    return found[: 20 * LONGEST] if found else None


def cookie_of(scope: Scope) -> str | None:
    """Return the key in a browser's cookie; what changes something must come from a page of this service."""
    if scope["method"] not in SAFE and not from_here(scope):
        return None
    for part in (header(scope, b"cookie") or "").split(";"):
        name, _equals, value = part.strip().partition("=")
        if name == COOKIE and value:
            return value.strip('"')[:LONGEST_COOKIE]
    return None


def from_here(scope: Scope) -> bool:
    """Say whether a browser sends a request from a page of this service; False where it does not tell."""
    if site := header(scope, b"sec-fetch-site"):
        return site == "same-origin"
    origin, host = header(scope, b"origin"), header(scope, b"host")
    return bool(origin and host) and (origin or "").partition("://")[2] == host


def is_loopback(address: str) -> bool:
    """Say whether an address is of this machine; the client of the tests is."""
    try:
        return address == "testclient" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def requires(scope: str) -> Callable[[Request], Caller]:
    """Return what lets a route be used by callers with a scope only."""

    def check(request: Request) -> Caller:
        caller: Caller = request.state.caller
        if caller.may(scope):
            return caller
        if caller.key is None:
            raise ApiError("unauthorised", f"this needs the scope {scope!r}: {NOBODY}", WHERE)
        raise ApiError("forbidden", f"the key {caller.key.id} lacks the scope {scope!r}; an admin can make another")

    return check

"""Callers who send or read slowly, or leave, and a store that hangs: everybody else is answered; on both engines."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from conftest import PROCESSES
from envgov.api.app import create_app
from envgov.api.gates import limits
from envgov.api.gates.asgi import Receive, Scope, Send
from envgov.api.gates.keys import Keys
from envgov.api.gates.metrics import Metrics
from envgov.api.settings import Settings
from envgov.graph.store import open_store
from serving import serving

# What it says of time holds on a machine that does nothing else.
pytestmark = pytest.mark.alone

SLOW = 20
HONEST = 100
SECONDS = 60  # for one honest request, on a machine that does other things as well
HEADS = (
    ("POST", "/v1/cypher", "application/json"),
    ("POST", "/v1/documents?name=a.txt", "text/plain"),
    ("POST", "/v1/suppressions", "application/json"),
    ("POST", "/login", "application/x-www-form-urlencoded"),
    ("POST", "/nowhere", "application/json"),
)


@contextmanager
def served(location: str, folder: Path, **settings: object) -> Iterator[str]:
    """Yield the address of a service over a store, with places for few requests at once."""
    chosen = {"requests_a_minute": 0, "at_once": 8, **settings}
    with serving(create_app(location, settings=Settings(state=str(folder), **chosen))) as address:  # type: ignore[arg-type]
        yield address


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the state of a service."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def secret(state: Path) -> str:
    """Return a key that may do all."""
    return Keys(state).new("all", ["admin"], days=1)[1]


@pytest.fixture(scope="module")
def small(state: Path, secret: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a service over a small store, where a body has a second."""
    location = str(tmp_path_factory.mktemp("small") / "store")
    with open_store(location, access="write"):
        pass
    with served(location, state, body_seconds=1.0) as address:
        yield address


def begun(address: str, head: tuple[str, str, str], *more: str, length: str = "Content-Length: 500") -> socket.socket:
    """Return a connection that has sent a head and one byte of a body."""
    method, path, kind = head
    parts = urlsplit(address)
    made = socket.create_connection((parts.hostname or "", parts.port or 0))
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", length, *more]
    made.sendall("\r\n".join([*lines, "", "{"]).encode())
    return made


def warm(address: str, paths: list[str], headers: dict[str, str] | None = None) -> None:
    """Ask until each address has been answered once: a real Neo4j plans a statement once, on a busy machine for long."""
    until = time.monotonic() + 4 * SECONDS
    for path in paths:
        while httpx.get(address + path, headers=headers, timeout=SECONDS).status_code != 200:
            assert time.monotonic() < until, path


def all_answered(address: str, paths: list[str], headers: dict[str, str] | None = None) -> None:
    """Ask honestly, some at a time, and check that every request is answered."""
    with httpx.Client(base_url=address, headers=headers, timeout=SECONDS) as client, ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda number: client.get(paths[number % len(paths)]).status_code, range(HONEST)))
    assert statuses == [200] * HONEST


def test_slow_callers_take_nobodys_place(filled: str, state: Path, secret: str) -> None:
    headers = {"Authorization": f"Bearer {secret}"}
    bearer = [f"Authorization: Bearer {secret}"]
    with served(filled, state, cypher=True, cypher_a_minute=0, cypher_seconds=SECONDS) as address, ExitStack() as stack:
        warm(address, ["/v1/agencies?limit=2", "/v1/regions?limit=2"], headers)
        slow = [
            stack.enter_context(begun(address, HEADS[n % len(HEADS)], *(bearer if n % 2 else []))) for n in range(SLOW)
        ]
        for each in slow:
            each.settimeout(0.01)
        for _round in range(3):  # a byte now and then
            for each in slow:
                with suppress(OSError):
                    each.sendall(b" ")
            time.sleep(0.3)
        all_answered(address, ["/v1/agencies?limit=2", "/v1/regions?limit=2"], headers)
        asked = httpx.post(f"{address}/v1/cypher", json={"query": "RETURN 1 AS n"}, headers=headers, timeout=SECONDS)
        assert asked.status_code == 200, asked.text


def test_nobody_without_a_key_is_listened_to(small: str) -> None:
    for head in HEADS[:3]:
        for length in ("Content-Length: 500", "Transfer-Encoding: chunked"):
            with begun(small, head, length=length) as connection:
                connection.settimeout(SECONDS)
                assert connection.recv(20).startswith(b"HTTP/1.1 401"), head


def test_a_body_has_its_time(small: str, secret: str) -> None:
    with begun(small, HEADS[0], f"Authorization: Bearer {secret}") as connection:
        connection.settimeout(SECONDS)
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408"), answer[:200]
        assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("length", ["Content-Length: 99999999", "Content-Length: -5", "Content-Length: 0x10"])
def test_a_size_is_refused_from_the_head(small: str, secret: str, length: str) -> None:
    with begun(small, HEADS[0], f"Authorization: Bearer {secret}", length=length) as connection:
        connection.settimeout(SECONDS)
        assert connection.recv(20)[:12] in (b"HTTP/1.1 413", b"HTTP/1.1 400"), length


def test_who_leaves_in_the_middle_is_no_fault(small: str, secret: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for head in HEADS:
            begun(small, head, f"Authorization: Bearer {secret}").close()
        until = time.monotonic() + SECONDS
        while True:
            lines = [line for line in caplog.records if line.name == "envgov.access" and line.__dict__["status"] == 499]
            if len(lines) == len(HEADS):
                break
            assert time.monotonic() < until, [line.__dict__.get("status") for line in caplog.records]
            time.sleep(0.1)
    assert not [line for line in caplog.records if line.exc_info or line.levelno >= logging.ERROR]


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with more than a connection holds."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/large":
        for _each in range(400):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def test_who_does_not_read_loses_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READ_SECONDS", 1.0)
    gate = limits.AtOnce(large, most=SLOW, seconds=SECONDS, metrics=Metrics())
    with serving(gate, lifespan="off") as address, ExitStack() as stack:
        parts = urlsplit(address)
        for _each in range(SLOW):
            made = stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0)))
            made.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until = time.monotonic() + SECONDS
        while httpx.get(address, timeout=SECONDS).status_code == 503:
            assert time.monotonic() < until
            time.sleep(0.2)
        while gate.inside >= SLOW:  # the place of the answered request is given back a moment after its answer
            assert time.monotonic() < until
            time.sleep(0.2)


@pytest.fixture
def hanging(filled: str) -> Iterator[int]:
    """Return the process of a real Neo4j that may be stopped; it goes on afterwards."""
    if filled not in PROCESSES:
        pytest.skip("only a server that the tests started can be made to hang")
    yield PROCESSES[filled]
    os.kill(PROCESSES[filled], signal.SIGCONT)


def test_a_store_that_hangs_is_answered_for_in_time(filled: str, hanging: int, tmp_path: Path) -> None:
    paths = ["/v1/agencies", "/v1/version", "/v1/search?q=水", "/v1/agencies.csv", "/", "/v1/queries/events.chairs"]
    settings = {"query_seconds": 2.0, "cypher": True, "cypher_seconds": 2.0, "cypher_a_minute": 0}
    with served(filled, tmp_path, at_once=40, **settings) as address:
        warm(address, paths)
        os.kill(hanging, signal.SIGSTOP)

        def asked(path: str) -> tuple[int, float]:
            begin = time.monotonic()
            if path == "cypher":
                answer = httpx.post(f"{address}/v1/cypher", json={"query": "RETURN 1 AS n"}, timeout=SECONDS)
            else:
                answer = httpx.get(address + path, timeout=SECONDS)
            return answer.status_code, time.monotonic() - begin

        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(asked, [*paths, *paths, "cypher", "/v1/health", "/v1/ready"]))
        health = found.pop(-2)
        assert health[0] == 200
        assert health[1] < 5
        assert {status for status, _seconds in found} == {503}, found
        assert max(seconds for _status, seconds in found) < 20, found
        os.kill(hanging, signal.SIGCONT)
        warm(address, paths[:1])

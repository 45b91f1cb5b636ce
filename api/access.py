"""The graph as the service holds it: a store that reads, the way to one that writes, and the version of what is in it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from envgov.graph.answers import Answer
from envgov.graph.endpoints import Endpoint, connect, open_endpoints
from envgov.graph.errors import SlowQueryError
from envgov.graph.guarded import Guarded
from envgov.graph.sandbox import Sandbox
from envgov.graph.statements import statement
from envgov.graph.store import Store

from .settings import Settings

FRESH_SECONDS = 1.0  # for so long the version is not asked for again: a 304 may be that much behind another writer
PATIENCE = 2.0  # seconds: who asks shall hear soon that the store is away, and not hold a place meanwhile
# The embedded engine ends every command after so many seconds; writing a large document takes less.
COMMAND_SECONDS = 15


@dataclass(slots=True)
class Graph:
    """A reader shared by all requests (the driver keeps a pool of connections), and the endpoint of each kind."""

    reader: Store
    reading: Endpoint
    writing: Endpoint
    seconds: float
    salt: Callable[[], str] = field(default=lambda: "")
    _version: tuple[float, str] = (0.0, "")
    _kept: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def run(self, text: str, params: Mapping[str, object], *, limit: int | None = None) -> Answer:
        """Return the rows of a statement that reads."""
        return self.reader.run(text, params, limit=limit, timeout=self.seconds)

    def rows(self, name: str, **params: object) -> list[dict[str, object]]:
        """Return the rows of a statement of the cypher folder as maps."""
        found = self.run(statement(name), params)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    def writer(self) -> AbstractContextManager[Store]:
        """Connect to the store with the right to write."""
        return connect(self.writing, "write")

    def version(self) -> str:
        """Return the version of what the graph holds: equal for equal documents read by the same extractor."""
        # Where the store hangs, the first who asks finds out; the others wait as long as it does, not one after another.
        if not self._lock.acquire(timeout=self.seconds):
            raise SlowQueryError("the store gave no answer within the time limit; try again")
        try:
            asked, version = self._version
            if version and time.monotonic() - asked < FRESH_SECONDS:
                return version
            self._version = (time.monotonic(), version_of(self.run(statement("api/version"), {}).rows, self.salt()))
            return self._version[1]
        finally:
            self._lock.release()

    def guarded(self, settings: Settings) -> Guarded:
        """Return the way in for statements that somebody typed."""
        limit = max(1, round(settings.cypher_seconds))
        sandbox = Sandbox(self.writing, self.version, seconds=limit) if self.writing.engine.is_embedded else None
        if sandbox:
            sandbox.warm()
        return Guarded(self.reading, sandbox, seconds=settings.cypher_seconds, at_once=settings.cypher_at_once)

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what `make` makes of the graph as it is: made once for a version, of which the last one is kept."""
        version, held = self.version(), self._kept.get(name)
        if held is None or held[0] != version:
            held = self._kept[name] = (version, make())
        return held[1]

    def changed(self) -> None:
        """Forget the version: something was written."""
        self._version = (0.0, "")


def version_of(documents: Iterable[tuple[object, ...]], salt: str) -> str:
    """Return the version of a graph with these documents (uid, extractor); `salt` stands for what is suppressed in it."""
    digest = hashlib.sha256(salt.encode())
    for uid, extractor in documents:
        digest.update(f"{uid} {extractor}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def open_graph(location: str, settings: Settings, *, shared: bool = False) -> Iterator[Graph]:
    """Open the graph of a store for the length of the block; raises StoreError as `open_store` does.

    `shared`, as a service has it, other commands of the same person reach an embedded store meanwhile.
    """
    with (
        open_endpoints(location, seconds=COMMAND_SECONDS, shared=shared) as endpoints,
        connect(endpoints.reader, "read", patience=PATIENCE) as reader,
    ):
        yield Graph(reader, endpoints.reader, endpoints.writer, settings.query_seconds)

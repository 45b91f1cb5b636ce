"""Run statements that somebody typed or a model wrote: guarded, as a reader, few at a time, and ended whatever happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

import neo4j
from neo4j import exceptions

from .answers import Answer
from .endpoints import Endpoint, connect, endpoint_of, open_endpoints
from .errors import LargeQueryError, QueryError, RefusedError, SlowQueryError, StoreError
from .folder import holder
from .guard import check
from .refusals import refused
from .sandbox import Apart, Once, Sandbox
from .sharing import reached
from .values import operators, plain

GRACE_SECONDS = 3.0  # beyond a Neo4j's own limit: then the connection is thrown away with what runs on it
AT_ONCE = 0.5  # seconds beyond the limit after which the process of a copy is killed
MOST_BYTES = 8 * 1024 * 1024  # of an answer
MOST_PARAMS = 64 * 1024  # characters of all parameters together
FETCHED = 100  # rows at once: what is beyond a limit is hardly computed
PLANNING = "EXPLAIN "
NOT_THE_GRAPH = frozenset({"LoadCSV", "TerminateTransactions", "ShowTransactions", "ShowSettings"})


class Guarded:
    """A way into a store for statements that nobody has checked.

    A Neo4j gets connections of its own for them, an embedded store a copy in a process of its own.
    """

    def __init__(self, endpoint: Endpoint, sandbox: Sandbox | Apart | None, *, seconds: float, at_once: int) -> None:
        self.fixed, self.sandbox, self.seconds, self.at_once = endpoint, sandbox, seconds, at_once
        self._running = 0
        self._driver: tuple[Endpoint, neo4j.AsyncDriver] | None = None
        self._lock = asyncio.Lock()

    async def close(self) -> None:
        """Close the connections, and end the process of the copy."""
        if self._driver:
            await self._driver[1].close()
        if self.sandbox:
            await asyncio.to_thread(self.sandbox.close)

    @property
    def is_full(self) -> bool:
        """Say whether as many statements run as may."""
        return self._running >= self.at_once

    async def run(self, text: str, params: Mapping[str, object], *, limit: int) -> Answer:
        """Return at most `limit` rows of a statement that nobody has checked: somebody typed it, or a model wrote it.

        This is the only way from such text to an engine: `POST /v1/cypher`, `envgov query` and the tool `read_cypher` of
        `envgov mcp` all pass here. What a model wrote gets no more trust than a stranger's: `check` lets through words that
        read and sizes that are bounded, a reader asks, and time, rows, bytes and parameters have limits.

        Raises RefusedError where the guard does not let it through, SlowQueryError and LargeQueryError at the limits.
        """
        cleaned = check(text, params)
        if len(json.dumps(params, ensure_ascii=False, default=str)) > MOST_PARAMS:
            raise RefusedError(f"the parameters are larger than {MOST_PARAMS} characters")
        self._running += 1
        try:
            driver, endpoint = await self._open()
            return await self._bounded(driver, endpoint, cleaned, dict(params), limit)
        finally:
            self._running -= 1

    async def _open(self) -> tuple[neo4j.AsyncDriver, Endpoint]:
        async with self._lock:
            endpoint = self.fixed
            if self.sandbox:
                endpoint = await asyncio.to_thread(self.sandbox.endpoint, idle=self._running == 1)
            if self._driver is None or self._driver[0] is not endpoint:
                if self._driver:
                    await self._driver[1].close()
                self._driver = (endpoint, self._connect(endpoint))
            return self._driver[1], endpoint

    def _connect(self, endpoint: Endpoint) -> neo4j.AsyncDriver:
        return neo4j.AsyncGraphDatabase.driver(
            endpoint.uri,
            auth=(endpoint.user, endpoint.password),
            max_connection_pool_size=2 * self.at_once,
            connection_acquisition_timeout=self.seconds,
            connection_timeout=self.seconds,
            max_transaction_retry_time=0.0,
            notifications_min_severity="OFF",
        )

    async def _bounded(self, driver: neo4j.AsyncDriver, endpoint: Endpoint, text: str, params: dict[str, Any], limit: int) -> Answer:  # fmt: skip
        try:
            async with asyncio.timeout(self.seconds + (AT_ONCE if self.sandbox else GRACE_SECONDS)):
                return await self._answer(driver, endpoint, text, params, limit)
        except TimeoutError as error:
            self._discard()
            raise SlowQueryError(f"the query was ended after {self.seconds:g} s; ask for less") from error
        except asyncio.CancelledError:
            self._discard()
            raise
        except exceptions.Neo4jError as error:
            raise refused(error) from error
        except exceptions.DriverError as error:
            self._discard()  # out of memory, as a rule: nothing of that process is to be trusted
            raise StoreError("the store was lost while it answered; try again, or ask for less") from error
        except (OverflowError, ValueError, TypeError) as error:
            raise QueryError(f"a parameter cannot be sent to the store: {error}") from error

    def _discard(self) -> None:
        if self.sandbox:
            self.sandbox.discard()

    async def _answer(self, driver: neo4j.AsyncDriver, endpoint: Endpoint, text: str, params: dict[str, Any], limit: int) -> Answer:  # fmt: skip
        async with driver.session(
            database=endpoint.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=FETCHED
        ) as session:
            if not endpoint.engine.is_embedded:
                await self._planned(session, text, params)
            result = await session.run(neo4j.Query(text, timeout=self.seconds), params)
            columns, size = tuple(result.keys()), 0
            rows: list[tuple[object, ...]] = []
            async for record in result:
                if len(rows) >= limit:
                    return Answer(columns, rows, truncated=True)
                row = tuple(plain(value) for value in record.values())
                size += len(json.dumps(row, ensure_ascii=False, default=str))
                if size > MOST_BYTES:
                    raise LargeQueryError(f"the answer is larger than {MOST_BYTES} bytes; return less of each node")
                rows.append(row)
            return Answer(columns, rows)

    async def _planned(self, session: neo4j.AsyncSession, text: str, params: dict[str, Any]) -> None:
        """Refuse what the engine's own plan says does more than read: the second wall, after the guard."""
        result = await session.run(neo4j.Query(PLANNING + text, timeout=self.seconds), params)
        summary = await result.consume()
        beyond = sorted(NOT_THE_GRAPH & {name.partition("@")[0] for name in operators(summary.plan or {})})
        if summary.query_type != "r" or beyond:
            raise RefusedError(f"only reading the graph is allowed here, not {beyond[0] if beyond else 'writing'}")


def run_guarded(location: str, text: str, params: Mapping[str, object], *, limit: int, seconds: float) -> Answer:
    """Return the rows of one statement that nobody has checked, from a store that is opened for it: `Guarded.run` for a command.

    An embedded store is served by a process of its own meanwhile, which is killed at the limit. Raises as `Guarded.run` and
    `open_store` do.
    """
    check(text)  # before anything is started
    whole = max(1, ceil(seconds))
    if "://" in location:
        with open_endpoints(location, seconds=whole) as endpoints, connect(endpoints.reader, "read"):
            return asyncio.run(_once(Guarded(endpoints.reader, None, seconds=seconds, at_once=1), text, params, limit))
    apart = _apart(location, whole)
    try:
        endpoint = apart.endpoint(idle=True)
        with connect(endpoint, "read"):
            return asyncio.run(_once(Guarded(endpoint, apart, seconds=seconds, at_once=1), text, params, limit))
    finally:
        apart.close()


def _apart(location: str, seconds: int) -> Sandbox | Apart:
    """Return a store in a process of its own; where a service has it open, a copy of it."""
    folder = Path(location)
    used = holder(folder)
    if used is None:
        return Apart(folder, seconds=seconds)
    return Once(endpoint_of(reached(folder, used)["root"], location), str, seconds=seconds)


async def _once(guarded: Guarded, text: str, params: Mapping[str, object], limit: int) -> Answer:
    try:
        return await guarded.run(text, params, limit=limit)
    finally:
        await guarded.close()

"""End a read on a server that hangs: it answers nothing any more, not even at the limit of time that it was given."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import neo4j
from neo4j import exceptions

from .answers import Answer
from .errors import SlowQueryError
from .values import plain

HANGS = "the store gave no answer within the time limit; look whether it hangs, and try again"
EVERY_SECONDS = 0.2
GRACE_SECONDS = 1.5  # beyond the limit that the server itself keeps, as long as it works


@contextmanager
def cut_after(session: neo4j.Session, seconds: float | None) -> Iterator[Event]:
    """Cut the connections of a session from so many seconds on, until the block ends; the event says that one was cut."""
    late, done = Event(), Event()
    if seconds is None:
        yield late
        return
    watch = Thread(target=_watch, args=(session, seconds + GRACE_SECONDS, late, done), name="envgov-limit", daemon=True)
    watch.start()
    try:
        yield late
    finally:
        done.set()


def _watch(session: neo4j.Session, seconds: float, late: Event, done: Event) -> None:
    """Wait for the end of the block; after the limit cut what the session has, again and again: it may take another connection."""
    if done.wait(seconds):
        return
    late.set()
    while not done.wait(EVERY_SECONDS):
        _cut(session)


def _cut(session: neo4j.Session) -> None:
    """Shut the socket down: the thread that reads from it gets an error at once. The driver has no public way to do that."""
    connection: Any = getattr(session, "_connection", None)
    wire: Any = getattr(getattr(connection, "socket", None), "_socket", None)
    if isinstance(wire, socket.socket):
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)


def read_within(
    session: neo4j.Session,
    text: str,
    params: Mapping[str, object],
    *,
    limit: int | None,
    seconds: float | None,
    patience: float,
) -> Answer:
    """Return the rows of a statement that reads, from a server: tried again where the connection was lost, ended when late.

    It is tried again for `patience` seconds; not by the driver, whose own trials know nothing of the limit. Raises
    SlowQueryError where the server hangs, else what the driver raises.
    """
    begun = time.monotonic()
    with cut_after(session, seconds) as late:
        pause = 0.0
        while True:
            try:
                with session.begin_transaction(timeout=seconds) as tx:
                    found = collected(tx.run(text, dict(params)), limit)
                    tx.commit()
                    return found
            except (exceptions.DriverError, exceptions.Neo4jError) as error:
                if late.is_set():
                    raise SlowQueryError(HANGS) from error
                # A COMMIT that was cut off is not repeated by the driver; that of a read may be.
                again = error.is_retryable() or isinstance(error, exceptions.IncompleteCommit)
                if not again or time.monotonic() - begun > patience:
                    raise
            pause = min(pause + EVERY_SECONDS, 1.0)
            if late.wait(pause):
                raise SlowQueryError(HANGS)


def collected(result: neo4j.Result, limit: int | None) -> Answer:
    """Return the rows of a result as plain values, at most `limit`."""
    columns = tuple(result.keys())
    rows: list[tuple[object, ...]] = []
    for found in result:
        if limit is not None and len(rows) >= limit:
            return Answer(columns, rows, truncated=True)
        rows.append(tuple(plain(value) for value in found.values()))
    return Answer(columns, rows)

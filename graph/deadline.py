"""End a read on a server that hangs: it answers nothing any more, not even at the limit of time that it was given."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Timer
from typing import Any

import neo4j
from neo4j import exceptions

from .answers import Answer
from .errors import SlowQueryError
from .values import plain

HANGS = "the store gave no answer within the time limit; look whether it hangs, and try again"
GRACE_SECONDS = 1.5  # beyond the limit that the server itself keeps, as long as it works


@contextmanager
def cut_after(session: neo4j.Session, seconds: float | None) -> Iterator[Event]:
    """Cut the connection of a session where the block takes longer than so many seconds; the event says that it was cut."""
    late = Event()
    if seconds is None:
        yield late
        return
    timer = Timer(seconds + GRACE_SECONDS, _cut, (session, late))
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _cut(session: neo4j.Session, late: Event) -> None:
    """Shut the socket down: the thread that reads from it gets an error at once. The driver has no public way to do that."""
    late.set()
    connection: Any = getattr(session, "_connection", None)
    wire: Any = getattr(getattr(connection, "socket", None), "_socket", None)
    if isinstance(wire, socket.socket):
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)


def read_within(
    session: neo4j.Session, text: str, params: Mapping[str, object], *, limit: int | None, seconds: float | None
) -> Answer:
    """Return the rows of a statement that reads, from a server: tried again where the connection was lost, ended when late.

    Raises SlowQueryError where the server hangs, else what the driver raises.
    """
    with cut_after(session, seconds) as late:

        @neo4j.unit_of_work(timeout=seconds)
        def read(tx: neo4j.ManagedTransaction) -> Answer:
            try:
                return collected(tx.run(text, dict(params)), limit)
            except exceptions.DriverError as error:
                raise (SlowQueryError(HANGS) if late.is_set() else error) from error

        try:
            return session.execute_read(read)
        except exceptions.IncompleteCommit:  # the driver repeats no COMMIT that was cut off; a read may be
            return session.execute_read(read)


def collected(result: neo4j.Result, limit: int | None) -> Answer:
    """Return the rows of a result as plain values, at most `limit`."""
    columns = tuple(result.keys())
    rows: list[tuple[object, ...]] = []
    for found in result:
        if limit is not None and len(rows) >= limit:
            return Answer(columns, rows, truncated=True)
        rows.append(tuple(plain(value) for value in found.values()))
    return Answer(columns, rows)

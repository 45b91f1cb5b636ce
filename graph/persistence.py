"""Try again what a lost connection cut off: the driver repeats most transactions itself, this repeats the rest.

The driver never repeats a transaction whose COMMIT was on its way when the connection went (IncompleteCommit), since it
cannot know what became of it. All that is written here may be written twice without a difference, so it is done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from neo4j import exceptions

from .errors import DocumentRefusedError, StoreError
from .trouble import full, is_full, lost
from .values import message

T = TypeVar("T")
PATIENCE_SECONDS = 120.0  # a real Neo4j that was killed answered again after 20 to 45 s
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0


def persistent(work: Callable[[], T], name: str, *, patience: float = PATIENCE_SECONDS) -> T:
    """Return what `work` returns; where the store was lost, do it again until `patience` seconds have passed.

    Raises StoreError where the engine refuses, or stays away.
    """
    until = time.monotonic() + patience
    pause = FIRST_PAUSE
    while True:
        try:
            return work()
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            if not _is_passing(error) or time.monotonic() + pause > until:
                raise _said(error, name) from error
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _is_passing(error: exceptions.Neo4jError | exceptions.DriverError) -> bool:
    return isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired) or error.is_retryable()


def _said(error: exceptions.Neo4jError | exceptions.DriverError, name: str) -> StoreError:
    if is_full(error):
        return full(name)
    if isinstance(error, exceptions.Neo4jError):
        return DocumentRefusedError(f"{name} refused: {message(error)}")
    return lost(name)

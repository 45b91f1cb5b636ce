"""Say in one sentence what an engine answered instead of rows: a fault of the query, its limits, or a store in trouble."""

from __future__ import annotations

from neo4j import exceptions

from .errors import EnvGovError, LargeQueryError, QueryError, SlowQueryError, StoreError
from .values import message

SLOW = ("TransactionTimedOut", "TransactionTerminated", "LockClientStopped")
LARGE = ("OutOfMemory", "MemoryPool", "StackOverFlow")
DOWN = ("DatabaseUnavailable", "DatabaseNotFound", "General.DatabaseError", "Cluster.")


def refused(error: exceptions.Neo4jError) -> EnvGovError:
    """Return the error that says what the engine said."""
    code = error.code or ""
    if any(part in code for part in SLOW) or "timeout" in message(error).lower():
        return SlowQueryError("the query was ended at its time limit; ask for less: add a filter or a LIMIT")
    if any(part in code for part in LARGE):
        return LargeQueryError("the query needs more memory than the store gives to one; ask for less")
    if any(part in code for part in DOWN):
        return StoreError(f"the store cannot answer now ({code.rpartition('.')[2]}); try again")
    return QueryError(f"the store refused the query: {message(error)}")

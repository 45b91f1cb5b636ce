"""Open a store for a service: one connection that only reads, others that write, over one engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .addresses import Address
from .embedded import open_users, running
from .schema import Engine
from .store import NEO4J, RETRY_SECONDS, SCHEMES, Access, Store, _connected, credentials, open_store


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a store answers over Bolt, and as whom."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None
    name: str
    engine: Engine = NEO4J


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The two ways into a store: the embedded engine itself lets the reader write nothing."""

    reader: Endpoint
    writer: Endpoint


@contextmanager
def open_endpoints(location: str, *, seconds: int, shared: bool = False) -> Iterator[Endpoints]:
    """Open the store at a location for the length of the block and give its endpoints.

    The embedded engine ends every command after so many seconds; `shared`, as a service has it, it can be reached by
    other processes of the same person, else it may be the engine of such a service itself. Raises StoreError as `open_store` does.
    """
    if location.startswith(SCHEMES):
        user, password = credentials()
        database = os.environ.get("NEO4J_DATABASE") or None
        one = Endpoint(location, user, password, database, location)
        yield Endpoints(one, one)
        return
    if "://" in location:
        with open_store(location):  # which says what is wrong with it
            return
    folder = Path(location)
    opened = running(folder, write=False, seconds=seconds, shared=True) if shared else open_users(folder, write=False, seconds=seconds)  # fmt: skip
    with opened as users:
        yield Endpoints(endpoint_of(users["reader"], location), endpoint_of(users["root"], location))


def endpoint_of(address: Address, location: str) -> Endpoint:
    """Return the endpoint of a user of the embedded engine of the store at a location."""
    engine = Engine("embedded", address.define)
    return Endpoint(address.uri, address.user, address.password, address.database, location, engine)


def connect(endpoint: Endpoint, access: Access, *, patience: float = RETRY_SECONDS) -> AbstractContextManager[Store]:
    """Connect to an endpoint, trying again for so many seconds; raises StoreError where it does not answer."""
    given = (endpoint.user, endpoint.password)
    return _connected(
        endpoint.uri, given, endpoint.database, access, endpoint.name, engine=endpoint.engine, patience=patience
    )

"""Open a store, embedded or a real Neo4j, and read and write it through the one `neo4j` driver."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import disk_usage
from typing import Literal, TypeVar

import neo4j
from neo4j import exceptions

from .answers import Answer
from .deadline import collected, read_within
from .divisions import division_rows, part_rows
from .embedded import embedded
from .errors import DocumentRefusedError, SchemaError, StoreError
from .folder import Turns
from .migrations import UNFINISHED, Meta, erase, migrate, read_meta, record, refuse_newer
from .model import DocumentFacts, Node, ReferenceEdge
from .persistence import PATIENCE_SECONDS, persistent
from .records import graph_hash
from .refusals import refused
from .schema import Engine
from .statements import statement
from .trouble import full
from .uniting import remove_united, write_united
from .values import batches, plain
from .writing import Written, parts

Access = Literal["read", "write"]
T = TypeVar("T")
SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
NEO4J = Engine("neo4j")
CONNECT_SECONDS = 10.0  # on a dead server the driver's default retries look like a hang
RETRY_SECONDS = 15.0
ACQUIRE_SECONDS = 10.0  # covers the handshake too: a server that is stopped takes a connection and says nothing
LEAST_FREE = 16 * 1024 * 1024  # bytes of disk: below it the engine, which writes ahead, may fail at any transaction


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A loaded document and how many statements it makes."""

    uid: str
    title: str | None
    file: str
    published: str | None
    kind: str | None
    chars: int
    sha256: str
    statements: int


@contextmanager
def open_store(location: str, *, access: Access = "read") -> Iterator[Store]:
    """Open the store in a folder or at a Bolt address; close it when the block ends.

    Raises StoreError where the folder is not ours or in use, or the server does not answer.
    """
    if location.startswith(SCHEMES):
        with _connected(location, credentials(), os.environ.get("NEO4J_DATABASE") or None, access) as store:
            yield store
        return
    if "://" in location:
        raise StoreError(f"{location!r} is no store: give a folder, or an address that begins with bolt:// or neo4j://")
    with embedded(Path(location), write=access == "write") as address:
        own = (address.user, address.password)
        engine = Engine("embedded", address.define)
        with _connected(address.uri, own, address.database, access, location, engine=engine) as store:
            yield store


def credentials() -> tuple[str, str]:
    """Return the user and the password of a server from the environment; raise StoreError where there is none."""
    user = os.environ.get("NEO4J_USERNAME") or os.environ.get("NEO4J_USER") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    if not password:
        raise StoreError("the address of a Neo4j needs its password in the environment: set NEO4J_PASSWORD")
    return user, password


@contextmanager
def _connected(
    uri: str,
    credentials: tuple[str, str],
    database: str | None,
    access: Access,
    name: str | None = None,
    *,
    engine: Engine = NEO4J,
    patience: float = RETRY_SECONDS,
) -> Iterator[Store]:
    driver = neo4j.GraphDatabase.driver(
        uri,
        auth=credentials,
        connection_timeout=min(CONNECT_SECONDS, max(5.0, patience)),
        connection_acquisition_timeout=max(ACQUIRE_SECONDS, patience),
        max_transaction_retry_time=patience,
        notifications_min_severity="OFF",
    )
    with driver:
        store = Store(driver, database, access, name or uri, engine, patience=patience)
        store.verify()
        store.migrated = store.prepare()
        yield store


class Store:
    """A graph to read, and with access "write" to write; made by `open_store`."""

    def __init__(
        self,
        driver: neo4j.Driver,
        database: str | None,
        access: Access,
        name: str,
        engine: Engine,
        *,
        patience: float = RETRY_SECONDS,
    ) -> None:
        self._driver = driver
        self._database = database
        self.access = access
        self.name = name
        self.engine = engine
        self.patience = patience  # seconds, for a read whose connection was lost
        self.migrated: list[str] = []
        self._turns = Turns(Path(name) if engine.is_embedded else None)
        # In a cluster, what one session wrote the next one reads, whichever member answers it.
        self._bookmarks = None if engine.is_embedded else neo4j.GraphDatabase.bookmark_manager()

    def verify(self) -> None:
        """Raise StoreError where the server does not answer or refuses the credentials."""
        try:
            self._driver.verify_connectivity()
        except exceptions.AuthError as error:
            raise StoreError(
                f"{self.name} refuses the user or the password; check NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from error
        except (exceptions.DriverError, exceptions.Neo4jError) as error:
            raise StoreError(f"{self.name} does not answer; start the server or check the address") from error

    def prepare(self) -> list[str]:
        """Refuse what a newer version changed; to write, run the migrations that are lacking and return their names."""
        with self._session(neo4j.WRITE_ACCESS if self.access == "write" else neo4j.READ_ACCESS) as session:
            meta = self._tried(lambda: read_meta(session))
            refuse_newer(meta, self.name)
            if self.access == "read" and meta.unfinished:
                raise StoreError(f"{self.name} is not complete: a {meta.unfinished} was cut off; run it again")
            return self._tried(lambda: migrate(session, self.engine, meta)) if self.access == "write" else []

    def version(self) -> str:
        """Return what the engine calls itself; raise StoreError where it does not answer."""
        with self._reading():
            return str(self._driver.get_server_info().agent)

    # -- reading -------------------------------------------------------------------------------------------------------

    def run(
        self, text: str, params: Mapping[str, object], *, limit: int | None = None, timeout: float | None = None
    ) -> Answer:
        """Return the rows of a statement that reads; at most `limit` rows, ended after `timeout` seconds.

        Raises QueryError where the engine refuses the statement, StoreError where the store is lost.
        """
        with self._reading(), self._session(neo4j.READ_ACCESS) as session:
            if self.engine.is_embedded:  # it is in this process: no connection to lose, and no BEGIN to pay for
                return collected(session.run(neo4j.Query(text, timeout=timeout), dict(params)), limit)
            return read_within(session, text, params, limit=limit, seconds=timeout, patience=self.patience)

    def stream(self, text: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a statement as they come; raise as `run` does."""
        with self._reading(), self._session(neo4j.READ_ACCESS) as session:
            for record in session.run(text):
                yield tuple(plain(value) for value in record.values())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except exceptions.Neo4jError as error:
            raise refused(error) from error
        except exceptions.DriverError as error:
            raise StoreError(f"{self.name} was lost while it answered; start it again and repeat") from error

    def documents(self) -> list[DocumentRow]:
        """Return the loaded documents, by file name."""
        answer = self.run(statement("write/documents"), {})
        return [DocumentRow(*row) for row in answer.rows]  # type: ignore[arg-type]

    def counts(self) -> dict[str, int]:
        """Return how many nodes each label and how many relationships each type has."""
        found: dict[str, int] = {}
        for name in ("write/node_counts", "write/edge_counts"):
            found |= {str(label): int(str(count)) for label, count in self.run(statement(name), {}).rows}
        return found

    def divisions(self) -> int:
        """Return how many divisions there are; unlike `counts` it costs the same in a graph of any size."""
        return int(str(self.run(statement("write/divisions"), {}).rows[0][0]))

    def graph_hash(self) -> str:
        """Return a SHA-256 over every node and relationship: equal for equal graphs, whatever the order of loading."""
        return graph_hash(self)

    # -- writing -------------------------------------------------------------------------------------------------------

    def write(self, batch: Iterable[DocumentFacts]) -> list[Written]:
        """Write documents, some in one transaction, and return what became of each; loading twice changes nothing.

        Raises SchemaError for facts that kinds.yaml does not allow: nothing of that document is written, nor of later ones.
        """
        written: list[Written] = []
        with self._session(neo4j.WRITE_ACCESS) as session:
            for part in parts(batch):
                if isinstance(part, SchemaError):
                    raise part
                written += self._tried(partial(session.execute_write, write_united, part))
        return written

    def verify_writing(self) -> None:
        """Raise StoreError where the store takes nothing at all: what it refused before was then no document's fault."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            work = partial(session.execute_write, _lock)
            try:
                self._tried(work)
            except DocumentRefusedError as error:
                raise (full(self.name) if self._disk_is_full() else StoreError(str(error))) from error

    def _disk_is_full(self) -> bool:
        return self.engine.is_embedded and disk_usage(self.name).free < LEAST_FREE

    def remove(self, uid: str) -> bool:
        """Remove a document with everything that only it supports; return False where there is none of this uid."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return bool(self._tried(lambda: session.execute_write(remove_united, uid)))

    def reference(self, nodes: Sequence[Node], relationships: Sequence[ReferenceEdge]) -> int:
        """Write the divisions of the gazetteer and what they are part of; return the number of nodes."""
        self.fill("write/nodes/Region", division_rows(nodes))
        self.fill("write/reference_edges", list(part_rows(relationships)))
        return len(nodes)

    def change(self, work: Callable[[neo4j.ManagedTransaction], None]) -> None:
        """Do something in one transaction that may be done twice."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            self._tried(lambda: session.execute_write(work))

    def fill(self, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Write rows with a statement of cypher/ that may be run twice, thousands in a transaction."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            for chunk in batches(rows):
                self._tried(partial(session.execute_write, _run, statement(name), chunk))

    def meta(self) -> Meta:
        """Return what the store says of itself."""
        with self._session(neo4j.READ_ACCESS) as session:
            return self._tried(lambda: read_meta(session))

    def mark(self, what: str | None) -> None:
        """Write down that something is not finished, or with None that nothing is."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            if what is None:
                self._tried(lambda: erase(session, f"meta-{UNFINISHED}"))
            else:
                self._tried(lambda: record(session, f"meta-{UNFINISHED}", kind=UNFINISHED, value=what))

    def _tried(self, work: Callable[[], T]) -> T:
        if not self.engine.is_embedded:
            return persistent(work, self.name, patience=PATIENCE_SECONDS)
        with self._turns.mine():
            return persistent(work, self.name, patience=0)

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )


def _run(tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Mapping[str, object]]) -> None:
    tx.run(text, rows=rows).consume()


def _lock(tx: neo4j.ManagedTransaction) -> None:
    tx.run(statement("meta/lock"), document="").consume()

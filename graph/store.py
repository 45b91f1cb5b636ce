"""Open a store, embedded or a real Neo4j, and read and write it through the one `neo4j` driver."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import neo4j
from neo4j import exceptions, graph, time

from . import ids
from .embedded import embedded
from .errors import QueryError, StoreError
from .model import DocumentFacts, Node, ReferenceEdge
from .refusals import message, refused
from .schema import make_schema
from .statements import statement
from .writing import Written, remove_document, write_document

Access = Literal["read", "write"]
SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
EMBEDDED = "ArcadeDB"  # in what the embedded engine calls itself
CONNECT_SECONDS = 10.0  # on a dead server the driver's default retries look like a hang
RETRY_SECONDS = 15.0
NOT_THE_GRAPH = frozenset({"LoadCSV", "TerminateTransactions", "ShowTransactions", "ShowSettings"})
ROWS_A_BATCH = 5000  # measured: batches of thousands are 50 times faster than single rows


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query: values are plain (text, numbers, booleans, lists, maps); `truncated` where a limit cut."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool = False


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
        with _connected(location, _credentials(), os.environ.get("NEO4J_DATABASE") or None, access) as store:
            yield store
        return
    if "://" in location:
        raise StoreError(f"{location!r} is no store: give a folder, or an address that begins with bolt:// or neo4j://")
    with embedded(Path(location), write=access == "write") as address:
        credentials = (address.user, address.password)
        with _connected(address.uri, credentials, address.database, access, location) as store:
            yield store


def _credentials() -> tuple[str, str]:
    user = os.environ.get("NEO4J_USERNAME") or os.environ.get("NEO4J_USER") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    if not password:
        raise StoreError("the address of a Neo4j needs its password in the environment: set NEO4J_PASSWORD")
    return user, password


@contextmanager
def _connected(
    uri: str, credentials: tuple[str, str], database: str | None, access: Access, name: str | None = None
) -> Iterator[Store]:
    driver = neo4j.GraphDatabase.driver(
        uri,
        auth=credentials,
        connection_timeout=CONNECT_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="OFF",
    )
    with driver:
        store = Store(driver, database, access, name or uri)
        store.verify()
        if access == "write":
            store.prepare()
        yield store


class Store:
    """A graph to read, and with access "write" to write; made by `open_store`."""

    def __init__(self, driver: neo4j.Driver, database: str | None, access: Access, name: str) -> None:
        self._driver = driver
        self._database = database
        self.access = access
        self.name = name

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

    def prepare(self) -> None:
        """Make the constraints and indexes that are not there yet."""
        with self._session() as session:
            make_schema(session)

    def version(self) -> str:
        """Return what the engine calls itself."""
        return str(self._driver.get_server_info().agent)

    # -- reading -------------------------------------------------------------------------------------------------------

    def run(
        self, text: str, params: Mapping[str, object], *, limit: int | None = None, timeout: float | None = None
    ) -> Answer:
        """Return the rows of a statement that reads; at most `limit` rows, ended after `timeout` seconds.

        Raises QueryError where the engine refuses the statement, StoreError where the store is lost.
        """
        with self._session(neo4j.READ_ACCESS) as session:
            try:
                query = neo4j.Query(text, timeout=timeout)
                result = session.run(query, dict(params))
                columns = tuple(result.keys())
                rows: list[tuple[object, ...]] = []
                for record in result:
                    if limit is not None and len(rows) >= limit:
                        return Answer(columns, rows, truncated=True)
                    rows.append(tuple(plain(value) for value in record.values()))
            except exceptions.Neo4jError as error:
                raise refused(error) from error
            except exceptions.DriverError as error:
                raise StoreError(f"{self.name} was lost while it answered; start it again and repeat") from error
        return Answer(columns, rows)

    def run_given(
        self, text: str, params: Mapping[str, object], *, limit: int | None = None, timeout: float | None = None
    ) -> Answer:
        """Return the rows of a statement somebody typed: `run`, where the plan shows that it only reads the graph.

        Neo4j lets a session that reads still open files (LOAD CSV), see the settings and end transactions, so its plan
        is asked for first; the embedded engine refuses all that to its reader. Raises QueryError and StoreError.
        """
        if EMBEDDED not in self.version():
            with self._session(neo4j.READ_ACCESS) as session:
                try:
                    summary = session.run(neo4j.Query(f"EXPLAIN {text}"), dict(params)).consume()
                except exceptions.Neo4jError as error:
                    raise refused(error) from error
                except exceptions.DriverError as error:
                    raise StoreError(f"{self.name} was lost while it answered; start it again and repeat") from error
            beyond = sorted(NOT_THE_GRAPH & {name.partition("@")[0] for name in _operators(summary.plan or {})})
            if summary.query_type != "r" or beyond:
                raise QueryError(f"only reading the graph is allowed here, not {beyond[0] if beyond else 'writing'}")
        return self.run(text, params, limit=limit, timeout=timeout)

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

    def graph_hash(self) -> str:
        """Return a SHA-256 over every node and relationship: equal for equal graphs, whatever the order of loading."""
        digest = sha256()
        for name in ("write/all_nodes", "write/all_edges"):
            rows = [repr([_ordered(value) for value in row]) for row in self.run(statement(name), {}).rows]
            for row in sorted(rows):
                digest.update(row.encode("utf-8"))
        return digest.hexdigest()

    # -- writing -------------------------------------------------------------------------------------------------------

    def write(self, batch: Iterable[DocumentFacts]) -> list[Written]:
        """Write documents, each in one transaction, and return what became of each; loading twice changes nothing.

        Raises SchemaError for facts that kinds.yaml does not allow (nothing of that document is written).
        """
        with self._session(neo4j.WRITE_ACCESS) as session:
            return [self._tried(lambda facts=facts: session.execute_write(write_document, facts)) for facts in batch]

    def remove(self, uid: str) -> bool:
        """Remove a document with everything that only it supports; return False where there is none of this uid."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return bool(self._tried(lambda: session.execute_write(remove_document, uid)))

    def reference(self, nodes: Sequence[Node], relationships: Sequence[ReferenceEdge]) -> int:
        """Write the divisions of the gazetteer and what they are part of; return the number of nodes."""
        rows = [{"uid": n.uid, "name": n.name, "properties": _listed(n.properties)} for n in nodes]
        edges = [
            {
                "source": source,
                "target": target,
                "fact": (fact := ids.fact_uid(source, kind, target)),
                "properties": {
                    "fact": fact,
                    "derived": True,
                    "confidence": 1.0,
                    "documents": 0,
                    "basis": "gazetteer",
                    **dates,
                },
            }
            for source, kind, target, dates in relationships
        ]
        with self._session(neo4j.WRITE_ACCESS) as session:
            for name, part in (("write/nodes/Region", rows), ("write/reference_edges", edges)):
                for start in range(0, len(part), ROWS_A_BATCH):
                    chunk = part[start : start + ROWS_A_BATCH]
                    self._tried(
                        lambda name=name, chunk=chunk: session.execute_write(
                            lambda tx: tx.run(statement(name), rows=chunk).consume()
                        )
                    )
        return len(rows)

    def _tried(self, work: Any) -> Any:
        try:
            return work()
        except exceptions.Neo4jError as error:
            raise StoreError(f"{self.name} refused to write: {message(error)}") from error
        except exceptions.DriverError as error:
            raise StoreError(f"{self.name} was lost while it was written; start it again and load again") from error

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access)


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan.get("operatorType", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _listed(properties: Mapping[str, object]) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, _ordered(each)) for key, each in value.items())
    return sorted(map(str, value)) if isinstance(value, list) else value


def plain(value: object) -> object:
    """Return a value of the driver as plain data: nodes and relationships become maps without internal ids."""
    if isinstance(value, graph.Node):
        return {"labels": sorted(value.labels), "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, time.Date | time.DateTime | time.Time | time.Duration):
        return value.iso_format()
    return value

"""A graph as a stream of records, in one order whatever the engine: for backups, copies, and the hash of a graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from .errors import StoreError
from .kinds import load_kinds
from .statements import statement
from .values import ordered

Row = dict[str, Any]


class Streaming(Protocol):
    """What a graph is read from."""

    name: str

    def stream(self, text: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a statement that reads."""


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """A node: its labels, the first of them its kind, and its properties."""

    labels: tuple[str, ...]
    properties: Row

    def data(self) -> list[object]:
        """Return the record as JSON holds it."""
        return ["node", list(self.labels), self.properties]


@dataclass(frozen=True, slots=True)
class EdgeRecord:
    """A relationship: its type, the kinds and uids of its ends, and its properties."""

    type: str
    source_kind: str
    source: str
    target_kind: str
    target: str
    properties: Row

    def data(self) -> list[object]:
        """Return the record as JSON holds it."""
        return ["edge", self.type, self.source_kind, self.source, self.target_kind, self.target, self.properties]


Record = NodeRecord | EdgeRecord


def read_records(store: Streaming) -> Iterator[Record]:
    """Yield every node by kind and uid, then every relationship by type and ends."""
    kinds = load_kinds()
    for label in kinds.nodes:
        for labels, properties in store.stream(statement(f"read/nodes/{label}")):
            assert isinstance(labels, list) and isinstance(properties, dict)  # noqa: S101 - the statement's columns
            yield NodeRecord((label, *sorted(set(labels) - {label})), properties)
    for name in kinds.relationships:
        for row in store.stream(statement(f"read/edges/{name}")):
            source_labels, source, target_labels, target, properties = row
            assert isinstance(properties, dict)  # noqa: S101 - the statement's column
            ends = (_kind(source_labels), str(source), _kind(target_labels), str(target))
            yield EdgeRecord(name, *ends, properties)


def _kind(labels: object) -> str:
    assert isinstance(labels, list)  # noqa: S101 - the statement's column
    return next(label for label in load_kinds().nodes if label in labels)


def record_of(data: object, where: str) -> Record:
    """Return the record that JSON holds; raise StoreError with the place where it is none of this schema."""
    kinds = load_kinds()
    match data:
        case ["node", [str(kind), *subs], dict(properties)] if kind in kinds.nodes and "uid" in properties:
            if set(subs) <= set(kinds.nodes[kind].sub):
                return NodeRecord((kind, *map(str, subs)), properties)
        case ["edge", str(name), str(a), str(source), str(b), str(target), dict(properties)]:
            known = kinds.relationships.get(name)
            if known and a in known.sources and b in known.targets:
                return EdgeRecord(name, a, source, b, target, properties)
    raise StoreError(
        f"{where}: {str(data)[:80]!r} is nothing that graph/kinds.yaml allows; restore with a newer envgov"
    )


class GraphHash:
    """Add up rows to one SHA-256: equal for equal graphs, whatever the order."""

    def __init__(self) -> None:
        self._digests: list[bytes] = []

    def add(self, record: Record) -> None:
        """Add a record."""
        if isinstance(record, NodeRecord):
            self.add_row((record.properties["uid"], list(record.labels), record.properties))
        else:
            self.add_row((record.source, record.type, record.target, record.properties))

    def add_row(self, row: tuple[object, ...]) -> None:
        """Add a row: uid, labels and properties of a node, or source, type, target and properties of a relationship."""
        text = json.dumps([ordered(value) for value in row], ensure_ascii=False)
        self._digests.append(sha256(text.encode("utf-8")).digest())

    def hexdigest(self) -> str:
        """Return the hash of what was added."""
        return sha256(b"".join(sorted(self._digests))).hexdigest()


def graph_hash(store: Streaming) -> str:
    """Return the hash of everything in a store but what it says of itself."""
    total = GraphHash()
    for name in ("write/all_nodes", "write/all_edges"):
        for row in store.stream(statement(name)):
            total.add_row(row)
    return total.hexdigest()

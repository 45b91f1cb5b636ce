"""Write a graph to one file and read it back: a line a record, in one order, with a hash at the end.

The same graph gives the same bytes on either engine. A file that is cut off, changed or made for another schema is refused
before anything is written; a restore that is cut off leaves a store that refuses to be read until it is run again.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .errors import StoreError
from .migrations import migrations
from .records import EdgeRecord, GraphHash, NodeRecord, Record, read_records, record_of
from .store import Store, open_store

FORMAT = 1
HEAD = "envgov-backup"
RECORDS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was written: the numbers of nodes and relationships, and the hash of the graph."""

    nodes: int
    relationships: int
    graph: str


def backup(store: Store, file: Path) -> Copied:
    """Write a store to a file, which is there only when it is whole; raise StoreError where it cannot be written."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
            copied = _write(store, packed)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"{file} cannot be written ({error.strerror}); name another file with --out") from error
    return copied


def _write(store: Store, packed: Any) -> Copied:
    total, digest, nodes, edges = GraphHash(), sha256(), 0, 0

    def put(data: object) -> None:
        line = (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode("utf-8")
        digest.update(line)
        packed.write(line)

    put({HEAD: FORMAT, "migrations": sorted(migrations())})
    for record in read_records(store):
        put(record.data())
        total.add(record)
        nodes += isinstance(record, NodeRecord)
        edges += isinstance(record, EdgeRecord)
    graph = total.hexdigest()
    if graph != store.graph_hash():
        raise StoreError(
            f"{store.name} changed while it was read, or holds what kinds.yaml does not; run: envgov check"
        )
    put({"nodes": nodes, "relationships": edges, "graph": graph, "sha256": digest.hexdigest()})
    return Copied(nodes, edges, graph)


def restore(store: Store, file: Path) -> Copied:
    """Write what a backup holds into an empty store; raise StoreError where the file or the store is not as it must be."""
    expected = _verified(file)
    begun = f"restore of {expected.graph[:16]}"
    if store.meta().unfinished not in (None, begun):
        raise StoreError(f"{store.name} holds a part of another backup; name an empty store with --store")
    if store.meta().unfinished is None and store.counts():
        raise StoreError(f"{store.name} is not empty; name an empty store with --store")
    store.mark(begun)
    records = _records(file)
    while batch := list(islice(records, RECORDS_AT_ONCE)):
        _fill(store, batch)
    if store.graph_hash() != expected.graph:
        raise StoreError(f"{store.name} does not hold what {file} says; remove the store and restore again")
    store.mark(None)
    return expected


def _fill(store: Store, batch: list[Record]) -> None:
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    edges: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in batch:
        if isinstance(each, NodeRecord):
            row = {"uid": each.properties["uid"], "name": each.properties.get("name"), "properties": each.properties}
            nodes[".".join(each.labels)].append(row)
        else:
            row = {"source": each.source, "target": each.target, "properties": each.properties}
            name = f"{each.source_kind}.{each.type}.{each.target_kind}"
            edges[name].append(row | {"fact": each.properties.get("fact")})
    for name, rows in nodes.items():
        store.fill(f"write/nodes/{name}", rows)
    for name, rows in edges.items():
        store.fill(f"write/between/{name}", rows)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with gzip.open(file, "rb") as packed:
            yield from enumerate(packed, 1)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise StoreError(f"{file} is no whole backup ({error}); make it again: envgov backup") from error


def _records(file: Path) -> Iterator[Record]:
    for number, line in _lines(file):
        data = json.loads(line)
        if isinstance(data, list):
            yield record_of(data, f"{file}:{number}")


def _verified(file: Path) -> Copied:
    """Return what a whole backup says of itself; raise StoreError where it is cut off, changed, or of a newer version."""
    digest, last = sha256(), b""
    for number, line in _lines(file):
        if number == 1:
            _check_head(file, line)
        digest.update(last)
        last = line
    try:
        end = json.loads(last or b"{}")
    except ValueError as error:
        raise StoreError(f"{file} is cut off; make the backup again: envgov backup") from error
    if not isinstance(end, dict) or end.get("sha256") != digest.hexdigest():
        raise StoreError(f"{file} is cut off or was changed; make the backup again: envgov backup")
    for _each in _records(file):
        pass
    return Copied(end["nodes"], end["relationships"], end["graph"])


def _check_head(file: Path, line: bytes) -> None:
    try:
        head = json.loads(line)
    except ValueError as error:
        raise StoreError(f"{file} is no backup of envgov") from error
    if not isinstance(head, dict) or HEAD not in head:
        raise StoreError(f"{file} is no backup of envgov")
    if head[HEAD] > FORMAT or set(head["migrations"]) - set(migrations()):
        raise StoreError(f"{file} was made by a newer envgov; install that version to restore it")


def copy(source: str, target: str) -> Copied:
    """Copy the store at one location to an empty one at another, on either engine, and compare their hashes."""
    with TemporaryDirectory(prefix="envgov-copy-") as folder:
        file = Path(folder) / "graph.ndjson.gz"
        with open_store(source) as opened:
            backup(opened, file)
        with open_store(target, access="write") as opened:
            return restore(opened, file)

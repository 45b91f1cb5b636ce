"""Write a graph as the CSV files of `neo4j-admin database import`: for a first load of millions of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from .errors import StoreError
from .kinds import Property, load_kinds
from .records import EdgeRecord, GraphHash, NodeRecord
from .spool import Spool

BETWEEN_ITEMS = "\x1f"  # the unit separator occurs in no name
TYPES = {"integer": "long", "float": "double", "boolean": "boolean", "strings": "string[]"}
ARGUMENTS = "arguments"
HOW = """The server must be stopped. In this folder, with NEO4J_HOME set:
  neo4j-admin database import full neo4j --overwrite-destination=true @arguments
Then start the server and make the constraints and indexes:
  envgov migrate --store bolt://127.0.0.1:7687
Hash of the graph, which `envgov backup` prints as well: {graph}
"""
OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--skip-duplicate-nodes=false", "--bad-tolerance=0")


class ImportFiles:
    """CSV files, one a set of labels and one a relationship type, each with its header."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, TextIO] = {}
        self._arguments: list[str] = []

    def write(self, record: NodeRecord | EdgeRecord) -> None:
        """Write a record to the file of its kind."""
        if isinstance(record, NodeRecord):
            columns = _node_columns(record.labels[0])
            file = self._file("nodes", ":".join(record.labels), ["uid:ID", *_header(columns)])
            cells = [record.properties["uid"], *(record.properties.get(name) for name in columns)]
        else:
            columns = _edge_columns(record.type)
            file = self._file("relationships", record.type, [":START_ID", ":END_ID", *_header(columns)])
            cells = [record.source, record.target, *(record.properties.get(name) for name in columns)]
        file.write(",".join(map(_cell, cells)) + "\n")

    def _file(self, option: str, name: str, header: list[str]) -> TextIO:
        path = f"{option}-{name.replace(':', '-')}.csv"
        if path not in self._open:
            self._open[path] = (self._folder / path).open("w", encoding="utf-8", newline="")
            self._open[path].write(",".join(header) + "\n")
            self._arguments.append(f"--{option}={name}={path}")
        return self._open[path]

    def close(self, graph: str) -> None:
        """Close the files, and write the arguments for neo4j-admin and what to do with them."""
        for file in self._open.values():
            file.close()
        (self._folder / ARGUMENTS).write_text("\n".join([*OPTIONS, *self._arguments]) + "\n", "utf-8")
        (self._folder / "README.txt").write_text(HOW.format(graph=graph), "utf-8")


def write_import(spool: Spool, folder: Path) -> tuple[int, int, str]:
    """Write what a spool holds into a new or empty folder; return the numbers of nodes and relationships, and the hash."""
    spool.settle()
    files, total, nodes, edges = ImportFiles(folder), GraphHash(), 0, 0
    for record in spool.records():
        files.write(record)
        total.add(_without_empty(record))
        nodes += isinstance(record, NodeRecord)
        edges += isinstance(record, EdgeRecord)
    files.close(total.hexdigest())
    return nodes, edges, total.hexdigest()


def new_folder(folder: Path) -> Path:
    """Make the folder for an import; raise StoreError where it holds something already."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder} is not empty; name a new folder with --offline-import")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written ({error.strerror}); name another folder") from error
    return folder


def _without_empty(record: NodeRecord | EdgeRecord) -> NodeRecord | EdgeRecord:
    """Return a record as a store holds it: a property without a value is none."""
    properties = {name: value for name, value in record.properties.items() if value is not None}
    if isinstance(record, NodeRecord):
        return NodeRecord(record.labels, properties)
    return EdgeRecord(record.type, record.source_kind, record.source, record.target_kind, record.target, properties)


def _node_columns(label: str) -> Mapping[str, Property]:
    return {"name": Property("name", "string"), **load_kinds().nodes[label].properties}


def _edge_columns(name: str) -> Mapping[str, Property]:
    kinds = load_kinds()
    kind = kinds.relationships[name]
    return {**kinds.fact_properties, **kind.properties} if kind.fact else {}


def _header(columns: Mapping[str, Property]) -> list[str]:
    return [f"{name}:{TYPES.get(column.type, 'string')}" for name, column in columns.items()]


def _cell(value: object) -> str:
    """Return a value as a cell: a text is always in quotes, so that an empty one is a text and no missing value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = BETWEEN_ITEMS.join(map(str, value)) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'

"""Gather what documents state in a file on disk, and add it up once all of them are there: memory does not grow with them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from .divisions import division_rows, part_rows
from .errors import SchemaError, StoreError
from .kinds import load_kinds
from .merging import Sighting, moved_statement, moves
from .model import UNSETTLED, DocumentFacts, Node, ReferenceEdge
from .occasions import occasion_of
from .records import EdgeRecord, NodeRecord
from .stating import Row, anomaly_row, clause_row, edge_properties, nodes_of, statement_rows, value_of
from .values import listed

TABLES = """
CREATE TABLE node (uid TEXT PRIMARY KEY, labels TEXT, properties TEXT);
CREATE TABLE statement (uid TEXT PRIMARY KEY, fact TEXT, subject TEXT, predicate TEXT, object TEXT, document TEXT,
                        value TEXT, confidence REAL, derived INTEGER, properties TEXT);
CREATE TABLE edge (type TEXT, source_kind TEXT, source TEXT, target_kind TEXT, target TEXT, fact TEXT, properties TEXT);
CREATE TABLE described (uid TEXT PRIMARY KEY, properties TEXT);
"""
INDEXES = """
CREATE INDEX statement_fact ON statement (fact);
CREATE INDEX statement_value ON statement (subject, predicate);
CREATE INDEX statement_document ON statement (document);
CREATE INDEX edge_fact ON edge (fact);
CREATE INDEX edge_source ON edge (source);
CREATE INDEX edge_target ON edge (target);
"""
MET = """
SELECT document, subject, value FROM statement WHERE predicate = 'occasion' AND subject IN (
  SELECT subject FROM statement WHERE predicate = 'occasion' AND fact IN (
    SELECT fact FROM statement WHERE predicate = 'occasion' GROUP BY fact HAVING count(DISTINCT subject) > 1))
"""
KEPT = "INSERT INTO node VALUES (?, ?, ?) ON CONFLICT (uid) DO UPDATE SET properties = json_patch(properties, excluded.properties)"


class Spool:
    """The nodes, statements and relationships of many documents."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file)
        self._base.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;" + TABLES)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def add_divisions(self, nodes: Sequence[Node], relationships: Sequence[ReferenceEdge]) -> None:
        """Add the divisions of the gazetteer."""
        with self._base:
            for row in division_rows(nodes):
                self._keep(["Region"], row)
            for row in part_rows(relationships):
                self._relate("PART_OF", ("Region", row["source"]), ("Region", row["target"]), row["properties"])

    def add(self, facts: DocumentFacts) -> None:
        """Add a document; raise SchemaError, and add nothing of it, where kinds.yaml does not allow what it states."""
        if problems := sorted(set(load_kinds().problems(facts))):
            raise SchemaError(f"{facts.document.name}: {problems[0]}; nothing of this document was written")
        try:
            with self._base:  # all of it or nothing
                self._add(facts)
        except sqlite3.OperationalError as error:  # as a rule, a disk that is full
            raise StoreError(
                f"the folder for the import can take no more ({error}); make room and load again: nothing was made"
            ) from error

    def _add(self, facts: DocumentFacts) -> None:
        document = ("Document", facts.document.uid)
        for node in (facts.document, *nodes_of(facts)):
            properties = listed(node.properties)
            self._keep([node.kind, *node.labels[:1]], {"uid": node.uid, "name": node.name, "properties": properties})
        kinds = {node.uid: node.kind for fact in facts.facts for node in (fact.subject, fact.object) if node}
        for row in statement_rows(facts):
            self._state(row, facts.document.uid)
            self._relate("FROM", ("Statement", row["uid"]), document, {})
            for uid in sorted({row["properties"]["subject"], row["properties"].get("object")} - {None}):
                self._relate("SUPPORTS", ("Statement", row["uid"]), (kinds[uid], uid), {})
        for row in (anomaly_row(facts.document.uid, each) for each in facts.anomalies):
            self._keep(["Anomaly"], row)
            self._relate("REPORTED_IN", ("Anomaly", row["uid"]), document, {})
        for row in (clause_row(facts.document.uid, each) for each in facts.unread):
            self._keep(["Clause"], row)
            self._relate("UNREAD_IN", ("Clause", row["uid"]), document, {})

    def _keep(self, labels: list[str], row: Row) -> None:
        properties = {"uid": row["uid"], "name": row["name"], **row["properties"]}
        self._base.execute(KEPT, (row["uid"], json.dumps(labels), json.dumps(properties, ensure_ascii=False)))

    def _state(self, row: Row, document: str) -> None:
        given = row["properties"]
        values = (
            row["uid"], row["fact"], given["subject"], given["predicate"], given.get("object"), document, given["value"],
            given["confidence"], given["derived"], json.dumps({**given, "uid": row["uid"]}, ensure_ascii=False),
        )  # fmt: skip
        self._base.execute(f"INSERT OR IGNORE INTO statement VALUES ({','.join('?' * len(values))})", values)  # noqa: S608

    def _relate(self, type_: str, source: tuple[str, str], target: tuple[str, str], properties: Row) -> None:
        text = json.dumps(properties, ensure_ascii=False)
        values = (type_, *source, *target, properties.get("fact"), text)
        self._base.execute("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def settle(self) -> None:
        """Add up the properties and the relationships that the statements give; called once, when all documents are in."""
        self._base.executescript(INDEXES)
        self._unite()
        labels = "SELECT labels FROM node WHERE uid = ?"
        values = self._rows(
            "SELECT * FROM statement WHERE object IS NULL AND predicate NOT IN (?, ?) ORDER BY subject, predicate",
            *sorted(UNSETTLED),
        )
        for subject, rows in groupby(values, key=lambda row: str(row["subject"])):
            kind = json.loads(self._base.execute(labels, (subject,)).fetchone()[0])[0]
            found = {
                name: value_of(kind, name, list(each)) for name, each in groupby(rows, key=lambda r: r["predicate"])
            }
            self._base.execute("INSERT INTO described VALUES (?, ?)", (subject, json.dumps(found, ensure_ascii=False)))
        related = self._rows("SELECT * FROM statement WHERE object IS NOT NULL ORDER BY fact, uid")
        for fact, group in groupby(related, key=lambda row: str(row["fact"])):
            stated = list(group)
            ends = [
                (json.loads(self._base.execute(labels, (stated[0][end],)).fetchone()[0])[0], stated[0][end])
                for end in ("subject", "object")
            ]
            self._base.execute("DELETE FROM edge WHERE fact = ?", (fact,))  # the gazetteer's, if it says the same
            self._relate(
                stated[0]["predicate"],
                ends[0],
                ends[1],
                edge_properties(fact, stated, len({row["document"] for row in stated})),
            )

    def _unite(self) -> None:
        """Let the events that several documents tell of be one, as graph/uniting.py does in a store."""
        met = self._rows(MET)
        changes = moves([Sighting(row["document"], row["subject"], occasion_of(row["value"])) for row in met])
        to: dict[str, dict[str, str]] = defaultdict(dict)
        for each in changes:
            to[each.document][each.event] = each.to
        for document, targets in sorted(to.items()):
            self._move(document, targets)
        for event in {each.event for each in changes}:
            self._base.execute(
                "DELETE FROM node WHERE uid = ? AND NOT EXISTS (SELECT 1 FROM edge WHERE target = node.uid)", (event,)
            )

    def _move(self, document: str, to: dict[str, str]) -> None:
        """Write what a document says of some events as said of others."""
        for row in list(self._rows("SELECT * FROM statement WHERE document = ?", document)):
            if row["subject"] not in to and row["object"] not in to:
                continue
            before = json.loads(row["properties"])
            after = moved_statement(before, document, to)
            supports = list(self._rows("SELECT * FROM edge WHERE source = ? AND type = 'SUPPORTS'", row["uid"]))
            self._base.execute("DELETE FROM edge WHERE source = ?", (row["uid"],))
            self._base.execute("DELETE FROM statement WHERE uid = ?", (row["uid"],))
            self._state({"uid": after["uid"], "fact": after["fact"], "properties": after}, document)
            self._relate("FROM", ("Statement", after["uid"]), ("Document", document), {})
            for each in supports:
                end = (each["target_kind"], to.get(each["target"], each["target"]))
                self._relate("SUPPORTS", ("Statement", after["uid"]), end, {})

    def records(self) -> Iterator[NodeRecord | EdgeRecord]:
        """Yield every node, then every relationship."""
        joined = (
            "SELECT node.labels, node.properties, described.properties FROM node LEFT JOIN described USING (uid) "
            "ORDER BY node.labels"
        )
        for labels, properties, described in self._base.execute(joined):
            yield NodeRecord(tuple(json.loads(labels)), json.loads(properties) | json.loads(described or "{}"))
        for (properties,) in self._base.execute("SELECT properties FROM statement"):
            yield NodeRecord(("Statement",), json.loads(properties))
        for row in self._rows("SELECT * FROM edge ORDER BY type"):
            ends = (row["source_kind"], row["source"], row["target_kind"], row["target"])
            yield EdgeRecord(row["type"], *ends, json.loads(row["properties"]))

    def _rows(self, query: str, *given: object) -> Iterator[dict[str, Any]]:
        cursor = self._base.cursor()
        cursor.row_factory = sqlite3.Row
        for row in cursor.execute(query, given):
            yield dict(row)

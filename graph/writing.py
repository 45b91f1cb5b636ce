"""Write one document's facts in one transaction, so that the graph is always what the surviving statements say.

Properties of nodes and relationships are never patched: they are computed anew from every statement of the facts that
a document touches, so that the order of loading does not matter and a removed document leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import neo4j

from .errors import SchemaError
from .kinds import load_kinds
from .model import NAMED, DocumentFacts, Node
from .statements import statement
from .stating import Row, anomaly_row, edge_properties, nodes_of, statement_rows, value_of

Transaction = neo4j.ManagedTransaction


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a document: `status` is new, unchanged or replaced; the counts are of what it states."""

    uid: str
    status: str
    nodes: int
    relationships: int
    statements: int


def write_document(tx: Transaction, facts: DocumentFacts) -> Written:
    """Write one document; raise SchemaError where kinds.yaml does not allow what it states."""
    problems = sorted(set(load_kinds().problems(facts)))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SchemaError(f"{facts.document.name}: {problems[0]}{more}; nothing of this document was written")
    tx.run(statement("meta/lock"), document=facts.document.uid).consume()
    rows = list(statement_rows(facts))
    nodes = nodes_of(facts)
    edges = {row["fact"] for row in rows if row["properties"].get("object")}
    counted = (len(nodes), len(edges), len(rows))
    known = [record.data() for record in tx.run(statement("write/of_document"), document=facts.document.uid)]
    if known and _same(known, rows):
        return Written(facts.document.uid, "unchanged", *counted)
    if known:
        remove_document(tx, facts.document.uid)
    _write_nodes(tx, [facts.document, *nodes])
    tx.run(statement("write/document"), document=facts.document.uid, rows=rows).consume()
    _write_supports(tx, facts, rows)
    _write_anomalies(tx, facts)
    labels = {node.uid: node.kind for node in nodes}
    _settle_edges(tx, {row["fact"] for row in rows})
    _settle_values(tx, [row["properties"] for row in rows], labels)
    return Written(facts.document.uid, "replaced" if known else "new", *counted)


def remove_document(tx: Transaction, uid: str) -> bool:
    """Remove a document and what only it supported; return False where there is none."""
    tx.run(statement("meta/lock"), document=uid).consume()
    stated = [record.data() for record in tx.run(statement("write/of_document"), document=uid)]
    documents = tx.run(statement("write/documents")).data()
    if not any(row["uid"] == uid for row in documents):
        return False
    supported = {r["uid"]: r["labels"] for r in tx.run(statement("write/supported"), document=uid)}
    touched = sorted({row["fact"] for row in stated})
    others = {row["fact"] for row in _of_facts(tx, touched) if row["document"] != uid}
    tx.run(statement("write/remove_edges"), document=uid, facts=[f for f in touched if f not in others]).consume()
    tx.run(statement("write/remove_statements"), document=uid).consume()
    tx.run(statement("write/remove_document"), document=uid).consume()
    labels = {node: _label(found) for node, found in supported.items()}
    by_label = defaultdict(list)
    for node, label in labels.items():
        by_label[label].append({"uid": node})
    for label, rows in sorted(by_label.items()):
        tx.run(statement(f"write/orphans/{label}"), rows=rows).consume()
    _settle_edges(tx, others)
    _settle_values(tx, stated, labels)
    return True


def _same(known: Sequence[Row], rows: Sequence[Row]) -> bool:
    keys = ("uid", "fact", "quote", "rule", "confidence", "value")
    before = sorted(tuple(str(row.get(key)) for key in keys) for row in known)
    after = sorted(
        tuple(str(row["uid"] if key == "uid" else row["properties"].get(key)) for key in keys) for row in rows
    )
    return before == after


# -- writing -----------------------------------------------------------------------------------------------------------


def _write_nodes(tx: Transaction, nodes: Iterable[Node]) -> None:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for node in nodes:
        properties = {key: list(v) if isinstance(v, tuple) else v for key, v in node.properties.items()}
        # A node is made with its sub-label: ArcadeDB cannot change the labels of a node that a constraint holds.
        by_kind[".".join((node.kind, *node.labels[:1]))].append(
            {"uid": node.uid, "name": node.name, "properties": properties}
        )
    for kind, rows in sorted(by_kind.items()):
        tx.run(statement(f"write/nodes/{kind}"), rows=rows).consume()


def _write_supports(tx: Transaction, facts: DocumentFacts, rows: Sequence[Row]) -> None:
    kinds = {node.uid: node.kind for fact in facts.facts for node in (fact.subject, fact.object) if node is not None}
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        ends = {row["properties"]["subject"], row["properties"].get("object")} - {None}
        for uid in sorted(ends):
            by_kind[kinds[uid]].append({"statement": row["uid"], "node": uid})
    for kind, supports in sorted(by_kind.items()):
        tx.run(statement(f"write/supports/{kind}"), rows=supports).consume()


def _write_anomalies(tx: Transaction, facts: DocumentFacts) -> None:
    rows = [anomaly_row(facts.document.uid, anomaly) for anomaly in facts.anomalies]
    if rows:
        tx.run(statement("write/anomalies"), document=facts.document.uid, rows=rows).consume()


# -- what the surviving statements add up to ---------------------------------------------------------------------------


def _of_facts(tx: Transaction, facts: Iterable[str]) -> list[Row]:
    return [record.data() for record in tx.run(statement("write/of_facts"), facts=sorted(facts))]


def _settle_edges(tx: Transaction, facts: Iterable[str]) -> None:
    """Compute the relationships of some facts from all their statements, and write them."""
    by_fact: dict[str, list[Row]] = defaultdict(list)
    for row in _of_facts(tx, facts):
        by_fact[row["fact"]].append(row)
    edges: dict[str, list[Row]] = defaultdict(list)
    for fact, rows in sorted(by_fact.items()):
        first = min(rows, key=lambda row: str(row["uid"]))
        if first["object"]:
            ends = {"statement": first["uid"], "subject": first["subject"], "object": first["object"]}
            edges[first["predicate"]].append({**ends, "fact": fact, "properties": edge_properties(fact, rows)})
    for predicate, rows in sorted(edges.items()):
        tx.run(statement(f"write/edges/{predicate}"), rows=rows).consume()


def _settle_values(tx: Transaction, stated: Iterable[Row], labels: Mapping[str, str]) -> None:
    """Write the properties that some statements are about: of several values the surest stays, then the smallest uid's.

    A property of which no statement is left is taken off.
    """
    keys = {(row["subject"], row["predicate"]) for row in stated if not row.get("object") and row["predicate"] != NAMED}
    asked = [{"subject": subject, "predicate": predicate} for subject, predicate in sorted(keys)]
    found: dict[tuple[str, str], list[Row]] = {key: [] for key in sorted(keys)}
    for record in tx.run(statement("write/of_values"), keys=asked):
        found[record["subject"], record["predicate"]].append(record.data())
    by_label: dict[str, list[Row]] = defaultdict(list)
    for (subject, predicate), rows in found.items():
        if (label := labels.get(subject)) is not None:
            by_label[label].append({"uid": subject, "properties": {predicate: value_of(label, predicate, rows)}})
    for label, rows in sorted(by_label.items()):
        tx.run(statement(f"write/describe/{label}"), rows=rows).consume()


def _label(labels: Sequence[str]) -> str:
    kinds = load_kinds().nodes
    return next(label for label in labels if label in kinds)

"""Write the facts of whole documents in one transaction, so that the graph is always what the surviving statements say.

Properties of nodes and relationships are never patched: they are computed anew from every statement of the facts that
a document touches, so that the order of loading does not matter and a removed document leaves no trace.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import neo4j

from .errors import SchemaError
from .kinds import load_kinds
from .model import UNSETTLED, DocumentFacts, Node
from .statements import statement
from .stating import Row, anomaly_row, edge_properties, nodes_of, statement_rows, value_of
from .values import batches, listed

Transaction = neo4j.ManagedTransaction
FACTS_AT_ONCE = 5000  # in a transaction; a longer document has one of its own


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a document: `status` is new, unchanged or replaced; the counts are of what it states."""

    uid: str
    status: str
    nodes: int
    relationships: int
    statements: int


def refuse(facts: DocumentFacts) -> None:
    """Raise SchemaError where kinds.yaml does not allow what a document states."""
    problems = sorted(set(load_kinds().problems(facts)))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SchemaError(f"{facts.document.name}: {problems[0]}{more}; nothing of this document was written")


def parts(batch: Iterable[DocumentFacts]) -> Iterator[list[DocumentFacts] | SchemaError]:
    """Yield documents in parts for one transaction each: different ones, with some thousands of facts together.

    Where kinds.yaml does not allow a document, what came before it is yielded, then the error.
    """
    part: dict[str, DocumentFacts] = {}
    size = 0
    for facts in batch:
        try:
            refuse(facts)
        except SchemaError as error:
            if part:
                yield list(part.values())
            yield error
            return
        if facts.document.uid in part or size + len(facts.facts) > FACTS_AT_ONCE:
            if part:
                yield list(part.values())
            part, size = {}, 0
        part[facts.document.uid] = facts
        size += len(facts.facts)
    if part:
        yield list(part.values())


def write_documents(tx: Transaction, batch: Sequence[DocumentFacts]) -> list[Written]:
    """Write different documents in one transaction, and return what became of each; `refuse` was asked before."""
    tx.run(statement("meta/lock"), document=batch[0].document.uid).consume()
    known: dict[str, list[Row]] = defaultdict(list)
    for record in tx.run(statement("write/of_documents"), documents=[facts.document.uid for facts in batch]):
        known[record["document"]].append(record.data())
    written, stated = [], []
    for facts in batch:
        rows, nodes = list(statement_rows(facts)), nodes_of(facts)
        edges = {row["fact"] for row in rows if row["properties"].get("object")}
        before = known[facts.document.uid]
        status = "new" if not before else "unchanged" if _same(before, rows) else "replaced"
        if status == "replaced":
            remove_document(tx, facts.document.uid)
        if status != "unchanged":
            stated.append((facts, rows, nodes))
        written.append(Written(facts.document.uid, status, len(nodes), len(edges), len(rows)))
    if stated:
        _write(tx, stated)
    return written


def _write(tx: Transaction, stated: Sequence[tuple[DocumentFacts, list[Row], list[Node]]]) -> None:
    every = [row for _facts, rows, _nodes in stated for row in rows]
    nodes = [node for facts, _rows, nodes in stated for node in (facts.document, *nodes)]
    kinds = {node.uid: node.kind for node in nodes}
    own = [
        {"object": None, **row["properties"], "uid": row["uid"], "document": facts.document.uid}
        for facts, rows, _nodes in stated
        for row in rows
    ]
    # These documents are not in the store now, so that what is read here is what the others state, which is little.
    ties = [row for row in own if row["object"]]
    related, documents = of_facts(tx, {row["fact"] for row in ties})
    documents.update(fact for fact, _document in {(row["fact"], row["document"]) for row in ties})
    keys = property_keys(own)
    valued = of_values(tx, keys)
    write_nodes(tx, nodes)
    of_document = [{**row, "document": facts.document.uid} for facts, rows, _nodes in stated for row in rows]
    run_in_parts(tx, "write/document", of_document)
    write_supports(tx, kinds, every)
    anomalies = [(facts.document.uid, each) for facts, _rows, _nodes in stated for each in facts.anomalies]
    if anomalies:
        found = [{**anomaly_row(uid, each), "document": uid} for uid, each in anomalies]
        run_in_parts(tx, "write/anomalies", found)
    settle_edges(tx, [*related, *ties], documents)
    settle_values(tx, keys, [*valued, *(row for row in own if (row["subject"], row["predicate"]) in keys)], kinds)


def remove_document(tx: Transaction, uid: str) -> bool:
    """Remove a document and what only it supported; return False where there is none."""
    tx.run(statement("meta/lock"), document=uid).consume()
    stated = [record.data() for record in tx.run(statement("write/of_document"), document=uid)]
    if not tx.run(statement("write/is_document"), document=uid).data():
        return False
    supported = {r["uid"]: r["labels"] for r in tx.run(statement("write/supported"), document=uid)}
    touched = {row["fact"] for row in stated if row["object"]}
    others = {fact for fact, documents in _documents_of(tx, touched).items() if documents > 1}
    tx.run(statement("write/remove_edges"), document=uid, facts=sorted(touched - others)).consume()
    tx.run(statement("write/remove_statements"), document=uid).consume()
    tx.run(statement("write/remove_document"), document=uid).consume()
    labels = {node: _label(found) for node, found in supported.items()}
    by_label = defaultdict(list)
    for node, label in labels.items():
        by_label[label].append({"uid": node})
    for label, rows in sorted(by_label.items()):
        tx.run(statement(f"write/orphans/{label}"), rows=rows).consume()
    settle_edges(tx, *of_facts(tx, others))
    keys = property_keys(stated)
    settle_values(tx, keys, of_values(tx, keys), labels)
    return True


def _same(known: Sequence[Row], rows: Sequence[Row]) -> bool:
    keys = ("uid", "fact", "quote", "rule", "confidence", "value")
    before = sorted(tuple(str(row.get(key)) for key in keys) for row in known)
    after = sorted(
        tuple(str(row["uid"] if key == "uid" else row["properties"].get(key)) for key in keys) for row in rows
    )
    return before == after


# -- writing -----------------------------------------------------------------------------------------------------------


def run_in_parts(tx: Transaction, name: str, rows: Sequence[Row]) -> None:
    """Run a statement that writes rows, in the transaction that is open, some thousands at a time."""
    for part in batches(rows):
        tx.run(statement(name), rows=part).consume()


def write_nodes(tx: Transaction, nodes: Iterable[Node]) -> None:
    """Write nodes, each with its labels, name and properties."""
    by_kind: dict[str, dict[str, Row]] = defaultdict(dict)
    for node in nodes:
        # A node is made with its sub-label: ArcadeDB cannot change the labels of a node that a constraint holds.
        rows = by_kind[".".join((node.kind, *node.labels[:1]))]
        properties = {**rows.get(node.uid, {}).get("properties", {}), **listed(node.properties)}
        rows[node.uid] = {"uid": node.uid, "name": node.name, "properties": properties}
    for kind, rows in sorted(by_kind.items()):
        run_in_parts(tx, f"write/nodes/{kind}", list(rows.values()))


def write_supports(tx: Transaction, kinds: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Tie statements to the nodes that they are about; `kinds` gives the label of each."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        ends = {row["properties"]["subject"], row["properties"].get("object")} - {None}
        for uid in sorted(ends):
            by_kind[kinds[uid]].append({"statement": row["uid"], "node": uid})
    for kind, supports in sorted(by_kind.items()):
        run_in_parts(tx, f"write/supports/{kind}", supports)


# -- what the surviving statements add up to ---------------------------------------------------------------------------


def of_facts(tx: Transaction, facts: Collection[str]) -> tuple[list[Row], Counter[str]]:
    """Return what the statements of some facts say, and how many documents state each; a well-known fact costs no more rows."""
    said = [
        record.data() for part in batches(sorted(facts)) for record in tx.run(statement("write/of_facts"), facts=part)
    ]
    return said, _documents_of(tx, {row["fact"] for row in said})


def _documents_of(tx: Transaction, facts: Collection[str]) -> Counter[str]:
    name = "write/documents_of_facts"
    found = (record for part in batches(sorted(facts)) for record in tx.run(statement(name), facts=part))
    return Counter({record["fact"]: record["documents"] for record in found})


def property_keys(stated: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the (node, property) that some statements give a value."""
    given = (row for row in stated if not row.get("object") and row["predicate"] not in UNSETTLED)
    return {(row["subject"], row["predicate"]) for row in given}


def of_values(tx: Transaction, keys: Iterable[tuple[str, str]]) -> list[Row]:
    """Return what all documents say about some (node, property)."""
    asked = [{"subject": subject, "predicate": predicate} for subject, predicate in sorted(keys)]
    return [record.data() for part in batches(asked) for record in tx.run(statement("write/of_values"), keys=part)]


def settle_edges(tx: Transaction, stated: Iterable[Row], documents: Mapping[str, int]) -> None:
    """Compute relationships from what all statements of their facts say and how many documents state them, and write them."""
    by_fact: dict[str, list[Row]] = defaultdict(list)
    for row in stated:
        by_fact[row["fact"]].append(row)
    edges: dict[str, list[Row]] = defaultdict(list)
    for fact, rows in sorted(by_fact.items()):
        first = min(rows, key=lambda row: str(row["uid"]))
        ends = {"statement": first["uid"], "subject": first["subject"], "object": first["object"]}
        properties = edge_properties(fact, rows, documents[fact])
        edges[first["predicate"]].append({**ends, "fact": fact, "properties": properties})
    for predicate, rows in sorted(edges.items()):
        run_in_parts(tx, f"write/edges/{predicate}", rows)


def settle_values(
    tx: Transaction, keys: Iterable[tuple[str, str]], stated: Iterable[Row], labels: Mapping[str, str]
) -> None:
    """Write properties from all statements about them: of several values the surest stays, then the smallest uid's.

    A property of which no statement is left is taken off.
    """
    found: dict[tuple[str, str], list[Row]] = {key: [] for key in sorted(keys)}
    for row in stated:
        if not row.get("object"):
            found[row["subject"], row["predicate"]].append(row)
    by_label: dict[str, list[Row]] = defaultdict(list)
    for (subject, predicate), rows in found.items():
        if (label := labels.get(subject)) is not None:
            by_label[label].append({"uid": subject, "properties": {predicate: value_of(label, predicate, rows)}})
    for label, rows in sorted(by_label.items()):
        run_in_parts(tx, f"write/describe/{label}", rows)


def _label(labels: Sequence[str]) -> str:
    kinds = load_kinds().nodes
    return next(label for label in labels if label in kinds)

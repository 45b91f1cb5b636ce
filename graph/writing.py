"""Write the facts of whole documents in one transaction, so that the graph is always what the surviving statements say.

Properties of nodes and relationships are what all statements add up to (graph/settling.py), so that the order of loading
does not matter and a removed document leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .errors import SchemaError
from .kinds import load_kinds
from .model import DocumentFacts, Node, Value
from .settling import (
    Standing,
    Transaction,
    documents_of,
    edges_with,
    run_in_parts,
    settle,
    standing,
    values_with,
    write_edges,
    write_values,
)
from .statements import statement
from .stating import Row, anomaly_row, clause_row, nodes_of, statement_rows
from .values import listed

FACTS_AT_ONCE = 5000  # in a transaction; a longer document has one of its own


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a document; the counts are of what it states.

    `status` is new, unchanged, replaced (the same bytes, read otherwise), new version (it replaced the document in its place)
    or earlier version (kept beside the present one, to which `uid` leads).
    """

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

    Where kinds.yaml does not allow a document, what came before it is yielded, then the error. Two versions of one document
    are never in one part: the later one has to find the earlier one in the graph.
    """
    part: dict[str, DocumentFacts] = {}
    origins: set[Value] = set()
    size = 0
    for facts in batch:
        try:
            refuse(facts)
        except SchemaError as error:
            if part:
                yield list(part.values())
            yield error
            return
        origin = facts.document.properties.get("origin")
        if facts.document.uid in part or origin in origins or size + len(facts.facts) > FACTS_AT_ONCE:
            if part:
                yield list(part.values())
            part, origins, size = {}, set(), 0
        part[facts.document.uid] = facts
        origins |= {origin} - {None}  # type: ignore[arg-type]
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
    nodes = [node for _facts, _rows, nodes in stated for node in nodes]
    of_document = [{**row, "document": facts.document.uid} for facts, rows, _nodes in stated for row in rows]
    own = [{"object": None, **row["properties"], "uid": row["uid"], "document": row["document"]} for row in of_document]
    kinds = {node.uid: node.kind for node in nodes}
    ties = [row for row in own if row["object"]]
    known = standing(tx, kinds, ties)  # none of these documents is in the graph now
    edges, values = edges_with(tx, ties, known), values_with(tx, own, nodes, known)
    documents = [_node_row(facts.document) for facts, _rows, _nodes in stated]
    run_in_parts(tx, "write/nodes/Document", documents)
    write_nodes(tx, nodes, known)
    run_in_parts(tx, "write/document", of_document)
    write_supports(tx, kinds, of_document)
    anomalies = [(facts.document.uid, each) for facts, _rows, _nodes in stated for each in facts.anomalies]
    if anomalies:
        found = [{**anomaly_row(uid, each), "document": uid} for uid, each in anomalies]
        run_in_parts(tx, "write/anomalies", found)
    clauses = [(facts.document.uid, each) for facts, _rows, _nodes in stated for each in facts.unread]
    if clauses:
        run_in_parts(tx, "write/clauses", [{**clause_row(uid, each), "document": uid} for uid, each in clauses])
    write_edges(tx, edges)
    write_values(tx, values, kinds)


def remove_document(tx: Transaction, uid: str) -> bool:
    """Remove a document and what only it supported; return False where there is none."""
    tx.run(statement("meta/lock"), document=uid).consume()
    stated = [record.data() for record in tx.run(statement("write/of_document"), document=uid)]
    if not tx.run(statement("write/is_document"), document=uid).data():
        return False
    supported = {r["uid"]: r["labels"] for r in tx.run(statement("write/supported"), document=uid)}
    touched = {row["fact"] for row in stated if row["object"]}
    others = {fact for fact, documents in documents_of(tx, touched).items() if documents > 1}
    tx.run(statement("write/remove_edges"), document=uid, facts=sorted(touched - others)).consume()
    tx.run(statement("write/remove_statements"), document=uid).consume()
    tx.run(statement("write/remove_document"), document=uid).consume()
    labels = {node: _label(found) for node, found in supported.items()}
    by_label = defaultdict(list)
    for node, label in labels.items():
        by_label[label].append({"uid": node})
    for label, rows in sorted(by_label.items()):
        tx.run(statement(f"write/orphans/{label}"), rows=rows).consume()
    kept = [row for row in stated if not row["object"] or row["fact"] in others]
    settle(tx, kept, labels)
    return True


def _same(known: Sequence[Row], rows: Sequence[Row]) -> bool:
    keys = ("uid", "fact", "quote", "rule", "confidence", "value")
    before = sorted(tuple(str(row.get(key)) for key in keys) for row in known)
    after = sorted(
        tuple(str(row["uid"] if key == "uid" else row["properties"].get(key)) for key in keys) for row in rows
    )
    return before == after


# -- writing -----------------------------------------------------------------------------------------------------------


def write_nodes(tx: Transaction, nodes: Iterable[Node], known: Standing) -> None:
    """Write what of some nodes is not in the graph as it is given: labels, name and properties."""
    joined: dict[str, Node] = {}
    for node in nodes:
        if known.lacks(node):
            before = joined.get(node.uid, node)
            labels = tuple(sorted({*before.labels, *node.labels}))
            joined[node.uid] = replace(node, labels=labels, properties={**before.properties, **node.properties})
    by_statement: dict[str, list[Row]] = defaultdict(list)
    for uid, node in joined.items():
        # A node is made with its sub-label: ArcadeDB cannot change the labels of a node that a constraint holds.
        name = f"nodes/{node.kind}" if uid in known.nodes else f"new/{'.'.join((node.kind, *node.labels[:1]))}"
        by_statement[name].append(_node_row(node))
    for name, rows in sorted(by_statement.items()):
        run_in_parts(tx, f"write/{name}", rows)


def _node_row(node: Node) -> Row:
    return {"uid": node.uid, "name": node.name, "properties": listed(node.properties)}


def write_supports(tx: Transaction, kinds: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Tie statements to the nodes that they are about; `kinds` gives the label of each."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        ends = {row["properties"]["subject"], row["properties"].get("object")} - {None}
        for uid in sorted(ends):
            by_kind[kinds[uid]].append({"statement": row["uid"], "node": uid})
    for kind, supports in sorted(by_kind.items()):
        run_in_parts(tx, f"write/supports/{kind}", supports)


def _label(labels: Sequence[str]) -> str:
    kinds = load_kinds().nodes
    return next(label for label in labels if label in kinds)

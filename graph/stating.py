"""What documents state, as rows, and what the statements of one fact add up to: the same for every way of writing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from . import ids
from .kinds import load_kinds
from .model import NOWHERE, OCCASION, Anomaly, DocumentFacts, Evidence, Fact, Node, UnreadClause
from .occasions import occasion_of

LISTS = frozenset({"attested"})  # properties that gather what every statement says
EVIDENCE = ("quote", "start", "end", "raw_start", "raw_end", "rule", "confidence")
PLACE = ("page", "sheet", "table", "row", "column", "paragraph")
STATED = "statement"  # the basis of a relationship that statements give; others come with the gazetteer
Row = dict[str, Any]


def fact_key(fact: Fact) -> str:
    """Return the key that all statements of one fact share."""
    if fact.predicate == OCCASION:
        return occasion_of(str(fact.value)).key
    if fact.object is None:
        return ids.fact_uid(fact.subject.uid, fact.predicate, str(fact.value))
    kind = load_kinds().relationships[fact.predicate]
    key = (str(fact.properties.get(name)) for name in kind.key)
    return ids.fact_uid(fact.subject.uid, fact.predicate, fact.object.uid, *key)


def statement_rows(facts: DocumentFacts) -> Iterator[Row]:
    """Yield one row a statement; of several at one place the surest stays."""
    best: dict[str, Row] = {}
    for fact in facts.facts:
        key = fact_key(fact)
        uid = ids.statement_uid(key, facts.document.uid, fact.evidence.start)
        row: Row = {"uid": uid, "fact": key, "properties": {"name": fact.predicate} | _statement_properties(fact, key)}
        known = best.get(uid)
        if known is None or row["properties"]["confidence"] > known["properties"]["confidence"]:
            best[uid] = row
    yield from best.values()


def evidence_row(evidence: Evidence) -> Row:
    """Return where a document says it, as every form of a statement names it; what its file has no place for is left out."""
    said = {name: getattr(evidence, name) for name in EVIDENCE}
    place = evidence.place
    return said if place is NOWHERE else said | {name: value for name in PLACE if (value := getattr(place, name))}


def _statement_properties(fact: Fact, key: str) -> Row:
    value = fact.value if fact.object is None else None
    text = json.dumps(dict(fact.properties), ensure_ascii=False, sort_keys=True) if fact.object else _text(value)
    found: Row = {
        "subject": fact.subject.uid,
        "predicate": fact.predicate,
        **evidence_row(fact.evidence),
        "derived": fact.derived,
        "fact": key,
        "value": text,
    }
    return found | ({"object": fact.object.uid} if fact.object is not None else {})


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def nodes_of(facts: DocumentFacts) -> list[Node]:
    """Return every node of a document once; sub-labels and properties of the same node are joined."""
    found: dict[str, Node] = {}
    for fact in facts.facts:
        for node in (fact.subject, fact.object):
            if node is None:
                continue
            known = found.get(node.uid)
            if known is None:
                found[node.uid] = node
            elif known != node or known.properties != node.properties:
                labels = tuple(sorted({*known.labels, *node.labels}))
                found[node.uid] = Node(
                    node.kind, node.uid, min(known.name, node.name), labels, {**node.properties, **known.properties}
                )
    return list(found.values())


def clause_row(document: str, clause: UnreadClause) -> Row:
    """Return the row of a clause of a document that gave no fact; its name is its text."""
    properties = {"likely": clause.likely, "score": clause.score, "start": clause.start, "end": clause.end}
    return {"uid": ids.clause_uid(document, clause.start), "name": clause.text, "properties": properties}


def anomaly_row(document: str, anomaly: Anomaly) -> Row:
    """Return the row of an anomaly of a document."""
    properties: Row = {
        "kind": anomaly.kind,
        "surface": anomaly.surface,
        "severity": anomaly.severity,
        "start": anomaly.start,
    }
    if anomaly.suggestion:
        properties["suggestion"] = anomaly.suggestion
    uid = ids.anomaly_uid(document, anomaly.kind, anomaly.start)
    return {"uid": uid, "name": anomaly.surface, "properties": properties}


def edge_properties(fact: str, rows: Sequence[Row], documents: int) -> Row:
    """Return the properties of the relationship that some statements of so many documents state together.

    Of statements that say the same with the same confidence, the one of the smallest uid stands for all.
    """
    found: Row = {}
    for row in sorted(rows, key=lambda row: (-float(row["confidence"]), str(row["uid"])), reverse=True):
        stated = json.loads(row["value"] or "{}")
        gathered = {name: sorted({*found.get(name, ()), *stated[name]}) for name in LISTS & set(stated)}
        found |= stated | gathered
    return found | {
        "fact": fact,
        "derived": all(bool(row["derived"]) for row in rows),
        "confidence": max(float(row["confidence"]) for row in rows),
        "documents": documents,
        "basis": STATED,
    }


def grown(before: Row, rows: Sequence[Row], documents: int) -> Row | None:
    """Return the properties of a relationship to which statements of so many further documents come.

    None where only all its statements together can tell: the new ones state a property otherwise, so that the surer one
    stays, or the relationship is there for another reason than statements.
    """
    added = edge_properties(before["fact"], rows, documents)
    stated = [(name, value) for row in rows for name, value in json.loads(row["value"] or "{}").items()]
    if before["basis"] != STATED or any(
        before.get(name, value) != value for name, value in stated if name not in LISTS
    ):
        return None
    gathered = {name: sorted({*before.get(name, ()), *added[name]}) for name in LISTS & set(added)}
    return (
        added
        | before
        | gathered
        | {
            "derived": bool(before["derived"]) and added["derived"],
            "confidence": max(float(before["confidence"]), added["confidence"]),
            "documents": int(before["documents"]) + documents,
        }
    )


def value_of(label: str, predicate: str, rows: Sequence[Row]) -> object:
    """Return the value of a property that some statements state: the surest one's, else the one of the smallest uid."""
    if not rows:
        return None
    text = min(rows, key=lambda row: (-float(row["confidence"]), str(row["uid"])))["value"]
    declared = load_kinds().nodes[label].properties.get(predicate)
    return text if declared is None or declared.type in ("string", "edtf", "day") else json.loads(text)

"""Show facts one a line, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from envgov.graph.model import DocumentFacts, Node
from envgov.graph.stating import evidence_row


def fact_lines(facts: DocumentFacts) -> Iterator[dict[str, object]]:
    """Yield one plain map a fact: subject, predicate, object or value, properties, evidence."""
    for fact in facts.facts:
        yield {
            "document": facts.document.uid,
            "subject": _node(fact.subject),
            "predicate": fact.predicate,
            "object": _node(fact.object) if fact.object is not None else None,
            "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
            "properties": {k: list(v) if isinstance(v, tuple) else v for k, v in fact.properties.items()},
            "derived": fact.derived,
            **evidence_row(fact.evidence),
        }


def _node(node: Node) -> dict[str, object]:
    return {"uid": node.uid, "labels": [node.kind, *node.labels], "name": node.name}

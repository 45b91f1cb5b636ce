"""Show facts one a line, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from envgov.graph.model import DocumentFacts, Node


def fact_lines(facts: DocumentFacts) -> Iterator[dict[str, object]]:
    """Yield one plain map a fact: subject, predicate, object or value, properties, evidence."""
    for fact in facts.facts:
        evidence = fact.evidence
        yield {
            "document": facts.document.uid,
            "subject": _node(fact.subject),
            "predicate": fact.predicate,
            "object": _node(fact.object) if fact.object is not None else None,
            "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
            "properties": {k: list(v) if isinstance(v, tuple) else v for k, v in fact.properties.items()},
            "derived": fact.derived,
            "quote": evidence.quote,
            "start": evidence.start,
            "end": evidence.end,
            "raw_start": evidence.raw_start,
            "raw_end": evidence.raw_end,
            "rule": evidence.rule,
            "confidence": evidence.confidence,
        }


def _node(node: Node) -> dict[str, object]:
    return {"uid": node.uid, "labels": [node.kind, *node.labels], "name": node.name}

"""Show facts as JSON Lines: one a line with its evidence, or one document a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from envgov.graph.model import DocumentFacts, Node
from envgov.graph.stating import evidence_row
from envgov.loaders.document import Document
from envgov.loaders.record import Record, left_out, reading, record

from .output import complain


class Lines(NamedTuple):
    """What is printed of a document, and what of its file was left out."""

    text: str
    left_out: str


def print_lines(lines: Lines, write: Callable[[str], int]) -> None:
    """Write what is printed of a document, and say on stderr what of its file was left out."""
    if lines.left_out:
        complain(lines.left_out)
    write(lines.text)


def record_line(document: Document, facts: DocumentFacts) -> Lines:
    """Return the record of a document as one line, with how its file was read."""
    return Lines(_line(record(facts, document.id) | {"reading": reading(document)}), left_out(document))


def facts_text(document: Document, facts: DocumentFacts) -> Lines:
    """Return the facts of a document, one a line."""
    return Lines("".join(map(_line, fact_lines(facts))), left_out(document))


def record_of(document: Document, facts: DocumentFacts) -> Record:
    """Return the record of a document."""
    return record(facts, document.id)


def _line(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False) + "\n"


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

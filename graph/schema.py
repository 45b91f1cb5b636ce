"""Make the constraints and indexes of kinds.yaml: most by the same statements on both engines, full-text ones by each its own.

Neo4j has one full-text index a label. ArcadeDB makes them in SQL, one a property, named `Label[property]`, and allows no
second index on such a property; so it has no other index on the names that are searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import neo4j

from .kinds import load_kinds
from .statements import names, statement

Define = Callable[[str], None]  # runs a statement of the embedded engine's own language
INDEX_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers: `folder` names its own statements below cypher/schema and cypher/migrations."""

    folder: str
    define: Define | None = None

    @property
    def is_embedded(self) -> bool:
        """Say whether it is the embedded engine."""
        return self.folder == "embedded"

    def search_indexes(self) -> list[str]:
        """Return the names of the full-text indexes."""
        return list(_embedded_indexes() if self.is_embedded else _neo4j_indexes())


@cache
def _neo4j_indexes() -> tuple[str, ...]:
    return tuple(f"{label.lower()}_search" for label, kind in load_kinds().nodes.items() if kind.search)


@cache
def _embedded_indexes() -> tuple[str, ...]:
    found = []
    for label, kind in load_kinds().nodes.items():
        for name in kind.search:
            many = name in kind.properties and kind.properties[name].type == "strings"
            found.append(f"{label}[{name}{'byitem' if many else ''}]")
    return tuple(found)


def make_schema(session: neo4j.Session, engine: Engine) -> None:
    """Make every constraint and index that is not there yet; a second time changes nothing."""
    for text in _shared():
        session.run(text).consume()
    if engine.define is not None:
        for text in _sql():
            engine.define(text)
    if not engine.is_embedded:
        for name in names("schema/neo4j"):
            session.run(statement(f"schema/neo4j/{name}")).consume()
        session.run(statement("meta/await_indexes"), seconds=INDEX_SECONDS).consume()


def fingerprint(engine: Engine) -> str:
    """Return a hash of the statements that make the schema: when it changes, the schema is made again."""
    own = _sql() if engine.is_embedded else (statement(f"schema/neo4j/{name}") for name in names("schema/neo4j"))
    return sha256("\n".join([*_shared(), *own]).encode("utf-8")).hexdigest()[:16]


def _shared() -> Iterator[str]:
    yield statement("meta/unique")
    for folder in ("schema/unique", "schema/index"):
        for name in names(folder):
            yield statement(f"{folder}/{name}")


def _sql() -> Iterator[str]:
    for name in names("schema/embedded"):
        yield from statement(f"schema/embedded/{name}").splitlines()

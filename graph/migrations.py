"""Bring a store to the shape this version writes: numbered migrations that run once, and the schema of kinds.yaml.

What ran stands in the graph, in `Meta` nodes beside the kinds. Each migration may be cut off and run again. A store that a
newer version has changed is refused, since its shape is not known here.

A migration is a folder `cypher/migrations/NNNN-name/`: `both.cypher` has statements for both engines, `neo4j.cypher` and
`embedded.cypher` those of one engine, with `;` at the end of a line between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from typing import Any

import neo4j

from .errors import StoreError
from .schema import Engine, fingerprint, make_schema
from .statements import names, statement

SCHEMA, MIGRATION, UNFINISHED = "schema", "migration", "unfinished"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a store says of itself: the numbers of its migrations, its schema's hash, and what was not finished."""

    migrations: frozenset[int]
    schema: str | None
    unfinished: str | None


@cache
def migrations() -> Mapping[int, str]:
    """Return the folders of the migrations by number."""
    entries = files("envgov.cypher").joinpath("migrations").iterdir()
    return {int(entry.name[:4]): entry.name for entry in sorted(entries, key=lambda entry: entry.name)}


def read_meta(session: neo4j.Session) -> Meta:
    """Return what a store says of itself."""
    rows = session.execute_read(lambda tx: tx.run(statement("meta/all")).data())
    numbers = frozenset(int(row["number"]) for row in rows if row["kind"] == MIGRATION)
    found = {row["kind"]: row["value"] for row in rows}
    return Meta(numbers, found.get(SCHEMA), found.get(UNFINISHED))


def refuse_newer(meta: Meta, name: str, *, known: int | None = None) -> None:
    """Raise StoreError where a newer version has changed the store."""
    newest, known = max(meta.migrations, default=0), known if known is not None else max(migrations())
    if newest > known:
        raise StoreError(
            f"{name} was changed by a newer envgov (migration {newest}; {installed('envgov')} knows {known}): "
            "install that version, or name another store"
        )


def migrate(session: neo4j.Session, engine: Engine, meta: Meta) -> list[str]:
    """Run the migrations that the store lacks, in order, then make the schema; return the names of what ran."""
    ran = []
    for number, name in migrations().items():
        if number not in meta.migrations:
            _run(session, f"migrations/{name}", engine)
            record(session, f"meta-{name}", kind=MIGRATION, number=number, value=name, by=installed("envgov"))
            ran.append(name)
    hashed = fingerprint(engine)
    if ran or meta.schema != hashed:
        make_schema(session, engine)
        record(session, "meta-schema", kind=SCHEMA, value=hashed, by=installed("envgov"))
        ran.append(f"schema {hashed}")
    return ran


def _run(session: neo4j.Session, folder: str, engine: Engine) -> None:
    for name in ("both", engine.folder):
        if name in names(folder):
            for text in statement(f"{folder}/{name}").split(";\n"):
                session.run(text).consume()


def record(session: neo4j.Session, uid: str, **properties: Any) -> None:
    """Write down one thing that a store says of itself."""
    session.execute_write(
        lambda tx: tx.run(statement("meta/record"), uid=uid, properties={"name": uid, **properties}).consume()
    )


def erase(session: neo4j.Session, uid: str) -> None:
    """Take back one thing that a store says of itself."""
    session.execute_write(lambda tx: tx.run(statement("meta/remove"), uid=uid).consume())

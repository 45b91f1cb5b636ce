"""Make the constraints and indexes of kinds.yaml, the same statements on both engines."""

from __future__ import annotations

import neo4j

from .statements import names, statement


def make_schema(session: neo4j.Session) -> None:
    """Make every constraint and index that is not there yet; a second time changes nothing."""
    for folder in ("schema/unique", "schema/index"):
        for name in names(folder):
            session.run(statement(f"{folder}/{name}")).consume()

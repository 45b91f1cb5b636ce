"""Put a file in the place of another: the document before becomes a Version, and what only it stated leaves the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import neo4j

from .ids import version_uid
from .model import DocumentFacts, Node
from .statements import statement
from .values import listed
from .versions import Told, is_by_address, is_older, is_one, told_by, told_in

Transaction = neo4j.ManagedTransaction
KEPT = ("title", "file", "published", "publisher", "url", "home", "sha256", "origin", "text", "extractor")


@dataclass(frozen=True, slots=True)
class Present:
    """A document that is in the graph: its uid, its properties, and the uids and hashes of its earlier versions."""

    uid: str
    properties: Mapping[str, Any]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a document does to the one whose place it takes: it `replaces` it, or is `older` than it, as another version of it."""

    facts: DocumentFacts
    present: Present
    older: bool

    @property
    def known(self) -> str | None:
        """Return the uid of the version with these very bytes, None where there is none."""
        return next((u for u, sha in self.present.versions.items() if sha == self._sha256), None)

    @property
    def _sha256(self) -> object:
        return self.facts.document.properties["sha256"]


def turns(tx: Transaction, batch: Sequence[DocumentFacts]) -> tuple[list[Turn], list[dict[str, str]]]:
    """Return which documents of a batch, all of different origins, meet another version of theirs in the graph.

    And which versions (`source`) those have that are there already (`target`): written anew, they have to be tied again.
    """
    by_origin = {facts.document.properties.get("origin"): facts for facts in batch} if batch else {}
    origins = sorted(str(origin) for origin in by_origin if origin is not None)
    found: list[Turn] = []
    tied: list[dict[str, str]] = []
    for record in tx.run(statement("versions/present"), origins=origins) if origins else ():
        present = Present(
            record["uid"], record["properties"], dict(zip(record["versions"], record["hashes"], strict=True))
        )
        facts = by_origin[present.properties["origin"]]
        if present.uid == facts.document.uid:
            tied.extend({"source": version, "target": present.uid} for version in present.versions)
            continue
        if not is_one(present.properties, facts.document):
            continue
        turn = Turn(facts, present, is_older(facts.document, present.properties))
        known = turn.known is not None and is_by_address(present.properties)
        found.append(Turn(facts, present, older=True) if known else turn)
    return found, tied


def keep_older(tx: Transaction, turn: Turn) -> tuple[str, bool]:
    """Keep a document that came late as an earlier version of the present one; return its uid, and whether it is new."""
    if turn.known is not None:
        return turn.known, False
    document = turn.facts.document
    node = _version(document.name, document.properties, list(told_by(turn.facts)), turn.present)
    _write(tx, [node], turn.present.uid, [*turn.present.versions, node.uid])
    return node.uid, True


def version_of(tx: Transaction, turn: Turn) -> Node:
    """Return the Version that keeps the present document, which is about to be replaced."""
    said = [told_in(record.data()) for record in tx.run(statement("versions/stated"), document=turn.present.uid)]
    properties = turn.present.properties
    return _version(str(properties["name"]), properties, said, turn.present)


def tie(tx: Transaction, turn: Turn, node: Node) -> None:
    """Write a version and tie it, with those before it, to the document that has come in its place."""
    _write(tx, [node], turn.facts.document.uid, [*turn.present.versions, node.uid])


def tie_again(tx: Transaction, tied: Sequence[dict[str, str]]) -> None:
    """Tie versions to documents that were written anew."""
    if tied:
        rows = [{**each, "properties": {}} for each in tied]
        tx.run(statement("write/between/Version.VERSION_OF.Document"), rows=rows).consume()


def _write(tx: Transaction, nodes: Sequence[Node], document: str, versions: Sequence[str]) -> None:
    rows = [{"uid": each.uid, "name": each.name, "properties": listed(each.properties)} for each in nodes]
    tx.run(statement("write/nodes/Version"), rows=rows).consume()
    ties = [{"source": uid, "target": document, "properties": {}} for uid in versions]
    tx.run(statement("write/between/Version.VERSION_OF.Document"), rows=ties).consume()


def _version(name: str, properties: Mapping[str, Any], said: Sequence[Told], present: Present) -> Node:
    seq = len(present.versions) + 1
    kept = {key: properties[key] for key in KEPT if properties.get(key) is not None}
    stated = tuple(each.data() for each in said)
    kept |= {"seq": seq, "replaced": datetime.now(UTC).date().isoformat()} | ({"stated": stated} if stated else {})
    return Node("Version", version_uid(str(properties["origin"]), str(properties["sha256"]), seq), name, (), kept)

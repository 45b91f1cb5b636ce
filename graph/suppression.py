"""The list of people and facts that are not to be held: applied to what is loaded, and to what is there; itself audited.

A line of the list is JSON: what is suppressed (the uid of an official, or the key of a fact), since when, by whom and why. A line
is never removed: lifting a suppression is another line. Where a person is suppressed, the characters of the name are masked
in the texts and quotes of the documents that named them, so that every offset stays right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import neo4j

from .errors import EnvGovError
from .folder import state_folder
from .model import DocumentFacts, Fact, Node
from .statements import statement
from .store import Store

FILE = "suppressions.jsonl"
BEFORE_REPAIR = ("raw", "removals")  # properties of a document
MASK = "■"
KINDS = ("official", "fact")
OF_PEOPLE = ("mask", "versions", "statements", "official")
OF_FACTS = ("fact_edge", "fact_statements", "fact_versions")


class SuppressionError(EnvGovError):
    """A list that cannot be read, or something that cannot be suppressed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; `name` is kept as a mask needs it for documents that are loaded later."""

    target: str
    kind: str
    reason: str
    by: str
    at: str
    name: str = ""
    lifted: bool = False


class Suppressions:
    """The list of one store."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def of(cls, location: str, folder: Path | None = None) -> Suppressions:
        """Return the list of the store at a location; `folder` is where the service keeps its state."""
        return cls((folder or state_folder(location)) / FILE)

    def stamp(self) -> str:
        """Return what differs after every change of the list."""
        return str(self.file.stat().st_size) if self.file.is_file() else ""

    def log(self) -> list[Entry]:
        """Return every line, oldest first; raise SuppressionError where one cannot be read."""
        if not self.file.is_file():
            return []
        found = []
        for number, line in enumerate(self.file.read_text("utf-8").splitlines(), 1):
            try:
                found.append(Entry(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise SuppressionError(
                    f"{self.file}:{number}: this line is no suppression; restore the file"
                ) from error
        return found

    def active(self) -> dict[str, Entry]:
        """Return what is suppressed now, by target."""
        found: dict[str, Entry] = {}
        for entry in self.log():
            found[entry.target] = entry
        return {target: entry for target, entry in found.items() if not entry.lifted}

    def add(self, entry: Entry) -> None:
        """Write a line down; it is on disk when this returns."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
            out.flush()

    def applied(self, facts: DocumentFacts) -> DocumentFacts:
        """Return what a document states without what is suppressed, the names of suppressed people masked."""
        active = self.active()
        if not active:
            return facts
        from .stating import fact_key

        kept = [
            fact
            for fact in facts.facts
            if fact_key(fact) not in active
            and not {fact.subject.uid, fact.object.uid if fact.object else ""} & set(active)
        ]
        people = [entry for entry in active.values() if entry.kind == "official" and _names(facts.facts, entry.target)]
        for entry in people:
            kept = [_masked(fact, entry.name) for fact in kept]
        document = facts.document
        for entry in people:
            document = _masked_node(document, entry.name)
            # Before repair a name may be spelt with spaces or in other characters: no mask would find it there.
            kept_properties = {key: value for key, value in document.properties.items() if key not in BEFORE_REPAIR}
            document = replace(document, properties=kept_properties)
        return replace(facts, document=document, facts=tuple(kept))


def _names(facts: Iterable[Fact], uid: str) -> bool:
    return any(uid in (fact.subject.uid, fact.object.uid if fact.object else "") for fact in facts)


def mask(text: str, name: str) -> str:
    """Return a text with a name masked, as long as before."""
    return text.replace(name, MASK * len(name)) if name else text


def _masked(fact: Fact, name: str) -> Fact:
    value = mask(fact.value, name) if isinstance(fact.value, str) else fact.value
    evidence = replace(fact.evidence, quote=mask(fact.evidence.quote, name))
    return replace(
        fact,
        value=value,
        evidence=evidence,
        subject=_masked_node(fact.subject, name),
        object=_masked_node(fact.object, name) if fact.object else None,
    )


def _masked_node(node: Node, name: str) -> Node:
    properties = {key: mask(value, name) if isinstance(value, str) else value for key, value in node.properties.items()}
    return replace(node, name=mask(node.name, name), properties=properties)


def suppress(store: Store, listed: Suppressions, target: str, *, reason: str, by: str) -> Entry:
    """Take a person or a fact out of a graph and onto the list; raise SuppressionError where it is neither.

    `store` must be open to write.
    """
    kind = target.partition("-")[0]
    if kind not in KINDS:
        raise SuppressionError(f"{target!r} is neither the uid of an official nor the key of a fact")
    name = ""
    if kind == "official":
        found = store.run(statement("nodes/one/Official"), {"uid": target}).rows
        properties = found[0][1] if found else None
        if not isinstance(properties, dict):
            raise SuppressionError(f"there is no official {target!r}; /v1/officials lists them")
        name = str(properties["name"])
    entry = Entry(target, kind, reason, by, datetime.now(UTC).isoformat(timespec="seconds"), name)
    listed.add(entry)
    steps = OF_PEOPLE if kind == "official" else OF_FACTS

    def work(tx: neo4j.ManagedTransaction) -> None:
        for step in steps:
            tx.run(statement(f"suppress/{step}"), target=target, name=name, mask=MASK * len(name)).consume()

    store.change(work)
    return entry


def lift(listed: Suppressions, target: str, *, reason: str, by: str) -> Entry:
    """Take something off the list; it comes back when the documents are loaded again."""
    if target not in listed.active():
        raise SuppressionError(f"{target!r} is not suppressed; `envgov suppress list` shows what is")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = Entry(target, target.partition("-")[0], reason, by, at, lifted=True)
    listed.add(entry)
    return entry

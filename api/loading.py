"""Load documents into a store: read, extract, write, and say of every document what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from envgov.graph.errors import EnvGovError, SchemaError
from envgov.graph.identity import Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.store import Store
from envgov.graph.writing import refuse
from envgov.loaders.document import Document
from envgov.loaders.pipeline import read_facts
from envgov.loaders.readers import Refusal, read_paths
from envgov.loaders.reference import reference

from .parallel import in_order

T = TypeVar("T")
Found = tuple[Document, DocumentFacts] | Refusal
NONE_DECIDED = Identities()
BATCH = 20  # documents in one transaction; after a crash a batch is read again as a whole


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one document: `status` is new, unchanged, replaced or refused, `ignored` counts what was set aside."""

    source: str
    status: str
    facts: int = 0
    statements: int = 0
    anomalies: int = 0
    reason: str = ""
    ignored: Counter[str] = field(default_factory=Counter)


def extracted(
    paths: Iterable[Path], *, max_bytes: int, workers: int = 1, identities: Identities = NONE_DECIDED
) -> Iterator[Found]:
    """Yield each document with its facts, or why it was refused, in the order of the files.

    `identities` says which nodes people decided to be one.
    """
    documents = read_paths(paths, max_bytes=max_bytes)
    found = map(_facts_or_refusal, documents) if workers <= 1 else in_order(_facts_or_refusal, documents, workers)
    for each in found:
        yield each if isinstance(each, Refusal) else (each[0], identities.apply(each[1]))


def _facts_or_refusal(document: Document | Refusal) -> Found:
    return document if isinstance(document, Refusal) else _facts_of(document)


def _facts_of(document: Document) -> Found:
    try:
        return document, read_facts(document)
    except EnvGovError as error:
        return Refusal(document.source, str(error))


def load(
    store: Store,
    paths: Iterable[Path],
    *,
    max_bytes: int,
    workers: int = 1,
    identities: Identities = NONE_DECIDED,
) -> Iterator[Loaded]:
    """Write the documents of some paths and yield what became of each; one bad document costs no other.

    `identities` says which nodes people decided to be one.
    """
    if not any(name == "Region" and count > 3000 for name, count in store.counts().items()):
        store.reference(*reference())
    for part in batched(extracted(paths, max_bytes=max_bytes, workers=workers, identities=identities), BATCH):
        yield from _written(store, part)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of so many items; the last may be shorter."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def _written(store: Store, part: Iterable[Found]) -> Iterator[Loaded]:
    """Write some documents in one transaction, and yield what became of each, the refused ones first."""
    good: list[tuple[Document, DocumentFacts]] = []
    for found in part:
        if isinstance(found, Refusal):
            yield Loaded(found.source, "refused", reason=found.reason)
            continue
        try:
            refuse(found[1])
        except SchemaError as error:
            yield Loaded(found[0].source, "refused", reason=str(error))
            continue
        good.append(found)
    for (document, facts), written in zip(good, store.write(facts for _document, facts in good), strict=True):
        yield Loaded(
            document.source,
            written.status,
            written.nodes,
            written.statements,
            len(facts.anomalies),
            ignored=ignored(document, facts),
        )


def ignored(document: Document, facts: DocumentFacts) -> Counter[str]:
    """Return what the loaders set aside in a document, by reason."""
    return Counter(reason for _start, _end, reason in facts.ignored) + Counter(
        f"repair.{removal.step}" for removal in document.removals
    )

"""Load documents into a store: read, extract, write, and say of every document what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from envgov.graph.errors import SchemaError
from envgov.graph.identity import Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.graph.writing import refuse
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import Refusal
from envgov.loaders.reference import reference

from .finding import NONE_DECIDED, Found, extracted

T = TypeVar("T")
FEWEST_DIVISIONS = 3000  # with fewer, the gazetteer's are not there yet: texts name few
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
    document: str = ""
    ignored: Counter[str] = field(default_factory=Counter)


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
    yield from written(store, extracted(paths, max_bytes=max_bytes, workers=workers, identities=identities))


def written(store: Store, found: Iterable[Found], suppressed: Suppressions | None = None) -> Iterator[Loaded]:
    """Write documents that were extracted and yield what became of each; what is suppressed is left out."""
    if store.divisions() < FEWEST_DIVISIONS:
        store.reference(*reference())
    listed = suppressed or Suppressions.of(store.name)
    for part in batched(found, BATCH):
        yield from _written(store, part, listed)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of so many items; the last may be shorter."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def _written(store: Store, part: Iterable[Found], suppressed: Suppressions) -> Iterator[Loaded]:
    """Write some documents in one transaction, and yield what became of each, the refused ones first."""
    good: list[tuple[Document, DocumentFacts]] = []
    for found in part:
        if isinstance(found, Refusal):
            yield Loaded(found.source, "refused", reason=found.reason)
            continue
        facts = suppressed.applied(found[1])
        try:
            refuse(facts)
        except SchemaError as error:
            yield Loaded(found[0].source, "refused", reason=str(error))
            continue
        good.append((found[0], facts))
    for (document, facts), result in zip(good, store.write(facts for _document, facts in good), strict=True):
        yield Loaded(
            document.source,
            result.status,
            result.nodes,
            result.statements,
            len(facts.anomalies),
            document=result.uid,
            ignored=ignored(document, facts),
        )


def ignored(document: Document, facts: DocumentFacts) -> Counter[str]:
    """Return what the loaders set aside in a document, by reason."""
    return Counter(reason for _start, _end, reason in facts.ignored) + Counter(
        f"repair.{removal.step}" for removal in document.removals
    )

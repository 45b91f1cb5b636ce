"""Load documents into a store: read, extract, write, and say of every document what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from envgov.graph.errors import EnvGovError, SchemaError
from envgov.graph.model import DocumentFacts
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.loaders.document import Document
from envgov.loaders.pipeline import read_facts
from envgov.loaders.readers import Refusal, read_paths
from envgov.loaders.reference import reference

Found = tuple[Document, DocumentFacts] | Refusal
BATCH = 20  # documents; a batch is read again as a whole after a crash, each document is its own transaction


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


def extracted(
    paths: Iterable[Path], *, max_bytes: int, workers: int = 1
) -> Iterator[tuple[Document, DocumentFacts] | Refusal]:
    """Yield each document with its facts, or why it was refused, in the order of the files."""
    if workers <= 1:
        for document in read_paths(paths, max_bytes=max_bytes):
            yield document if isinstance(document, Refusal) else _facts_of(document)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_facts_or_refusal, read_paths(paths, max_bytes=max_bytes), chunksize=4)


def _facts_or_refusal(document: Document | Refusal) -> tuple[Document, DocumentFacts] | Refusal:
    return document if isinstance(document, Refusal) else _facts_of(document)


def _facts_of(document: Document) -> tuple[Document, DocumentFacts] | Refusal:
    try:
        return document, read_facts(document)
    except EnvGovError as error:
        return Refusal(document.source, str(error))


def load(store: Store, paths: Iterable[Path], *, max_bytes: int, workers: int = 1) -> Iterator[Loaded]:
    """Write the documents of some paths and yield what became of each; one bad document costs no other."""
    yield from written(store, extracted(paths, max_bytes=max_bytes, workers=workers))


def written(store: Store, found: Iterable[Found], suppressed: Suppressions | None = None) -> Iterator[Loaded]:
    """Write documents that were extracted and yield what became of each; what is suppressed is left out."""
    if not any(name == "Region" and count > 3000 for name, count in store.counts().items()):
        store.reference(*reference())
    listed = suppressed or Suppressions.of(store.name)
    for each in found:
        if isinstance(each, Refusal):
            yield Loaded(each.source, "refused", reason=each.reason)
            continue
        document, facts = each
        try:
            result = store.write([listed.applied(facts)])[0]
        except SchemaError as error:
            yield Loaded(document.source, "refused", reason=str(error))
            continue
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

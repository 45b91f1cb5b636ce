"""Read documents and find their facts, one after another or in several processes; no store is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from envgov.graph.identity import Identities
from envgov.graph.model import DocumentFacts
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import prepare, read_facts
from envgov.loaders.refusals import Refusal, attempted
from envgov.loaders.sources import NOTHING_TOLD, Sources

from .known import Kept, Memory
from .parallel import in_order

T = TypeVar("T")
Found = tuple[Document, DocumentFacts] | Refusal
NONE_DECIDED = Identities()


def extracted(
    paths: Iterable[Path],
    *,
    max_bytes: int,
    workers: int = 1,
    identities: Identities = NONE_DECIDED,
    sources: Sources = NOTHING_TOLD,
) -> Iterator[Found]:
    """Yield each document with its facts, or why it was refused, in the order of the files.

    `identities` says which nodes people decided to be one, `sources` whose the documents are.
    """
    for each in extracted_as(both, paths, max_bytes=max_bytes, workers=workers, sources=sources):
        yield each if isinstance(each, Refusal) else _decided(*each, identities)


def extracted_new(paths: Iterable[Path], memory: Memory, *, max_bytes: int, workers: int = 1) -> Iterator[Found | Kept]:
    """Yield as `extracted` does, and a Kept in place of each document that the store holds just so already."""
    documents = memory.without_known(documents_in(paths, max_bytes=max_bytes, sources=memory.under.sources))
    yield from found_in(documents, identities=memory.under.identities, workers=workers)


def found_in(
    documents: Iterable[Document | Refusal | Kept], *, identities: Identities = NONE_DECIDED, workers: int = 1
) -> Iterator[Found | Kept]:
    """Yield each document that was read with its facts, or why it was refused; what is kept or was refused stays as it is."""
    for each in _worked(both, documents, workers):
        yield each if isinstance(each, Refusal | Kept) else _decided(*each, identities)


def _decided(document: Document, facts: DocumentFacts, identities: Identities) -> Found:
    return attempted(lambda: (document, identities.apply(facts)), document.source)


def both(document: Document, facts: DocumentFacts) -> tuple[Document, DocumentFacts]:
    """Return a document and its facts as they are."""
    return document, facts


def extracted_as(
    make: Callable[[Document, DocumentFacts], T],
    paths: Iterable[Path],
    *,
    max_bytes: int,
    workers: int = 1,
    sources: Sources = NOTHING_TOLD,
) -> Iterator[T | Refusal]:
    """Yield what `make` makes of each document and its facts, or why it was refused, in the order of the files.

    `make`, a function of a module, works where the facts are found: with several processes only what it gives travels.
    """
    for each in _worked(make, documents_in(paths, max_bytes=max_bytes, sources=sources), workers):
        if not isinstance(each, Kept):
            yield each


def documents_in(
    paths: Iterable[Path], *, max_bytes: int, sources: Sources = NOTHING_TOLD
) -> Iterator[Document | Refusal]:
    """Yield each document of some paths as it is read, before anything is extracted, or why it was refused."""
    for each in read_paths(paths, max_bytes=max_bytes):
        yield each if isinstance(each, Refusal) else sources.tell(each)


def _worked(
    make: Callable[[Document, DocumentFacts], T], documents: Iterable[Document | Refusal | Kept], workers: int
) -> Iterator[T | Refusal | Kept]:
    work = partial(_made, make)
    return map(work, documents) if workers <= 1 else in_order(work, documents, workers, prepare=prepare, lost=_lost)


def _lost(document: Document | Refusal | Kept) -> Refusal | Kept:
    """Say that a process died over a document; the others are read all the same."""
    if isinstance(document, Refusal | Kept):
        return document
    return Refusal(
        document.source,
        f"{document.source}: 读取它的进程中止了（内存不足？），其余文档不受影响 / the process that read it died"
        " (out of memory?); the other documents are not affected",
    )


def _made(make: Callable[[Document, DocumentFacts], T], document: Document | Refusal | Kept) -> T | Refusal | Kept:
    if isinstance(document, Refusal | Kept):
        return document
    return attempted(lambda: make(document, read_facts(document)), document.source)

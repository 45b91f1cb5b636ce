"""Load documents into a store: read, extract, write, and say of every document what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from envgov.graph.identity import Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.graph.writing import Written, refuse
from envgov.loaders.document import Document, held
from envgov.loaders.record import left_out
from envgov.loaders.reference import reference
from envgov.loaders.refusals import Refusal, attempted
from envgov.loaders.sources import NOTHING_TOLD, Sources

from .finding import NONE_DECIDED, Found, extracted_new
from .known import Decisions, Kept, Memory, stamped

Pair = tuple[Document, DocumentFacts]
UNRESOLVED = "unresolved"  # a body whose place no text names
FEWEST_DIVISIONS = 3000  # with fewer, the gazetteer's are not there yet: texts name few
BATCH = 100  # documents written together; after a crash they are read again
FACTS_TOGETHER = 3000  # measured: more in a transaction make it no faster, and who watches a load wants to see it go on


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one document: `status` is new, unchanged, replaced, refused or passed over (a file of a folder).

    `ignored` counts what was set aside, `left_out` says what of the file could not be read, `held` what was.

    `doubtful` counts what was kept and needs a look: bodies whose place no text names, damaged or suspicious text.
    `unread` counts by kind the clauses that gave no fact and look like one.
    """

    source: str
    status: str
    facts: int = 0
    statements: int = 0
    anomalies: int = 0
    reason: str = ""
    document: str = ""
    ignored: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    left_out: str = ""
    held: tuple[str, ...] = ()
    unread: Counter[str] = field(default_factory=Counter)


def refused(refusal: Refusal) -> Loaded:
    """Return a document that was not read as one that was not loaded."""
    status = "passed over" if refusal.passed_over else "refused"
    return Loaded(refusal.source, status, reason=refusal.reason)


def load(
    store: Store,
    paths: Iterable[Path],
    *,
    max_bytes: int,
    workers: int = 1,
    identities: Identities = NONE_DECIDED,
    suppressed: Suppressions | None = None,
    sources: Sources = NOTHING_TOLD,
) -> Iterator[Loaded]:
    """Write the documents of some paths and yield what became of each; one bad document costs no other.

    `identities` says which nodes people decided to be one, `sources` whose the documents are; what is `suppressed` is left out.
    """
    under = Decisions(identities, suppressed or Suppressions.of(store.name), sources)
    found = extracted_new(paths, Memory(store, under), max_bytes=max_bytes, workers=workers)
    yield from written(store, found, under)


def written(store: Store, found: Iterable[Found | Kept], under: Decisions | None = None) -> Iterator[Loaded]:
    """Write documents that were extracted and yield what became of each; what is suppressed is left out.

    `under` is what people had decided and told when the documents were extracted; without it only what is suppressed counts.
    """
    if store.divisions() < FEWEST_DIVISIONS:
        store.reference(*reference())
    memory = Memory(store, under or Decisions(NONE_DECIDED, Suppressions.of(store.name)))
    memory.under.suppressed.active()  # a list that cannot be read is no fault of a document
    for part in batched(found):
        yield from _written(store, part, memory)


def batched(found: Iterable[Found | Kept]) -> Iterator[list[Found | Kept]]:
    """Yield what was found in lists to be written together: so many documents, or so many facts."""
    part: list[Found | Kept] = []
    facts = 0
    for each in found:
        part.append(each)
        facts += 0 if isinstance(each, Refusal | Kept) else len(each[1].facts)
        if len(part) >= BATCH or facts >= FACTS_TOGETHER:
            yield part
            part, facts = [], 0
    if part:
        yield part


def _written(store: Store, part: Iterable[Found | Kept], memory: Memory) -> Iterator[Loaded]:
    """Write some documents in one transaction, and yield what became of each, the refused and the known ones first."""
    good: list[Pair] = []
    for found in part:
        if isinstance(found, Kept):
            yield Loaded(found.source, "unchanged", statements=found.statements, document=found.uid)
            continue
        ready = (
            found if isinstance(found, Refusal) else attempted(partial(_ready, *found, memory.under), found[0].source)
        )
        if isinstance(ready, Refusal):
            yield refused(ready)
        else:
            good.append(ready)
    results = _stored(store, good)
    known = [
        (facts.document, each)
        for (_document, facts), each in zip(good, results, strict=True)
        if isinstance(each, Written) and each.status != "new"
    ]
    memory.remember(node for node, each in known if each.status == "unchanged" and each.uid == node.uid)
    memory.reread([each.uid for _node, each in known])
    for (document, facts), result in zip(good, results, strict=True):
        if isinstance(result, Refusal):
            yield refused(result)
            continue
        yield Loaded(
            document.source,
            result.status,
            result.nodes,
            result.statements,
            len(facts.anomalies),
            document=result.uid,
            ignored=ignored(document, facts),
            doubtful=doubtful(facts),
            left_out=left_out(document),
            held=held(document),
            unread=Counter(clause.likely for clause in facts.unread),
        )


def _ready(document: Document, facts: DocumentFacts, under: Decisions) -> Pair:
    """Return a document with what of its facts is to be written; raise SchemaError where kinds.yaml does not allow it."""
    kept = stamped(under.suppressed.applied(facts), under.of(document))
    refuse(kept)
    return document, kept


def _stored(store: Store, good: Sequence[Pair]) -> list[Written | Refusal]:
    """Write documents together; where that fails, each by itself, so that only the one at fault is refused.

    Raises StoreError where the store takes nothing more at all: then no document is at fault.
    """
    together = attempted(lambda: store.write(facts for _document, facts in good), "")
    if not isinstance(together, Refusal):
        return list(together)
    written: list[Written | Refusal] = []
    for document, facts in good:
        one = attempted(lambda facts=facts: store.write([facts])[0], document.source)  # type: ignore[misc]
        if isinstance(one, Refusal):
            store.verify_writing()
        written.append(one)
    return written


def ignored(document: Document, facts: DocumentFacts) -> Counter[str]:
    """Return what the loaders set aside in a document, by reason."""
    return Counter(reason for _start, _end, reason in facts.ignored) + Counter(
        f"repair.{removal.step}" for removal in document.removals
    )


def doubtful(facts: DocumentFacts) -> Counter[str]:
    """Return what a document gave that needs a look, by kind: unresolved bodies, anomalies by their kinds."""
    nodes = {node.uid: node for fact in facts.facts for node in (fact.subject, fact.object) if node is not None}
    bodies = sum(1 for node in nodes.values() if node.properties.get("resolved") is False)
    return Counter(anomaly.kind for anomaly in facts.anomalies) + Counter({UNRESOLVED: bodies})

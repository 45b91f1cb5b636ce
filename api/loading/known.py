"""Know the documents that a store holds just so already, by their hash, before anything is extracted or written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from envgov.graph import ids
from envgov.graph.identity import Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.statements import statement
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.loaders.document import Document
from envgov.loaders.extractor import EXTRACTOR
from envgov.loaders.refusals import Refusal
from envgov.loaders.sources import NOTHING_TOLD, Sources

AT_ONCE = 20  # documents that are read and looked up together
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is in the store already, read by this extractor and under the same decisions of people (and what they told of it)."""

    source: str
    uid: str
    statements: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, and told of their documents, that changes what the same bytes give."""

    identities: Identities
    suppressed: Suppressions
    sources: Sources = NOTHING_TOLD

    @property
    def tells(self) -> bool:
        """Say whether anything is told of documents."""
        return bool(self.sources.entries) or replace(self.sources.told, by="") != NOTHING_TOLD.told

    def of(self, document: Document) -> str | None:
        """Return a hash of what was decided and told when a document was read; None where nothing was."""
        decided: list[object] = [sorted(self.identities.canonical.items()), sorted(self.suppressed.active())]
        if self.tells:
            decided.append([document.home, document.publisher, document.published])
        if not any(decided):
            return None
        return hashlib.sha256(json.dumps(decided, ensure_ascii=False).encode("utf-8")).hexdigest()[:DIGITS]


def stamped(facts: DocumentFacts, decisions: str | None) -> DocumentFacts:
    """Return the facts of a document whose node says under which decisions it was written."""
    if decisions is None:
        return facts
    document = facts.document
    return replace(facts, document=replace(document, properties={**document.properties, "decisions": decisions}))


@dataclass(frozen=True, slots=True)
class Memory:
    """What a store holds, asked and written under some decisions."""

    store: Store
    under: Decisions

    def without_known(self, documents: Iterable[Document | Refusal]) -> Iterator[Document | Refusal | Kept]:
        """Yield the documents in order, a Kept in place of each that need not be read again."""
        iterator = iter(documents)
        while part := list(islice(iterator, AT_ONCE)):
            known = self._known([each.sha256 for each in part if isinstance(each, Document)])
            for each in part:
                found = known.get(each.sha256) if isinstance(each, Document) else None
                same = isinstance(each, Document) and found is not None and found[1] == self.under.of(each)
                yield found[0](each.source) if same and found is not None else each

    def _known(self, hashes: Sequence[str]) -> dict[str, tuple[Callable[[str], Kept], str | None]]:
        """Return, by hash, how each document that this extractor read is kept, and under which decisions it was written."""
        uids = [ids.document_uid(each) for each in hashes]
        rows = self.store.run(statement("write/known_documents"), {"uids": uids}).rows if uids else []
        return {
            str(sha256): (partial(Kept, uid=str(uid), statements=int(str(count))), decisions and str(decisions))  # type: ignore[misc]
            for uid, sha256, extractor, decisions, count in rows
            if sha256 in hashes and extractor == EXTRACTOR
        }

    def remember(self, documents: Iterable[tuple[str, Document]]) -> None:
        """Write down that documents, by uid, were read again, now and under these decisions, and gave what they gave before."""
        given = [
            {"uid": uid, "properties": {"extractor": EXTRACTOR, "decisions": self.under.of(document)}}
            for uid, document in documents
        ]
        self.store.fill("write/describe/Document", given)

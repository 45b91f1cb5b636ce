"""Know the documents that a store holds just so already, by their hash, before anything is extracted or written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from typing import Any

from envgov.graph import ids
from envgov.graph.identity import Identities
from envgov.graph.kinds import load_kinds
from envgov.graph.model import DocumentFacts, Node
from envgov.graph.statements import statement
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.graph.values import listed
from envgov.graph.versions import told_by
from envgov.loaders.document import Document, Offsets
from envgov.loaders.extractor import EXTRACTOR
from envgov.loaders.pipeline import read_facts
from envgov.loaders.refusals import Refusal, attempted
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

    def remember(self, unchanged: Iterable[Node]) -> None:
        """Write down that documents were read again, now and under these decisions, and state what they stated before.

        What else their nodes say (the text, what was left out of the file) is what this reading says.
        """
        given = [
            {"uid": each.uid, "properties": dict.fromkeys(_properties()) | listed(each.properties)}
            for each in unchanged
        ]
        self.store.fill("write/describe/Document", given)

    def reread(self, documents: Sequence[str]) -> None:
        """Read the earlier versions of documents anew that another extractor read: what changed is what the files say.

        A version whose text cannot be read now keeps what it stated.
        """
        asked = {"documents": list(documents), "extractor": EXTRACTOR}
        rows = self.store.run(statement("versions/read_otherwise"), asked).rows if documents else []
        given = []
        for uid, name, properties in rows:
            assert isinstance(properties, Mapping)  # noqa: S101 - the statement's column
            facts = attempted(partial(self._facts, properties), str(name))
            if isinstance(facts, Refusal):
                continue
            told = [each.data() for each in told_by(facts)]
            given.append({"uid": uid, "properties": {"stated": told or None, "extractor": EXTRACTOR}})
        self.store.fill("write/describe/Version", given)

    def _facts(self, version: Mapping[str, Any]) -> DocumentFacts:
        text = str(version["text"])
        document = Document(
            id=str(version["file"]),
            source=str(version["file"]),
            sha256=str(version["sha256"]),
            raw=text,
            text=text,
            offsets=Offsets.identity(len(text)),
            title=version.get("title"),
            published=version.get("published"),
            publisher=version.get("publisher"),
            url=version.get("url"),
            home=version.get("home"),
            home_by="version" if version.get("home") else "",
        )
        return self.under.suppressed.applied(self.under.identities.apply(read_facts(document)))


@cache
def _properties() -> tuple[str, ...]:
    return tuple(load_kinds().nodes["Document"].properties)

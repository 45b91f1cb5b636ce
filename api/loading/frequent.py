"""Count the names that the documents of a folder give most often: what is absurd shows there in one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from envgov.graph.model import NAMED, DocumentFacts
from envgov.loaders.document import Document

KINDS = ("Agency", "Official", "Region", "Event")
AROUND = 16  # code points of the example on each side of the name
MOST_NAMES = 50_000  # of one kind that are counted at once: a name that comes late and seldom is no frequent one


@dataclass(frozen=True, slots=True)
class Use:
    """One name in one document: how often it stands there, and the words around its first place."""

    kind: str
    name: str
    times: int
    example: str
    file: str


@dataclass(slots=True)
class Tally:
    """A name over all documents; `times` counts places, `documents` documents, `example` is the first."""

    name: str
    times: int = 0
    documents: int = 0
    example: str = ""
    file: str = ""


@dataclass(slots=True)
class Frequent:
    """The names of each kind by how often they stand; memory is bounded by `most` names of a kind.

    Where more are met, the rarest half is forgotten (lossy counting: Manku and Motwani, 2002): what is frequent stays.
    """

    most: int = MOST_NAMES
    tallies: dict[str, dict[str, Tally]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def add(self, uses: Iterable[Use]) -> None:
        """Count the names of one document."""
        for use in uses:
            known = self.tallies[use.kind]
            if use.name not in known and len(known) >= self.most:
                kept = sorted(known.values(), key=lambda each: -each.times)[: self.most // 2]
                known = self.tallies[use.kind] = {each.name: each for each in kept}
            tally = known.setdefault(use.name, Tally(use.name, example=use.example, file=use.file))
            tally.times += use.times
            tally.documents += 1

    def top(self, kind: str, limit: int) -> Iterator[Tally]:
        """Yield the most frequent names of a kind, the most frequent first."""
        yield from sorted(self.tallies[kind].values(), key=lambda each: (-each.times, each.name))[:limit]


def uses_of(_document: Document, facts: DocumentFacts) -> list[Use]:
    """Return the names that one document gives, one `Use` a name and kind, in text order."""
    text = str(facts.document.properties["text"])
    file = str(facts.document.properties["file"])
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for fact in facts.facts:
        if fact.predicate == NAMED and fact.subject.kind in KINDS:
            key = (fact.subject.kind, fact.subject.name)
            places.setdefault(key, []).append((fact.evidence.start, fact.evidence.end))
    return [Use(kind, name, len(spans), _around(text, *spans[0]), file) for (kind, name), spans in places.items()]


def _around(text: str, start: int, end: int) -> str:
    """Return the words around a place on one line, the place itself in brackets."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{before}【{text[start:end]}】{after}".split())

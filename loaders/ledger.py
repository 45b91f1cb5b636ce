"""Account for a whole document: each of its clauses with what became of it, and what repair took out before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .clauses.states import FACTS, NAMES, UNREAD, Clause, states
from .document import Document
from .facts import write_facts
from .pipeline import read_document


@dataclass(frozen=True, slots=True)
class Ledger:
    """The clauses of one document, in text order, and what repair took out before (step, the raw characters)."""

    document: str  # the file's name
    clauses: tuple[Clause, ...]
    removed: tuple[tuple[str, str], ...]

    @property
    def characters(self) -> Counter[str]:
        """Return the number of characters by state."""
        counts: Counter[str] = Counter()
        for clause in self.clauses:
            counts[clause.state] += clause.end - clause.start
        return counts


def read_ledger(document: Document) -> Ledger:
    """Return the ledger of one document, as its reader gave it."""
    reading = read_document(document)
    facts = write_facts(reading)
    removed = tuple((each.step, document.raw[each.start : each.end]) for each in reading.document.removals)
    return Ledger(str(facts.document.properties["file"]), tuple(states(reading, facts)), removed)


def unread_share(ledgers: Iterable[Ledger]) -> float:
    """Return the share of characters that nobody read, of all that stand in the documents' own words; 0 for none."""
    total: Counter[str] = Counter()
    for ledger in ledgers:
        total += ledger.characters
    own = total[FACTS] + total[NAMES] + total[UNREAD]
    return total[UNREAD] / own if own else 0.0

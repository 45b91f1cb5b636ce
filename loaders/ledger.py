"""Say of every clause of a document what became of it: it gave facts, it was set aside by a rule, or nobody read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from envgov.graph.model import UNSETTLED, DocumentFacts

from .document import Document
from .facts import write_facts
from .language.sentences import clauses
from .linking.reading import Reading
from .pipeline import OUTSIDE, read_document

FACTS, NAMES, ASIDE, UNREAD = "facts", "names", "aside", "unread"
# Blocks that hold a text together and state nothing by themselves.
FRAME = frozenset({"heading", "columns", "dateline", "signature", "number", "attachment", "addressee", "subtitle"})
STATES = (FACTS, NAMES, ASIDE, UNREAD)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what became of it.

    `start`, `end` are code points into the repaired text, half-open. `state` is facts (something is stated there), names
    (somebody or some place is named and no more), aside (a rule keeps it out: `rules` says which) or unread.
    `rules` are the ids of the rules that read it or set it aside, in text order.
    """

    start: int
    end: int
    text: str
    state: str
    rules: tuple[str, ...] = ()


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
    return Ledger(str(facts.document.properties["file"]), tuple(_clauses(reading, facts)), removed)


def unread_share(ledgers: Iterable[Ledger]) -> float:
    """Return the share of characters that nobody read, of all that stand in the documents' own words; 0 for none."""
    total: Counter[str] = Counter()
    for ledger in ledgers:
        total += ledger.characters
    own = total[FACTS] + total[NAMES] + total[UNREAD]
    return total[UNREAD] / own if own else 0.0


def _clauses(reading: Reading, facts: DocumentFacts) -> Iterator[Clause]:
    stated = sorted(
        (f.evidence.start, f.evidence.end, f.evidence.rule, f.predicate in UNSETTLED or f.derived) for f in facts.facts
    )
    aside = sorted((start, end, reason) for start, end, reason in facts.ignored)
    aside += [(each.start, each.end, each.kind) for each in facts.anomalies]
    frame = [(b.start, b.end, f"block.{b.kind}") for b in reading.outline.blocks if b.kind in OUTSIDE | FRAME]
    for start, end in clauses(reading.text):
        left_out = [rule for a, b, rule in frame if a <= start < b]
        over = [(rule, name) for a, b, rule, name in stated if a < end and start < b]
        said = tuple(dict.fromkeys(rule for rule, name in over if not name))
        named = tuple(dict.fromkeys(rule for rule, name in over if name))
        reasons = tuple(dict.fromkeys([*left_out, *(rule for a, b, rule in aside if a < end and start < b)]))
        if said:
            state, rules = FACTS, said
        elif reasons:
            state, rules = ASIDE, reasons
        elif named:
            state, rules = NAMES, named
        else:
            state, rules = UNREAD, ()
        yield Clause(start, end, reading.text[start:end], state, rules)

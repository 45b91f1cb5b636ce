"""Say of every clause of a document what became of it: it gave facts, it was set aside by a rule, or nobody read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from envgov.graph.model import UNSETTLED, DocumentFacts

from ..language.sentences import clauses
from ..linking.reading import Reading
from ..structure.sections import OUTSIDE

FACTS, NAMES, ASIDE, UNREAD = "facts", "names", "aside", "unread"
# Blocks that hold a text together and state nothing by themselves.
FRAME = frozenset({"heading", "columns", "dateline", "signature", "number", "attachment", "addressee", "subtitle"})
STATES = (FACTS, NAMES, ASIDE, UNREAD)
IN_FRAME = "frame"  # sets aside a clause that begins inside; one that begins before a heading speaks for itself


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
class _Said:
    """A stretch of the text with the rule that read it or set it aside; `state` is what it makes of a clause."""

    start: int
    end: int
    rule: str
    state: str


def states(reading: Reading, facts: DocumentFacts) -> Iterator[Clause]:
    """Yield the clauses of a document with what its facts make of them, in text order."""
    said = sorted(_said(reading, facts), key=lambda each: (each.start, each.end, each.rule))
    open_: list[_Said] = []
    at = 0
    for start, end in clauses(reading.text):
        while at < len(said) and said[at].start < end:
            open_.append(said[at])
            at += 1
        open_ = [each for each in open_ if each.end > start]
        yield _clause(reading.text, (start, end), [each for each in open_ if _holds(each, start, end)])


def _said(reading: Reading, facts: DocumentFacts) -> Iterator[_Said]:
    for block in reading.outline.blocks:
        if block.kind in OUTSIDE | FRAME:
            yield _Said(block.start, block.end, f"block.{block.kind}", IN_FRAME)
    for fact in facts.facts:
        state = NAMES if fact.predicate in UNSETTLED or fact.derived else FACTS
        yield _Said(fact.evidence.start, fact.evidence.end, fact.evidence.rule, state)
    for start, end, reason in facts.ignored:
        yield _Said(start, end, reason, ASIDE)
    for anomaly in facts.anomalies:
        yield _Said(anomaly.start, anomaly.end, anomaly.kind, ASIDE)


def _holds(said: _Said, start: int, end: int) -> bool:
    return said.start <= start < said.end if said.state == IN_FRAME else said.start < end and start < said.end


def _clause(text: str, span: tuple[int, int], over: Sequence[_Said]) -> Clause:
    start, end = span
    for state, kept in ((FACTS, (FACTS,)), (ASIDE, (IN_FRAME, ASIDE)), (NAMES, (NAMES,))):
        rules = tuple(dict.fromkeys(each.rule for kind in kept for each in over if each.state == kind))
        if rules:
            return Clause(start, end, text[start:end], state, rules)
    return Clause(start, end, text[start:end], UNREAD)

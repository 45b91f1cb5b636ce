"""Measure how often what a rule states is right: a fact is judged by what becomes of the score when it is left out."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from envgov.graph.model import NAMED, DocumentFacts, Fact

from ..record import record
from .documents import score_document
from .tally import Tally
from .values import Item

PRIOR_WEIGHT = 8.0  # judged facts that the confidence given by hand counts as
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the table in docs/accuracy.md; each holds its lower end


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fact of one document that gold speaks about: by which rule it was stated, how surely, and whether it is right."""

    rule: str
    confidence: float
    right: bool


def judged(facts: DocumentFacts, gold: Item) -> Iterator[Judgement]:
    """Yield a judgement for every fact of which gold says whether it is right, in the order of the facts.

    All statements of a fact are left out together. Where fewer items are right without it, it was right; where fewer are
    wrong, it was wrong; where nothing changes, gold does not speak about it, or other facts say the same.
    """
    stated: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts.facts:
        stated[_key(fact)].append(fact)
    base = _scored(facts, gold)
    for key, statements in stated.items():
        without = _scored(replace(facts, facts=tuple(f for f in facts.facts if _key(f) != key)), gold)
        entities = key[1] == NAMED
        right = base.total(entities=entities).right - without.total(entities=entities).right
        wrong = _wrong(base, entities=entities) - _wrong(without, entities=entities)
        if right > 0 or wrong > 0:
            best = max(statements, key=lambda fact: fact.evidence.confidence)
            yield Judgement(best.evidence.rule, best.evidence.confidence, right >= wrong)


def _key(fact: Fact) -> tuple[str, str, str]:
    value = fact.object.uid if fact.object is not None else "" if fact.predicate == NAMED else repr(fact.value)
    return fact.subject.uid, fact.predicate, value


def _scored(facts: DocumentFacts, gold: Item) -> Tally:
    tally = Tally()
    score_document(tally, gold, record(facts))
    return tally


def _wrong(tally: Tally, *, entities: bool) -> int:
    total = tally.total(entities=entities)
    return total.said - total.right


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen of a rule: how many of its judged facts are right and wrong, and the confidence it gives as a rule."""

    rule: str
    right: int
    wrong: int
    given: float

    @property
    def confidence(self) -> float:
        """Return the measured precision, drawn towards the confidence given by hand where little was seen."""
        return round((self.right + PRIOR_WEIGHT * self.given) / (self.right + self.wrong + PRIOR_WEIGHT), 3)


def measured(judgements: Iterable[Judgement]) -> list[Measured]:
    """Return what was seen of each rule, by its name."""
    of_rule: dict[str, list[Judgement]] = defaultdict(list)
    for each in judgements:
        of_rule[each.rule].append(each)
    return [
        Measured(
            rule,
            sum(each.right for each in found),
            sum(not each.right for each in found),
            Counter(each.confidence for each in found).most_common(1)[0][0],
        )
        for rule, found in sorted(of_rule.items())
    ]


def bands(judgements: Sequence[Judgement]) -> list[tuple[float, float, int, int]]:
    """Return the table of calibration: (from, below, right, judged) for each band of confidence."""
    return [
        (low, high, sum(j.right for j in inside), len(inside))
        for low, high in itertools.pairwise(BANDS)
        for inside in ([j for j in judgements if low <= j.confidence < high or (high == BANDS[-1] == j.confidence)],)
    ]

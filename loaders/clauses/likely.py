"""Rank the clauses that gave no fact by how much they look like one: a linear classifier, trained by tools/train_clauses.py.

It writes no fact. Its answer is the queue of clauses that a person should look at first, and the estimate of what a load
has probably missed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, sqrt

from envgov.graph.model import DocumentFacts, UnreadClause

from ..facts import write_facts
from ..linking.reading import Reading
from .states import NAMES, UNREAD, states

WEIGHTS = files("envgov.loaders").joinpath("data/clause_weights.bin")
GAVE_NONE = frozenset({NAMES, UNREAD})
LENGTHS = (1, 2, 3)  # of the runs of characters that are looked at
TOLD = frozenset({"Event", "Plan", "Task", "Directive"})  # what a title announces
FEWEST = 6  # code points; what is shorter (一、总则) states nothing by itself
LENGTH_STEP, LONGEST_STEP = 15, 8  # a length counts in steps of so many code points, and not past so many steps
LEAST_SCORE = 0.5  # from which a clause joins the queue: there more hold a fact than do not (docs/accuracy.md)


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model for each kind of fact over hashed features.

    `weights[k]` are signed bytes, one a feature, that count `scales[k]` each; `biases[k]` is added to their sum over the
    features of a clause, which is divided by the root of their number. The logistic function of that is the score.
    """

    kinds: tuple[str, ...]
    size: int
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    weights: tuple[memoryview, ...]

    def scores(self, features: Sequence[int]) -> tuple[float, ...]:
        """Return for each kind how likely a clause with these features holds a fact of it, 0 to 1."""
        root = sqrt(max(1, len(features)))
        sums = (sum(map(weights.__getitem__, features)) for weights in self.weights)
        return tuple(
            _logistic(total * scale / root + bias)
            for total, scale, bias in zip(sums, self.scales, self.biases, strict=True)
        )


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, value))))


@cache
def load_model() -> Model:
    """Return the model of data/clause_weights.bin: a line of JSON that says what it holds, then the weights."""
    head, _, body = WEIGHTS.read_bytes().partition(b"\n")
    told = json.loads(head)
    size, kinds = int(told["size"]), tuple(told["kinds"])
    signed = memoryview(body).cast("b")
    weights = tuple(signed[at * size : (at + 1) * size] for at in range(len(kinds)))
    return Model(kinds, size, tuple(told["scales"]), tuple(told["biases"]), weights)


def features(stream: str, block: str, size: int) -> list[int]:
    """Return the features of a clause, ascending: its runs of one to three characters, its length, the kind of its block.

    `stream` is the clause with each mention as one mark (see `language.marking`), so that names do not count.
    """
    edged = f"^{stream}$"
    runs = {edged[at : at + length] for length in LENGTHS for at in range(len(edged) - length + 1)}
    runs.add(f"block:{block}")
    runs.add(f"length:{min(LONGEST_STEP, len(stream) // LENGTH_STEP)}")
    return sorted({zlib.crc32(run.encode()) % size for run in runs})


def clause_features(reading: Reading, start: int, end: int, size: int) -> list[int]:
    """Return the features of the clause `start`..`end` (code points, half-open) of a document."""
    block = next((each.kind for each in reading.outline.blocks if each.start <= start < each.end), "none")
    return features(reading.marked(start, end).stream, block, size)


def complete_facts(reading: Reading) -> DocumentFacts:
    """Return everything that a document gives: its facts, and the clauses that gave none and look like one."""
    facts = write_facts(reading)
    return replace(facts, unread=tuple(unread_clauses(reading, facts)))


def unread_clauses(reading: Reading, facts: DocumentFacts) -> Iterator[UnreadClause]:
    """Yield the clauses of a document that gave no fact and look like one, with the kind that is likeliest, in text order."""
    model = load_model()
    told = any(fact.subject.kind in TOLD for fact in facts.facts)
    titles = [(block.start, block.end) for block in reading.outline.of_kind("title")] if told else []
    for clause in states(reading, facts):
        if clause.state not in GAVE_NONE or clause.end - clause.start < FEWEST:
            continue
        if any(start <= clause.start < end for start, end in titles):
            continue  # what the title announces was read below it
        scores = model.scores(clause_features(reading, clause.start, clause.end, model.size))
        score = max(scores)
        if score >= LEAST_SCORE:
            kind = model.kinds[scores.index(score)]
            yield UnreadClause(clause.text, clause.start, clause.end, kind, round(score, 2))

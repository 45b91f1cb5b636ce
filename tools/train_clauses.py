"""Train the classifier of clauses on gold records and write its weights: loaders/data/clause_weights.bin.

Usage: python tools/train_clauses.py [GOLD FILES]...             (default: the sets of tests/gold that may be read)
       python tools/train_clauses.py --measure [GOLD FILES]...   (default: those that nobody looks at)

`--measure` writes nothing: it ranks the clauses of other documents that gave no fact, and prints how many of the first
50, 100, 150 hold one by their gold record, beside the longest ones, and how many at each score.

Logistic regression for each kind of fact, by AdaGrad over hashed features, with a fixed seed: the same records give the
same bytes. A clause without a label is a weak negative: gold leaves out what is optional.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from envgov.loaders.clauses.likely import FEWEST, GAVE_NONE, WEIGHTS, clause_features, load_model
from envgov.loaders.clauses.states import ASIDE, states
from envgov.loaders.document import Document
from envgov.loaders.facts import write_facts
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_document
from envgov.loaders.scoring.clause_labels import KINDS, labels
from envgov.loaders.scoring.gold import read_gold

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
READ, UNREAD = ("read", "pages"), ("unread", "pages-unread")
SIZE = 1 << 14
SEED, ROUNDS, RATE, DECAY = 0, 12, 0.3, 1e-5
WEAK = 0.3  # weight of a clause that no gold item labels
LARGEST = 127  # of a signed byte


@dataclass(frozen=True, slots=True)
class Example:
    """A clause of a document: its features, the kinds of facts it holds by gold, its length, whether a rule read it."""

    features: tuple[int, ...]
    kinds: frozenset[str]
    length: int
    read: bool


def examples(gold: Path, texts: Path) -> Iterator[Example]:
    """Yield the clauses of the documents of a folder that have a gold record; what a rule set aside is left out."""
    records = {record["id"]: record for record in read_gold(gold)}
    for document in read_paths([texts]):
        if not isinstance(document, Document):
            continue
        reading = read_document(document)
        facts = write_facts(reading)
        record = records.get(document.id)
        for clause in states(reading, facts) if record is not None else ():
            if clause.state != ASIDE and clause.end - clause.start >= FEWEST:
                found = clause_features(reading, clause.start, clause.end, SIZE)
                read = clause.state not in GAVE_NONE
                yield Example(tuple(found), labels(clause.text, record or {}), clause.end - clause.start, read)


def trained(found: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights (kinds by features) and the biases (kinds) of a model of these clauses."""
    told = np.array([[kind in each.kinds for kind in KINDS] for each in found], float)
    weights, biases = np.zeros((len(KINDS), SIZE)), np.zeros(len(KINDS))
    squares, bias_squares = np.full(weights.shape, 1e-8), np.full(len(KINDS), 1e-8)
    order = np.random.default_rng(SEED)
    for _round in range(ROUNDS):
        for at in order.permutation(len(found)):
            columns = np.array(found[at].features)
            root = np.sqrt(len(columns))
            sums = weights[:, columns].sum(1) / root + biases
            slope = (1 / (1 + np.exp(-sums)) - told[at]) * np.where(told[at] > 0, 1.0, WEAK)
            step = (slope / root)[:, None] + DECAY * weights[:, columns]
            squares[:, columns] += step**2
            weights[:, columns] -= RATE * step / np.sqrt(squares[:, columns])
            bias_squares += slope**2
            biases -= RATE * slope / np.sqrt(bias_squares)
    return weights, biases


def write(weights: np.ndarray, biases: np.ndarray) -> None:
    """Write a model as `load_model` reads it: each kind's weights as signed bytes with a scale of their own."""
    scales = np.abs(weights).max(1) / LARGEST
    small = np.rint(weights / scales[:, None]).astype(np.int8)
    head = {
        "kinds": KINDS,
        "size": SIZE,
        "scales": [float(f"{scale:.6g}") for scale in scales],
        "biases": [float(f"{bias:.6g}") for bias in biases],
    }
    Path(str(WEIGHTS)).write_bytes(json.dumps(head).encode() + b"\n" + small.tobytes())


def measure(found: Sequence[Example]) -> None:
    """Print how well the model ranks the clauses that gave no fact."""
    model = load_model()
    waiting = [each for each in found if not each.read]
    scored = sorted(((max(model.scores(each.features)), each) for each in waiting), key=lambda pair: -pair[0])
    longest = sorted(waiting, key=lambda each: -each.length)
    print(f"{len(waiting)} clauses gave no fact, {sum(bool(each.kinds) for each in waiting)} of them hold one by gold")
    print("| first | ranked | longest |\n| --: | --: | --: |")
    for first in (20, 50, 100, 150):
        ranked = sum(bool(each.kinds) for _score, each in scored[:first])
        print(f"| {first} | {ranked} | {sum(bool(each.kinds) for each in longest[:first])} |")
    print("| score from | clauses | hold a fact |\n| --: | --: | --: |")
    for score in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        above = [each for value, each in scored if value >= score]
        print(f"| {score} | {len(above)} | {sum(bool(each.kinds) for each in above)} |")


def main(arguments: list[str]) -> int:
    """Train and write, or measure."""
    measuring = arguments[:1] == ["--measure"]
    default = [GOLD / name / part for name in (UNREAD if measuring else READ) for part in ("gold", "texts")]
    folders = [Path(each) for each in arguments[measuring:]] or default
    if len(folders) % 2:
        print("give folders in pairs: GOLD FILES", file=sys.stderr)
        return 2
    found = [each for at in range(0, len(folders), 2) for each in examples(folders[at], folders[at + 1])]
    if measuring:
        measure(found)
        return 0
    write(*trained(found))
    print(f"{WEIGHTS}: {len(found)} clauses")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

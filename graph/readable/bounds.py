"""How much of each thing one statement may hold: what an engine cannot interrupt, or plans without end, has a number here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod

from ..errors import RefusedError

# How often each thing may stand in a statement. Engines look at the clock between two rows, hardly ever while they plan.
MOST = {
    "steps": (14, "steps in all patterns together"),
    "patterns": (24, "patterns"),
    "clauses": (40, "clauses"),
    "unions": (10, "UNION"),
    "unwinds": (3, "UNWIND"),
    "ranges": (2, "range()"),
    "xors": (4, "XOR: each doubles what a planner works on"),
    "cases": (40, "WHEN"),
    "regexes": (8, "regular expressions"),
    "splits": (3, "split()"),
    "paths": (2, "shortest paths"),
    "far": (4, "relationships of several steps"),
    "free": (3, "parts that nothing connects; name a node in both"),
}
# How deep each thing may stand in its like.
DEEPEST = {
    "expressions": (64, "brackets are nested deeper than {most}"),
    "cases": (4, "CASE is nested deeper than {most}"),
    "subqueries": (3, "subqueries are nested deeper than {most}"),
    "loops": (1, "loops over lists may not stand in loops over lists: no engine can interrupt them"),
}
MOST_ITEMS = 900  # of a list that is written out: 20,000 took a real Neo4j six seconds to plan
MOST_LABELS = 24  # of one label expression
MOST_SIGNS = 8  # in a row
MOST_BEHIND = 8  # properties and places in a list behind one another: 300 took a real Neo4j five seconds to plan
MOST_SUMS, MOST_JOINED = 60, 300  # signs of arithmetic, and all operators, of one expression without brackets
# Times a text or a list may grow by joining it to itself; less where a loop may make one of these for each of its items.
GROWTH, GROWTH_IN_LOOPS = 16, 4
FURTHEST = 6  # steps of a path
LONGEST_RANGE = 10_000


@dataclass(slots=True)
class Bounds:
    """What was counted so far; every method raises RefusedError at its bound."""

    seen: dict[str, int] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    growth: list[int] = field(default_factory=lambda: [1])
    most_growth: int = GROWTH

    def count(self, what: str, by: int = 1) -> None:
        """Count something that stands in the statement."""
        most, words = MOST[what]
        self.seen[what] = self.seen.get(what, 0) + by
        if self.seen[what] > most:
            raise RefusedError(f"the statement has more than {most} {words}")

    @contextmanager
    def within(self, what: str) -> Iterator[None]:
        """Stand inside something for the length of the block."""
        most, words = DEEPEST[what]
        if self.depth.get(what, 0) >= most:
            raise RefusedError(words.format(most=most))
        self.depth[what] = self.depth.get(what, 0) + 1
        try:
            yield
        finally:
            self.depth[what] -= 1

    def clause(self) -> None:
        """Begin a clause: what grew in the one before may be named, and grow again."""
        self.count("clauses")
        self.growth.append(1)

    def joined(self) -> None:
        """Count a plus sign whose right side is no literal: it may double what it joins, and the next clause that again."""
        self.growth[-1] += 1
        self._grown()

    def loop(self) -> None:
        """Count a loop that makes something of each item."""
        self.most_growth = GROWTH_IN_LOOPS
        self._grown()

    def _grown(self) -> None:
        if prod(self.growth) > self.most_growth:
            raise RefusedError(f"too many plus signs: a text or a list could grow more than {self.most_growth} times")

    def new_rows(self) -> None:
        """Begin another statement of a UNION: what multiplies the rows of one does nothing to the other's."""
        self.seen.pop("free", None)


def at_most(number: int, most: int, what: str) -> None:
    """Raise RefusedError where there are more of something than may stand in one place."""
    if number > most:
        raise RefusedError(f"{what} may hold {most} items; give them as a parameter, or ask twice")

"""Count what is right, said and wanted, kind by kind, and keep every error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ENTITIES = ("agencies", "officials", "regions", "events", "groups", "plans", "phases", "tasks", "directives")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Score:
    """How many items are right, how many were said, how many gold wants."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.said + other.said, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Return the share of what was said that is right; 0 where nothing was said."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what gold wants that was said; 0 where it wants nothing."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: `what` is missed, spurious or FORBIDDEN."""

    document: str
    kind: str
    what: str
    value: str


@dataclass(slots=True)
class Tally:
    """The scores by kind, in the order they first came, and the mistakes."""

    scores: dict[str, Score] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    document: str = ""

    def add(self, kind: str, right: int, said: int, wanted: int) -> None:
        """Count items of a kind."""
        self.scores[kind] = self.scores.get(kind, Score()) + Score(right, said, wanted)

    def note(self, kind: str, what: str, value: object) -> None:
        """Keep a mistake of the current document."""
        self.mistakes.append(Mistake(self.document, kind, what, str(value)))

    def compare(
        self, kind: str, wanted: Sequence[frozenset[object]], said: Iterable[object], free: Iterable[object] = ()
    ) -> None:
        """Compare values with gold: each wanted item is a set of values any of which is right, `free` ones do not count."""
        left, ignored = list(wanted), frozenset(free)
        right = wrong = 0
        for value in dict.fromkeys(said):
            hit = next((item for item in left if value in item), None)
            if hit is not None:
                left.remove(hit)
                right += 1
            elif not any(value in item for item in wanted) and not {value, ANY} & ignored:
                wrong += 1
                self.note(kind, "spurious", value)
        for item in left:
            self.note(kind, "missed", min(item, key=str))
        self.add(kind, right, right + wrong, len(wanted))

    def total(self, *, entities: bool) -> Score:
        """Return the micro average over the kinds of entity, or over the kinds of relation."""
        return sum((s for kind, s in self.scores.items() if (kind in ENTITIES) == entities), Score())


def table(tally: Tally, titles: Mapping[str, str] | None = None) -> str:
    """Return the scores as lines: a kind, right, predicted, gold, precision, recall, F1; the micro averages last."""
    head = f"{'kind':24}{'right':>7}{'pred':>7}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}"
    rows = [(kind, score) for kind, score in tally.scores.items() if score != Score()]
    rows += [("ENTITIES", tally.total(entities=True)), ("RELATIONS", tally.total(entities=False))]
    lines = [
        f"{(titles or {}).get(kind, kind):24}{s.right:7}{s.said:7}{s.wanted:7}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}"
        for kind, s in rows
    ]
    return "\n".join([head, *lines])

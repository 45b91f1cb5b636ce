"""By what an event is known again in another document: the value of the statements whose predicate is `occasion`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from . import ids
from .model import OCCASION, DocumentFacts

OWN, BY_PLACE, BY_DIVISION = "own", "place", "division"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One way to know an event again, as one document states it.

    `told` is the uid that the event has by its own document alone. `by` says what `where` is: the place it was held in or
    a division; `what` is the host's uid or the folded name. `place` is the way down to the place (530000/530100), "" where none
    is told; `ordinal` the number in a series, `sitting` the kind of sitting (常务会议); `apart` the uids that a person said are
    other events.
    """

    told: str
    by: str = OWN
    kind: str = ""
    day: str = ""
    where: str = ""
    what: str = ""
    place: str = ""
    ordinal: str = ""
    sitting: str = ""
    apart: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the key of the fact that documents share which tell of one event."""
        if self.by == OWN:
            return ids.occasion_uid(self.told)
        return ids.occasion_uid(self.kind, self.day, self.where, self.what)

    def text(self) -> str:
        """Return the occasion as the value of its statement."""
        given = {name: getattr(self, name) for name in ("told", "by", *SAID) if getattr(self, name)}
        return json.dumps(given | ({"apart": list(self.apart)} if self.apart else {}), ensure_ascii=False)


SAID = ("kind", "day", "where", "what", "place", "ordinal", "sitting")


def occasion_of(text: str) -> Occasion:
    """Return the occasion that the value of a statement holds."""
    given = json.loads(text)
    return Occasion(**{**given, "apart": tuple(given.get("apart", ()))})


def occasions(facts: DocumentFacts) -> Iterator[Occasion]:
    """Yield the occasions that a document states."""
    for fact in facts.facts:
        if fact.predicate == OCCASION:
            yield occasion_of(str(fact.value))

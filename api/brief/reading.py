"""Ask the graph for what a briefing needs: find the subject by its name, and the sources of every fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from envgov.graph.errors import QueryError

from .content import KINDS, Evidence, Source, visible
from .dates import spoken

Row = dict[str, Any]
AT_ONCE = 500  # facts of one question
MOST_CANDIDATES = 10


class Rows(Protocol):
    """Whatever returns the rows of a statement of the cypher folder: the service's graph, or a store's."""

    def __call__(self, name: str, **params: object) -> list[Row]:
        """Return the rows as maps."""


class UnknownSubjectError(QueryError):
    """A name that nothing of the wanted kind has."""


class AmbiguousSubjectError(QueryError):
    """A name that several things may mean; `candidates` are pairs of uid and name."""

    def __init__(self, sentence: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__(sentence)
        self.candidates = tuple(candidates)


def find(rows: Rows, kind: str, name: str) -> str:
    """Return the uid of the plan, agency, event or region that a name means.

    Raises UnknownSubjectError where there is none, AmbiguousSubjectError where there are several.
    """
    wanted = name.strip()
    found = rows(f"brief/find/{KINDS[kind]}", wanted=wanted, limit=MOST_CANDIDATES + 1) if wanted else []
    if not found:
        raise UnknownSubjectError(f"there is no {kind} named {name!r}; `envgov search` finds names and uids")
    best = [row for row in found if row["rank"] == found[0]["rank"]]
    if len(best) == 1:
        return str(best[0]["uid"])
    more = "" if len(best) <= MOST_CANDIDATES else " or more"
    listed = [(str(row["uid"]), str(row["name"])) for row in best[:MOST_CANDIDATES]]
    raise AmbiguousSubjectError(f"{name!r} may mean {len(listed)}{more} {kind}s; give the full name or the uid", listed)


@dataclass(frozen=True, slots=True)
class Proof:
    """The statements behind the facts of a briefing; the sources are numbered in the order of their first fact."""

    by_fact: dict[str, tuple[Evidence, ...]]
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, rows: Rows, *lists: Iterable[Row]) -> Proof:
        """Return the statements behind the `fact` of every row."""
        facts = list(dict.fromkeys(str(row["fact"]) for each in lists for row in each if row.get("fact")))
        stated: dict[str, list[Row]] = {}
        for first in range(0, len(facts), AT_ONCE):
            for row in rows("brief/evidence", facts=facts[first : first + AT_ONCE]):
                stated.setdefault(row["fact"], []).append(row)
        numbers: dict[str, Source] = {}
        by_fact: dict[str, tuple[Evidence, ...]] = {}
        for fact in facts:
            found = []
            for row in stated.get(fact, ()):
                source = numbers.setdefault(row["document_uid"], _source(len(numbers) + 1, row))
                found.append(Evidence(source.number, visible(row["quote"]), row["start"], row["end"], row["derived"]))
            by_fact[fact] = tuple(found)
        return cls(by_fact, tuple(numbers.values()))

    def behind(self, row: Row) -> tuple[Evidence, ...]:
        """Return the statements behind the fact of a row."""
        return self.by_fact.get(str(row.get("fact")), ())

    def of_property(self, stated: Iterable[Row], predicate: str) -> tuple[Evidence, ...]:
        """Return the statements behind a property, of rows with the predicate and the fact of each."""
        return tuple(each for row in stated if row["predicate"] == predicate for each in self.behind(row))


def _source(number: int, row: Row) -> Source:
    title = f"《{visible(row['title'])}》" if row["title"] else f"未载标题的文档 {visible(row['file'])}"
    published = spoken(row["published"])
    mark, publisher = visible(row["number"]), visible(row["publisher"])
    return Source(
        number,
        str(row["document_uid"]),
        title,
        mark=mark or None,
        published=f"{published}发布" if published else None,
        publisher=publisher if publisher and publisher != mark else None,
    )


def grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    """Return rows by a column, in the order in which its values come."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def once(values: Iterable[str]) -> list[str]:
    """Return values without those that came before."""
    return list(dict.fromkeys(value for value in values if value))

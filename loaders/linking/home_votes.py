"""Count the votes for the home of a document: which division of a level they are for."""

from __future__ import annotations

from collections.abc import Mapping

from ..gazetteer.gazetteer import Gazetteer, Region

OWN, INSIDE = 3.0, 1.0  # a vote for the division named, and for each division that it lies in


def best_county(votes: Mapping[str, float], gazetteer: Gazetteer) -> Region | None:
    """Return the county most spoken of, for a text that speaks from one of its townships."""
    counties = {code: count for code, count in votes.items() if gazetteer.region(code).level == "county"}
    ranked = sorted(((count, code) for code, count in counties.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return gazetteer.region(ranked[0][1])


def best_of(fitting: Mapping[str, Region], votes: Mapping[str, float], gazetteer: Gazetteer) -> Region | None:
    """Return the division that most votes are for among `fitting`; of two as good it is none, but of a city and one in it the first."""
    counts = {code: votes[code] - _from_inside(code, fitting, votes, gazetteer) for code in fitting}
    ranked = sorted(counts, key=lambda code: -counts[code])  # of two alike the one that was named first
    if not ranked:
        return None
    first = fitting[ranked[0]]
    if len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]:
        second = fitting[ranked[1]]
        nested = gazetteer.lies_in(first, second) or gazetteer.lies_in(second, first)
        return first if nested else None
    return first


def _from_inside(code: str, fitting: Mapping[str, Region], votes: Mapping[str, float], gazetteer: Gazetteer) -> float:
    """Return how many of a city's votes come from the one county-level city that the text tells of in it, and of no other county."""
    inside = [each for each in votes if each != code and gazetteer.lies_in(gazetteer.region(each), fitting[code])]
    told = [each for each in inside if gazetteer.region(each).valid_to is None]
    alone = len(told) == 1 and told[0] in fitting
    return sum(votes[each] for each in inside) * INSIDE / OWN if alone else 0.0

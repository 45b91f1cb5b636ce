"""Say from where a document speaks: the division and the agency that its relative names mean, and what tells so."""

from __future__ import annotations

from collections import Counter

from envgov.graph.model import Value

from ..gazetteer.gazetteer import load_gazetteer
from ..linking.reading import Reading
from ..mentions.mention import Scope

MOST_EVIDENCE = 12  # places listed; a long plan names its own city a hundred times


def home_properties(reading: Reading) -> dict[str, Value]:
    """Return the properties `home`, `home_rule`, `home_agency` and `home_evidence` of a document; none where it is not certain.

    The evidence is a list of words with the place where they stand (code points of the repaired text): 昆明市@12; what whoever
    loaded the document said stands first, with what told it: 昆明市@--home.
    """
    home = reading.home
    found: dict[str, Value] = {}
    if home.region is not None:
        found |= {"home": home.region.code, "home_rule": home.rule}
    evidence = [f"{reading.text[a:b]}@{a}" for a, b in home.evidence[:MOST_EVIDENCE]] if home.region is not None else []
    if reading.document.home is not None:
        told = load_gazetteer().region(reading.document.home)
        evidence.insert(0, f"{told.name}@{reading.document.home_by}")
    if evidence:
        found["home_evidence"] = tuple(evidence)
    agency = _agency(reading)
    if agency is not None:
        found["home_agency"] = agency
    return found


def _agency(reading: Reading) -> str | None:
    """Return the agency that 厅, 市局 and 该局 mean in the text: the one that most of them were resolved to."""
    meant: Counter[str] = Counter()
    for link in reading.agencies:
        if link.mention.scope is Scope.HEAD:
            body = link.body
            while body.parent is not None:
                body = body.parent
            meant[body.name] += 1
    ranked = meant.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None

"""Read who speaks for a body without a post: 会上，某某代表青石水利学院致辞."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..gazetteer.name_odds import name_odds
from ..language.rules import pattern
from .mention import AgencyMention, OfficialMention, PostMention
from .name_evidence import has_surname
from .names import may_be_name

SPEAKS_FOR = pattern("persons.speaks_for")
LONGEST = 8  # code points of a name with the word behind it
LIKELY = 0.0  # odds of a name that stands at an edge with a body to speak for


def find_speaking_for(
    text: str, agencies: Sequence[AgencyMention], taken: Sequence[OfficialMention]
) -> Iterator[OfficialMention]:
    """Yield the persons that stand right before 代表 and a body, at the left edge of a clause; the body is an affiliation."""
    known = [(each.start, each.end) for each in taken]
    for agency in agencies:
        match = SPEAKS_FOR.search(text, max(0, agency.start - LONGEST), agency.start)
        if match is None or any(a <= match.start("name") < b for a, b in known):
            continue
        name = match.group("name")
        if has_surname(name) and may_be_name(name) and name_odds(name) >= LIKELY:
            post = PostMention(agency.start, agency.start, "", agency)
            start, end = match.span("name")
            yield OfficialMention(start, end, start, end, name, (post,), rule="official.speaks_for")

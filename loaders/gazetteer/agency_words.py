"""The compiled word classes of agency names: what may stand in front, at the core and behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from ..language.rules import opened, part, pattern


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """Compiled expressions over the repaired text; each matches at a position, those of `ends` alone search.

    `ends` has for each shape of open name the word that closes it, and how far before it the name may begin.
    """

    marker: regex.Pattern[str]
    head: regex.Pattern[str]
    party: regex.Pattern[str]
    temporary: regex.Pattern[str]
    institution: regex.Pattern[str]
    office: regex.Pattern[str]
    zone: regex.Pattern[str]
    town: regex.Pattern[str]
    branch: regex.Pattern[str]
    stationed: regex.Pattern[str]
    never_inside: regex.Pattern[str]
    common_inside: regex.Pattern[str]
    begins_temporary: regex.Pattern[str]
    never_in_office: regex.Pattern[str]
    short_body: regex.Pattern[str]
    ends: Mapping[str, tuple[regex.Pattern[str], int]]


@cache
def load_agency_words() -> AgencyWords:
    """Return the compiled word classes of patterns/agencies.yaml."""
    return AgencyWords(
        marker=pattern("agencies.marker"),
        head=pattern("agencies.head"),
        party=pattern("agencies.party"),
        temporary=pattern("agencies.temporary"),
        institution=pattern("agencies.institution"),
        office=pattern("agencies.office"),
        zone=pattern("agencies.zone"),
        town=pattern("agencies.town"),
        branch=pattern("agencies.branch"),
        stationed=pattern("agencies.stationed"),
        never_inside=pattern("agencies.never_inside"),
        common_inside=pattern("agencies.common_inside"),
        begins_temporary=pattern("agencies.begins_temporary"),
        never_in_office=pattern("agencies.never_in_office"),
        short_body=pattern("agencies.short_body"),
        ends={
            shape: (opened(pattern(f"agencies.closes_{shape}")), int(part(f"agencies.longest_{shape}")))
            for shape in ("town", "zone", "branch", "temporary", "institution")
        },
    )

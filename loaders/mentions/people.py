"""Find everybody a text names, each way of naming after the surer ones."""

from __future__ import annotations

from collections.abc import Sequence

from ..structure.sections import Outline
from .appointments import find_appointed, with_held, with_roles
from .careers import find_signed, with_careers, with_handed_on
from .lives import find_lives
from .mention import AgencyMention, OfficialMention, RegionMention
from .officials import find_known, find_officials
from .references import find_title_references
from .rosters import find_rosters, with_bracketed, with_labels
from .speaking_for import find_speaking_for


def find_people(
    text: str, structure: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> list[OfficialMention]:
    """Return the persons named: in rosters and appointments by their form, elsewhere by the posts beside the name."""
    rosters = list(find_rosters(text, structure, agencies, regions))
    appointed = list(find_appointed(text, structure, agencies, regions))
    lives = list(find_lives(text, structure, agencies, regions))
    told = {each.name_start for each in lives}
    formed = [*lives, *(each for each in (*rosters, *appointed) if each.name_start not in told)]
    taken = {(each.name_start, each.name_end) for each in formed}
    spans = [(each.start, each.end) for each in formed]
    free = [
        each
        for each in find_officials(text, agencies, regions)
        if (each.name_start, each.name_end) not in taken and not any(a <= each.name_start < b for a, b in spans)
    ]
    free = with_labels(text, structure, with_roles(text, free, agencies, regions))
    formed = with_held(text, formed, agencies, regions)
    free = with_bracketed(text, with_held(text, free, agencies, regions), agencies, regions)
    free += find_speaking_for(text, agencies, [*formed, *free])
    named_at = {each.name_start for each in (*formed, *free)}
    free += [each for each in find_signed(text, agencies, regions) if each.name_start not in named_at]
    named = sorted([*formed, *free], key=lambda each: (each.start, each.name_start))
    named.extend(find_title_references(text, named))
    known = find_known(text, [each.name for each in named], named)
    everyone = sorted([*named, *known], key=lambda each: (each.start, each.name_start))
    return with_careers(text, structure, with_handed_on(text, everyone), agencies, regions)

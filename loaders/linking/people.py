"""Link the persons of a document in text order: in one list the agency of the last carries over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..gazetteer.gazetteer import Region
from ..mentions.mention import OfficialMention
from .bodies import Linker
from .body import AgencyLink, Body
from .officials import link_official, subject_of
from .ours import of_the_same_body, with_institute
from .reading import OfficialLink

LISTED = ("、", "，", "和", "以及", "，以及")  # what stands between two persons of one list


def link_people(
    text: str,
    officials: Sequence[OfficialMention],
    linker: Linker,
    region_of: Mapping[int, Region | None],
    agencies: Sequence[AgencyLink],
) -> tuple[OfficialLink, ...]:
    """Return the persons with the body of each post; `agencies` are the bodies that 我院 can mean (厅长甲，副厅长乙)."""
    people: list[OfficialLink] = []
    for mention in officials:
        before = _agency_carried(text, people[-1], mention) if people else None
        subject = partial(subject_of, text, mention.start, linker)
        people.append(link_official(mention, linker, region_of, linker.gazetteer, before=before, subject=subject))
    return tuple(with_institute(text, people, agencies))


def _agency_carried(text: str, last: OfficialLink, mention: OfficialMention) -> Body | None:
    """Return the body of the person before that a post without one belongs to: the last where both are told of alike."""
    held = [post.body for post in last.posts if post.body is not None]
    if not held:
        return None
    if of_the_same_body(text, last, mention):
        return held[-1]
    return held[0] if text[last.mention.end : mention.start] in LISTED else None

"""Link the agencies of a document: in text order first, then what stands further down, then what only people or lists show."""

from __future__ import annotations

from collections.abc import Sequence

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Scope, Shape
from ..structure.header import Header
from .acting import acting_divisions
from .bodies import Linker
from .body import AgencyLink, Linked, OpenAgency, resolved
from .cited import told_of
from .one_team import founding_roles, one_team
from .places import Places
from .reading import GroupLink, OfficialLink
from .succession import stem_of_year
from .townships import free_towns
from .unplaced import is_statute

MEDIA = pattern("header.media")


def linker_of(text: str, places: Places, year: int | None) -> Linker:
    """Return the linker of one document: where its names lie, what year's names it uses, whether it is a statute."""
    gazetteer = load_gazetteer()
    return Linker(
        places.home,
        places.region_of,
        told_of(text, places.region_of),
        gazetteer,
        towns={link.mention.end: link.region for link in places.links if link.region.level == "township"},
        free_towns=free_towns(text),
        stem=stem_of_year(gazetteer, text, year),
        keeps_unplaced=not is_statute(text),
    )


def link_agencies(text: str, mentions: Sequence[AgencyMention], linker: Linker, places: Places) -> list[Linked]:
    """Return the agencies and the governments that divisions stand for, in text order; the linker remembers them."""
    links = _linked(text, mentions, linker)
    acting = acting_divisions(text, links, places.links, linker.gazetteer)
    return sorted([*links, *acting], key=lambda link: link.mention.start)


def _linked(text: str, mentions: Sequence[AgencyMention], linker: Linker) -> tuple[Linked, ...]:
    links: list[Linked] = []
    for mention in mentions:
        link = linker.link(mention)
        if isinstance(link, AgencyLink):
            linker.define(text, mention, link.body)
        links.append(link)
    linker.all_said = True
    found = tuple(one_team([_again(link, text, linker) for link in links]))
    linker.foundings.extend(founding_roles(text, found))
    return found


def _again(link: Linked, text: str, linker: Linker) -> Linked:
    """Link a short form whose long form stands further down, or that a bracket there introduces; keep what stays open."""
    mention = link.mention
    again = link
    short = mention.scope in (Scope.SHORT, Scope.HEAD) or mention.shape is Shape.TEMPORARY
    if isinstance(again, OpenAgency) and short:
        linker.links.pop(mention.start, None)
        again = linker.link(mention)
    if isinstance(again, OpenAgency):
        again = linker.keep(mention, text)
        if isinstance(again, AgencyLink):
            linker.define(text, mention, again.body)
    return again


def with_units(links: Sequence[Linked], people: Sequence[OfficialLink]) -> list[Linked]:
    """Take the bodies that only a post names: an office of the body before it, a bureau that no list knows."""
    bodies = {
        post.agency.start: AgencyLink(post.agency, link.body)
        for official in people
        for post, link in zip(official.mention.posts, official.posts, strict=False)
        if post.agency is not None and link.body is not None and link.rule in ("post.unit", "post.agency_before")
    }
    known = {(link.mention.start, link.mention.end) for link in links}
    new = {
        start: link
        for start, link in bodies.items()
        if (start, link.mention.end) not in known and link.mention.shape is not Shape.HEAD
    }
    kept = [link for link in links if not any(a <= link.mention.start < n.mention.end for a, n in new.items())]
    placed = [bodies.get(link.mention.start, link) for link in kept]
    return sorted([*placed, *new.values()], key=lambda link: link.mention.start)


def without_source(links: Sequence[Linked], head: Header, text: str) -> tuple[Linked, ...]:
    """Leave out the paper or station that a text is taken from: it has no part in what the text tells."""
    span = head.publisher
    if span is None or not MEDIA.search(text, span.start, span.end):
        return tuple(links)
    return tuple(link for link in links if not span.start <= link.mention.start < span.end)


def without_collectives(links: Sequence[Linked], groups: Sequence[GroupLink]) -> tuple[Linked, ...]:
    """Leave out the names that only repeat a collective (6个督导组 … 督导组全体成员): they are no body of their own."""
    texts = [group.mention.text for group in groups]
    repeats = {
        link.body.name
        for link in resolved(links)
        if link.mention.scope is Scope.NAME and any(text.endswith(link.mention.text) for text in texts)
    }
    inside = [group.mention for group in groups if group.mention.text.startswith("各") and not group.named]
    return tuple(
        link
        for link in links
        if (isinstance(link, OpenAgency) or link.body.name not in repeats)
        and not (link.mention.scope is Scope.MARKER and any(g.start < link.mention.start < g.end for g in inside))
    )

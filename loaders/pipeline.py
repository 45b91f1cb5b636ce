"""Run a document through the stages: repair, structure, mentions, linking, facts."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from envgov.graph.model import DocumentFacts

from .clauses.likely import complete_facts
from .document import Document, Offsets
from .gazetteer.gazetteer import Region, load_gazetteer
from .language.rules import pattern
from .linking.acting import acting_divisions
from .linking.bodies import Linker
from .linking.body import AgencyLink
from .linking.cited import told_of, without_cited_parent
from .linking.groups import link_groups
from .linking.home import Home, find_home
from .linking.officials import link_official, subject_of
from .linking.one_team import founding_roles, one_team
from .linking.ours import of_the_same_body, with_institute
from .linking.places import resolve_regions
from .linking.reading import GroupLink, OfficialLink, Reading
from .linking.succession import stem_of_year
from .linking.townships import free_towns, placed_regions, with_town
from .linking.unplaced import is_statute
from .mentions.agencies import find_agencies
from .mentions.appointments import find_appointed, with_held, with_roles
from .mentions.careers import find_signed, with_careers
from .mentions.groups import find_groups, find_listed
from .mentions.lives import find_lives
from .mentions.mention import AgencyMention, OfficialMention, RegionMention, Scope, Shape
from .mentions.officials import find_known, find_officials
from .mentions.plans import find_plans
from .mentions.references import find_title_references
from .mentions.regions import find_regions, with_parents
from .mentions.rosters import find_rosters, with_bracketed, with_labels
from .mentions.speaking_for import find_speaking_for
from .repair import repair
from .structure.header import Header, document_year, header
from .structure.sections import OUTSIDE, Outline, outline

MEDIA = pattern("header.media")
WARMING = "某市生态环境局局长高某某主持会议，要求6月底前完成整改。"  # touches every stage


def prepare() -> None:
    """Read the word lists, rules and dictionaries that a first document would wait for.

    They stay as long as the process: the collector of garbage need not look through them again and again.
    """
    read_facts(Document("", "", "", WARMING, WARMING, Offsets.identity(len(WARMING))))
    gc.freeze()


def read_facts(document: Document) -> DocumentFacts:
    """Return everything one document gives, as its reader gave it; the facts come in text order."""
    return complete_facts(read_document(document))


def read_document(document: Document) -> Reading:
    """Return one document with its mentions linked: the value that every rule of the facts stage reads."""
    document = repair(document)
    structure = outline(document)
    head = header(document, structure)
    gazetteer = load_gazetteer()
    text = document.text
    regions = _inside(structure, with_parents(tuple(find_regions(text)), gazetteer))
    agencies = _inside(structure, find_agencies(text, regions))
    officials = _inside(structure, _officials(text, structure, agencies, regions))
    regions = _outside_names(regions, officials, document)
    home = _home(document, head, regions, agencies)
    region_of = resolve_regions(regions, home, gazetteer)
    placed = placed_regions(text, regions, region_of, home)
    home = with_town(home, [link for link in placed if link.region.level == "township"], _title_end(head))
    towns = {link.mention.end: link.region for link in placed if link.region.level == "township"}
    year, basis = document_year(head, document)
    linker = Linker(home, region_of, told_of(text, region_of), gazetteer, towns, free_towns(text))
    linker.keeps_unplaced, linker.stem = not is_statute(text), stem_of_year(gazetteer, text, year)
    links = _link(text, agencies, linker)
    acting = acting_divisions(text, links, placed, gazetteer)
    links = tuple(sorted([*links, *acting], key=lambda link: link.mention.start))
    people = with_institute(text, _link_people(text, officials, linker, region_of), links)
    links = _without_source(_with_units(links, people), head, text)
    reading = Reading(
        document,
        structure,
        head,
        home,
        placed,
        links,
        tuple(people),
        tuple(_inside(structure, tuple(find_plans(text)))),
        (),
        year,
        basis,
        shorts=dict(linker.shorts),
    )
    found = sorted((*find_groups(text), *find_listed(text, regions)), key=lambda group: (group.start, -group.end))
    groups = link_groups(_inside(structure, found), reading, gazetteer)
    return replace(reading, groups=groups, agencies=_without_collectives(links, groups))


def _home(
    document: Document, head: Header, regions: Sequence[RegionMention], agencies: Sequence[AgencyMention]
) -> Home:
    """Return the home of a document: what whoever loaded it said is evidence beside that of the text."""
    gazetteer, text = load_gazetteer(), document.text
    told = gazetteer.region(document.home) if document.home else None
    publisher = _publisher(document, head)
    spans = head.issuers
    home = find_home(text, regions, agencies, title_end=_title_end(head), publisher=publisher, told=told, signed=spans)
    return home if told is not None else without_cited_parent(home, text, regions, gazetteer)


def _outside_names(
    regions: Sequence[RegionMention], officials: Sequence[OfficialMention], document: Document
) -> list[RegionMention]:
    """Leave out the names of divisions inside the names of persons (苏海原) and inside what was injected."""
    spans = [(each.name_start, each.name_end) for each in officials]
    spans += [(damage.start, damage.end) for damage in document.damage if damage.kind == "injected_name"]
    return [each for each in regions if not any(start <= each.start < end for start, end in spans)]


def _without_collectives(links: Sequence[AgencyLink], groups: Sequence[GroupLink]) -> tuple[AgencyLink, ...]:
    """Leave out the names that only repeat a collective (6个督导组 … 督导组全体成员): they are no body of their own."""
    texts = [group.mention.text for group in groups]
    repeats = {
        link.body.name
        for link in links
        if link.body is not None
        and link.mention.scope is Scope.NAME
        and any(text.endswith(link.mention.text) for text in texts)
    }
    inside = [group.mention for group in groups if group.mention.text.startswith("各") and not group.named]
    return tuple(
        link
        for link in links
        if (link.body is None or link.body.name not in repeats)
        and not (link.mention.scope is Scope.MARKER and any(g.start < link.mention.start < g.end for g in inside))
    )


def _with_units(links: Sequence[AgencyLink], people: Sequence[OfficialLink]) -> list[AgencyLink]:
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


def _without_source(links: Sequence[AgencyLink], head: Header, text: str) -> tuple[AgencyLink, ...]:
    """Leave out the paper or station that a text is taken from: it has no part in what the text tells."""
    span = head.publisher
    if span is None or not MEDIA.search(text, span.start, span.end):
        return tuple(links)
    return tuple(link for link in links if not span.start <= link.mention.start < span.end)


def _title_end(head: Header) -> int:
    return max((span.end for span in (head.title, head.notice_title) if span is not None), default=0)


def _publisher(document: Document, head: Header) -> str:
    if document.publisher:
        return document.publisher
    return document.text[head.publisher.start : head.publisher.end] if head.publisher is not None else ""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


Mention = TypeVar("Mention", bound=_Placed)


def _inside(structure: Outline, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that stand in the document's own words."""
    outside = [(block.start, block.end) for block in structure.blocks if block.kind in OUTSIDE]
    return [m for m in mentions if not any(start <= m.start < end for start, end in outside)]


def _officials(
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
    return with_careers(text, structure, everyone, agencies, regions)


def _link(text: str, agencies: Sequence[AgencyMention], linker: Linker) -> tuple[AgencyLink, ...]:
    links: list[AgencyLink] = []
    for mention in agencies:
        link = linker.link(mention)
        if link.body is not None:
            linker.define(text, mention, link.body)
        links.append(link)
    found = tuple(one_team([_again(link, text, linker) for link in links]))
    linker.foundings.extend(founding_roles(text, found))
    return found


def _again(link: AgencyLink, text: str, linker: Linker) -> AgencyLink:
    """Link a short form whose long form stands further down, or that a bracket there introduces; keep what stays open."""
    short = link.mention.scope is Scope.SHORT or link.mention.shape is Shape.TEMPORARY
    if link.body is None and short:
        linker.links.pop(link.mention.start, None)
        link = linker.link(link.mention)
    if link.body is None:
        link = linker.keep(link.mention, text)
        if link.body is not None:
            linker.define(text, link.mention, link.body)
    return link


def _link_people(
    text: str, officials: Sequence[OfficialMention], linker: Linker, region_of: dict[int, Region | None]
) -> list[OfficialLink]:
    """Link persons in text order; in one list the agency of the last carries over (厅长甲，副厅长乙)."""
    gazetteer = load_gazetteer()
    people: list[OfficialLink] = []
    for mention in officials:
        last = people[-1] if people else None
        listed = last is not None and text[last.mention.end : mention.start] in ("、", "，", "和", "以及", "，以及")
        near = last is not None and of_the_same_body(text, last, mention)
        body = (
            next((p.body for p in reversed(last.posts) if p.body is not None), None)
            if last is not None and near
            else next((p.body for p in last.posts if p.body is not None), None)
            if last is not None and listed
            else None
        )
        subject = partial(subject_of, text, mention.start, linker)
        people.append(link_official(mention, linker, region_of, gazetteer, before=body, subject=subject))
    return people

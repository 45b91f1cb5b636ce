"""Run a document through the stages: repair, structure, mentions, linking, facts."""

from __future__ import annotations

import gc

from envgov.graph.model import DocumentFacts

from .clauses.likely import complete_facts
from .document import Document, Offsets
from .gazetteer.gazetteer import load_gazetteer
from .linking.agencies import link_agencies, linker_of, with_units, without_collectives, without_source
from .linking.body import OpenAgency, resolved
from .linking.groups import link_groups
from .linking.people import link_people
from .linking.places import find_places
from .linking.reading import Reading
from .mentions.agencies import find_agencies
from .mentions.groups import find_collectives
from .mentions.mention import own_words
from .mentions.people import find_people
from .mentions.plans import find_plans
from .mentions.regions import find_regions, outside_names, with_parents
from .repair import repair
from .structure.header import document_year, header
from .structure.sections import outline

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


def read_document(given: Document) -> Reading:
    """Return one document with its mentions linked: the value that every rule of the facts stage reads."""
    gazetteer = load_gazetteer()
    document = repair(given)
    text, structure = document.text, outline(document)
    head = header(document, structure)
    year, basis = document_year(head, document)
    # What the text names, each as it is written.
    divisions = own_words(structure, with_parents(tuple(find_regions(text)), gazetteer))
    agencies = own_words(structure, find_agencies(text, divisions))
    officials = own_words(structure, find_people(text, structure, agencies, divisions))
    regions = outside_names(divisions, officials, document.damage)
    collectives = own_words(structure, find_collectives(text, regions))
    plans = own_words(structure, find_plans(text))
    # What each name means in this document.
    places = find_places(document, head, regions, agencies)
    linker = linker_of(text, places, year)
    bodies = link_agencies(text, agencies, linker, places)
    people = link_people(text, officials, linker, places.region_of, resolved(bodies))
    present = without_source(with_units(bodies, people), head, text)
    groups = link_groups(collectives, resolved(present), places, gazetteer, text=document.text)
    standing = without_collectives(present, groups)
    return Reading(
        document,
        structure,
        head,
        home=places.home,
        regions=places.links,
        agencies=resolved(standing),
        open_agencies=[link for link in standing if isinstance(link, OpenAgency)],
        officials=people,
        plans=plans,
        groups=groups,
        year=year,
        year_basis=basis,
        shorts=linker.shorts,
    )

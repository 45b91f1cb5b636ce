"""The stages, one by one: each case is a text of a few words and what the stage makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.facts.attendance import find_parts
from envgov.loaders.facts.directives import find_demands
from envgov.loaders.facts.events import find_events
from envgov.loaders.facts.phases import find_phases
from envgov.loaders.facts.task import Voice
from envgov.loaders.facts.tasks import find_tasks
from envgov.loaders.gazetteer.gazetteer import load_gazetteer
from envgov.loaders.language.rules import rules_of
from envgov.loaders.linking.body import AgencyLink
from envgov.loaders.linking.groups import link_groups
from envgov.loaders.linking.places import find_places
from envgov.loaders.linking.reading import GroupLink, OfficialLink, Reading
from envgov.loaders.mentions.agencies import find_agencies
from envgov.loaders.mentions.groups import find_collectives
from envgov.loaders.mentions.mention import own_words
from envgov.loaders.mentions.people import find_people
from envgov.loaders.mentions.regions import find_regions, with_parents
from envgov.loaders.pipeline import read_document
from envgov.loaders.structure.header import header
from envgov.loaders.structure.sections import outline

CASES = Path(__file__).parents[1] / "cases" / "stages"
FEWEST = 15  # cases a stage


def cases(stage: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{stage}.yaml").read_text("utf-8"))
    return found


def document(text: str) -> Document:
    return Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)))


def reading(text: str) -> Reading:
    return read_document(document(text))


def each_of(stage: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases(stage), ids=lambda case: case["text"][:30])


def agencies(text: str) -> list[list[str]]:
    """Return each name, what stands in front of it (scope) and its own name."""
    regions = with_parents(tuple(find_regions(text)), load_gazetteer())
    return [[each.text, each.scope.value, each.core] for each in find_agencies(text, regions)]


def officials(text: str) -> list[list[Any]]:
    """Return each person with the titles given there, as written."""
    regions = with_parents(tuple(find_regions(text)), load_gazetteer())
    found = find_people(text, outline(document(text)), find_agencies(text, regions), regions)
    return [[each.name, [post.title for post in each.posts]] for each in found]


def home(text: str) -> list[str | None]:
    """Return the division that a text speaks from, its township, and what showed it."""
    given = document(text)
    structure = outline(given)
    regions = own_words(structure, with_parents(tuple(find_regions(text)), load_gazetteer()))
    found = find_places(given, header(given, structure), regions, find_agencies(text, regions)).home
    return [found.region.name if found.region else None, found.town.name if found.town else None, found.rule]


def groups(text: str) -> list[list[Any]]:
    """Return each collective with how many divisions it could mean, and the bodies that it does mean."""
    given = document(text)
    structure, gazetteer = outline(given), load_gazetteer()
    regions = with_parents(tuple(find_regions(text)), gazetteer)
    named = find_agencies(text, regions)
    places = find_places(given, header(given, structure), regions, named)
    found = find_collectives(text, regions)
    links = link_groups(found, reading(text).agencies, places, gazetteer, text=text)
    return [[each.mention.text, each.there, [body.name for body in each.members][:3]] for each in links]


def events(text: str) -> list[list[Any]]:
    """Return each event's name, kind, date, division and hosts."""
    return [
        [
            each.name,
            each.kind,
            each.date,
            each.place.region.name if each.place else None,
            [host.body.name for host in each.hosts],
        ]
        for each in find_events(reading(text))
    ]


def called(party: OfficialLink | AgencyLink | GroupLink) -> str:
    if isinstance(party, OfficialLink):
        return party.name
    return party.body.name if isinstance(party, AgencyLink) else party.mention.text


def attendance(text: str) -> list[list[str]]:
    """Return who took which part in which event."""
    read = reading(text)
    return [[called(each.party), each.predicate, each.event.name] for each in find_parts(read, find_events(read))]


def tasks(text: str, voice: str) -> list[list[Any]]:
    """Return each task's words, who bears which duty in it, and by when it is due."""
    read = reading(text)
    return [
        [
            read.text[each.start : each.end],
            [[duty.role, called(duty.bearer)] for duty in each.duties],
            each.due,
        ]
        for each in find_tasks(read, find_phases(read), None, voice=Voice(voice))
    ]


def directives(text: str) -> list[list[Any]]:
    """Return each demand's words, who made it (None: the meeting), and its modality."""
    read = reading(text)
    return [
        [read.text[each.start : each.end], called(each.speaker) if each.speaker else None, each.modality]
        for each in find_demands(read, find_events(read))
    ]


@each_of("agencies")
def test_agencies(case: dict[str, Any]) -> None:
    assert agencies(case["text"]) == case["agencies"]


@each_of("officials")
def test_officials(case: dict[str, Any]) -> None:
    assert officials(case["text"]) == case["officials"]


@each_of("home")
def test_home(case: dict[str, Any]) -> None:
    assert home(case["text"]) == case["home"]


@each_of("groups")
def test_groups(case: dict[str, Any]) -> None:
    assert groups(case["text"]) == case["groups"]


@each_of("events")
def test_events(case: dict[str, Any]) -> None:
    assert events(case["text"]) == case["events"]


@each_of("attendance")
def test_attendance(case: dict[str, Any]) -> None:
    assert attendance(case["text"]) == case["attendance"]


@each_of("tasks")
def test_tasks(case: dict[str, Any]) -> None:
    assert tasks(case["text"], case.get("voice", "plan")) == case["tasks"]


@each_of("directives")
def test_directives(case: dict[str, Any]) -> None:
    assert directives(case["text"]) == case["directives"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_stage_has_cases_enough(path: Path) -> None:
    texts = [case["text"] for case in cases(path.stem)]
    assert len(set(texts)) == len(texts) >= FEWEST


@pytest.mark.parametrize(
    ("text", "name", "rule", "kind"),
    [
        (example.text, example.gives, rule.name, rule.gives)
        for rule in rules_of("events")
        for example in rule.examples
        if example.gives
    ],
)
def test_a_form_of_an_event_gives_what_it_says(text: str, name: str, rule: str, kind: str) -> None:
    found = {each.name: each for each in find_events(reading(text))}
    assert name in found
    assert found[name].rule == rule.replace("events.", "event.")
    assert kind in (found[name].kind, "named")

"""Read references by surname and title (张厅长, 岳副局长): they mean the one person of that surname the text names with that title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern
from .mention import OfficialMention
from .name_evidence import has_surname

TITLE_REFERENCE = pattern("persons.title_reference")
TITLE_WORD = pattern("persons.title_word")


def find_title_references(text: str, named: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
    """Yield the uses of a surname with a title, where exactly one person of the text has both; the name is the full one."""
    people: dict[str, set[str]] = {}
    for official in named:
        if has_surname(official.name):
            people.setdefault(official.name, set()).update(post.title for post in official.posts)
    taken = [(each.start, each.end) for each in named]
    for match in _matches(text):
        surname, title = match["surname"], match["title"]
        called = [name for name in people if surname in (_surname(name), name.removeprefix(_surname(name)))]
        fitting = [name for name in called if _holds(people[name], title)]
        if len(fitting) == 1 and not any(a <= match.start() < b for a, b in taken):
            yield OfficialMention(*match.span(), *match.span(), fitting[0], rule="official.title_reference")


def _matches(text: str) -> Iterator[regex.Match[str]]:
    """Yield the uses in text order; a title stands at most three code points behind the place where one begins."""
    places = {found.start() - before for found in TITLE_WORD.finditer(text) for before in (1, 2, 3)}
    for place in sorted(places):
        match = TITLE_REFERENCE.match(text, place) if place >= 0 else None
        if match is not None:
            yield match


def _surname(name: str) -> str:
    surnames = load_gazetteer().surnames
    return name[:2] if len(name) > 2 and name[:2] in surnames else name[0]


def _holds(titles: set[str], title: str) -> bool:
    """Say whether somebody's titles hold a title; people drop 副 when they speak of a deputy."""
    return any(each.endswith(title) for each in titles)

"""Read references by surname and title (张厅长, 岳副局长): they mean the one person of that surname the text names with that title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..gazetteer import load_gazetteer
from ..mention import OfficialMention
from .names import has_surname

# The surname begins a clause, or stands behind a word that leads to a person.
BEFORE = r"(?<![\p{Han}])|(?<=[由随据与和对向请委在])"
TITLE = (
    r"(?P<deputy>副)?(?P<title>省长|市长|州长|盟长|县长|区长|旗长|师长|镇长|乡长|厅长|局长|处长|科长|部长|主任|书记|主席|秘书长|巡视员"
    r"|调研员|司长|院长|站长|所长|支队长|总队长|大队长|组长|总指挥|指挥长|专员|总工程师|总工|委员|检察长)"
)


def find_title_references(text: str, named: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
    """Yield the uses of a surname with a title, where exactly one person of the text has both; the name is the full one."""
    people: dict[str, set[str]] = {}
    for official in named:
        if has_surname(official.name):
            people.setdefault(official.name, set()).update(post.title for post in official.posts)
    taken = [(each.start, each.end) for each in named]
    for surname in sorted({_surname(name) for name in people}):
        for match in regex.finditer(rf"(?:{BEFORE}){surname}{TITLE}(?![\p{{Han}}]{{0,1}}[办室])", text):
            fitting = [name for name in people if _surname(name) == surname and _holds(people[name], match["title"])]
            if len(fitting) == 1 and not any(a <= match.start() < b for a, b in taken):
                yield OfficialMention(*match.span(), *match.span(), fitting[0], rule="official.title_reference")


def _surname(name: str) -> str:
    surnames = load_gazetteer().surnames
    return name[:2] if len(name) > 2 and name[:2] in surnames else name[0]


def _holds(titles: set[str], title: str) -> bool:
    """Say whether somebody's titles hold a title; people drop 副 when they speak of a deputy."""
    return any(each.endswith(title) for each in titles)

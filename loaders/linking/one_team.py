"""Let the several names of one temporary body mean one: without its number, in a title's shorter words, with its roles before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import regex

from ..language.rules import pattern
from ..mentions.mention import Scope
from .body import AgencyLink, Body, Linked, is_team, resolved

NUMBERED = pattern("teams.numbered")
LED_BY = pattern("teams.led_by")
LONGEST_FOUNDING = 200  # code points between 由 and the team whose people it names
OWN_OFFICE = "工作办公室"
SHORTEST_END = 6  # code points; 领导小组 alone ends every team's name
SAME_WORDS = (("生态环境保护", "环保"), ("环境保护", "环保"), ("工作", ""))


def one_team(links: Sequence[Linked]) -> list[Linked]:
    """Let a team's name without its number mean the one numbered team of that name, and a shorter wording the longer one.

    省督察组 is 省第三督察组 where no other is named; 迎接环保督察领导小组 of a title is 迎接环境保护督察工作领导小组 of the text.
    """
    certain = resolved(links)
    bodies = {link.body.name: link.body for link in certain}
    founded = {link.body.name for link in certain if link.mention.scope is Scope.FOUNDED}
    founded -= {link.body.name for link in certain if link.mention.scope is Scope.REGION}
    meant = {**_by_number(bodies), **_by_end(bodies, founded), **_by_wording(bodies)}
    if not meant:
        return list(links)
    return [
        replace(link, body=meant.get(link.body.name, link.body)) if isinstance(link, AgencyLink) else link
        for link in links
    ]


def _by_number(bodies: Mapping[str, Body]) -> dict[str, Body]:
    numbered: dict[str, set[str]] = {}
    for name in bodies:
        plain = NUMBERED.sub("", name)
        if plain != name and name.endswith("组"):
            numbered.setdefault(plain, set()).add(name)
    return {plain: bodies[next(iter(names))] for plain, names in numbered.items() if len(names) == 1}


def _by_end(bodies: Mapping[str, Body], founded: Set[str]) -> dict[str, Body]:
    """Return by its name each team founded in words that only end the full name of one other team of the same division."""
    meant: dict[str, Body] = {}
    for name in founded:
        own = bodies[name]
        longer = [
            body
            for body in bodies.values()
            if body.region == own.region and is_team(body) and is_team(own) and body.name.endswith(own.surface_core)
        ]
        others = [body for body in longer if body.name != name]
        if len(others) == 1 and len(own.surface_core) >= SHORTEST_END:
            meant[name] = others[0]
    return meant


def _by_wording(bodies: Mapping[str, Body]) -> dict[str, Body]:
    """Return by its name each team that another one's name says in more words."""
    worded: dict[str, list[Body]] = {}
    for body in bodies.values():
        if is_team(body):
            worded.setdefault(_plain(body.name), []).append(body)
    meant: dict[str, Body] = {}
    for same in worded.values():
        longest = max(same, key=lambda body: len(body.name))
        meant |= {body.name: longest for body in same if body is not longest}
    return meant


def _plain(name: str) -> str:
    for written, short in SAME_WORDS:
        name = name.replace(written, short)
    return name


def founding_roles(text: str, links: Sequence[Linked]) -> list[tuple[int, int, Body]]:
    """Return the stretches that name a team's people right before its name (成立由甲任组长的…领导小组), with the team."""
    found: list[tuple[int, int, Body]] = []
    for link in resolved(links):
        start = link.mention.start
        if not is_team(link.body) or text[start - 1 : start] != "的":
            continue
        begins = list(LED_BY.finditer(text, max(0, start - LONGEST_FOUNDING), start - 1))
        if begins and not regex.search("[。；\n]", text[begins[-1].end() : start]):
            found.append((begins[-1].start(), start, link.body))
    return found


def team_at(
    foundings: Sequence[tuple[int, int, Body]], links: Mapping[int, Linked], said: Sequence[Body], position: int
) -> Body | None:
    """Return the team that a role at `position` is in: the one whose people are named there, else the last one named before."""
    founded = founded_at(foundings, position)
    if founded is not None:
        return founded
    before = resolved(link for start, link in sorted(links.items(), reverse=True) if start < position)
    last = next((link.body for link in before if is_team(link.body)), None)
    return last or next((body for body in said if is_team(body)), None)


def named_office(links: Mapping[int, Linked], team: Body, position: int) -> Body | None:
    """Return the office that the text gives a team by a name of its own (领导小组下设…工作办公室), None where it names none."""
    before = resolved(link for start, link in sorted(links.items()) if start < position)
    own = [link for link in before if link.body.name.endswith(OWN_OFFICE)]
    last = own[-1].body if own else None
    teams = [link.mention.start for link in before if link.body.name == team.name]
    return last if last is not None and teams and own[-1].mention.start > teams[0] else None


def founded_at(foundings: Sequence[tuple[int, int, Body]], position: int) -> Body | None:
    """Return the team whose people are named at `position`, before its own name."""
    return next((body for start, end, body in foundings if start <= position < end), None)

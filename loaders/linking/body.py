"""What an agency is once it is linked: its full name, whom it serves and what it is a unit of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..gazetteer.regions import Region
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Shape

TEAM = pattern("teams.team")
TEAMS = ("指挥部",)
BY_CITY = pattern("teams.by_city")


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as it is called in full: `region` is the division it serves, None where it serves none or is unknown.

    A body that is not `resolved` is called as the text writes it; `level` is then what its first word says (县, 镇), or "".
    """

    name: str
    region: Region | None
    surface_core: str
    shape: Shape
    parent: Body | None = None
    former: bool = False
    derived: bool = False
    resolved: bool = True
    level: str = ""


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """A mention and the body that it means in this document."""

    mention: AgencyMention
    body: Body


@dataclass(frozen=True, slots=True)
class OpenAgency:
    """A mention of which it is not certain what body it means."""

    mention: AgencyMention


Linked = AgencyLink | OpenAgency


def linked(mention: AgencyMention, body: Body | None) -> Linked:
    """Return a mention with the body that it means, or as one that stays open."""
    return OpenAgency(mention) if body is None else AgencyLink(mention, body)


def resolved(links: Iterable[Linked]) -> tuple[AgencyLink, ...]:
    """Return the mentions whose body is certain, in the order given."""
    return tuple(link for link in links if isinstance(link, AgencyLink))


def is_city_branch(mention: AgencyMention) -> bool:
    """Say whether a name is that of a city's branch in a county, given without 分局 (玉林市北流生态环境局)."""
    return len(mention.regions) > 1 and mention.regions[-1].text not in {r.name for r in mention.regions[-1].candidates}


def office_of(team: Body) -> Body:
    """Return the office of a temporary body."""
    core = team.surface_core + "办公室"
    return Body(team.name + "办公室", team.region, core, Shape.TEMPORARY, team, resolved=team.resolved)


def with_team(body: Body) -> Body:
    """Make the office of a temporary body a unit of it."""
    if body.shape is Shape.TEMPORARY and body.name.endswith("办公室"):
        parent = Body(
            body.name.removesuffix("办公室"),
            body.region,
            body.surface_core.removesuffix("办公室"),
            body.shape,
            derived=True,
            resolved=body.resolved,
        )
        return replace(body, parent=parent)
    return body


def root_of(body: Body) -> Body:
    """Return the body that an inner office belongs to, however deep it lies; a body that is no office itself."""
    while body.parent is not None:
        body = body.parent
    return body


def is_team(body: Body) -> bool:
    """Say whether a body is temporary and no office of one: by its shape, or a headquarters that a table lists."""
    return (body.shape is Shape.TEMPORARY and not body.name.endswith("办公室")) or body.name.endswith(TEAMS)


def unit_of(body: Body, unit: str) -> Body:
    """Return an inner office of a body; its party group is one too."""
    if unit == "党组":
        return Body("中共" + body.name + "党组", body.region, unit, Shape.PARTY, body, resolved=body.resolved)
    shape = Shape.TEMPORARY if TEAM.search(unit) else body.shape
    return Body(body.name + unit, body.region, unit, shape, body, resolved=body.resolved)

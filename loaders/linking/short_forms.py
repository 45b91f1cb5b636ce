"""Say what a body is called in full: a temporary one by the long form before it (领导小组, 县散煤办), a zone and a town by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from ..gazetteer.gazetteer import Gazetteer
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Shape
from .body import TEAM, Body, is_team, office_of
from .home import Home, answers

NUMBERED = pattern("teams.numbered")
VISITING = pattern("teams.visiting")
ZONE_NAMES = (("高新区", "高新技术产业开发区"), ("经开区", "经济技术开发区"))
LEVEL = pattern("agencies.level_of_short")
OF_ITS_OWN = pattern("agencies.short_of_its_own")
SHORTEST_TEAM = 6  # code points; 领导小组 alone is bound by its place instead
TWICE = pattern("agencies.level_twice")


def long_form(said: Sequence[Body], mention: AgencyMention) -> Body | None:
    """Return the body already said that a short form means, or its office; None where no long form fits."""
    core = mention.core
    if core.endswith("办") and mention.text != core:
        return by_initials(
            [body for body in said if body.region is None or answers(body.region, mention.text[0])], core
        )
    suffix = core.lstrip("省市县区州盟旗厅局")
    fitting = {body.name: body for body in said if body.name.endswith(suffix) and len(body.name) > len(suffix)}
    if fitting and (_is_one(fitting) or not VISITING.fullmatch(suffix)):
        return next(body for body in reversed(said) if body.name in fitting)
    if fitting:
        return None  # two teams: the short form is neither's
    if suffix.endswith("办公室") and suffix != "办公室":
        short = suffix.removesuffix("办公室")
        owner = long_form(said, replace(mention, core=short, text=short))
        if owner is not None:
            return office_of(owner)
    return None


def _is_one(names: Iterable[str]) -> bool:
    """Say whether names of teams mean one team: the same, or one with its number and one without."""
    numbered = {name for name in names if NUMBERED.sub("", name) != name}
    return len({NUMBERED.sub("", name) for name in names}) == 1 and len(numbered) <= 1


def by_initials(said: Sequence[Body], core: str) -> Body | None:
    """Return the one office named in full whose name holds the characters of a short form in order (治水办)."""
    written = next((body for body in reversed(said) if body.name.endswith(core)), None)
    if written is not None:
        return written
    letters = regex.compile(".*".join(map(regex.escape, core.removesuffix("办"))))
    fitting = {body.name: body for body in said if body.name.endswith("办公室") and letters.search(body.name)} or {
        body.name: office_of(body) for body in said if is_team(body) and letters.search(body.name)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def said_team(said: Sequence[Body], unit: str) -> Body | None:
    """Return the temporary body already named whose long name the unit ends (局规划编制工作领导小组)."""
    if len(unit) < SHORTEST_TEAM or not TEAM.search(unit):
        return None
    return next((body for body in reversed(said) if body.name.endswith(unit)), None)


def zone_name(core: str) -> str:
    """Return the full name of a zone's own body (高新区管委会 is the administrative committee of the zone)."""
    core = core.replace("管委会", "管理委员会")
    for short, full in ZONE_NAMES:
        core = core.replace(short, full)
    return core


def government_name(name: str) -> str:
    """Return the full name of a township's government, or the name itself where it is a committee or a sub-district office."""
    name = TWICE.sub(r"\1\2", name)  # 石桥镇|镇政府
    if name.endswith("人大"):
        return name.removesuffix("人大") + "人民代表大会"
    return name if name.endswith(("人民政府", "委", "办事处")) else name.removesuffix("政府") + "人民政府"


def as_written(mention: AgencyMention, core: str) -> str:
    """Return a name with its divisions as the text writes them."""
    return "".join(region.text for region in mention.regions) + core


def office_of_level(home: Home, gazetteer: Gazetteer, mention: AgencyMention) -> Body | None:
    """Read 市创模办, which no long form explains, as it is written behind its division's name."""
    level = LEVEL.match(mention.text)
    if level is None or not OF_ITS_OWN.fullmatch(mention.core):
        return None
    region = home.near(level.group()) or home.resolve(level.group(), gazetteer)
    return Body(region.name + mention.core, region, mention.core, Shape.TEMPORARY) if region is not None else None

"""Bind short forms of temporary bodies to the long form before them: 领导小组, 专班办公室, 县散煤办."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from ..language.rules import pattern
from ..mentions.mention import AgencyMention
from .body import TEAM, Body, is_team, office_of

NUMBERED = pattern("teams.numbered")
VISITING = pattern("teams.visiting")
SHORTEST_TEAM = 6  # code points; 领导小组 alone is bound by its place instead


def long_form(said: Sequence[Body], mention: AgencyMention) -> Body | None:
    """Return the body already said that a short form means, or its office; None where no long form fits."""
    core = mention.core
    if core.endswith("办") and mention.text != core:
        return by_initials(said, core)
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

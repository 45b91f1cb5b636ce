"""The names of plans: kind, period and region that a name states, whose plan it is, and the full name behind a relative one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.yaml_text import read_yaml

from ..gazetteer.gazetteer import Gazetteer, Region
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.reading import Reading
from ..mentions.mention import PlanMention
from .own_issuers import Issuer

QUOTES = regex.compile(r"[“”《》〈〉\s\"]")
LAST_BRACKETS = regex.compile(r"(?:[（(][^（）()]*[)）])+$")
CONVEYS = pattern("plans.conveys")
ABOUT = pattern("plans.about")
MARKED_NAME = pattern("plans.marked_name")
SPAN_OF_YEARS = pattern("plans.span_of_years")
ONE_YEAR = pattern("plans.one_year")
FIVE_YEARS = pattern("plans.five_years")
FIRST_OF_FIVE = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031, "十七": 2036}
GENERIC = pattern("plans.generic")
OWNER_BEFORE = pattern("plans.owner_before")
OWNER_NEAR = 12  # code points


@cache
def load_plan_words() -> Mapping[str, Any]:
    """Return patterns/plans.yaml."""
    data: Mapping[str, Any] = read_yaml(files("envgov.loaders").joinpath("patterns/plans.yaml").read_text("utf-8"))
    return data


def plain(name: str) -> str:
    """Return a plan's name without marks, years in brackets and drafts' marks, for comparing."""
    name = pattern("plans.draft_mark").sub("", name)
    name = pattern("plans.environment").sub("环保", name)
    return QUOTES.sub("", name)


def kind_of_plan(name: str) -> str | None:
    """Return the kind that the end of a name gives, or None where it is no plan."""
    stem = LAST_BRACKETS.sub("", name)
    kinds = load_plan_words()["kinds"]
    return next((kinds[end] for end in sorted(kinds, key=len, reverse=True) if stem.endswith(end)), None)


def period_of(name: str) -> str | None:
    """Return the years a plan's name says it is for: `2021-2025`, `2018`, or None."""
    if pattern("plans.drawing_up").search(name):
        return None
    span = SPAN_OF_YEARS.search(name)
    if span:
        return f"{span['a']}-{span['b']}"
    five = FIVE_YEARS.search(name)
    if five and five["n"] in FIRST_OF_FIVE and not pattern("plans.programme").search(name):
        first = FIRST_OF_FIVE[five["n"]]
        return f"{first}-{first + 4}"
    if five and five["n"] in FIRST_OF_FIVE:
        return f"{FIRST_OF_FIVE[five['n']]}-{FIRST_OF_FIVE[five['n']] + 4}"
    years = {match["a"] for match in ONE_YEAR.finditer(name)}
    seasons = pattern("plans.winter").search(name)
    return years.pop() if len(years) == 1 and not seasons else None


def named_in_full(name: str, reading: Reading, gazetteer: Gazetteer, owner: Region | None) -> str:
    """Return a plan's name with its region: 省“十四五”规划 is the home's, “十四五”某规划 that of the division that owns it.

    A name that begins with the period alone may be of any level: without an owner it stays as it is.
    """
    name = unspaced(name).strip("《》")
    name = pattern("plans.whole").sub("", name)
    marker = MARKED_NAME.match(name)
    if marker:
        region = reading.home.resolve(marker.group("marker"), gazetteer)
        return region.name + name[marker.end() :] if region is not None else name
    if name.startswith(("“十", "十三五", "十四五", "十五五")) and owner is not None:
        return owner.name + name
    return name


def region_of(name: str, reading: Reading, gazetteer: Gazetteer) -> Region | None:
    """Return the division that a plan's name begins with: the home, or one that it lies in, or any named in full."""
    home = reading.home.region
    for region in (home, *reading.home.chain):
        if region is not None and name.startswith(region.name):
            return region
    for length in range(min(len(name), 12), 1, -1):
        found = gazetteer.named(name[:length])
        if len(found) == 1:
            return found[0]
    return None


def owner_of(
    reading: Reading, mention: PlanMention, name: str, issuers: Sequence[Issuer], gazetteer: Gazetteer
) -> Region | None:
    """Return the division whose plan is cited, by its number, its issuer or the words before it; None where nothing says."""
    if issuers:
        return issuers[0].body.region
    if mention.number:
        return None  # a number that none of the home's bodies gives
    near = next((link.region for link in reading.regions if link.mention.end == mention.start), None)
    if near is not None:
        return near
    marker = OWNER_BEFORE.search(reading.text, max(0, mention.start - OWNER_NEAR), mention.start)
    if marker is not None:
        return reading.home.resolve(marker.group("marker"), gazetteer)
    return reading.home.region if _named_with_home(reading, name, gazetteer) else None


def _named_with_home(reading: Reading, name: str, gazetteer: Gazetteer) -> bool:
    """Say whether the text gives the name with its own division elsewhere: in its title, or where it cites the plan in full."""
    home, title = reading.home.region, reading.header.title
    if home is None:
        return False
    full = plain(home.name + name)
    if title is not None and full in plain(unspaced(reading.text[title.start : title.end])):
        return True
    return any(plain(named_in_full(other.name, reading, gazetteer, None)) == full for other in reading.plans)

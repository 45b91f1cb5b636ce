"""The names of plans: kind, period and region that a name states, and the full name behind a relative one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import regex
import yaml

from ..gazetteer import Gazetteer, Region
from ..reading import Reading

CONVEYS = regex.compile(
    r"^(?P<issuer>[^《》]{2,40}?)?关于(?:印发|转发|下发|发布|公布|批转)(?P<name>.+?)的(?:通知|函|公告)$"
)


ABOUT = regex.compile(r"^(?P<issuer>[^《》“”]{2,30}?)(?=关于)")


MARKED_NAME = regex.compile(r"^(?:我)?(?P<marker>自治区|省|市|州|县|区|盟|旗)(?=“|生态|国民|[^区县市级政委直域内])")


SPAN_OF_YEARS = regex.compile(r"(?P<a>(?:19|20)\d{2})年?\s?[-—－–~～至]+\s?(?P<b>(?:19|20)\d{2})年?")


ONE_YEAR = regex.compile(r"(?P<a>(?:19|20)\d{2})年度?")


FIVE_YEARS = regex.compile(r"“?(?P<n>十[一二三四五六七])五”?")


FIRST_OF_FIVE = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031, "十七": 2036}


GENERIC = regex.compile(
    r"^(?:[本此该]|工作|实施|[一二三四五六七八九十]五)?(?:“十[一二三四五六]五”)?(?:规划|方案|计划|意见|通知|纲要|清单|办法|工作方案|规划纲要)$"
)


@cache
def load_plan_words() -> Mapping[str, Any]:
    """Return patterns/plans.yaml."""
    data: Mapping[str, Any] = yaml.safe_load(files("envgov.loaders").joinpath("patterns/plans.yaml").read_text("utf-8"))
    return data


def plain(name: str) -> str:
    """Return a plan's name without marks, years in brackets and drafts' marks, for comparing."""
    name = regex.sub(r"[（(][^（）()]*(?:\d{4}|稿|试行|修订)[^（）()]*[)）]", "", name)
    name = regex.sub(r"(?:生态)?环境保护|生态环保|生态环境(?=规划)", "环保", name)
    return regex.sub(r"[“”《》〈〉\s\"]", "", name)


def kind_of_plan(name: str) -> str | None:
    """Return the kind that the end of a name gives, or None where it is no plan."""
    stem = regex.sub(r"(?:[（(][^（）()]*[)）])+$", "", name)
    kinds = load_plan_words()["kinds"]
    return next((kinds[end] for end in sorted(kinds, key=len, reverse=True) if stem.endswith(end)), None)


def period_of(name: str) -> str | None:
    """Return the years a plan's name says it is for: `2021-2025`, `2018`, or None."""
    if regex.search(r"编制(?:工作)?(?:方案|计划)", name):
        return None
    span = SPAN_OF_YEARS.search(name)
    if span:
        return f"{span['a']}-{span['b']}"
    five = FIVE_YEARS.search(name)
    if five and five["n"] in FIRST_OF_FIVE and not regex.search(r"方案|通知$", name):
        first = FIRST_OF_FIVE[five["n"]]
        return f"{first}-{first + 4}"
    if five and five["n"] in FIRST_OF_FIVE:
        return f"{FIRST_OF_FIVE[five['n']]}-{FIRST_OF_FIVE[five['n']] + 4}"
    years = {match["a"] for match in ONE_YEAR.finditer(name)}
    seasons = regex.search(r"秋冬季|冬春", name)
    return years.pop() if len(years) == 1 and not seasons else None


def named_in_full(name: str, reading: Reading, gazetteer: Gazetteer) -> str:
    """Return a plan's name with its region: 省“十四五”规划 and “十四五”某规划 are those of the home."""
    name = regex.sub(r"\s+", "", name).strip("《》")
    name = regex.sub(r"^全(?=[省市州县区盟旗]“)", "", name)
    marker = MARKED_NAME.match(name)
    if marker:
        region = reading.home.resolve(marker.group("marker"), gazetteer)
        return region.name + name[marker.end() :] if region is not None else name
    if name.startswith(("“十", "十三五", "十四五", "十五五")) and reading.home.region is not None:
        return reading.home.region.name + name
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

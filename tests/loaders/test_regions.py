"""Divisions in texts: every county of the gazetteer in the ways it is written, and letters that meet by chance."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import ROOT
from envgov.graph.yaml_text import read_yaml
from envgov.loaders.gazetteer.gazetteer import Region, load_gazetteer
from envgov.loaders.linking.home import find_home
from envgov.loaders.linking.places import resolve_regions
from envgov.loaders.mentions.regions import find_regions, with_parents

CASES = read_yaml((ROOT / "tests" / "cases" / "regions.yaml").read_text("utf-8"))
GAZETTEER = load_gazetteer()
COUNTIES = sorted(
    {r.code: r for r in GAZETTEER.regions.by_code.values() if r.level == "county" and r.valid_to is None}.values(),
    key=lambda region: region.code,
)
SHARE = 0.99  # of the counties; the rest are called 城区 or 东区, which is a county only beside its city
ALONE = [
    "{county}水务局通报了三起案件。",
    "检查组在{county}督导时要求加强巡查。",
    "近日，记者从{county}获悉，两条河完成清淤。",
    "{county}人民政府",
]
OFTEN = [
    "{county}召开推进会\n5月6日，{county}水利局召开推进会，{county}各部门参加，{county}农业农村局发言。",
    "由{county}负责保洁，{county}与邻县联合巡查，{county}和有关单位配合，{county}按月通报。",
]
BEHIND_PREFECTURE = ["{prefecture}{county}水利局检查水库。", "会议在{prefecture}{county}召开。"]
BEHIND_PROVINCE = ["{province}{county}水利局检查水库。", "{province}{prefecture}{county}召开推进会。"]


def named(text: str) -> dict[str, Region]:
    """Return the divisions that a text names, by code, each read as the pipeline reads it."""
    mentions = with_parents(tuple(find_regions(text)), GAZETTEER)
    meant = resolve_regions(mentions, find_home(text, mentions, ()), GAZETTEER)
    return {region.code: region for region in meant.values() if region is not None}


def readings(template: str) -> Iterator[bool]:
    """Yield for each county that a template suits whether it is found."""
    for county in COUNTIES:
        above = GAZETTEER.ancestors(county)
        prefecture = next((region.name for region in above if region.level == "prefecture"), None)
        if "{prefecture}" in template and prefecture is None:
            continue
        if "{pr" not in template and len(GAZETTEER.named(county.name)) > 1:
            continue  # nothing says which of two is meant
        text = template.format(county=county.name, prefecture=prefecture, province=above[-1].name)
        yield county.code in named(text)


@pytest.mark.parametrize("template", [*ALONE, *OFTEN, *BEHIND_PREFECTURE, *BEHIND_PROVINCE])
def test_every_county_written_in_full_is_found(template: str) -> None:
    found = list(readings(template))
    assert len(found) > 2000
    assert sum(found) >= SHARE * len(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_letters_that_meet_by_chance_are_no_division(case: dict[str, object]) -> None:
    assert sorted(region.name for region in named(str(case["text"])).values()) == sorted(case["found"])  # type: ignore[call-overload]

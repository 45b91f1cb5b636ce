"""The gazetteer: divisions with codes and changes, kinds of agency, names put together from both."""

from __future__ import annotations

import pytest
from envgov.graph.errors import GazetteerError
from envgov.loaders.gazetteer.gazetteer import compose, load_gazetteer
from envgov.loaders.reference import reference
from hypothesis import given
from hypothesis import strategies as st

GAZETTEER = load_gazetteer()
REGIONS = sorted({region.code for region in GAZETTEER.regions.by_code.values() if region.valid_to is None})


@pytest.mark.parametrize(
    ("code", "level", "number"),
    [
        ("530000", "prefecture", 16),  # Yunnan
        ("530000", "county", 129),
        ("320000", "prefecture", 13),  # Jiangsu
        ("360700", "county", 18),  # Ganzhou
        ("220000", "prefecture", 9),  # Jilin
        ("513300", "county", 18),  # Garzê
        ("110000", "county", 16),  # Beijing
        ("460000", "prefecture", 4),  # Hainan
    ],
)
def test_the_divisions_of_a_region_are_complete(code: str, level: str, number: int) -> None:
    below = GAZETTEER.children(GAZETTEER.region(code), level)
    assert len(below) == number
    assert len({region.name for region in below}) == number


def test_all_provinces_are_there() -> None:
    provinces = [code for code in REGIONS if GAZETTEER.region(code).level == "province"]
    assert len([code for code in provinces if code.endswith("0000")]) == 34


@given(st.sampled_from(REGIONS))
def test_every_division_lies_in_one_province(code: str) -> None:
    region = GAZETTEER.region(code)
    above = GAZETTEER.ancestors(region)
    assert len(above) <= 4
    assert (above[-1] if above else region).level in ("province", "country")
    assert region in GAZETTEER.named(region.name)
    for short in region.short_names:
        assert region in GAZETTEER.named(short)


@pytest.mark.parametrize(
    ("code", "surface", "name"),
    [
        ("530000", "生态环境厅", "云南省生态环境厅"),
        ("530100", "生态环境局", "昆明市生态环境局"),
        ("530000", "发展改革委", "云南省发展和改革委员会"),
        ("530000", "发改委", "云南省发展和改革委员会"),
        ("450000", "住建厅", "广西壮族自治区住房和城乡建设厅"),
        ("360700", "政府", "赣州市人民政府"),
        ("360700", "人大常委会", "赣州市人民代表大会常务委员会"),
        ("220000", "林草局", "吉林省林业和草原局"),
    ],
)
def test_short_names_become_the_full_name(code: str, surface: str, name: str) -> None:
    assert compose(GAZETTEER, GAZETTEER.region(code), surface) == name


@pytest.mark.parametrize(
    ("code", "day", "parent"),
    [
        ("220184", "2020-01-01", "四平市"),  # Gongzhuling moved to Changchun in June 2020
        ("220184", "2020-12-31", "长春市"),
        ("220381", "2019-01-01", "四平市"),  # the same county by its former code
        ("530102", "2015-01-01", "昆明市"),
    ],
)
def test_a_division_is_part_of_what_it_was_part_of_on_the_day(code: str, day: str, parent: str) -> None:
    found = GAZETTEER.parent_on(code, day)
    assert found is not None
    assert found.name == parent


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(GazetteerError, match="'999999'"):
        GAZETTEER.region("999999")


def test_the_reference_graph_has_each_division_once_and_one_current_parent() -> None:
    nodes, edges = reference()
    assert len({node.uid for node in nodes}) == len(nodes)
    assert len(edges) == len({edge[:3] for edge in edges})
    current = [source for source, _type, _target, dates in edges if "to" not in dates]
    assert len(current) == len(set(current))
    assert {uid for edge in edges for uid in (edge[0], edge[2])} <= {node.uid for node in nodes}

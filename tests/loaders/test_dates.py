"""Dates: the rules' own examples, the cases, and what holds for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from envgov.graph.edtf import bounds, ends
from envgov.loaders.dates.date_rules import PREFIX
from envgov.loaders.dates.dates import find_dates, resolve, resolve_in
from envgov.loaders.dates.dating import carry_years, day_bounds, on_day, resolve_after, resolve_before
from envgov.loaders.dates.deadlines import deadline, due, find_durations
from envgov.loaders.language.rules import Example, rules_of
from hypothesis import given
from hypothesis import strategies as st

CASES = Path(__file__).parents[1] / "cases" / "dates"


def _cases(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


EXAMPLES = [(rule.name, each) for rule in rules_of("dates") for each in rule.examples]
COUNTERS = [(rule.name, text) for rule in rules_of("dates") for text in rule.counter]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}:{each.text}" for rule, each in EXAMPLES])
def test_rule_gives_what_its_example_says(rule: str, example: Example) -> None:
    first = next(find_dates(example.text))
    assert (first.rule, first.edtf) == (rule.replace("dates.", PREFIX), example.gives)


@pytest.mark.parametrize(("rule", "text"), COUNTERS)
def test_rule_leaves_its_counter_example(rule: str, text: str) -> None:
    assert [each.text for each in find_dates(text) if each.rule == rule.replace("dates.", PREFIX)] == []


@pytest.mark.parametrize("case", _cases("find"), ids=lambda case: case["text"])
def test_find(case: dict[str, Any]) -> None:
    assert [[each.text, each.edtf] for each in find_dates(case["text"])] == case["dates"]


@pytest.mark.parametrize("case", _cases("resolve"), ids=lambda case: str(case))
def test_resolve(case: dict[str, Any]) -> None:
    mention = next(find_dates(case["text"]))
    if "reported" in case:
        found = resolve_before(mention, str(case["reported"]))
    elif "demanded" in case:
        found = resolve_after(mention, str(case["demanded"]))
    elif "phase" in case:
        found = resolve_in(mention, case["phase"])
    elif "from" in case:
        found = on_day(mention, case["from"])
    else:
        found = resolve(mention, case["year"])
    assert found == case["edtf"]


@pytest.mark.parametrize("case", _cases("deadlines"), ids=lambda case: case["text"])
def test_deadline(case: dict[str, Any]) -> None:
    mention = deadline(case["text"])
    assert (due(mention, case.get("year")) if mention else None) == case["due"]


@pytest.mark.parametrize("case", _cases("numbers")["durations"], ids=lambda case: case["text"])
def test_durations(case: dict[str, Any]) -> None:
    assert [[each.text, each.count, each.unit] for each in find_durations(case["text"])] == case["found"]


def test_bounds_of_a_part_of_a_month() -> None:
    mention = next(find_dates("7月底至8月下旬"))
    assert day_bounds(mention, resolve(mention, 2020)) == ("2020-07-21", "2020-08-31")
    single = next(find_dates("2023年2月中旬"))
    assert day_bounds(single, single.edtf) == ("2023-02-11", "2023-02-20")


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2019-10/2020-04", ("2019-10-01", "2020-04-30")),
        ("XXXX-12-11", (None, None)),
        ("2018-XX-13", (None, None)),
        ("", (None, None)),
    ],
)
def test_bounds(edtf: str, expected: tuple[str | None, str | None]) -> None:
    assert bounds(edtf) == expected


def test_ends() -> None:
    assert ends("2021/2025") == ("2021", "2025")
    assert ends("2021-05-03") == ("2021-05-03", None)


def test_years_carry_forward_only() -> None:
    mentions = carry_years(find_dates("2021年7月底前排查，12月底前整治，3月底前验收"))
    assert [each.edtf for each in mentions] == ["2021-07", "2021-12", "XXXX-03"]


@given(st.text(alphabet="0123456789年月日至底前〔〕号第十二三—-/. 今去次每季度", max_size=40))
def test_mentions_are_verbatim_ordered_and_never_invent_a_year(text: str) -> None:
    position = 0
    for mention in find_dates(text):
        assert position <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        position = mention.end
        years = {each[:4] for each in mention.edtf.split("/")} - {"XXXX", ""}
        written = {text[i : i + 4] for i in range(len(text))}
        for year in years:
            # 二三 alone never makes a year; a span into the next year may count one on or one back.
            near = {str(int(year) - 1), year, str(int(year) + 1)}
            assert near & written or "二" in mention.text or "十" in mention.text


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_written_day_is_read_as_itself(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日"
    mention = next(find_dates(f"会议于{text}召开"))
    assert (mention.text, mention.edtf) == (text, day.isoformat())
    assert bounds(mention.edtf) == (day.isoformat(), day.isoformat())
    opened = next(find_dates(f"{day.month}月{day.day}日"))
    assert resolve(opened, day.year) == day.isoformat()

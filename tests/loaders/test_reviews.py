"""What a meeting had before it, and the series it belongs to; and which agency took over from one whose name was given up."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.graph.model import Fact
from envgov.loaders.document import Document
from envgov.loaders.facts.reviews import series_of
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts


def facts_of(text: str, folder: Path) -> tuple[Fact, ...]:
    (folder / "a.txt").write_text(text, "utf-8")
    document = next(each for each in read_paths([folder / "a.txt"]) if isinstance(each, Document))
    return read_facts(document).facts


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("罗平县2023年第二次河长会议", "罗平县河长会议"),
        ("罗平县河长制第3次联席会议", "罗平县河长制联席会议"),
        ("罗平县生态环境局6月例会", "罗平县生态环境局例会"),
        ("罗平县水源地保护推进会", None),
    ],
)
def test_meetings_of_a_series_are_called_alike(name: str, series: str | None) -> None:
    assert series_of(name) == series


def test_a_meeting_reviewed_the_plans_that_it_had_before_it_and_no_other(tmp_path: Path) -> None:
    text = (
        "2023年6月8日，曲靖市人民政府召开第二次河长会议。市长郎月主持会议。会议学习了《云南省湿地保护条例实施方案》，"
        "审议通过了《曲靖市南盘江治理行动计划》和《曲靖市河长制工作要点》。\n"
    )
    found = [fact for fact in facts_of(text, tmp_path) if fact.predicate == "REVIEWED"]
    assert [fact.object.name for fact in found if fact.object] == ["曲靖市南盘江治理行动计划", "曲靖市河长制工作要点"]
    assert all("审议通过了" in fact.evidence.quote for fact in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016年5月，青海省环境保护厅召开会议。", [("青海省环境保护厅", "青海省生态环境厅", "2018")]),
        ("2016年5月，丽江市国土资源局召开会议。", [("丽江市国土资源局", "丽江市自然资源局", "2018/2019")]),
        # A county's bureau of ecology became a branch of the city's: nothing is stated.
        ("2016年5月，丽江市华坪县环境保护局召开会议。", []),
        ("2022年5月，青海省生态环境厅召开会议。", []),
    ],
)
def test_who_took_over(text: str, found: list[tuple[str, str, str]], tmp_path: Path) -> None:
    successions = [
        (fact.subject.name, fact.object.name, str(fact.properties["date"]))
        for fact in facts_of(text, tmp_path)
        if fact.predicate == "SUCCEEDED_BY" and fact.object is not None
    ]
    assert successions == found

"""An agency that is called by a name since given up, and the one that took over."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts


def successions(text: str, folder: Path) -> list[tuple[str, str, str]]:
    (folder / "a.txt").write_text(text, "utf-8")
    document = next(each for each in read_paths([folder / "a.txt"]) if isinstance(each, Document))
    return [
        (fact.subject.name, fact.object.name, str(fact.properties["date"]))
        for fact in read_facts(document).facts
        if fact.predicate == "SUCCEEDED_BY" and fact.object is not None
    ]


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
    assert successions(text, tmp_path) == found

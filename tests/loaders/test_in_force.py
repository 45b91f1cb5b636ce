"""Since when and until when a plan is in force, and what it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.facts.in_force import day_before
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

HEAD = """芜湖市人民政府关于印发芜湖市入河排污口管理办法的通知
芜政〔2024〕12号
各县（市）区人民政府：
现将《芜湖市入河排污口管理办法》印发给你们，请遵照执行。
芜湖市人民政府
2024年4月8日
芜湖市入河排污口管理办法
第一条 市生态环境局负责入河排污口监督管理。
"""
OWN = "芜湖市入河排污口管理办法"
OLD = "芜湖市入河排污口整治方案"


def said(folder: Path, text: str, name: str = OWN) -> dict[str, object]:
    """Return the properties that a text states of a plan."""
    facts = facts_of(folder, text)
    return {
        f.predicate: f.value
        for f in facts.facts
        if f.subject.name == name and f.object is None and f.predicate != "named"
    }


def facts_of(folder: Path, text: str, name: str = "a") -> DocumentFacts:
    file = folder / f"{name}.txt"
    file.write_text(text, "utf-8")
    (document,) = read_paths([file])
    assert isinstance(document, Document)
    return read_facts(document)


@pytest.mark.parametrize(
    ("words", "since", "basis", "until"),
    [
        ("第二条 本办法自2024年5月1日起施行。", "2024-05-01", "text", None),
        ("第二条 本办法自二〇二四年五月一日起施行，有效期五年。", "2024-05-01", "text", "2029-04-30"),
        ("第二条 本办法自印发之日起实施，有效期至2027年12月31日。", "2024-04-08", "text", "2027-12-31"),
        ("第二条 本办法自发布之日起试行，试行期2年。", "2024-04-08", "text", "2026-04-07"),
        ("第二条 《安徽省排污口条例》自2023年1月1日起施行。", "2024-04-08", "issued", None),
        ("第二条 市水务局负责配合。", "2024-04-08", "issued", None),
    ],
)
def test_a_plan_knows_since_when_it_is_in_force(
    tmp_path: Path, words: str, since: str, basis: str, until: str | None
) -> None:
    found = said(tmp_path, HEAD + words)
    assert (found["since"], found["since_min"], found["since_basis"]) == (since, since, basis)
    assert (found.get("until"), found.get("until_max")) == (until, until)


def test_what_a_plan_ends_was_in_force_until_the_day_before(tmp_path: Path) -> None:
    text = f"{HEAD}第二条 本办法自2024年5月1日起施行。《{OLD}》（芜政〔2019〕3号）同时废止。"
    found = said(tmp_path, text, OLD)
    assert (found["status"], found["until"]) == ("废止", "2024-04-30")
    succeeds = next(f for f in facts_of(tmp_path, text).facts if f.predicate == "SUCCEEDS")
    assert succeeds.evidence.quote == f"《{OLD}》（芜政〔2019〕3号）同时废止"


def test_a_page_says_not_when_a_plan_was_issued(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "芜湖市青弋江治理工作方案\n发布时间：2024-04-20 来源：市水务局\n一、市水务局负责清理河道淤泥。",
        "芜湖市青弋江治理工作方案",
    )
    assert "since" not in found and found["kind"] == "方案"


@pytest.mark.slow
def test_the_query_answers_for_a_day(location: str, tmp_path: Path) -> None:
    from envgov.graph.asking import answer
    from envgov.graph.queries import named

    old = (
        HEAD.replace("〔2024〕12号", "〔2019〕3号")
        .replace("管理办法", "整治方案")
        .replace("2024年4月8日", "2019年6月3日")
    )
    new = f"{HEAD}第二条 本办法自2024年5月1日起施行。《{OLD}》（芜政〔2019〕3号）同时废止。"
    with open_store(location, access="write") as store:
        store.write([facts_of(tmp_path, old, "old"), facts_of(tmp_path, new, "new")])
        for day, plans in (("2019-06-02", []), ("2019-06-03", [OLD]), ("2024-04-30", [OLD]), ("2024-05-01", [OWN])):
            found = answer(store, named("plans.in_force"), {"on": day})
            assert [row[0] for row in found.rows] == plans, day
        (row,) = answer(store, named("plans.in_force"), {"on": "2024-01-01"}).rows
        told = dict(zip(found.columns, row, strict=True))
        assert (told["since"], told["until"], told["replaced_by"]) == ("2019-06-03", "2024-04-30", [OWN])
        assert len(answer(store, named("plans.in_force"), {"on": "2024-05-02", "region": "芜湖市"}).rows) == 1


@pytest.mark.parametrize(
    ("day", "before"),
    [("2024-03-01", "2024-02-29"), ("2025-02-29", "2025-02-28"), ("2024-05", "2024-05"), ("2024", "2024")],
)
def test_the_day_before(day: str, before: str) -> None:
    assert day_before(day) == before

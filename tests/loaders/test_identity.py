"""What a plan, a phase, a task, a group and a demand are: their words, never their place in an order."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.graph import ids
from envgov.graph.model import DocumentFacts, Node
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

HEAD = "罗平县饮用水水源地整治工作方案\n\n罗平县生态环境局制定本方案。\n\n"
ONE = HEAD + (
    "一、阶段安排\n（一）排查摸底（2023年3月至2023年5月）。主要任务是：逐一核对水源地边界；建立问题清单。\n"
    "（二）集中整治（2023年6月至2023年9月）。主要任务是：拆除违法建筑；建立问题清单。\n"
)
OTHER = HEAD + (
    "一、阶段安排\n（一）宣传发动（2023年2月）。主要任务是：张贴公告。\n"
    "（二）排查摸底（2023年3月至2023年5月）。主要任务是：开展水质检测；逐一核对 水源地边界。\n"
    "（三）验收（2023年10月）。主要任务是：报送总结。\n"
)


def facts_of(text: str, folder: Path, name: str = "a.txt") -> DocumentFacts:
    (folder / name).write_text(text, "utf-8")
    document = next(each for each in read_paths([folder / name]) if isinstance(each, Document))
    return read_facts(document)


def nodes(facts: DocumentFacts, kind: str) -> dict[str, Node]:
    return {fact.subject.uid: fact.subject for fact in facts.facts if fact.subject.kind == kind}


def owned(facts: DocumentFacts, owner: str, predicate: str) -> set[tuple[str, str, str]]:
    return {
        (fact.subject.name, fact.object.uid, fact.object.name)
        for fact in facts.facts
        if fact.subject.kind == owner and fact.predicate == predicate and fact.object is not None
    }


def test_two_texts_of_one_plan_share_what_they_both_state_and_nothing_else(tmp_path: Path) -> None:
    one, other = facts_of(ONE, tmp_path), facts_of(OTHER, tmp_path, "b.txt")
    assert set(nodes(one, "Plan")) & set(nodes(other, "Plan"))
    here, there = owned(one, "Plan", "HAS_TASK"), owned(other, "Plan", "HAS_TASK")
    shared = {uid for _plan, uid, _name in here} & {uid for _plan, uid, _name in there}
    assert {name for _plan, uid, name in here if uid in shared} == {"逐一核对水源地边界"}
    phases, others = owned(one, "Plan", "HAS_PHASE"), owned(other, "Plan", "HAS_PHASE")
    assert {name for _plan, _uid, name in phases & others} == {"排查摸底"}
    assert len({uid for _plan, uid, _name in phases | others}) == 4


def test_what_one_text_says_in_two_phases_is_two_tasks(tmp_path: Path) -> None:
    tasks = owned(facts_of(ONE, tmp_path), "Phase", "HAS_TASK")
    assert {phase for phase, _uid, name in tasks if name == "建立问题清单"} == {"排查摸底", "集中整治"}
    assert len({uid for _phase, uid, name in tasks if name == "建立问题清单"}) == 2


def test_what_a_document_says_of_a_task_or_phase_is_stated(tmp_path: Path) -> None:
    stated = facts_of(ONE, tmp_path).facts
    for kind, names in (("Task", {"name", "text", "seq"}), ("Phase", {"name", "seq"}), ("Plan", {"name"})):
        for uid, node in nodes(facts_of(ONE, tmp_path), kind).items():
            said = {fact.predicate: fact.value for fact in stated if fact.subject.uid == uid and fact.object is None}
            assert names <= set(said)
            assert {name: said[name] for name in node.properties} == dict(node.properties)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("整治  入河排口；", "整治入河排口"),
        ("整治入河排口（一期），验收", "整治入河排口(一期)，验收。"),
        ("Ｃ０Ｄ下降5％", "C0D下降5%"),
    ],
)
def test_marks_and_spaces_make_no_other_task(words: str, same: str) -> None:
    assert ids.task_uid("plan-1", words) == ids.task_uid("plan-1", same)


@pytest.mark.parametrize(
    ("words", "other"), [("达到90%", "达到90"), ("下降1.5个点", "下降15个点"), ("5-10户", "510户"), ("甲乡", "乙乡")]
)
def test_other_words_make_another_task(words: str, other: str) -> None:
    assert ids.task_uid("plan-1", words) != ids.task_uid("plan-1", other)
    assert ids.task_uid("plan-1", words) != ids.task_uid("plan-2", words)


def test_what_begins_at_one_place_and_ends_at_two_is_two() -> None:
    assert ids.group_uid("document-1", 4, 7) != ids.group_uid("document-1", 4, 9)
    assert ids.directive_uid("document-1", 4, 7) != ids.directive_uid("document-1", 4, 9)


def said(text: str, folder: Path, predicate: str) -> set[tuple[str, object]]:
    return {
        (fact.subject.name, fact.object.name if fact.object is not None else fact.value)
        for fact in facts_of(text, folder).facts
        if fact.predicate == predicate
    }


@pytest.mark.parametrize(
    ("cited", "name"),
    [
        ("根据《“十四五”湿地保护规划》", "“十四五”湿地保护规划"),
        ("根据《“十四五”湿地保护规划》（林湿发〔2022〕1号）", "“十四五”湿地保护规划"),
        ("根据市《“十四五”湿地保护规划》", "曲靖市“十四五”湿地保护规划"),
        ("根据我市“十四五”湿地保护规划", "曲靖市“十四五”湿地保护规划"),
        ("根据曲靖市人民政府印发的《“十四五”湿地保护规划》", "曲靖市“十四五”湿地保护规划"),
        ("根据云南省《“十四五”湿地保护规划》", "云南省“十四五”湿地保护规划"),
        ("根据《曲靖市“十四五”湿地保护规划》和《“十四五”湿地保护规划》", "曲靖市“十四五”湿地保护规划"),
    ],
)
def test_a_cited_plan_takes_a_division_only_with_evidence(tmp_path: Path, cited: str, name: str) -> None:
    text = f"曲靖市湿地修复工作方案\n\n{cited}，结合我市实际，制定本方案。\n"
    plans = {node.name for node in nodes(facts_of(text, tmp_path), "Plan").values()}
    assert plans == {"曲靖市湿地修复工作方案", name}


def test_every_body_with_a_place_serves_it_and_a_branch_its_county(tmp_path: Path) -> None:
    text = (
        "曲靖市人民政府关于白露晞等同志任职的通知\n\n曲靖市人民政府决定，任命：\n白露晞为曲靖市生态环境局富源分局局长，"
        "江照野为曲靖市水利局河湖科科长，石涧鸣为曲靖市湿地修复工作领导小组办公室主任。\n"
    )
    facts = facts_of(text, tmp_path)
    served = dict(said(text, tmp_path, "SERVES"))
    bodies = nodes(facts, "Agency") | {
        fact.object.uid: fact.object for fact in facts.facts if fact.object is not None and fact.object.kind == "Agency"
    }
    assert {node.name for node in bodies.values()} == set(served)
    branch = next(node for node in bodies.values() if node.name == "曲靖市生态环境局富源分局")
    assert (served[branch.name], branch.properties) == ("富源县", {"level": "county", "function": "ecology"})
    office = next(node for node in bodies.values() if node.name.endswith("领导小组办公室"))
    assert "PartyOrgan" not in office.labels
    appointed = {fact.properties["post"] for fact in facts.facts if fact.predicate == "APPOINTED"}
    assert "曲靖市生态环境局富源分局局长" in appointed


@pytest.mark.parametrize(("where", "place"), [("曲靖市、玉溪市", None), ("云南省曲靖市", "曲靖市")])
def test_what_happens_in_several_cities_has_no_single_place(tmp_path: Path, where: str, place: str | None) -> None:
    text = f"2023年5月8日，云南省生态环境厅在{where}开展排污许可专项执法检查。\n"
    assert {name for _event, name in said(text, tmp_path, "HELD_IN")} == ({place} if place else set())

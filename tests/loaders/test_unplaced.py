"""Bodies whose place the text never names: kept as written with all they bear, and no class among them."""

from __future__ import annotations

from hashlib import sha256

import pytest
from envgov.graph.model import DocumentFacts
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts


def read_text(text: str) -> DocumentFacts:
    """Return the facts of a text."""
    digest = sha256(text.encode()).hexdigest()
    return read_facts(Document("case", "case.txt", digest, text, text, Offsets.identity(len(text))))


def _agencies(facts: DocumentFacts) -> dict[str, bool]:
    """Return whether each agency is resolved, by its name."""
    nodes = [node for fact in facts.facts for node in (fact.subject, fact.object) if node is not None]
    return {n.name: n.properties.get("resolved") is not False for n in nodes if n.kind == "Agency"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会上，区水务局局长柳青禾汇报了清淤进度。", "区水务局"),
        ("县里召开河道整治会。我县农业农村局、县教育局参加会议。", "县农业农村局"),
        ("河道整治方案\n1.清理岸线。\n牵头单位：水务局；责任单位：城管局", "城管局"),
        ("经研究，决定成立白露湖清淤工作领导小组，办公室设在市水利局。", "白露湖清淤工作领导小组"),
    ],
)
def test_a_body_without_a_place_is_kept_as_written(text: str, name: str) -> None:
    found = _agencies(read_text(text))
    assert found.get(name) is False


def test_it_holds_the_posts_that_the_text_gives_it() -> None:
    facts = read_text("会上，区水务局局长柳青禾汇报了清淤进度。")
    held = [f.object.name for f in facts.facts if f.predicate == "HOLDS" and f.object is not None]
    assert held == ["区水务局局长"]


@pytest.mark.parametrize(
    "text",
    [
        "第一条　省人民政府制定规划。\n第二条　市人民政府组织实施。\n第三条　县人民政府落实经费。",
        "各乡镇人民政府、街道办事处要落实责任。",
        "记者来到市、县人大常委会，听取各级财政部门意见。",
        "地区政府和欧盟委员会表示欢迎。",
        "建设国家区域医疗中心，推进县级医院改革。",
    ],
)
def test_a_class_is_no_body(text: str) -> None:
    assert not [name for name, resolved in _agencies(read_text(text)).items() if not resolved]


def test_where_the_text_names_its_place_the_bare_name_is_that_bodys() -> None:
    found = _agencies(read_text("遂宁市岸线清理方案\n1.清理岸线。\n牵头单位：水务局；责任单位：交通运输局"))
    assert found == {"遂宁市水务局": True, "遂宁市交通运输局": True}


def test_the_city_of_a_cited_plan_is_not_the_home_of_its_county() -> None:
    text = "河道保洁计划\n根据《昆明市河道保洁三年计划》，结合实际，制定本计划。各乡镇、县直有关单位抓好落实。县水务局牵头清理漂浮物。"
    assert _agencies(read_text(text)).get("县水务局") is False


def test_two_documents_do_not_share_a_body_without_a_place() -> None:
    one, two = (read_text(f"会上，区水务局局长{name}汇报了清淤进度。") for name in ("柳青禾", "江晚舟"))
    uids = [{f.subject.uid for f in facts.facts if f.subject.name == "区水务局"} for facts in (one, two)]
    assert uids[0] and uids[0].isdisjoint(uids[1])

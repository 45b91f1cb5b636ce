"""Bodies, groups, towns and persons in texts: what each names in full, and letters, classes and joints that name nothing."""

from __future__ import annotations

from hashlib import sha256

import pytest
from conftest import ROOT
from envgov.graph.yaml_text import read_yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.mentions.town_names import is_town_name
from envgov.loaders.pipeline import read_document, read_facts

# Persons are read on evidence: their characters, what stands around them, and how the segmenter cuts the clause.
READ = {
    "阳泉市水务局局长白露晞21日到水库巡查。": {"白露晞"},
    "阳泉市水务局局长白露晞接待来访群众，副局长纪春禾谈了安排。": {"白露晞", "纪春禾"},
    "会上，阳泉市水务局白露晞副局长介绍了情况。": {"白露晞"},
    "阳泉市成立治水指挥部，白露晞市长任总指挥。": {"白露晞"},
    "会议决定免去白露晞的阳泉市水务局局长职务、纪春禾的阳泉市审计局局长职务。": {"白露晞", "纪春禾"},
    "县委副书记、县长候选人白露晞主持会议。": {"白露晞"},
    "各成员国愿意在主席国推动下合作，主席台就座的还有嘉宾。": set(),
    "教师应当参加培训，主任和其他人员依法履职。": set(),
    "健全县乡镇村三级河长常态化巡河机制，镇规范化河长制有序推行。": set(),
    "阳泉市水务局局长李国化出席会议，市长王建化主持会议。": {"李国化", "王建化"},
    "四川省长江办通报情况，应国家主席邀请来访。": set(),
}
CASES = read_yaml((ROOT / "tests" / "cases" / "bodies.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"][:12]))
def test_a_text_names_its_bodies(case: dict[str, list[str]]) -> None:
    text = str(case["text"])
    digest = sha256(text.encode()).hexdigest()
    facts = read_facts(Document("case", "case.txt", digest, text, text, Offsets.identity(len(text)))).facts
    names = {node.name for fact in facts for node in (fact.subject, fact.object) if node is not None}
    assert set(case.get("found", [])) <= names
    assert not [(each, name) for each in case.get("absent", []) for name in names if each in name]


@pytest.mark.parametrize("name", ["石角镇", "建设镇", "梅城镇", "太和镇", "其塔木镇", "公平街道", "江岸苏木"])
def test_the_name_of_a_town(name: str) -> None:
    assert is_town_name(name)


@pytest.mark.parametrize(
    "name", ["小城镇", "文明村镇", "应先经镇", "约见乡", "和石角镇", "督促石角镇", "工业重镇", "各乡镇"]
)
def test_words_that_end_like_a_town(name: str) -> None:
    assert not is_town_name(name)


@pytest.mark.parametrize("text", READ)
def test_persons_are_read_and_words_are_not(text: str) -> None:
    document = Document("a", "a", "", text, text, Offsets.identity(len(text)))
    assert {each.name for each in read_document(document).officials} == READ[text]

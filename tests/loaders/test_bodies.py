"""Bodies, groups and towns in texts: what each names in full, and letters, classes and joints that name nothing."""

from __future__ import annotations

from hashlib import sha256

import pytest
from conftest import ROOT
from envgov.graph.yaml_text import read_yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.mentions.town_names import is_town_name
from envgov.loaders.pipeline import read_facts

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

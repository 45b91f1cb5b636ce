"""What small texts of our own state about appointments, citations, lists, subtasks, campaigns; and what they must not."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import ROOT
from envgov.graph.model import DocumentFacts, Fact
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts

CASES = ROOT / "tests" / "cases"
RELATIONS: list[dict[str, Any]] = yaml.safe_load((CASES / "relations.yaml").read_text("utf-8"))


def facts_of(text: str) -> DocumentFacts:
    return read_facts(Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text))))


def says(fact: Fact, wanted: list[Any]) -> bool:
    subject, predicate, target, *properties = wanted
    return (
        fact.predicate == predicate
        and fact.subject.name.startswith(subject)
        and fact.object is not None
        and fact.object.name.startswith(target)
        and all(fact.properties.get(key) == value for key, value in (properties[0] if properties else {}).items())
    )


@pytest.mark.parametrize("case", RELATIONS, ids=lambda case: case["name"])
def test_a_text_gives_the_facts_of_its_case(case: dict[str, Any]) -> None:
    found = facts_of(case["text"])
    for wanted in case.get("facts", ()):
        assert any(says(fact, wanted) for fact in found.facts), wanted
    assert not {fact.predicate for fact in found.facts} & set(case.get("absent", ()))
    assert not {fact.object.name for fact in found.facts if fact.object} & set(case.get("absent_objects", ()))
    if "anomalies" in case:
        assert [[each.kind, each.surface, each.suggestion] for each in found.anomalies] == case["anomalies"]
    for key, value in case.get("document", {}).items():
        assert found.document.properties.get(key) == value


@pytest.mark.parametrize("case", RELATIONS, ids=lambda case: case["name"])
def test_every_quote_is_verbatim(case: dict[str, Any]) -> None:
    found = facts_of(case["text"])
    text = str(found.document.properties["text"])
    for fact in found.facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote


def test_only_a_department_of_the_central_government_has_its_level() -> None:
    text = "2031年4月2日，国务院、党中央有部署，生态环境部、水利部长江水利委员会、江南新兴产业集中区管委会到会。"
    nodes = {fact.subject.name: fact.subject for fact in facts_of(text).facts}
    nodes |= {fact.object.name: fact.object for fact in facts_of(text).facts if fact.object}
    assert nodes["生态环境部"].properties.get("level") == "ministry"
    others = [each for name, each in nodes.items() if each.kind == "Agency" and name != "生态环境部"]
    assert len(others) >= 3
    assert not [each.name for each in others if each.properties.get("level") == "ministry"]
    assert nodes["国务院"].labels == ()
    assert nodes["党中央"].labels == ("PartyOrgan",)

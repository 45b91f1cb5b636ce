from __future__ import annotations

import pytest
from envgov.graph.errors import SchemaError
from envgov.graph.kinds import fits, load_kinds, read_kinds
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node

EVIDENCE = Evidence(0, 2, "某局", 0, 2, "test", 0.9)
DOCUMENT = Node(
    "Document", "document-1", "文", (),
    {"script": "simplified", "chars": 2, "sha256": "0", "file": "a.txt", "text": "某局", "extractor": "1"},
)  # fmt: skip
AGENCY = Node("Agency", "agency-1", "某局")
EVENT = Node("Event", "event-1", "某会", ("Meeting",), {"kind": "meeting"})


def _problems(*facts: Fact) -> list[str]:
    return list(load_kinds().problems(DocumentFacts(DOCUMENT, facts)))


def test_the_schema_allows_what_it_names() -> None:
    hosted = Fact(AGENCY, "HOSTED", EVIDENCE, object=EVENT, properties={"role": "主办"})
    dated = Fact(EVENT, "date", EVIDENCE, value="XXXX-12-11/XXXX-12-13")
    assert _problems(hosted, dated) == []


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact(AGENCY, "LIKES", EVIDENCE, object=EVENT), "LIKES"),
        (Fact(EVENT, "HOSTED", EVIDENCE, object=AGENCY, properties={"role": "主办"}), "allows no HOSTED from Event"),
        (Fact(AGENCY, "HOSTED", EVIDENCE, object=EVENT), "needs the property 'role'"),
        (Fact(AGENCY, "HOSTED", EVIDENCE, object=EVENT, properties={"role": "旁听"}), "旁听"),
        (Fact(EVENT, "date", EVIDENCE, value="12月11日"), "edtf"),
        (Fact(EVENT, "weather", EVIDENCE, value="晴"), "weather"),
        (Fact(Node("Agency", "a", "某局", ("Ship",)), "named", EVIDENCE, value="某局"), "Ship"),
        (Fact(Node("Planet", "a", "某星"), "named", EVIDENCE, value="某星"), "Planet"),
        (Fact(Node("Agency", "a", ""), "named", EVIDENCE, value="某局"), "without uid or name"),
    ],
)
def test_what_the_schema_does_not_allow_is_said(fact: Fact, said: str) -> None:
    problems = _problems(fact)
    assert problems
    assert any(said in problem for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "fact_properties: {x: {type: string, en: one, two}}\nnodes: {}\nrelationships: {}",
        "nodes: {}",
        "fact_properties: {}\nnodes: {A: {properties: {x: {type: colour}}}}\nrelationships: {}",
        "fact_properties: {}\nnodes: {'A B': {}}\nrelationships: {}",
        "fact_properties: {}\nnodes: {A: {}}\nrelationships: {R: {from: [A], to: [B]}}",
        "fact_properties: {}\nnodes: {A: {}}\nrelationships: {R: {from: [A], to: [A], key: [role]}}",
    ],
)
def test_a_malformed_schema_is_refused_with_its_file(text: str) -> None:
    with pytest.raises(SchemaError, match=r"graph/kinds\.yaml"):
        read_kinds(text)


def test_a_boolean_is_no_integer() -> None:
    seq = load_kinds().nodes["Phase"].properties["seq"]
    assert fits(seq, 1)
    assert not fits(seq, True)

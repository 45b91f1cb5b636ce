"""The whole way from a document to its facts: the samples word for word, and what holds for every text."""

from __future__ import annotations

from pathlib import Path

import pytest
import update_golden
from conftest import SAMPLES
from envgov.graph.kinds import load_kinds
from envgov.graph.model import DocumentFacts
from envgov.loaders.document import Document, Offsets
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.repair import repair
from hypothesis import given, settings
from hypothesis import strategies as st

DOCUMENTS = {found.id: found for found in read_paths([SAMPLES]) if isinstance(found, Document)}
GOLDEN = update_golden.kept()
PIECES = st.sampled_from(
    ["云南省", "昆明市", "省", "市", "县", "生态环境厅", "生态环境局", "水利局", "召开", "举办", "培训班", "会议", "主持", "强调",
     "，", "。", "；", "、", "要", "一是", "厅长", "副局长", "白露晞", "高桥", "5月6日", "2024年", "《", "》", "方案", "规划", "（", "）",
     "第一阶段", "\n", "牵头", "配合", "任", "免去", "各", "16个", "州", "90余人", "视频", "领导小组", "办公室", "\t", "：", "〔2024〕3号"]
)  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_gives_the_facts_that_were_read_and_agreed(name: str) -> None:
    """Where this fails on purpose: python tools/update_golden.py, then read the diff."""
    assert update_golden.golden(read_facts(DOCUMENTS[name])) == GOLDEN[name]


def test_no_golden_file_is_left_over() -> None:
    assert list(GOLDEN) == sorted(DOCUMENTS)


def assert_sound(document: Document, facts: DocumentFacts) -> None:
    """Assert what holds for the facts of every text: quotes verbatim, ways back, kinds of the schema."""
    text = repair(document).text
    kinds = load_kinds()
    for fact in facts.facts:
        evidence = fact.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert 0 <= evidence.raw_start <= evidence.raw_end <= len(document.raw)
        assert 0 < evidence.confidence <= 1
        assert evidence.rule
        assert (fact.object is None) != (fact.value is None)
        assert fact.object is None or fact.predicate in kinds.relationships
    for anomaly in facts.anomalies:
        assert text[anomaly.start : anomaly.end] == anomaly.surface or anomaly.surface


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_fact_of_a_sample_is_sound(name: str) -> None:
    assert_sound(DOCUMENTS[name], read_facts(DOCUMENTS[name]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert read_facts(DOCUMENTS[name]) == read_facts(DOCUMENTS[name])


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, min_size=5, max_size=60).map("".join))
def test_no_text_breaks_the_loaders(raw: str) -> None:
    document = Document("case", "case.txt", "0" * 64, raw, raw, Offsets.identity(len(raw)))
    assert_sound(document, read_facts(document))


def test_a_uid_depends_on_what_is_named_and_not_on_the_file(tmp_path: Path) -> None:
    source = SAMPLES / "ganzhou-planning-programme.txt"
    (tmp_path / "另名.txt").write_bytes(source.read_bytes())
    (found,) = read_paths([tmp_path / "另名.txt"])
    assert isinstance(found, Document)
    here = {
        fact.subject.uid
        for fact in read_facts(found).facts
        if fact.subject.kind in ("Agency", "Region", "Plan", "Phase")
    }
    there = {
        fact.subject.uid
        for fact in read_facts(DOCUMENTS["ganzhou-planning-programme"]).facts
        if fact.subject.kind in ("Agency", "Region", "Plan", "Phase")
    }
    assert here == there

"""The clauses that gave no fact: how they are told, ranked and kept from being facts."""

from __future__ import annotations

from envgov.loaders.clauses.likely import LEAST_SCORE, features, load_model, unread_clauses
from envgov.loaders.clauses.states import FACTS, states
from envgov.loaders.document import Document, Offsets
from envgov.loaders.facts import write_facts
from envgov.loaders.pipeline import read_document, read_facts
from envgov.loaders.scoring.clause_labels import KINDS, labels
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = """石屏县水务局召开河道清淤推进会
3月4日，石屏县水务局召开河道清淤推进会。县水务局局长柏松年主持会议。
天气晴好，湖面如镜。
届时沿岸各单位须派员分段看守，逐日填表送交值班处登记。
"""


def document(text: str) -> Document:
    return Document("", "a.txt", "", text, text, Offsets.identity(len(text)))


def test_a_clause_that_gave_a_fact_is_never_in_the_queue() -> None:
    reading = read_document(document(TEXT))
    facts = write_facts(reading)
    said = {(each.start, each.end) for each in states(reading, facts) if each.state == FACTS}
    found = list(unread_clauses(reading, facts))
    assert said and not said & {(each.start, each.end) for each in found}


def test_the_queue_holds_clauses_of_the_text_with_a_kind_and_a_score() -> None:
    facts = read_facts(document(TEXT))
    for each in facts.unread:
        assert facts.document.properties["text"][each.start : each.end] == each.text  # type: ignore[index]
        assert each.likely in KINDS
        assert LEAST_SCORE <= each.score <= 1


def test_what_a_title_announces_and_the_text_tells_is_no_gap() -> None:
    assert all(each.start > 0 for each in read_facts(document(TEXT)).unread)


def test_a_demand_that_no_rule_read_stands_before_the_weather() -> None:
    model = load_model()
    weather, demand = (
        max(model.scores(features(text, "paragraph", model.size)))
        for text in ("天气晴好，湖面如镜。", "要加快补齐短板，确保年底前全部完成整改。")
    )
    assert demand > 0.5 > weather


def test_a_clause_is_labelled_by_what_gold_says_stands_there() -> None:
    gold = {
        "agencies": [{"name": "石屏县水务局", "surface": ["县水务局"]}],
        "officials": [{"name": "柏松年", "posts": [{"title": "局长", "agency": "石屏县水务局"}]}],
        "events": [{"name": "清淤推进会", "hosts": ["石屏县水务局"], "chaired_by": ["柏松年"]}],
        "groups": [],
        "plans": [{"name": "清淤方案"}],
        "phases": [],
        "tasks": [{"text_key": "分段看守"}],
        "directives": [{"text_key": "补齐短板", "accept_keys": ["年底前完成"]}],
    }
    assert labels("县水务局局长柏松年主持清淤推进会", gold) == {"part", "post", "event"}
    assert labels("按“清淤方案”分段 看守", gold) == {"task", "plan"}
    assert labels("要确保年底前完成", gold) == {"demand"}
    assert labels("天气晴好", gold) == frozenset()


@given(st.text(max_size=60), st.sampled_from(["paragraph", "item", "none"]))
@settings(max_examples=50, deadline=None)
def test_any_text_has_features_and_scores(text: str, block: str) -> None:
    model = load_model()
    found = features(text, block, model.size)
    assert found == sorted(set(found)) and all(0 <= each < model.size for each in found)
    assert all(0 <= score <= 1 for score in model.scores(found))

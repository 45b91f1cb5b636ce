"""The confidence of a fact: what a rule was measured to be, and how a fact is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.api.web.rendering import is_doubtful
from envgov.loaders.document import Document
from envgov.loaders.facts.certainty import MOST, confidence_of, load_rule_confidences
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record
from envgov.loaders.scoring.calibration import PRIOR_WEIGHT, Judgement, bands, judged, measured

TEXT = "云州市生态环境局召开会议。局长高望山主持会议，并对水源地保护工作提出要求。\n"


def test_a_measured_rule_says_what_it_was_measured_to_be() -> None:
    for rule, (usual, found) in load_rule_confidences().items():
        assert confidence_of(rule, usual) == min(MOST, round(found, 2))
        assert confidence_of(rule, usual / 2) == pytest.approx(found / 2, abs=0.006)


def test_a_rule_that_nobody_measured_keeps_what_it_was_given() -> None:
    assert confidence_of("no.such_rule", 0.85) == 0.85


def test_a_rule_seen_often_is_worth_what_was_seen_and_one_seen_once_what_it_was_given() -> None:
    often = [Judgement("often", 0.85, True)] * 380 + [Judgement("often", 0.85, False)] * 20
    once = [Judgement("once", 0.85, False)]
    found = {each.rule: each for each in measured([*often, *once])}
    assert found["often"].confidence == pytest.approx(0.95, abs=0.003)
    assert found["once"].confidence == pytest.approx(0.85 * PRIOR_WEIGHT / (PRIOR_WEIGHT + 1), abs=0.001)


def test_the_bands_hold_every_judgement_once() -> None:
    given = [Judgement("a", each / 20, each % 2 == 0) for each in range(21)]
    assert sum(number for _low, _high, _right, number in bands(given)) == len(given)


def test_a_fact_is_wrong_where_the_score_is_better_without_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    found = next(each for each in read_paths([tmp_path]) if isinstance(each, Document))
    facts = read_facts(found)
    gold = {"forbidden": {}, "optional": {}, **record(facts)}
    assert facts.facts
    assert all(each.right for each in judged(facts, gold))
    emptied = {**gold, "officials": []}
    wrong = {each.rule for each in judged(facts, emptied) if not each.right}
    assert any(rule.startswith("official.") for rule in wrong)


def test_what_is_often_wrong_is_marked() -> None:
    assert is_doubtful(0.59)
    assert not is_doubtful(0.6)

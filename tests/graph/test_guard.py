"""What the guard lets through, and what it refuses before any engine sees it."""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT
from envgov.graph.errors import RefusedError
from envgov.graph.guard import AFTER, NEVER, STARTS, check
from envgov.graph.queries import load_queries
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = ROOT / "tests" / "cases" / "guard"
ALLOWED: list[str] = yaml.safe_load((CASES / "allowed.yaml").read_text("utf-8"))
REFUSED: list[dict[str, str]] = yaml.safe_load((CASES / "refused.yaml").read_text("utf-8"))


def filled(cypher: str, canary: str = "127.0.0.1:9") -> str:
    """Return a case with its long parts written out."""
    long = {"{brackets}": "(" * 500 + "1" + ")" * 500, "{items}": ",".join("1" * 950), "{long}": "1" * 9000}
    for name, text in (long | {"{canary}": canary}).items():
        cypher = cypher.replace(name, text)
    return cypher


def test_there_are_enough_cases() -> None:
    assert len(ALLOWED) >= 50
    assert len(REFUSED) >= 48


@pytest.mark.parametrize("case", REFUSED, ids=[case["cypher"][:60] for case in REFUSED])
def test_what_is_not_reading_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(RefusedError, match=case["names"]):
        check(filled(case["cypher"]))


@pytest.mark.parametrize("cypher", ALLOWED)
def test_what_analysts_ask_passes(cypher: str) -> None:
    assert check(cypher)


@pytest.mark.parametrize("name", load_queries())
def test_every_named_query_passes(name: str) -> None:
    assert check(load_queries()[name].text)


def test_comments_are_taken_out_and_strings_kept() -> None:
    assert check("MATCH (n) // x\nRETURN '// y', /* z */ n;") == "MATCH (n)  \nRETURN '// y',   n"


WORDS = st.sampled_from(sorted(NEVER | AFTER | STARTS | {"n", "(n)", "[x]", "{}", "*", ",", "'s'", "1", "n.x", ":L", "=", "//\n", "/**/"}))  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_no_word_that_writes_stands_in_what_passes(text: str) -> None:
    try:
        passed = check(text)
    except RefusedError:
        return
    assert not {word.upper() for word in passed.replace(".", " ").split()} & NEVER


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_passed_or_refused_in_one_sentence(text: str) -> None:
    try:
        check(text)
    except RefusedError as error:
        assert "\n" not in str(error) or "\n" in text

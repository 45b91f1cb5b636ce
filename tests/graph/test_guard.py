"""What the guard lets through, and what it refuses before any engine sees it."""

from __future__ import annotations

from typing import Any

import pytest
from envgov.graph.errors import RefusedError
from envgov.graph.guard import check
from envgov.graph.queries import load_queries
from envgov.graph.readable.reader import JOINING, NEVER, STARTS
from hostile_cypher import ALLOWED, REFUSED, written_out
from hypothesis import given, settings
from hypothesis import strategies as st


def test_there_are_enough_cases() -> None:
    assert len(ALLOWED) >= 50
    assert len(REFUSED) >= 180


@pytest.mark.parametrize("case", REFUSED, ids=[case["cypher"][:60] for case in REFUSED])
def test_what_is_not_reading_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=case["names"]):
        check(written_out(case["cypher"]), written_out(case.get("params", {})))


@pytest.mark.parametrize("cypher", ALLOWED)
def test_what_analysts_ask_passes(cypher: str) -> None:
    assert check(cypher)


@pytest.mark.parametrize("name", load_queries())
def test_every_named_query_passes(name: str) -> None:
    assert check(load_queries()[name].text)


def test_comments_are_taken_out_and_strings_kept() -> None:
    assert check("MATCH (n) // x\nRETURN '// y', /* z */ n;") == "MATCH (n)  \nRETURN '// y',   n"


WORDS = st.sampled_from(sorted(NEVER | JOINING | STARTS | {"n", "(n)", "[x]", "{}", "*", ",", "'s'", "1", "n.x", ":L", "=", "//\n", "/**/"}))  # fmt: skip


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

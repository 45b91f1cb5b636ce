"""Numbers and counts of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from envgov.loaders.language.numbers import find_headcounts, parse_number
from hypothesis import given
from hypothesis import strategies as st

CASES: Any = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dates" / "numbers.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "number"), CASES["numbers"].items())
def test_parse_number(text: str, number: int | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("case", CASES["headcounts"], ids=lambda case: case["text"])
def test_headcounts(case: dict[str, Any]) -> None:
    assert [[each.text, each.count, each.count_min] for each in find_headcounts(case["text"])] == case["found"]


@given(st.integers(0, 99_999))
def test_arabic_digits_are_read_as_themselves(number: int) -> None:
    assert parse_number(str(number)) == number


@given(st.integers(1, 99))
def test_chinese_tens_are_read(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert parse_number(written) == number

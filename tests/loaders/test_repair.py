"""The repair of a text: what it mends, what it leaves, and the way back to the raw characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.repair import repair
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "repair" / "repair.yaml").read_text("utf-8"))
PIECES = st.sampled_from(
    ["市生态环境局", "召開會議", "(huì)", "，", ",", "\n", "\u3000\u3000", "2024年", "２０２４", "&nbsp;", "【打印】", "。",
     "首页 > 动态", "幸运飞艇平台", "\u200b", "〔2023〕1号", "[2023]1号", "一、", "(一)", "PM2.5", " ", "— 3 —", "张 三", "\ufffd", "?"]
)  # fmt: skip


def document(raw: str) -> Document:
    return Document("case", "case.txt", "0" * 64, raw, raw, Offsets.identity(len(raw)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_damaged_text_is_mended(case: dict[str, Any]) -> None:
    mended = repair(document(case["raw"]))
    if "text" in case:
        assert mended.text == case["text"]
    for part in case.get("contains", ()):
        assert part in mended.text
    for part in case.get("lacks", ()):
        assert part not in mended.text
    assert [each.kind for each in mended.damage] == case.get("damage", [])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join))
def test_repairing_again_changes_nothing(raw: str) -> None:
    once = repair(document(raw))
    assert repair(document(once.text)).text == once.text


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join))
def test_every_repaired_character_leads_back(raw: str) -> None:
    mended = repair(document(raw))
    last = 0
    for index, character in enumerate(mended.text):
        start, end = mended.offsets.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        assert start >= last or start == end
        last = start
        if character.isalnum() and character.isascii() and end - start == 1 and raw[start].isascii():
            assert raw[start].lower() == character.lower()
    for removal in mended.removals:
        assert raw[removal.start : removal.end] == removal.text


def test_a_clean_text_stays_as_it_is() -> None:
    text = "某市召开会议\n3月5日，市生态环境局召开会议，研究“十四五”规划编制工作。"
    mended = repair(document(text))
    assert mended.text == text
    assert mended.removals == ()

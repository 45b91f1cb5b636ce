"""The structure of documents: blocks, tables, sentences and lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import regex
import yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.language.sentences import clauses, list_items, sentences
from envgov.loaders.structure.sections import Block, outline
from hypothesis import example, given
from hypothesis import strategies as st

CASES = Path(__file__).parents[1] / "cases" / "sections"


def _cases(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def document(text: str) -> Document:
    return Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)))


def _trimmed(shown: str) -> str:
    while shown.endswith(" -"):
        shown = shown.removesuffix(" -")
    return shown


def _shown(block: Block, text: str) -> str:
    head = text[block.head.start : block.head.end]
    parent = "-" if block.parent is None else str(block.parent)
    return _trimmed(f"{block.kind} {parent} {block.label or '-'} {head or '-'}")


@pytest.mark.parametrize("case", _cases("outline"), ids=lambda case: case["name"])
def test_outline(case: dict[str, Any]) -> None:
    blocks = outline(document(case["text"])).blocks
    expected = [_trimmed(each) for each in case["blocks"]]
    assert [_shown(block, case["text"]) for block in blocks] == expected


@pytest.mark.parametrize("case", _cases("tables"), ids=lambda case: case["name"])
def test_tables(case: dict[str, Any]) -> None:
    text = case["text"]
    rows = [row for table in outline(document(text)).tables for row in table.rows]
    shown = [" ".join(f"{c.column}={text[c.start : c.end]}" for c in row.cells if c.start < c.end) for row in rows]
    assert shown == case["rows"]


@pytest.mark.parametrize("case", _cases("sentences")["sentences"], ids=lambda case: case["text"])
def test_sentences(case: dict[str, Any]) -> None:
    assert [case["text"][a:b] for a, b in sentences(case["text"])] == case["cut"]


@pytest.mark.parametrize("case", _cases("sentences")["clauses"], ids=lambda case: case["text"])
def test_clauses(case: dict[str, Any]) -> None:
    assert [case["text"][a:b] for a, b in clauses(case["text"])] == case["cut"]


@pytest.mark.parametrize("case", _cases("sentences")["lists"], ids=lambda case: case["text"])
def test_list_items(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [f"{item.number} {text[item.body : item.end]}" for item in list_items(text)] == case["items"]


def test_path_and_children() -> None:
    found = outline(document("一、任务\n（一）查清底数。排查。\n1.建台账。登记。\n"))
    last = found.blocks[2]
    assert [each.label for each in found.path(last)] == ["一、", "（一）"]
    assert list(found.children(found.blocks[0])) == [found.blocks[1]]
    assert found.at(last.start) == last


PIECES = st.lists(
    st.sampled_from(
        ["一、任务", "（一）查清底数。各县要排查。", "1.建台账", "序号", "任务", "责任单位", "完成时限", "1", "2", "县局", "6月底前",
         "a\tb\tc", "附件1", "组 长：甲乙 县长", "丙丁 副县长", "2020年5月6日", "某市人民政府", "", "  ", "会议要求，要落实。", "责任单位：县局"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
@example(["序号", "一、任务", "一、任务", "1"])  # a row of which only the number is there
@example(["序号", "任务", "责任单位", "²"])  # a digit that is no number
def test_blocks_cover_every_line_once_in_order(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    blocks = outline(document(text)).blocks
    position = 0
    for number, block in enumerate(blocks):
        assert block.index == number
        assert text[position : block.start].strip() == ""
        assert block.start < block.end
        assert block.parent is None or block.parent < number
        for cell in block.cells:
            assert block.start <= cell.start <= cell.end <= block.end
        position = block.end
    assert text[position:].strip() == ""


@given(st.text(alphabet="要。；“”（）《》！？\n一二是要甲乙，、 ", max_size=60))
def test_sentences_and_lists_lose_nothing(text: str) -> None:
    for cut in (sentences, clauses):
        spans = list(cut(text))
        assert all(a < b for a, b in spans)
        assert regex.sub(r"\s", "", "".join(text[a:b] for a, b in spans)) == regex.sub(r"\s", "", text)
    for item in list_items(text):
        assert item.start < item.body <= item.end

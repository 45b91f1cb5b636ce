"""What a document says about itself, and the year that open dates may be filled with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from envgov.loaders.document import Document, Offsets
from envgov.loaders.structure.header import document_year, header
from envgov.loaders.structure.lines import Span
from envgov.loaders.structure.sections import outline

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "sections" / "header.yaml").read_text("utf-8"))


def document(text: str, published: str | None = None) -> Document:
    return Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)), published=published)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["header"]["title"])
def test_header(case: dict[str, Any]) -> None:
    text = case["text"]
    read = document(text)
    found = header(read, outline(read))

    def surface(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    year, basis = document_year(found, read)
    values = {
        "title": surface(found.title),
        "notice": surface(found.notice_title),
        "number": surface(found.number),
        "published": found.published.edtf if found.published else None,
        "basis": found.published.basis if found.published else None,
        "publisher": surface(found.publisher),
        "year": year,
        "year_basis": basis,
    }
    assert {key: value for key, value in values.items() if value is not None or key in case["header"]} == case["header"]


def test_the_pages_own_date_goes_before_the_line_under_the_title() -> None:
    read = document("某市召开推进会\n某某日报 2021年3月4日\n3月3日，某市召开推进会。\n", published="2021-03-05")
    published = header(read, outline(read)).published
    assert published is not None
    assert (published.edtf, published.basis) == ("2021-03-05", "metadata")
    assert published.span is not None
    assert read.text[published.span.start : published.span.end] == "2021年3月4日"


def test_reporters_are_kept_apart() -> None:
    read = document("某市召开推进会\n本报讯（记者 甲乙）3月3日，某市召开推进会。\n（责任编辑：丙丁）\n")
    found = header(read, outline(read))
    assert [read.text[a:b] for a, b in found.reporters] == ["（记者 甲乙）", "（责任编辑：丙丁）"]

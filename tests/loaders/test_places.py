"""A statement knows where in its file it stands: page, sheet, table with row and column, paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.graph.model import DocumentFacts, Evidence, Place
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from pdf_files import pdf, words
from pdf_files import table as pdf_table
from test_tables_of_files import NAMES, TASKS, TITLE, of_page, of_sheet, of_text, of_word
from test_word import made, para

ROWS = (NAMES, *TASKS)


def facts_of(folder: Path, name: str, data: bytes) -> tuple[Document, DocumentFacts]:
    """Return what a file gives."""
    file = folder / name
    file.write_bytes(data)
    (document,) = read_paths([file])
    assert isinstance(document, Document), document
    return document, read_facts(document)


def evidence(facts: DocumentFacts, predicate: str, name: str) -> list[Evidence]:
    """Return where it is stated that something of this name is the subject of a predicate."""
    return [f.evidence for f in facts.facts if f.predicate == predicate and f.subject.name == name]


@pytest.mark.parametrize(
    ("made_file", "sheet"),
    [(of_text, ""), (of_page, ""), (of_word, ""), (of_sheet, "Sheet")],
    ids=["text", "page", "word", "sheet"],
)
def test_a_row_is_the_evidence_of_its_facts(tmp_path: Path, made_file: object, sheet: str) -> None:
    name, data = made_file(ROWS)  # type: ignore[operator]
    document, facts = facts_of(tmp_path, name, data)
    first = 1 if sheet else 0  # a sheet numbers its own rows, its title has the first
    (borne,) = evidence(facts, "RESPONSIBLE_FOR", "芜湖市林业局")
    assert borne.quote == "\t".join(TASKS[2])
    assert borne.place == Place(sheet=sheet, table=1, row=4 + first)
    named = evidence(facts, "named", "芜湖市水务局")
    assert [(each.place.row - first, each.place.column) for each in named] == [(2, 3), (3, 4)]
    assert facts.document.properties["raw"][borne.raw_start : borne.raw_end] == borne.quote  # type: ignore[index]
    due = next(f.evidence for f in facts.facts if f.predicate == "due" and f.value == "2024-11")
    assert (due.quote, due.place.row) == (borne.quote, borne.place.row)
    assert document.text[borne.start : borne.end] == borne.quote


def test_a_statement_of_a_word_file_knows_its_paragraph(tmp_path: Path) -> None:
    body = (
        para("芜湖市召开护河会")
        + "<w:p/>"
        + para("2024年3月5日，芜湖市水务局召开护河会。")
        + para("市水务局局长方渡舟主持会议。")
    )
    _document, facts = facts_of(tmp_path, "a.docx", made(body))
    assert {e.place for e in evidence(facts, "CHAIRED", "方渡舟")} == {Place(paragraph=3)}
    assert {e.place for e in evidence(facts, "HOSTED", "芜湖市水务局")} == {Place(paragraph=2)}


def test_a_statement_of_a_pdf_knows_its_page_also_behind_the_break_of_a_paragraph(tmp_path: Path) -> None:
    first = words(
        (60, 60, "芜湖市召开护河会"), (84, 780, "三月五日，芜湖市水务局召开护河会，市水务局局长方渡舟主持会议，会议")
    )
    second = words((60, 60, "强调，要清理河道淤泥。"), (84, 90, "市林业局局长白露晞参加会议。"))
    document, facts = facts_of(tmp_path, "a.pdf", pdf(first, second))
    assert {e.place for e in evidence(facts, "CHAIRED", "方渡舟")} == {Place(page=1)}
    assert {e.place.page for e in evidence(facts, "ATTENDED", "白露晞")} == {2}
    broken = document.raw.index("强调")
    assert document.layout.at(document.raw, broken, broken + 2) == Place(page=2)


def test_a_row_of_a_table_over_pages_knows_its_page(tmp_path: Path) -> None:
    columns = (20, 60, 220, 330, 440, 590)
    first = words((60, 60, TITLE)) + pdf_table(columns, 100, ROWS[:3])
    second = pdf_table(columns, 100, ROWS[3:])
    _document, facts = facts_of(tmp_path, "a.pdf", pdf(first, second))
    (borne,) = evidence(facts, "RESPONSIBLE_FOR", "芜湖市林业局")
    assert borne.place == Place(page=2, table=1, row=4)
    assert evidence(facts, "RESPONSIBLE_FOR", "芜湖市水务局")[0].place == Place(page=1, table=1, row=2)

"""One table in every format gives the same tasks, whatever its cells span and its names are."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record
from pdf_files import pdf, table, words
from test_word import cell, made, para, row
from test_word import table as word_table

TITLE = "芜湖市青弋江治理重点任务清单"
NAMES = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
TASKS = (
    ("1", "清理河道淤泥", "市水务局", "市财政局", "2024年6月底前"),
    ("2", "封堵入河排口", "市生态环境局", "市水务局", "2024年9月底前"),
    ("3", "补种岸边芦苇", "市林业局", "市财政局", "2024年11月底前"),
)
LEAD = "现将任务清单印发给你们，请各单位按照职责分工抓好落实，确保按期完成各项任务，并将进展情况每季度报市河长制办公室汇总后通报全市。"


def of_text(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.txt", "\n".join([TITLE, *("\t".join(each) for each in rows)]).encode()


def of_page(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in each)}</tr>" for each in rows)
    return "a.html", f"<h1>{TITLE}</h1><div id=zoom><p>{LEAD}</p><table>{body}</table></div>".encode()


def of_layout(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    name, data = of_page(rows)
    return name, data.replace(b"<table>", b"<table><tr><td><table>").replace(b"</table>", b"</table></td></tr></table>")


def of_word(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.docx", made(para(TITLE) + word_table(*(row(*(cell(each) for each in line)) for line in rows)))


def of_sheet(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    for each in rows:
        sheet.append(list(each))
    data = io.BytesIO()
    book.save(data)
    return "a.xlsx", data.getvalue()


def of_pdf(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    columns = (40, 80, 220, 340, 460, 570)
    first, second = [*rows[:3]], [rows[0], *rows[3:]]
    pages = (words((60, 100, TITLE)) + table(columns, 140, first), table(columns, 60, second))
    return "a.pdf", pdf(*pages)


@pytest.mark.parametrize("form", [of_text, of_page, of_layout, of_word, of_sheet, of_pdf])
def test_a_table_gives_its_tasks(tmp_path: Path, form: Callable[[Sequence[Sequence[str]]], tuple[str, bytes]]) -> None:
    name, data = form([NAMES, *TASKS])
    (tmp_path / name).write_bytes(data)
    (found,) = read_paths([tmp_path / name])
    assert isinstance(found, Document), found
    tasks = record(read_facts(found))["tasks"]
    assert isinstance(tasks, list)
    assert [(each["text"], each["lead"], each["support"], each["deadline"]) for each in tasks] == [
        (task, [f"芜湖{lead}"], [f"芜湖{support}"], f"2024-{int(due[5:].split('月')[0]):02d}")
        for _number, task, lead, support, due in TASKS
    ]


def test_a_long_line_across_a_table_ends_it_not(tmp_path: Path) -> None:
    across = "一、河道（本部分任务由市水务局统筹，各县区按月报送进展，年底前由市河长制办公室组织验收并通报全市）。"
    rows = ["\t".join(each) for each in (NAMES, *TASKS)]
    (tmp_path / "a.txt").write_text("\n".join([TITLE, *rows[:3], across, rows[3]]), "utf-8")
    (found,) = read_paths([tmp_path / "a.txt"])
    assert isinstance(found, Document)
    tasks = record(read_facts(found))["tasks"]
    assert isinstance(tasks, list)
    assert [each["lead"] for each in tasks if each["lead"]][-1] == ["芜湖市林业局"]

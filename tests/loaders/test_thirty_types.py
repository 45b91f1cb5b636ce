"""A folder with a file of each of thirty types: every one is read, or named with what it is and what to do."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.refusals import Refusal
from pdf_files import pdf, words
from test_word import made, para

TEXT = (
    "芜湖市召开护河会{}\n2024年3月5日，芜湖市水务局召开护河会。芜湖市水务局局长方渡舟主持会议，市林业局负责人参加会议。"
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def page(number: int) -> bytes:
    title, _, body = TEXT.format(number).partition("\n")
    return f"<html><body><h1>{title}</h1><div id=zoom><p>{body}</p></div></body></html>".encode()


def word(number: int) -> bytes:
    return made("".join(para(line) for line in TEXT.format(number).split("\n")))


def sheet(number: int) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (("序号", "重点任务", "牵头单位"), (str(number), "清理河道淤泥", "芜湖市水务局")):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def package(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, TEXT)
    return file.getvalue()


READ = {
    "txt": lambda n: TEXT.format(n).encode(), "md": lambda n: TEXT.format(n).encode("gb18030"),
    "html": page, "htm": page, "shtml": page, "xhtml": page, "aspx": page, "jsp": page, "php": page,
    "docx": word, "docm": word, "dotx": word, "xlsx": sheet, "xlsm": sheet,
    "pdf": lambda n: pdf(words(*((60, 60 + 30 * i, line) for i, line in enumerate(TEXT.format(n).replace("。", "。\n").split("\n")) if line))),
    "jsonl": lambda n: json.dumps({"text": TEXT.format(n)}, ensure_ascii=False).encode(),
}  # fmt: skip
NAMED = {
    "doc": (OLD, "Word"), "wps": (OLD, "WPS"), "xls": (OLD, "表格"), "et": (OLD, "表格"), "ppt": (OLD, "演示"),
    "rtf": (rb"{\rtf1 abc}", "RTF"), "odt": (package("content.xml"), "OpenDocument"), "ofd": (package("OFD.xml"), "OFD"),
    "pptx": (package("ppt/slides/slide1.xml"), "演示"), "eml": (b"Subject: a\n\nb", "邮件"), "mht": (b"From: a", "邮件"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(9), "图片"), "jpg": (b"\xff\xd8\xff\xe0" + bytes(9), "图片"), "tif": (b"II*\x00" + bytes(9), "图片"),
    "zip": (package("a.txt"), "压缩包"), "rar": (b"Rar!\x1a\x07", "压缩包"), "mp4": (bytes(64), "音像"), "exe": (b"MZ" + bytes(64), "程序"),
    "csv": ("甲,乙".encode(), "未知"), "xml": (b"<a/>", "未知"), "ceb": (bytes(64), "版式"), "epub": (package("a"), "电子书"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file of each type."""
    for number, (suffix, make) in enumerate(READ.items()):
        (tmp_path / f"read.{suffix}").write_bytes(make(number))
    for suffix, (data, _kind) in NAMED.items():
        (tmp_path / f"named.{suffix}").write_bytes(data)
    (tmp_path / ".hidden").write_text("x", "utf-8")
    (tmp_path / "~$read.docx").write_text("x", "utf-8")
    (tmp_path / "noticeboard.txt").write_text(TEXT.format("公告"), "utf-8")
    (tmp_path / "README.txt").write_text("说明", "utf-8")
    return tmp_path


def test_every_file_of_a_folder_is_accounted_for(folder: Path) -> None:
    found = list(read_paths([folder]))
    by_name = {Path(each.source.partition("#")[0]).name: each for each in found}
    assert len(found) == len(by_name) == len(READ) + len(NAMED) + 4 > 30
    assert set(by_name) == {each.name for each in folder.iterdir()}
    for suffix in READ:
        assert isinstance(by_name[f"read.{suffix}"], Document), by_name[f"read.{suffix}"]
    assert isinstance(by_name["noticeboard.txt"], Document)
    for suffix, (_data, kind) in NAMED.items():
        refused = by_name[f"named.{suffix}"]
        assert isinstance(refused, Refusal) and refused.passed_over, suffix
        assert kind in refused.reason and " / " in refused.reason and f"named.{suffix}" in refused.reason
    assert all(isinstance(by_name[name], Refusal) for name in (".hidden", "~$read.docx", "README.txt"))


def test_what_is_named_by_itself_is_refused_and_not_passed_over(folder: Path) -> None:
    for suffix in set(NAMED) - {"csv", "xml"}:  # which are texts: whoever names them wants them read
        (refused,) = read_paths([folder / f"named.{suffix}"])
        assert isinstance(refused, Refusal) and not refused.passed_over, suffix

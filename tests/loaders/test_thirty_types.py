"""A folder with a file of each of thirty types: every one is read, or named with what it is and what to do."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
import test_tables_of_files as forms
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


def mail(number: int) -> bytes:
    made = EmailMessage()
    made["Subject"], made["Date"], made["To"] = f"护河会{number}", "Wed, 06 Mar 2024 10:00:00 +0800", "a@example.org"
    made.set_content(TEXT.format(number))
    made.add_attachment(TEXT.format(f"{number}附件").encode(), maintype="text", subtype="plain", filename="会议.txt")
    return made.as_bytes()


def archived(number: int) -> bytes:
    made = EmailMessage()
    made.set_content(page(number).decode(), subtype="html")
    made.make_related()
    return made.as_bytes()


def table(make: Callable[..., tuple[str, bytes]]) -> Callable[[int], bytes]:
    """Return what makes a file of a table with a task of its own, one that no other file has."""
    return lambda number: make(
        [forms.NAMES, *forms.TASKS, (str(number), f"清理第{number}处排口", "市水务局", "市财政局", "长期")]
    )[1]


def old(make: Callable[..., tuple[str, bytes]]) -> Callable[[int], bytes]:
    """Return what makes a file of before 2007 with one letter of its own."""
    return lambda number: make()[1].replace("芦".encode("utf-16-le"), chr(0x8300 + number).encode("utf-16-le"))


READ = {
    "csv": table(forms.of_values), "tsv": lambda n: table(forms.of_values)(n).replace(b",", b"\t"), "pptx": table(forms.of_slides),
    "rtf": table(forms.of_rich_text), "odt": table(forms.of_open_document), "ods": table(forms.of_open_sheet),
    "ofd": lambda n: forms.ofd(forms.shown(20, 20, TEXT.format(n).replace("\n", "：")[:45])), "eml": mail, "mht": archived,
    "doc": old(forms.of_old_word), "wps": old(forms.of_old_word), "xls": old(forms.of_old_sheet), "et": old(forms.of_old_sheet),
    "json": lambda n: json.dumps([{"text": TEXT.format(n)}]).encode(),
    "txt": lambda n: TEXT.format(n).encode(), "md": lambda n: TEXT.format(n).encode("gb18030"),
    "html": page, "htm": page, "shtml": page, "xhtml": page, "aspx": page, "jsp": page, "php": page,
    "docx": word, "docm": word, "dotx": word, "xlsx": sheet, "xlsm": sheet,
    "pdf": lambda n: pdf(words(*((60, 60 + 30 * i, line) for i, line in enumerate(TEXT.format(n).replace("。", "。\n").split("\n")) if line))),
    "jsonl": lambda n: json.dumps({"text": TEXT.format(n)}, ensure_ascii=False).encode(),
}  # fmt: skip
NAMED = {
    "ppt": (OLD, "演示"), "dps": (OLD, "演示"), "msg": (OLD, "邮件"), "key": (package("index.apxl"), "演示"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(9), "图片"), "jpg": (b"\xff\xd8\xff\xe0" + bytes(9), "图片"), "tif": (b"II*\x00" + bytes(9), "图片"),
    "zip": (package("a.txt"), "压缩包"), "rar": (b"Rar!\x1a\x07", "压缩包"), "mp4": (bytes(64), "音像"), "exe": (b"MZ" + bytes(64), "程序"),
    "xml": (b"<a/>", "未知"), "ceb": (bytes(64), "版式"), "epub": (package("a"), "电子书"),
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
    inside = [each for each in found if "eml#" in each.source]
    assert [each.source.rpartition("#")[2] for each in inside] == ["会议.txt"]
    assert all(isinstance(each, Document) for each in inside)
    found = [each for each in found if each not in inside]
    by_name = {Path(each.source.partition("#")[0]).name: each for each in found}
    assert len(found) == len(by_name) == len(READ) + len(NAMED) + 4 > 40
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
    for suffix in set(NAMED) - {"xml"}:  # which are texts: whoever names them wants them read
        (refused,) = read_paths([folder / f"named.{suffix}"])
        assert isinstance(refused, Refusal) and not refused.passed_over, suffix

"""Find the files that a path, a folder or a pattern means; every file of a folder is read, or named with the reason."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

import regex
from envgov.graph.errors import InputError

from ..refusals import Refusal
from . import JSONS, LINES, READ, readable
from .kinds import OTHER, kind_of_suffix

READ_IN_FOLDERS = READ | frozenset((*LINES, *JSONS))
ABOUT_THE_FOLDER = regex.compile(
    r"readme(?:\..*)?|licen[sc]e(?:\..*)?|notice(?:\.md)?|sources\.ya?ml", regex.IGNORECASE
)
OF_A_PROGRAM = regex.compile(r"~\$.*|thumbs\.db|desktop\.ini", regex.IGNORECASE)


def files_of(path: Path) -> Iterator[Path | Refusal]:
    """Yield the files that a path means, and why others of a folder are passed over; raise InputError where there are none."""
    if path.is_file():
        yield path
        return
    if path.is_dir():
        found = list(_of_folder(path))
        if not any(isinstance(each, Path) for each in found):
            yield from found
            raise InputError(
                f"{path}: 此文件夹中没有可读的文档；可读 .txt、.html、.docx、.doc、.pdf、.ofd、.xlsx、.csv、.jsonl 等。/ "
                "this folder holds no document; expected .txt, .html, .docx, .doc, .pdf, .ofd, .xlsx, .csv or .jsonl files."
            )
        yield from found
        return
    matched = sorted(map(Path, glob.glob(str(path), recursive=True))) if glob.has_magic(str(path)) else []  # noqa: PTH207
    if not matched:
        raise InputError(
            f"{path}: 没有这个文件或文件夹；请检查路径。/ there is no such file or folder; check the path."
        )
    for each in matched:
        if each.is_file():
            yield each
        elif "**" not in str(path):  # a pattern of names means files; ** is for those of folders
            said = "未读：文件夹；请单独给出 / not read: a folder; name it by itself"
            yield Refusal(shown(each), f"{shown(each)}: {said}", passed_over=True)


def shown(path: Path) -> str:
    """Return a path as text: bytes of a name that are no UTF-8 become U+FFFD, since no store takes them."""
    return os.fsencode(path).decode("utf-8", "replace")


def placed(path: Path) -> str:
    """Return where a file lies, whatever folder a command is given in; links are not followed."""
    return shown(Path(os.path.abspath(path)))  # noqa: PTH100 - resolve() would follow links


def _of_folder(folder: Path) -> Iterator[Path | Refusal]:
    inner: list[Path] = []
    for file in sorted(_walk(folder, inner)):
        reason = _passed_over(file)
        yield file if reason is None else Refusal(shown(file), f"{shown(file)}: {reason}", passed_over=True)
    for each in inner:
        linked = each.is_symlink()
        zh, en = ("指向别处的链接", "a link to another folder") if linked else ("隐藏文件夹", "a hidden folder")
        yield Refusal(shown(each), f"{shown(each)}: 未读：{zh} / not read: {en}", passed_over=True)


def _walk(folder: Path, inner: list[Path]) -> Iterator[Path]:
    """Yield the files of a folder and those in it; the folders that are not looked into are added to `inner`."""
    for root, folders, names in os.walk(folder):  # links to folders are not followed: they may lead in a circle
        for name in sorted(folders):
            if name.startswith(".") or Path(root, name).is_symlink():
                inner.append(Path(root, name))
        folders[:] = sorted(name for name in folders if Path(root, name) not in inner)
        yield from (Path(root) / name for name in names)


def _passed_over(file: Path) -> str | None:
    """Return why a file of a folder is not read, or None where it is."""
    if file.name.startswith(".") or OF_A_PROGRAM.fullmatch(file.name):
        return "未读：隐藏文件或程序的临时文件 / not read: a hidden file, or one that a program left"
    if ABOUT_THE_FOLDER.fullmatch(file.name):
        return "未读：说明文件夹的文件；是文档请单独给出 / not read: a note about the folder; name it by itself where it is a document"
    suffix = file.suffix.lower()
    if suffix in READ_IN_FOLDERS or suffix in readable():
        return None
    kind = kind_of_suffix(suffix) or OTHER
    return f"未读：{kind.zh}；{kind.advice_zh} / not read: {kind.en}; {kind.advice_en}"

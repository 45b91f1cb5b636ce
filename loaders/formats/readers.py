"""Read files into Documents: texts, pages, Office files, PDF, mail, JSON and folders of them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

import regex
from envgov.graph.errors import InputError

from ..document import Document
from ..refusals import Refusal, attempted, each_attempted
from . import JSONS, LINES, MAILS, NAMES, READ, form_of, read_content, readable, refuse_other
from .articles import Article, articles
from .content import Page, document_of
from .encoding import decode
from .entries import of_json, of_lines
from .kinds import OTHER, kind_of_suffix

MAX_BYTES = 8 * 1024 * 1024  # a long plan has 200 kB of text; what is larger is rarely one document
READ_IN_FOLDERS = READ | frozenset((*LINES, *JSONS))
ABOUT_THE_FOLDER = regex.compile(
    r"readme(?:\..*)?|licen[sc]e(?:\..*)?|notice(?:\.md)?|sources\.ya?ml", regex.IGNORECASE
)
OF_A_PROGRAM = regex.compile(r"~\$.*|thumbs\.db|desktop\.ini", regex.IGNORECASE)


def read_paths(paths: Iterable[Path], *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Refusal]:
    """Yield the documents of files, folders and patterns in order, and a Refusal for each one that cannot be read.

    A folder gives its documents by name; what is not read in it (hidden files, notes about the folder, other kinds) is
    passed over with the reason. The same bytes twice in one run come once.
    """
    seen: dict[str, str] = {}
    for path in paths:
        for file in each_attempted(files_of(path), str(path)):
            if isinstance(file, Refusal):
                yield file
            else:
                yield from _documents(file, max_bytes, seen)


def _documents(file: Path, max_bytes: int, seen: dict[str, str]) -> Iterator[Document | Refusal]:
    for document in each_attempted(read_file(file, max_bytes=max_bytes), str(file)):
        if isinstance(document, Document):
            if document.sha256 in seen:
                first = seen[document.sha256]
                said = (
                    f"{document.source}: 与 {first} 内容相同，只读一次。/ the same bytes as {first}; it was read once."
                )
                yield Refusal(document.source, said, passed_over=True)
                continue
            seen[document.sha256] = document.source
        yield document


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Refusal]:
    """Yield the documents of one file; raise InputError where it cannot be read."""
    data = _bytes(path, max_bytes)
    source, suffix = shown(path), path.suffix.lower()
    for found in _of_bytes(suffix, data, source):
        yield _lying(found, path)


def _of_bytes(suffix: str, data: bytes, source: str, depth: int = 0) -> Iterator[Document | Refusal]:
    """Yield the documents of the bytes of a file; `path` of one is where it lies within the file, "" for the file itself."""
    if suffix in (*LINES, *JSONS):
        text, left_out = decode(data, source)
        yield from (of_lines if suffix in LINES else of_json)(source, text, left_out)
        return
    refuse_other(suffix, data, source)
    if form_of(suffix, data) in MAILS:
        yield from _of_mail(data, source, depth)
        return
    page = read_content(suffix, data, source)
    if page.format == NAMES[".txt"]:
        yield from _of_text(data, page, source)
    else:
        yield replace(document_of(PurePath(source).stem, source, data, page), path="")


def _lying(found: Document | Refusal, path: Path) -> Document | Refusal:
    """Return a document with the place of its file, and its own within that."""
    if isinstance(found, Refusal) or found.path is None:
        return found
    return replace(found, path=f"{placed(path)}#{found.path}" if found.path else placed(path))


def _of_mail(data: bytes, source: str, depth: int) -> Iterator[Document | Refusal]:
    """Yield the document that a mail is, and those of its attachments, each by the reader of its kind."""
    from .mail import MOST_DEPTH, read_mail

    page, attached = read_mail(data, source)
    if page is not None:
        yield replace(document_of(PurePath(source).stem, source, data, page), path="")
    else:
        said = f"{source}: 邮件正文没有可读的文字，只读附件 / the mail itself says nothing to read; its attachments are read"
        yield Refusal(source, said, passed_over=True)
    for name, content in attached:
        place = f"{source}#{name}"
        if depth >= MOST_DEPTH:
            yield Refusal(place, f"{place}: 附件套得过深，未读 / not read: mails within mails beyond all measure")
            continue
        suffix = PurePath(name).suffix.lower()
        for found in each_attempted(_of_bytes(suffix, content, place, depth + 1), place):
            if isinstance(found, Refusal):
                yield found if suffix in READ_IN_FOLDERS else replace(found, passed_over=True)
            else:
                yield replace(found, path=f"{name}#{found.path}" if found.path else name)


def _of_text(data: bytes, page: Page, source: str) -> Iterator[Document | Refusal]:
    """Yield the documents of a text: one, or several that their heads tell apart, each with what its head says of it."""
    found, stem = articles(page.text), PurePath(source).stem
    for number, article in enumerate(found, 1):
        one = _article(page, article)
        if len(found) == 1:
            yield replace(document_of(stem, source, data, one), path="")
            continue
        place, words = f"{source}#{number}", one.text.encode("utf-8")
        document = attempted(partial(document_of, f"{stem}-{number}", place, words, one), place)
        if isinstance(document, Document) and one.title:
            document = replace(document, path=one.title)
        yield document


def _article(page: Page, article: Article) -> Page:
    """Return an article of a text with its title above its words and with the fields of its head."""
    given = article.fields
    if article.end - article.start == len(page.text):
        return page
    words = page.text[article.start : article.end].strip("\n")
    title = given.get("title")
    text = words if not title or words.lstrip().startswith(title) else f"{title}\n{words}"
    published, publisher, url = (given.get(name) for name in ("published", "publisher", "url"))
    return replace(page, text=text, title=title, published=published, publisher=publisher, url=url)


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise InputError(
                f"{path}: {size / 2**20:.1f} MB，超过一篇文档的上限 {max_bytes / 2**20:.0f} MB；请拆分或调高 --max-bytes。/ "
                "it is larger than allowed for one document; cut it, or raise --max-bytes."
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: 无法读取，请检查路径与权限。/ it cannot be read ({error.strerror}); check the path and who may read it."
        ) from error
    if not data.strip():
        raise InputError(f"{path}: 文件是空的。/ the file is empty; nothing was read.")
    return data


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

"""Read files into Documents: texts, pages, Office files, PDF, mail, JSON and folders of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from envgov.graph.errors import InputError

from ..document import Document
from ..refusals import Refusal, attempted, each_attempted
from . import JSONS, LINES, MAILS, NAMES, form_of, read_content, refuse_other
from .articles import Article, articles
from .content import Page, document_of
from .encoding import decode
from .entries import of_json, of_lines
from .folders import READ_IN_FOLDERS, files_of, placed, shown

MAX_BYTES = 8 * 1024 * 1024  # a long plan has 200 kB of text; what is larger is rarely one document


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
                yield Refusal(document.source, said)
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

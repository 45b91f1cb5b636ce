"""Read files into Documents: text in any Chinese encoding, web pages, Word and PDF files, JSON Lines, folders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import regex
from envgov.graph.errors import InputError

from ..dates.publication import publication_date
from ..document import UNREAD_DATE, Damage, Document, Offsets
from ..gazetteer.told import division
from ..refusals import Refusal, attempted, each_attempted
from . import NAMES, read_content, refuse_other
from .articles import Article, articles
from .content import Page
from .encoding import LOST, decode
from .folders import LINES, files_of, placed, shown

MAX_BYTES = 8 * 1024 * 1024  # a long plan has 200 kB of text; what is larger is rarely one document
FEWEST_HAN = 0.2  # share of Chinese characters among the letters; tables of figures stay above it
KANA_OR_HANGUL = 0.1  # share that makes a text Japanese or Korean
LETTER, HAN = regex.compile(r"\p{L}"), regex.compile(r"\p{Han}")
OTHER_SCRIPT = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
SURROGATE = regex.compile(r"[\ud800-\udfff]")  # half of a character beyond the first 65,536
MARK = "\ufeff"
LONGEST_DATE = 60
WORDS_FIELDS, SOURCE_FIELDS = ("text", "content", "body"), ("publisher", "source")


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
    if suffix in LINES:
        text, left_out = decode(data, source)
        yield from _lines(path, text, left_out)
    else:
        refuse_other(suffix, data, source)
        page = read_content(suffix, data, source)
        if page.format == NAMES[".txt"]:
            yield from _of_text(path, data, page)
        else:
            yield replace(_document(Path(source).stem, source, data, page), path=placed(path))


def _of_text(path: Path, data: bytes, page: Page) -> Iterator[Document | Refusal]:
    """Yield the documents of a text: one, or several that their heads tell apart, each with what its head says of it."""
    source, found = shown(path), articles(page.text)
    for number, article in enumerate(found, 1):
        one = _article(page, article)
        if len(found) == 1:
            yield replace(_document(Path(source).stem, source, data, one), path=placed(path))
            continue
        place, identity, words = f"{source}#{number}", f"{Path(source).stem}-{number}", one.text.encode("utf-8")
        document = attempted(partial(_document, identity, place, words, one), place)
        if isinstance(document, Document) and one.title:
            document = replace(document, path=f"{placed(path)}#{one.title}")
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


def _document(identity: str, source: str, data: bytes, page: Page) -> Document:
    page = replace(page, text=SURROGATE.sub(LOST, page.text), title=page.title and SURROGATE.sub(LOST, page.title))
    _chinese(page.text, source)
    return Document(
        id=identity,
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        raw=page.text,
        text=page.text,
        offsets=Offsets.identity(len(page.text)),
        title=page.title,
        published=page.published,
        publisher=page.publisher,
        url=page.url,
        format=page.format,
        left_out=page.left_out,
        layout=page.layout,
    )


def _chinese(text: str, source: str) -> None:
    """Raise InputError for a text that is not Chinese."""
    letters = len(LETTER.findall(text))
    if not letters:
        raise InputError(f"{source}: 其中没有文字。/ it holds no words; nothing was read.")
    if len(HAN.findall(text)) < FEWEST_HAN * letters or len(OTHER_SCRIPT.findall(text)) > KANA_OR_HANGUL * letters:
        raise InputError(f"{source}: 不是中文文本。/ the text is not Chinese; envgov reads Chinese government texts.")


def _lines(path: Path, text: str, left_out: tuple[str, ...]) -> Iterator[Document | Refusal]:
    """Yield the documents of JSON Lines: text (or content, body, html) with id, title, published, publisher, url, home.

    A line ends at a newline only: other signs that end lines (U+2028, U+0085) stand within the text of a document.
    """
    for number, line in enumerate(text.removeprefix(MARK).split("\n"), 1):
        source = f"{shown(path)}#{number}"
        if not line.strip():
            continue
        found = attempted(partial(_from_line, source, line, f"{Path(shown(path)).stem}-{number}"), source)
        if isinstance(found, Document) and found.path:
            found = replace(found, path=f"{placed(path)}#{found.path}")
        if isinstance(found, Document) and left_out and LOST in line:
            found = replace(found, left_out=(*found.left_out, *left_out))
        yield found


def _from_line(source: str, line: str, identity: str) -> Document:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{source}: 这一行不是 JSON。/ this line is no JSON ({error.msg} at column {error.colno})."
        ) from error
    if not isinstance(entry, dict):
        raise InputError(f'{source}: 每行须是一个对象。/ a line must be an object such as {{"text": …}}.')
    entry, left_out = _whole(entry)
    words = next((text for name in WORDS_FIELDS if isinstance(text := entry.get(name), str) and text.strip()), None)
    html = entry.get("html")
    if words is None and isinstance(html, str) and html.strip():
        page = read_content(".html", html.encode("utf-8"), source)
    elif words is not None:
        page = Page(words)
    else:
        raise InputError(
            f"{source}: 没有正文。/ the object has no text; give one of {', '.join(WORDS_FIELDS)} or html."
        )
    given = {name: _field(entry, name) for name in ("title", "url")}
    page = Page(
        page.text,
        given["title"] or page.title,
        publication_date(entry.get("published")) or page.published,
        next((value for name in SOURCE_FIELDS if (value := _field(entry, name))), page.publisher),
        given["url"] or page.url,
        (*page.left_out, *left_out),
        "JSON Lines",
        page.layout,
    )
    named = _field(entry, "id")
    document = replace(_document(named or identity, source, line.encode("utf-8"), page), path=named)
    if home := _field(entry, "home"):
        document = replace(document, home=division(home, source).code, home_by="home")
    stated = entry.get("published")
    if not stated or document.published:
        return document
    return replace(document, damage=(Damage(UNREAD_DATE, str(stated)[:LONGEST_DATE], 0, 0, severity="info"),))


def _whole(entry: dict[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return a line's fields with U+FFFD for each half of a character, which no store takes, and what was lost so."""
    lost = 0
    whole: dict[str, object] = {}
    for name, value in entry.items():
        if isinstance(value, str):
            value, halves = SURROGATE.subn(LOST, value)
            lost += halves
        whole[name] = value
    said = f"{lost} 处只有半个字符，各以 {LOST} 代替 / half of a character in {lost} places, each read as {LOST}"
    return whole, (said,) if lost else ()


def _field(entry: dict[str, object], name: str) -> str | None:
    value = entry.get(name)
    return value.strip() or None if isinstance(value, str) else None

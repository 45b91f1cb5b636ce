"""Read files into Documents: text in any Chinese encoding, web pages, Word and PDF files, JSON Lines, folders."""

from __future__ import annotations

import glob
import hashlib
import json
import os
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
from . import PAGES, PDFS, WORDS, read_content
from .content import Page
from .encoding import decode

MAX_BYTES = 8 * 1024 * 1024  # a long plan has 200 kB of text; what is larger is rarely one document
FEWEST_HAN = 0.2  # share of Chinese characters among the letters; tables of figures stay above it
KANA_OR_HANGUL = 0.1  # share that makes a text Japanese or Korean
LINES = (".jsonl", ".ndjson")
READ_IN_FOLDERS = frozenset((".txt", ".md", *PAGES, *WORDS, *PDFS, *LINES))
ABOUT_THE_FOLDER = regex.compile(r"readme(?:\..*)?|license.*|notice.*", regex.IGNORECASE)
LETTER, HAN = regex.compile(r"\p{L}"), regex.compile(r"\p{Han}")
OTHER_SCRIPT = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
SURROGATE = regex.compile(r"[\ud800-\udfff]")  # half of a character beyond the first 65,536
LOST = "\ufffd"
LONGEST_DATE = 60
WORDS_FIELDS, SOURCE_FIELDS = ("text", "content", "body"), ("publisher", "source")


def read_paths(paths: Iterable[Path], *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Refusal]:
    """Yield the documents of files, folders and patterns in order, and a Refusal for each one that cannot be read.

    A folder gives its documents by name; hidden files, notes about the folder and files of other kinds are passed over.
    The same bytes twice in one run come once.
    """
    seen: dict[str, str] = {}
    for path in paths:
        found = attempted(partial(_listed, path), str(path))
        if isinstance(found, Refusal):
            yield found
            continue
        for file in found:
            yield from _documents(file, max_bytes, seen)


def _documents(file: Path, max_bytes: int, seen: dict[str, str]) -> Iterator[Document | Refusal]:
    for document in each_attempted(read_file(file, max_bytes=max_bytes), str(file)):
        if isinstance(document, Document):
            if document.sha256 in seen:
                first = seen[document.sha256]
                yield Refusal(document.source, f"{document.source}: the same bytes as {first}; it was read once")
                continue
            seen[document.sha256] = document.source
        yield document


def _listed(path: Path) -> list[Path]:
    return list(_files(path))


def _files(path: Path) -> Iterator[Path]:
    """Yield the files that a path, a folder or a pattern means; raise InputError where there are none."""
    if path.is_file():
        yield path
        return
    if path.is_dir():
        found = sorted(file for file in _walk(path) if file.suffix.lower() in READ_IN_FOLDERS)
        if not found:
            raise InputError(
                f"{path}: this folder holds no document; expected .txt, .html, .docx, .pdf or .jsonl files"
            )
        yield from found
        return
    matched = sorted(map(Path, glob.glob(str(path), recursive=True))) if glob.has_magic(str(path)) else []  # noqa: PTH207
    if not matched:
        raise InputError(f"{path}: there is no such file or folder; check the path")
    for each in matched:
        if each.is_file():
            yield each


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):  # links to folders are not followed: they may lead in a circle
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in names:
            if not name.startswith(".") and not ABOUT_THE_FOLDER.fullmatch(name):
                yield Path(root) / name


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Refusal]:
    """Yield the documents of one file; raise InputError where it cannot be read."""
    data = _bytes(path, max_bytes)
    source, suffix = _shown(path), path.suffix.lower()
    if suffix in LINES:
        yield from _lines(path, decode(data, source))
    else:
        yield _document(Path(source).stem, source, data, read_content(suffix, data, source))


def _shown(path: Path) -> str:
    """Return a path as text: bytes of a name that are no UTF-8 become U+FFFD, since no store takes them."""
    return os.fsencode(path).decode("utf-8", "replace")


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise InputError(
                f"{path}: {size / 2**20:.1f} MB is more than the {max_bytes / 2**20:.0f} MB allowed for one document; "
                "cut it, or raise --max-bytes"
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: it cannot be read ({error.strerror}); check the path and who may read it") from error
    if not data.strip():
        raise InputError(f"{path}: the file is empty; nothing was read")
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
    )


def _chinese(text: str, source: str) -> None:
    """Raise InputError for a text that is not Chinese."""
    letters = len(LETTER.findall(text))
    if not letters:
        raise InputError(f"{source}: it holds no words; nothing was read")
    if len(HAN.findall(text)) < FEWEST_HAN * letters or len(OTHER_SCRIPT.findall(text)) > KANA_OR_HANGUL * letters:
        raise InputError(f"{source}: the text is not Chinese; envgov reads Chinese government texts")


def _lines(path: Path, text: str) -> Iterator[Document | Refusal]:
    """Yield the documents of JSON Lines: text (or content, body, html) with id, title, published, publisher, url, home."""
    for number, line in enumerate(text.splitlines(), 1):
        source = f"{_shown(path)}#{number}"
        if not line.strip():
            continue
        yield attempted(partial(_from_line, source, line, f"{Path(_shown(path)).stem}-{number}"), source)


def _from_line(source: str, line: str, identity: str) -> Document:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{source}: this line is no JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(entry, dict):
        raise InputError(f'{source}: a line must be an object such as {{"text": …}}')
    _whole(entry, source)
    words = next(
        (entry[name] for name in WORDS_FIELDS if isinstance(entry.get(name), str) and entry[name].strip()), None
    )
    html = entry.get("html")
    if words is None and isinstance(html, str) and html.strip():
        page = read_content(".html", html.encode("utf-8"), source)
    elif words is not None:
        page = Page(words)
    else:
        raise InputError(f"{source}: the object has no text; give one of {', '.join(WORDS_FIELDS)} or html")
    given = {name: _field(entry, name) for name in ("title", "url")}
    page = Page(
        page.text,
        given["title"] or page.title,
        publication_date(entry.get("published")) or page.published,
        next((value for name in SOURCE_FIELDS if (value := _field(entry, name))), page.publisher),
        given["url"] or page.url,
    )
    document = _document(_field(entry, "id") or identity, source, line.encode("utf-8"), page)
    if home := _field(entry, "home"):
        document = replace(document, home=division(home, source).code, home_by="home")
    stated = entry.get("published")
    if not stated or document.published:
        return document
    return replace(document, damage=(Damage(UNREAD_DATE, str(stated)[:LONGEST_DATE], 0, 0, severity="info"),))


def _whole(entry: dict[str, object], source: str) -> None:
    """Raise InputError where a field holds half of a character: no text of that kind can be stored or printed."""
    for name, value in entry.items():
        if isinstance(value, str) and (half := SURROGATE.search(value)):
            raise InputError(
                f"{source}: {name} holds half of a character (\\u{ord(half.group()):04x}) at character {half.start()}; "
                "the text was cut in the middle of a sign: write the line anew"
            )


def _field(entry: dict[str, object], name: str) -> str | None:
    value = entry.get(name)
    return value.strip() or None if isinstance(value, str) else None

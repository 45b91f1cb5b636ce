"""Read documents that are given as data: a line of JSON each, or an entry of a JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any

from envgov.graph.errors import InputError

from ..dates.publication import publication_date
from ..document import UNREAD_DATE, Damage, Document
from ..gazetteer.told import division
from ..refusals import Refusal, attempted
from . import read_content
from .content import SURROGATE, Page, document_of
from .encoding import LOST

MARK = "\ufeff"
LONGEST_DATE = 60
WORDS_FIELDS, SOURCE_FIELDS = ("text", "content", "body"), ("publisher", "source")
LISTS = ("documents", "data", "records", "items", "list", "rows", "results")  # where an object keeps its entries
FORMAT, ARRAY = "JSON Lines", "JSON"


def of_lines(source: str, text: str, left_out: tuple[str, ...]) -> Iterator[Document | Refusal]:
    """Yield the documents of JSON Lines: text (or content, body, html) with id, title, published, publisher, url, home.

    A line ends at a newline only: other signs that end lines (U+2028, U+0085) stand within the text of a document.
    """
    for number, line in enumerate(text.removeprefix(MARK).split("\n"), 1):
        place = f"{source}#{number}"
        if not line.strip():
            continue
        found = attempted(partial(_of_line, place, line, f"{PurePath(source).stem}-{number}"), place)
        if isinstance(found, Document) and left_out and LOST in line:
            found = replace(found, left_out=(*found.left_out, *left_out))
        yield found


def of_json(source: str, text: str, left_out: tuple[str, ...]) -> Iterator[Document | Refusal]:
    """Yield the documents of a JSON file: an array of objects as JSON Lines have them, an object with such an array, or one.

    Raises InputError where it is no JSON or holds no object.
    """
    data = _parsed(text.removeprefix(MARK), source, line=False)
    entries = _entries(data)
    if not entries:
        raise InputError(
            f'{source}: 应为对象的数组。/ it must be an array of objects such as [{{"text": …}}]; it holds none.'
        )
    for number, entry in enumerate(entries, 1):
        place, stem = f"{source}#{number}", PurePath(source).stem
        words = json.dumps(entry, ensure_ascii=False)
        found = attempted(partial(_of_entry, place, entry, words, f"{stem}-{number}", ARRAY), place)
        if isinstance(found, Document) and left_out and LOST in words:
            found = replace(found, left_out=(*found.left_out, *left_out))
        yield found


def _entries(data: Any) -> list[Any]:
    """Return the entries of an array, of the array that an object keeps, or the object itself where it is a document."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return []
    if _words_of(data) is not None or isinstance(data.get("html"), str):
        return [data]
    kept = next((data[name] for name in LISTS if isinstance(data.get(name), list | dict)), None)
    return _entries(kept) if kept is not None and kept is not data else []


def _parsed(text: str, source: str, *, line: bool) -> Any:
    zh, en = ("这一行", "this line") if line else ("文件", "the file")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"column {error.colno}" if line else f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{source}: {zh}不是 JSON。/ {en} is no JSON ({error.msg} at {at}).") from error
    except RecursionError as error:
        raise InputError(f"{source}: {zh}嵌套过深。/ {en} is nested too deep.") from error


def _of_line(source: str, line: str, identity: str) -> Document:
    return _of_entry(source, _parsed(line, source, line=True), line, identity, FORMAT)


def _of_entry(source: str, entry: Any, words: str, identity: str, form: str) -> Document:
    """Return the document that an object describes; `words` are its JSON, which its hash is of."""
    if not isinstance(entry, dict):
        raise InputError(f'{source}: 每项须是一个对象。/ an entry must be an object such as {{"text": …}}.')
    entry, left_out = _whole(entry)
    page = _page(entry, source)
    given = {name: _field(entry, name) for name in ("title", "url")}
    page = replace(
        page,
        title=given["title"] or page.title,
        published=publication_date(entry.get("published")) or page.published,
        publisher=next((value for name in SOURCE_FIELDS if (value := _field(entry, name))), page.publisher),
        url=given["url"] or page.url,
        left_out=(*page.left_out, *left_out),
        format=form,
    )
    named = _field(entry, "id")
    data = words.encode("utf-8", "surrogatepass")
    document = replace(document_of(named or identity, source, data, page), path=named)
    if home := _field(entry, "home"):
        document = replace(document, home=division(home, source).code, home_by="home")
    stated = entry.get("published")
    if not stated or document.published:
        return document
    return replace(document, damage=(Damage(UNREAD_DATE, str(stated)[:LONGEST_DATE], 0, 0, severity="info"),))


def _page(entry: Mapping[str, object], source: str) -> Page:
    words, html = _words_of(entry), entry.get("html")
    if words is not None:
        return Page(words)
    if isinstance(html, str) and html.strip():
        return read_content(".html", html.encode("utf-8"), source)
    raise InputError(f"{source}: 没有正文。/ the object has no text; give one of {', '.join(WORDS_FIELDS)} or html.")


def _words_of(entry: Mapping[str, object]) -> str | None:
    return next((text for name in WORDS_FIELDS if isinstance(text := entry.get(name), str) and text.strip()), None)


def _whole(entry: dict[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return an object's fields with U+FFFD for each half of a character, which no store takes, and what was lost so."""
    lost = 0
    whole: dict[str, object] = {}
    for name, value in entry.items():
        if isinstance(value, str):
            value, halves = SURROGATE.subn(LOST, value)
            lost += halves
        whole[name] = value
    said = f"{lost} 处只有半个字符，各以 {LOST} 代替 / half of a character in {lost} places, each read as {LOST}"
    return whole, (said,) if lost else ()


def _field(entry: Mapping[str, object], name: str) -> str | None:
    value = entry.get(name)
    return value.strip() or None if isinstance(value, str) else None

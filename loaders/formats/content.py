"""What a file holds, whatever its format, and the packages of XML that several formats are."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import regex
from envgov.graph.errors import InputError
from envgov.graph.model import NOWHERE, Place
from lxml import etree

from ..document import Document, Layout, Offsets
from .encoding import LOST

FEWEST_HAN = 0.2  # share of Chinese characters among the letters; tables of figures stay above it
KANA_OR_HANGUL = 0.1  # share that makes a text Japanese or Korean
LETTER, HAN = regex.compile(r"\p{L}"), regex.compile(r"\p{Han}")
# What a package that is broken raises when it is opened, unpacked and parsed.
PACKAGE_FAULTS = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError, ArithmeticError, EOFError,
    OSError,
)  # fmt: skip
MOST_UNPACKED = 200 * 1024 * 1024  # bytes; a package that unpacks to more is a trap, no document
MOST_OF_PART = 48 * 1024 * 1024  # bytes of one part of XML; some hundred pages have five
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"  # in a package of Office
OTHER_SCRIPT = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
SURROGATE = regex.compile(r"[\ud800-\udfff]")  # half of a character beyond the first 65,536


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the lines of its article, and its own data; `published` is EDTF.

    `format` is what the file is, `left_out` says in a sentence each, in both languages, what of the file could not be read.
    `held` counts what was read, by the names of `document.PARTS`; `share` is how much of the file that is, 1.0 for all of it.
    """

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    left_out: tuple[str, ...] = ()
    format: str = ""
    layout: Layout = field(default_factory=Layout)
    held: Mapping[str, int] = field(default_factory=dict)
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where in its file it stands; `more` are the places of its later characters, by their offset in it."""

    text: str
    place: Place = NOWHERE
    more: tuple[tuple[int, Place], ...] = ()


def laid_out(lines: Iterable[Line]) -> tuple[str, Layout]:
    """Return lines as one text with the places of its characters; the tables are counted: rows begin anew with each."""
    words: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    at = table = 0
    last = NOWHERE
    for line in lines:
        if line.place.row and (line.place.row <= last.row or line.place.sheet != last.sheet or not table):
            table += 1
        last = line.place if line.place.row else last
        for offset, place in ((0, line.place), *line.more):
            starts.append(at + offset)
            places.append(replace(place, table=table) if place.row else place)
        words.append(line.text)
        at += len(line.text) + 1
    layout = Layout(tuple(starts), tuple(places)) if any(place != NOWHERE for place in places) else Layout()
    return "\n".join(words), layout


def tables_in(layout: Layout) -> int:
    """Return how many tables a text was laid out with."""
    return max((place.table for place in layout.places), default=0)


def document_of(identity: str, source: str, data: bytes, page: Page) -> Document:
    """Return what a file holds as a Document; raise InputError where that is no Chinese text."""
    page = replace(page, text=SURROGATE.sub(LOST, page.text), title=page.title and SURROGATE.sub(LOST, page.title))
    _chinese(page.text, source)
    held = {"tables": tables_in(page.layout), **page.held}
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
        held=tuple((name, count) for name, count in held.items() if count),
        share=page.share,
    )


def _chinese(text: str, source: str) -> None:
    """Raise InputError for a text that is not Chinese."""
    letters = len(LETTER.findall(text))
    if not letters:
        raise InputError(f"{source}: 其中没有文字。/ it holds no words; nothing was read.")
    if len(HAN.findall(text)) < FEWEST_HAN * letters or len(OTHER_SCRIPT.findall(text)) > KANA_OR_HANGUL * letters:
        raise InputError(f"{source}: 不是中文文本。/ the text is not Chinese; envgov reads Chinese government texts.")


@contextmanager
def opened(data: bytes, source: str, otherwise: str, *, most_of_part: int = MOST_OF_PART) -> Iterator[zipfile.ZipFile]:
    """Open a package of XML; raise InputError where it unpacks beyond all measure, and with `otherwise` where it is broken.

    What its parts raise while it is read counts as broken too.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_large(archive, source, MOST_UNPACKED, most_of_part)
            yield archive
    except PACKAGE_FAULTS as error:
        raise InputError(f"{source}: {otherwise}") from error


def refuse_large(archive: zipfile.ZipFile, source: str, most: int, most_of_part: int | None = None) -> None:
    """Raise InputError where a package unpacks to more than `most` bytes, or one of its parts in XML to more than allowed."""
    whole = sum(entry.file_size for entry in archive.infolist())
    parts = [entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")]
    if whole > most or (most_of_part is not None and max(parts, default=0) > most_of_part):
        shown = most // 2**20
        raise InputError(
            f"{source}: 解压后超过 {shown} MiB；请另存为文本。/ it unpacks to more than {shown} MiB; save it as text."
        )


def parsed(data: bytes) -> Any:
    """Return the root of a part in XML; nothing outside it is fetched, and no entity is put in place."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)

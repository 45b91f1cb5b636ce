"""Find what a document says about itself: title, number, publisher, day of publication, and the year it speaks from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from ..dates.dates import DateMention, find_dates
from ..document import Document
from ..language.rules import pattern
from ..language.sentences import sentences
from .lines import Span, is_issuer
from .sections import Block, Outline

_NUMBER = pattern("header.number")
_PUBLISHER = pattern("header.publisher")
_NOT_PUBLISHER = pattern("header.not_publisher")
_REPORTER = pattern("header.reporter")
_CONVEYS = pattern("header.conveys")
_PLANNED = pattern("header.planned")
_YEAR_NOTE = pattern("header.year_note")


@dataclass(frozen=True, slots=True)
class Published:
    """The day a document gives as its own (EDTF) and where: the span, and `basis` metadata, dateline or signature."""

    edtf: str
    span: Span | None
    basis: str


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around a document's body; spans are code points into the repaired text, half-open.

    `title` is the document's title; of a notice that conveys another document, the title of that one, and
    `notice_title` its own. `lead` is the first paragraph of the body, `reporters` the lines that name who wrote.
    """

    title: Span | None = None
    notice_title: Span | None = None
    number: Span | None = None
    published: Published | None = None
    publisher: Span | None = None
    lead: Span | None = None
    issuers: tuple[Span, ...] = ()
    reporters: tuple[Span, ...] = ()


def header(document: Document, outline: Outline) -> Header:
    """Return what the document says about itself."""
    text = document.text
    title, notice = _titles(text, outline)
    body = list(outline.of_kind("paragraph", "item", "utterance"))
    return Header(
        title=title,
        notice_title=notice,
        number=_number(text, outline),
        published=_published(document, outline),
        publisher=_publisher(text, outline),
        lead=Span(body[0].start, body[0].end) if body else None,
        issuers=tuple(_span(each) for each in _first_signature(outline) if is_issuer(text[each.start : each.end])),
        reporters=tuple(_reporters(text, outline)),
    )


def _span(block: Block) -> Span:
    return Span(block.start, block.end)


def _titles(text: str, outline: Outline) -> tuple[Span | None, Span | None]:
    titles = list(outline.of_kind("title"))
    if not titles:
        return None, None
    first = _span(titles[0])
    signed = next(iter(outline.of_kind("signature", "addressee")), None)
    inner = [each for each in titles[1:] if signed and each.start > signed.start]
    attached = next(iter(outline.of_kind("attachment")), None)
    if inner and _CONVEYS.search(text, *first) and not (attached and attached.start < inner[0].start):
        return _span(inner[0]), first
    return first, None


def _number(text: str, outline: Outline) -> Span | None:
    for block in outline.blocks:
        if block.kind in {"paragraph", "heading", "item", "row"}:
            return None
        if block.kind in {"number", "dateline", "subtitle", "field", "title"}:
            match = _NUMBER.search(text, block.start, block.end)
            if match:
                return Span(match.start(), match.end())
    return None


def _days(text: str, blocks: Iterable[Block]) -> Iterator[DateMention]:
    for block in blocks:
        for mention in find_dates(text, block.start, block.end):
            if mention.year_known and mention.kind in {"day", "month"}:
                yield mention


def _first_signature(outline: Outline) -> Iterator[Block]:
    """Yield the lines of the first signature; a document that is conveyed may have its own further down."""
    last: int | None = None
    for block in outline.of_kind("signature"):
        if last is not None and block.index != last + 1:
            return
        last = block.index
        yield block


def _published(document: Document, outline: Outline) -> Published | None:
    """Prefer the signature of an official document, then the page's own data, then the line under the title."""
    official = any(True for _ in outline.of_kind("number", "addressee"))
    signed = next(_days(document.text, _first_signature(outline)), None)
    lined = next(_days(document.text, outline.of_kind("dateline")), None)
    if official and signed:
        return Published(signed.edtf, Span(signed.start, signed.end), "signature")
    if document.published:
        return Published(document.published, Span(lined.start, lined.end) if lined else None, "metadata")
    for mention, basis in ((lined, "dateline"), (signed, "signature")):
        if mention:
            return Published(mention.edtf, Span(mention.start, mention.end), basis)
    return None


def _publisher(text: str, outline: Outline) -> Span | None:
    lines = list(outline.of_kind("dateline"))
    for block in lines:
        match = _PUBLISHER.search(text, block.start, block.end)
        if match:
            return Span(*match.span("name"))
    for block in lines:
        rest = _without_dates(text, block)
        if rest is not None:
            return rest
    return None


def _without_dates(text: str, block: Block) -> Span | None:
    """Return the one name that a dateline holds beside its date (某日报 2021年3月4日)."""
    chars = list(text[block.start : block.end])
    for mention in find_dates(text, block.start, block.end):
        chars[mention.start - block.start : mention.end - block.start] = "\n" * (mention.end - mention.start)
    blanked = _NOT_PUBLISHER.sub(lambda match: "\n" * len(match.group()), "".join(chars))
    names = [match for match in regex.finditer(r"[^\n]+", blanked) if len(match.group()) > 1]
    if len(names) != 1:
        return None
    return Span(block.start + names[0].start(), block.start + names[0].end())


def _reporters(text: str, outline: Outline) -> Iterator[Span]:
    for block in outline.of_kind("byline", "paragraph"):
        if block.kind == "byline":
            yield _span(block)
            continue
        for match in _REPORTER.finditer(text, block.start, block.end):
            yield Span(match.start(), match.end())


def document_year(header: Header, document: Document) -> tuple[int | None, str]:
    """Return the year that open dates of the document may be filled with, and its basis, else (None, "unknown").

    The basis is `text` (a note on the year, or a lead that dates its own news), `published` or `title`. Where title and
    publication name different years no open date is certain, but for a plan of the year to come.
    """
    text = document.text
    note = _YEAR_NOTE.search(text)
    if note:
        return int(note["year"]), "text"
    titled = _title_year(text, header)
    published = int(header.published.edtf[:4]) if header.published else None
    if published is not None and titled in {None, published}:
        return published, "published"
    if published is not None and titled == published + 1 and header.title and _PLANNED.search(text, *header.title):
        return titled, "title"
    if published is not None:
        return None, "unknown"
    led = _lead_year(text, header)
    if led is not None:
        return led, "text"
    return (titled, "title") if titled is not None else (None, "unknown")


def _title_year(text: str, header: Header) -> int | None:
    if header.title is None:
        return None
    mentions = list(find_dates(text, *header.title))
    years = {each.edtf[:4] for each in mentions if each.year_known and each.kind != "plan"}
    spans = any("/" in each.edtf and each.kind != "plan" for each in mentions)
    return int(years.pop()) if len(years) == 1 and not spans else None


def _lead_year(text: str, header: Header) -> int | None:
    """Return the year of the first date of the lead's first sentence, where that is a full day."""
    if header.lead is None:
        return None
    first = next(iter(sentences(text, *header.lead)), None)
    mention = next(iter(find_dates(text, *first)), None) if first else None
    full = mention is not None and mention.year_known and mention.kind in {"day", "span"} and len(mention.edtf) >= 10
    return int(mention.edtf[:4]) if mention is not None and full else None

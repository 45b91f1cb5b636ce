"""Open a PDF within bounds of time and memory: what unpacks, draws or nests beyond all measure is not read."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import pdfminer.pdftypes
import pdfplumber
import pdfplumber.page
from envgov.graph.errors import InputError
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

MOST_PAGES = 2000
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one stream
MOST_DRAWN = 60_000  # characters, paths and forms of one page; a full page has some two thousand
SECONDS = 180.0  # for one file


class TooMuchError(Exception):
    """A page, or the file as a whole, needs more than the bounds allow."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__("beyond the bounds")
        self.whole = whole


class Bounds:
    """What is left of a file's time, and of what its present page may draw."""

    def __init__(self) -> None:
        self.until = time.monotonic() + SECONDS
        self.drawn = 0

    def spend(self) -> None:
        """Count something drawn; raise TooMuchError where the page draws too much, or the time is over."""
        self.drawn += 1
        if self.drawn > MOST_DRAWN:
            raise TooMuchError
        if self.drawn % 256 == 0 and time.monotonic() > self.until:
            raise TooMuchError(whole=True)


_BOUNDS: ContextVar[Bounds | None] = ContextVar("bounds", default=None)


def _unpack(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, MOST_UNPACKED)
    if unpacker.unconsumed_tail:
        raise TooMuchError
    if not unpacker.eof:
        raise zlib.error("incomplete stream")  # the library then takes what there is
    return found


class _Counting(pdfplumber.page.PDFPageAggregatorWithMarkedContent):
    """The drawing of a page, counted."""

    def render_char(self, *args: Any, **named: Any) -> float:
        _spend()
        return super().render_char(*args, **named)

    def paint_path(self, *args: Any, **named: Any) -> None:
        _spend()
        super().paint_path(*args, **named)

    def begin_figure(self, *args: Any, **named: Any) -> None:
        _spend()
        super().begin_figure(*args, **named)


def _spend() -> None:
    if (bounds := _BOUNDS.get()) is not None:
        bounds.spend()


# The libraries unpack a stream whole, whatever it unpacks to, and draw whatever a page says: these two places are bounded.
_streams: Any = pdfminer.pdftypes
_streams.zlib = SimpleNamespace(decompress=_unpack, decompressobj=zlib.decompressobj, error=zlib.error)
_pages: Any = pdfplumber.page
_pages.PDFPageAggregatorWithMarkedContent = _Counting


@contextmanager
def opened(data: bytes, source: str, bounds: Bounds) -> Iterator[tuple[int, Iterator[Any]]]:
    """Give the number of pages of a PDF and its pages, each to be read before the next; raise InputError where it cannot be."""
    token = _BOUNDS.set(bounds)
    try:
        with pdfplumber.open(
            io.BytesIO(data), pages=list(range(1, MOST_PAGES + 1)), raise_unicode_errors=False, unicode_norm=None
        ) as document:
            pages = document.pages
            yield len(pages), _each(pages, bounds)
    except InputError:
        raise
    except Exception as error:
        causes = (error, *error.args)
        if any(isinstance(each, TooMuchError) for each in causes):
            raise InputError(
                f"{source}: 解压或读取超出限度；请另存为文本。/ it unpacks or draws beyond all measure; save it as text."
            ) from error
        if any(isinstance(each, PDFPasswordIncorrect) for each in causes):
            raise InputError(
                f"{source}: 此 PDF 有打开密码；请去除密码后另存。/ this PDF is locked by a password; save an unlocked copy."
            ) from error
        raise InputError(
            f"{source}: 这不是可读的 PDF；请重新打印为 PDF 或另存为文本。/ "
            "this is no readable PDF; print it to a new PDF or save it as text."
        ) from error
    finally:
        _BOUNDS.reset(token)


def _each(pages: list[Any], bounds: Bounds) -> Iterator[Any]:
    for page in pages:
        bounds.drawn = 0
        yield page
        page.close()


def drawn_of(page: Any) -> Any:
    """Draw a page; raise TooMuchError where that is beyond the bounds."""
    try:
        return page.layout
    except PdfminerException as error:
        found = next((each for each in error.args if isinstance(each, TooMuchError)), None)
        raise found if found is not None else TooMuchError from error

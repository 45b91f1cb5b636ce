"""Decode bytes in any encoding that Chinese texts come in; what is broken costs the characters it stands in, and is counted."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from envgov.graph.errors import InputError

from .kinds import kind_of_bytes

CANDIDATES = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOST = "\ufffd"
LOW_OF_BIG5 = 0.25  # of the second bytes of its characters, at least
MOST_LOST = 0.02  # of the characters beyond ASCII; a text in another encoding loses more than half of them
FEWEST_LOST = 1  # a short text may lose one character all the same
_LOST_RUN = re.compile(f"{LOST}{{2,3}}")  # the bytes of one character
_RUN_OF_PAIRS = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+")
_RUN = re.compile(rb"[\x80-\xff]+")  # bytes of Chinese between bytes of ASCII
_COMMON = re.compile("[\u3000-\u3017\uff01-\uff5e\u2010-\u2026\u4e00-\u9fff]")


def decode(data: bytes, source: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of `data`, and what was lost of it in a sentence, where something was.

    `declared` is the encoding that a page says it has: it is tried before the others. Raises InputError where the bytes
    are no text or no encoding fits.
    """
    kind = kind_of_bytes(data)
    if kind is not None:
        raise InputError(
            f"{source}: 这是{kind.zh}，不是文本；{kind.advice_zh}。/ This is {kind.en}, not a text; {kind.advice_en}."
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _told(data.decode(encoding, "replace"))
    for encoding in filter(None, (declared, "utf-8")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return (_big5(data) or text, ()) if encoding == "gb18030" else (text, ())
    return _mended(data, source, declared)


def _big5(data: bytes) -> str | None:
    """Return the text of bytes that are Big5 though they are said to be GB, None where they are not.

    GB takes nearly any bytes. The second byte of its common characters is 0xA1 at least, in Big5 half of them are below; and
    what GB has with second bytes below begins with 0x81 to 0xA0 as often as not, which Big5 never does.
    """
    pairs = [pair for run in _RUN_OF_PAIRS.findall(data) for pair in zip(run[::2], run[1::2], strict=False)]
    low = sum(second < 0xA1 for _first, second in pairs)
    early = sum(first < 0xA1 for first, _second in pairs)
    if low < LOW_OF_BIG5 * len(pairs) or early > MOST_LOST * len(pairs):
        return None
    try:
        return data.decode("big5")
    except UnicodeDecodeError:
        return None


def _mended(data: bytes, source: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes that are not wholly in the encoding they seem to be in."""
    text = _LOST_RUN.sub(LOST, data.decode("utf-8", "replace"))
    if "\x00" not in text and _few_lost(text):
        return _told(text)
    best = from_bytes(data, cp_isolation=CANDIDATES, threshold=0.3).best()
    if best is not None and _is_plain(str(best)):
        return str(best), ()
    text = _gb_mended(data)
    if "\x00" not in text and _few_lost(text) and (declared == "gb18030" or _is_plain(text)):
        return _told(text)
    if best is not None:
        return str(best), ()
    raise InputError(
        f"{source}: 既非 UTF-8、UTF-16、GB18030，也非 Big5；是二进制文件吗？请另存为 UTF-8。/ "
        "neither UTF-8, UTF-16, GB18030 nor Big5 fits; is it a binary file? Save it as UTF-8."
    )


def _few_lost(text: str) -> bool:
    lost = text.count(LOST)
    beyond = sum(char > "\x7f" for char in text)
    return lost < beyond and lost <= max(FEWEST_LOST, MOST_LOST * beyond)


def _is_plain(text: str) -> bool:
    """Say whether nearly all that is beyond ASCII are Chinese characters and signs, as where the encoding is right."""
    beyond = [char for char in text if char > "\x7f" and char != LOST]
    return sum(_COMMON.match(char) is not None for char in beyond) >= 0.9 * len(beyond)


def _gb_mended(data: bytes) -> str:
    """Return the text of bytes in GB18030 of which a byte is lost here and there: each costs one character.

    In a run of Chinese, whose characters have two bytes, a lost byte moves all that follow: the run is cut where most of
    its pairs are common characters.
    """
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    pieces: list[str] = []
    end = 0
    for run in _RUN.finditer(data):
        pieces.append(data[end : run.start()].decode("ascii"))
        pieces.append(_run_mended(run.group()))
        end = run.end()
    return _LOST_RUN.sub(LOST, "".join([*pieces, data[end:].decode("ascii")]))


def _run_mended(run: bytes) -> str:
    if len(run) % 2 == 0:
        return run.decode("gb18030", "replace")
    even, odd = _commons(run, 0), _commons(run, 1)  # common pairs up to each place, counted from 0 and from 1
    places = range(0, len(run), 2)
    cut = max(places, key=lambda place: even[place] + odd[-1] - odd[place])
    return f"{run[:cut].decode('gb18030', 'replace')}{LOST}{run[cut + 1 :].decode('gb18030', 'replace')}"


def _commons(run: bytes, first: int) -> list[int]:
    """Return for each place of a run how many of the pairs that begin before it are characters of the first level of GB 2312."""
    counts = [0] * (len(run) + 1)
    for place in range(len(run)):
        paired = place % 2 == first and place + 1 < len(run)
        common = paired and (0xB0 <= run[place] <= 0xD7 or run[place] in (0xA1, 0xA3)) and run[place + 1] >= 0xA1
        counts[place + 1] = counts[place] + bool(common)
    return counts


def _told(text: str) -> tuple[str, tuple[str, ...]]:
    lost = text.count(LOST)
    if not lost:
        return text, ()
    return text, (f"{lost} 处字节有误，各以 {LOST} 代替一字 / broken bytes in {lost} places, each read as {LOST}",)


def share_decoded(text: str) -> float:
    """Return how much of a text was read, 0 to 1: all but the characters whose bytes are broken."""
    return 1 - text.count(LOST) / max(1, len(text))

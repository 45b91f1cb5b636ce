"""Repair single characters: control characters, HTML entities, mojibake quotes, full-width letters and digits, radicals."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..gazetteer.regions import rows
from .text import Edit, Text

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE_CLASS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
# U+E004 and U+E5E5 are the blanks of old editors, saved as private characters of GBK.
_INVISIBLE = re.compile(f"[{_INVISIBLE_CLASS}\ue004\ue5e5]")
# The ampersand itself may be written as an entity, even twice over.
_ENTITY = re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# UTF-8 punctuation that was read as Windows-1252; the closing quote loses its last byte, which that code page lacks.
_MOJIBAKE = {
    "â€œ": "“",
    "â€\x9d": "”",
    "â€˜": "‘",
    "â€™": "’",
    "â€“": "–",
    "â€”": "—",
    "â€¦": "…",
    "Â·": "·",
    "Â\xa0": " ",
    "â€": "”",
}
_MOJIBAKE_FORM = re.compile("|".join(re.escape(form) for form in _MOJIBAKE))


def characters(text: Text) -> Text:
    """Make line ends one character, and take out or mend what no reader of the page ever saw as it stands."""
    text = text.edit((Edit(m.start(), m.end(), "\n") for m in _LINE_END.finditer(text.chars)), "characters")
    if "â" in text.chars or "Â" in text.chars:
        found = _MOJIBAKE_FORM.finditer(text.chars)
        text = text.edit((Edit(m.start(), m.end(), _MOJIBAKE[m.group()]) for m in found), "characters")
    text = text.edit((Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text.chars)), "characters")
    if "&" in text.chars:
        text = text.edit(_entities(text.chars), "characters")
    return text.recast(text.chars.translate(_plain_forms()))


def _entities(chars: str) -> Iterator[Edit]:
    for found in _ENTITY.finditer(chars):
        meaning = found.group()
        while (unescaped := html.unescape(meaning)) != meaning:
            meaning = unescaped
        yield Edit(found.start(), found.end(), "" if _INVISIBLE.fullmatch(meaning) else meaning)


@lru_cache(maxsize=1)
def _plain_forms() -> dict[int, str]:
    """Return the characters to be replaced, by code point, with their forms.

    The form is that of NFKC for letters, digits, blanks and compatibility ideographs, where it is one character.

    Radicals that fonts put in place of letters (⻘ for 青) are the letters of data/radicals.tsv, else of NFKC.

    Punctuation has a step of its own, and signs with a meaning (Ⅲ, ①, ³, ㎡) stay as they are.
    """
    letters = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    blanks = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
    ideographs = [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
    forms = {point: unicodedata.normalize("NFKC", chr(point)) for point in letters + ideographs}
    forms.update(dict.fromkeys(blanks, " "))
    forms.update(_radicals())
    return {point: form for point, form in forms.items() if len(form) == 1 and form != chr(point)}


def _radicals() -> dict[int, str]:
    return {int(row["point"], 16): row["letter"] for _place, row in rows("radicals.tsv")}

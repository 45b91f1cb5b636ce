"""Take out bracketed pinyin, and restore characters of which only the pinyin is left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import rjieba

from ..document import Damage
from .text import Edit, Text

_SYLLABLE = "[a-zāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ\u0300-\u030c]{1,8}"
_ANNOTATION = re.compile(rf"([\u3400-\u9fff\U00020000-\U0003ffff])[(（] ?({_SYLLABLE}) ?[)）]")
# The annotated character was lost, its brackets half: 日?qǐng)?bào) stood for 日報(bào).
_LOST = re.compile(rf"([\u3400-\u9fff])((?:[?？]{_SYLLABLE}[)）])+)")
_BEGINS_READING = re.compile(rf"[(（] ?{_SYLLABLE}")  # few texts have one; most are done with then
_READING = re.compile(rf"[?？]({_SYLLABLE})[)）]")
LONGEST_LOSS = 2  # characters in a row of which only the reading is left; more have too many words
_TONES = dict.fromkeys([0x0300, 0x0301, 0x0302, 0x0304, 0x030C])


def bracketed_pinyin(text: Text) -> Text:
    """Take out each bracketed reading that pypinyin knows for the character before it; 州(市) and 态(eco) stay."""
    if not _BEGINS_READING.search(text.chars):
        return text
    found = (m for m in _ANNOTATION.finditer(text.chars) if _reads(m[1], m[2]))
    return text.edit((Edit(m.end(1), m.end(), "") for m in found), "pinyin")


def lost_characters(text: Text) -> Text:
    """Restore a character of which only the reading is left, where exactly one dictionary word fits; mark the place."""
    restored = list(_restored(text.chars)) if "?" in text.chars or "？" in text.chars else []
    if not restored:
        return text
    surfaces = [text.chars[edit.start : edit.end] for edit in restored]
    marks = [
        Damage("reconstructed", surface, edit.start - 1, edit.end, text.chars[edit.start - 1] + edit.new, "info")
        for edit, surface in zip(restored, surfaces, strict=True)
    ]
    return text.mark(marks).edit(restored, "pinyin")


def _restored(chars: str) -> Iterator[Edit]:
    for found in _LOST.finditer(chars):
        readings = [_plain(reading) for reading in _READING.findall(found[2])]
        # Either each reading stands for a character, or the last one is the right one of a single character.
        for tail in (tuple(readings), (readings[-1],)):
            words = _words(found[1], tail)
            if len(words) == 1:
                yield Edit(found.start(2), found.end(), words[0][1:])
                break


def _reads(character: str, reading: str) -> bool:
    plain = _plain(reading)
    toned = plain != unicodedata.normalize("NFC", reading)
    # A toneless letter such as 区(a) is a label; only syllables of two letters count without their tone.
    if not toned and len(plain) < 2:
        return False
    return plain in _readings(character)


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=True)
    return frozenset(found[0]) if found else frozenset()  # rare characters have no reading there


def _plain(reading: str) -> str:
    """Return the syllable without its tone: bào and bao give bao, lǜ gives lü."""
    letters = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", letters)


def _words(first: str, readings: tuple[str, ...]) -> list[str]:
    """Return the words of the segmenter's dictionary that begin with a character and go on with these readings."""
    from opencc import OpenCC

    if len(readings) > LONGEST_LOSS:
        return []
    begins = OpenCC("t2s").convert(first)
    tails = product(*(_homophones().get(reading, ()) for reading in readings))
    candidates = (begins + "".join(tail) for tail in tails)
    # Without the model for unknown words the segmenter keeps whole what its dictionary holds, and nothing else.
    return [word for word in candidates if rjieba.cut(word, False) == [word]]


@lru_cache(maxsize=1)
def _homophones() -> dict[str, tuple[str, ...]]:
    """Return the Chinese characters under each of their readings, without tones."""
    from pypinyin.pinyin_dict import pinyin_dict

    found: dict[str, list[str]] = {}
    for code, readings in pinyin_dict.items():
        if 0x4E00 <= code <= 0x9FFF:
            for reading in {_plain(each) for each in readings.split(",")}:
                found.setdefault(reading, []).append(chr(code))
    return {reading: tuple(characters) for reading, characters in found.items()}

"""Give punctuation one form: full width beside Chinese characters, ASCII inside numbers and Latin words."""

from __future__ import annotations

import re

import rjieba

from ..language.rules import part, pattern
from .text import Edit, Text

HAN = part("repair-lines.han")  # inside the brackets of a class
_BESIDE = HAN + "“”‘’《》〈〉〔〕【】「」、。，；：！？（）…—"
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# The sign belongs to the Chinese text on its left, or ends a Latin word or number before Chinese text.
# Each expression begins with the sign, which is rare, and only then looks at what stands before it.
_NARROW = re.compile(rf"[,;:!?()](?:(?<=[{_BESIDE}].)|(?=[{_BESIDE}])|(?<=[{HAN}] :))")
_STOP = re.compile(rf"\.(?<=[{HAN}”》）].)(?<![一二三四五六七八九十].)(?=[ \u3000]*$)", re.MULTILINE)  # not 一.
_WIDE_IN_NUMBER = re.compile(r"[：，．](?<=\d.)(?=\d)")
_ORDINAL_DOT = re.compile(r"．(?<=\d.)")
_NAME_DOT = re.compile(rf"[•‧・･∙●⋅᛫·](?<=[{HAN}].)(?=[{HAN}])")
_ASKS = pattern("repair-lines.asks")
_PART = re.compile(r"[^，。！；：\n]*\Z")
_QUESTION = 24  # code points before ? that are looked at for the words of a question
_HALF_CLOSED = re.compile(r"（([^()（）\n]*)\)")
_HALF_OPEN = re.compile(r"\(([^()（）\n]*)）")
_STRAIGHT_PAIR = re.compile(r'"([^"\n]*)"')
_HAN = re.compile(f"[{HAN}]")
_COMPATIBLE = dict(zip("｡､％／－＋＝＜＞＆＃＠＊［］｛｝～﹒＿", "。、%/-+=<>&#@*[]{}~．_", strict=True))
_COMPATIBLE_FORM = re.compile(f"[{''.join(_COMPATIBLE)}]")
FEWEST_SPARE = 3  # commas before another sign that make it a habit of the page and no slip
_SPARE = re.compile(r"，(?=[，。、；：！？])")
_TO_ASCII = str.maketrans("：，．", ":,.")


def punctuation(text: Text) -> Text:
    """Return the text with each sign in one form; no character is added or lost.

    Beside Chinese characters `,;:!?()` become full width; 1,200 and 9:30 stay, and 9：30 becomes 9:30. A full stop that ends a line of Chinese is 。. Brackets
    agree with their partners, straight quotes become “ and ”, and the dot inside a name is always ·.
    """
    chars = _COMPATIBLE_FORM.sub(lambda found: _COMPATIBLE[found[0]], text.chars)
    chars = _NARROW.sub(_widened, chars)
    chars = _STOP.sub("。", chars)
    chars = _WIDE_IN_NUMBER.sub(lambda found: found[0].translate(_TO_ASCII), chars)
    chars = _ORDINAL_DOT.sub(".", chars)
    chars = _NAME_DOT.sub("·", chars)
    chars = _HALF_OPEN.sub(r"（\1）", _HALF_CLOSED.sub(r"（\1）", chars))
    if '"' in chars:
        chars = _STRAIGHT_PAIR.sub(_curled, chars)
    return text.recast(chars)


def spare_commas(text: Text) -> Text:
    """Take out each comma that stands right before another sign, where the page does so again and again."""
    if "，，" not in text.chars and "，。" not in text.chars:
        return text
    found = [Edit(match.start(), match.end(), "") for match in _SPARE.finditer(text.chars)]
    return text.edit(found, "spare_comma") if len(found) >= FEWEST_SPARE else text


def _widened(found: re.Match[str]) -> str:
    return found[0] if found[0] == "?" and _stands_for_lost(found) else _WIDE[found[0]]


def _stands_for_lost(found: re.Match[str]) -> bool:
    """Say whether a ? stands for a character that was lost (打击电?捕鱼): inside a word, where nobody asks anything.

    It stays ASCII then, and so ends no sentence.
    """
    chars, start, end = found.string, found.start(), found.end()
    follows = chars[end : end + 1]
    if not (follows == "?" or follows.isalpha()) or not (
        chars[:start].endswith("?") or chars[start - 1 : start].isalpha()
    ):
        return False
    before = _PART.search(chars, max(0, start - _QUESTION), start)
    words = before[0].rstrip("?") if before else ""
    if not words or _ASKS.search(words):
        return False
    cut = rjieba.cut(words)
    return (
        follows == "?"
        or chars[start - 1] == "?"
        or follows.isascii()
        or (len(cut[-1]) == 1 and cut[-1] not in "了的会")
    )


def _curled(found: re.Match[str]) -> str:
    return f"“{found[1]}”" if _HAN.search(found[1]) else found[0]

"""Read numbers and counts of people: 十六, 两, 90余, 400余人, 百余名, 近百人, 约120名."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .rules import pattern

_ARABIC = pattern("numbers.arabic")
_DIGIT_BY_DIGIT = pattern("numbers.digit_by_digit")
_HEADCOUNT = pattern("numbers.headcount")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people as written: the `count` stated, and the `qualifier` that blurs it (余, 近, 约…) or ""."""

    start: int
    end: int
    text: str
    count: int
    qualifier: str = ""

    @property
    def count_min(self) -> int | None:
        """Return the smallest number the words allow, or None where they allow fewer than stated (近百人, 约120名)."""
        return None if self.qualifier in {"近", "将近", "接近", "约", "大约", "共约", "左右", "上下"} else self.count


def parse_number(text: str) -> int | None:
    """Return the whole number that Arabic or Chinese numerals write, or None where they write none.

    Digits set one by one (二〇二一) are read as digits; 万 and 亿 multiply what stands before them (1.2万 is 12000).
    """
    plain = text.strip().translate(_FULL_WIDTH).replace(",", "")
    if not plain:
        return None
    if _ARABIC.fullmatch(plain):
        return _arabic(plain)
    if _DIGIT_BY_DIGIT.fullmatch(plain):
        return int("".join(str(_DIGITS[character]) for character in plain))
    return _chinese(plain)


def _arabic(plain: str) -> int | None:
    factor = 1
    while plain[-1] in _TENS or plain[-1] in _MYRIADS:
        factor *= _TENS.get(plain[-1]) or _MYRIADS[plain[-1]]
        plain = plain[:-1]
    whole, _, fraction = plain.partition(".")
    scaled = int(whole + fraction) * factor
    return scaled // 10 ** len(fraction) if scaled % 10 ** len(fraction) == 0 else None


def _chinese(plain: str) -> int | None:
    """Read 三百六十五 by adding up; a unit without a digit before it counts once (十六, 百)."""
    total = section = digit = 0
    for character in plain:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit


def find_headcounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Headcount]:
    """Yield the numbers of people between `start` and `end`, in text order.

    What is counted (学员, 代表, 科室) is not judged: the caller reads what stands around the span.
    """
    for match in _HEADCOUNT.finditer(text, start, len(text) if end is None else end):
        count = parse_number(match["number"])
        if not count:
            continue
        if match["magnitude"]:
            count *= _MYRIADS[match["magnitude"]]
        qualifier = match["before"] or match["after"] or match["around"] or ""
        yield Headcount(match.start(), match.end(), match.group(), count, qualifier)

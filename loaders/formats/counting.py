"""The numbers of lists: written as Office shows them, and what the styles of OpenDocument files say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DIGITS = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def shown(count: int, form: str) -> str:
    """Return a number in a format of numbers of Office (decimal, chineseCounting, upperLetter); an unknown one in figures."""
    if form in ("bullet", "none"):
        return ""
    make = _FORMS.get(form)
    return make(count) if make is not None else str(count)


def in_characters(count: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """Return a number in Chinese characters: 十一, 二十, 一百零一; from ten thousand on in figures."""
    if not 0 < count < 10_000:
        return digits[0] if count == 0 else str(count)
    words = ""
    gap = False
    for power in range(3, -1, -1):
        digit = count // 10**power % 10
        if not digit:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return words.removeprefix(digits[1]) if units[0] == "十" and 10 <= count < 20 else words


def _positional(count: int) -> str:
    return "".join("〇" if each == "0" else DIGITS[int(each)] for each in str(count))


def _letters(count: int) -> str:
    if count < 1:
        return str(count)
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 9)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    words = ""
    for value, sign in ROMAN:
        times, count = divmod(count, value)
        words += sign * times
    return words


def _listed(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)] if count > 0 else str(count)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if 0 < count <= last else str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "ideographLegalTraditional",
        ),
        in_characters,
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _positional),
    **dict.fromkeys(("chineseLegalSimplified", "japaneseLegal"), lambda count: in_characters(count, LEGAL, "拾佰仟")),
    "ideographTraditional": _listed(STEMS),
    "ideographZodiac": _listed(BRANCHES),
    "decimalZero": lambda count: f"{count:02d}",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed(0x2460, 20)),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "ideographParenthesesEnclosed": _enclosed(0x3220, 10),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}


NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW, OFFICE, STYLE = (
    f"{{{NAMES}{name}:1.0}}" for name in ("text", "table", "drawing", "office", "style")
)
# How a number is written, by the first sign of what the file calls it.
FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "壱": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac",
    "①": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen", "０": "decimal", "１": "decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a level are numbered: `levels` is how many of the levels are shown."""

    form: str
    before: str
    behind: str
    start: int
    levels: int


@dataclass(slots=True)
class Styles:
    """What the styles say: the levels of lists, what is hidden, which tables are not shown."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    unshown: set[str] = field(default_factory=set)


def number_of(levels: dict[int, Level], counts: dict[int, int], depth: int, start: int | None) -> str:
    """Return the number of an item with the gap behind it, and count it; `start` where the item says where to begin."""
    level = levels.get(depth)
    if level is None:
        return ""
    begins = start if start is not None else level.start
    counts[depth] = counts[depth] + 1 if depth in counts and start is None else begins
    for deeper in [each for each in counts if each > depth]:
        del counts[deeper]
    if not level.form:
        return ""
    shown_levels = range(max(1, depth - level.levels + 1), depth + 1)
    numbers = [
        shown(counts.get(each, 1), levels[each].form) for each in shown_levels if each in levels and levels[each].form
    ]
    number = f"{level.before}{'.'.join(numbers)}{level.behind}"
    return number + (" " if number and number[-1].isascii() else "")


def integer(element: Any, name: str, default: int) -> int:
    """Return an attribute as a number, `default` where it is none."""
    value = element.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 8 else default


def read_styles(*roots: Any) -> Styles:
    """Return what the styles of some parts say."""
    found = Styles()
    for root in dict.fromkeys(roots):
        for listed in (*root.iter(f"{TEXT}list-style"), *root.iter(f"{TEXT}outline-style")):
            name = "outline" if listed.tag == f"{TEXT}outline-style" else listed.get(f"{STYLE}name") or ""
            levels = {
                integer(each, f"{TEXT}level", 1): _level(each)
                for each in listed
                if each.get(f"{TEXT}level") is not None
            }
            found.lists.setdefault(name, levels)
        for style in root.iter(f"{STYLE}style"):
            for properties in style:
                if properties.get(f"{TEXT}display") == "none":
                    found.hidden.add(style.get(f"{STYLE}name") or "")
                if properties.get(f"{TABLE}display") == "false":
                    found.unshown.add(style.get(f"{STYLE}name") or "")
    return found


def _level(element: Any) -> Level:
    form = element.get(f"{STYLE}num-format") or ""
    numbered = element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style") and form
    return Level(
        FORMS.get(form[:1], "decimal") if numbered else "",
        element.get(f"{STYLE}num-prefix") or "",
        element.get(f"{STYLE}num-suffix") or "",
        integer(element, f"{TEXT}start-value", 1),
        integer(element, f"{TEXT}display-levels", 1),
    )

"""Write the numbers of lists as Word shows them: in figures, Chinese characters, letters, circles."""

from __future__ import annotations

from collections.abc import Callable

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

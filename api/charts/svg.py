"""Elements of SVG, escaped; Chinese text in lines of a width that is known beforehand."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

import regex
from markupsafe import Markup, escape

from ..showing import harmless

Say = Callable[..., str]  # gives the text of a key in the reader's language

FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
INK, FAINT, LINE, PAPER = "#1c2b24", "#52615a", "#c3cec8", "#ffffff"
NARROW = 0.58  # em: the widest usual Latin letter of these fonts, on average
NOT_FIRST = frozenset("，。、；：？！）》」』】〉”’%‰…—·,.;:?!)]}")
NOT_LAST = frozenset("（《「『【〈“‘([{")
WORD = regex.compile(r"[A-Za-z0-9.,%/+-]{1,12}|\X")
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
ILLEGAL = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def xml_text(value: object) -> str:
    """Return a value as text that XML can hold: characters that it forbids are left out."""
    return ILLEGAL.sub("", "" if value is None else str(value))


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """Return an element; `_` in a name of an attribute stands for `-`, None leaves it out, text is escaped."""
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = Markup("").join(each if isinstance(each, Markup) else escape(_plain(each)) for each in inside)
    return Markup(f"<{name}{given}>{body}</{name}>") if body else Markup(f"<{name}{given}/>")  # noqa: S704 - escaped above


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return ILLEGAL.sub("", harmless(value))


def words_at(x: float, y: float, rows: Iterable[str], *, size: int = 14, **more: object) -> Markup:
    """Return lines of text below each other, the first one's foot at `y`."""
    spans = [tag("tspan", row, x=x, y=y + number * line_height(size)) for number, row in enumerate(rows)]
    return tag("text", *spans, **{"font_size": size, "fill": INK, **more})


def line_height(size: int) -> int:
    """Return the distance of two lines of a size."""
    return round(size * 1.4)


def width(text: str) -> float:
    """Return how wide a text is, in em."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else NARROW for c in text)


def lines(text: object, ems: float, most: int) -> list[str]:
    """Return a text in at most so many lines of so many em; what is left out shows as …

    No line begins with a closing sign or ends with an opening one; short words and numbers stay whole.
    """
    rest = [match.group() for match in WORD.finditer(" ".join(_plain(text).split()))]
    made: list[str] = []
    while rest and len(made) < most:
        line, rest = _line(rest, ems)
        made.append(line)
    if rest and made:
        last = made[-1]
        while last and width(last) + 1 > ems:
            last = last[:-1]
        made[-1] = last + "…"
    return made or [""]


def _line(pieces: list[str], ems: float) -> tuple[str, list[str]]:
    taken, used = 0, 0.0
    while taken < len(pieces) and (used + (step := width(pieces[taken])) <= ems or taken == 0):
        used += step
        taken += 1
    cut = taken
    if cut < len(pieces):
        while cut > 1 and (pieces[cut][0] in NOT_FIRST or pieces[cut - 1] in NOT_LAST):
            cut -= 1
        cut = cut if cut > 1 else taken
    return "".join(pieces[:cut]).strip(), pieces[cut:]


def picture(key: str, wide: float, high: float, *inside: object, title: str, desc: str, role: str = "img") -> Markup:
    """Return the whole picture, with its title and description for those who hear it; `key` begins its ids."""
    paper = tag("rect", x=0, y=0, width=wide, height=high, fill=PAPER)
    named = (tag("title", title, id=f"{key}-title"), tag("desc", desc, id=f"{key}-desc"))
    return tag(
        "svg",
        *named,
        paper,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide:g} {high:g}",
        width=wide,
        height=high,
        role=role,
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=FONT,
    )


def page_of(drawn: Markup) -> bytes:
    """Return a picture as a file of its own."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + str(drawn).encode("utf-8", "replace")

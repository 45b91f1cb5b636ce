"""The box around a name in a drawing: its lines, its width and its height, computed before anything is drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import ceil

LINE_HEIGHT = 1.35  # of the size of the letters
PAD_WIDE, PAD_HIGH = 11.0, 6.0  # between the letters and the border
NARROW = 0.58  # of a square: the average of Latin letters and digits in the fonts that people have
LONGEST_LINE = 11.0  # squares; a name of an agency then takes two lines
MOST_LINES = 3
LEAST_WIDE = 3.0  # squares: shapes with cut corners need some room
CUT = "…"


@dataclass(frozen=True, slots=True)
class Box:
    """A name in a box: `lines` as they are drawn, `w` and `h` in pixels at zoom 1, `font` the height of its letters."""

    lines: tuple[str, ...]
    w: float
    h: float
    font: float


def box(name: str, font: float = 12.0, room: float = 1.0) -> Box:
    """Return the box that a name fits in; a name longer than the box may hold ends with an ellipsis.

    `room` is how much wider a shape with cut corners must be than its letters.
    """
    lines = wrapped(name)
    widest = max(LEAST_WIDE, *(squares(line) for line in lines))
    w = widest * font * room + 2 * PAD_WIDE
    h = len(lines) * LINE_HEIGHT * font + 2 * PAD_HIGH
    return Box(lines, round(w, 1), round(h, 1), font)


def squares(text: str) -> float:
    """Return the width of a text, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else NARROW for each in text)


def wrapped(name: str, longest: float = LONGEST_LINE, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a name into lines of about the same width, at any character, as Chinese is."""
    text = " ".join(name.split()) or "—"
    wanted = min(most, ceil(squares(text) / longest))
    target = min(longest, squares(text) / wanted + 0.5)
    lines = [""]
    for character in text:
        if squares(lines[-1] + character) > target and lines[-1] and character not in "，。、；：）》”":
            if len(lines) == most:
                return (*lines[:-1], lines[-1][:-1] + CUT)
            lines.append("")
        lines[-1] += character
    return tuple(line.strip() or CUT for line in lines)

"""How much room a text takes: wrapped as office programs wrap Chinese, measured with a font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import regex

from .fonts import Font, width

# A run without a place to break: words and numbers, and signs that may not begin or end a line (GB/T 15834).
UNBROKEN = regex.compile(
    r"[（〔《“‘「【〈]*(?:[\w&&\p{Latin}\p{N}.%+/@#&-]+|.)[，。、；：！？）〕》”’」】〉…—%]*", regex.V1
)
EM_WIDE = regex.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\U00020000-\U0003ffff]")
# Latin letters of the font that stands in for an absent one may be much wider than those measured (DejaVu for YaHei, bold).
LATIN_MARGIN = 1.3
SPACE = 0.25  # ems that office programs put between a Chinese character and a Latin one
ROUNDED = 0.98  # of a room: a line that fills it to the last point may be broken earlier than computed
LINE = 1.25  # of the size, set as exact line spacing


class Ruler:
    """Measures texts with one font; sizes are points, widths and heights too.

    With the margins of office programs, unless the text is drawn with this very font (`exact`).
    """

    def __init__(self, font: Font, *, exact: bool = False) -> None:
        self.font = font
        self.latin, self.space = (1.0, 0.0) if exact else (LATIN_MARGIN, SPACE)

    def width(self, text: str, size: float) -> float:
        """Return the width of a line, never too small."""
        ems = sum(1.0 if EM_WIDE.match(each) else width(self.font, each) * self.latin for each in text)
        return size * (ems + self.space * sum(_spaced(one, other) for one, other in pairwise(text)))

    def lines(self, text: str, size: float, room: float) -> int:
        """Return how many lines a text takes in a room of some width."""
        return sum(1 for paragraph in text.split("\n") for _line in self._wrapped(paragraph, size, room))

    def wrapped(self, text: str, size: float, room: float) -> list[str]:
        """Return a text in lines of at most some width."""
        return [line for paragraph in text.split("\n") for line in self._wrapped(paragraph, size, room)]

    def height(self, text: str, size: float, room: float) -> float:
        """Return the height of a text in a room of some width."""
        return self.lines(text, size, room) * size * LINE

    def fit(self, text: str, room: float, height: float, sizes: Iterable[float]) -> float:
        """Return the first size in which a text fits a room, else the last one."""
        size = 0.0
        for size in sizes:
            if self.height(text, size, room) <= height:
                return size
        return size

    def _wrapped(self, paragraph: str, size: float, room: float) -> Iterator[str]:
        line, used, room = "", 0.0, room * ROUNDED
        for piece in UNBROKEN.findall(paragraph):
            wide = self.width(piece, size)
            used += self.space * size if line and _spaced(line[-1], piece[0]) else 0.0
            if line and used + wide > room:
                yield line
                line, used = "", 0.0
            while wide > room and len(piece) > 1:  # longer than a line: broken where it is full
                cut = max(1, int(len(piece) * room / wide))
                yield piece[:cut]
                piece = piece[cut:]
                wide = self.width(piece, size)
            line, used = line + piece, used + wide
        yield line


def _spaced(one: str, other: str) -> bool:
    """Say whether office programs part two characters: one is Chinese, the other neither Chinese nor a space."""
    return bool(EM_WIDE.match(one)) != bool(EM_WIDE.match(other)) and not (one.isspace() or other.isspace())

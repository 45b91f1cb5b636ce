"""Draw divisions as tiles of one size, shaded by a number that stands on each: a scheme, not a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from .svg import FAINT, INK, Say, lines, picture, tag, words_at

SHADES = ("#f3f6f4", "#d6ebe1", "#a6d3bf", "#62b091", "#0b6b4f")
GAP, EDGE, HEAD, FOOT = 6, 14, 8, 64  # px
SIZE = 14


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: where it stands (column, row), what it is called, its number, where it leads."""

    name: str
    count: int
    column: int
    row: int
    href: str


def bands(most: int) -> list[tuple[int, int]]:
    """Return the ranges of numbers of SHADES up to the largest number: none, then ranges that grow."""
    steps = len(SHADES) - 1
    made, low = [(0, 0)], 1
    for number in range(1, steps + 1):
        high = max(low, ceil((most + 1) ** (number / steps)) - 1) if number < steps else max(most, low)
        made.append((low, high))
        low = high + 1
    return [band for band in made if band[0] <= max(most, 0)] or [(0, 0)]


def shade(count: int, most: int) -> int:
    """Return which of SHADES a number has."""
    return next((number for number, (low, high) in enumerate(bands(most)) if low <= count <= high), 0)


def draw_tiles(
    tiles: Sequence[Tile], say: Say, *, title: str, unit: str, wide: int = 78, high: int = 64, key: str = "tiles"
) -> Markup:
    """Return the picture of tiles; `unit` says what the numbers count."""
    most = max((tile.count for tile in tiles), default=0)
    columns, rows = max(tile.column for tile in tiles) + 1, max(tile.row for tile in tiles) + 1
    across = max(2 * EDGE + columns * (wide + GAP) - GAP, 540)
    bottom = HEAD + rows * (high + GAP)
    drawn = [_tile(tile, most, wide, high) for tile in tiles]
    note = words_at(EDGE, bottom + 50, lines(say("map.scheme"), (across - 2 * EDGE) / 12, 1), size=12, fill=FAINT)
    desc = say("map.tiles_desc", tiles=len(tiles), unit=unit)
    legend = legend_of(most, bottom + 12, unit)
    return picture(key, across, bottom + FOOT, *drawn, legend, note, title=title, desc=desc, role="group")


def _tile(tile: Tile, most: int, wide: int, high: int) -> Markup:
    x, y = EDGE + tile.column * (wide + GAP), HEAD + tile.row * (high + GAP)
    level = shade(tile.count, most)
    ink = "#ffffff" if level == len(SHADES) - 1 else INK
    named = lines(tile.name, (wide - 6) / SIZE, 2)
    foot, middle = y + (22 if len(named) == 1 else 17), x + wide / 2
    inside = (
        tag("title", f"{tile.name} {tile.count}"),
        tag("rect", x=x, y=y, width=wide, height=high, rx=4, fill=SHADES[level], stroke="#8fa79b"),
        words_at(middle, foot, named, size=SIZE, fill=ink, text_anchor="middle"),
        words_at(middle, y + high - 9, [str(tile.count)], size=16, fill=ink, text_anchor="middle", font_weight="bold"),
    )
    return tag("a", *inside, href=tile.href, aria_label=f"{tile.name} {tile.count}")


def legend_of(most: int, y: float, unit: str) -> Markup:
    """Return what the shades mean."""
    parts, x = [words_at(EDGE, y + 12, [unit], size=12, fill=FAINT)], EDGE + 12 * (len(unit) + 2.0)
    for number, (low, high) in enumerate(bands(most)):
        parts.append(tag("rect", x=x, y=y, width=18, height=15, fill=SHADES[number], stroke="#8fa79b"))
        parts.append(words_at(x + 24, y + 12, [str(low) if low == high else f"{low}–{high}"], size=12))
        x += 84
    return tag("g", *parts)

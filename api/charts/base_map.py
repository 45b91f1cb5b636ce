"""Draw numbers of divisions over a base map that a site brought, with the map's approval number on the picture."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from .site_map import WIDE, BaseMap
from .svg import FAINT, INK, Say, picture, tag, words_at
from .tiles import EDGE, SHADES, Tile, legend_of, shade

FOOT = 58
ROOM = 34  # px that a division must be wide for its number to stand on it; the table has every number


def draw_base_map(base: BaseMap, tiles: Mapping[str, Tile], say: Say, *, title: str, unit: str) -> Markup:
    """Return the picture; `tiles` are the numbers by the code of the division."""
    most = max((tile.count for tile in tiles.values()), default=0)
    areas = [_area(base, index, tiles, most) for index in range(len(base.shapes))]
    numbers = [
        words_at(shape.middle[0], shape.middle[1] + 5, [str(tile.count)], size=14, text_anchor="middle", font_weight="bold",
                 fill="#ffffff" if shade(tile.count, most) == len(SHADES) - 1 else INK)
        for shape in base.shapes
        if shape.area and shape.wide >= ROOM and (tile := tiles.get(shape.code))
    ]  # fmt: skip
    number = words_at(
        WIDE + EDGE, base.high + 2 * EDGE + 32, [say("map.approval", number=base.approval)], size=13, text_anchor="end"
    )
    drawn = tag("g", *areas, *numbers, transform=f"translate({EDGE} {EDGE})")
    legend = legend_of(most, base.high + 2 * EDGE + 20, unit)
    desc = say("map.base_desc", unit=unit, number=base.approval)
    wide, high = WIDE + 2 * EDGE, base.high + 2 * EDGE + FOOT
    return picture("map", wide, high, drawn, legend, number, title=title, desc=desc, role="group")


def _area(base: BaseMap, index: int, tiles: Mapping[str, Tile], most: int) -> Markup:
    shape = base.shapes[index]
    tile = tiles.get(shape.code)
    if not shape.area:
        return tag("path", d=shape.path, fill="none", stroke=FAINT, stroke_width=1)
    fill = SHADES[shade(tile.count, most)] if tile else "#ffffff"
    drawn = tag("path", d=shape.path, fill=fill, fill_rule="evenodd", stroke="#6b7f75", stroke_width=0.8)
    if tile is None:
        return drawn
    return tag(
        "a", tag("title", f"{tile.name} {tile.count}"), drawn, href=tile.href, aria_label=f"{tile.name} {tile.count}"
    )

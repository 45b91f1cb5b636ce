"""The base map that a site brings itself: read once, checked, thinned; never without its approval number (审图号)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, isfinite, radians
from pathlib import Path
from typing import Any

import regex

from ..settings import SettingError, Settings

MOST_BYTES = 32 * 1024 * 1024
MOST_SHAPES, MOST_POSITIONS = 5000, 500_000
WIDE = 960  # px: positions closer than half of one are drawn as one
# As the Ministry and the provinces number them: GS（2019）1822号, GS京(2022)1061号, 粤S(2018)111号.
APPROVAL = regex.compile(r"[\p{Han}A-Z]{1,8}\s?[（(〔\[]\d{4}[）)〕\]]\s?\d{1,6}号")
DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
CODES = ("adcode", "code", "gb", "GB", "id")
CODE = regex.compile(r"(?:156)?(\d{6})")


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature: the code of its division or "", its path in px, whether it has an inside, the middle of its largest ring."""

    code: str
    path: str
    area: bool
    middle: tuple[float, float]
    wide: float


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Shapes on a plane of WIDE px and so many px of height, and the number that every picture must show."""

    approval: str
    shapes: tuple[Shape, ...]
    high: float


def load_base_map(settings: Settings) -> BaseMap | None:
    """Return the base map that the settings name, or None; raise SettingError for one that cannot be shown."""
    if not settings.map_geojson:
        return None
    approval = settings.map_approval.strip()
    if not approval:
        raise SettingError(
            "map_geojson is set without map_approval: a map of China may only be shown with its approval number (审图号); "
            "set map_approval, such as GS(2019)1822号, or take map_geojson out"
        )
    if not APPROVAL.fullmatch(approval):
        raise SettingError(f"map_approval={approval[:40]!r} is no approval number (审图号), such as GS(2019)1822号")
    path = Path(settings.map_geojson)
    return _drawn(approval, _features(path), path)


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SettingError(f"{path} is larger than {MOST_BYTES // 1024 // 1024} MiB; simplify the map")
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingError(f"{path} cannot be read as GeoJSON ({type(error).__name__}); map_geojson must name such a file") from error  # fmt: skip
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features or len(features) > MOST_SHAPES:
        raise SettingError(f"{path} is no FeatureCollection of 1 to {MOST_SHAPES} features (RFC 7946)")
    return features


def _drawn(approval: str, features: list[dict[str, Any]], path: Path) -> BaseMap:
    read: list[tuple[str, bool, list[list[tuple[float, float]]]]] = []
    left = MOST_POSITIONS
    for number, feature in enumerate(features, 1):
        kind, parts = _parts(feature, f"{path}: feature {number}")
        left -= sum(map(len, parts))
        if left < 0:
            raise SettingError(f"{path} has more than {MOST_POSITIONS} positions; simplify the map")
        read.append((_code(feature), "Polygon" in kind, parts))
    every = [position for _code_, _area, parts in read for part in parts for position in part]
    west, east = min(x for x, _y in every), max(x for x, _y in every)
    south, north = min(y for _x, y in every), max(y for _x, y in every)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDE / max((east - west) * squeeze, 1e-6)
    high = (north - south) * scale
    if high > 4 * WIDE:
        raise SettingError(f"{path} is more than four times as high as wide; that is no map of divisions")

    def to_px(part: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return _thin([((x - west) * squeeze * scale, (north - y) * scale) for x, y in part])

    shapes = tuple(_shape(code, area, [to_px(part) for part in parts]) for code, area, parts in read)
    return BaseMap(approval, shapes, high)


def _parts(feature: Any, where: str) -> tuple[str, list[list[tuple[float, float]]]]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in DEPTH or geometry is None:
        raise SettingError(f"{where} is neither an area nor a line ({', '.join(DEPTH)})")
    parts = [list(_positions(part, where)) for part in _lists(geometry.get("coordinates"), DEPTH[kind] - 1, where)]
    if not parts or any(len(part) < 2 for part in parts):
        raise SettingError(f"{where} has a part of fewer than two positions")
    return kind, parts


def _lists(value: object, depth: int, where: str) -> Iterator[list[object]]:
    """Yield the lists of positions at a depth."""
    if not isinstance(value, list):
        raise SettingError(f"{where}: coordinates must be lists of positions")
    if depth == 0:
        yield value
        return
    for each in value:
        yield from _lists(each, depth - 1, where)


def _positions(part: list[object], where: str) -> Iterator[tuple[float, float]]:
    for position in part:
        pair = position[:2] if isinstance(position, list) else []
        if len(pair) != 2 or not all(
            isinstance(n, int | float) and not isinstance(n, bool) and isfinite(n) for n in pair
        ):
            raise SettingError(f"{where}: a position must be two numbers")
        x, y = float(pair[0]), float(pair[1])
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise SettingError(f"{where}: {x:g}, {y:g} is no longitude and latitude; write degrees")
        yield x, y


def _code(feature: dict[str, Any]) -> str:
    properties = feature.get("properties")
    given = {**(properties if isinstance(properties, dict) else {}), "id": feature.get("id")}
    for name in CODES:
        if match := CODE.fullmatch(str(given.get(name, ""))):
            return str(match.group(1))
    return ""


def _thin(part: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept = part[:1]
    for x, y in part[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append((x, y))
    return [*kept, part[-1]]


def _shape(code: str, area: bool, parts: list[list[tuple[float, float]]]) -> Shape:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in part) + ("Z" if area else "") for part in parts)
    boxes = [
        (min(x for x, _y in p), max(x for x, _y in p), min(y for _x, y in p), max(y for _x, y in p)) for p in parts
    ]
    left, right, top, bottom = max(boxes, key=lambda box: (box[1] - box[0]) * (box[3] - box[2]))
    return Shape(code, path, area, ((left + right) / 2, (top + bottom) / 2), right - left)

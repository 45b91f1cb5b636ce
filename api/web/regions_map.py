"""The map page: divisions as a tree and as tiles with numbers; over a base map only where the site brings an approved one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from envgov.graph.yaml_text import read_yaml
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from markupsafe import Markup

from ..charts.base_map import draw_base_map
from ..charts.site_map import BaseMap
from ..charts.svg import page_of
from ..charts.tiles import Tile, draw_tiles
from ..problems import NotFoundError
from ..resources.routes import graph_of
from ..resources.twins import Rows, twin
from .language import Words, language_of, words
from .places import COUNTED, Counted, Place, Places
from .plans import svg
from .rendering import Twin, linked, render

TILES = Path(__file__).parent / "data" / "tiles.yaml"
COLUMNS = ("uid", "code", "name", "level", "parent_uid", *COUNTED)
ACROSS = 6  # tiles beside each other inside a division
FORMS = ("json", "csv", "xlsx")
EVERYTHING = "all"


@cache
def tile_places() -> Mapping[str, tuple[int, int]]:
    """Return the column and row of each division of province level, by code."""
    data = read_yaml(TILES.read_text("utf-8"))
    return {str(code): (int(place[0]), int(place[1])) for code, place in data["tiles"].items()}


def add_map(router: APIRouter) -> None:
    """Add the map page, its picture and its numbers in other forms."""
    counted = Counted()

    @router.get("/map")
    def page(request: Request) -> Response:
        found, t = counted.of(graph_of(request)), words(language_of(request))
        place, unit = _place(request, found), _unit(request)
        shown = found.inside.get(place.uid, ()) if place else found.provinces()
        drawn = _picture(request, found, place, unit, t)
        links = [Twin(form, linked(request, f"/map.{form}", **_kept(request), bom="true" if form == "csv" else None)) for form in FORMS]  # fmt: skip
        base: BaseMap | None = request.app.state.base_map
        return render(
            request, "map.html", place=place, above=found.above(place) if place else (), shown=shown, unit=unit,
            units=(EVERYTHING, *COUNTED), counted=COUNTED, drawn=drawn, inside=found.inside, twins=links,
            approval=base.approval if base and place is None else None, cut=found.cut, kept=_kept(request),
        )  # fmt: skip

    @router.get("/map.svg")
    def picture(request: Request) -> Response:
        found, t = counted.of(graph_of(request)), words(language_of(request))
        place = _place(request, found)
        drawn = _picture(request, found, place, _unit(request), t)
        if drawn is None:
            raise NotFoundError("there is nothing inside this division to draw")
        return svg(page_of(drawn), f"map-{place.code or place.uid}" if place else "map")

    @router.get("/map.{form}")
    def numbers(request: Request, form: str, bom: bool = False) -> Response:
        if form not in FORMS:
            raise NotFoundError(f"there is no map.{form}; there are json, csv, xlsx and svg")
        graph = graph_of(request)
        found = counted.of(graph)
        rows = list(_rows(found, _place(request, found)))
        if form == "json":
            meta = {"count": len(rows), "truncated": found.cut, "graph_version": graph.version()}
            return JSONResponse({"data": rows, "meta": meta})
        return twin(Rows("regions", COLUMNS, iter(rows), len(rows), graph.version(), found.cut), form, bom=bom)


def _place(request: Request, found: Places) -> Place | None:
    """Return the division that the address chooses, or None for the whole country."""
    given = request.query_params.get("region", "")
    if not given:
        return None
    place = found.by_code(given)
    if place is None:
        raise NotFoundError(f"there is no division {given[:40]!r}; write its code, such as 360000")
    return place


def _unit(request: Request) -> str:
    given = request.query_params.get("count", EVERYTHING)
    return given if given in COUNTED else EVERYTHING


def _kept(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in ("region", "count")}


def _count(place: Place, unit: str) -> int:
    return place.total if unit == EVERYTHING else place.counts[unit]


def _rows(found: Places, place: Place | None) -> Iterator[dict[str, Any]]:
    """Yield the divisions that have anything, and those right inside the chosen one, in the order of the tree."""
    near = {each.uid for each in (found.inside.get(place.uid, ()) if place else found.provinces())}

    def walk(uid: str | None) -> Iterator[Place]:
        for each in found.inside.get(uid, ()):
            if each.total or each.uid in near:
                yield each
                yield from walk(each.uid)

    for each in walk(place.uid if place else None):
        yield {"uid": each.uid, "code": each.code, "name": each.name, "level": each.level, "parent_uid": each.parent, **each.counts}  # fmt: skip


def _picture(request: Request, found: Places, place: Place | None, unit: str, t: Words) -> Markup | None:
    said = t(f"map.unit.{unit}")
    if place is None:
        positions = tile_places()
        named = {each.code: each for each in found.provinces()}
        tiles = {code: _tile(request, named[code], at, unit) for code, at in positions.items() if code in named}
        base: BaseMap | None = request.app.state.base_map
        if not tiles:
            return None
        title = t("map.of_country", unit=said)
        if base is None:
            return draw_tiles(list(tiles.values()), t, title=title, unit=said)
        every = {each.code: _tile(request, each, (0, 0), unit) for each in found.by_uid.values() if each.code}
        codes = {shape.code for shape in base.shapes}
        return draw_base_map(
            base, {code: tile for code, tile in every.items() if code in codes}, t, title=title, unit=said
        )
    inside = [each for each in found.inside.get(place.uid, ()) if not each.ended or each.total]
    tiles_ = [_tile(request, each, (i % ACROSS, i // ACROSS), unit) for i, each in enumerate(inside)]
    return (
        draw_tiles(tiles_, t, title=t("map.of_place", place=place.name, unit=said), unit=said, wide=132)
        if tiles_
        else None
    )


def _tile(request: Request, place: Place, at: tuple[int, int], unit: str) -> Tile:
    kept = {"count": "" if unit == EVERYTHING else unit, "region": place.code or place.uid}
    return Tile(place.short, _count(place, unit), *at, href=linked(request, "/map", **kept))

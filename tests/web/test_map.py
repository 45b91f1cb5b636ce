"""The map page: every division once, numbers that add up, and no map without its approval number."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from envgov.api.app import create_app
from envgov.api.charts.site_map import MOST_BYTES, load_base_map
from envgov.api.charts.tiles import SHADES, bands, shade
from envgov.api.settings import SettingError, Settings
from envgov.api.web.places import gather
from envgov.api.web.regions_map import tile_places
from envgov.graph.store import open_store
from envgov.loaders.reference import reference
from fastapi.testclient import TestClient
from serving import serving

SVG = "{http://www.w3.org/2000/svg}"
APPROVAL = "测S（2000）1号"
EMBEDDED = pytest.mark.parametrize("filled", ["embedded"], indirect=True, scope="module")


def square(west: float, south: float, size: float = 1.0) -> list[list[float]]:
    return [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


# Three shapes of no country, so that the test holds no boundary either.
INVENTED = [
    feature("Polygon", [square(0, 0)], adcode=530000, name='<script>"&'),
    feature("MultiPolygon", [[square(2, 0)], [square(2, 2, 0.1)]], gb="156360000"),
    feature("LineString", [[0, 3], [3, 3]]),
]


def map_file(folder: Path, features: object = None, **more: object) -> str:
    data = {"type": "FeatureCollection", "features": INVENTED if features is None else features} | more
    (folder / "map.geojson").write_text(json.dumps(data), "utf-8")
    return str(folder / "map.geojson")


def test_every_division_of_province_level_has_one_tile() -> None:
    nodes, _edges = reference()
    codes = {node.properties["code"] for node in nodes if node.properties.get("level") == "province"}
    places = tile_places()
    assert places.keys() == codes
    assert len(places) == 34 == len(set(places.values()))
    assert {"710000", "810000", "820000"} <= places.keys()


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 5, 9, 10, 16, 100, 12345])
def test_every_number_has_one_shade_and_more_is_never_lighter(most: int) -> None:
    ranges = bands(most)
    assert ranges[0] == (0, 0) and len(ranges) <= len(SHADES)
    assert [low for low, _high in ranges[1:]] == [high + 1 for _low, high in ranges[:-1]]
    assert ranges[-1][1] == most
    shades = [shade(count, most) for count in range(min(most, 2000) + 1)]
    assert shades == sorted(shades) and all(
        (shade(count, most) > 0) == (count > 0) for count in range(min(most, 5) + 1)
    )


def region(uid: str, level: str, parent: str | None, until: str | None = None) -> dict[str, Any]:
    return {"uid": uid, "code": uid, "name": uid, "short_names": [], "level": level, "valid_to": None, "parent": parent, "until": until}  # fmt: skip


def test_a_thing_counts_once_in_each_division_above_it() -> None:
    rows = [region("p", "province", None), region("old", "prefecture", "p", "2010"), region("a", "prefecture", "p")]
    rows += [region("c", "county", "old", "2015"), region("c", "county", "a"), region("x", "county", "y"), region("y", "county", "x")]  # fmt: skip
    pairs = [{"region": each, "uid": "agency-1"} for each in ("c", "a", "x")] + [{"region": "p", "uid": "agency-2"}]
    found = gather(rows, {"agencies": pairs, "events": [], "plans": []})
    assert {uid: place.counts["agencies"] for uid, place in found.by_uid.items()} == {"p": 2, "old": 0, "a": 1, "c": 1, "x": 1, "y": 1}  # fmt: skip
    assert [place.uid for place in found.above(found.by_uid["c"])] == ["p", "a"]
    assert [place.uid for place in found.above(found.by_uid["x"])] == ["x", "y"]


@pytest.fixture(scope="module")
def address(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the service over the samples."""
    settings = Settings(state=str(tmp_path_factory.mktemp("state")), requests_a_minute=0)
    with serving(create_app(filled, settings=settings)) as found:
        yield found


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """Return a client of the service."""
    with httpx.Client(base_url=address, timeout=60) as made:
        yield made


def test_the_numbers_are_those_of_the_lists_on_either_engine(client: httpx.Client) -> None:
    rows = {row["code"]: row for row in client.get("/map.json").json()["data"]}
    served = client.get("/v1/agencies", params={"region": "530000", "limit": 1000}).json()["data"]
    inside = client.get("/map.json", params={"region": "530000"}).json()["data"]
    assert rows["530000"]["agencies"] >= len(served) > 0
    assert sum(row["agencies"] for row in inside if row["level"] == "prefecture") <= rows["530000"]["agencies"]
    assert len([row for row in inside if row["level"] == "prefecture"]) == 16
    assert rows["360700"]["plans"] > 0 and rows["710000"]["agencies"] == 0
    assert rows["530000"]["events"] > 0


@EMBEDDED
def test_the_page_works_as_text_and_its_data_come_in_every_form(client: httpx.Client) -> None:
    page = client.get("/map?lang=en&count=plans").text
    assert page.count("<details>") > 3 and "<script>" not in page and " style=" not in page
    root = parsed(re.search(r"<svg.*?</svg>", page, re.DOTALL).group())  # type: ignore[union-attr]
    tiles = [each for each in root.iter(f"{SVG}a")]  # noqa: C416
    assert len(tiles) == 34 and root.get("role") == "group"
    rows = {row["code"]: row for row in client.get("/map.json").json()["data"]}
    for each in tiles:
        code = re.search(r"region=(\d{6})", each.get("href", "")).group(1)  # type: ignore[union-attr]
        assert each.get("aria-label", "").endswith(f" {rows[code]['plans']}")
    table = client.get("/map.csv?bom=true")
    assert table.content.startswith(b"\xef\xbb\xbf")
    listed = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert {row["code"] for row in listed} >= set(tile_places())
    assert client.get("/map.xlsx").content.startswith(b"PK")


@EMBEDDED
def test_a_chosen_division_shows_what_lies_in_it(client: httpx.Client) -> None:
    page = client.get("/map?region=530000")
    assert page.status_code == 200 and "昆明" in page.text and "region=530100" in page.text
    assert client.get("/map?region=710000").status_code == 200
    assert client.get("/map.svg?region=530000").headers["content-type"] == "image/svg+xml"
    assert client.get("/map?region=999999").status_code == 404
    assert client.get("/map.svg?region=710000").status_code == 404
    assert client.get("/map.pdf").status_code == 404


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn.encode())  # noqa: S314 - drawn by ourselves


def test_a_base_map_carries_its_number_on_the_page_and_on_every_picture(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store"), access="write") as store:
        store.reference(*reference())
    settings = Settings(state=str(tmp_path / "state"), requests_a_minute=0, map_geojson=map_file(tmp_path), map_approval=APPROVAL)  # fmt: skip
    with TestClient(create_app(str(tmp_path / "store"), settings=settings)) as client:
        page, picture = client.get("/map").text, client.get("/map.svg").text
        assert APPROVAL in page and APPROVAL in picture
        root = parsed(picture)
        assert len(list(root.iter(f"{SVG}path"))) == 3
        assert [each.get("aria-label") for each in root.iter(f"{SVG}a")] == ["云南 0", "江西 0"]
        assert "<script" not in picture
        inside = client.get("/map.svg?region=530000").text  # tiles again: nothing of the map is in it
        assert APPROVAL not in inside and "<path" not in inside


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "approval number"),
        ({"map_approval": "  "}, "approval number"),
        ({"map_approval": "yes"}, "is no approval number"),
        ({"map_approval": APPROVAL, "map_geojson": "nowhere.geojson"}, "cannot be read"),
    ],
)
def test_no_map_without_its_number(tmp_path: Path, given: dict[str, str], said: str) -> None:
    settings = Settings(**{"map_geojson": map_file(tmp_path), **given})  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=said):
        create_app(str(tmp_path / "store"), settings=settings)


@pytest.mark.parametrize(
    "number", ["GS（2019）1822号", "GS(2020)4630号", "GS京(2022)1061号", "粤S(2018)111号", APPROVAL]
)
def test_approval_numbers_are_known(tmp_path: Path, number: str) -> None:
    made = load_base_map(Settings(map_geojson=map_file(tmp_path), map_approval=number))
    assert made is not None and made.approval == number
    assert [shape.code for shape in made.shapes] == ["530000", "360000", ""]
    assert load_base_map(Settings(map_approval=number)) is None


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "no FeatureCollection"),
        ({}, "no FeatureCollection"),
        ([None], "neither an area nor a line"),
        ([feature("Point", [1, 2])], "neither an area nor a line"),
        ([feature("Polygon", [[[0, 0], [1, "x"]]])], "two numbers"),
        ([feature("Polygon", [[[0, 0], [True, 1]]])], "two numbers"),
        ([feature("Polygon", [[[0, 0], [float("nan"), 1]]])], "two numbers"),
        ([feature("Polygon", [[[0, 0], [4e6, 3e6]]])], "no longitude"),
        ([feature("Polygon", [[0, 0], [1, 1]])], "two numbers"),
        ([feature("Polygon", "coordinates")], "lists of positions"),
        ([feature("Polygon", [[[0, 0]]])], "fewer than two"),
        ([feature("Polygon", [])], "fewer than two"),
        ([feature("LineString", [[0, y / 10000] for y in range(90)] * 6000)], "positions"),
        ([feature("LineString", [[0, -80], [0.001, 80]])], "as high as wide"),
    ],
)
def test_a_file_that_is_no_such_map_is_refused_with_one_sentence(tmp_path: Path, features: object, said: str) -> None:
    path = map_file(tmp_path, features)
    with pytest.raises(SettingError, match=said) as refused:
        load_base_map(Settings(map_geojson=path, map_approval=APPROVAL))
    assert path in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_that_is_too_large_or_nested_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    path.write_text("[" * 100_000, "utf-8")
    with pytest.raises(SettingError, match="cannot be read"):
        load_base_map(Settings(map_geojson=str(path), map_approval=APPROVAL))
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SettingError, match="larger than"):
        load_base_map(Settings(map_geojson=str(path), map_approval=APPROVAL))

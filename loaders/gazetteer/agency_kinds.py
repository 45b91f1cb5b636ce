"""Kinds of agency: the names that a region's agency of one kind bears by level, and the ways texts shorten them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from envgov.graph.errors import GazetteerError
from envgov.graph.yaml_text import read_yaml

from .regions import Region

FILE = "loaders/data/agency_kinds.yaml"
LEVELS = ("province", "municipality", "prefecture", "county", "township", "area")
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
ABBREVIATED = {"委员会": ("委员会", "委"), "办公室": ("办公室", "办")}  # a suffix as it is written
FIELDS = frozenset(
    [
        "stem",
        "short",
        "ladder",
        "also",
        "forms",
        "names",
        "surfaces",
        "more_stems",
        "hidden",
        "bare",
        "former",
        "pattern",
        "label",
        "function",
        "open",
        "suffixes",
    ]
)


@dataclass(frozen=True, slots=True)
class Former:
    """A name in use until a year (EDTF); `successor` is the key of the kind that took over."""

    name: str
    until: str
    successor: str


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agency.

    `names` gives the official names by level, the usual one first. `surfaces` leads from every way to write the own
    name (without the region) to the official own name; `stems` from a bare stem to the official name by level; `open`
    holds the surfaces that may mean another kind too. `pattern` joins region and name.
    """

    key: str
    function: str
    label: str | None
    pattern: str
    names: Mapping[str, tuple[str, ...]]
    short: tuple[str, ...]
    surfaces: Mapping[str, str]
    stems: Mapping[str, Mapping[str, str]]
    former: tuple[Former, ...]
    open: frozenset[str]

    def names_at(self, level: str) -> tuple[str, ...]:
        """Return the official names at a level, the usual one first; an area is called like a prefecture."""
        return self.names.get(level) or self.names.get("prefecture" if level == "area" else "county", ())

    def official(self, surface: str, level: str) -> str:
        """Return the official own name for a surface or a bare stem at a level."""
        if surface in self.stems:
            names = self.stems[surface]
            return names.get(level) or names["prefecture" if level == "area" else "county"]
        by_level = self.names_at(level)
        return by_level[0] if surface in self.short and by_level else self.surfaces[surface]


def level_of(region: Region) -> str:
    """Return the level that names depend on: a municipality has bureaus (局) where a province has departments (厅)."""
    return "municipality" if region.code in MUNICIPALITIES else region.level


def joined(pattern: str, region: Region, name: str) -> str:
    """Return the full legal name of an agency of a region, by its kind's pattern."""
    short = region.short_names[0] if region.short_names else region.name
    if region.name.endswith("自治区"):
        party = region.name + "委员会"
    else:
        party = (region.name.removesuffix("区") if region.name.endswith("地区") else region.name) + "委"
    return pattern.format(region=region.name, short=short, party=party, name=name)


def load_kinds() -> tuple[AgencyKind, ...]:
    """Read and check the kinds of agency; raise GazetteerError with the file and the kind."""
    data = read_yaml(files("envgov.loaders").joinpath("data/agency_kinds.yaml").read_text("utf-8"))
    kinds = tuple(_kind(key, entry, data["ladders"]) for key, entry in data["kinds"].items())
    keys = {kind.key for kind in kinds}
    for kind in kinds:
        for former in kind.former:
            if former.successor not in keys:
                raise GazetteerError(f"{FILE}: {kind.key}: successor {former.successor!r} is no kind")
    return kinds


def _kind(key: str, entry: Mapping[str, Any], ladders: Mapping[str, Mapping[str, str]]) -> AgencyKind:
    unknown = set(entry) - FIELDS
    if unknown or not ("names" in entry or ("stem" in entry and entry.get("ladder") in ladders)):
        raise GazetteerError(
            f"{FILE}: {key}: unknown field {sorted(unknown)}, or neither names nor a stem with a ladder"
        )
    ladder = ladders[entry["ladder"]] if "ladder" in entry else {}
    usual = _by_level(entry["names"]) if "names" in entry else {at: entry["stem"] + end for at, end in ladder.items()}
    former = tuple(_former(key, entry))
    surfaces = dict(_surfaces(entry, usual, ladder)) | {name: official for name, official, _ in former}
    hidden = frozenset(entry.get("hidden", ()))
    names = {
        level: tuple(dict.fromkeys([name, *(f"{entry['stem']}{end}" for end in entry.get("also", ()))]))
        if "stem" in entry
        else (name,)
        for level, name in usual.items()
    }
    return AgencyKind(
        key,
        entry.get("function", key),
        entry.get("label"),
        entry.get("pattern", "{region}{name}"),
        names,
        tuple(entry.get("surfaces", ())),
        {
            surface: official
            for surface, official in surfaces.items()
            if surface not in hidden or surface in usual.values()
        },
        _stems(entry, usual),
        tuple(dict.fromkeys(fact for _name, _official, fact in former)),
        frozenset(entry.get("open", ())),
    )


def _by_level(names: str | Mapping[str, str]) -> dict[str, str]:
    return dict.fromkeys(LEVELS[:4], names) if isinstance(names, str) else dict(names)


def _surfaces(
    entry: Mapping[str, Any], usual: Mapping[str, str], ladder: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (surface, official own name)."""
    for name in usual.values():
        yield name, name
    for surface in entry.get("surfaces", ()):
        yield surface, usual["prefecture"]
    for suffix in dict.fromkeys([*ladder.values(), *entry.get("also", ())]):
        for stem in (entry["stem"], *entry.get("short", ())):
            for written in ABBREVIATED.get(suffix, (suffix,)):
                yield stem + written, entry["stem"] + suffix
    for name, written_as in entry.get("forms", {}).items():
        yield name, name
        for surface in written_as:
            yield surface, name


def _former(key: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, str, Former]]:
    """Yield (surface, official name, fact) of the names that were given up."""
    for item in entry.get("former", ()):
        for suffix in item["suffixes"]:
            official = item["stem"] + suffix
            fact = Former(official, item["until"], item.get("successor", key))
            for stem in (item["stem"], *item.get("short", ())):
                for written in ABBREVIATED.get(suffix, (suffix,)):
                    yield stem + written, official, fact


def _stems(entry: Mapping[str, Any], usual: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """Return bare stem -> official name by level; a former stem keeps its former name (环保 is 环境保护厅 or 环境保护局)."""
    found: dict[str, Mapping[str, str]] = {}
    for item in entry.get("former", ()):
        suffixes = [suffix for suffix in item["suffixes"] if suffix]
        if not suffixes:
            continue
        below = "局" if {"局", "厅"} & set(suffixes) else suffixes[0]  # what a 厅 of a province is below
        names = dict.fromkeys(LEVELS[1:4], item["stem"] + below)
        names = {"province": item["stem"] + suffixes[0], **names}
        found.update(dict.fromkeys((item["stem"], *item.get("short", ())), names))
    if "stem" in entry and entry.get("bare", True):
        found.update(dict.fromkeys((entry["stem"], *entry.get("short", ())), usual))
    found.update({stem: _by_level(names) for stem, names in entry.get("more_stems", {}).items()})
    return found

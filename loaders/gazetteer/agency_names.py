"""Full legal names of agencies: from a division and the way a text writes the agency's own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from envgov.graph.errors import GazetteerError
from envgov.graph.yaml_text import read_yaml

from .agency_kinds import MUNICIPALITIES, AgencyKind, joined, level_of, load_kinds
from .opening import Opening, by_opening
from .regions import Region, Regions

NATIONAL = "loaders/data/national_agencies.tsv"
MOST_KNOWN = 4096  # names whose kind is kept at hand
PREFECTURES_WITH_OFFICES = (
    "盟",
    "地区",
)  # 地方各级人民政府组织法 (2022), §85: an administrative office, not a government


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """What agencies are called: kinds by surface and by stem, national bodies by surface.

    `surface_at`, `stem_at` and `national_at` have the same names by their first two characters,
    which are `openings`: where none stands, no name begins.
    """

    kinds: tuple[AgencyKind, ...]
    by_surface: Mapping[str, AgencyKind]
    by_stem: Mapping[str, AgencyKind]
    national: Mapping[str, str]
    by_ending: Mapping[str, AgencyKind]
    longest_ending: int
    surface_at: Opening
    stem_at: Opening
    national_at: Opening
    openings: frozenset[str]
    _known: dict[str, AgencyKind | None] = field(default_factory=dict, repr=False, compare=False)

    def kind_of(self, name: str) -> AgencyKind | None:
        """Return the kind of an agency by its full or own name, None where no kind's name ends it."""
        if name not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            longest = min(self.longest_ending, len(name))
            ends = (self.by_ending.get(name[-n:]) for n in range(longest, 1, -1))
            self._known[name] = next((kind for kind in ends if kind is not None), None)
        return self._known[name]


@cache
def load_agency_names() -> AgencyNames:
    """Return the names, read and checked once."""
    kinds = load_kinds()
    by_surface: dict[str, AgencyKind] = {}
    by_stem: dict[str, AgencyKind] = {}
    for kind in kinds:
        for surface in kind.surfaces:
            by_surface.setdefault(surface, kind)
        for stem in kind.stems:
            by_stem.setdefault(stem, kind)
    officials = {
        name: kind
        for kind in kinds
        for name in (*kind.surfaces.values(), *(n for ns in kind.names.values() for n in ns))
    }
    by_ending = {name: kind for name, kind in officials.items() if name != "委员会"}
    national = dict(_national())
    opened = (by_opening(by_surface), by_opening(by_stem), by_opening(national))
    return AgencyNames(
        kinds,
        by_surface,
        by_stem,
        national,
        by_ending,
        max(map(len, by_ending)),
        *opened,
        frozenset(pair for names in opened for pair in names),
    )


def _national() -> Iterator[tuple[str, str]]:
    text = files("envgov.loaders").joinpath("data/national_agencies.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, tab, surfaces = line.partition("\t")
        if not tab:
            raise GazetteerError(f"{NATIONAL}:{number}: {line!r} has no tab between the name and its surfaces")
        yield name, name
        for surface in surfaces.split("|"):
            yield surface, name


@cache
def _commissions() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = read_yaml(
        files("envgov.loaders").joinpath("data/municipal_commissions.yaml").read_text("utf-8")
    )
    return found


def full_region(regions: Regions, region: Region) -> str:
    """Return a division's name as names of agencies carry it: a district's with its city's in front."""
    parent = regions.parent(region)
    if region.level != "county" or parent is None or not region.name.endswith("区"):
        return region.name
    if parent.code in MUNICIPALITIES or parent.level == "prefecture":
        return (
            region.name
            if region.name.startswith(parent.name) or region.name == "神农架林区"
            else parent.name + region.name
        )
    return region.name


def compose(regions: Regions, region: Region, surface: str) -> str:
    """Return the full legal name of the agency of a division that a text writes as `surface`.

    A surface of no known kind is kept as it is behind the division's name.
    """
    names = load_agency_names()
    if surface == "政府" and region.name.endswith(PREFECTURES_WITH_OFFICES):
        surface = "行政公署"
    if surface in ("人民政府",) and region.name.endswith(PREFECTURES_WITH_OFFICES):
        surface = "行政公署"
    kind = names.by_surface.get(surface) or names.by_stem.get(surface)
    where = full_region(regions, region)
    if kind is None:
        return where + surface
    level = level_of(region)
    own = kind.official(surface, level)
    if surface in kind.stems:  # only the field is given
        own = _commissions().get(region.code, {}).get(kind.key, own)
    if where != region.name:
        region = _renamed(region, where)
    if kind.key == "party_committee" and region.name.endswith("地区"):
        own = "委员会"
    return joined(kind.pattern, region, own)


def _renamed(region: Region, name: str) -> Region:
    return replace(region, name=name)

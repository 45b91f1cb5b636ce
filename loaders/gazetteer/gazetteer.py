"""The reference data that names are resolved against, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from . import agency_names
from .agency_kinds import AgencyKind
from .agency_names import AgencyNames, load_agency_names
from .document_numbers import issuer_of_number
from .posts import Titles, load_surnames, load_titles
from .regions import Change, Region, Regions, load_regions

__all__ = ["Change", "Gazetteer", "Region", "compose", "issuer_of_number", "load_gazetteer"]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions, kinds of agency, posts and names; immutable, made once by `load_gazetteer`."""

    regions: Regions
    agencies: AgencyNames
    posts: Titles
    surnames: frozenset[str]

    @property
    def kind_surfaces(self) -> Mapping[str, AgencyKind]:
        """Return every way to write an agency's own name with its level, and the kind it means."""
        return self.agencies.by_surface

    def national_name(self, surface: str) -> str:
        """Return the full name of a national body."""
        return self.agencies.national[surface]

    def kind_of(self, name: str) -> AgencyKind | None:
        """Return the kind of an agency by its full or own name, None where no kind's name ends it."""
        return self.agencies.kind_of(name)

    def region(self, code: str) -> Region:
        """Return the division with this code, or with this former code; raise GazetteerError where there is none."""
        return self.regions.region(code)

    def named(self, name: str) -> tuple[Region, ...]:
        """Return every division, current or ended, of this full, short or former name; the largest level first."""
        return self.regions.named(name)

    def names(self) -> frozenset[str]:
        """Return every full, short and former name of a division."""
        return frozenset(self.regions.by_name)

    def parent(self, region: Region) -> Region | None:
        """Return the division above, None above a province."""
        return self.regions.parent(region)

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the divisions above, the nearest first, the province last."""
        return self.regions.ancestors(region)

    def children(self, region: Region, level: str | None = None) -> tuple[Region, ...]:
        """Return the current divisions right below a region, or with a level all of that level inside it."""
        return self.regions.children(region, level)

    def lies_in(self, region: Region, outer: Region) -> bool:
        """Tell whether a region is `outer` itself or stands somewhere below it."""
        return self.regions.lies_in(region, outer)

    def parent_on(self, code: str, day: str) -> Region | None:
        """Return the division above the one with this code (or former code) on a day (YYYY-MM-DD)."""
        return self.regions.parent_on(code, day)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer, read and checked on the first call; raise GazetteerError with file and line."""
    return Gazetteer(load_regions(), load_agency_names(), load_titles(), load_surnames())


def compose(gazetteer: Gazetteer, region: Region, surface: str) -> str:
    """Return the full legal name of the agency of a division that a text writes as `surface` (住建厅, 政协, 纪委监委)."""
    return agency_names.compose(gazetteer.regions, region, surface)

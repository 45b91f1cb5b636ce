"""The administrative divisions of China: units, their names and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from envgov.graph.errors import GazetteerError

LEVELS = ("country", "province", "prefecture", "county", "area", "township")  # the largest first
TABLES = ("divisions.tsv", "bingtuan.tsv", "areas.tsv")
CHANGE_KINDS = frozenset({"renamed", "moved", "recoded", "merged", "upgraded"})


@dataclass(frozen=True, slots=True)
class Region:
    """A division: `code` after GB/T 2260, `parent` a code; `valid_from`, `valid_to` are EDTF dates, None where open."""

    code: str
    name: str
    level: str
    parent: str | None
    short_names: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a division became: `date` is EDTF (a day or a coarser span); `old_parent` is the code of what it stood under."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    level: str
    old_parent: str | None
    date: str
    kind: str


@dataclass(frozen=True, slots=True)
class Regions:
    """All divisions with the ways to find them."""

    by_code: Mapping[str, Region]
    by_name: Mapping[str, tuple[Region, ...]]
    below: Mapping[str, tuple[Region, ...]]
    changes: tuple[Change, ...]

    def region(self, code: str) -> Region:
        """Return the division with this code, or with this former code; raise GazetteerError where there is none."""
        found = self.by_code.get(code)
        if found is None:
            raise GazetteerError(f"no division has the code {code!r}; give a code of GB/T 2260 such as 530000")
        return found

    def named(self, name: str) -> tuple[Region, ...]:
        """Return every division, current or ended, of this full, short or former name; the largest level first."""
        return self.by_name.get(name, ())

    def parent(self, region: Region) -> Region | None:
        """Return the division above, None above a province."""
        return None if region.parent is None else self.by_code[region.parent]

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the divisions above, the nearest first, the province last."""
        found: list[Region] = []
        above = self.parent(region)
        while above is not None:
            found.append(above)
            above = self.parent(above)
        return tuple(found)

    def children(self, region: Region, level: str | None = None) -> tuple[Region, ...]:
        """Return the current divisions inside a region, in the order of their codes.

        Without a level, those right below it; with one, all of that level however deep: the counties of a province
        include the ones that the province governs itself.
        """
        direct = [child for child in self.below.get(region.code, ()) if child.valid_to is None]
        if level is None:
            return tuple(direct)
        found = [child for child in direct if child.level == level]
        for child in direct:
            found.extend(self.children(child, level))
        return tuple(sorted(found, key=lambda child: child.code))

    def lies_in(self, region: Region, outer: Region) -> bool:
        """Tell whether a region is `outer` itself or stands somewhere below it."""
        return region.code == outer.code or any(above.code == outer.code for above in self.ancestors(region))

    def parent_on(self, code: str, day: str) -> Region | None:
        """Return the division above the one with this code (or former code) on a day (YYYY-MM-DD).

        A change known only by its month or year counts from the end of that month or year.
        """
        region = self.region(code)
        for change in self.changes:  # the oldest first: the first one after the day tells how it was
            if (
                self.by_code.get(change.old_code) is region
                and change.old_name == region.name
                and day < _end(change.date)
            ):
                return None if change.old_parent is None else self.region(change.old_parent)
        return self.parent(region)

    def successors(self, region: Region) -> tuple[Region, ...]:
        """Return what an ended division became, the first step only; nothing for a current one."""
        codes = [c.new_code for c in self.changes if c.old_code == region.code and c.new_code != region.code]
        return tuple(self.region(code) for code in codes) if region.valid_to else ()


def _end(date: str) -> str:
    """Return the first day on which a change of this date counts for sure, comparable as text."""
    return date if len(date) == 10 else date + "-99"


def rows(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (place, row) for each row of a table in loaders/data; `place` is file:line, for errors."""
    lines = files("envgov.loaders").joinpath("data", table).read_text("utf-8").splitlines()
    columns: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        place = f"loaders/data/{table}:{number}"
        if len(cells) > len(columns):
            raise GazetteerError(f"{place}: {len(cells)} cells, but the table has {len(columns)} columns")
        yield place, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def load_regions() -> Regions:
    """Read and check the tables of divisions and of their changes; raise GazetteerError with file and line."""
    units = dict(_units())
    places = {code: place for code, (place, _region) in units.items()}
    changes = tuple(_changes({code: region for code, (_place, region) in units.items()}))
    former = _former_codes(units.keys(), changes)
    by_code = {
        code: _with_former(region, tuple(sorted(old for old, now in former.items() if now == code)))
        for code, (_place, region) in units.items()
    }
    for region in by_code.values():
        if region.parent is not None and region.parent not in by_code:
            raise GazetteerError(f"{places[region.code]}: {region.code} {region.name} has no parent {region.parent!r}")
    below: dict[str, list[Region]] = defaultdict(list)
    for region in sorted(by_code.values(), key=lambda found: found.code):
        if region.parent is not None:
            below[region.parent].append(region)
    every = {**by_code, **{old: by_code[now] for old, now in former.items()}}
    return Regions(every, _names(by_code, changes), {code: tuple(found) for code, found in below.items()}, changes)


def _units() -> Iterator[tuple[str, tuple[str, Region]]]:
    seen: set[str] = set()
    for table in TABLES:
        for place, row in rows(table):
            if row["code"] in seen:
                raise GazetteerError(f"{place}: the code {row['code']} stands twice")
            if row["level"] not in LEVELS or not row["name"]:
                raise GazetteerError(
                    f"{place}: level {row['level']!r} of {row['name']!r} is none of {', '.join(LEVELS)}"
                )
            seen.add(row["code"])
            short = tuple(name for name in row["short_names"].split("|") if name)
            valid = (row["valid_from"] or None, row["valid_to"] or None)
            yield (
                row["code"],
                (place, Region(row["code"], row["name"], row["level"], row["parent"] or None, short, *valid)),
            )


def _changes(units: Mapping[str, Region]) -> Iterator[Change]:
    for place, row in rows("division_changes.tsv"):
        change = Change(**{**row, "old_parent": row["old_parent"] or None})  # type: ignore[arg-type]
        if change.kind not in CHANGE_KINDS:
            raise GazetteerError(f"{place}: kind {change.kind!r} is none of {', '.join(sorted(CHANGE_KINDS))}")
        if change.new_code not in units:
            raise GazetteerError(f"{place}: {change.old_name} became {change.new_code!r}, which is no division")
        yield change


def _former_codes(known: object, changes: tuple[Change, ...]) -> dict[str, str]:
    """Return old code -> code for the codes that are no division of their own any more."""
    assert hasattr(known, "__contains__")  # noqa: S101
    return {change.old_code: change.new_code for change in changes if change.old_code not in known}


def _with_former(region: Region, codes: tuple[str, ...]) -> Region:
    return Region(
        region.code,
        region.name,
        region.level,
        region.parent,
        region.short_names,
        region.valid_from,
        region.valid_to,
        codes,
    )


def _names(by_code: Mapping[str, Region], changes: tuple[Change, ...]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, dict[str, Region]] = defaultdict(dict)
    for region in by_code.values():
        for name in (region.name, *region.short_names):
            found[name][region.code] = region
    for change in changes:  # a name that was given up while the code stayed (襄樊市)
        if change.old_code == change.new_code:
            found[change.old_name][change.new_code] = by_code[change.new_code]

    def largest_first(region: Region) -> tuple[int, bool, str]:
        return LEVELS.index(region.level), region.valid_to is not None, region.code

    return {name: tuple(sorted(regions.values(), key=largest_first)) for name, regions in found.items()}

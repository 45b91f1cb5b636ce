"""Who issued a document, by its number (文号): the division's abbreviation, then the organ's code word (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from envgov.graph.yaml_text import read_yaml

from ..language.rules import pattern
from .regions import Region

YEAR = pattern("header.number_year")
PREFIX = pattern("header.number_prefix")


@cache
def _codes() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(
        files("envgov.loaders").joinpath("data/document_numbers.yaml").read_text("utf-8")
    )
    return data


def issuer_of_number(number: str, home: Region | None) -> str | None:
    """Return the full name of the body that issues under a number, or None where it is not certain.

    A municipal abbreviation (赣市, 盐) is unique only inside its province, so it is read as the document's home, and only
    where the home's name holds one of its characters or the prefix is that of the home's province with 市 or 州.
    """
    match = PREFIX.match(number)
    if match is None:
        return None
    prefix = match.group("prefix")
    data = _codes()
    national = data["national"].get(prefix)
    if national:
        return _of_year(national, number)
    for code in sorted(data["codes"], key=len, reverse=True):
        if prefix.endswith(code) and home is not None and _is_of(prefix.removesuffix(code), home):
            forms = data["codes"][code]
            large = home.level in data["offices_called_厅"] or prefix.removesuffix(code).endswith("市")
            return str(forms[0 if large else -1]).format(region=home.name)
    return None


def abbreviation_of(number: str) -> str | None:
    """Return the abbreviation of the division whose government or its office issues under a number; None for others."""
    match = PREFIX.match(number)
    prefix = match.group("prefix") if match is not None else ""
    code = next((each for each in sorted(_codes()["codes"], key=len, reverse=True) if prefix.endswith(each)), None)
    return prefix.removesuffix(code) or None if code is not None else None


def province_of(abbreviation: str) -> str | None:
    """Return the full name of the province with this abbreviation, or None where it is none's."""
    found = _codes()["provinces"].get(abbreviation)
    return str(found) if found is not None else None


def _of_year(names: str | Mapping[str, str], number: str) -> str | None:
    """Return the name that the body bore in the year of the number, None where it changed within that year."""
    if isinstance(names, str):
        return names
    written = YEAR.search(number)
    if written is None:
        return None
    year = written.group("year")
    if year in names:
        return None  # the name was given up in that year
    return next(str(name) for until, name in names.items() if not until or year < until)


def _is_of(abbreviation: str, home: Region) -> bool:
    """Say whether an abbreviation can be the home's: a character of its name, or a province's with the level behind."""
    if abbreviation.endswith(("市", "州", "县", "区")):
        return home.name.endswith(abbreviation[-1])
    return any(character in home.name for character in abbreviation)

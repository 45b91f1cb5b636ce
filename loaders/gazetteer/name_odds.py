"""How much the characters of a name speak for a person: surname and given name against ordinary words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .posts import load_surnames

FILE = "data/name_odds.tsv"
UNKNOWN = 0.0  # a character that the source has in no name: rare ones stand in names as often as in words
COMPOUND = 3.0  # a surname of two characters (欧阳, 令狐) is hardly ever anything else


@cache
def _odds() -> tuple[dict[str, float], dict[str, float]]:
    """Return the logarithm of the odds of each character as a surname, and in a given name (data/name_odds.tsv)."""
    surnames: dict[str, float] = {}
    given: dict[str, float] = {}
    for line in files("envgov.loaders").joinpath(FILE).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            character, first, other = line.split("\t")
            surnames[character], given[character] = int(first) / 10, int(other) / 10
    return surnames, given


@cache
def name_odds(name: str) -> float:
    """Return the logarithm of the odds that a name written with a Chinese surname is one: 5 and more for common names."""
    surnames, given = _odds()
    compound = len(name) > 2 and name[:2] in load_surnames()
    own = COMPOUND if compound else surnames.get(name[:1], UNKNOWN)
    if compound and len(name) == 3:
        own = max(own, surnames.get(name[:1], UNKNOWN) + given.get(name[1], UNKNOWN))  # 安徐宁 is 安 too
    return own + sum(given.get(each, UNKNOWN) for each in name[2 if compound else 1 :])


def given_odds(character: str) -> float:
    """Return the logarithm of the odds that a character belongs to a given name."""
    return _odds()[1].get(character, UNKNOWN)

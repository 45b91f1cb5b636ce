"""Titles of posts, ranks and roles, and the names that persons may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from envgov.graph.errors import GazetteerError
from envgov.graph.yaml_text import read_yaml

from .opening import Opening, by_opening

FILE = "loaders/data/posts.yaml"


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that are known: all of them, those that are ranks, and those that are roles in a group.

    `openings` has all titles by their first two characters: where none of these stands, no title begins.
    """

    all: frozenset[str]
    ranks: frozenset[str]
    roles: frozenset[str]
    openings: Opening


@cache
def load_titles() -> Titles:
    """Return the titles of data/posts.yaml; raise GazetteerError where a list is missing."""
    data: Mapping[str, Any] = read_yaml(files("envgov.loaders").joinpath("data/posts.yaml").read_text("utf-8"))
    missing = {"prefixes", "stems", "fixed", "ranks", "roles", "never"} - set(data)
    if missing:
        raise GazetteerError(f"{FILE}: the lists {sorted(missing)} are missing")
    composed = {prefix + stem for prefix in ("", *data["prefixes"]) for stem in data["stems"]}
    titles = frozenset((composed | set(data["fixed"]) | set(data["roles"])) - set(data["never"]))
    return Titles(titles, frozenset(data["ranks"]), frozenset(data["roles"]), by_opening(titles))


@cache
def load_name_elements() -> frozenset[str]:
    """Return the parts that transliterated names are put together from, of data/name_elements.txt."""
    lines = files("envgov.loaders").joinpath("data/name_elements.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def load_surnames() -> frozenset[str]:
    """Return the surnames of data/surnames.txt: single characters, and compound surnames parted by spaces."""
    found: set[str] = set()
    for line in files("envgov.loaders").joinpath("data/surnames.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        found.update(line.split() if " " in line else line)
    return frozenset(found)

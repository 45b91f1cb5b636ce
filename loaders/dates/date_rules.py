"""The rules of patterns/dates.yaml as one expression, and the closed lists they are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.yaml_text import read_yaml

from ..language.rules import opened


@dataclass(frozen=True, slots=True)
class DateRules:
    """The expression that finds dates, and what its words count for: years, months, days, parts of a month, plans."""

    pattern: regex.Pattern[str]
    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]
    plans: Mapping[str, tuple[int, int]]


def load_patterns() -> dict[str, Any]:
    """Return patterns/dates.yaml as it stands, with the examples that the tests run."""
    data: dict[str, Any] = read_yaml(files("envgov.loaders").joinpath("patterns/dates.yaml").read_text("utf-8"))
    return data


@cache
def load_words() -> dict[str, Any]:
    """Return the closed lists of patterns/dates.yaml by name (years, months, days, vague, parts, plans)."""
    words: dict[str, Any] = load_patterns()["words"]
    return words


@cache
def load_rules() -> DateRules:
    """Return the rules of patterns/dates.yaml, compiled once; the text is looked at only where a date may begin."""
    data = load_patterns()
    words = data["words"]
    fragments = {name: "|".join(sorted(words[name], key=len, reverse=True)) for name in words}
    for name, fragment in data["fragments"].items():
        fragments[name] = _insert(fragment, fragments)
    alternatives = [
        f"(?P<{rule['id'].replace('.', '_')}>{_insert(rule['match'], fragments)})" for rule in data["rules"]
    ]
    pairs = {name: {word: (first, last) for word, (first, last) in words[name].items()} for name in ("parts", "plans")}
    pattern = opened(regex.compile("|".join(alternatives)))
    return DateRules(pattern, words["years"], words["months"], words["days"], **pairs)


def _insert(pattern: str, fragments: Mapping[str, str]) -> str:
    inserted: str = regex.sub(r"\{([a-z]\w*)\}", lambda match: fragments[match[1]], pattern)
    return inserted

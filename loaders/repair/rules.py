"""Read the repair's patterns, which are data with their own examples and counter-examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from envgov.graph.errors import PatternError
from envgov.graph.yaml_text import read_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern: its id, where it applies, the expression, and texts that it must and must not match."""

    id: str
    scope: str
    match: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@lru_cache(maxsize=16)
def load_rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of a file in `loaders/patterns/`, in its order; raise PatternError where one is broken."""
    rules = tuple(_rule(name, number, entry) for number, entry in enumerate(_read(name, "rules"), 1))
    names = [rule.id for rule in rules]
    for each in names:
        if names.count(each) > 1:
            raise PatternError(f"{name}: rule id {each!r} occurs twice; give each rule an id of its own")
    return rules


@lru_cache(maxsize=4)
def load_words(name: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of wrong and right words of a file in `loaders/patterns/`; both have one length."""
    pairs = tuple((str(entry["wrong"]), str(entry["right"])) for entry in _read(name, "words"))
    for wrong, right in pairs:
        if len(wrong) != len(right):
            raise PatternError(f"{name}: {wrong!r} and {right!r} differ in length; the map of offsets needs equal ones")
    return pairs


@lru_cache(maxsize=4)
def load_list(name: str, key: str) -> tuple[str, ...]:
    """Return the characters of the text `key` in a file in `loaders/patterns/`; blanks separate nothing."""
    return tuple("".join(_data(name).get(key, "").split()))


@lru_cache(maxsize=64)
def expression(name: str, scope: str) -> re.Pattern[str]:
    """Return one expression that matches whatever any rule of this scope matches."""
    parts = [f"(?:{rule.match})" for rule in load_rules(name) if rule.scope == scope]
    if not parts:
        raise PatternError(f"{name}: no rule has the scope {scope!r}")
    return re.compile("|".join(parts))


def _data(name: str) -> dict[str, Any]:
    source = resources.files("envgov.loaders") / "patterns" / name
    data: Any = read_yaml(source.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise PatternError(f"{name}: the file holds no mapping at its top")
    return data


def _read(name: str, key: str) -> list[Any]:
    data = _data(name)
    if not isinstance(data.get(key), list):
        raise PatternError(f"{name}: a list named {key!r} is missing")
    return list(data[key])


def _rule(name: str, number: int, entry: Any) -> Rule:
    if not isinstance(entry, dict) or not {"id", "scope", "match", "examples"} <= entry.keys():
        raise PatternError(f"{name}: rule {number} needs id, scope, match and examples")
    try:
        re.compile(entry["match"])
    except re.error as error:
        raise PatternError(f"{name}: rule {entry['id']!r} is no valid expression: {error}") from error
    return Rule(
        id=str(entry["id"]),
        scope=str(entry["scope"]),
        match=str(entry["match"]),
        examples=tuple(map(str, entry["examples"])),
        counter=tuple(map(str, entry.get("counter", ()))),
    )

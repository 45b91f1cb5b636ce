"""Questions in words: the templates as data, and how the words of a question are compared with those of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.errors import QueryError
from envgov.graph.queries import load_queries
from envgov.graph.yaml_text import read_yaml

APART = 4  # characters between which two still make an abbreviation: 固废 of 固体废物
FILE = "data/questions.yaml"
Pattern = regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask a query: every pattern of `says` stands in the question, none of `never`, all of `has` are named."""

    query: str
    says: tuple[Pattern, ...]
    adds: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    weight: float
    fills: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Templates:
    """All that api/data/questions.yaml holds."""

    ways: tuple[Way, ...]
    choices: Mapping[str, Mapping[str, Pattern]]
    numbers: Mapping[str, Pattern]
    nouns: Mapping[str, Pattern]
    shorter: Mapping[str, str]
    offices: Mapping[str, str]
    abroad: Mapping[str, Pattern]
    heads: frozenset[str]
    between: str
    fields: Pattern
    generic: Pattern
    filler: Pattern
    beyond: Pattern
    now: Pattern


@cache
def load_templates() -> Templates:
    """Return the templates, read and checked once; raise QueryError where one names what no query has."""
    data = read_yaml(files("envgov.api").joinpath(FILE).read_text("utf-8"))
    words = data["words"]
    return Templates(
        tuple(_way(name, entry, data["fills"]) for name, entries in data["ways"].items() for entry in entries),
        {param: {value: _pattern(each) for value, each in of.items()} for param, of in data["choices"].items()},
        {param: _pattern(each) for param, each in data["numbers"].items()},
        {kind: _pattern(each) for kind, each in data["nouns"].items()},
        data["shorter"],
        data["offices"],
        {
            office: _pattern(
                rf"\W*(?:the )?(?:(?:bureau|department|office) of )?(?:{each})(?:[\w ]*?\b(?:bureau|department|office|agency)\b)?"
            )
            for office, each in data["abroad"].items()
        },
        frozenset(data["heads"]),
        data["between"],
        **{name: _pattern(words[name]) for name in ("fields", "generic", "filler", "beyond", "now")},
    )


def _way(name: str, entry: Mapping[str, Any], fills: Mapping[str, str]) -> Way:
    query = load_queries().get(name)
    if query is None:
        raise QueryError(f"api/{FILE}: there is no query {name!r}")
    own = {param.name: fills[param.name] for param in query.params if param.name in fills} | entry.get("fills", {})
    if odd := set(own) - {param.name for param in query.params}:
        raise QueryError(f"api/{FILE}: {name} has no parameter {min(odd)!r}")
    says, adds, never = (_patterns(entry.get(part, ())) for part in ("says", "adds", "never"))
    has, lacks = tuple(entry.get("has", ())), tuple(entry.get("lacks", ()))
    return Way(name, says, adds, never, has, lacks, float(entry.get("weight", 0)), own)


def _patterns(listed: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(map(_pattern, listed))


def _pattern(text: str) -> Pattern:
    try:
        return regex.compile(text, regex.IGNORECASE)
    except regex.error as error:
        raise QueryError(f"api/{FILE}: {text[:40]!r} is no pattern: {error}") from error


def plain(text: str) -> str:
    """Return a text as names are compared: small letters, half width, no signs but the dot in names of people."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).lower() if each.isalnum() or each in "·")


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters of a text, signs left out."""
    letters = plain(text)
    return frozenset(letters[index : index + 2] for index in range(len(letters) - 1))


def loose(text: str) -> frozenset[str]:
    """Return the pairs of characters of a name that stand near each other in order."""
    return frozenset(
        first + second for index, first in enumerate(text) for second in text[index + 1 : index + 1 + APART]
    )


def spelt(name: str) -> str:
    """Return a name in pinyin, without spaces and tones."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(plain(name).replace("·", "")))


def shortened(name: str) -> Iterator[str]:
    """Yield the shorter ways to write a body: 管委会 for 管理委员会, and a branch by its own part."""
    for long, short in load_templates().shorter.items():
        if long in name:
            yield name.replace(long, short)
    _head, office, branch = name.rpartition("局")[0].rpartition("局")
    if office and branch.endswith("分"):
        yield f"{branch}局"

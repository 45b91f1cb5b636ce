"""The closed word lists that the rules share, read once from patterns/words.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex
from envgov.graph.yaml_text import read_yaml

HAN = r"\p{Han}"


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of patterns/words.yaml that code reads; each doc stands beside its list there.

    The others there are inserted into rules (see `rules`).
    """

    event_heads: Mapping[str, tuple[str, ...]]


@cache
def load_words() -> Words:
    """Return the word lists."""
    data = read_yaml(files("envgov.loaders").joinpath("patterns/words.yaml").read_text("utf-8"))
    heads = {kind: tuple(words) for kind, words in data["event_heads"].items()}
    return Words(heads)


def unspaced(text: str) -> str:
    """Return the text without its white space."""
    return "".join(text.split())


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first."""
    return "(?:" + "|".join(regex.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"

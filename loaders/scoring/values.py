"""Compare names and texts the way gold is written: white space, quotation marks and the width of signs do not count."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import regex

Item = Mapping[str, Any]
MARKS = regex.compile(r"[“”\"'‘’《》〈〉「」]")
SIGNS = str.maketrans({"著": "着", ".": "。", "〔": "(", "〕": ")", "[": "(", "]": ")"})
SIMILAR = 0.6  # names at least this similar may be the same event or plan


def plain(value: object) -> str:
    """Return a value's text as gold is compared: NFKC, no white space, no quotation marks, one form of each sign."""
    text = unicodedata.normalize("NFKC", str(value or ""))
    text = MARKS.sub("", regex.sub(r"\s+", "", text))
    return text.translate(SIGNS)


def names(item: Item | str) -> frozenset[str]:
    """Return every name that counts for an item of gold: its own and the accepted ones."""
    if isinstance(item, str):
        return frozenset({plain(item)})
    return frozenset({plain(item["name"]), *map(plain, item.get("accept", ()))})


def likeness(name: str, known: Iterable[str]) -> float:
    """Return how similar a name is to the most similar of some names, 0 to 1."""
    return max((difflib.SequenceMatcher(None, name, each).ratio() for each in known), default=0.0)


def paired(gold: list[Item], said: list[Item]) -> dict[int, int]:
    """Pair items one to one, by an accepted name first, then by the most similar name; indices of gold to said."""
    pairs: dict[int, int] = {}
    for exact in (True, False):
        for index, item in enumerate(gold):
            if index in pairs:
                continue
            free = [other for other in range(len(said)) if other not in pairs.values()]
            scored = [(_score(item, said[other], exact=exact), other) for other in free]
            best = max(scored, key=lambda each: (each[0], -each[1]), default=(0.0, -1))
            if best[0] >= (1.0 if exact else SIMILAR):
                pairs[index] = best[1]
    return pairs


def _score(item: Item, other: Item, *, exact: bool) -> float:
    name = plain(other.get("name"))
    return float(name in names(item)) if exact else likeness(name, names(item))

"""The text that agencies are read from, with the names of the gazetteer at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from string import whitespace

import regex

from ..gazetteer.agency_words import AgencyWords
from ..gazetteer.gazetteer import Gazetteer
from ..gazetteer.opening import longest_at
from ..language.rules import pattern, word_list
from .mention import RegionMention, Shape

FORMER = word_list("agencies.former")
LEFT_EDGE = pattern("agencies.left_edge")


@cache
def edge_characters() -> frozenset[str]:
    """Return the last characters of what may stand before an agency that is named without a prefix."""
    written = {*LEFT_EDGE.pattern, *whitespace, "\u3000", "\xa0"}
    return frozenset(last for last in written if any(LEFT_EDGE.search(before + last) for before in ("", *written)))


@lru_cache(maxsize=8192)
def at_left_edge(before: str) -> bool:
    """Say whether an agency that is named without a prefix may begin behind these two characters."""
    return not before or bool(LEFT_EDGE.search(before))


@dataclass(frozen=True, slots=True)
class Scan:
    """A text up to `end`, its divisions by start, the gazetteer and the words that agency names are built from.

    `founded` has by their first two characters the own names that the text gives to bodies it founds, with where it does.
    """

    text: str
    end: int
    regions: dict[int, RegionMention]
    gazetteer: Gazetteer
    words: AgencyWords
    founded: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    _near: dict[str, bytes] = field(default_factory=dict)

    def open_name(self, shape: Shape, position: int) -> regex.Match[str] | None:
        """Return the open name of a shape that begins here, or None; tried only where a word that closes one is near."""
        near = self._near.get(shape)
        if near is None:
            near = self._near[shape] = self._before_ends(shape)
        if not near[position]:
            return None
        form: regex.Pattern[str] = getattr(self.words, shape)
        return form.match(self.text, position, self.end)

    def _before_ends(self, shape: Shape) -> bytes:
        """Return a 1 for every place from which a word that closes a name of the shape is near enough."""
        word, longest = self.words.ends[shape]
        near = bytearray(len(self.text) + 1)
        for match in word.finditer(self.text):
            end = match.start()
            first = max(0, end - longest)
            near[first : end + 1] = b"\x01" * (end + 1 - first)
        return bytes(near)

    def kind_at(self, position: int) -> str | None:
        """Return the longest name of a kind of agency that begins here, with its level suffix."""
        return longest_at(self.gazetteer.agencies.surface_at, self.text, position, self.end)

    def stem_at(self, position: int) -> str | None:
        """Return the longest bare stem of a kind that begins here (生态环境 of 生态环境等部门)."""
        return longest_at(self.gazetteer.agencies.stem_at, self.text, position, self.end)

    def national_at(self, position: int) -> str | None:
        """Return the longest name of a national body that begins here."""
        return longest_at(self.gazetteer.agencies.national_at, self.text, position, self.end)

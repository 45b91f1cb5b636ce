"""Find names of divisions in a text, with guards against names that arise by accident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex
import rjieba
from ahocorasick_rs import AhoCorasick, MatchKind

from ..gazetteer import Gazetteer, Region, load_gazetteer
from ..mention import RegionMention

SHORT = (
    2  # code points; names this short arise inside other words (和县 in 和县（市、区）), so they need word boundaries
)
# A place-like word in a name of something else: 黄河, 长江 and the like are no divisions.
AFTER_A_RIVER = regex.compile(r"(?:河|江|湖|海|山|路|大道|大桥|水库|流域)")


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    gazetteer = load_gazetteer()
    names = sorted(gazetteer.names())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), tuple(names)


def find_regions(text: str, start: int = 0, end: int | None = None) -> Iterator[RegionMention]:
    """Yield the names of divisions between two offsets, in order, without overlaps.

    A name counts where it does not cut a word in two (美丽江苏 holds no 丽江). Which of several divisions of one name
    is meant is for the linking stage.
    """
    end = len(text) if end is None else end
    automaton, names = _automaton()
    piece = text[start:end]
    boundaries: frozenset[int] | None = None
    gazetteer = load_gazetteer()
    for index, first, last in automaton.find_matches_as_indexes(piece):
        name = names[index]
        candidates = gazetteer.named(name)
        if boundaries is None:
            boundaries = _word_boundaries(piece)
        if _plausible(piece, first, last, candidates, boundaries):
            yield RegionMention(start + first, start + last, name, candidates)


def _word_boundaries(piece: str) -> frozenset[int]:
    position, found = 0, {0}
    for word in rjieba.cut(piece):
        position += len(word)
        found.add(position)
    return frozenset(found)


def _plausible(piece: str, first: int, last: int, candidates: Sequence[Region], boundaries: frozenset[int]) -> bool:
    name = piece[first:last]
    full = any(region.name == name for region in candidates)
    if full and len(name) > SHORT:
        return True
    if full:  # 和县, 徽县: the segmenter must agree on both ends, and no list of levels may follow
        return first in boundaries and not piece.startswith(("（市", "(市", "、市", "市"), last)
    if AFTER_A_RIVER.match(piece, last):
        return False
    return first in boundaries or piece[max(0, first - 1) : first] in "省市州、和与赴在及，至到各区"


def with_parents(mentions: Sequence[RegionMention], gazetteer: Gazetteer) -> tuple[RegionMention, ...]:
    """Return the mentions with the candidates narrowed where one names the parent right before (长春市朝阳区)."""
    narrowed: list[RegionMention] = []
    for mention in mentions:
        before = narrowed[-1] if narrowed and narrowed[-1].end == mention.start else None
        inside = tuple(
            region
            for region in mention.candidates
            if before and any(gazetteer.lies_in(region, outer) for outer in before.candidates)
        )
        if inside:
            mention = RegionMention(mention.start, mention.end, mention.text, inside)
        narrowed.append(mention)
    return tuple(narrowed)

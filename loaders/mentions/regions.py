"""Find names of divisions in a text, with guards against names that arise by accident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex
import rjieba
from ahocorasick_rs import AhoCorasick, MatchKind

from ..gazetteer.gazetteer import Gazetteer, Region, load_gazetteer
from ..language.rules import pattern
from .mention import RegionMention

SHORT = (
    2  # code points; names this short arise inside other words (和县 in 和县（市、区）), so they need word boundaries
)
# A place-like word in a name of something else: 黄河, 长江 and the like are no divisions.
PLACE_TAGS = ("ns", "nr", "nt", "nz", "x")
AFTER_A_RIVER = pattern("regions.after_a_river")
SLOGAN = pattern("regions.slogan")
IN_TITLE = pattern("regions.in_title")
PRAISE = pattern("regions.praise")
LISTED = regex.compile(r"、")
CONJUNCTION = pattern("regions.conjunction")
EDGE = pattern("regions.edge")
WHOLE = pattern("regions.whole")


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
    piece = PRAISE.sub(lambda praise: "\u3000" * len(praise.group()), text[start:end])
    words: dict[int, tuple[int, str]] | None = None
    gazetteer = load_gazetteer()
    found: list[tuple[RegionMention, bool]] = []
    for index, first, last in automaton.find_matches_as_indexes(piece):
        name = names[index]
        candidates = gazetteer.named(name)
        if words is None:
            words = _words(piece)
        mention = RegionMention(start + first, start + last, name, candidates)
        found.append((mention, _plausible(piece, (first, last), candidates, words)))
    yield from _with_listed(text, found)


def _with_listed(text: str, found: Sequence[tuple[RegionMention, bool]]) -> Iterator[RegionMention]:
    """Yield what is plausible, and what a list of plausible names goes on with (荆门、孝感、仙桃)."""
    taken = [plausible for _mention, plausible in found]
    for index in range(1, len(found)):
        if taken[index - 1] and LISTED.fullmatch(text, found[index - 1][0].end, found[index][0].start):
            taken[index] = True
    for index in range(len(found) - 2, -1, -1):  # 委托禅城、南海、三水三区: a list tells of its first name too
        if taken[index + 1] and LISTED.fullmatch(text, found[index][0].end, found[index + 1][0].start):
            taken[index] = True
    yield from (mention for (mention, _plausible), sure in zip(found, taken, strict=True) if sure)


def _words(piece: str) -> dict[int, tuple[int, str]]:
    """Return the segmenter's words by their start: where each ends and its part of speech."""
    position = 0
    found: dict[int, tuple[int, str]] = {}
    for word, tag in rjieba.tag(piece):
        found[position] = (position + len(word), tag)
        position += len(word)
    return found


def _plausible(
    piece: str, span: tuple[int, int], candidates: Sequence[Region], words: dict[int, tuple[int, str]]
) -> bool:
    first, last = span
    name = piece[first:last]
    if SLOGAN.match(piece, last) and piece[max(0, first - 1) : first] == "“":
        return False  # “泰安2023”演练: a code name
    if IN_TITLE.search(piece[max(0, first - 2) : first + 1]):
        return False  # 副市长沙鸿: a title and a name, no 长沙
    end, tag = words.get(first, (0, ""))
    full = any(region.name == name for region in candidates)
    if full and len(name) > SHORT:
        return True
    if full:  # 和县, 徽县: the segmenter must agree on both ends, and no list of levels may follow
        if CONJUNCTION.match(name) and not EDGE.search(piece[max(0, first - 1) : first]):
            return False  # 镇政府和县直单位: and, no county
        return first in words and not piece.startswith(("（市", "(市", "、市", "市"), last)
    if AFTER_A_RIVER.match(piece, last) or WHOLE.fullmatch(name):
        return False
    if end == last and not tag.startswith(PLACE_TAGS) and all(r.level == "county" for r in candidates):
        return False  # 资源, 振兴, 通道: words first, counties only beside their parent
    if not full and any(piece[first : last + n] in load_gazetteer().kind_surfaces for n in (1, 2)):
        return False  # 省公安厅 names no 公安县
    if piece.startswith("级", last):
        return False  # 市中级人民法院 holds no 市中区
    if piece.startswith("分局", last):
        return True  # 市生态环境局思茅分局
    return first in words or piece[max(0, first - 1) : first] in "省市州、和与赴在及，至到各区"


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

"""Ask the segmentation where an open name begins and ends, and whether it is a name at all or a class (公立医院, 行业协会).

The dictionary's words are witnesses, no judges: what bodies are called (执法, 督察, 促进) is no verb here, and a name of
common words counts where it is numbered or the text tells of the place it is called after.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

import rjieba

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern, word_list
from .agency_scan import Scan

COMMON = frozenset(word_list("words.common_places"))
COMPANIES = ("公司", "集团", "厂")  # whatever stands before them is a company's own name
BEHIND = 3  # code points behind a name that are cut with it: 大学|生, 管理处|罚
CUT_OFF = frozenset({"v", "d", "p", "r", "y", "vd"})  # tags of words that stand before a name, never in it
PROPER = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt", "eng"})
AFTER_WORK = (
    "组",
    "队",
    "公司",
    "集团",
    "厂",
    "团",
    "专班",
    "处",
    "科",
    "股",
    "室",
    "办公室",
    "办",
    "分局",
)  # 排污许可处, 督导帮扶组: called by verbs
GLUED = pattern("agencies.glued_before")
WORKS = pattern("agencies.works")
VERB_BEFORE = pattern("agencies.verb_before_name")
CLASS = pattern("agencies.class_of_bodies")
CLASS_OF_PLACE = pattern("agencies.class_behind_a_place")
NUMBERED_NAME = pattern("agencies.numbered_name")
COUNTS = pattern("agencies.counts")
OF_A_PLACE = pattern("agencies.of_a_place")


@lru_cache(maxsize=8192)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


@cache
def _words_of_names() -> frozenset[str]:
    """Return the words that the names of kinds and of national bodies are made of."""
    names = load_gazetteer().agencies
    surfaces = {*names.by_surface, *names.national, *(each for kind in names.kinds for each in kind.surfaces.values())}
    return frozenset(word for surface in surfaces for word, _tag in rjieba.tag(surface))


def _is_word_of_names(word: str) -> bool:
    return word in _words_of_names() or bool(load_gazetteer().named(word))


def ends_a_word(text: str, start: int, end: int) -> bool:
    """Say whether a name that stands from `start` to `end` (half-open) ends where a word does."""
    place = start
    for word, _tag in _tagged(text[start : end + BEHIND]):
        place += len(word)
        if place >= end:
            return place == end
    return True


def name_start(name: str) -> int:
    """Return where the name begins in what was read as one: behind numbers of articles, dates, verbs and adverbs."""
    glued = GLUED.match(name)
    place = begin = glued.end() if glued else 0
    called_after_work = name.endswith(AFTER_WORK)
    for word, tag in _tagged(name[begin:]):
        place += len(word)
        verb = tag in CUT_OFF and len(word) > 1 and not called_after_work and not _is_word_of_names(word)
        verb = verb and not WORKS.match(name, place)
        if (verb or VERB_BEFORE.fullmatch(word)) and place < len(name):
            begin = place
    return begin


def is_class_of_place(name: str) -> bool:
    """Say whether a name is that of many bodies of one division (中小学 behind a city's name)."""
    return CLASS_OF_PLACE.fullmatch(name) is not None


def is_class(name: str) -> bool:
    """Say whether a name is that of every body of a sort (中小学, 公立医院, 物流中心)."""
    return CLASS.fullmatch(name) is not None


def is_proper(scan: Scan, name: str) -> bool:
    """Say whether an open name has something of its own: a name in it, a number, a place that the text tells of."""
    if is_class(name):
        return False
    if NUMBERED_NAME.search(name) or name.endswith(COMPANIES):
        return True
    for word, tag in _tagged(name):
        if tag in PROPER and not is_class(word):
            return True
        if len(word) > 1 and ((scan.gazetteer.named(word) and word not in COMMON) or _is_told_of(scan.text, word)):
            return True
    return _has_unknown_word(name)


def _has_unknown_word(name: str) -> bool:
    """Say whether two characters stand together that the dictionary knows in no word: 希|法|医院, 国|铁|集团."""
    words = rjieba.cut(name, False)
    return any(len(a) == 1 == len(b) and not COUNTS.search(a + b) for a, b in pairwise(words))


@lru_cache(maxsize=4096)
def _is_told_of(text: str, word: str) -> bool:
    """Say whether the text tells of a place that a word names (感德镇 for 感德派出所)."""
    place = text.find(word)
    while place >= 0:
        if OF_A_PLACE.match(text, place + len(word)):
            return True
        place = text.find(word, place + 1)
    return False

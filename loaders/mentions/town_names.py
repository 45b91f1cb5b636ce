"""Tell the name of a town, township or sub-district from words that end like one (城镇, 文明村镇, 应先经镇, 约见乡)."""

from __future__ import annotations

from functools import lru_cache

import rjieba

from ..language.rules import pattern, word_list

ENDING = pattern("townships.ending")
HEAD = pattern("townships.head")
CLASS_WORD = pattern("townships.class_word")
SIZED = pattern("townships.sized")
LETTERS = frozenset(
    word_list("townships.joints")
)  # what joins and governs names: no first word of one, none between two
BEHIND_A_COUNTY = frozenset(word_list("townships.joints_behind_county"))
VERBS = frozenset(word_list("townships.called_by_verb"))
ACTS = frozenset("vdpcru")  # tags of words that no name holds
WHOLE_ACTS = ("v", "d", "p", "c", "r")
NOUNS = ("vn", "an")
SHORTEST = 3  # code points of most names
UNMISTAKEN = "苏木"  # no word of the language ends with it, as many do with 城镇 or 乡
SHORT_STEM = 2  # code points: such a stem is one word, whatever the segmenter makes of its letters


def town_of(body: str) -> str:
    """Return the name of the town at the head of the name of one of its bodies (石角镇人民政府)."""
    match = HEAD.match(body)
    return match.group() if match else body


def is_town_name(name: str) -> bool:
    """Say whether the segmenter reads a name in the letters before 镇, 乡, 街道: no class, no verb and no joint before one."""
    return may_be_town(name) and not _is_verb(ENDING.sub("", name))


def is_governed_town(name: str) -> bool:
    """Say whether a name may be a town's where its government stands behind it (九丝城镇人民政府, 都京街道办事处)."""
    stem = ENDING.sub("", name)
    joints = BEHIND_A_COUNTY if len(stem) == SHORT_STEM else LETTERS
    if CLASS_WORD.fullmatch(name) and (len(name) == SHORTEST or len(rjieba.cut(name, False)[0]) > 1):
        return False  # 小城镇, 文明乡镇; 九丝|城镇 is none of them
    return len(stem) >= SHORT_STEM and not _is_verb(stem) and may_be_town(stem + UNMISTAKEN, joints)


def _is_verb(stem: str) -> bool:
    words = rjieba.tag(stem, False)
    return len(words) == 1 and len(stem) > 1 and words[0][1] in WHOLE_ACTS and stem not in VERBS


@lru_cache(maxsize=8192)
def may_be_town(name: str, joints: frozenset[str] = LETTERS) -> bool:
    """Say whether nothing but a verb that towns may be called by too speaks against a name (拔山镇, where somebody goes to).

    `joints` are letters that begin no name there: behind a county fewer do (能仁乡, 以勒镇).
    """
    stem = ENDING.sub("", name)
    last = rjieba.tag(name)[-1][0]
    whole = CLASS_WORD.fullmatch(name) or (len(last) > 1 and CLASS_WORD.fullmatch(last))
    if whole and not (len(name) == SHORTEST and name[0] not in LETTERS and not CLASS_WORD.fullmatch(name)):
        return False  # 润城镇 is none of them: one letter before 城镇
    inside = list(rjieba.tag(stem, False))
    if SIZED.search(stem) and len(inside) > 1 and len(inside[-2][0]) > 1 and inside[-2][1] != "ns":
        return False  # 工业重镇, 农业大镇
    return not _begins_otherwise(stem, inside, joints)


def _begins_otherwise(stem: str, words: list[tuple[str, str]], joints: frozenset[str]) -> bool:
    """Say whether the first words are no part of a name: 和|石角镇, 督促|石角镇, 应|先|经镇."""
    first, tag = words[0]
    if len(words) == 1:
        return all(letter in joints for letter in first)
    if first in joints or (len(first) > 1 and tag[:1] in ACTS and tag not in NOUNS and first not in VERBS):
        return True
    middle = [word for word, _tag in words[1:-1]] if len(stem) > SHORT_STEM else []
    letters = len(words) > SHORT_STEM and all(len(word) == 1 and each[:1] in ACTS for word, each in words)
    return letters or any(word in joints for word in middle)

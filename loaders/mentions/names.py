"""Read a person's name at a place where a name is expected: behind a post, in a list of names, at a list's line.

A name is accepted on evidence, never on a tagger's word alone: how much its characters speak for a person, what stands
before it, a right edge (punctuation, a time, or a verb that follows names), and how the segmenter cuts the clause. Names
without a known surname (transliterated, Tibetan, Yi, Mongolian) need the place and the edge.
"""

from __future__ import annotations

import regex
import rjieba

from ..gazetteer.posts import load_name_elements
from ..language.rules import pattern
from ..language.words import HAN
from .name_evidence import (
    AFTER_NAME,
    EDGE,
    ENOUGH,
    TIME_AFTER,
    TITLED,
    WEAKLY_TITLED,
    Witness,
    behind,
    has_surname,
    weigh,
    witness,
)

DOTS = "·•‧・"
COMMON = ("v", "vn", "n", "d")  # tags of words that no part of a name is
LONGEST_FOREIGN = 6  # characters of a name without a Chinese surname (孟克巴特尔 has five)
DOTTED = pattern("persons.dotted")
STATE = pattern("agencies.foreign_name")
TO_ANOTHER = pattern("persons.to_another")
NOT_IN_NAME = pattern("persons.not_in_name")
ENDS_IN_AND = pattern("persons.ends_in_and")
NEVER_BEGINS = pattern("persons.never_begins")
CHINESE = 100.0  # lifts any name with a Chinese surname over those without
OF_ELEMENTS = 120.0  # a longer name of known parts (那顺 + 巴雅尔) goes before the one that its beginning might be
LONGEST_CHINESE = 3
ALL_HAN = regex.compile(rf"[{HAN}]+")

PROCESS = "化"  # of 常态化, 规范化: words made anew, of which no dictionary has all


def name_at(text: str, position: int, end: int, *, trust: float = TITLED) -> int | None:
    """Return where the name that begins at `position` ends (a code point offset), or None where none begins.

    `trust` says how much what stands before speaks for a person: `TITLED` behind a post, more in a list of names.
    """
    dotted = DOTTED.match(text, position, end)
    if dotted and not _acts_before_dot(text, position, dotted.end()):
        return _dotted_end(text, position, dotted.end(), end)
    best: tuple[float, int] | None = None
    cut = witness(text, position, end)
    for length in range(2, LONGEST_FOREIGN + 1):
        last = position + length
        if last > end or not ALL_HAN.fullmatch(text, position, last):
            break
        score = _score(text, position, last, end, cut=cut, trust=trust)
        if score and (best is None or score > best[0]):
            best = (score, last)
    return best[1] if best else None


def _acts_before_dot(text: str, position: int, end: int) -> bool:
    """Say whether the first part of a name with dots is another person's name and a verb (某某致电|甲·乙)."""
    word, tag = next(iter(rjieba.tag(text[position:end], False)), ("", ""))
    if word in load_name_elements():
        return False  # 买买提·艾力
    another = tag.startswith("nr") and len(word) > 1 and bool(TO_ANOTHER.match(text, position + len(word), end))
    return another or (len(word) > 1 and tag in COMMON and text[position + len(word)] in DOTS)


def _dotted_end(text: str, position: int, longest: int, end: int) -> int | None:
    """Cut 祖力亚提·司马义主持 behind the name: the last part ends where an edge or a verb stands."""
    last_part = max(text.rfind(dot, position, longest) for dot in DOTS) + 1
    for last in range(last_part + 1, longest + 1):
        if EDGE.match(text, last, end) or (
            last - last_part >= 2 and (AFTER_NAME.match(text, last, end) or TIME_AFTER.match(text, last, end))
        ):
            return last
    return None


def _score(text: str, start: int, last: int, end: int, *, cut: Witness, trust: float) -> float:
    """Return how sure a name from `start` to `last` is, 0 where it is none; a Chinese one goes before any other."""
    candidate = text[start:last]
    if not may_be_name(candidate) or ENDS_IN_AND.match(text, last, end):
        return 0.0  # 白音孟和主持: the name itself ends with 和
    elements = _of_elements(candidate)
    if has_surname(candidate):
        weight = weigh(text, start, last, end, cut=cut, trust=trust)
        return weight + CHINESE if weight >= ENOUGH else 0.0
    if not elements and (
        trust < WEAKLY_TITLED
        or text.startswith("”", last)  # “委员促三交”: a slogan ends here and no name
        or STATE.match(candidate)  # 沙特王储: whose title it is
        or _is_phrase(candidate)
        or cut.is_no_name(text, start, last)
    ):
        return 0.0
    after = behind(text, start, last, end, cut) or 0.0
    return after + OF_ELEMENTS if elements and after and last - start > LONGEST_CHINESE else after


def may_be_name(candidate: str) -> bool:
    """Say whether nothing in the characters forbids a name: no title or head of an agency, no verb at its beginning."""
    if NOT_IN_NAME.search(candidate) or NEVER_BEGINS.match(candidate) or STATE.fullmatch(candidate):
        return False
    if candidate.endswith(PROCESS) and not is_tagged_name(candidate):
        return False  # 河长常态化巡河
    opening = AFTER_NAME.match(candidate)
    return not opening or (len(opening.group()) == 1 and has_surname(candidate))


def _of_elements(candidate: str) -> bool:
    """Say whether a name is put together from the known parts of transliterated names (扎西 + 平措)."""
    parts = load_name_elements()
    return candidate in parts or any(
        candidate[:cut] in parts and _of_elements(candidate[cut:]) for cut in range(1, len(candidate))
    )


def _is_phrase(candidate: str) -> bool:
    """Say whether the segmenter reads common words in it (视察江西), so that it is no transliterated name."""
    return any(
        len(word) > 1 and (tag[:1] in "vdpacmqtrlijbfs" or tag in ("n", "ns", "nz"))
        for word, tag in rjieba.tag(candidate, False)
    )


def is_word(name: str) -> bool:
    """Say whether the segmenter's dictionary takes the name for a common word (高峰, 黎明)."""
    tokens = rjieba.tag(name)
    return len(tokens) == 1 and not tokens[0][1].startswith("nr")


def is_tagged_name(text: str) -> bool:
    """Say whether the tagger, too, takes the whole text for one person's name."""
    tokens = rjieba.tag(text)
    return len(tokens) == 1 and tokens[0][1].startswith("nr")

"""Read a person's name at a place where a name is expected: behind a post, in a list of names, at a list's line.

A name is accepted on evidence, never on a tagger's word alone: a surname, and a right edge (punctuation, or a verb that
follows names). Names without a known surname (transliterated, Tibetan, Yi, Mongolian) need the place and the edge.
"""

from __future__ import annotations

import regex
import rjieba

from ..gazetteer.gazetteer import load_gazetteer
from ..gazetteer.posts import load_name_elements
from ..language.rules import pattern
from ..language.words import HAN

LONGEST_FOREIGN = 6  # characters of a name without a Chinese surname (孟克巴特尔 has five)
EDGE = pattern("persons.edge")
DOTTED = pattern("persons.dotted")
NOT_IN_NAME = pattern("persons.not_in_name")
ENDS_IN_AND = pattern("persons.ends_in_and")
AFTER_NAME = pattern("persons.after_name")
NEVER_BEGINS = pattern("persons.never_begins")
SURNAME_EDGE, SURNAME_VERB, FOREIGN_EDGE, FOREIGN_VERB, TAGGED = 5, 4, 3, 2, 1
ALL_HAN = regex.compile(rf"[{HAN}]+")


def name_at(text: str, position: int, end: int) -> int | None:
    """Return where the name that begins at `position` ends (a code point offset), or None where none begins."""
    dotted = DOTTED.match(text, position, end)
    if dotted:
        return _dotted_end(text, position, dotted.end(), end)
    best: tuple[int, int] | None = None
    for length in range(2, LONGEST_FOREIGN + 1):
        last = position + length
        if last > end or not ALL_HAN.fullmatch(text, position, last):
            break
        score = _score(text, position, last, end)
        if score and (best is None or score > best[0]):
            best = (score, last)
    return best[1] if best else None


def _dotted_end(text: str, position: int, longest: int, end: int) -> int | None:
    """Cut 祖力亚提·司马义主持 behind the name: the last part ends where an edge or a verb stands."""
    last_part = max(text.rfind(dot, position, longest) for dot in "·•‧・") + 1
    for last in range(last_part + 1, longest + 1):
        if EDGE.match(text, last, end) or (last - last_part >= 2 and AFTER_NAME.match(text, last, end)):
            return last
    return None


def _score(text: str, start: int, last: int, end: int) -> int:
    candidate = text[start:last]
    if not _may_be_name(candidate):
        return 0
    chinese = has_surname(candidate)
    if not chinese and not _of_elements(candidate) and _is_phrase(candidate):
        return 0
    if ENDS_IN_AND.match(text, last, end):
        return 0  # 白音孟和主持: the name itself ends with 和
    if EDGE.match(text, last, end):
        return SURNAME_EDGE if chinese else FOREIGN_EDGE
    if AFTER_NAME.match(text, last, end):
        return SURNAME_VERB if chinese else FOREIGN_VERB
    return TAGGED if chinese and _followed_by_verb(text[last : last + 8]) else 0


def _may_be_name(candidate: str) -> bool:
    if NOT_IN_NAME.search(candidate) or NEVER_BEGINS.match(candidate):
        return False
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
        (len(word) > 1 and tag[:1] in "vdpacmqt") or tag in ("n", "ns", "vn") for word, tag in rjieba.tag(candidate)
    )


def _followed_by_verb(rest: str) -> bool:
    tokens = rjieba.tag(rest)
    return bool(tokens) and len(tokens[0][0]) > 1 and tokens[0][1][:1] in ("v", "d", "p")


def has_surname(name: str) -> bool:
    """Say whether the name is a Chinese surname with one or two characters behind it."""
    surnames = load_gazetteer().surnames
    return (len(name) in (2, 3) and name[0] in surnames) or (len(name) in (3, 4) and name[:2] in surnames)


def is_word(name: str) -> bool:
    """Say whether the segmenter's dictionary takes the name for a common word (高峰, 黎明)."""
    tokens = rjieba.tag(name)
    return len(tokens) == 1 and not tokens[0][1].startswith("nr")


def is_tagged_name(text: str) -> bool:
    """Say whether the tagger, too, takes the whole text for one person's name."""
    tokens = rjieba.tag(text)
    return len(tokens) == 1 and tokens[0][1].startswith("nr")

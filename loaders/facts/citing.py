"""Say how a text stands to a plan that it cites: it rests on it, follows it, links up with it, or repeals it."""

from __future__ import annotations

from ..language.rules import pattern, word_list
from ..linking.reading import Reading

BASIS = pattern("plans.basis")
OWN_PURPOSE = pattern("plans.own_purpose")
LINKED = pattern("plans.linked")
REPEALED = pattern("plans.repealed")
REPEALING = pattern("plans.repealing")
CONTINUED = pattern("plans.continued")
RELATIONS = ("根据", "按照", "落实", "结合")  # how a basis is named; lists of words in plans.yaml
BEFORE, BEHIND = 130, 300  # code points around a citation in which its clause says what it is cited for
REPEALS, CONTINUES = "废止", "接续"


def relation(reading: Reading, start: int, end: int) -> str:
    """Return how the text stands to the plan cited at `start`..`end` (half-open), "" where it only names it.

    根据, 按照, 落实 and 结合 make the cited plan a basis of the citing one; 衔接 means that the two are made to fit; 废止 that
    the citing one ends the cited one, 接续 that it goes on where the cited one ended.
    """
    text = reading.text
    if REPEALED.match(text, end) or REPEALING.search(text[max(0, start - BEFORE) : start]):
        return REPEALS
    if CONTINUED.search(text[max(0, start - BEFORE) : start]):
        return CONTINUES
    if LINKED.match(text, end):
        return "衔接"
    return _basis(text, start)


def end_of_repeal(reading: Reading, end: int) -> int:
    """Return where the words end that repeal the plan whose citation ends at `end`: behind 同时废止, else there."""
    match = REPEALED.match(reading.text, end)
    return match.end() if match is not None else end


def _basis(text: str, start: int) -> str:
    before = BASIS.search(text[max(0, start - BEFORE) : start])
    if before is None or not OWN_PURPOSE.search(text[start : start + BEHIND]):
        return ""
    words = before.group()
    named = [(words.rfind(word), name) for name in RELATIONS for word in word_list(f"plans.{name}")]
    return max(named)[1]

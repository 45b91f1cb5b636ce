"""Weigh what speaks for a name at a place: its characters, what follows it, and the segmenter as a witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
import rjieba

from ..gazetteer.gazetteer import load_gazetteer
from ..gazetteer.name_odds import given_odds, name_odds
from ..language.rules import pattern

EDGE = pattern("persons.edge")
AFTER_NAME = pattern("persons.after_name")
TIME_AFTER = pattern("persons.time_after")
DONE_AFTER = pattern("persons.done_after")
GOVERNS = pattern("posts.governor")
VERB_ACROSS = pattern("persons.verb_across")
VERB_GOES_ON = -8.0  # the last letter and what stands behind it are one verb
WINDOW = 14  # code points from the name's first that the segmenter sees: a name and the word behind it
NO_EDGE = None
PLACE = "ns"
ALONE = "说称等的任"  # verbs and particles of one letter that a clause may end with
BEFORE_TITLE = 3  # code points before a title that a verb reaching into it may begin at
WHOLE = 3  # characters of a usual name; a guess of two may be the beginning of a name of three
SURE = 6.0  # odds of a name that is a Chinese person's beyond doubt
AMBIGUOUS = ("vn", "m", "an", "f", "q")  # given names are taken from these too (建设, 万里)
AT_EDGE, AT_VERB, AT_LETTER_VERB, AT_TAGGED, AT_ANYTHING = (
    2.0,
    2.0,
    1.0,
    1.0,
    0.5,
)  # what follows: a sign, a listed verb, one of one letter
ONE_PERSON, GIVEN_PERSON, ONE_WORD, ONE_ACT = (
    3.0,
    1.5,
    -2.0,
    -3.0,
)  # the segmenter reads the candidate as one word: a person, a noun, a verb
CROSSED, HOLDS_ACT, ENDS_IN_VERB = (
    -3.0,
    -1.9,
    -2.0,
)  # a word goes on across its end; one inside it; its last letter is one
ACTS = "vdpcrmtufqyz"  # first letters of the tags of words that no name is: verbs, adverbs, prepositions, pronouns, …
IN_FRAME = 1.0  # a post with its body before it and a sign behind it
# What stands before: a title of many meanings (成员, 教师), a post, a post with its body, the last name of a list,
# another post of a body with its name (甲市副市长某某、乙市副市长…). A title across whose end a word goes on (主席台, 省长江) speaks against.
WEAKLY_TITLED, TITLED, POSTED, LISTED, PARALLEL, TITLE_CROSSED = 0.0, 2.0, 3.0, 3.0, 9.0, -7.0
ENOUGH = 2.0  # of the sum; measured on the read gold and on national news, where it parts persons from words best
CLAUSE = regex.compile(r"[^\s，。；：、！？（）()《》“”]*")

Word = tuple[int, int, str]  # start, end, tag


@dataclass(frozen=True, slots=True)
class Witness:
    """How the segmenter cuts the clause from a place on: `guessed` with names it never saw, `known` by its dictionary."""

    guessed: tuple[Word, ...]
    known: tuple[Word, ...]

    def on(self, start: int, last: int) -> float:
        """Return what the cuts say for or against a name from the witness's place `start` to `last`."""
        if any(first == start and end == last and tag.startswith("nr") for first, end, tag in self.guessed):
            return ONE_PERSON
        given = any(first == start + 1 and end == last and tag.startswith("nr") for first, end, tag in self.guessed)
        weight = GIVEN_PERSON if given else 0.0
        for first, end, tag in self.known:
            if first >= last:
                break
            if end > last:
                return weight + (CROSSED if end - first > 1 else 0.0)
            if first == start and end == last:
                return ONE_ACT if (tag[:1] in ACTS or tag == "ad") and tag not in AMBIGUOUS else ONE_WORD
            if end - first > 1 and first > start and tag[:1] in ACTS and tag not in AMBIGUOUS:
                weight += HOLDS_ACT
        return weight

    def is_no_name(self, text: str, start: int, last: int) -> bool:
        """Say whether the cuts speak against a name without a surname: a word of its own, or words that no name holds."""
        begins = next((tag for first, end, tag in self.guessed if first == start), "")
        sure = {
            end
            for first, end, tag in self.guessed
            if first == start
            and end - first == WHOLE
            and tag.startswith("nr")
            and name_odds(text[start:end]) >= SURE
            and has_surname(text[start:end])
        }
        inside = [(end, tag) for first, end, tag in self.guessed if start <= first < last]
        return (
            self.on(start, last) <= ONE_WORD
            or begins[:1] in ACTS
            or any(end < last for end in sure)
            or any(end > last and tag.startswith("nr") for end, tag in inside)
        )

    def reads_person_with_verb(self, start: int, last: int) -> bool:
        """Say whether the segmenter, with names it never saw, reads one person and a verb of two characters behind."""
        person = any(first == start and end == last and tag.startswith("nr") for first, end, tag in self.guessed)
        verb = any(first == last and end - first > 1 and tag.startswith("v") for first, end, tag in self.guessed)
        return person and verb and last - start == WHOLE

    def word_at(self, place: int) -> str:
        """Return the tag of the word of two or more characters that begins at a place, "" where none does."""
        return next((tag for first, end, tag in self.known if first == place and end - first > 1), "")


def witness(text: str, position: int, end: int) -> Witness:
    """Let the segmenter cut the clause that begins at `position`."""
    clause = CLAUSE.match(text, position, min(end, position + WINDOW))
    words = clause.group() if clause else ""
    return Witness(_placed(rjieba.tag(words), position), _placed(rjieba.tag(words, False), position))


def has_surname(name: str) -> bool:
    """Say whether the name is a Chinese surname with one or two characters behind it."""
    surnames = load_gazetteer().surnames
    return (len(name) in (2, 3) and name[0] in surnames) or (len(name) in (3, 4) and name[:2] in surnames)


def goes_on(text: str, start: int, last: int, end: int) -> bool:
    """Say whether a word of the dictionary goes on across an edge of a title at `start`..`last` (主席台, 省长江, 推行长).

    局长江某 is no river: what begins inside a title counts only where a division may stand for what governs it.
    """
    begin = max(0, start - BEFORE_TITLE)
    cut = witness(text, start, end).known
    across = [first for first, until, tag in cut if first < last < until and (first == start or tag == PLACE)]
    deputy = text.startswith(("副", "常务"), start)  # 副市长江某: no division's name ends with 副市
    return any(first == start or (GOVERNS.match(text[start:last]) and not deputy) for first in across) or any(
        first < start < until and tag.startswith("v") and text[start - 1] != text[start]
        for first, until, tag in witness(text, begin, last).known
    )


def _placed(words: Sequence[tuple[str, str]], place: int) -> tuple[Word, ...]:
    found: list[Word] = []
    for word, tag in words:
        found.append((place, place + len(word), tag))
        place += len(word)
    return tuple(found)


def behind(text: str, start: int, last: int, end: int, cut: Witness) -> float | None:
    """Return what stands behind a name at `last` speaks for its end there, or None where a name can not end."""
    if EDGE.match(text, last, end):
        return AT_EDGE
    if TIME_AFTER.match(text, last, end):
        return AT_VERB
    verb = AFTER_NAME.match(text, last, end)
    letter = verb is not None and verb.end() - last == 1 and text[last] not in ALONE
    if letter and EDGE.match(text, last + 1, end) and not VERB_ACROSS.match(text, last, end):
        return NO_EDGE  # 燕归来、: a letter before a sign belongs to the name
    if verb:
        return AT_VERB if verb.end() - last > 1 else AT_LETTER_VERB
    if cut.word_at(last)[:1] in tuple("vdpilct") or DONE_AFTER.match(text, last, end):
        return AT_TAGGED
    if cut.reads_person_with_verb(start, last):
        return AT_TAGGED
    return AT_ANYTHING if _is_whole(text, start, last, cut) else NO_EDGE


def _is_whole(text: str, start: int, last: int, cut: Witness) -> bool:
    """Say whether a usual name ends by itself: as the segmenter's word, no letter of names behind it, or before a word."""
    if last - start != WHOLE or name_odds(text[start:last]) < SURE or not has_surname(text[start:last]):
        return False
    alone = cut.on(start, last) == ONE_PERSON and given_odds(text[last : last + 1]) < 0
    return alone or cut.word_at(last)[:2] not in ("", "nr")


def weigh(text: str, start: int, last: int, end: int, *, cut: Witness, trust: float) -> float:
    """Return the weight of a candidate with a Chinese surname; at `ENOUGH` it is a name. `trust` is what stands before."""
    after = behind(text, start, last, end, cut)
    if after is NO_EDGE:
        return 0.0
    if after == AT_EDGE and trust >= POSTED:
        after += IN_FRAME
    if last - start > 2 and not EDGE.match(text, last, end) and AFTER_NAME.match(text, last - 1, last):
        after += ENDS_IN_VERB
    if VERB_ACROSS.match(text, last - 1, end):
        after += VERB_GOES_ON
    words = cut.on(start, last)
    if AFTER_NAME.match(text, last, end) and DONE_AFTER.match(text, last, end):
        words = max(words, ONE_PERSON)  # 孟春耕作了说明: what stands behind 作 says that it is a verb, no 耕作
    return name_odds(text[start:last]) + after + words + trust

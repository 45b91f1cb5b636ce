"""Read what a text tells of somebody's career behind his name (甲升任…; 甲生于…，历任…), and who signs (某市市长：甲)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ..language.rules import pattern
from ..structure.sections import Outline
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import has_surname
from .posts import post_start, posts_between

CAREER = pattern("persons.career")
HANDED_ON = pattern("persons.handed_on")
LIFE_POST = pattern("persons.life_post")
ENDS = "。；;\n"
NEAR = 16  # code points between the verb and its first post: the longest name of a body that no list knows
SIGNED = pattern("persons.signed")
CLOSED = pattern("persons.signed_end")
NAME = regex.compile(r"\p{Han}{2,3}")
LENGTHS = (3, 2)  # code points of a name
LONGEST_SIGNED = 40  # code points before the colon: a body and the title of who signs for it
OPENING = 8  # code points of a sentence before the name that it is about


def with_careers(
    text: str,
    outline: Outline,
    officials: Sequence[OfficialMention],
    agencies: Sequence[AgencyMention],
    regions: Sequence[RegionMention],
) -> list[OfficialMention]:
    """Return the officials with the posts that their careers tell; those of before are former ones."""
    result = list(officials)
    if CAREER.search(text) is None:
        return result
    known = {post.start for official in officials for post in official.posts}
    for block in outline.of_kind("paragraph", "item", "utterance"):
        for verb in CAREER.finditer(text, block.start, block.end):
            index = _subject(text, verb.start(), block.start, result)
            if index is None:
                continue
            posts = [post for post in _posts(text, verb.end(), block.end, agencies, regions) if post.start not in known]
            past = verb.group("past") is not None
            posts = [replace(post, former=post.former or past) for post in posts]
            result[index] = replace(result[index], posts=(*result[index].posts, *posts))
    return result


def _subject(text: str, position: int, begin: int, officials: Sequence[OfficialMention]) -> int | None:
    """Return who a verb at `position` is told of: who stands right before it, else the one the sentence or the one before is about."""
    before = [(i, each) for i, each in enumerate(officials) if begin <= each.name_start and each.name_end <= position]
    if before and before[-1][1].name_end == position:
        return before[-1][0]
    starts = [begin, *(at + 1 for at in range(begin, position) if text[at] in "。\n")]
    for start in reversed(starts[-2:]):
        inside = [(i, each) for i, each in before if each.name_start >= start]
        if inside:
            first, last = inside[0], inside[-1]
            return first[0] if first[1].name == last[1].name and first[1].start - start <= OPENING else None
    return None


def _posts(
    text: str, start: int, until: int, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[PostMention]:
    stop = min((at for sign in ENDS if (at := text.find(sign, start, until)) >= 0), default=until)
    nexts = [match.start() for form in (CAREER, LIFE_POST) if (match := form.search(text, start, stop)) is not None]
    posts = posts_between(text, agencies, regions, start, min(nexts, default=stop))
    last = start
    for post in posts:
        if post_start(post) - last > NEAR:
            return
        yield post
        last = post.end


def with_handed_on(text: str, officials: Sequence[OfficialMention]) -> list[OfficialMention]:
    """Return the officials with the role that a clause hands on: 原由副省长甲担任的某湖省级湖长调整为由副省长乙担任."""
    result = list(officials)
    for match in HANDED_ON.finditer(text):
        start, end = match.span("role")
        for who, change in (("old", "removed"), ("new", "appointed")):
            first, last = match.span(who)
            for index, each in enumerate(result):
                if first <= each.name_start and each.name_end <= last:
                    post = PostMention(start, end, match.group("role"), former=who == "old", change=change)
                    result[index] = replace(each, posts=(*each.posts, post))
    return result


def find_signed(
    text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield who signs with a post whose body stands right before it, in text order."""
    starts = {agency.start for agency in agencies}
    for match in SIGNED.finditer(text):
        begin = max(0, match.start() - LONGEST_SIGNED)
        posts = posts_between(text, agencies, regions, begin, match.end("title"))
        if not posts or posts[-1].end != match.end("title") or posts[-1].agency is None:
            continue
        start = match.end()
        ends = [start + length for length in LENGTHS if start + length in starts or CLOSED.match(text, start + length)]
        end = next((end for end in ends if NAME.fullmatch(text, start, end) and has_surname(text[start:end])), None)
        if end is not None:
            name = text[start:end]
            yield OfficialMention(posts[-1].agency.start, end, start, end, name, (posts[-1],), rule="official.signed")

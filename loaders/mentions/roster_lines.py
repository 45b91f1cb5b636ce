"""Read persons who have a line to themselves: 某某 党组成员、副局长 in a list of such lines; 市某局局长 某某 under a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..language.rules import pattern
from ..language.words import unspaced
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import has_surname
from .posts import post_start, posts_between

LINE = pattern("persons.line_of_posts")
HEADS = pattern("persons.heads_person_lines")
BEHIND_POSTS = pattern("persons.name_behind_posts")
SPACED = regex.compile(r"\p{Han}[ \u3000]{1,3}\p{Han}(?=[ \u3000])")
GAP = regex.compile(r"[ \u3000\t]*")
ALL_HAN = regex.compile(r"\p{Han}+")
LENGTHS = (3, 2, 4)  # code points of a name, the usual first
FEWEST = 2  # lines of one list


def find_person_lines(
    text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield who stands in lines of their own: the name first with posts to the line's end, or posts, a gap and the name."""
    run: list[tuple[int, OfficialMention]] = []
    for match in LINE.finditer(text):
        found = _name_first(text, match.span(), agencies, regions)
        if run and (found is None or not _follows(text, run[-1][0], match.start())):
            yield from _kept(text, run)
            run = []
        if found is not None:
            run.append((match.end(), found))
    yield from _kept(text, run)
    for match in BEHIND_POSTS.finditer(text):
        if (behind := _name_last(text, match, agencies, regions)) is not None:
            yield behind


def _follows(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip()


def _kept(text: str, run: Sequence[tuple[int, OfficialMention]]) -> Iterator[OfficialMention]:
    """Yield the persons of lines that stand together, or of one line under a heading such as 参会人员：."""
    if len(run) >= FEWEST or (run and HEADS.search(text[: run[0][1].start].rstrip()[-20:])):
        yield from (each for _end, each in run)


def _name_first(
    text: str, line: tuple[int, int], agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> OfficialMention | None:
    start, end = line
    spaced = SPACED.match(text, start, end)
    for last in [spaced.end()] if spaced else [start + length for length in LENGTHS]:
        name = unspaced(text[start:last])
        first = GAP.match(text, last, end)
        if not has_surname(name) or not ALL_HAN.fullmatch(name) or first is None:
            continue
        posts = _whole(text, agencies, regions, first.end(), end)
        if posts:
            return OfficialMention(start, end, start, last, name, tuple(posts), rule="official.roster")
    return None


def _whole(
    text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention], start: int, end: int
) -> list[PostMention]:
    """Return the posts that fill a stretch of the text, none where they leave something over at its ends."""
    posts = posts_between(text, agencies, regions, start, end)
    return posts if posts and post_start(posts[0]) == start and posts[-1].end == end else []


def _name_last(
    text: str, match: regex.Match[str], agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> OfficialMention | None:
    posts = _whole(text, agencies, regions, match.start("posts"), match.end("posts"))
    start, end = match.span("name")
    name = text[start:end]
    labelled = match.group("label") is not None
    if not posts or posts[0].agency is None or not (has_surname(name) or labelled):
        return None
    return OfficialMention(match.start("posts"), end, start, end, name, tuple(posts))

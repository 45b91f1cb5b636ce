"""Read lives and notices before an appointment: 甲，男，1970年5月生，历任…，现任…，拟任…; what is to come is held by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..language.rules import pattern
from ..language.words import unspaced
from ..structure.sections import Outline
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import has_surname
from .names import may_be_name
from .posts import post_start, posts_between

LIFE = pattern("persons.life")
LIFE_POST = pattern("persons.life_post")
NEAR = 24  # code points between 现任 and its first post: the longest name of a body that no list knows


def find_lives(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield who is told of with a life, in text order, with the posts of now and, as former ones, those of before."""
    for block in outline.of_kind("paragraph", "item", "utterance"):
        lives = [each for each in LIFE.finditer(text, block.start, block.end) if _is_name(each.group("name"))]
        for index, life in enumerate(lives):
            until = lives[index + 1].start() if index + 1 < len(lives) else block.end
            posts = tuple(_held(text, life.end(), until, agencies, regions))
            start, end = life.span("name")
            last = max([end, *(post.end for post in posts)])
            yield OfficialMention(start, last, start, end, life.group("name"), posts, rule="official.life")


def _is_name(name: str) -> bool:
    return "·" in name or (may_be_name(unspaced(name)) and has_surname(unspaced(name)))


def _held(
    text: str, start: int, until: int, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[PostMention]:
    leads = list(LIFE_POST.finditer(text, start, until))
    for index, lead in enumerate(leads):
        end = leads[index + 1].start() if index + 1 < len(leads) else until
        stop = min((at for sign in "。；;\n" if (at := text.find(sign, lead.end(), end)) >= 0), default=end)
        posts = posts_between(text, agencies, regions, lead.end(), stop)
        if lead.group("to_come") or not posts or post_start(posts[0]) - lead.end() > NEAR:
            continue
        yield from (replace(post, former=post.former or lead.group("past") is not None) for post in posts)

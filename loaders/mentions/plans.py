"""Find the documents that a text cites: titles in 《》 with their numbers and short names, and five-year plans without."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..language.rules import pattern
from .mention import PlanMention

NUMBER = pattern("plans.number")
TITLE = regex.compile(r"《(?P<name>(?:[^《》\n]|\n(?=[^\n]))*?(?:〈[^〉]*〉[^《》]*?)?)》")
BEHIND = regex.compile(r"\s?（(?P<inside>[^（）]*(?:（[^（）]*）[^（）]*)*)）")
SHORT = pattern("plans.short")
BARE = pattern("plans.bare")
OF_MANY = pattern("plans.of_many")
ISSUED_UNMARKED = pattern("plans.issued_unmarked")
LEAD = 400  # code points
LONGEST_BEFORE = 16  # code points that say whose plans are meant


def find_plans(text: str, start: int = 0, end: int | None = None) -> Iterator[PlanMention]:
    """Yield the cited documents between two offsets, in order; the span holds the marks, the number and the short name."""
    end = len(text) if end is None else end
    found = sorted((*_marked(text, start, end), *_issued(text, start, min(end, LEAD))), key=lambda each: each.start)
    yield from found


def _issued(text: str, start: int, end: int) -> Iterator[PlanMention]:
    """Yield the plans that the lead of a news text says were issued, without the marks of a title."""
    for match in ISSUED_UNMARKED.finditer(text, start, end):
        yield PlanMention(*match.span("name"), match["name"])


def _marked(text: str, start: int, end: int) -> Iterator[PlanMention]:
    position = start
    while True:
        match = TITLE.search(text, position, end)
        for bare in BARE.finditer(text, position, match.start() if match else end):
            if not OF_MANY.search(text, max(0, bare.start() - LONGEST_BEFORE), bare.start()):
                yield PlanMention(bare.start(), bare.end(), bare.group())
        if not match:
            return
        mention = _titled(text, match, end)
        yield mention
        position = mention.end


def _titled(text: str, match: regex.Match[str], end: int) -> PlanMention:
    last, number, short = match.end(), None, None
    while (behind := BEHIND.match(text, last, end)) is not None:
        inside = behind.group("inside")
        found = NUMBER.search(inside)
        named = SHORT.search(inside)
        if not found and not named:
            break
        number = found.group() if found and number is None else number
        short = named.group("short") if named and short is None else short
        last = behind.end()
    return PlanMention(match.start(), last, match.group("name").replace("\n", ""), number, short)

"""Read who chairs where the clause gives the post alone (会议由局长主持) and the name stands further down (局长甲强调)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern
from ..linking.reading import OfficialLink, Reading
from .event import TELLING, Event

BY_POST = pattern("attendance.chaired_by_post")
ONE_HOLDER = pattern("posts.one_holder")
LONGEST_TITLE = 5  # code points


def chairs_by_post(reading: Reading, events: Sequence[Event]) -> Iterator[tuple[OfficialLink, Event, int, int]]:
    """Yield the person, the event and the span of the clause, where one person of the text alone has the post."""
    for block in reading.outline.blocks:
        if block.kind not in TELLING:
            continue
        for match in BY_POST.finditer(reading.text, block.start, block.end):
            title = _title(match.group("post"))
            told = [event for event in events if event.start < match.end()] or events[:1]
            if title is None or not told or _names_somebody(reading, match):
                continue
            event = ([each for each in told if each.stage] or told)[-1]
            whose = match.group("post").removesuffix(title)
            people = [each for each in reading.officials if any(post.title == title for post in each.posts)]
            if len({each.name for each in people}) == 1 and _fits(people[0], title, whose, event):
                yield people[0], event, match.start(), match.end()


def _title(words: str) -> str | None:
    """Return the title that the words end with, where one person holds it at a time."""
    titles = load_gazetteer().posts.all
    for length in range(min(LONGEST_TITLE, len(words)), 1, -1):
        if words[-length:] in titles:
            return words[-length:] if ONE_HOLDER.fullmatch(words[-length:]) else None
    return None


def _names_somebody(reading: Reading, match: regex.Match[str]) -> bool:
    return any(match.start() <= each.mention.name_start < match.end() for each in reading.officials)


def _fits(person: OfficialLink, title: str, whose: str, event: Event) -> bool:
    """Say whether the person's body is the one that the clause names, or the host of the event, or open."""
    hosts = {body.name for body, *_rest in event.hosts}
    for post, mention in zip(person.posts, person.mention.posts, strict=False):
        if post.title == title:
            named = mention.agency.text if mention.agency is not None else ""
            return post.body is None or post.body.name in hosts or not named or (bool(whose) and named.endswith(whose))
    return False

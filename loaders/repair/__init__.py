"""Repair a document's text: each step takes a Text and returns one, and the map to the raw characters is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice

from ..document import UNREAD_DATE, Document
from .boilerplate import boilerplate, bylines, fragments, other_articles
from .characters import characters
from .lines import join_lines, page_numbers, split_lines
from .pinyin import bracketed_pinyin, lost_characters
from .punctuation import punctuation, spare_commas
from .repeats import repeats
from .script import script_of, simplify
from .spaces import close_gaps, mend_torn, trim
from .spam import corrupt_names, injected_names, lost_signs, spam_lines
from .spam_places import spam_places
from .text import Text

STEPS: tuple[Callable[[Text], Text], ...] = (
    characters,
    lost_characters,
    bracketed_pinyin,
    simplify,
    punctuation,
    spare_commas,
    page_numbers,
    other_articles,
    bylines,
    boilerplate,
    fragments,
    spam_places,
    spam_lines,
    split_lines,
    join_lines,
    close_gaps,
    mend_torn,
    trim,
    repeats,
)
MOST_PASSES = 6  # one step may uncover work for an earlier one (an entity inside a broken line); two passes are usual


def repair(document: Document) -> Document:
    """Return the document with its text repaired, always from `raw`; repairing the result again changes nothing."""
    script = script_of(bracketed_pinyin(characters(Text.of(document.raw))).chars)
    text = repaired(Text.of(document.raw))
    text = text.mark([*injected_names(text), *corrupt_names(text), *lost_signs(text)])
    return replace(
        document,
        text=text.chars,
        offsets=text.offsets,
        script=script,
        removals=tuple(sorted(text.removals, key=lambda each: (each.start, each.end))),
        damage=(*(each for each in document.damage if each.kind == UNREAD_DATE), *text.damage()),
    )


def repaired(text: Text) -> Text:
    """Return the text after all steps, in turn and again until each of them has left it as it was."""
    idle = 0
    for step in islice(cycle(STEPS), MOST_PASSES * len(STEPS)):
        before = text.chars
        text = step(text)
        idle = idle + 1 if text.chars == before else 0
        if idle == len(STEPS):
            break
    return text

"""Find advertising: take out lines that hold nothing else, report names that stand where a real one stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..document import Damage
from ..language.rules import pattern, scoped
from .lines import lines_of
from .text import Edit, Text

LONGEST_SPAM_LINE = 80  # code points; longer lines hold a text into which the name was put
SPAM_SHARE = 0.5  # of the line; a title whose issuer was replaced stays below it

_NAME = scoped("repair-spam.name")
_BRAND = scoped("repair-spam.brand")
_ABOUT = pattern("repair-spam.about")
_ORGAN = pattern("repair-spam.organ")
_STUCK = pattern("repair-spam.stuck")
_LOST = pattern("repair-spam.lost")


def spam_lines(text: Text) -> Text:
    """Take out the lines that are advertising; each leaves a mark of the kind `spam` at its place."""
    lines = [line for line in lines_of(text.chars) if _is_spam(line.chars)]
    if not lines:
        return text
    marks = [Damage("spam", line.chars.strip(), line.start, line.end, None, "info") for line in lines]
    edits = [Edit(line.start, min(line.end + 1, len(text.chars)), "") for line in lines]
    return text.mark(marks).edit(edits, "spam")


def injected_names(text: Text) -> Iterator[Damage]:
    """Yield the advertising names inside titles and sentences, with the organ word that they took over."""
    for line in lines_of(text.chars):
        for start, end in _names(line.chars):
            organ = _ORGAN.match(line.chars, end)
            end = organ.end() if organ else end
            yield Damage("injected_name", line.chars[start:end], line.start + start, line.start + end, None, "warning")


def _is_spam(line: str) -> bool:
    content = line.strip()
    if not content or len(content) > LONGEST_SPAM_LINE or "。" in content:
        return False
    covered = sum(end - start for start, end in _names(content))
    return covered >= SPAM_SHARE * len(re.sub(r"[\s|｜_\-—：]", "", content))


@lru_cache(maxsize=512)  # lines are looked at once for being advertising, once for holding it
def _names(line: str) -> tuple[tuple[int, int], ...]:
    found = [
        match.span()
        for form in (_NAME, _BRAND)
        for match in form.finditer(line)
        if not _ABOUT.search(line, max(0, match.start() - 12), match.end() + 12)
    ]
    return tuple(sorted(found))


def corrupt_names(text: Text) -> Iterator[Damage]:
    """Yield reporters' names with digits stuck to them, where a bracket and a date were lost."""
    for found in _STUCK.finditer(text.chars):
        yield Damage("corrupt_name", found[1], found.start(1), found.end(1), None, "info")


def lost_signs(text: Text) -> Iterator[Damage]:
    """Yield places where a character is missing: replacement signs, and dates that lost their 月."""
    for found in _LOST.finditer(text.chars):
        month_lost = found[1]
        suggestion = f"{found[1]}月{found[2]}日" if month_lost else None
        yield Damage("lost_character", found[0], found.start(), found.end(), suggestion, "warning")

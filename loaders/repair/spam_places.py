"""Put a division back where advertising took its place, where the text itself or the number of the document proves which it was."""

from __future__ import annotations

import regex

from ..document import Damage
from ..gazetteer.document_numbers import abbreviation_of, province_of
from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern
from .text import Edit, Text

_CHAIN = pattern("repair-spam.chain")
_BUTTON = pattern("repair-spam.button")
_BEFORE = pattern("repair-spam.division_before")
_TAKES_PLACE = pattern("repair-spam.takes_a_place")
_NUMBER = pattern("header.number")
_FULL = regex.compile(r"\p{Han}{1,9}?(?:省|自治区|自治州|州市|市|州|盟|县|区|旗)")
_FOLLOWING = 6  # code points behind the advertising that must stand elsewhere behind a division
_LONGEST_NAME = 11
_HEAD = 1000  # code points in which a document says its number


def spam_places(text: Text) -> Text:
    """Put back the divisions that are proven; each leaves a mark of the kind `spam` with the name as its suggestion."""
    if not _BUTTON.search(text.chars):
        return text
    edits: list[Edit] = []
    marks: list[Damage] = []
    for found in _CHAIN.finditer(text.chars):
        place = _proven(text.chars, found.end())
        if place is not None:
            edits.append(Edit(found.start(), found.end(), place))
            marks.append(Damage("spam", found.group(), found.start(), found.end(), place, "warning"))
    return text.mark(marks).edit(edits, "spam") if edits else text


def _proven(chars: str, end: int) -> str | None:
    if not _TAKES_PLACE.match(chars, end):
        return None
    return _said_elsewhere(chars, end) or _of_number(chars)


def _said_elsewhere(chars: str, end: int) -> str | None:
    """Return the division that stands before the same words elsewhere in the text, where it is always the same."""
    words = chars[end : end + _FOLLOWING]
    if "\n" in words or len(words) < _FOLLOWING:
        return None
    named: set[str] = set()
    place = chars.find(words)
    while place >= 0:
        before = _BEFORE.search(chars[max(0, place - _LONGEST_NAME) : place]) if place != end else None
        if before is not None and (name := _division(before["name"])) is not None:
            named.add(name)
        place = chars.find(words, place + 1)
    return named.pop() if len(named) == 1 else None


def _of_number(chars: str) -> str | None:
    """Return the division of the document's number, by its abbreviation, where the text names it in full and no other fits."""
    number = _NUMBER.search(chars, 0, _HEAD)
    short = abbreviation_of(number.group()) if number is not None else None
    if short is None:
        return None
    province = province_of(short)
    names = {name for each in _FULL.finditer(chars) if (name := _division(each.group())) and name.startswith(short)}
    if province is not None and province in chars:
        names.add(province)
    return names.pop() if len(names) == 1 else None


def _division(words: str) -> str | None:
    """Return the division whose full name ends some words, or None."""
    for start in range(len(words) - 1):
        name = words[start:]
        if any(each.name == name and each.valid_to is None for each in load_gazetteer().named(name)):
            return name
    return None

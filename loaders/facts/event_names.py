"""What the name of an event is: a noun phrase, without a person's act; and how a visit is called."""

from __future__ import annotations

import regex

from ..language.marking import Marked
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.reading import Item, Reading

ACTS = pattern("events.acts")
LEADING = pattern("events.leading")
QUOTED = regex.compile(r"[“《][^”》]*[”》]|（[^）]*）")
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
VISIT_VERB = pattern("events.visit_verb")
VISIT_WORDS = pattern("events.visit_words")
VISIT_OBJECT = pattern("events.visit_object")
VISIT_TOPIC = pattern("events.visit_topic")
SHORTEST_MATTER = 5  # code points of what a visit is of, with its verb
SEVERAL_PLACES = pattern("events.several_places")
LONGEST_PLACE = 16  # code points; a longer list of places gives its first


def tells(words: str) -> bool:
    """Say whether the words of a would-be name (of the typed stream) tell of an act; what quotation marks hold does not count."""
    return ACTS.search(QUOTED.sub("", words)) is not None


def tidy(name: str) -> str:
    """Return an event's name without what only leads to it and without a mark whose partner is not in it."""
    found = LEADING.sub("", name)
    for opening, closing in PAIRS:
        if found.count(opening) > found.count(closing):
            found = found.removeprefix(opening) if found.startswith(opening) else found
        elif found.count(closing) > found.count(opening):
            found = found.removesuffix(closing)
    return found


def visit_name(reading: Reading, marked: Marked[Item], match: regex.Match[str]) -> str:
    """Return what a visit is called: where it went, what it looked at, and its verb as a noun (某县某河整治督查).

    `match` has the groups `place`, `verb` and `rest` of the typed stream, and may have `topic` (就…开展调研).
    """
    place = _words(reading, marked, match, "place")
    verb = VISIT_WORDS.sub("", _words(reading, marked, match, "verb"))
    looked_at = VISIT_OBJECT.match(_words(reading, marked, match, "rest"))
    found = VISIT_VERB.search(verb)
    head = (found.group("what") + found.group("verb")) if found else verb
    _before, sign, matter_of = head.partition("对")
    if sign and len(matter_of) >= SHORTEST_MATTER:  # 到某镇对某河开展巡河: what it is of says where
        return matter_of
    more = "交流" if _words(reading, marked, match, "rest").startswith("交流") else ""  # 调研交流: one act
    topic = VISIT_TOPIC.sub("", _words(reading, marked, match, "topic")) if "topic" in match.groupdict() else ""
    matter = looked_at.group("object") if looked_at else topic
    return _first_place(place) + matter.removeprefix(place) + head + more


def _first_place(place: str) -> str:
    """Return a place as it stands, or the first of a list that is too long for a name."""
    several = SEVERAL_PLACES.search(place)
    return place[: several.start()] + "等地" if several and len(place) > LONGEST_PLACE else place.strip("，")


def _words(reading: Reading, marked: Marked[Item], match: regex.Match[str], group: str) -> str:
    if match.group(group) is None:
        return ""
    first, last = marked.span(*match.span(group))
    return unspaced(reading.text[first:last])

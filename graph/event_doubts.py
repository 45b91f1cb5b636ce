"""Find the events that may be one: near in time, and alike in name, host or place, but less sure than a rule needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import regex

from .edtf import ends
from .occasions import occasion_of
from .statements import statement

if TYPE_CHECKING:  # the store reads what the questions are answered with
    from .store import Store

ALIKE = 0.85  # names less alike are other events, where nothing but the name speaks
ALIKE_ON_ONE_DAY = 0.6  # on one day two texts call one training by other words
MOST_ALIKE = 400  # events of one host, place or day; beyond that each is compared with its neighbours in time only
NUMBER = regex.compile("[0-9十]+")
FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
DAY = 10  # characters of a date that is known to the day, the year known or not


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a person has to judge it."""

    uid: str
    name: str
    kind: str
    date: str
    hosts: frozenset[str]
    places: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events that may be one, and why."""

    one: tuple[str, str]
    other: tuple[str, str]
    reason: str


def event_pairs(store: Store) -> Iterator[Pair]:
    """Yield the pairs of events that may be one, each once."""
    return pairs_of(_told(store))


def pairs_of(events: Iterable[Told]) -> Iterator[Pair]:
    """Yield the pairs among some events that may be one, each once."""
    seen: set[tuple[str, str]] = set()
    for one, other in _near(events):
        pair = (min(one.uid, other.uid), max(one.uid, other.uid))
        if pair not in seen and (reason := doubt_of(one, other)):
            seen.add(pair)
            yield Pair((one.uid, one.name), (other.uid, other.name), reason)


def merged_pairs(store: Store) -> Iterator[Pair]:
    """Yield the events of documents that a rule made one, by the uids that each has in its own document."""
    by_event: dict[str, set[str]] = defaultdict(set)
    for _document, event, value in store.run(statement("unite/all"), {}).rows:
        by_event[str(event)].add(occasion_of(str(value)).told)
    names = {each.uid: each.name for each in _told(store)}
    for event, tolds in sorted(by_event.items()):
        one, *others = sorted(tolds)
        for other in others:
            name = names.get(event, "")
            yield Pair((one, name), (other, name), "同日同地，主办或名称相同 / one day, one place, one host or name")


def _told(store: Store) -> list[Told]:
    return [told_by(row) for row in store.run(statement("review/events"), {}).rows]


def told_by(row: Sequence[object]) -> Told:
    """Return the event of a row: uid, name, kind, date, and the uids of its hosts, places and documents."""
    uid, name, kind, date, hosts, places, documents = row
    assert isinstance(hosts, list) and isinstance(places, list) and isinstance(documents, list)  # noqa: S101
    sets = (frozenset(map(str, each)) for each in (hosts, places, documents))
    return Told(str(uid), str(name), str(kind), str(date or ""), *sets)


def _near(events: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield the pairs that share a host, a place or a day, whatever its year."""
    by_key: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in events:
        start = ends(each.date)[0] or ""
        days = {start[4:]} if len(start) == DAY else set()
        for key in each.hosts | each.places | days:
            by_key[each.kind, key].append(each)
    for _key, near in sorted(by_key.items()):
        near.sort(key=lambda each: (each.date[4:], each.name, each.uid))
        yield from combinations(near, 2) if len(near) <= MOST_ALIKE else pairwise(near)


def doubt_of(one: Told, other: Told) -> str:
    """Return why two events may be one, "" where they are two for certain or nothing speaks for it."""
    if one.documents & other.documents or numbered_apart(one.name, other.name):
        return ""
    score = SequenceMatcher(None, one.name, other.name, autojunk=False).ratio()
    shared = bool(one.hosts & other.hosts or one.places & other.places)
    start, there = ends(one.date)[0] or "", ends(other.date)[0] or ""
    if not _may_be(start, there) and not (_within(start, other.date) or _within(there, one.date)):
        return ""
    on_one_day = len(start) == len(there) == DAY and _may_be(start, there)
    if on_one_day and (shared or score >= ALIKE_ON_ONE_DAY):
        when = "同日 / one day" if "X" not in start + there else "月日相同，年份未知 / one day, year unknown"
        return f"{when}: {score:.2f}"
    if score >= ALIKE and ((start and there) or shared):
        return f"日期相容，名称相近 / dates agree, names alike: {score:.2f}"
    return ""


def _may_be(date: str, other: str) -> bool:
    """Say whether two dates may be one: what is open, or not told, may be anything."""
    return all(a == b or "X" in (a, b) for a, b in zip(date, other, strict=False))


def _within(day: str, span: str) -> bool:
    start, end = ends(span)
    return bool(end) and len(day) == DAY and "X" not in day + span and str(start) <= day <= str(end)


def numbered_apart(name: str, other: str) -> bool:
    """Say whether two names hold as many numbers, and others: 第一 and 第二 are two bodies, 十三五 and 十四五 two plans."""
    one, two = (NUMBER.findall(each.translate(FIGURES)) for each in (name, other))
    return len(one) == len(two) and one != two

"""Decide which events that several documents tell of are one: by what each states of it, never by likeness.

Each document states an `occasion` of every event it tells of, once for each way to know it again: kind and day, a place or
division, and a host or the name. Occasions of one key make one event, unless they contradict each other: one document
that tells two events tells them apart, and so do two places, two ordinals of a series, two kinds of sitting, and a person's
`different`. What comes out depends on the occasions alone, not on the order in which the documents came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from . import ids
from .kinds import load_kinds
from .model import OCCASION, DocumentFacts, Fact, Node
from .occasions import BY_PLACE, OWN, Occasion
from .stating import Row


@dataclass(frozen=True, slots=True)
class Sighting:
    """An occasion with the document that states it, and the event that stands for it in the graph now."""

    document: str
    event: str
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class Move:
    """What a document says of one event is to be said of another: the one that it is one with, or its own again."""

    document: str
    event: str
    to: str


class _Groups:
    """Events, by the uids of their documents, that are found to be one."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        self.members: dict[str, set[str]] = {}
        self._of: dict[str, str] = {}
        self._said: dict[str, list[Sighting]] = defaultdict(list)
        for each in sightings:
            told = each.occasion.told
            self._said[told].append(each)
            self.members.setdefault(told, {told})
            self._of.setdefault(told, told)

    def root(self, told: str) -> str:
        """Return the smallest uid of the events that are one with it."""
        return min(self.members[self._of[told]])

    def join(self, tolds: Iterable[str]) -> None:
        """Make some events one, unless that would put together what contradicts itself."""
        groups = {self._of[each] for each in tolds}
        every = sorted(set().union(*(self.members[each] for each in groups)))
        if len(groups) < 2 or not self._agree(every):
            return
        first = min(groups)
        self.members[first] = set(every)
        for each in every:
            self._of[each] = first

    def _agree(self, tolds: Iterable[str]) -> bool:
        seen: set[str] = set()
        places: set[str] = set()
        ordinals: set[str] = set()
        sittings: set[str] = set()
        listed = set(tolds)
        for told in listed:
            documents = {each.document for each in self._said[told]}
            if documents & seen:  # one text tells both, as two
                return False
            seen |= documents
            for each in (sighting.occasion for sighting in self._said[told]):
                places |= {each.place} - {""}
                ordinals |= {each.ordinal} - {""}
                sittings |= {each.sitting} - {""}
                if listed & set(each.apart):
                    return False
        return (
            len(ordinals) < 2 and len(sittings) < 2 and all(_inside(one, other) for one in places for other in places)
        )


def _inside(one: str, other: str) -> bool:
    """Say whether two places may be one: the same, or one of them inside the other."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def united(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Return the event that each told event is, by uids; sightings that share no key do not matter to each other."""
    listed = list(sightings)
    groups = _Groups(listed)
    by_key: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for each in listed:
        if each.occasion.by != OWN:
            by_key[each.occasion.by != BY_PLACE, each.occasion.key].add(each.occasion.told)
    for _key, tolds in sorted(by_key.items()):  # the places first: they say more than divisions
        groups.join(tolds)
    return {told: groups.root(told) for told in groups.members}


def moves(sightings: Iterable[Sighting]) -> list[Move]:
    """Return what has to change so that every event stands where its occasions put it."""
    listed = list(sightings)
    target = united(listed)
    found = {(each.document, each.event, target[each.occasion.told]) for each in listed}
    return [Move(document, event, to) for document, event, to in sorted(found) if event != to]


def moved_statement(properties: Row, document: str, to: Mapping[str, str]) -> Row:
    """Return the properties of a statement, with its uid, that says of other events what it said; `to` leads to them."""
    ends = {name: to[properties[name]] for name in ("subject", "object") if properties.get(name) in to}
    moved = {**properties, **ends}
    if moved["predicate"] != OCCASION:
        moved["fact"] = _fact_of(moved)
    return moved | {"uid": ids.statement_uid(moved["fact"], document, int(moved["start"]))}


def _fact_of(properties: Row) -> str:
    subject, predicate, target = properties["subject"], properties["predicate"], properties.get("object")
    if target is None:  # every property of an event is a text
        return ids.fact_uid(subject, predicate, str(properties["value"]))
    given = json.loads(properties["value"] or "{}")
    keys = (str(given.get(name)) for name in load_kinds().relationships[predicate].key)
    return ids.fact_uid(subject, predicate, target, *keys)


def placed(facts: DocumentFacts, known: Mapping[str, str]) -> DocumentFacts:
    """Return what a document states with its events as the graph has them: `known` leads from a told uid to an event."""
    if all(told == event for told, event in known.items()):
        return facts

    def at(node: Node) -> Node:
        return replace(node, uid=known[node.uid]) if node.uid in known else node

    def moved(fact: Fact) -> Fact:
        return replace(fact, subject=at(fact.subject), object=at(fact.object) if fact.object is not None else None)

    return replace(facts, facts=tuple(moved(fact) for fact in facts.facts))

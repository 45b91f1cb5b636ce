"""Find the pairs of nodes that a person should look at: homonyms, and names of one division that are nearly alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from .event_doubts import Pair, event_pairs, merged_pairs, numbered_apart
from .identity import KINDS, Decision
from .statements import statement
from .store import Store

ALIKE = 0.85  # names less alike are different bodies in all pairs of the development texts
ALIKE_IN_ONE_FUNCTION = 0.6  # a county has one bureau of each function: two names of it are worth a look
MOST_OF_A_DIVISION = 400  # nodes; beyond that a division's names are compared with their neighbours in order only


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two nodes that may be one, why, and what was decided about them: "open" where nothing was, "merged" by a rule."""

    kind: str
    uid: str
    name: str
    other_uid: str
    other_name: str
    reason: str
    judgement: str = "open"


@dataclass(frozen=True, slots=True)
class _Named:
    """A node that may be another: its name, uid, function, and the uids it is a unit or a successor of."""

    name: str
    uid: str
    function: str
    tied: frozenset[str]


def doubts(store: Store, decisions: Iterable[Decision]) -> Iterator[Doubt]:
    """Yield the doubtful pairs of a graph: persons, agencies, plans, events, then the events that a rule made one.

    A pair that was decided comes with its judgement. A score only suggests; it merges nothing.
    """
    known = {each.pair: each.judgement for each in decisions}
    events = (_of(pair, "open") for pair in event_pairs(store))
    merged = (_of(pair, "merged") for pair in merged_pairs(store))
    alike = (*_alike(store, "Agency", "agencies"), *_alike(store, "Plan", "plans"))
    for doubt in (*_homonyms(store), *alike, *events, *merged):
        pair = frozenset({doubt.uid, doubt.other_uid})
        yield Doubt(
            doubt.kind,
            doubt.uid,
            doubt.name,
            doubt.other_uid,
            doubt.other_name,
            doubt.reason,
            known.get(pair, doubt.judgement),
        )


def _of(pair: Pair, judgement: str) -> Doubt:
    return Doubt("Event", *pair.one, *pair.other, pair.reason, judgement)


def _homonyms(store: Store) -> Iterator[Doubt]:
    by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for uid, name, agencies in store.run(statement("review/officials"), {}).rows:
        assert isinstance(agencies, list)  # noqa: S101 - the statement's column
        by_name[str(name)].append((str(uid), "、".join(map(str, agencies)) or "?"))
    for name, persons in sorted(by_name.items()):
        for (uid, where), (other, there) in combinations(persons, 2):
            yield Doubt("Official", uid, name, other, name, f"同名 / one name: {where} | {there}")


def _alike(store: Store, kind: str, query: str) -> Iterator[Doubt]:
    by_region: dict[str, list[_Named]] = defaultdict(list)
    for uid, name, regions, function, tied in store.run(statement(f"review/{query}"), {}).rows:
        assert isinstance(regions, list) and isinstance(tied, list)  # noqa: S101 - the statement's columns
        for region in regions[:1]:
            by_region[str(region)].append(_Named(str(name), str(uid), str(function or ""), frozenset(map(str, tied))))
    for _region, nodes in sorted(by_region.items()):
        nodes.sort(key=lambda each: (each.name, each.uid))
        near = combinations(nodes, 2) if len(nodes) <= MOST_OF_A_DIVISION else pairwise(nodes)
        for one, other in near:
            score = SequenceMatcher(None, one.name, other.name, autojunk=False).ratio()
            if _may_be_one(one, other, score):
                yield Doubt(kind, one.uid, one.name, other.uid, other.name, f"名称相近 / alike: {score:.2f}")


def _may_be_one(one: _Named, other: _Named, score: float) -> bool:
    """Say whether two names of one division need a look: bodies of one function, or of none with names nearly alike."""
    if other.uid in one.tied or one.uid in other.tied or numbered_apart(one.name, other.name):
        return False
    if one.function and other.function:
        return one.function == other.function and score >= ALIKE_IN_ONE_FUNCTION
    return not (one.function or other.function) and score >= ALIKE


@dataclass(frozen=True, slots=True)
class Known:
    """A node that a decision may be about: its kind, sub-labels and name, and whether a body's place is known."""

    kind: str
    labels: frozenset[str]
    name: str
    resolved: bool


def named_nodes(store: Store, uids: Iterable[str]) -> dict[str, Known]:
    """Return the officials, agencies, plans and events with some uids; an event also by the uid that one document gave it."""
    found: dict[str, Known] = {}
    asked = list(uids)
    for uid, labels, name, resolved in store.run(statement("review/named"), {"uids": asked}).rows:
        found[str(uid)] = _known(labels, name, resolved is not False)
    told = [uid for uid in asked if uid not in found and uid.startswith("event-")]
    for uid, labels, name in store.run(statement("review/told"), {"uids": told}).rows if told else ():
        found[str(uid)] = _known(labels, name, True)
    return found


def _known(labels: object, name: object, resolved: bool) -> Known:
    assert isinstance(labels, list)  # noqa: S101 - the statement's column
    kind = next(str(label) for label in labels if label in KINDS)
    return Known(kind, frozenset(map(str, labels)) - {kind}, str(name), resolved)

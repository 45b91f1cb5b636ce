"""The divisions as a tree, with how many bodies, events and plans each has with everything inside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from ..access import Graph

COUNTED = ("agencies", "events", "plans")
MOST_PAIRS = 300_000  # of a division and a thing that belongs to it


@dataclass(frozen=True, slots=True)
class Place:
    """A division: `counts` are those of itself and of everything inside it, by COUNTED."""

    uid: str
    code: str
    name: str
    short: str
    level: str
    parent: str | None
    ended: bool
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return all that it has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Places:
    """Every division by uid, and what lies right inside each, in the order of the codes; `cut` where too much was counted."""

    by_uid: Mapping[str, Place]
    inside: Mapping[str | None, tuple[Place, ...]]
    cut: bool

    def provinces(self) -> tuple[Place, ...]:
        """Return the divisions of province level."""
        return tuple(place for place in self.inside.get(None, ()) if place.level == "province")

    def by_code(self, code: str) -> Place | None:
        """Return the division of a code, a uid or a name; None where there is none."""
        found = self.by_uid.get(code) or self.by_uid.get(f"region-{code}")
        return found or next((place for place in self.by_uid.values() if place.name == code), None)

    def above(self, place: Place) -> tuple[Place, ...]:
        """Return what a division lies in, the widest first."""
        found: list[Place] = []
        while place.parent and (place := self.by_uid[place.parent]) not in found:
            found.append(place)
        return tuple(reversed(found))


class Counted:
    """The divisions as they were counted last: counted again when the graph has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[str, Places] | None = None

    def of(self, graph: Graph) -> Places:
        """Return the divisions of a graph."""
        with self._lock:
            version = graph.version()
            if self._last is None or self._last[0] != version:
                pairs = {name: graph.rows(f"api/region_{name}", limit=MOST_PAIRS) for name in COUNTED}
                self._last = (version, gather(graph.rows("api/region_tree"), pairs))
            return self._last[1]


def gather(rows: Iterable[Mapping[str, object]], pairs: Mapping[str, list[dict[str, object]]]) -> Places:
    """Return the tree of the rows of api/region_tree, with the counts of the pairs."""
    named: dict[str, Mapping[str, object]] = {}
    parents: dict[str, str | None] = {}
    for row in rows:
        uid, parent = str(row["uid"]), row["parent"]
        named.setdefault(uid, row)
        current = bool(parent) and row["until"] is None
        if parents.get(uid) is None or current:
            parents[uid] = str(parent) if parent else None
    found = {name: _inside(some, parents) for name, some in pairs.items()}
    made = {uid: _place(row, parents[uid], {name: len(found[name].get(uid, ())) for name in found}) for uid, row in named.items()}  # fmt: skip
    inside: dict[str | None, list[Place]] = {}
    for place in sorted(made.values(), key=lambda place: (place.code or "~", place.uid)):
        inside.setdefault(place.parent if place.parent in made else None, []).append(place)
    cut = any(len(some) >= MOST_PAIRS for some in pairs.values())
    return Places(made, {uid: tuple(some) for uid, some in inside.items()}, cut)


def _inside(pairs: Iterable[Mapping[str, object]], parents: Mapping[str, str | None]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for pair in pairs:
        uid, passed = str(pair["region"]), set[str]()
        while uid in parents and uid not in passed:
            found.setdefault(uid, set()).add(str(pair["uid"]))
            passed.add(uid)
            uid = parents[uid] or ""
    return found


def _place(row: Mapping[str, object], parent: str | None, counts: Mapping[str, int]) -> Place:
    short = row["short_names"]
    names = [str(each) for each in short] if isinstance(short, list) else []
    name = str(row["name"] or "")
    return Place(
        str(row["uid"]), str(row["code"] or ""), name, names[0] if names else name, str(row["level"]), parent,
        row["valid_to"] is not None, counts,
    )  # fmt: skip

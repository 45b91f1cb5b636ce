"""What the versions of a document state, and what changed from one to the next.

The graph says what the present version says. Of an earlier one a Version keeps the text and, as JSON, what it stated: by the
names of things and not by their uids, since the tasks, the demands and the unplaced bodies of a text are its own, so that one
sentence of two versions would have two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .analysis import bigrams
from .answers import Answer
from .errors import InputError
from .ids import folded
from .kinds import load_kinds
from .model import NAMED, OCCASION, DocumentFacts, Node
from .statements import statement
from .stating import statement_rows

# What is said of a node and is no news: how it is called here, and where in the order of the text it comes.
NO_NEWS = frozenset({NAMED, OCCASION, "name", "seq"})
ALIKE = 0.5  # of the pairs of letters of two titles: below it, two texts of one address are not one document
BY_ADDRESS = "address-"  # begins the origin of a document that an address names; of others a path does
DAY_LENGTH = 10
CHANGE_KINDS = ("added", "gone", "altered")
Ask = Callable[[str, Mapping[str, object]], Answer]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a version states: subject and object by kind and name, a property's value or what a relationship carries.

    `fact` is the key that it had in the graph; `quote`, `start`, `end` are its place in the text of that version.
    """

    fact: str
    subject_kind: str
    subject: str
    predicate: str
    object_kind: str = ""
    object: str = ""
    value: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0

    @property
    def slot(self) -> tuple[str, ...]:
        """Return what it is about: of a property the node and its name, of a relationship both ends and its type."""
        return (self.subject_kind, self.subject, self.predicate, self.object_kind, self.object)

    @property
    def said(self) -> str:
        """Return what it says there, without the order in which the text says it."""
        if not self.object_kind:
            return self.value
        carried = json.loads(self.value or "{}")
        return json.dumps({k: v for k, v in carried.items() if k not in NO_NEWS}, ensure_ascii=False, sort_keys=True)

    @property
    def is_news(self) -> bool:
        """Say whether it tells anything beside what follows from the rest: bounds for queries do."""
        kind = load_kinds().nodes.get(self.subject_kind)
        declared = kind.properties.get(self.predicate) if kind is not None else None
        return self.predicate not in NO_NEWS and (declared is None or declared.type != "day")

    def data(self) -> str:
        """Return it as JSON, as a Version keeps it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two versions: `kind` is added, gone or altered; what is told before and after it."""

    kind: str
    before: Told | None = None
    after: Told | None = None

    @property
    def told(self) -> Told:
        """Return what tells what the change is about."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them is there
        return found


def told_of(data: Iterable[str]) -> list[Told]:
    """Return what a Version keeps of what it stated."""
    return [Told(**json.loads(each)) for each in data]


def told_by(facts: DocumentFacts) -> Iterator[Told]:
    """Yield what a document that was extracted states."""
    nodes = {node.uid: node for fact in facts.facts for node in (fact.subject, fact.object) if node is not None}
    for row in statement_rows(facts):
        given = row["properties"]
        subject, target = nodes[given["subject"]], nodes.get(given.get("object") or "")
        yield told_from(given, (subject.kind, subject.name), (target.kind, target.name) if target else ("", ""))


def told_from(given: Mapping[str, Any], subject: tuple[str, str], target: tuple[str, str]) -> Told:
    """Return what a statement tells, by its properties and the kinds and names of its ends."""
    value, quote = str(given.get("value") or ""), str(given["quote"])
    start, end = int(given["start"]), int(given["end"])
    return Told(str(given["fact"]), *subject, str(given["predicate"]), *target, value, quote, start, end)


def changes(before: Iterable[Told], after: Iterable[Told]) -> list[Change]:
    """Return what changed from one version to the next: what it says of the same thing otherwise, what is new, what is gone."""
    old, new = _by_slot(before), _by_slot(after)
    found: list[Change] = []
    for slot in [*old, *(slot for slot in new if slot not in old)]:
        gone = [told for said, told in old.get(slot, {}).items() if said not in new.get(slot, {})]
        come = [told for said, told in new.get(slot, {}).items() if said not in old.get(slot, {})]
        both = min(len(gone), len(come))
        found.extend(Change("altered", a, b) for a, b in zip(gone, come, strict=False))
        found.extend(Change("gone", before=each) for each in gone[both:])
        found.extend(Change("added", after=each) for each in come[both:])
    return sorted(found, key=lambda each: (each.told.start, each.told.slot, each.kind))


def _by_slot(told: Iterable[Told]) -> dict[tuple[str, ...], dict[str, Told]]:
    found: dict[tuple[str, ...], dict[str, Told]] = defaultdict(dict)
    for each in told:
        if each.is_news:
            found[each.slot].setdefault(each.said, each)
    return found


def is_by_address(properties: Mapping[str, Any]) -> bool:
    """Say whether an address, and no path, names a document with these properties."""
    return str(properties.get("origin")).startswith(BY_ADDRESS)


def is_one(present: Mapping[str, Any], document: Node) -> bool:
    """Say whether a document is another version of the present one, with which it shares its origin.

    A path holds one file. Of an address the titles have to be alike: where a site gives all its pages one address, they are not.
    """
    if not is_by_address(document.properties):
        return True
    one, other = folded(str(present.get("title") or "")), folded(str(document.properties.get("title") or ""))
    pairs = [bigrams(text) for text in (one, other)]
    shared = len(pairs[0] & pairs[1])
    return not one or not other or one == other or 2 * shared >= ALIKE * sum(map(len, pairs))


def is_older(document: Node, present: Mapping[str, Any]) -> bool:
    """Say whether a document was published on a day before the present one was; of a path the last that comes is the present one."""
    days = [str(each.get("published") or "") for each in (document.properties, present)]
    known = all(len(day) == DAY_LENGTH and not day.startswith("X") for day in days)
    return is_by_address(document.properties) and known and days[0] < days[1]


def told_in(row: Mapping[str, Any]) -> Told:
    """Return what a row of cypher/versions/stated.cypher tells."""
    ends = {uid: (_kind(labels), name) for uid, labels, name in _ends(row)}
    return told_from(row, ends.get(row["subject"], ("", str(row["subject"]))), ends.get(row["object"], ("", "")))


def _ends(row: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str], str]]:
    for side in ("subject", "object"):
        if row[f"{side}_name"] is not None:
            yield row[side], row[f"{side}_labels"], row[f"{side}_name"]


def _kind(labels: Sequence[str]) -> str:
    return next((label for label in labels if label in load_kinds().nodes), "")


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a document: its number, from 1 for the oldest, its node, and what changed since the one before it.

    `replaced` is the day on which the next one was loaded, None for the present one.
    """

    seq: int
    uid: str
    title: str | None
    file: str
    published: str | None
    replaced: str | None
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many changes of each kind there are."""
        return {kind: sum(each.kind == kind for each in self.changes) for kind in CHANGE_KINDS}


def history(ask: Ask, uid: str) -> list[Edition]:
    """Return the versions of a document, the oldest first and the present one last; of a version's uid those of its document.

    Raises InputError where there is no such document.
    """
    found = rows(ask, "versions/one", uid=uid)
    document = str(found[0]["document"]) if found else uid
    present = rows(ask, "nodes/one/Document", uid=document)
    if not present:
        raise InputError(f"there is no document {uid!r}; `envgov documents list` shows them")
    kept = [row["properties"] for row in rows(ask, "versions/of_document", document=document)]
    told = [told_of(each.get("stated") or ()) for each in kept]
    said = [told_in(row) for row in rows(ask, "versions/stated", document=document)] if kept else []
    return list(_editions([*kept, present[0]["properties"]], [*told, said]))


def _editions(versions: list[Mapping[str, Any]], told: list[list[Told]]) -> Iterator[Edition]:
    for number, (each, said) in enumerate(zip(versions, told, strict=True)):
        changed = tuple(changes(told[number - 1], said)) if number else ()
        yield Edition(
            number + 1,
            str(each["uid"]),
            each.get("title"),
            str(each["file"]),
            each.get("published"),
            each.get("replaced"),
            changed,
        )


def rows(ask: Ask, name: str, **params: object) -> list[dict[str, Any]]:
    """Return the rows of a statement of the cypher folder as maps."""
    answer = ask(statement(name), params)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

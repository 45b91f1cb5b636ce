"""What people decided about who is who: recorded in identity.csv, applied when documents are loaded, taken back by a row.

No score merges anything: two nodes become one only where a row says `same`. Loading the documents again applies what
changed, so that every decision can be undone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from pathlib import Path

from . import ids
from .errors import InputError
from .model import OCCASION, DocumentFacts, Fact, Node
from .occasions import OWN, Occasion, occasion_of

SAME, DIFFERENT = "same", "different"
JUDGEMENTS = frozenset({SAME, DIFFERENT})
KINDS = frozenset({"Official", "Agency", "Plan", "Event"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement on two nodes by their uids: `same` makes them one, under the first one's uid and name."""

    kind: str
    uid: str
    name: str
    other_uid: str
    other_name: str
    judgement: str
    by: str = ""
    on: str = ""
    note: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Return the two uids, in no order."""
        return frozenset({self.uid, self.other_uid})


COLUMNS = tuple(each.name for each in fields(Decision))


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions of a file, none where there is no file; raise InputError with the line of a broken row."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text; decisions are lines of {','.join(COLUMNS)}") from error
    found: list[Decision] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))  # a note may hold line ends
    for row in reader:
        number = reader.line_num
        if set(row) != set(COLUMNS) or None in row.values():
            raise InputError(f"{path}:{number}: a decision has the columns {','.join(COLUMNS)}")
        decision = Decision(**row)
        if decision.judgement not in JUDGEMENTS or decision.kind not in KINDS or len(decision.pair) != 2:
            raise InputError(
                f"{path}:{number}: {decision.judgement!r} of {decision.kind!r} {decision.uid} is no decision"
            )
        found.append(decision)
    return found


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the decisions in the order of their names; the file is replaced as a whole, so that a crash costs none."""
    rows = sorted(decisions, key=lambda each: (each.kind, each.name, each.uid, each.other_uid))
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(astuple(each) for each in rows)
        beside.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error


def decided(decisions: Iterable[Decision], new: Decision) -> list[Decision]:
    """Return the decisions with a new one in place of any on the same two nodes."""
    return [each for each in decisions if each.pair != new.pair] + [new]


def undone(decisions: Iterable[Decision], pair: frozenset[str]) -> list[Decision]:
    """Return the decisions without the one on two nodes."""
    return [each for each in decisions if each.pair != pair]


@dataclass(frozen=True, slots=True)
class Identities:
    """Which node each decided node is: `canonical` leads from a uid to (uid, name) of the node it is one with.

    `apart` leads from an event to the events that a person said it is not: no rule makes them one.
    """

    canonical: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Identities:
        """Return what some decisions add up to; raise InputError where `same` and `different` contradict each other."""
        listed = list(decisions)
        root: dict[str, str] = {}
        called: dict[str, str] = {}

        def find(uid: str) -> str:
            while root.get(uid, uid) != uid:
                uid = root[uid]
            return uid

        for each in listed:
            if each.judgement == SAME:
                called.setdefault(each.uid, each.name)
                root[find(each.other_uid)] = find(each.uid)
        for each in listed:
            if each.judgement == DIFFERENT and find(each.uid) == find(each.other_uid):
                raise InputError(
                    f"identity.csv says that {each.name} ({each.uid}) and {each.other_name} ({each.other_uid}) are "
                    "different, and by other rows the same; remove one of the rows"
                )
        apart: dict[str, set[str]] = {}
        for each in listed:
            if each.judgement == DIFFERENT and each.kind == "Event":
                one, other = find(each.uid), find(each.other_uid)
                apart.setdefault(one, set()).add(other)
                apart.setdefault(other, set()).add(one)
        canonical = {uid: (find(uid), called.get(find(uid), "")) for uid in root if find(uid) != uid}
        return cls(canonical, {uid: tuple(sorted(others)) for uid, others in apart.items()})

    def apply(self, facts: DocumentFacts) -> DocumentFacts:
        """Return the facts of a document with every decided node in place of the ones it is one with."""
        if not self.canonical and not self.apart:
            return facts
        posts = dict(self._moved_posts(facts.facts))
        return replace(facts, facts=tuple(self._moved(fact, posts) for fact in facts.facts))

    def _moved_posts(self, facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
        """Yield (uid, new uid) of the posts of agencies that became another's: a post is its agency's and title's."""
        for fact in facts:
            if fact.predicate == "IN" and fact.object is not None and fact.object.uid in self.canonical:
                agency = self.canonical[fact.object.uid][0]
                yield fact.subject.uid, ids.post_uid(agency, str(fact.subject.properties["title"]))

    def _moved(self, fact: Fact, posts: Mapping[str, str]) -> Fact:
        subject = self._node(fact.subject, posts)
        target = self._node(fact.object, posts) if fact.object is not None else None
        value = fact.value
        if fact.predicate == OCCASION:
            value = self._occasion(occasion_of(str(value))).text()
        elif fact.predicate == "name" and fact.subject.uid in self.canonical:
            value = subject.name  # the name that was decided, not the one that this text would give
        return replace(fact, subject=subject, object=target, value=value)

    def _occasion(self, occasion: Occasion) -> Occasion:
        told, what = (self.canonical.get(uid, (uid, ""))[0] for uid in (occasion.told, occasion.what))
        return replace(occasion, told=told, what=what, apart=self.apart.get(told, ()) if occasion.by == OWN else ())

    def _node(self, node: Node, posts: Mapping[str, str]) -> Node:
        if node.uid in posts:
            return replace(node, uid=posts[node.uid])
        if node.uid not in self.canonical:
            return node
        uid, name = self.canonical[node.uid]
        # What was the document's own, because its text gives no place, is now a body of a known place.
        properties = {key: value for key, value in node.properties.items() if key != "resolved"}
        return replace(node, uid=uid, name=name or node.name, properties=properties)

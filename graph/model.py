"""The values that flow from the loaders to the store: Node, Evidence, Fact, Anomaly, DocumentFacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | tuple[str, ...]
Properties = Mapping[str, Value]
ReferenceEdge = tuple[str, str, str, Properties]  # uid, type, uid, and what the relationship carries


@dataclass(frozen=True, slots=True)
class Node:
    """A node as one document sees it.

    `kind` is a label of kinds.yaml, `labels` are sub-labels of it. `properties` are only those that follow from the
    node's identity (a region's code, an agency's level, an event's kind); what a text states about a node is a Fact
    with a property name as predicate, so that it has evidence.
    """

    kind: str
    uid: str
    name: str
    labels: tuple[str, ...] = ()
    properties: Properties = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file something stands, each number from 1; 0 and "" where the file has no such thing.

    `page` of a PDF, `sheet` of a spreadsheet, `table` of the file with `row` and `column`, `paragraph` of a Word file.
    A `column` of 0 beside a row means more than one cell of it.
    """

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document says it.

    Offsets are code points, half-open: `start`, `end` into the repaired text (`text[start:end] == quote`),
    `raw_start`, `raw_end` into the text before repair. `rule` is the id of the rule that read it, `place` is where in the
    file the first of the characters stands.
    """

    start: int
    end: int
    quote: str
    raw_start: int
    raw_end: int
    rule: str
    confidence: float
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing one document states at one place.

    A relationship has an `object` and perhaps `properties`; a property of `subject` has a `value` and the property's
    name as `predicate`. The predicate `named` says that the text names the node; its value is the surface form. `occasion` says by
    what an event is known again (graph/merging.py).
    """

    subject: Node
    predicate: str
    evidence: Evidence
    object: Node | None = None
    value: Value | None = None
    properties: Properties = field(default_factory=dict, hash=False)
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Damage or a suspicious name at one place of a document; `start`, `end` count in the repaired text."""

    kind: str
    surface: str
    severity: str
    start: int
    end: int
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadClause:
    """A clause that gave no fact and looks like one; `start`, `end` count in the repaired text, half-open.

    `likely` is the kind of fact that it probably holds, `score` how probably, 0 to 1 (loaders/clauses/likely.py).
    """

    text: str
    start: int
    end: int
    likely: str
    score: float


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything that one document gives: its node, its facts in text order, its anomalies.

    `ignored` holds what was seen and not understood: (start, end, reason), offsets into the repaired text.
    `unread` holds the clauses that gave no fact and look like one.
    """

    document: Node
    facts: tuple[Fact, ...]
    anomalies: tuple[Anomaly, ...] = ()
    ignored: tuple[tuple[int, int, str], ...] = ()
    unread: tuple[UnreadClause, ...] = ()


NAMED = "named"
OCCASION = "occasion"
UNSETTLED = frozenset({NAMED, OCCASION})  # what is said of a node and is no property of it

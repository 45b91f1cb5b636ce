"""Write facts down: every rule states what it read through a Scribe, which adds the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from envgov.graph.model import NAMED, Anomaly, Evidence, Fact, Node, Place, Value

from ..document import Document
from .certainty import confidence_of
from .places import Places

# How sure a kind of rule is by itself, given by hand; `confidence_of` puts what was measured of the rule in its place.
SURE, LIKELY, WEAK = 0.95, 0.85, 0.7


@dataclass(slots=True)
class Scribe:
    """Collect the facts of one document; the same fact at the same place is kept once."""

    document: Document
    uid: str
    places: Places
    facts: list[Fact] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    ignored: list[tuple[int, int, str]] = field(default_factory=list)
    _seen: set[tuple[str, str, str, int, str]] = field(default_factory=set)
    _at: dict[tuple[int, int], tuple[int, int, Place]] = field(
        default_factory=dict
    )  # many facts stand on the same words

    def evidence(self, span: tuple[int, int], rule: str, confidence: float) -> Evidence:
        """Return the evidence of the characters `span` (half-open) read by `rule`."""
        start, end = span
        at = self._at.get(span)
        if at is None:
            raw = self.document.offsets.raw_span(start, end)
            at = self._at[span] = (*raw, self.places.at(span, raw))
        raw_start, raw_end, place = at
        quote = self.document.text[start:end]
        return Evidence(start, end, quote, raw_start, raw_end, rule, confidence_of(rule, confidence), place)

    def relate(
        self,
        subject: Node,
        predicate: str,
        target: Node,
        *,
        span: tuple[int, int],
        rule: str,
        confidence: float = LIKELY,
        derived: bool = False,
        properties: dict[str, Value | None] | None = None,
    ) -> None:
        """State a relationship; properties that are None are left out."""
        given = {key: value for key, value in (properties or {}).items() if value is not None}
        key = (subject.uid, predicate, target.uid, span[0], repr(sorted(given.items())) if given else "")
        if key not in self._seen:
            self._seen.add(key)
            evidence = self.evidence(span, rule, confidence)
            self.facts.append(Fact(subject, predicate, evidence, object=target, properties=given, derived=derived))

    def describe(
        self,
        subject: Node,
        predicate: str,
        value: Value | None,
        *,
        span: tuple[int, int],
        rule: str,
        confidence: float = LIKELY,
    ) -> None:
        """State a property; None states nothing."""
        if value is None:
            return
        key = (subject.uid, predicate, repr(value), span[0], "")
        if key not in self._seen:
            self._seen.add(key)
            self.facts.append(Fact(subject, predicate, self.evidence(span, rule, confidence), value=value))

    def name(self, node: Node, span: tuple[int, int], rule: str, confidence: float = LIKELY) -> None:
        """State that the text names the node with these characters."""
        self.describe(node, NAMED, self.document.text[span[0] : span[1]], span=span, rule=rule, confidence=confidence)

    def report(self, anomaly: Anomaly) -> None:
        """Report damage or a suspicious name instead of a fact."""
        self.anomalies.append(anomaly)

    def set_aside(self, spans: Iterable[tuple[int, int, str]]) -> None:
        """Note what was not understood, with the reason, so that nothing is dropped in silence."""
        self.ignored.extend(spans)

"""Show what one document gave as one record: the facts that `load` stores, gathered by kind for people and for scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from envgov.graph.edtf import ends
from envgov.graph.model import NAMED, DocumentFacts, Fact, Node, Value

from .document import Document, share

Record = dict[str, object]
MODES = {"onsite": "on-site", "video": "video"}


def record(facts: DocumentFacts, identity: str | None = None) -> Record:
    """Return the record of a document; every value comes from a fact.

    Its `id` is `identity`, which a line of JSON Lines has of its own, or else the file's name without suffix.
    """
    view = _View(facts)
    document = facts.document.properties
    return {
        "id": identity or str(document["file"]).rsplit(".", 1)[0],
        "title": document.get("title"),
        "published": document.get("published"),
        "genre": document.get("kind"),
        "agencies": [{"name": n.name, "surface": view.surfaces(n)} for n in view.named("Agency")],
        "officials": [{"name": n.name, "posts": list(view.posts(n))} for n in view.named("Official")],
        "regions": list(dict.fromkeys(_own_name(view, n) for n in view.named("Region"))),
        "events": [_event(view, n) for n in view.named("Event")],
        "groups": [_group(view, n) for n in view.named("Group")],
        "headcounts": list(_headcounts(view)),
        "plans": [_plan(view, n) for n in view.named("Plan")],
        "phases": [_phase(view, n) for n in view.named("Phase")],
        "tasks": [_task(view, n) for n in view.named("Task")],
        "directives": [_directive(view, n) for n in view.named("Directive")],
    }


def reading(document: Document) -> Record:
    """Return how a document's file was read: whole or in part and how much, what it is, what was read of it and what left out."""
    status = "in part" if document.left_out else "read"
    return {
        "status": status,
        "share": share(document),
        "format": document.format,
        "held": dict(document.held),
        "left_out": list(document.left_out),
    }


def left_out(document: Document) -> str:
    """Return in one sentence what of a document's file could not be read, "" where it was read whole."""
    if not document.left_out:
        return ""
    return f"{document.source}: 只读了一部分（约 {share(document):.1%}）/ read in part: {'；'.join(document.left_out)}"


@dataclass(frozen=True, slots=True)
class _View:
    """The facts of one document, to be asked by kind."""

    facts: DocumentFacts

    def named(self, kind: str) -> list[Node]:
        """Return the nodes of a kind that the text names, in the order it first does."""
        return list(
            {
                f.subject.uid: f.subject for f in self.facts.facts if f.predicate == NAMED and f.subject.kind == kind
            }.values()
        )

    def surfaces(self, node: Node) -> list[str]:
        return list(dict.fromkeys(str(f.value) for f in self._of(node, NAMED)))

    def value(self, node: Node, predicate: str) -> Value | None:
        """Return what the text says of a property, the surest statement first."""
        found = sorted(self._of(node, predicate), key=lambda f: -f.evidence.confidence)
        return found[0].value if found else None

    def targets(self, node: Node, predicate: str) -> list[Fact]:
        return [f for f in self._of(node, predicate) if f.object is not None]

    def sources(self, node: Node, predicate: str, *kinds: str) -> list[Fact]:
        """Return the facts that lead to a node from nodes of some kinds, in text order."""
        return [
            f
            for f in self.facts.facts
            if f.predicate == predicate
            and f.object is not None
            and f.object.uid == node.uid
            and f.subject.kind in kinds
        ]

    def posts(self, official: Node) -> Iterator[Record]:
        seen = set()
        for fact in self.targets(official, "HOLDS"):
            post = fact.object
            if post is None or post.uid in seen:
                continue
            seen.add(post.uid)
            agency = next((f.object.name for f in self.targets(post, "IN") if f.object is not None), None)
            title = None if post.properties.get("kind") == "affiliation" else post.properties["title"]
            yield {"title": title, "agency": agency}

    def _of(self, node: Node, predicate: str) -> Iterable[Fact]:
        return (f for f in self.facts.facts if f.predicate == predicate and f.subject.uid == node.uid)


def _names(facts: Iterable[Fact]) -> list[str]:
    return list(dict.fromkeys(f.subject.name for f in facts))


def _own_name(view: _View, region: Node) -> str:
    """Return what a division itself is called: a town without the county that its node is named after, as counties are."""
    if region.properties.get("level") != "township":
        return region.name
    above = next((f.object.name for f in view.targets(region, "PART_OF") if f.object is not None), "")
    return region.name.removeprefix(above) or region.name


def _event(view: _View, node: Node) -> Record:
    start, end = ends(str(view.value(node, "date") or ""))
    attended = [f for f in view.sources(node, "ATTENDED", "Agency") if not f.derived]
    return {
        "name": node.name,
        "kind": node.properties["kind"],
        "start": start,
        "end": end,
        "place": view.value(node, "place"),
        "hosts": _names(f for f in view.sources(node, "HOSTED", "Agency") if f.properties.get("role") == "主办"),
        "attended_by_agencies": _names(attended),
        "attended_by_officials": _names(view.sources(node, "ATTENDED", "Official")),
        "chaired_by": _names(view.sources(node, "CHAIRED", "Official")),
        "spoke": _names(view.sources(node, "SPOKE_AT", "Official")),
    }


def _group(view: _View, node: Node) -> Record:
    event = next((f.object.name for f in view.targets(node, "ATTENDED") if f.object is not None), None)
    duties = view.targets(node, "RESPONSIBLE_FOR")
    return {
        "text": node.name,
        "count": node.properties.get("expected"),
        "kind": node.properties.get("kind"),
        "event": event,
        "role": "attended" if event else "responsible" if duties else None,
        "members": _names(view.sources(node, "MEMBER_OF", "Agency")),
    }


def _headcounts(view: _View) -> Iterator[Record]:
    for fact in view.facts.facts:
        if (
            fact.predicate == "ATTENDED"
            and fact.subject.properties.get("selector") == "people"
            and fact.object is not None
        ):
            mode = MODES.get(str(fact.properties.get("mode")))
            yield {"event": fact.object.name, "mode": mode, "count": fact.properties.get("count_min")}


def _plan(view: _View, node: Node) -> Record:
    return {
        "name": node.name,
        "kind": view.value(node, "kind"),
        "issuer": next(iter(_names(view.sources(node, "ISSUED", "Agency"))), None),
        "document_number": view.value(node, "number"),
        "period": view.value(node, "period"),
    }


def _owner(view: _View, node: Node, predicate: str, kind: str) -> str | None:
    """Return what a phase or task belongs to; a plan that the text gives no name is none (annotation rule 27)."""
    owners = (f for f in view.sources(node, predicate, kind) if not f.subject.properties.get("unnamed"))
    return next(iter(_names(owners)), None)


def _phase(view: _View, node: Node) -> Record:
    return {
        "plan": _owner(view, node, "HAS_PHASE", "Plan"),
        "name": node.name,
        "start": view.value(node, "start"),
        "end": view.value(node, "end"),
    }


def _task(view: _View, node: Node) -> Record:
    duties = view.sources(node, "RESPONSIBLE_FOR", "Agency", "Group", "Official")
    return {
        "text": node.properties["text"],
        "plan_or_event": _owner(view, node, "HAS_TASK", "Plan"),
        "phase": _owner(view, node, "HAS_TASK", "Phase"),
        "lead": _bearers(duties, "牵头"),
        "support": _bearers(duties, "配合"),
        "responsible": _bearers(duties, "责任"),
        "responsible_groups": _names(f for f in duties if f.subject.kind == "Group"),
        "deadline": view.value(node, "due"),
    }


def _bearers(duties: Iterable[Fact], role: str) -> list[str]:
    return _names(f for f in duties if f.properties.get("role") == role and f.subject.kind == "Agency")


def _directive(view: _View, node: Node) -> Record:
    giver = next(iter(view.sources(node, "GAVE", "Official", "Agency", "Event")), None)
    event = next((f.object for f in view.targets(node, "AT")), None)
    issued_by = giver.subject.name if giver is not None and giver.subject.kind != "Event" else None
    if issued_by is None and event is not None:  # the meeting itself: its host speaks
        issued_by = next(iter(_names(view.sources(event, "HOSTED", "Agency"))), None)
    return {
        "text": node.properties["text"],
        "issued_by": issued_by,
        "at_event": event.name if event is not None else None,
    }

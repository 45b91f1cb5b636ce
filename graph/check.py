"""Check a graph: nothing without evidence, nothing outside the schema, no count that disagrees, every quote verbatim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .kinds import Kinds, Property, fits, load_kinds
from .merging import Sighting, moves
from .occasions import occasion_of
from .statements import statement
from .store import Store

COMMON = frozenset({"uid", "name"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: its kind, a sentence about it, and the uid of the node or the key of the fact."""

    kind: str
    message: str
    uid: str


def check(store: Store) -> Iterator[Finding]:
    """Yield everything that is wrong with a graph; a graph that only `load` wrote yields nothing."""
    kinds = load_kinds()
    yield from _quotes(store)
    yield from _nodes(store, kinds)
    yield from _edges(store, kinds)
    for uid, name in store.run(statement("check/orphans"), {}).rows:
        yield Finding("orphan", f"no statement supports {name}", str(uid))
    yield from _events(store)


def outdated(store: Store, extractor: str) -> Iterator[Finding]:
    """Yield the documents that another version of the extractor read: their facts may have other identities than today's."""
    for uid, file, version in store.run(statement("check/outdated"), {"extractor": extractor}).rows:
        yield Finding(
            "outdated", f"{file} was read by extractor {version}, this one is {extractor}; load it again", str(uid)
        )


def _events(store: Store) -> Iterator[Finding]:
    """Yield the events that are one by what documents state of them and stand apart, or the other way round."""
    rows = store.run(statement("unite/all"), {}).rows
    found = [Sighting(str(document), str(event), occasion_of(str(value))) for document, event, value in rows]
    for each in moves(found):
        yield Finding("event", f"what {each.document} says of {each.event} belongs to {each.to}", each.event)


def _quotes(store: Store) -> Iterator[Finding]:
    for uid, quote, start, end, document, text in store.run(statement("check/quotes"), {}).rows:
        if str(text)[int(str(start)) : int(str(end))] != quote:
            yield Finding("quote", f"the quote is not what stands at {start} to {end} of {document}", str(uid))


def _nodes(store: Store, kinds: Kinds) -> Iterator[Finding]:
    seen: set[str] = set()
    for labels, properties in store.run(statement("check/nodes"), {}).rows:
        assert isinstance(labels, list) and isinstance(properties, dict)  # noqa: S101 - the statement's columns
        uid = str(properties.get("uid"))
        if uid in seen:
            yield Finding("duplicate", "two nodes have this uid", uid)
        seen.add(uid)
        main = [label for label in labels if label in kinds.nodes]
        if len(main) != 1 or set(labels) - {*main, *kinds.nodes[main[0]].sub}:
            yield Finding("label", f"the labels {sorted(labels)} are not in kinds.yaml", uid)
            continue
        yield from _properties(kinds.nodes[main[0]].properties, properties, uid)


def _properties(declared: Mapping[str, Property], given: Mapping[str, object], uid: str) -> Iterator[Finding]:
    for name, value in given.items():
        if name in COMMON:
            continue
        if name not in declared:
            yield Finding("property", f"the property {name!r} is not in kinds.yaml", uid)
        elif value is not None and not fits(declared[name], value):
            yield Finding("property", f"{name}={value!r} is not what kinds.yaml allows", uid)
    for name, each in declared.items():
        if each.required and given.get(name) is None:
            yield Finding("property", f"the property {name!r} is missing", uid)


def _edges(store: Store, kinds: Kinds) -> Iterator[Finding]:
    supported = {str(fact): int(str(n)) for fact, n in store.run(statement("check/evidence"), {}).rows}
    for kind, sources, targets, properties, source, target in store.run(statement("check/edges"), {}).rows:
        assert isinstance(properties, dict) and isinstance(sources, list) and isinstance(targets, list)  # noqa: S101
        declared = kinds.relationships.get(str(kind))
        where = f"{source} -> {target}"
        if declared is None or not set(declared.sources) & set(sources) or not set(declared.targets) & set(targets):
            yield Finding("relationship", f"kinds.yaml allows no {kind} from {sources} to {targets}", where)
            continue
        if not declared.fact:
            continue
        fact = str(properties.get("fact"))
        yield from _properties({**kinds.fact_properties, **declared.properties}, properties, fact)
        if properties.get("basis") == "statement" and supported.get(fact, 0) != properties.get("documents"):
            found = supported.get(fact, 0)
            yield Finding("evidence", f"{kind} says {properties.get('documents')} documents, {found} state it", fact)

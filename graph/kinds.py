"""Read kinds.yaml, the one source of labels, properties and relationships, and check facts against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
import yaml

from .errors import SchemaError
from .model import UNSETTLED, DocumentFacts, Fact, Node, Value
from .yaml_text import read_yaml

FILE = "graph/kinds.yaml"
IDENTIFIER = regex.compile(r"[A-Za-z][A-Za-z_0-9]*")
PROPERTY_KEYS = frozenset({"type", "required", "one_of", "zh", "en"})
EDTF_DATE = r"(?:[0-9]{4}|XXXX)(?:-(?:[0-9]{2}|XX)(?:-(?:[0-9]{2}|XX))?)?"
EDTF = regex.compile(rf"{EDTF_DATE}(?:/{EDTF_DATE})?")
DAY = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TYPES = frozenset({"string", "integer", "float", "boolean", "edtf", "day", "strings"})


@dataclass(frozen=True, slots=True)
class Property:
    """A property: `type` is one of string, integer, float, boolean, edtf, day, strings; `one_of` its closed list or ()."""

    name: str
    type: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A label with its sub-labels and properties; `evidence` labels hold sources, `reference` ones the gazetteer."""

    label: str
    sub: tuple[str, ...]
    properties: Mapping[str, Property]
    zh: str
    en: str
    evidence: bool = False
    reference: bool = False
    search: tuple[str, ...] = ()  # the properties that full-text search looks in


@dataclass(frozen=True, slots=True)
class RelationshipKind:
    """A relationship type: the labels at its ends, the properties that set two of one pair apart (`key`), the others."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    key: tuple[str, ...]
    properties: Mapping[str, Property]
    zh: str
    en: str
    fact: bool = True


@dataclass(frozen=True, slots=True)
class Kinds:
    """The schema of the graph."""

    nodes: Mapping[str, NodeKind]
    relationships: Mapping[str, RelationshipKind]
    fact_properties: Mapping[str, Property]

    def names(self) -> frozenset[str]:
        """Return every label, sub-label and type of relationship."""
        subs = (sub for kind in self.nodes.values() for sub in kind.sub)
        return frozenset({*self.nodes, *subs, *self.relationships})

    def problems(self, facts: DocumentFacts) -> Iterator[str]:
        """Yield what the schema does not allow in a document's facts, one sentence each."""
        yield from self._node_problems(facts.document)
        for fact in facts.facts:
            yield from self._fact_problems(fact)

    def _fact_problems(self, fact: Fact) -> Iterator[str]:
        yield from self._node_problems(fact.subject)
        if fact.object is None:
            yield from self._value_problems(fact)
            return
        yield from self._node_problems(fact.object)
        kind = self.relationships.get(fact.predicate)
        if kind is None or not kind.fact:
            yield f"the relationship {fact.predicate!r} is not in {FILE}"
            return
        if fact.subject.kind not in kind.sources or fact.object.kind not in kind.targets:
            yield f"{FILE} allows no {fact.predicate} from {fact.subject.kind} to {fact.object.kind}"
        yield from _values(fact.predicate, kind.properties, fact.properties)

    def _value_problems(self, fact: Fact) -> Iterator[str]:
        kind = self.nodes.get(fact.subject.kind)
        if fact.predicate in {*UNSETTLED, "name"} or kind is None:
            return
        declared = kind.properties.get(fact.predicate)
        if declared is None:
            yield f"{fact.subject.kind} has no property {fact.predicate!r} in {FILE}"
        elif fact.value is None or not fits(declared, fact.value):
            yield f"{fact.subject.kind}.{fact.predicate}: {fact.value!r} is no {declared.type} that {FILE} allows"

    def _node_problems(self, node: Node) -> Iterator[str]:
        kind = self.nodes.get(node.kind)
        if kind is None:
            yield f"the label {node.kind!r} is not in {FILE}"
            return
        for label in node.labels:
            if label not in kind.sub:
                yield f"{label!r} is no sub-label of {node.kind} in {FILE}"
        if not node.uid or not node.name:
            yield f"a {node.kind} without uid or name: {node.uid!r} {node.name!r}"
        yield from _values(node.kind, kind.properties, node.properties)


def _values(owner: str, declared: Mapping[str, Property], given: Mapping[str, Value]) -> Iterator[str]:
    for name, value in given.items():
        if name not in declared:
            yield f"{owner} has no property {name!r} in {FILE}"
        elif not fits(declared[name], value):
            yield f"{owner}.{name}: {value!r} is no {declared[name].type} that {FILE} allows"
    for name, each in declared.items():
        if each.required and name not in given:
            yield f"{owner} needs the property {name!r} ({FILE})"


def fits(declared: Property, value: object) -> bool:
    """Say whether a value is of a property's type and in its closed list."""
    if declared.one_of and value not in declared.one_of:
        return False
    match declared.type:
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, float)
        case "boolean":
            return isinstance(value, bool)
        case "strings":
            return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
        case "edtf":
            return isinstance(value, str) and EDTF.fullmatch(value) is not None
        case "day":
            return isinstance(value, str) and DAY.fullmatch(value) is not None
        case _:
            return isinstance(value, str)


@cache
def load_kinds() -> Kinds:
    """Return the schema of kinds.yaml; raise SchemaError with the place where it is malformed."""
    return read_kinds(files("envgov.graph").joinpath("kinds.yaml").read_text("utf-8"))


def read_kinds(text: str) -> Kinds:
    """Return the schema that a YAML text states; raise SchemaError with the place where it is malformed."""
    try:
        data = read_yaml(text)
    except yaml.YAMLError as error:
        raise SchemaError(f"{FILE} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict) or {"fact_properties", "nodes", "relationships"} - set(data):
        raise SchemaError(f"{FILE}: it needs the keys fact_properties, nodes and relationships")
    nodes = {label: _node(label, entry) for label, entry in data["nodes"].items()}
    relationships = {name: _relationship(name, entry, nodes) for name, entry in data["relationships"].items()}
    return Kinds(nodes, relationships, _properties("fact_properties", data["fact_properties"]))


def _node(label: str, entry: Mapping[str, Any]) -> NodeKind:
    for name in (label, *entry.get("sub", ())):
        _identifier(name)
    return NodeKind(
        label,
        tuple(entry.get("sub", ())),
        _properties(label, entry.get("properties") or {}),
        entry.get("zh", ""),
        entry.get("en", ""),
        bool(entry.get("evidence")),
        bool(entry.get("reference")),
        _searched(label, entry),
    )


def _searched(label: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    searched = tuple(entry.get("search", ()))
    for name in searched:
        declared = (entry.get("properties") or {}).get(name, {"type": "string" if name == "name" else None})
        if declared["type"] not in ("string", "strings"):
            raise SchemaError(f"{FILE}: {label}: search: {name!r} is no text and no list of texts of this label")
    return searched


def _relationship(name: str, entry: Mapping[str, Any], nodes: Mapping[str, NodeKind]) -> RelationshipKind:
    _identifier(name)
    unknown = [label for label in (*entry["from"], *entry["to"]) if label not in nodes]
    if unknown:
        raise SchemaError(f"{FILE}: {name}: the label {unknown[0]!r} is not among the nodes")
    properties = _properties(name, entry.get("properties") or {})
    key = tuple(entry.get("key", ()))
    if missing := [each for each in key if each not in properties]:
        raise SchemaError(f"{FILE}: {name}: the key property {missing[0]!r} is not declared")
    return RelationshipKind(
        name,
        tuple(entry["from"]),
        tuple(entry["to"]),
        key,
        properties,
        entry.get("zh", ""),
        entry.get("en", ""),
        entry.get("fact", True),
    )


def _properties(owner: str, entries: Mapping[str, Any]) -> dict[str, Property]:
    found = {}
    for name, entry in entries.items():
        _identifier(name)
        if entry.get("type") not in TYPES:
            raise SchemaError(f"{FILE}: {owner}.{name}: {entry.get('type')!r} is no type; use one of {sorted(TYPES)}")
        if unknown := set(entry) - PROPERTY_KEYS:
            raise SchemaError(
                f"{FILE}: {owner}.{name}: {sorted(map(str, unknown))[0]!r} means nothing here; quote texts with commas"
            )
        found[name] = Property(
            name,
            entry["type"],
            bool(entry.get("required")),
            tuple(entry.get("one_of", ())),
            entry.get("zh", ""),
            entry.get("en", ""),
        )
    return found


def _identifier(name: str) -> None:
    # Templates of cypher/ put these names into statements, so that nothing but a plain identifier may stand here.
    if not IDENTIFIER.fullmatch(name):
        raise SchemaError(f"{FILE}: {name!r} is no identifier: letters, digits and underscores only")

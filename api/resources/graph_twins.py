"""A subgraph as GEXF, GraphML or JSON-LD: every edge keeps its fact, whether it is derived, its confidence and documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import networkx as nx
from envgov.graph.kinds import load_kinds
from fastapi import Response
from networkx.readwrite.gexf import GEXFWriter

from ..charts.svg import xml_text
from ..faces import faces

MEDIA = {"gexf": "application/gexf+xml", "graphml": "application/graphml+xml", "jsonld": "application/ld+json"}
OF_EDGES = ("fact", "derived", "confidence", "documents")
NODE, FACT, VOCABULARY = "urn:envgov:node:", "urn:envgov:fact:", "urn:envgov:vocabulary:"
# What truly means the same elsewhere: https://schema.org/ and the W3C's Organization Ontology (http://www.w3.org/ns/org#).
TYPES = {label: face.same_as for label, face in faces().items() if face.same_as}
# A type of relationship: the other word for it, and what both ends must be for it to fit.
SAME: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "HOLDS": ("org:holds", ("Official",), ("Post",)),
    "IN": ("org:postIn", ("Post",), ("Agency",)),
    "UNIT_OF": ("org:subOrganizationOf", ("Agency",), ("Agency",)),
    "MEMBER_OF": ("org:memberOf", ("Agency", "Official"), ("Agency",)),
    "SERVES": ("schema:areaServed", ("Agency",), ("Region",)),
    "PART_OF": ("schema:containedInPlace", ("Region",), ("Region",)),
    "HELD_IN": ("schema:location", ("Event",), ("Region",)),
    "BASED_ON": ("schema:isBasedOn", ("Plan",), ("Plan",)),
    "HOSTED": ("organizerOf", ("Agency",), ("Event",)),
    "ATTENDED": ("attendeeOf", ("Agency", "Official"), ("Event",)),
    "ISSUED": ("publisherOf", ("Agency",), ("Plan",)),
}
REVERSE = {"organizerOf": "schema:organizer", "attendeeOf": "schema:attendee", "publisherOf": "schema:publisher"}


def graph_twin(subgraph: Mapping[str, Any], form: str, name: str) -> Response:
    """Return a subgraph in a form of MEDIA, as a file."""
    made = {"gexf": gexf, "graphml": graphml, "jsonld": jsonld}[form](subgraph)
    meta = subgraph["meta"]
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
        "X-Graph-Version": str(meta["graph_version"]),
        "X-Graph-Truncated": str(meta["truncated"]).lower(),
    }
    return Response(made, media_type=MEDIA[form], headers=headers)


def gexf(subgraph: Mapping[str, Any]) -> bytes:
    """Return a subgraph as GEXF 1.2, for Gephi; its meta says which graph it is of and whether it was cut."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network(subgraph))
    for meta in writer.xml.iter():
        if str(meta.tag).endswith("meta"):
            description = meta.makeelement("description", {})
            description.text = xml_text(_told(subgraph["meta"]))
            meta.append(description)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + str(writer).encode("utf-8")


def graphml(subgraph: Mapping[str, Any]) -> bytes:
    """Return a subgraph as GraphML, for yEd, Cytoscape and the others; data of the graph say whether it was cut."""
    made = network(subgraph)
    made.graph.update(truncated=bool(subgraph["meta"]["truncated"]), version=str(subgraph["meta"]["graph_version"]))
    lines = nx.generate_graphml(made, named_key_ids=True)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines).encode("utf-8")


def _told(meta: Mapping[str, Any]) -> str:
    return f"envgov, graph version {meta['graph_version']}, truncated: {str(meta['truncated']).lower()}"


def network(subgraph: Mapping[str, Any]) -> nx.MultiDiGraph[str]:
    """Return a subgraph as a network: nodes by uid, edges by their fact; no attribute is null, none holds what XML cannot."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in subgraph["nodes"]:
        labels = sorted(map(str, node["labels"]))
        made.add_node(node["uid"], label=xml_text(node["name"]), kind=kind_of(labels), labels=";".join(labels))
    seen: dict[str, int] = {}
    for edge in subgraph["edges"]:
        fact = xml_text(edge["fact"])
        seen[fact] = seen.get(fact, 0) + 1
        key = fact if seen[fact] == 1 else f"{fact}-{seen[fact]}"  # one fact may lie on several edges
        given = {name: edge[name] for name in OF_EDGES if edge[name] is not None}
        made.add_edge(
            edge["source"], edge["target"], key=key, id=key, label=edge["type"], relation=edge["type"], **given
        )
    return made


def kind_of(labels: list[str]) -> str:
    """Return the label of kinds.yaml that is no sub-label, the first there is."""
    return next((label for label in labels if label in load_kinds().nodes), labels[0] if labels else "")


def jsonld(subgraph: Mapping[str, Any]) -> bytes:
    """Return a subgraph as JSON-LD 1.1: a plain triple for each edge, and beside it a statement with the evidence."""
    kinds = {node["uid"]: kind_of(sorted(map(str, node["labels"]))) for node in subgraph["nodes"]}
    things = {node["uid"]: _thing(node, kinds[node["uid"]]) for node in subgraph["nodes"]}
    for edge in subgraph["edges"]:
        for term in _terms(edge, kinds):
            things[edge["source"]].setdefault(term, []).append(_node(edge["target"]))
    meta = {
        "@id": f"urn:envgov:graph:{subgraph['meta']['graph_version']}",
        "@type": "Extract",
        "truncated": bool(subgraph["meta"]["truncated"]),
    }
    body = {"@context": context(), "@graph": [meta, *things.values(), *map(_statement, subgraph["edges"])]}
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def context() -> dict[str, Any]:
    """Return the context: ASCII terms of our own, names in Chinese, other vocabularies where they mean the same."""
    link = {"@type": "@id"}
    own = {term(name): link for name, kind in sorted(load_kinds().relationships.items()) if kind.fact}
    other = {name: link for name, _from, _to in SAME.values() if name not in REVERSE}
    back = {name: {"@reverse": same, **link} for name, same in REVERSE.items()}
    return {
        "@vocab": VOCABULARY,
        "schema": "https://schema.org/",
        "org": "http://www.w3.org/ns/org#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "name": {"@id": "schema:name", "@language": "zh"},
        "subject": {"@id": "rdf:subject", **link},
        "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
        "object": {"@id": "rdf:object", **link},
        "confidence": {"@type": "xsd:double"},
        "documents": {"@type": "xsd:integer"},
        **own,
        **other,
        **back,
    }


def term(name: str) -> str:
    """Return a type of relationship as a term: RESPONSIBLE_FOR is responsibleFor."""
    first, *others = name.lower().split("_")
    return first + "".join(other.capitalize() for other in others)


def _node(uid: str) -> str:
    return NODE + quote(uid, safe="")


def _thing(node: Mapping[str, Any], kind: str) -> dict[str, Any]:
    types = sorted({*map(str, node["labels"])}) + ([TYPES[kind]] if kind in TYPES else [])
    named = {"name": str(node["name"])} if node["name"] else {}
    return {"@id": _node(node["uid"]), "@type": types, **named}


def _terms(edge: Mapping[str, Any], kinds: Mapping[str, str]) -> list[str]:
    made = [term(edge["type"])]
    if edge["type"] in SAME:
        other, sources, targets = SAME[edge["type"]]
        if kinds[edge["source"]] in sources and kinds[edge["target"]] in targets:
            made.append(other)
    return made


def _statement(edge: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: edge[name] for name in OF_EDGES if edge[name] is not None}
    return {
        "@id": FACT + quote(str(edge["fact"]), safe=""),
        "@type": "rdf:Statement",
        "subject": _node(edge["source"]),
        "predicate": term(edge["type"]),
        "object": _node(edge["target"]),
        **given,
    }

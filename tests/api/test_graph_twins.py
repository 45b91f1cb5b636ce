"""GEXF, GraphML and JSON-LD: what goes out comes back, with the evidence of every edge."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pytest
from envgov.api.resources.graph_twins import MEDIA, gexf, graphml, jsonld, network, term
from envgov.graph.kinds import load_kinds
from fastapi.testclient import TestClient

EVIDENCE = ("fact", "derived", "confidence", "documents")
HOSTILE: dict[str, Any] = {
    "nodes": [
        {"uid": "agency-1", "name": "甲局\x00\x0b\ud800\ufffe", "labels": ["Agency", "LeadingGroup"]},
        {"uid": "group-1", "name": '<script>"&', "labels": ["Group"]},
        {"uid": "task-1", "name": None, "labels": ["Task"]},
    ],
    "edges": [
        {"source": "agency-1", "type": "MEMBER_OF", "target": "group-1", "fact": "fact-1", "derived": True, "confidence": 0.5, "documents": 2},
        {"source": "agency-1", "type": "RESPONSIBLE_FOR", "target": "task-1", "fact": "fact-2", "derived": False, "confidence": 0.9, "documents": 1},
        {"source": "group-1", "type": "RESPONSIBLE_FOR", "target": "task-1", "fact": "fact-2", "derived": False, "confidence": None, "documents": 1},
    ],
    "meta": {"count": 3, "limit": 3, "truncated": True, "graph_version": "0123"},
}  # fmt: skip


def read(form: str, body: bytes) -> nx.MultiDiGraph[str]:
    """Return a graph as networkx reads it, with several edges between two nodes whatever the file says."""
    found = (
        nx.read_gexf(io.BytesIO(body)) if form == "gexf" else nx.read_graphml(io.BytesIO(body), force_multigraph=True)
    )
    return nx.MultiDiGraph(found)


def edges(graph: nx.MultiDiGraph[str]) -> list[tuple[Any, ...]]:
    rows = graph.edges(data=True)
    return sorted((a, b, d["relation"], *(d.get(name) for name in EVIDENCE)) for a, b, d in rows)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_hostile_graph_is_read_back_without_what_xml_cannot_hold(form: str) -> None:
    body = {"gexf": gexf, "graphml": graphml}[form](HOSTILE)
    found = read(form, body)
    assert {uid: data["label"] for uid, data in found.nodes(data=True)} == {"agency-1": "甲局", "group-1": '<script>"&', "task-1": ""}  # fmt: skip
    assert found.nodes["agency-1"]["labels"] == "Agency;LeadingGroup"
    assert edges(found) == edges(network(HOSTILE))
    assert len(edges(found)) == 3
    told = {"gexf": b"graph version 0123, truncated: true", "graphml": b'<data key="truncated">True</data>'}
    assert told[form] in body and b"0123" in body


def test_json_ld_names_everything_in_ascii_and_keeps_the_evidence() -> None:
    body = json.loads(jsonld(HOSTILE))
    context, graph = body["@context"], {each["@id"]: each for each in body["@graph"]}
    assert all(name.isascii() for name in context)
    assert context["name"] == {"@id": "schema:name", "@language": "zh"}
    agency = graph["urn:envgov:node:agency-1"]
    assert {"Agency", "LeadingGroup", "org:Organization"} == set(agency["@type"])
    assert agency["memberOf"] == ["urn:envgov:node:group-1"]
    assert "org:memberOf" not in agency  # a collective that a text names is no organization
    statement = graph["urn:envgov:fact:fact-1"]
    assert (statement["subject"], statement["predicate"], statement["object"]) == (agency["@id"], "memberOf", "urn:envgov:node:group-1")  # fmt: skip
    assert {name: statement[name] for name in EVIDENCE} == {"fact": "fact-1", "derived": True, "confidence": 0.5, "documents": 2}  # fmt: skip
    assert graph["urn:envgov:graph:0123"]["truncated"] is True


def test_the_context_knows_every_type_of_relationship() -> None:
    context = json.loads(jsonld(HOSTILE))["@context"]
    facts = [name for name, kind in load_kinds().relationships.items() if kind.fact]
    assert {term(name) for name in facts} <= context.keys()
    assert len({term(name) for name in facts}) == len(facts)


def test_every_key_of_json_ld_stands_in_the_context_and_every_link_is_an_iri() -> None:
    body = json.loads(jsonld(HOSTILE))
    context = body["@context"]
    for thing in body["@graph"]:
        for key, value in thing.items():
            if not key.startswith("@") and context.get(key, {}).get("@type") == "@id":
                links = value if isinstance(value, list) else [value]
                assert all(link.startswith("urn:envgov:node:") for link in links), key
    for name, meaning in context.items():
        iri = meaning if isinstance(meaning, str) else meaning.get("@id") or meaning.get("@reverse") or name
        prefix, colon, _rest = iri.partition(":")
        assert not colon or prefix in {*context, "https", "http", "urn"}, name


def an_event(service: TestClient) -> str:
    uid: str = service.get("/v1/events", params={"kind": "training", "q": "建设培训"}).json()["data"][0]["uid"]
    return uid


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_node_comes_with_its_neighbours(service: TestClient, form: str) -> None:
    uid = an_event(service)
    wanted = service.get("/v1/subgraph", params={"around": uid, "derived": "true", "limit": 500}).json()
    for answer in (
        service.get(f"/v1/nodes/{uid}.{form}"),
        service.get(f"/v1/nodes/{uid}", headers={"Accept": MEDIA[form]}),
        service.get(f"/v1/subgraph.{form}", params={"around": uid, "derived": "true", "limit": 500}),
    ):
        assert answer.status_code == 200 and answer.headers["content-type"] == MEDIA[form]
        found = read(form, answer.content)
        assert set(found.nodes) == {node["uid"] for node in wanted["nodes"]}
        assert edges(found) == edges(network(wanted))
    assert any(row[4] for row in edges(found)) and not all(row[4] for row in edges(found))


def test_a_query_comes_as_a_graph_of_what_its_rows_name(service: TestClient) -> None:
    wanted = service.get("/v1/subgraph", params={"query": "events.chairs", "limit": 500}).json()
    answer = service.get("/v1/queries/events.chairs.jsonld")
    assert answer.headers["content-type"] == MEDIA["jsonld"]
    body = json.loads(answer.content)["@graph"]
    assert {each["@id"].removeprefix("urn:envgov:node:") for each in body if ":node:" in each["@id"]} == {node["uid"] for node in wanted["nodes"]}  # fmt: skip
    assert sum(each["@type"] == "rdf:Statement" for each in body) == len(wanted["edges"])
    few = service.get("/v1/queries/events.chairs.gexf", params={"limit": 2})
    assert few.headers["x-graph-truncated"] == "true" and len(read("gexf", few.content)) == 2


def test_what_is_no_graph_says_so(service: TestClient) -> None:
    for path in ("/v1/agencies.gexf", "/v1/version.graphml", "/v1/quality/anomalies.jsonld"):
        answer = service.get(path)
        assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable"), path
    mixed = service.get("/v1/agencies", headers={"Accept": "application/ld+json, text/csv;q=0.5"})
    assert mixed.headers["content-type"].startswith("text/csv")
    assert service.get("/v1/nodes/event-000.gexf").status_code == 404


def test_the_description_names_the_forms_of_graphs(service: TestClient) -> None:
    paths = service.get("/openapi.json").json()["paths"]
    for path in ("/v1/nodes/{uid}", "/v1/subgraph", "/v1/queries/events.chairs"):
        assert set(MEDIA.values()) <= paths[path]["get"]["responses"]["200"]["content"].keys(), path
    assert not set(MEDIA.values()) & paths["/v1/agencies"]["get"]["responses"]["200"]["content"].keys()
    assert "x-graph-twins" not in paths["/v1/agencies"]["get"]

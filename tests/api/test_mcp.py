"""The tools for language models, asked through the library's own client: in this process, over HTTP, over a pipe."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import envgov_command
from conftest import SAMPLES, run_envgov
from envgov.api.access import Graph
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.mcp.server import mcp_server
from envgov.api.settings import Settings
from envgov.graph.guarded import Guarded
from envgov.graph.queries import load_queries
from fastapi import FastAPI
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters
from serving import serving

TOOLS = {
    "search_entities", "get_entity", "neighbours", "ask", "plan_progress", "who_is_responsible", "timeline", "get_schema",
}  # fmt: skip


@pytest.fixture(scope="module")
def served(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, FastAPI]]:
    """Yield the address of a service over the samples with the tools switched on, and the service."""
    state: Path = tmp_path_factory.mktemp("state")
    app = create_app(filled, settings=Settings(state=str(state), requests_a_minute=0, mcp=True))
    with serving(app) as address:
        yield address, app


@pytest.fixture(scope="module")
def graph(served: tuple[str, FastAPI]) -> Graph:
    """Return the graph of the samples."""
    found: Graph = served[1].state.graph
    return found


def call(server: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """Return what a server's tools answer to some calls, one after the other."""

    async def talk() -> list[Any]:
        client: AbstractAsyncContextManager[Client] = Client(server)
        async with client as talking:
            assert {tool.name for tool in (await talking.list_tools()).tools} >= TOOLS
            return [await talking.call_tool(name, given) for name, given in calls]

    return asyncio.run(asyncio.wait_for(talk(), 90))


def test_a_model_finds_a_training_its_bureaus_and_the_sentence_behind_one(graph: Graph) -> None:
    server = mcp_server(lambda: graph)
    (found,) = call(server, ("search_entities", {"text": "建设培训班", "kind": "Event"}))
    uid = found.structured_content["rows"][0]["uid"]
    entity, asked = call(
        server, ("get_entity", {"uid": uid}), ("ask", {"name": "trainings.attendance", "params": {"training": uid}})
    )
    assert entity.structured_content["properties"]["kind"] == "training"
    rows = asked.structured_content["rows"]
    assert {"fact", "derived", "confidence", "documents", "evidence"} <= set(rows[0])
    (stated,) = call(server, ("get_entity", {"uid": rows[0]["fact"]}))
    assert stated.structured_content["rows"][0]["quote"]
    assert stated.structured_content["rows"][0]["document_uid"].startswith("document-")


def test_plans_duties_neighbours_times_and_the_schema(graph: Graph) -> None:
    plan, duties, of_agency, around, times, schema = call(
        mcp_server(lambda: graph),
        ("plan_progress", {"plan": "三都澳", "on": "2023-12-31"}),
        ("who_is_responsible", {"plan": "三都澳", "role": "牵头"}),
        ("who_is_responsible", {"agency": "宁德市生态环境局"}),
        ("neighbours", {"uid": "event-1929de5d85a148112983", "limit": 5}),
        ("timeline", {"region": "云南省"}),
        ("get_schema", {}),
    )
    assert {row["phase"] for row in plan.structured_content["rows"]} >= {"摸底", "整治", "验收"}
    assert {row["due"] for row in plan.structured_content["overdue"]} == {"2023-09", "2023-09-20"}
    assert {row["role"] for row in duties.structured_content["rows"]} == {"牵头"}
    assert of_agency.structured_content["rows"]
    assert len(around.structured_content["nodes"]) == 5
    assert around.structured_content["meta"]["truncated"]
    assert [row["kind"] for row in times.structured_content["rows"]]
    assert {"Agency", "Task"} <= set(schema.structured_content["labels"])
    assert len(schema.structured_content["queries"]) == len(load_queries())


def test_the_schema_is_short_and_nothing_is_indented(graph: Graph) -> None:
    schema, one = call(mcp_server(lambda: graph), ("get_schema", {}), ("get_schema", {"query": "plans.phase_tasks"}))
    assert len(schema.content[0].text.encode()) < 15_000
    assert "\n" not in schema.content[0].text
    assert json.loads(schema.content[0].text) == schema.structured_content
    assert one.structured_content["parameters"]["plan"].startswith("str, required")


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("ask", {"name": "trainings.atendance"}, "did you mean"),
        ("ask", {"name": "plans.phase_tasks"}, "needs the parameter"),
        ("get_entity", {"uid": "agency-0"}, "there is no"),
        ("who_is_responsible", {}, "give one of them"),
        ("search_entities", {"text": "x" * 300}, "200"),
        ("search_entities", {"text": "水", "kinds": "Event"}, "kinds"),
        ("timeline", {"region": "云南省", "limit": 5}, "limit"),
        ("get_schema", {"query": "trainings.atendance"}, "did you mean"),
    ],
)
def test_a_wrong_call_is_answered_with_what_to_do(graph: Graph, name: str, given: dict[str, Any], words: str) -> None:
    (said,) = call(mcp_server(lambda: graph), (name, given))
    assert said.is_error
    assert words in said.content[0].text
    assert "Traceback" not in said.content[0].text


def test_cypher_of_a_model_passes_the_guard_and_is_there_only_where_asked_for(graph: Graph) -> None:
    guarded = Guarded(graph.reading, None, seconds=5, at_once=2)
    server = mcp_server(lambda: graph, lambda: guarded)
    before = graph.reader.counts()
    answered, *refused = call(
        server,
        ("read_cypher", {"query": "MATCH (a:Agency) RETURN a.name AS name", "limit": 2}),
        ("read_cypher", {"query": "MATCH (n) DETACH DELETE n"}),
        ("read_cypher", {"query": "LOAD CSV FROM 'file:///x' AS line RETURN line"}),
        ("read_cypher", {"query": "MATCH (a) CALL db.labels() YIELD label RETURN label"}),
    )
    assert (answered.structured_content["count"], answered.structured_content["truncated"]) == (2, True)
    assert all(each.is_error for each in refused)
    assert graph.reader.counts() == before
    (without,) = call(mcp_server(lambda: graph), ("read_cypher", {"query": "RETURN 1 AS n"}))
    assert without.is_error


def test_over_http_only_readers_reach_it(served: tuple[str, FastAPI]) -> None:
    address, app = served
    (found,) = call(f"{address}/mcp/", ("search_entities", {"text": "昆明市生态环境局"}))
    assert found.structured_content["rows"][0]["name"] == "昆明市生态环境局"
    keys: Keys = app.state.keys
    key, _secret = keys.new("somebody", ["read"], days=1)
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    refused = httpx.post(f"{address}/mcp/", json=body, headers={"Accept": "application/json, text/event-stream"})
    keys.remove(key.id)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorised")


def test_it_is_off_unless_switched_on(tmp_path: Path) -> None:
    app = create_app(str(tmp_path / "none"), settings=Settings(state=str(tmp_path)))
    assert TestClient(app).post("/mcp/", json={}).status_code == 404


def test_the_command_serves_standard_input_and_output(tmp_path: Path) -> None:
    store, sample = str(tmp_path / "store"), str(SAMPLES / "lishui-drill.txt")
    assert run_envgov("load", sample, "--quiet", "--store", store).returncode == 0
    command, *arguments = envgov_command("mcp", "--store", store)
    server = StdioServerParameters(command=command, args=arguments, env=dict(os.environ))
    (found,) = call(server, ("timeline", {"region": "丽水市"}))
    assert found.structured_content["rows"]

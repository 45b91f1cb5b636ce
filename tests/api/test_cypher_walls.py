"""The walls behind the guard, and what happens when a caller leaves; on both engines."""

from __future__ import annotations

import asyncio
import time

import pytest
from envgov.api.access import open_graph
from envgov.api.settings import Settings
from envgov.graph.errors import QueryError
from envgov.graph.store import open_store
from fastapi.testclient import TestClient

WRITES = (
    "CREATE (n:Agency {uid: 'x'})",
    "MERGE (n:Region {uid: 'region-0'}) RETURN n",
    "MATCH (n:Agency) SET n.name = 'x'",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Agency) REMOVE n.name",
)
ENDLESS = "MATCH (a)-[*1..6]-(b) RETURN count(*) AS n"


def test_behind_the_guard_the_engine_refuses_to_write(filled: str) -> None:
    with open_store(filled) as store:
        before = store.graph_hash()
        for cypher in WRITES:
            with pytest.raises(QueryError):
                store.run(cypher, {}, timeout=3)
        assert store.graph_hash() == before


def test_who_leaves_ends_the_statement(filled: str) -> None:
    with open_graph(filled, Settings()) as graph:

        async def leave() -> float:
            guarded = graph.guarded(Settings(cypher_seconds=5.0))
            await guarded.run("RETURN 1 AS n", {}, limit=1)
            running = asyncio.create_task(guarded.run(ENDLESS, {}, limit=1))
            await asyncio.sleep(0.5)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            begin = time.monotonic()
            await asyncio.to_thread(graph.rows, "api/alive")
            took = time.monotonic() - begin
            assert (await guarded.run("RETURN 1 AS n", {}, limit=1)).rows == [(1,)]
            await guarded.close()
            return took

        assert asyncio.run(leave()) < 1


def test_it_is_off_unless_switched_on(service: TestClient) -> None:
    answer = service.post("/v1/cypher", json={"query": "RETURN 1 AS n"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")

"""The pages' own statements on a real Neo4j: the same pages as over the embedded engine, which the other tests use."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import empty
from envgov.api.app import create_app
from envgov.api.settings import Settings
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.loaders.reference import reference
from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html"}


@pytest.mark.neo4j
def test_the_pages_over_a_real_neo4j(neo4j_uri: str, samples: tuple[DocumentFacts, ...], tmp_path: Path) -> None:
    empty(neo4j_uri)
    with open_store(neo4j_uri, access="write") as store:
        store.reference(*reference())
        store.write(samples)
    settings = Settings(state=str(tmp_path), requests_a_minute=0)
    with TestClient(create_app(neo4j_uri, settings=settings)) as client:
        training = next(
            row for row in client.get("/v1/events?kind=training").json()["data"] if "美丽云南" in row["name"]
        )
        page = client.get(f"/events/{training['uid']}", headers=PAGE).text
        assert "经“" in page and "16个州（市）生态环境局" in page and ">昆明市生态环境局</a>" in page
        rows = client.get(f"/v1/nodes/{training['uid']}/incoming?limit=500").json()["data"]
        bureau = next(row for row in rows if row["name"] == "昆明市生态环境局")
        assert "16个州（市）生态环境局" in client.get(f"/facts/{bureau['fact']}", headers=PAGE).text
        assert "推得" in client.get(f"/agencies/{bureau['uid']}", headers=PAGE).text
        assert "<mark>" in client.get(f"/evidence?among={bureau['uid']},{training['uid']}", headers=PAGE).text
        document = client.get("/v1/documents?q=huaihua").json()["data"][0]
        row = client.get(f"/v1/documents/{document['uid']}/statements?limit=1").json()["data"][0]
        place = f"/documents/{document['uid']}?start={row['start']}&end={row['end']}&raw=1"
        shown = client.get(place, headers=PAGE).text
        assert f'<mark class="hit" id="hit">{row["quote"]}</mark>' in shown and "(huái)" in shown
        for path in ("/", "/quality", "/regions/region-530000", "/search?q=云南"):
            assert client.get(path, headers=PAGE).status_code == 200, path

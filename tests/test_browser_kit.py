"""The kit for the Neo4j Browser, and docs/neo4j-browser.md in a real Neo4j Browser in headless Chromium."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import neo4j_server
import pytest
import write_browser_kit
from conftest import ROOT, SAMPLES, empty, require_jars, run_envgov, serving
from envgov.api.app import create_app
from envgov.api.browser_kit import FOLDERS, guide, saved_queries, saved_zip, steps, style
from envgov.graph.asking import answer
from envgov.graph.kinds import load_kinds
from envgov.graph.model import DocumentFacts
from envgov.graph.queries import bind, load_queries
from envgov.graph.store import open_store
from fastapi.testclient import TestClient

PAGE = ROOT / "docs" / "neo4j-browser.md"
CHROMIUM = "apt-get install chromium fonts-noto-cjk"

OF_ITS_OWN = "paths.between"  # a Neo4j finds a path itself, where the service counts steps for both engines


def test_the_page_is_that_of_the_code_and_one_command_writes_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["write_browser_kit.py", str(tmp_path)])
    write_browser_kit.main()
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"envgov.grass", "guide.html", *(f"saved/{path}" for path, _text in saved_queries())}
    assert PAGE.read_text("utf-8") == write_browser_kit.page(), "run tools/write_browser_kit.py"


def test_every_named_query_is_saved_under_a_chinese_title() -> None:
    saved = dict(saved_queries())
    assert len(saved) == len(load_queries()) + len(steps("pictures"))
    for text in saved.values():
        assert re.match(r"// [^\n]*[\u4e00-\u9fff]", text)
        assert "$" not in text
    assert {path.split("/")[0] for path in saved} == set(FOLDERS.values())
    with zipfile.ZipFile(io.BytesIO(saved_zip())) as archive:
        assert sorted(archive.namelist()) == sorted(saved)


def test_every_kind_has_a_colour_and_a_caption() -> None:
    made = style()
    for label in load_kinds().nodes:
        assert re.search(rf"node\.{label} \{{\n  color: #[0-9A-F]{{6}};.*?caption: '\{{\w+\}}';", made, re.DOTALL), (
            label
        )


def test_the_guide_has_ten_steps_from_a_first_match_to_provenance() -> None:
    assert guide().count("<slide") == 10
    assert steps("guide")[0].text.startswith("MATCH")
    assert "Statement" in steps("guide")[-1].text


@pytest.fixture(scope="module")
def kit_client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client of the service whose store is never opened: the kit needs none."""
    return TestClient(create_app(str(tmp_path_factory.mktemp("kit"))))


@pytest.mark.parametrize("name", ["envgov.grass", "guide.html", "queries.zip"])
def test_a_page_of_another_origin_may_fetch_the_kit(kit_client: TestClient, name: str) -> None:
    asked = {"Origin": "http://127.0.0.1:7474", "Access-Control-Request-Headers": "cache-control,pragma,sentry-trace"}
    preflight = kit_client.options(f"/browser/{name}", headers=asked | {"Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-headers"] == "*"
    found = kit_client.get(f"/browser/{name}", headers={"Origin": "http://127.0.0.1:7474"})
    assert found.status_code == 200
    assert found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in kit_client.get("/queries").headers


def test_a_file_that_is_not_in_the_kit_is_not_found(kit_client: TestClient) -> None:
    assert kit_client.get("/browser/passwords.txt").status_code == 404


@pytest.mark.neo4j
def test_every_saved_query_answers_as_the_named_query_does(neo4j_uri: str, samples: tuple[DocumentFacts, ...]) -> None:
    saved = dict(saved_queries())
    empty(neo4j_uri)
    with open_store(neo4j_uri, access="write") as store:
        store.write(samples)
        for step in (*steps("guide"), *steps("pictures")):
            assert store.run(step.text, {}, limit=5).rows, step.name
        for query in load_queries().values():
            subject, _, name = query.name.partition(".")
            params = bind(query, {param.name: param.example for param in query.params if param.required})
            if query.name == OF_ITS_OWN:
                continue
            expected = store.run(query.text, params).rows
            assert store.run(saved[f"{FOLDERS[subject]}/{name}.cypher"], {}).rows == expected, query.name


@pytest.mark.neo4j
def test_the_saved_query_of_the_shortest_path_returns_one_path(
    neo4j_uri: str, samples: tuple[DocumentFacts, ...]
) -> None:
    subject, _, name = OF_ITS_OWN.partition(".")
    text = dict(saved_queries())[f"{FOLDERS[subject]}/{name}.cypher"]
    query = load_queries()[OF_ITS_OWN]
    empty(neo4j_uri)
    with open_store(neo4j_uri, access="write") as store:
        store.write(samples)
        found = store.run(text, {})
        params = {param.name: param.example for param in query.params if param.required}
        expected = answer(store, query, params)
    assert found.columns == tuple(query.returns) == expected.columns
    assert len(found.rows) == len(expected.rows) == 1
    # Of several shortest paths either may be told: the length and the ends are those of the named query.
    (hops, steps_, uids, facts), of_query = found.rows[0], expected.rows[0]
    assert hops == of_query[0] == len(steps_) == len(facts) == len(uids) - 1  # type: ignore[arg-type]
    assert (uids[0], uids[-1]) == (of_query[2][0], of_query[2][-1])  # type: ignore[index]


@pytest.mark.neo4j
def test_an_analyst_does_the_page_by_copy_and_paste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Browser is driven from a process of its own: Playwright and the Java of the embedded store do not end together."""
    require_jars()
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        if os.environ.get("CI"):
            pytest.fail(f"the test of the Neo4j Browser cannot run: {CHROMIUM}")
        pytest.skip(f"left out: the test of the Neo4j Browser: {CHROMIUM}")
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.PASSWORD)
    with neo4j_server.neo4j_server(tmp_path / "neo4j") as server:
        loaded = run_envgov("load", str(SAMPLES), "--store", server.uri, "--quiet")
        assert loaded.returncode == 0, loaded.stderr
        with serving(server.uri) as address:
            script = str(Path(__file__).parent / "analyst.py")
            command = [sys.executable, script, server.browser, server.uri, address]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]

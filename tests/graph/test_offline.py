from __future__ import annotations

import os
import subprocess
from pathlib import Path

import neo4j_server
import pytest
from conftest import SAMPLES, require_jars, run_envgov
from envgov.graph.check import check
from envgov.graph.errors import SchemaError, StoreError
from envgov.graph.model import DocumentFacts, Fact
from envgov.graph.offline import new_folder, write_import
from envgov.graph.records import GraphHash
from envgov.graph.search import search
from envgov.graph.spool import Spool
from envgov.graph.store import open_store
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import invented


def spooled(folder: Path, written: list[DocumentFacts]) -> str:
    """Return the hash of the graph that a spool of some documents holds."""
    spool = Spool(folder / "spool.sqlite")
    for facts in written:
        spool.add(facts)
    _nodes, _edges, graph = write_import(spool, new_folder(folder / "import"))
    spool.close()
    return graph


@pytest.fixture(scope="module")
def store_for_properties(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("offline") / "store")


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6), documents=st.integers(1, 4))
def test_an_import_is_the_graph_that_a_load_gives(
    store_for_properties: str, tmp_path_factory: pytest.TempPathFactory, seed: int, documents: int
) -> None:
    written = [invented(number, seed) for number in range(documents)]
    with open_store(store_for_properties, access="write") as store:
        store.write(written)
        expected = store.graph_hash()
        for facts in written:
            store.remove(facts.document.uid)
    assert spooled(tmp_path_factory.mktemp("spool"), written) == expected


def test_what_the_schema_does_not_allow_is_refused_whole(tmp_path: Path) -> None:
    good = invented(1, 1, facts=3)
    bad = DocumentFacts(
        good.document, (*good.facts, Fact(good.facts[0].subject, "colour", good.facts[0].evidence, value="蓝"))
    )
    spool = Spool(tmp_path / "spool.sqlite")
    with pytest.raises(SchemaError, match="colour"):
        spool.add(bad)
    spool.settle()
    assert list(spool.records()) == []
    assert GraphHash().hexdigest()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("私", "utf-8")
    with pytest.raises(StoreError, match="is not empty"):
        new_folder(tmp_path)
    done = run_envgov("load", str(SAMPLES / "lishui-drill.txt"), "--offline-import", str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.neo4j
def test_neo4j_imports_what_the_command_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_jars()
    folder, loaded, home = tmp_path / "import", str(tmp_path / "loaded"), tmp_path / "neo4j"
    done = run_envgov("load", str(SAMPLES), "--offline-import", str(folder), "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert run_envgov("load", str(SAMPLES), "--store", loaded, "--quiet").returncode == 0
    with open_store(loaded) as store:
        expected = store.graph_hash()
    assert expected in (folder / "README.txt").read_text("utf-8")
    neo4j_server.make_home(home)
    command = neo4j_server.command(home, "org.neo4j.cli.AdminTool")
    command += ["database", "import", "full", "neo4j", "--overwrite-destination=true", "@arguments"]
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    imported = subprocess.run(
        command, cwd=folder, env={**os.environ, **places}, capture_output=True, text=True, check=False
    )
    assert imported.returncode == 0, imported.stdout[-1500:] + imported.stderr[-1500:]
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.PASSWORD)
    with neo4j_server.neo4j_server(home) as server, open_store(server.uri, access="write") as store:
        assert store.graph_hash() == expected
        assert list(check(store)) == []
        assert search(store, "昆明市")[0].name == "昆明市"

from __future__ import annotations

import os

import pytest
from conftest import ROOT
from envgov.graph.py2neo import py2neo_graph
from envgov.graph.store import open_store
from invented import invented


def test_a_notebook_with_py2neo_works_on_either_engine(location: str) -> None:
    from py2neo import Node, NodeMatcher

    with open_store(location, access="write") as store:
        store.write([invented(1, 3)])
        agencies = store.counts()["Agency"]
    with py2neo_graph(location) as graph:
        assert graph.evaluate("MATCH (a:Agency) RETURN count(a)") == agencies
        assert NodeMatcher(graph).match("Agency").first()["uid"].startswith("agency-")
        frame = graph.run("MATCH (a:Agency) RETURN a.uid AS uid, a.name AS name").to_data_frame()
        assert list(frame.columns) == ["uid", "name"]
        assert len(frame) == agencies
        if "://" in location:
            made = Node("Agency", uid="agency-py2neo", name="某局")
            graph.create(made)
            assert graph.evaluate("MATCH (a:Agency {uid: 'agency-py2neo'}) RETURN a.name") == "某局"
            graph.delete(made)
        else:
            with pytest.raises(Exception):  # noqa: B017 - py2neo's own, of the engine's refusal
                graph.run("CREATE (:Agency {uid: 'agency-py2neo'})").evaluate()


def test_the_notebook_runs(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    path = ROOT / "docs" / "notebooks" / "driver-pandas-networkx.ipynb"
    notebook = nbformat.read(path, as_version=4)
    monkeypatch.setenv("ENVGOV_STORE", str(tmp_path) + "/store")
    assert os.environ["ENVGOV_STORE"]
    NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = str([cell.get("outputs") for cell in notebook.cells])
    assert "生态环境" in outputs
    assert "Error" not in outputs

"""What writes finds by an index, never by looking through a label or a kind of relationship; a named query that looks says so.

On Neo4j the plans tell it; the embedded engine's plans do not, so its own counters are read: they count every time it looks
through a type.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import neo4j
import pytest
from conftest import ROOT, fill_neo4j
from envgov.graph import embedded
from envgov.graph.addresses import DATABASE
from envgov.graph.kinds import load_kinds
from envgov.graph.model import DocumentFacts
from envgov.graph.queries import EVERYTHING, bind, load_queries
from envgov.graph.store import Store, open_store
from envgov.graph.suppression import Suppressions, suppress
from envgov.graph.templates import expanded
from envgov.graph.values import operators
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

CYPHER = ROOT / "cypher"
WRITING = ("write", "unite", "suppress")
# Asked once a command, of the whole graph: what is copied, counted, checked, or listed document by document.
# Earlier versions are texts without statements: a suppression, which a person asks for, goes through them.
VERSIONS = {"suppress/versions", "suppress/fact_versions"}
WHOLE = {"unite/all", "write/all_edges", "write/all_nodes", "write/documents", "write/edge_counts", "write/node_counts"}
PARAMETER = re.compile(r"\$(\w+)")
LOOKS = ("scanType", "scanBucket", "iterateType", "iterateBucket")  # what the embedded engine counts
STEADY = {"regions.parent_on"}  # look through divisions, of which documents make no more
NAMES = re.compile(r"[:|]\s*([A-Za-z_]\w*)")  # labels and types in what an operator says of itself
TOLD = "2023年5月8日，云南省生态环境厅在昆明市举办全省排污许可执法培训班。"
TEXTS = (
    f"{TOLD}云南省生态环境厅副厅长白露晞主持开班式。",
    "2023年5月8日，云南省排污许可执法培训班在昆明市举办。曲靖市生态环境局局长石涧鸣参加培训。",
)


@pytest.mark.neo4j
def test_nothing_that_writes_scans(neo4j_uri: str, samples: tuple[DocumentFacts, ...]) -> None:
    fill_neo4j(neo4j_uri, samples)
    texts = {
        path.relative_to(CYPHER).with_suffix("").as_posix(): path.read_text("utf-8")
        for folder in WRITING
        for path in sorted((CYPHER / folder).rglob("*.cypher"))
    }
    texts |= {path: text for path, text in expanded().items() if path.split("/")[0] in WRITING}
    assert set(texts) >= WHOLE
    scanning = {}
    for name, plan in plans(neo4j_uri, texts):
        if scans := [each for each in operators(plan) if "Scan" in each]:
            scanning[name] = scans
    assert set(scanning) == WHOLE | VERSIONS, {name: scans for name, scans in scanning.items() if name not in WHOLE}


@pytest.mark.neo4j
def test_a_named_query_that_scans_says_so(neo4j_uri: str, samples: tuple[DocumentFacts, ...]) -> None:
    fill_neo4j(neo4j_uri, samples)
    growing = {*load_kinds().names(), EVERYTHING} - {"Region"}
    queries = load_queries()
    for name, plan in plans(neo4j_uri, {name: query.text for name, query in queries.items()}):
        found = set(scanned(plan)) & growing  # with which of its kinds a plan begins depends on how many there are
        assert not found or queries[name].scans, f"{name}: put {', '.join(sorted(found))} under `scans`"


def plans(uri: str, texts: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the plan of each statement by its name."""
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF") as driver:
        driver.execute_query(
            "CALL db.prepareForReplanning(60)"
        )  # else the plans are of the time when the graph was empty
        for name, text in texts.items():
            given = dict.fromkeys(PARAMETER.findall(text))
            yield name, driver.execute_query("EXPLAIN " + text, given).summary.plan or {}


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """Yield the labels and types that a plan looks through."""
    operator = str(plan.get("operatorType", ""))
    if "AllRelationships" in operator or "AllNodes" in operator:
        yield EVERYTHING
    elif "Scan" in operator:
        yield from NAMES.findall(str(plan.get("args", {}).get("Details", "")))
    for child in plan.get("children", ()):
        yield from scanned(child)


@dataclass
class Looking:
    """The embedded engine's count of how often it looked through a type."""

    store: Store
    server: Any
    seen: int = 0

    def again(self) -> int:
        """Return how often it did since it was asked last."""
        stats = self.server._java_server.getDatabase(DATABASE).getStats()
        before, self.seen = self.seen, sum(int(stats.get(name)) for name in LOOKS)
        return self.seen - before


@pytest.fixture
def looking(filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looking]:
    """Yield an embedded store of the samples, open to write, with its counters."""
    servers: list[Any] = []
    start = embedded._start

    def started(*given: Any) -> Any:
        found = start(*given)
        servers.append(found[0])
        return found

    monkeypatch.setattr(embedded, "_start", started)
    shutil.copytree(filled_folder, tmp_path / "store")
    with open_store(str(tmp_path / "store"), access="write") as store:
        looking = Looking(store, servers[0])
        looking.again()
        yield looking


def test_nothing_that_writes_looks_through_the_embedded_store(
    looking: Looking, samples: tuple[DocumentFacts, ...], tmp_path: Path
) -> None:
    store = looking.store
    store.run("MATCH (n:Statement) RETURN count(n.uid)", {})
    assert looking.again(), "the counters no longer tell"
    assert store.remove(samples[0].document.uid)
    assert {each.status for each in store.write(samples)} == {"new", "unchanged"}
    less = [replace(each, facts=each.facts[: len(each.facts) // 2]) for each in samples]
    assert {each.status for each in store.write(less)} == {"replaced"}
    assert {each.status for each in store.write(samples)} == {"replaced"}
    assert looking.again() == 0
    for number, text in enumerate(TEXTS):  # the second one's event moves to the first one's
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
        (told,) = (read_facts(each) for each in read_paths([tmp_path / f"{number}.txt"]) if isinstance(each, Document))
        store.write([told])
    assert looking.again() == 0
    official = next(fact.subject.uid for each in samples for fact in each.facts if fact.subject.kind == "Official")
    suppress(store, Suppressions(tmp_path / "suppressions.jsonl"), official, reason="a test", by="a test")
    assert looking.again() == 1  # the earlier versions


def test_a_named_query_that_looks_through_the_embedded_store_says_so(looking: Looking) -> None:
    for name, query in load_queries().items():
        given = bind(query, {each.name: each.example for each in query.params if each.example is not None})
        looking.store.run(query.text, given)
        assert query.scans or name in STEADY or looking.again() == 0, f"{name}: put it under `scans`"
        looking.again()

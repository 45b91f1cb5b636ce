"""What writes finds by an index, never by looking through a label or a kind of relationship: the plans of a real Neo4j."""

from __future__ import annotations

import os
import re

import neo4j
import pytest
from conftest import ROOT, fill_neo4j
from envgov.graph.model import DocumentFacts
from envgov.graph.templates import expanded
from envgov.graph.values import operators

pytestmark = pytest.mark.neo4j

CYPHER = ROOT / "cypher"
WRITING = ("write", "unite", "suppress")
# Asked once a command, of the whole graph: what is copied, counted, checked, or listed document by document.
WHOLE = {"unite/all", "write/all_edges", "write/all_nodes", "write/documents", "write/edge_counts", "write/node_counts"}
PARAMETER = re.compile(r"\$(\w+)")


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
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(neo4j_uri, auth=auth, notifications_min_severity="OFF") as driver:
        for name, text in texts.items():
            given = dict.fromkeys(PARAMETER.findall(text))
            plan = driver.execute_query("EXPLAIN " + text, given).summary.plan
            if scans := [each for each in operators(plan or {}) if "Scan" in each]:
                scanning[name] = scans
    assert set(scanning) == WHOLE, scanning

"""The templates of cypher/templates: what they give word for word, that it is all a graph needs, and what they refuse."""

from __future__ import annotations

import os
import re

import neo4j
import pytest
import yaml
from conftest import ROOT
from envgov.graph.errors import QueryError, SchemaError
from envgov.graph.kinds import Kinds, NodeKind, load_kinds, read_kinds
from envgov.graph.statements import names, statement
from envgov.graph.templates import PLACE, Template, expand, expanded, read_templates

CYPHER = ROOT / "cypher"
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "templates.yaml").read_text("utf-8"))
PARAMETER = re.compile(r"\$(\w+)")
ONE = {"uid": "x", "rows": [], "uids": [], "indexes": [], "words": []}
NODES = Template("nodes", "MATCH (n:{{label}}) RETURN n", (("read/{{label}}", "label"),))


@pytest.mark.parametrize("path", CASES)
def test_a_template_gives_this_text(path: str) -> None:
    assert statement(path) == CASES[path]


def test_every_label_and_type_has_its_statements() -> None:
    kinds = load_kinds()
    for folder in ("schema/unique", "read/nodes", "write/describe", "write/supports", "write/orphans"):
        assert set(names(folder)) == set(kinds.nodes)
    things = {label for label, kind in kinds.nodes.items() if not kind.evidence}
    for part in ("outgoing", "incoming", "types", "evidence", "around", "near", "among", "drawn"):
        assert set(names(f"nodes/{part}")) == things
    assert set(names("read/edges")) == set(kinds.relationships)
    assert set(names("write/edges")) == {name for name, kind in kinds.relationships.items() if kind.fact}
    pairs = {f"{a}.{r.type}.{b}" for r in kinds.relationships.values() for a in r.sources for b in r.targets}
    assert set(names("write/between")) == pairs


def test_nothing_is_left_to_fill_and_no_file_stands_where_a_template_writes() -> None:
    for path, text in expanded().items():
        assert not PLACE.search(text), path
        assert not (CYPHER / f"{path}.cypher").exists(), path
    for name, template in read_templates().items():
        assert template.makes or any(f"{{{{{name}}}}}" in other.text for other in read_templates().values()), name


def test_a_new_kind_has_its_statements_at_once() -> None:
    added = "\n  Permit:\n    sub: [Draft]\n    search: [name]\n"
    text = (ROOT / "graph" / "kinds.yaml").read_text("utf-8").replace("\nnodes:\n", f"\nnodes:{added}", 1)
    made = expand(read_templates(), read_kinds(text))
    assert made["write/nodes/Permit.Draft"] == statement("write/nodes/Event.Training").replace(
        "Event:Training", "Permit:Draft"
    )
    assert {path for path in made if "Permit" in path} > {"nodes/one/Permit", "schema/embedded/Permit.name"}
    assert ":Permit|" in made["search/scan"]


def test_no_name_but_an_identifier_comes_into_a_statement() -> None:
    odd = "A {uid: 1}) DETACH DELETE (n"
    with pytest.raises(SchemaError, match="no identifier"):
        read_kinds(f"fact_properties: {{}}\nnodes: {{'{odd}': {{}}}}\nrelationships: {{}}")
    with pytest.raises(QueryError, match="no identifier"):
        expand({"nodes": NODES}, Kinds({odd: NodeKind(odd, (), {}, "", "")}, {}, {}))


@pytest.mark.parametrize(
    ("text", "makes", "said"),
    [
        ("MATCH (n:{{lable}})", ("read/{{label}}", "label"), r"cypher/templates/odd: \{\{lable\}\} cannot be filled"),
        ("RETURN [{{properties}}]", ("read/{{label}}", "label"), r"\{\{properties\}\} cannot be filled"),
        ("RETURN 1", ("read/all", "planet"), "there is no set 'planet'; use one of label, "),
        ("RETURN 1", ("read/all", "label"), "another template makes read/all too"),
    ],
)
def test_a_wrong_template_is_refused_by_name(text: str, makes: tuple[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        expand({"odd": Template("odd", text, (makes,))}, load_kinds())


@pytest.mark.neo4j
def test_a_real_server_understands_every_statement_of_a_template(neo4j_uri: str) -> None:
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(neo4j_uri, auth=auth, notifications_min_severity="OFF") as driver:
        for path, text in expanded().items():
            if not path.startswith("schema/embedded/"):
                driver.execute_query("EXPLAIN " + text, {name: ONE.get(name) for name in PARAMETER.findall(text)})

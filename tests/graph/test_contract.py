"""What holds on one engine holds on the other: graphs nobody wrote by hand, every write path, every constraint and index."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import neo4j
import pytest
from conftest import empty
from envgov.graph.asking import answer
from envgov.graph.check import check
from envgov.graph.errors import QueryError
from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, load_queries
from envgov.graph.search import search
from envgov.graph.statements import names, statement
from envgov.graph.store import Store, open_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import WORDS, invented

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def engines(neo4j_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Yield an empty store on either engine, open for writing."""
    empty(neo4j_uri)
    folder = str(tmp_path_factory.mktemp("contract") / "store")
    with open_store(folder, access="write") as first, open_store(neo4j_uri, access="write") as second:
        yield first, second
    empty(neo4j_uri)


def params_of(query: NamedQuery, random: Random) -> dict[str, object]:
    """Return parameters that meet something in an invented graph."""
    found: dict[str, object] = {}
    for param in query.params:
        if param.required or random.random() < 0.3:
            if param.type == "str" and not (param.name in ("measure", "kind", "mode") or param.example == "degree"):
                found[param.name] = random.choice(WORDS)
            elif param.required:
                found[param.name] = param.example
    return found


def rows_of(store: Store, query: NamedQuery, params: dict[str, object]) -> list[str] | str:
    try:
        return sorted(map(repr, answer(store, query, params).rows))
    except QueryError as error:
        return str(error)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), documents=st.integers(1, 5), facts=st.integers(0, 60))
def test_an_invented_graph_is_the_same_on_both(
    engines: tuple[Store, Store], seed: int, documents: int, facts: int
) -> None:
    written = [invented(number, seed, facts=facts) for number in range(documents)]
    random = Random(seed)  # noqa: S311 - a sequence, no secret
    first, second = engines
    try:
        assert [each.status for each in first.write(written)] == [each.status for each in second.write(written)]
        assert first.counts() == second.counts()
        assert first.graph_hash() == second.graph_hash()
        assert list(check(first)) == list(check(second)) == []
        for query in load_queries().values():
            params = params_of(query, random)
            assert rows_of(first, query, params) == rows_of(second, query, params), (query.name, params)
        for word in WORDS:
            assert search(first, word, limit=500) == search(second, word, limit=500)
        removed = random.choice(written).document.uid
        assert first.remove(removed) is second.remove(removed) is True
        assert first.graph_hash() == second.graph_hash()
    finally:
        for store in engines:
            for facts_of in written:
                store.remove(facts_of.document.uid)
            assert store.counts() == {}


def test_every_kind_and_every_relationship_is_invented() -> None:
    stated = [fact for number in range(30) for fact in invented(number, 1, facts=60).facts]
    kinds = load_kinds()
    assert {fact.predicate for fact in stated if fact.object} == {
        name for name, kind in kinds.relationships.items() if kind.fact
    }
    evidence = {label for label, kind in kinds.nodes.items() if kind.evidence}
    assert {node.kind for fact in stated for node in (fact.subject, fact.object) if node} == set(kinds.nodes) - evidence


def test_every_constraint_is_there_and_enforced(engines: tuple[Store, Store]) -> None:
    for store in engines:
        for label in (*names("schema/unique"), "Meta"):
            with store._session() as session:
                text = f"CREATE (:{label} {{uid: 'twice'}})"
                session.run(text).consume()
                with pytest.raises(neo4j.exceptions.Neo4jError):
                    session.run(text).consume()
                session.run(f"MATCH (n:{label} {{uid: 'twice'}}) DELETE n").consume()


def test_every_index_is_there(engines: tuple[Store, Store]) -> None:
    declared = {(label, "uid") for label in names("schema/unique")}
    declared |= {(name.split(".")[0], (name.split(".")[1:] or ["name"])[0]) for name in names("schema/index")}
    searched = {(label, name) for label, kind in load_kinds().nodes.items() for name in kind.search}
    for store in engines:
        with store._session() as session:
            rows = session.run("SHOW INDEXES").data()
        assert {row["state"] for row in rows} == {"ONLINE"}
        assert set(store.engine.search_indexes()) <= {row["name"] for row in rows}
        single = {
            (label, name) for row in rows for label in row["labelsOrTypes"] or () for name in row["properties"] or ()
        }
        plain = {(label, name.removesuffix(" by item")) for label, name in single}
        assert declared | searched <= plain


def test_every_statement_that_writes_runs_on_both(engines: tuple[Store, Store]) -> None:
    """The statements that no invented graph needs are planned, so that a mistake in them shows here."""
    for store in engines:
        for folder in (
            "write/between",
            "write/orphans",
            "write/nodes",
            "write/edges",
            "write/supports",
            "write/describe",
        ):
            for name in names(folder):
                store.fill(f"{folder}/{name}", [{"uid": f"nobody-{name}", "properties": {}, "fact": "x"}])
        with store._session() as session:
            session.run("MATCH (n) WHERE n.uid STARTS WITH 'nobody-' DETACH DELETE n").consume()
        assert store.counts() == {}
        assert store.run(statement("write/documents"), {}).rows == []

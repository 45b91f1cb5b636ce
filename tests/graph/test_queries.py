from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import fill_neo4j
from envgov.graph.asking import answer
from envgov.graph.check import check
from envgov.graph.errors import QueryError
from envgov.graph.model import DocumentFacts
from envgov.graph.queries import bind, load_queries, named, read_query
from envgov.graph.store import Store, open_store

CASES = yaml.load((Path(__file__).parent.parent / "cases" / "queries.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - builds text only
TYPES = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "map": dict}
GOOD = """// ---
// zh: 名称
// en: Names
// params:
//   name: {type: str, required: true, doc: name, example: 某局}
// returns: {name: str}
// ---
MATCH (a:Agency {name: $name}) // a comment with $nothing
RETURN a.name AS name
"""


@pytest.fixture(scope="module")
def loaded(filled: str) -> Iterator[Store]:
    """Yield a store of the samples, open for reading."""
    with open_store(filled) as store:
        yield store


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']}-{list(case['params'].values())}")
def test_a_query_answers_what_the_texts_say(loaded: Store, case: dict[str, object]) -> None:
    query = named(str(case["query"]))
    params = case["params"]
    assert isinstance(params, dict)
    found = answer(loaded, query, params)
    rows = [{column: _plain(value) for column, value in zip(found.columns, row, strict=True)} for row in found.rows]
    for expected in [*case.get("rows", ()), *case.get("exactly", ())]:  # type: ignore[misc]
        wanted = {key: _plain(value) for key, value in expected.items()}
        assert any(wanted.items() <= row.items() for row in rows), (wanted, rows[:20])
    if "exactly" in case:
        assert len(rows) == len(case["exactly"])  # type: ignore[arg-type]
    if "count" in case:
        assert len(rows) == int(str(case["count"]))


def _plain(value: object) -> object:
    """Return a value as YAML's base loader would read it, so that both sides compare as text."""
    if isinstance(value, list):
        return str([str(each) for each in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def test_every_query_has_a_case() -> None:
    assert {case["query"] for case in CASES} == set(load_queries())
    assert len(load_queries()) == 49


def test_every_row_has_the_declared_columns_and_types(loaded: Store) -> None:
    for query in load_queries().values():
        found = answer(loaded, query, {p.name: p.example for p in query.params if p.required})
        assert found.columns == tuple(query.returns), query.name
        for row in found.rows:
            for (column, kind), value in zip(query.returns.items(), row, strict=True):
                assert value is None or isinstance(value, TYPES[kind]), (query.name, column, value)


FACT = ("fact", "derived", "confidence", "documents")
OF_EDGES = "MATCH ()-[r]->() WHERE r.fact IS NOT NULL RETURN r.fact, r.derived, r.confidence, r.documents"
OF_VALUES = """MATCH (s:Statement {predicate: 'date'})-[:FROM]->(d:Document)
RETURN s.fact, min(toString(s.derived)) = 'true', max(s.confidence), count(DISTINCT d)"""
# Rows that state no fact: measures, what is absent, what a person has to judge, evidence itself.
NO_FACTS = {
    "campaigns.regions_not_covered", "agencies.co_participation", "agencies.ranking", "officials.co_attendance",
    "officials.homonyms", "directives.repeated", "facts.provenance", "quality.anomalies", "quality.read_in_part", "agencies.unresolved",
    "clauses.unread",
}  # fmt: skip


def test_every_row_of_a_fact_names_it_and_leads_to_its_evidence(loaded: Store) -> None:
    known = {str(fact): row for text in (OF_VALUES, OF_EDGES) for fact, *row in loaded.run(text, {}).rows}
    for query in load_queries().values():
        if query.name in NO_FACTS:
            continue
        one = set(FACT) <= set(query.returns)
        assert one or "facts" in query.returns, query.name
        for row in answer(loaded, query, {p.name: p.example for p in query.params if p.required}).rows:
            found = dict(zip(query.returns, row, strict=True))
            if not one:
                facts = found["facts"]
                assert isinstance(facts, list) and set(facts) <= set(known), (query.name, found)
            elif found["fact"] is not None:
                assert [found[name] for name in FACT[1:]] == known[str(found["fact"])], (query.name, found)


def test_both_engines_give_equal_rows(
    tmp_path: Path, filled_folder: Path, neo4j_uri: str, samples: tuple[DocumentFacts, ...]
) -> None:
    answers: list[dict[str, list[str]]] = []
    fill_neo4j(neo4j_uri, samples)
    for location in (str(shutil.copytree(filled_folder, tmp_path / "store")), neo4j_uri):
        with open_store(location) as store:
            answers.append(
                {
                    query.name: [
                        repr(row)
                        for row in answer(store, query, {p.name: p.example for p in query.params if p.required}).rows
                    ]
                    for query in load_queries().values()
                }
            )
    for name, rows in answers[0].items():
        assert sorted(rows) == sorted(answers[1][name]), name


def test_the_graph_of_the_samples_is_sound(loaded: Store) -> None:
    assert list(check(loaded)) == []


def test_required_parameters_have_an_example() -> None:
    lacking = [(q.name, p.name) for q in load_queries().values() for p in q.params if p.required and p.example is None]
    assert lacking == []


# -- the reader --------------------------------------------------------------------------------------------------------


def test_a_query_file_is_read_whole() -> None:
    query = read_query("agencies/names.cypher", GOOD)
    assert (query.name, query.zh, query.en) == ("agencies.names", "名称", "Names")
    assert query.params[0].required
    assert query.returns == {"name": "str"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("$name}", "$nmae}"), r"agencies/x\.cypher:8: the parameter \$nmae is not declared"),
        (("{name: $name}", "{name: 'x'}"), r"agencies/x\.cypher:1: the parameter 'name' is declared and not used"),
        (("RETURN", "SET a.x = 1\nRETURN"), r"agencies/x\.cypher:9: .* SET writes"),
        (("MATCH", "LOAD CSV FROM 'x' AS line\nMATCH"), r"agencies/x\.cypher:8: .* LOAD writes"),
        (("AS name\n", "AS title\n"), r"returns \['title'\]"),
        (("// en: Names\n", ""), r"agencies/x\.cypher:1: the front matter lacks en"),
        (("// ---\n// zh", "// zh"), r"must stand between two lines"),
        (("type: str", "type: text"), r"'text' is no type"),
        (("type: str", "doc: name, or a part of it, type: str"), r"'or a part of it' means nothing here; quote"),
        (("name: str}", "name: words}"), r"'words' is no type"),
        (("zh: 名称", "zh: [名称"), r"the front matter is no YAML"),
        (("AS name\n", "AS name;\nMATCH (b) RETURN b\n"), r"holds one statement"),
    ],
)
def test_a_malformed_query_is_refused_with_file_and_line(change: tuple[str, str], message: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(QueryError, match=message):
        read_query("agencies/x.cypher", GOOD.replace(*change, 1))


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("plans.phase_tasks", {}, "needs the parameter 'plan', such as plan="),
        ("plans.phase_tasks", {"plan": "x", "phse": "1"}, "no parameter 'phse'; did you mean 'phase'"),
        ("tasks.overdue", {"on": "2021-13-01"}, "on="),
        ("tasks.overdue", {"on": "next week"}, "on="),
        ("agencies.ranking", {"limit": "many"}, "limit="),
        ("trainings.attendance", {"direct_only": "perhaps"}, "direct_only="),
    ],
)
def test_wrong_parameters_are_refused_by_name(name: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        bind(named(name), given)


def test_an_unknown_query_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"did you mean trainings\.attendance"):
        named("trainings.atendance")


def test_an_unknown_measure_or_thing_is_refused(loaded: Store) -> None:
    with pytest.raises(QueryError, match="degree, pagerank, betweenness"):
        answer(loaded, named("agencies.ranking"), {"measure": "fame"})
    with pytest.raises(QueryError, match="nothing in the graph is called '无此人'"):
        answer(loaded, named("paths.between"), {"from": "无此人", "to": "段一鸣"})


def test_user_text_is_never_a_statement(loaded: Store) -> None:
    before = loaded.counts()
    for hostile in ("' OR 1=1 //", "x') DETACH DELETE n //", "$plan", "}) RETURN 1 //"):
        assert answer(loaded, named("plans.phase_tasks"), {"plan": hostile}).rows == []
    assert loaded.counts() == before

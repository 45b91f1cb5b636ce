from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import fill_neo4j, run_envgov
from envgov.graph.errors import QueryError
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node
from envgov.graph.search import search
from envgov.graph.store import Store, open_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = [
    "生态环境局", "生态环境局 昆明", "昆明市", "省", "環境", "大氣污染", "“十五五”规划", "赣市府办字〔2019〕40号", "昆 明", "乾安",
    "长沙", "建设 培训", "环", "局", "县", "A", "3", "防治", "领导小组", "《规划》", "16个州（市）",
]  # fmt: skip


@pytest.fixture(scope="module")
def both(
    neo4j_uri: str, filled_folder: Path, tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]
) -> Iterator[tuple[Store, Store]]:
    """Yield the samples on both engines, open for reading."""
    fill_neo4j(neo4j_uri, samples)
    folder = str(shutil.copytree(filled_folder, tmp_path_factory.mktemp("search") / "store"))
    with open_store(folder) as first, open_store(neo4j_uri) as second:
        yield first, second


@pytest.mark.neo4j
@pytest.mark.parametrize("text", WORDS)
def test_both_engines_find_the_same_in_the_same_order(both: tuple[Store, Store], text: str) -> None:
    first, second = (search(store, text, limit=5000) for store in both)
    assert first == second


@pytest.mark.neo4j
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet='生态环境局省昆明市 長"\\*~()[]{}+-&|!^:/?AND OR NOT1a。，', max_size=12))
def test_what_a_user_types_is_never_syntax(both: tuple[Store, Store], text: str) -> None:
    first, second = (search(store, text, limit=5000) for store in both)
    assert first == second
    assert not first or any(map(str.isalnum, text))


@pytest.fixture
def aliases(location: str) -> str:
    """Return a store with an agency of two aliases, a task and a demand."""
    text = "甲乙丙丁市整治黑臭水体，不得偷排漏排"
    document = Node(
        "Document", "document-1", "通知", (),
        {"script": "simplified", "chars": 18, "sha256": "0", "file": "a.txt", "text": text, "extractor": "1"},
    )  # fmt: skip
    agency = Node("Agency", "agency-1", "甲乙丙丁市生态环境局", (), {"aliases": ("甲乙环保局", "丙丁监测站")})
    task = Node("Task", "task-1", "整治黑臭水体", (), {"text": "整治黑臭水体", "seq": 1})
    demand = Node("Directive", "directive-1", "不得偷排", (), {"text": "不得偷排漏排", "verb": "强调"})
    where = Evidence(0, 4, "甲乙丙丁", 0, 4, "test", 0.9)
    facts = (
        Fact(agency, "RESPONSIBLE_FOR", where, object=task, properties={"role": "责任"}),
        Fact(agency, "GAVE", where, object=demand),
    )
    with open_store(location, access="write") as store:
        store.write([DocumentFacts(document, facts)])
    return location


def test_aliases_tasks_and_demands_are_found_by_words_characters_and_traditional_ones(aliases: str) -> None:
    with open_store(aliases) as store:
        for text, found in {
            "甲乙环保局": ["agency-1"], "监测站": ["agency-1"], "乙环保": ["agency-1"], "甲乙丙丁": ["agency-1"],
            "黑臭水體": ["task-1"], "整治 水体": ["task-1"], "漏排": ["directive-1"], "臭": ["task-1"],
            "漏": ["directive-1"], "站": ["agency-1"], "無": [], "水体 漏排": [], "通知": ["document-1"],
        }.items():  # fmt: skip
            assert [hit.uid for hit in search(store, text)] == found, text
        assert [hit.uid for hit in search(store, "甲乙", kinds=["Task"])] == []
        assert search(store, "丙丁监测站")[0].rank == 0


def test_the_command_prints_what_it_finds(aliases: str) -> None:
    done = run_envgov("search", "黑臭水體", "--kind", "Task", "--format", "json", "--store", aliases)
    assert json.loads(done.stdout)["rows"] == [{"kind": "Task", "name": "整治黑臭水体", "uid": "task-1"}], done.stderr
    wrong = run_envgov("search", "水体", "--kind", "Colour", "--store", aliases)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_what_is_removed_is_not_found(aliases: str) -> None:
    with open_store(aliases, access="write") as store:
        assert store.remove("document-1")
        assert search(store, "黑臭水体") == []
        assert search(store, "甲乙环保局") == []


def test_pages_follow_each_other(both: tuple[Store, Store]) -> None:
    whole = search(both[0], "昆明市", limit=10)
    assert search(both[0], "昆明市", limit=4) + search(both[0], "昆明市", limit=6, skip=4) == whole
    assert whole[0].name == "昆明市"


@pytest.mark.parametrize(
    ("text", "kinds", "said"),
    [("长" * 201, None, "201 characters"), ("长 " * 13, None, "13 words"), ("长沙", ["Colour"], "no kind 'Colour'")],
)
def test_what_cannot_be_searched_is_said(
    both: tuple[Store, Store], text: str, kinds: list[str] | None, said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        search(both[0], text, kinds=kinds)


@pytest.mark.parametrize("text", ["", "  ", "***", "。，", '"', "\\"])
def test_nothing_to_look_for_finds_nothing(both: tuple[Store, Store], text: str) -> None:
    assert search(both[0], text) == []

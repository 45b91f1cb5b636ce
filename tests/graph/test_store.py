from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import envgov_command
from conftest import ROOT, run_envgov
from envgov.graph.check import check, outdated
from envgov.graph.errors import QueryError, RefusedError, SchemaError, StoreError
from envgov.graph.guarded import run_guarded
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node
from envgov.graph.store import open_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

KINDS = {"HOSTED": {"role": "主办"}, "ATTENDED": {"mode": "video"}}


def invented(number: int, choices: list[tuple[int, int, str, float]]) -> DocumentFacts:
    """Return a document whose facts are about a few bodies and events that other documents share."""
    text = "".join(f"机构{a}与活动{e}；" for a, e, _kind, _sure in choices) or "无"
    document = Node(
        "Document",
        f"document-{number}",
        f"文{number}",
        (),
        {
            "script": "simplified",
            "chars": len(text),
            "sha256": str(number),
            "file": f"{number}.txt",
            "text": text,
            "extractor": "1",
        },
    )
    facts = []
    position = 0
    for agency, event, kind, sure in choices:
        quote = f"机构{agency}与活动{event}；"
        evidence = Evidence(position, position + len(quote), quote, position, position + len(quote), "test", sure)
        body = Node("Agency", f"agency-{agency}", f"机构{agency}", (), {"level": "county"})
        happening = Node("Event", f"event-{event}", f"活动{event}", ("Meeting",), {"kind": "meeting"})
        facts.append(Fact(body, kind, evidence, object=happening, properties=KINDS[kind]))
        facts.append(Fact(happening, "date", evidence, value=f"2024-0{1 + number % 9}"))
        position += len(quote)
    return DocumentFacts(document, tuple(facts))


def test_loading_twice_changes_nothing(location: str, samples: tuple[DocumentFacts, ...]) -> None:
    with open_store(location, access="write") as store:
        assert {each.status for each in store.write(samples)} == {"new"}
        counts, before = store.counts(), store.graph_hash()
        assert {each.status for each in store.write(samples)} == {"unchanged"}
        assert (store.counts(), store.graph_hash()) == (counts, before)
        assert list(check(store)) == []


def test_the_order_of_loading_does_not_matter(location: str, samples: tuple[DocumentFacts, ...]) -> None:
    with open_store(location, access="write") as store:
        store.write(samples)
        before = store.graph_hash()
        shuffled = list(samples)
        random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, no secret
        for facts in samples:
            assert store.remove(facts.document.uid)
        assert store.counts() == {}
        store.write(shuffled)
        assert store.graph_hash() == before


def test_removing_a_document_leaves_what_others_support(location: str) -> None:
    first = invented(1, [(1, 1, "HOSTED", 0.9), (2, 1, "ATTENDED", 0.8)])
    second = invented(2, [(1, 1, "HOSTED", 0.7)])
    with open_store(location, access="write") as store:
        store.write([second])
        alone = store.graph_hash()
        store.write([first])
        rows = store.run("MATCH (:Agency)-[r:HOSTED]->(e:Event) RETURN r.documents, r.confidence, e.date", {}).rows
        assert rows == [(2, 0.9, "2024-02")]
        assert store.remove("document-1")
        assert store.graph_hash() == alone
        assert not store.remove("document-1")


def test_documents_of_another_extractor_are_told_apart(location: str) -> None:
    first, second = invented(1, [(1, 1, "HOSTED", 0.9)]), invented(2, [(1, 1, "HOSTED", 0.9)])
    with open_store(location, access="write") as store:
        store.write([first, second])
        assert list(outdated(store, "1")) == []
        assert [(each.kind, each.uid) for each in outdated(store, "2")] == [
            ("outdated", "document-1"),
            ("outdated", "document-2"),
        ]


CHOICES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.sampled_from(sorted(KINDS)), st.sampled_from([0.5, 0.75, 0.95])),
    max_size=4,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.lists(CHOICES, min_size=1, max_size=3), passing=CHOICES, seed=st.integers(0, 9))
def test_a_document_that_came_and_went_leaves_no_trace(
    store_for_properties: str,
    kept: list[list[tuple[int, int, str, float]]],
    passing: list[tuple[int, int, str, float]],
    seed: int,
) -> None:
    documents = [invented(number, choices) for number, choices in enumerate(kept, 1)]
    with open_store(store_for_properties, access="write") as store:
        store.write(documents)
        expected = store.graph_hash()
        for facts in documents:
            store.remove(facts.document.uid)
        mixed = [*documents, invented(8, passing)]
        random.Random(seed).shuffle(mixed)  # noqa: S311
        store.write(mixed)
        store.remove("document-8")
        assert store.graph_hash() == expected
        for facts in documents:
            store.remove(facts.document.uid)
        assert store.counts() == {}


@pytest.fixture(scope="module")
def store_for_properties(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("properties") / "store")


def test_facts_outside_the_schema_are_refused_whole(location: str) -> None:
    good = invented(1, [(1, 1, "HOSTED", 0.9)])
    bad = DocumentFacts(
        good.document, (*good.facts, Fact(good.facts[0].subject, "colour", good.facts[0].evidence, value="蓝"))
    )
    with open_store(location, access="write") as store:
        with pytest.raises(SchemaError, match="colour"):
            store.write([bad])
        assert store.counts() == {}


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Agency {uid: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Agency) SET n.name = 'x'",
        "MERGE (n:Nonsense {uid: 'x'})",
    ],
)
def test_a_reader_cannot_write(location: str, cypher: str) -> None:
    with open_store(location, access="write") as store:
        store.write([invented(1, [(1, 1, "HOSTED", 0.9)])])
        before = store.graph_hash()
    with open_store(location) as store:
        with pytest.raises(QueryError):
            store.run(cypher, {})
        with pytest.raises(RefusedError):
            run_guarded(location, cypher, {}, limit=1, seconds=5)
        assert store.graph_hash() == before


def test_the_version_of_a_store_that_is_away_is_asked_for_in_vain(location: str) -> None:
    with open_store(location, access="write") as store:
        assert store.version()
    with pytest.raises(StoreError):  # a service answered 500 when its connections were cut at this moment
        store.version()


def test_check_finds_what_is_wrong(location: str) -> None:
    with open_store(location, access="write") as store:
        store.write([invented(1, [(1, 1, "HOSTED", 0.9)])])
        with store._session() as session:
            session.run("MATCH (s:Statement {predicate: 'HOSTED'}) SET s.quote = '别的'").consume()
            session.run("MATCH (:Agency)-[r:HOSTED]->() SET r.documents = 5, r.colour = 'x'").consume()
            session.run("CREATE (:Agency {uid: 'agency-9', name: '无据'})").consume()
            session.run("MATCH (e:Event) SET e.weather = '晴'").consume()
        assert {finding.kind for finding in check(store)} == {"quote", "evidence", "property", "orphan"}


def test_a_query_that_runs_away_is_ended_and_errors_are_one_sentence(location: str) -> None:
    with open_store(location, access="write") as store:
        with pytest.raises(QueryError) as caught:
            store.run("MATCH (n RETURN n", {})
        assert "\n" not in str(caught.value)
        rows = store.run("UNWIND range(1, 50) AS n RETURN n", {}, limit=3)
        assert rows.truncated
        assert len(rows.rows) == 3


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("私", "utf-8")
    with pytest.raises(StoreError, match="not a store of envgov"), open_store(str(tmp_path), access="write"):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("location", "said"), [("nowhere", "holds no store yet"), ("http://127.0.0.1:1", "is no store")]
)
def test_what_is_no_store_is_said(tmp_path: Path, location: str, said: str) -> None:
    place = location if "://" in location else str(tmp_path / location)
    with pytest.raises(StoreError, match=said), open_store(place):
        pass
    assert not (tmp_path / "nowhere").exists()


def test_a_dead_server_gives_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "nothing-listens")
    with pytest.raises(StoreError, match="does not answer"), open_store("bolt://127.0.0.1:9"):
        pass


def test_a_server_needs_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with pytest.raises(StoreError, match="NEO4J_PASSWORD"), open_store("bolt://127.0.0.1:9"):
        pass


HOLD = """
import sys, time
from envgov.api.cli.main import _stop
import signal
signal.signal(signal.SIGTERM, _stop)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job (nohup make test &) ignores it
from envgov.graph.store import open_store
with open_store(sys.argv[1], access="write") as store:
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 1)])
def test_a_second_process_is_told_and_a_signal_closes_the_store(tmp_path: Path, number: int, code: int) -> None:
    folder = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        second = run_envgov("documents", "list", "--store", str(folder))
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert f"pid {holder.pid}" in second.stderr
        holder.send_signal(number)
        assert holder.wait(30) in (code, -number, 128 + number)
    with open_store(str(folder)) as store:
        assert store.counts() == {}


def test_a_killed_load_leaves_whole_documents(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    command = envgov_command("load", str(ROOT / "samples"), "--store", str(folder))
    loader = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and not (folder / "databases").exists():
        time.sleep(0.05)
    time.sleep(2.5)
    os.kill(loader.pid, signal.SIGKILL)
    loader.wait()
    with open_store(str(folder), access="write") as store:
        assert list(check(store)) == []
    again = run_envgov("load", str(ROOT / "samples"), "--store", str(folder), "--quiet")
    assert again.returncode == 0, again.stderr
    with open_store(str(folder)) as store:
        assert len(store.documents()) == 16
        assert list(check(store)) == []
    assert json.loads((folder / "envgov.json").read_text("utf-8"))["format"] == 1

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from command_line import envgov_command
from conftest import SAMPLES, address_said, run_envgov
from envgov.graph.check import check
from envgov.graph.store import open_store

NEWS = """某市召开水环境会议

2024年5月6日，吉林省生态环境厅在长春市召开水环境治理工作会议。省生态环境厅副厅长\x1b[31m白露晞主持会议。
"""

# The embedded engine ran it for 56 s under a limit of its own of 6 s.
RUNS_AWAY = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b WITH a, b WHERE a * b % 7 = 3 RETURN count(*) AS n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the location of a store that the command line filled with the samples."""
    location = str(tmp_path_factory.mktemp("cli") / "store")
    done = run_envgov("load", str(SAMPLES), "--store", location, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return location


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command complained, which must be a single line and no trace."""
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("envgov: ")
    return lines[0]


# -- answers -----------------------------------------------------------------------------------------------------------


def test_the_two_questions_of_the_project_are_answered(store: str) -> None:
    done = run_envgov("ask", "trainings.attendance", "training=建设培训", "--format", "json", "--store", store)
    rows = json.loads(done.stdout)["rows"]
    assert len([row for row in rows if row["derived"] and row["level"] == "prefecture"]) == 16
    assert len([row for row in rows if row["derived"] and row["level"] == "county"]) == 129
    done = run_envgov("ask", "plans.phase_tasks", "plan=规划编制工作方案", "--format", "json", "--store", store)
    rows = json.loads(done.stdout)["rows"]
    assert {row["phase"] for row in rows} == {"前期调研", "起草规划", "论证报批"}
    assert len(rows) == 10


def test_an_answer_is_a_table_json_or_csv(store: str, tmp_path: Path) -> None:
    table = run_envgov("ask", "events.chairs", "--store", store).stdout
    assert "佟亚男" in table
    assert "fact" not in table
    whole = run_envgov("ask", "events.chairs", "--store", store, "--evidence").stdout
    assert all(column in whole for column in ("official_uid", "fact", "derived", "confidence", "documents"))
    assert "5 行 / rows" in table
    rows = list(
        csv.DictReader(io.StringIO(run_envgov("ask", "events.chairs", "--format", "csv", "--store", store).stdout))
    )
    assert {row["official"] for row in rows} >= {"佟亚男", "滕千里"}
    out = tmp_path / "chairs.csv"
    run_envgov("ask", "events.chairs", "--out", str(out), "--store", store)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")  # spreadsheets guess the encoding by it
    limited = json.loads(
        run_envgov("ask", "events.chairs", "--limit", "2", "--format", "json", "--store", store).stdout
    )
    assert limited["truncated"]
    assert len(limited["rows"]) == 2


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(store: str) -> None:
    done = run_envgov("query", "RETURN '=1+2' AS sum, -3 AS number", "--format", "csv", "--store", store)
    assert done.stdout.splitlines()[1] == "'=1+2,-3"


def test_the_queries_are_listed_with_their_parameters(store: str) -> None:
    listed = run_envgov("ask").stdout
    assert "plans.phase_tasks" in listed
    assert "plan [phase]" in listed


def test_cypher_that_reads_is_answered_and_cypher_that_writes_is_refused(store: str) -> None:
    done = run_envgov("query", "MATCH (e:Event) RETURN count(e) AS n", "--format", "json", "--store", store)
    assert json.loads(done.stdout)["rows"][0]["n"] > 8
    bound = run_envgov(
        "query", "MATCH (r:Region {code: $c}) RETURN r.name AS name", "--param", "c=530000", "--format", "json",
        "--store", store,
    )  # fmt: skip
    assert json.loads(bound.stdout)["rows"] == [{"name": "云南省"}]
    refused = run_envgov("query", "MATCH (n) DETACH DELETE n", "--store", store)
    assert refused.returncode == 1
    one_line(refused)
    again = run_envgov("query", "MATCH (e:Event) RETURN count(e) AS n", "--format", "json", "--store", store)
    assert again.stdout == done.stdout


def test_check_finds_nothing_in_what_load_wrote(store: str) -> None:
    done = run_envgov("check", "--store", store)
    assert (done.returncode, done.stdout) == (0, "")


def test_extract_prints_a_record_or_a_fact_a_line(tmp_path: Path) -> None:
    path = SAMPLES / "ganzi-leading-group-meeting.txt"
    records = [json.loads(line) for line in run_envgov("extract", str(path)).stdout.splitlines()]
    assert [record["genre"] for record in records] == ["meeting"]
    facts = [json.loads(line) for line in run_envgov("extract", str(path), "--format", "facts").stdout.splitlines()]
    assert {"predicate", "quote", "start", "end", "rule", "confidence"} <= set(facts[0])
    out = tmp_path / "records.jsonl"
    assert run_envgov("extract", str(path), "--out", str(out)).stdout == ""
    assert json.loads(out.read_text("utf-8")) == records[0]
    workers = run_envgov("extract", str(SAMPLES), "--workers", "2").stdout
    assert workers == run_envgov("extract", str(SAMPLES)).stdout


def test_documents_are_listed_and_removed(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    run_envgov("load", str(SAMPLES / "lishui-drill.txt"), "--store", location, "--quiet")
    listed = json.loads(run_envgov("documents", "list", "--format", "json", "--store", location).stdout)["rows"]
    assert [row["file"] for row in listed] == ["lishui-drill.txt"]
    missing = run_envgov("documents", "remove", "document-0", "--store", location)
    assert missing.returncode == 3
    assert "documents list" in one_line(missing)
    assert run_envgov("documents", "remove", listed[0]["uid"], "--store", location).returncode == 0
    done = run_envgov(
        "query",
        "MATCH (n) WHERE NOT n:Region AND NOT n:Meta RETURN count(n) AS n",
        "--format",
        "json",
        "--store",
        location,
    )
    assert json.loads(done.stdout)["rows"] == [{"n": 0}]


def test_help_is_in_both_languages() -> None:
    for command in ((), ("load",), ("extract",), ("ask",), ("query",), ("serve",), ("check",), ("documents",)):
        done = run_envgov(*command, "--help")
        assert done.returncode == 0
        assert " / " in done.stdout
        assert any("\u4e00" <= character <= "\u9fff" for character in done.stdout)
    assert run_envgov("--version").stdout.startswith("envgov ")


# -- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ask", "trainings.attendence"), 3, "did you mean trainings.attendance"),
        (("ask", "plans.phase_tasks"), 2, "needs the parameter 'plan'"),
        (("ask", "plans.phase_tasks", "plan"), 2, "write key=value"),
        (("ask", "plans.phase_tasks", "plan=x", "stage=1"), 2, "no parameter 'stage'"),
        (("ask", "tasks.overdue", "on=yesterday"), 2, "on="),
        (("query", "MATCH (n RETURN n"), 1, "a bracket is not closed"),
        (("query", "MATCH (n) RETURN m"), 1, "refused the query"),
        (("query", "MATCH (a) CALL db.labels() YIELD label RETURN label"), 1, "only read the graph"),
        (("query", RUNS_AWAY, "--timeout", "1"), 1, "was ended"),
        (("ask", "events.chairs", "--out", "no/such/folder/x.csv"), 1, "cannot be written"),
    ],
)
def test_a_wrong_question_is_refused_in_one_line(store: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run_envgov(*arguments, "--store", store)
    assert done.returncode == code
    assert words in one_line(done)
    assert done.stdout == ""


def test_a_store_that_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "holds no store yet" in one_line(run_envgov("ask", "events.chairs", "--store", str(tmp_path / "none")))
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "a.jpg").write_bytes(b"\xff\xd8")
    for command in (("ask", "events.chairs"), ("load", str(SAMPLES / "lishui-drill.txt"))):
        done = run_envgov(*command, "--store", str(foreign))
        assert done.returncode == 1
        assert "not a store of envgov" in one_line(done)
    assert [path.name for path in foreign.iterdir()] == ["a.jpg"]
    assert "is a file" in one_line(run_envgov("load", str(SAMPLES), "--store", str(foreign / "a.jpg")))
    assert "bolt://" in one_line(run_envgov("ask", "events.chairs", "--store", "http://127.0.0.1:1"))


def test_a_neo4j_that_is_down_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert "NEO4J_PASSWORD" in one_line(run_envgov("ask", "events.chairs", "--store", "bolt://127.0.0.1:9"))
    monkeypatch.setenv("NEO4J_PASSWORD", "not-shown-anywhere")
    started = time.monotonic()
    done = run_envgov("ask", "events.chairs", "--store", "bolt://127.0.0.1:9")
    assert done.returncode == 1
    assert "does not answer" in one_line(done)
    assert "not-shown-anywhere" not in done.stderr
    assert time.monotonic() - started < 60


def test_bad_files_are_refused_by_name_and_cost_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text(NEWS, "utf-8")
    (folder / "b-empty.txt").write_bytes(b"")
    (folder / "c-binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "d-english.txt").write_text("The bureau met on Monday. " * 40, "utf-8")
    (folder / "e-broken.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "f-broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with (folder / "g-huge.txt").open("wb") as huge:
        huge.truncate(20 * 1024 * 1024)
    location = str(tmp_path / "store")
    done = run_envgov("load", str(folder), "--store", location, "--quiet")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    complaints = done.stderr.splitlines()
    for name in ("b-empty.txt", "c-binary.txt", "d-english.txt", "e-broken.docx", "f-broken.pdf", "g-huge.txt"):
        assert len([line for line in complaints if name in line]) == 1, (name, done.stderr)
    assert len(complaints) == 6
    with open_store(location) as opened:
        assert [row.file for row in opened.documents()] == ["a-good.txt"]
        assert list(check(opened)) == []
    before = run_envgov("query", "MATCH (n) RETURN count(n) AS n", "--store", location).stdout
    assert run_envgov("load", str(folder), "--store", location, "--quiet").returncode == 1
    assert run_envgov("query", "MATCH (n) RETURN count(n) AS n", "--store", location).stdout == before


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for command in (
        ("load", str(tmp_path / "in"), "--store", str(tmp_path / "store")),
        ("extract", str(tmp_path / "in")),
    ):
        done = run_envgov(*command)
        assert done.returncode == 1
        assert "holds no document" in done.stderr
    missing = run_envgov("extract", str(tmp_path / "nowhere.txt"))
    assert missing.returncode == 1
    assert "nowhere.txt" in one_line(missing)


def test_what_a_document_says_can_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "news\x1b[2J.txt").write_text(NEWS, "utf-8")
    location = str(tmp_path / "store")
    loaded = run_envgov("load", str(tmp_path / "news\x1b[2J.txt"), "--store", location)
    listed = run_envgov("documents", "list", "--store", location)
    asked = run_envgov("ask", "events.chairs", "--store", location)
    for done in (loaded, listed, asked):
        assert "\x1b" not in done.stdout
        assert "\x1b[2J" not in done.stderr


# -- processes ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def service(store: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        envgov_command("serve", "--port", "0", "--store", store),
        stderr=subprocess.PIPE,
        text=True,
        # A shell's background job (nohup make test &) ignores SIGINT, and so would the service that is to obey it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    yield process, address_said(process.stderr)
    process.kill()
    process.wait(30)


def _get(address: str) -> Any:
    with urlopen(address, timeout=30) as response:  # noqa: S310 - our own loopback service
        return json.load(response)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_holds_the_store_and_closes_it_on_a_signal(
    service: tuple[subprocess.Popen[str], str], store: str, number: signal.Signals
) -> None:
    process, address = service
    assert len(_get(f"{address}v1/queries/plans.phase_tasks?plan=%E8%A7%84%E5%88%92%E7%BC%96%E5%88%B6")["data"]) == 10
    second = run_envgov("serve", "--port", "0", "--store", store)
    assert second.returncode == 1
    assert f"pid {process.pid}" in one_line(second)
    assert run_envgov("ask", "events.chairs", "--store", store).returncode == 0  # through the service
    os.kill(process.pid, number)
    process.wait(30)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert run_envgov("ask", "events.chairs", "--store", store).returncode == 0


def test_a_taken_port_is_said_in_one_line(service: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    port = service[1].rstrip("/").rsplit(":", 1)[1]
    done = run_envgov("serve", "--port", port, "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert "choose another with --port" in one_line(done)

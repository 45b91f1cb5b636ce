"""What a newcomer does first: keys before documents, a service without a store, commands while the service runs."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import envgov_command
from conftest import SAMPLES, address_said, run_envgov
from envgov.api.cli.main import app
from envgov.graph.errors import StoreError
from envgov.graph.store import open_store
from typer.testing import CliRunner, Result

DRILL, GROUP = str(SAMPLES / "lishui-drill.txt"), str(SAMPLES / "ganzi-leading-group-meeting.txt")


def envgov(*arguments: str) -> Result:
    """Run a command in this process, as far as its own store is not concerned."""
    return CliRunner().invoke(app, list(arguments))


def test_a_service_without_a_store_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    done = run_envgov("serve", "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "holds no store yet" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Return a store that was made after its keys, and the service that has it open."""
    store = str(tmp_path_factory.mktemp("first") / "envgov-data")
    assert envgov("keys", "new", "me", "--store", store).exit_code == 0
    loaded = run_envgov("load", DRILL, "--store", store, "--quiet")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    process = subprocess.Popen(
        envgov_command("serve", "--port", "0", "--store", store), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    address_said(process.stderr)
    yield store, process
    process.kill()
    process.wait(30)


def test_commands_go_through_the_service_that_has_the_store(
    served: tuple[str, subprocess.Popen[str]], tmp_path: Path
) -> None:
    store, process = served
    at = ("--store", store)
    assert "me" in envgov("keys", "list", *at).output  # a key that was made before the store is still there
    assert "应急演练" in envgov("ask", "events.unknown_year", *at).output + envgov("search", "演练", *at).output
    loaded = envgov("load", GROUP, "--quiet", *at)
    assert loaded.exit_code == 0, loaded.output
    listed = envgov("documents", "list", "--format", "csv", *at).output
    assert "lishui-drill.txt" in listed
    assert "ganzi-leading-group-meeting.txt" in listed
    counted = envgov("query", "MATCH (d:Document) RETURN count(d) AS n", "--format", "csv", *at)
    assert counted.output.split() == ["n", "2"], counted.output
    refused = envgov("query", "MATCH (n) DETACH DELETE n", *at)
    assert refused.exit_code == 1
    assert envgov("review", "list", *at).exit_code == 0
    briefed = envgov("brief", "event", "应急演练", "--out", str(tmp_path / "drill.docx"), *at)
    assert briefed.exit_code == 0, briefed.output
    assert (tmp_path / "drill.docx").is_file()
    assert envgov("backup", "--out", str(tmp_path / "b.gz"), *at).exit_code == 0
    uid = next(line for line in listed.splitlines() if "ganzi" in line).partition(",")[0].lstrip("\ufeff")
    removed = envgov("documents", "remove", uid, *at)
    assert removed.exit_code == 0, removed.output
    assert envgov("check", *at).exit_code == 0
    assert process.poll() is None


def test_a_service_that_ended_or_was_killed_leaves_a_store_to_open(served: tuple[str, subprocess.Popen[str]]) -> None:
    store, process = served
    file = Path(store) / "state" / "service.json"
    assert file.is_file()
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert file.is_file()  # it could not take it away
    with open_store(store) as opened:
        assert [row.file for row in opened.documents()] == ["lishui-drill.txt"]


def test_a_store_that_may_only_be_read_is_read_and_not_written(
    served: tuple[str, subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, process = served
    assert process.wait(30) is not None
    monkeypatch.setattr("envgov.graph.embedded.is_read_only", lambda _folder: True)
    before = {each: each.stat().st_mtime_ns for each in Path(store).rglob("*")}
    with open_store(store) as opened:
        assert [row.file for row in opened.documents()] == ["lishui-drill.txt"]
    assert {each: each.stat().st_mtime_ns for each in Path(store).rglob("*")} == before
    with pytest.raises(StoreError, match=r"只读.*may only be read"), open_store(store, access="write"):
        pass

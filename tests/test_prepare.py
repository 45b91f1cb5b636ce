"""Preparing the tests: what can be fetched is fetched once, and what is left out is one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import neo4j_server
import prepare_tests
import pytest
import spectral
from conftest import ROOT
from fetching import COMPLETE, fetched_once

FETCHER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fetching import fetched_once

def fetch(folder):
    with open(sys.argv[3], "a") as log:
        log.write("fetched\\n")
    time.sleep(1)
    (folder / "a.jar").write_text("whole")

print((fetched_once(Path(sys.argv[2]), fetch) / "a.jar").read_text())
"""


def test_two_processes_fetch_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FETCHER, str(ROOT / "tools"), str(tmp_path / "jars"), str(tmp_path / "log")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _each in range(2)]
    assert [process.communicate(timeout=120)[0] for process in processes] == ["whole\n", "whole\n"]
    assert (tmp_path / "log").read_text("utf-8") == "fetched\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["jars", "jars.lock", "log"]


def test_a_fetch_that_fails_leaves_nothing_that_counts(tmp_path: Path) -> None:
    def cut_off(folder: Path) -> None:
        (folder / "half.jar").write_text("ha", "utf-8")
        raise subprocess.CalledProcessError(1, "mvn")

    with pytest.raises(subprocess.CalledProcessError):
        fetched_once(tmp_path / "jars", cut_off)
    assert not (tmp_path / "jars").exists()
    (tmp_path / "jars").mkdir()  # what an earlier version left half fetched
    (tmp_path / "jars" / "half.jar").write_text("ha", "utf-8")
    folder = fetched_once(tmp_path / "jars", lambda folder: (folder / "a.jar").write_text("whole", "utf-8"))
    assert sorted(each.name for each in folder.iterdir()) == [COMPLETE, "a.jar"]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of programs of a machine that has nothing else; what it fetches is written to fetched.txt."""
    for name in ("CI", "NEO4J_URI", "CHROMIUM_PATH"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(neo4j_server, "find_spec", lambda _name: None)
    return tmp_path / "bin"


def program(folder: Path, name: str, script: str = "") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


def test_without_a_browser_the_jars_are_fetched_all_the_same(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(machine, "java", "echo 'openjdk version \"17.0.1\"' >&2")
    program(machine, "mvn", ": > fetched.jar")
    assert prepare_tests.main() == 0
    assert (neo4j_server.cached() / "fetched.jar").is_file()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("left out: tests of pages in a browser, docker/compose.yaml")
    assert "apt-get install -y -q chromium" in line
    assert "maven" not in line


def test_with_nothing_at_all_one_line_says_what_is_left_out(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare_tests.main() == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "a real Neo4j" in line
    assert "openjdk" in line
    assert not neo4j_server.cached().exists()


def test_what_cannot_be_fetched_is_left_out(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in prepare_tests.NEEDED:
        program(machine, name, "exit 1")
    program(machine, "java", "echo 'openjdk version \"17.0.1\"' >&2")
    program(machine, "node")
    assert prepare_tests.main() == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "left out: tests of a real Neo4j, Spectral (not to be fetched now)"
    assert not neo4j_server.cached().exists()
    assert not spectral.cached().exists()

"""The wheel and the sdist, built and installed in fresh environments, and the Makefile's own errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES
from packaging.requirements import Requirement


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        command, cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a wheel and an sdist, built from what git tracks."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT), cwd=folder)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


def test_the_wheel_carries_code_data_and_statements_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "envgov/graph/kinds.yaml",
        "envgov/graph/logging.properties",
        "envgov/loaders/data/divisions.tsv",
        "envgov/loaders/patterns/words.yaml",
        "envgov/cypher/trainings/attendance.cypher",
        "envgov/api/cli/main.py",
        "envgov/api/web/templates/base.html",
        "envgov/api/web/words/zh.yaml",
        "envgov/api/web/static/site.css",
        "envgov/api/web/static/vendor/SHA256SUMS",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "samples/", "dev/")) or "__pycache__" in name]
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "graph/kinds.yaml"} <= inside


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_an_archive_works_in_a_fresh_environment(built: Path, tmp_path: Path, pattern: str) -> None:
    (archive,) = built.glob(pattern)
    assert run(sys.executable, "-m", "venv", str(tmp_path / "env"), cwd=tmp_path).returncode == 0
    python = tmp_path / "env" / "bin" / "python"
    constraints = ROOT / "constraints.txt"
    done = run(str(python), "-m", "pip", "install", "-q", "-c", str(constraints), str(archive), cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    envgov = str(tmp_path / "env" / "bin" / "envgov")
    extracted = run(envgov, "extract", str(SAMPLES / "lishui-drill.txt"), cwd=tmp_path)
    assert extracted.returncode == 0, extracted.stderr
    assert json.loads(extracted.stdout)["genre"]
    loaded = run(envgov, "load", str(SAMPLES / "lishui-drill.txt"), "--quiet", cwd=tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    asked = run(envgov, "ask", "events.unknown_year", "--format", "json", cwd=tmp_path)
    assert len(json.loads(asked.stdout)["rows"]) == 1


def test_a_plain_install_without_the_constraints_loads_a_document(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert run(sys.executable, "-m", "venv", str(tmp_path / "env"), cwd=tmp_path).returncode == 0
    python, envgov = (str(tmp_path / "env" / "bin" / name) for name in ("python", "envgov"))
    done = run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel), cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = run(envgov, "load", str(SAMPLES / "lishui-drill.txt"), "--quiet", cwd=tmp_path)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    asked = run(envgov, "ask", "events.unknown_year", "--format", "json", cwd=tmp_path)
    assert len(json.loads(asked.stdout)["rows"]) == 1
    _briefs_come_with_their_extra(wheel, tmp_path, python, envgov)


def _briefs_come_with_their_extra(wheel: Path, folder: Path, python: str, envgov: str) -> None:
    listed = run(python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check", cwd=folder)
    installed = {each["name"].lower() for each in json.loads(listed.stdout)}
    assert not installed & {"altair", "vl-convert-python", "python-pptx", "python-docx", "graphviz"}
    brief = (envgov, "brief", "event", "应急演练", "--out")
    for name in ("drill.pptx", "drill.docx", "drill.svg"):
        without = run(*brief, name, cwd=folder)
        assert (without.returncode, without.stdout, without.stderr.count("\n")) == (1, "", 1), without
        assert "pip install 'envgov[brief]'" in without.stderr
        assert not (folder / name).exists()
    added = run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", f"{wheel}[brief]", cwd=folder)
    assert added.returncode == 0, added.stderr[-2000:]
    assert run(*brief, "drill.docx", cwd=folder).returncode == 0
    assert (folder / "drill.docx").is_file()


def test_the_embedded_engine_has_an_upper_bound() -> None:
    # Its releases from 26.11 on are another build, without the Java objects that graph/embedded.py calls.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (engine,) = [Requirement(each) for each in project["dependencies"] if each.startswith("arcadedb")]
    assert engine.name == "arcadedb-embedded"
    assert not [version for version in ("26.11", "26.11.1", "27.1.1") if engine.specifier.contains(version)]
    (pinned,) = [
        line
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line.startswith("arcadedb-embedded==")
    ]
    assert engine.specifier.contains(pinned.partition("==")[2])


def test_make_help_lists_the_targets() -> None:
    done = run("make", "help", cwd=ROOT)
    for target in ("setup", "demo", "test", "check", "serve", "help"):
        assert target in done.stdout.split()


def test_a_missing_python_is_said_with_the_command_that_mends_it(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    done = run("make", "setup", "PYTHON=", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer is missing" in done.stdout
    assert "apt-get install" in done.stdout
    assert not (tmp_path / ".venv").exists()

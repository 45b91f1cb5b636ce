"""The README does what it says, and the generated pages are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import document_configuration
import document_model
import document_queries
import pytest
from conftest import ROOT, SAMPLES, run_envgov

README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n\$ ([^\n]+)\n(.*?)```", README, re.DOTALL)
PLAIN = [line for block in README.split("```")[1::2] if block.startswith("\n") for line in block.splitlines()]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a store of the samples, as `make demo` makes it."""
    location = str(tmp_path_factory.mktemp("readme") / "demo")
    assert run_envgov("load", str(SAMPLES), "--store", location, "--quiet").returncode == 0
    return location


@pytest.mark.parametrize(("command", "printed"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_a_command_of_the_readme_prints_what_it_shows(demo: str, command: str, printed: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/envgov"
    done = run_envgov(*(demo if each == "envgov-data-demo" else each for each in arguments), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed


def test_the_readme_shows_the_two_questions_and_the_test_command() -> None:
    asked = " ".join(command for command, _ in CONSOLE)
    assert "trainings.attendance" in asked
    assert "plans." in asked
    assert {"make setup", "make demo", "make test"} <= set(PLAIN)


def test_every_target_and_command_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", "\n".join(PLAIN), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    help_text = run_envgov("--help").stdout
    for name in re.findall(r"\.venv/bin/envgov (\w+)", README):
        assert name in help_text, name


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "samples/README.md",
        "docs/queries.md",
        "docs/model.md",
        "docs/accuracy.md",
        "docs/briefings.md",
        "docs/neo4j-browser.md",
        "docs/reliability.md",
        "docs/api.md",
        "docs/security.md",
        "docs/mcp.md",
        "docs/privacy.md",
        "docs/pages.md",
        "docs/plans-and-map.md",
        "docs/explorer.md",
        "docs/configuration.md",
        "docker/README.md",
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    for target in LINK.findall((ROOT / page).read_text("utf-8")):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize(
    "module", [document_queries, document_model, document_configuration], ids=["queries", "model", "configuration"]
)
def test_a_generated_page_is_up_to_date(module: object) -> None:
    target: Path = module.TARGET  # type: ignore[attr-defined]
    assert target.read_text("utf-8") == module.page(), "run the tool of the same name in tools/"  # type: ignore[attr-defined]


def test_every_sample_is_described() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", (SAMPLES / "README.md").read_text("utf-8"), re.MULTILINE))
    assert described == {path.name for path in SAMPLES.iterdir() if path.name != "README.md"}

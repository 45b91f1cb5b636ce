"""What the repository keeps to: small modules, no statement in Python, nothing of a machine, own words only."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGES = ("graph", "loaders", "api")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
TOOLS = sorted((ROOT / "tools").glob("*.py"))
CYPHER = re.compile(
    r"\b(?:MATCH|MERGE|CALL)\s*\(|\bDETACH DELETE\b|\bRETURN\s+\w+\.\w+|\bUNWIND\s+[\w$\[(]|\bWITH\s+\{"
    r"|\bCREATE\s+(?:CONSTRAINT|FULLTEXT|VERTEX)\b"
)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|mnt)/[\w.-]+|/tmp/(?!\*)[\w.-]{3,}|[A-Z]:\\\\Users")
OTHERS = ROOT.parent / "shared"
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".cypher",
    ".html",
    ".jsonl",
    ".tsv",
    ".sh",
    ".cfg",
    "",
}
SHARED_RUN = 24  # code points in a row: names of plans and bodies are shorter than a sentence


MOST_FILES = 1000
MOST_MODULES = {
    "loaders": 8,
    "api": 10,
}  # at the root of a package: what has a stage or a part of its own lies in its folder


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def text_of(path: Path) -> str:
    if path.suffix not in TEXT_SUFFIXES or not path.is_file():
        return ""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return path.read_text("gb18030", errors="replace")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(tree) or not tree.body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            documented = len((ast.get_docstring(node) or "").splitlines())
            assert length - documented <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_public_has_a_docstring(path: Path) -> None:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("path", [*MODULES, *TOOLS], ids=lambda path: str(path.relative_to(ROOT)))
def test_statements_stand_in_cypher_files_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not CYPHER.search(node.value), node.value[:80]


def test_no_constant_is_dead() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in [*MODULES, *TOOLS, *(ROOT / "tests").rglob("*.py")])
    used = Counter(re.findall(r"\w+", sources))
    constants = [
        (path.name, target.id)
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    ]
    assert [each for each in constants if used[each[1]] == 1] == []


def test_the_repository_can_be_walked() -> None:
    listed = len(tracked())
    assert listed < MOST_FILES, (
        f"{listed} files; are there loose ones in tests/gold? tools/gold_sets.py join makes lines of them"
    )


@pytest.mark.parametrize("package", MOST_MODULES)
def test_a_package_is_walked_by_its_folders(package: str) -> None:
    modules = [path.name for path in (ROOT / package).glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES[package], modules


def test_nothing_of_a_machine_is_in_the_repository() -> None:
    for path in tracked():
        if path.name == "test_layout.py":
            continue
        found = MACHINE.search(text_of(path))
        assert not found, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"


@pytest.mark.skipif(not OTHERS.exists(), reason="the texts ../shared are not beside this repository")
def test_no_sentence_of_the_given_texts_is_in_the_repository() -> None:
    theirs: set[str] = set()
    for folder in ("samples", "dev"):
        for path in (OTHERS / folder).glob("*.*"):
            theirs |= runs(text_of(path) if path.suffix in TEXT_SUFFIXES else "")
    for path in tracked():
        shared = runs(text_of(path)) & theirs
        assert not shared, f"{path.relative_to(ROOT)}: {sorted(shared)[:3]}"


def runs(text: str) -> set[str]:
    """Return every run of SHARED_RUN Chinese characters and signs in a text."""
    found: set[str] = set()
    for line in re.findall(rf"[\u4e00-\u9fff，、；：]{{{SHARED_RUN},}}", text):
        found |= {line[index : index + SHARED_RUN] for index in range(len(line) - SHARED_RUN + 1)}
    return found

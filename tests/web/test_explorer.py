"""The explorer in a real browser: each test is a thing that a reader does; exploring.py does it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, serving
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node, Properties
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.reference import reference

SCRIPT = ROOT / "tests" / "web" / "exploring.py"
SAMPLE = ROOT / "samples" / "yunnan-planning-training.txt"
CHROMIUM = "apt-get install chromium fonts-noto-cjk"
EVIDENCE = Evidence(0, 2, "会议", 0, 2, "test", 0.8)
HOSTILE = (
    '"><img src=x onerror=alert(1)>', "<svg onload=alert(1)>", "{{7*7}}${7*7}", "\u202egnp.exe", '=HYPERLINK("http://a")',
    "]]>&amp;<!--", "很长的名称" * 30, "'; alert(1); '", "\u2028\u2029",
)  # fmt: skip


def _document(uid: str, facts: list[Fact]) -> DocumentFacts:
    text = {"script": "simplified", "chars": 2, "sha256": uid, "file": f"{uid}.txt", "text": "会议", "extractor": "1"}
    return DocumentFacts(Node("Document", f"document-{uid}", uid, (), text), tuple(facts))


def _event(uid: str, name: str) -> Node:
    properties: Properties = {"kind": "meeting"}
    return Node("Event", uid, name, ("Meeting",), properties)


def meetings() -> DocumentFacts:
    """Return an agency that hosted meetings in three years, and one of an unknown year."""
    host, facts = Node("Agency", "agency-meetings", "测试局"), []
    for year, month in (("2019", "05"), ("2020", "07"), ("2021", "11"), ("open", "")):
        event = _event(f"event-{year}", f"{year}年会议")
        facts.append(Fact(host, "HOSTED", EVIDENCE, object=event, properties={"role": "主办"}))
        if month:
            day = f"{year}-{month}-10"
            facts += [Fact(event, name, EVIDENCE, value=day) for name in ("date", "date_min", "date_max")]
    for year in ("2019", "2020"):
        guest = Node("Agency", f"agency-only-{year}", f"只在{year}年参会局")
        facts.append(Fact(guest, "ATTENDED", EVIDENCE, object=_event(f"event-{year}", f"{year}年会议")))
    return _document("meetings", facts)


def hostile() -> DocumentFacts:
    """Return an event and agencies whose names would run in a page that trusted them."""
    event = _event("event-hostile", "</script><script>alert(1)</script>")
    agencies = [Node("Agency", f"agency-hostile{number}", name) for number, name in enumerate(HOSTILE)]
    return _document("hostile", [Fact(each, "ATTENDED", EVIDENCE, object=event) for each in agencies])


def training() -> list[DocumentFacts]:
    """Return the facts of the sample about a training of many bureaus."""
    return [read_facts(found) for found in read_paths([SAMPLE]) if isinstance(found, Document)]


def checks() -> list[str]:
    """Return the names of what exploring.py does, without importing a browser."""
    text = SCRIPT.read_text("utf-8").partition("CHECKS:")[2].partition(")  # fmt")[0].partition("= (")[2]
    return [name.strip() for name in text.split(",") if name.strip()]


@pytest.fixture(scope="module")
def became(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what became of each thing that a reader does."""
    if not (os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")):
        if os.environ.get("CI"):
            pytest.fail(f"the tests of the explorer cannot run: {CHROMIUM}")
        pytest.skip(f"left out: the tests of the explorer in a browser: {CHROMIUM}")
    folder: Path = tmp_path_factory.mktemp("explorer")
    store = str(folder / "store")
    with open_store(store, access="write") as opened:
        opened.reference(*reference())
        opened.write((*training(), meetings(), hostile()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENVGOV_REQUESTS_A_MINUTE", "0")
        return _read(store, folder)


def _read(store: str, folder: Path) -> dict[str, str]:
    with serving(store) as address:
        command = [sys.executable, str(SCRIPT), address, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", checks())
def test_a_reader_can(name: str, became: dict[str, str]) -> None:
    assert became[name] == ""

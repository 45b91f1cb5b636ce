"""What CONTRIBUTING says of additions is enough: an agency kind, a pattern, a named query, each added to a copy of the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import ROOT

KIND = "\nkinds:\n  moonlight:\n    {stem: 月光管理, short: [月光], ladder: 厅局}\n"
RULE = r"""
rules:
  dotted:
    doc: 'A day written with a point between, in the name of a campaign.'
    gives: calendar
    match: '(?P<m>1[0-2]|[1-9])·(?P<d>3[01]|[12]\d|[1-9])(?=主题|宣传)'
    examples: [{text: 5·12主题活动, gives: XXXX-05-12}]
    counter: [第5·12号]
"""
QUERY = """// ---
// zh: 名称含某字的机构
// en: "The agencies whose name holds some words"
// params:
//   word: {type: str, required: true, doc: 名称中的字 / words of the name, example: 水务}
// scans: [Agency]
// returns: {agency: str, agency_uid: str}
// ---
MATCH (a:Agency) WHERE a.name CONTAINS $word
RETURN a.name AS agency, a.uid AS agency_uid ORDER BY agency
"""
NAMES = """
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts
text = "丽江市月光局、水务局联合印发方案，省月光管理厅派员指导。"
found = read_facts(Document("a", "a.txt", "0" * 64, text, text, Offsets.identity(len(text))))
print(json.dumps(sorted({node.name for fact in found.facts for node in (fact.subject, fact.object) if node})))
"""
DATES = """
from envgov.loaders.dates.dates import find_dates
from envgov.loaders.language.rules import find_rule
from envgov.loaders.language.rules import pattern
rule = find_rule("dates.dotted")
first = next(find_dates(rule.examples[0].text))
counter = [text for text in rule.counter if pattern(rule.name).search(text)]
print(json.dumps([first.rule, first.edtf, rule.examples[0].gives, counter]))
"""
ANSWERS = """
import sys
from pathlib import Path
from envgov.api.app import create_app
from envgov.graph.store import open_store
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from fastapi.testclient import TestClient
folder = Path(sys.argv[1])
(folder / "a.txt").write_text("丽江市水务局、丽江市财政局联合印发方案。", "utf-8")
with open_store(str(folder / "store"), access="write") as store:
    store.write([read_facts(each) for each in read_paths([folder / "a.txt"])])
with TestClient(create_app(str(folder / "store"))) as client:
    answer = client.get("/v1/queries/agencies.named", params={"word": "水务"}).json()
    described = "/v1/queries/agencies.named" in client.get("/openapi.json").json()["paths"]
print(json.dumps([[row["agency"] for row in answer["data"]], described]))
"""


def copy_of(folder: Path, *changed: str) -> Path:
    """Return a copy of the program, of which only the packages that a test changes are copied."""
    (folder / "dev" / "envgov").mkdir(parents=True)
    for name in ("graph", "api", "loaders", "cypher"):
        if name in changed:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / name).symlink_to(ROOT / name)
        (folder / "dev" / "envgov" / name).symlink_to(folder / name)
    return folder


def run(folder: Path, program: str) -> Any:
    """Return what a program prints that runs with the copy."""
    command = [sys.executable, "-c", f"import json\n{program}", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(folder / "dev")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_an_agency_kind_is_an_entry_of_agency_kinds(tmp_path: Path) -> None:
    kinds = copy_of(tmp_path, "loaders") / "loaders" / "data" / "agency_kinds.yaml"
    kinds.write_text(kinds.read_text("utf-8").replace("\nkinds:\n", KIND, 1), "utf-8")
    names = run(tmp_path, NAMES)
    assert {"丽江市月光管理局", "云南省月光管理厅", "丽江市水务局"} <= set(names), names


def test_a_pattern_is_a_rule_of_its_file(tmp_path: Path) -> None:
    rules = copy_of(tmp_path, "loaders") / "loaders" / "patterns" / "dates.yaml"
    rules.write_text(rules.read_text("utf-8").replace("\nrules:\n", RULE, 1), "utf-8")
    assert run(tmp_path, DATES) == ["date.dotted", "XXXX-05-12", "XXXX-05-12", []]


def test_a_named_query_is_a_file(tmp_path: Path) -> None:
    folder = copy_of(tmp_path, "cypher")
    (folder / "cypher" / "agencies" / "named.cypher").write_text(QUERY, "utf-8")
    assert run(folder, ANSWERS) == [["丽江市水务局"], True]

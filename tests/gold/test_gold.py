"""The extraction against facts that people wrote down; the scorer and two of the four sets stand beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record

SCORER = ROOT.parent / "shared" / "score.py"
FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text("utf-8"))
pytestmark = pytest.mark.skipif(
    not SCORER.exists(), reason="the scorer ../shared/score.py is not beside this repository"
)


def records(folder: Path) -> list[dict[str, Any]]:
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".docx", ".pdf"))
    return [record(read_facts(found)) for found in read_paths(files) if isinstance(found, Document)]


@pytest.mark.parametrize("name", FLOORS)
def test_the_extraction_stays_above_its_floor(name: str, tmp_path: Path) -> None:
    floor = FLOORS[name]
    lines = [json.dumps(each, ensure_ascii=False) for each in records(ROOT / floor["documents"])]
    (tmp_path / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, str(SCORER), str(ROOT / floor["gold"]), str(tmp_path / "records.jsonl"), "--errors"]
    scored = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    f1 = {
        line.split()[0].lower(): float(line.split()[-1]) for line in scored.splitlines() if line[:3] in ("ENT", "REL")
    }
    forbidden = [line for line in scored.splitlines() if "\tFORBIDDEN\t" in line]
    print(f"{name}: entities {f1['entities']}, relations {f1['relations']}")
    assert f1["entities"] >= floor["entities"], scored
    assert f1["relations"] >= floor["relations"], scored
    assert len(forbidden) <= floor["forbidden"], forbidden


@pytest.mark.parametrize("name", FLOORS)
def test_no_year_is_invented(name: str) -> None:
    """A year that a fact states stands in the text, or the document's own date gives it."""
    for document in read_paths([ROOT / FLOORS[name]["documents"]]):
        if not isinstance(document, Document):
            continue
        facts = read_facts(document)
        said = document.raw + (document.published or "") + str(facts.document.properties.get("published", ""))
        for fact in facts.facts:
            if fact.predicate == "date" and isinstance(fact.value, str) and fact.value[:4].isdigit():
                year = fact.value[:4]
                assert year in said or _in_chinese(year) in said or _near(year, said), (document.id, fact.value)


def _in_chinese(year: str) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in year)


def _near(year: str, said: str) -> bool:
    """Say whether the neighbouring year stands there, which 去年, 明年 and a date in January lead from."""
    return str(int(year) - 1) in said or str(int(year) + 1) in said

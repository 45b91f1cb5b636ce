"""The extraction against facts that people wrote down; two of the four sets and the known faults stand beside the repository."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from envgov.graph.model import DocumentFacts
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record
from envgov.loaders.scoring.documents import score_document
from envgov.loaders.scoring.gold import read_gold
from envgov.loaders.scoring.tally import Tally

FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text("utf-8"))
FAULTS = FLOORS.pop("faults")
SETS = [
    pytest.param(
        name,
        marks=[
            pytest.mark.xdist_group(name),  # the texts of a set are read once
            pytest.mark.skipif(
                not (ROOT / floor["gold"]).is_dir(), reason="the texts ../shared are not beside this repository"
            ),
        ],
    )
    for name, floor in FLOORS.items()
]


@cache
def read(folder: Path) -> list[tuple[Document, DocumentFacts]]:
    """Return the documents of a set with what each gives; both tests of a set ask for them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".docx", ".pdf", ".jsonl"))
    return [(found, read_facts(found)) for found in read_paths(files) if isinstance(found, Document)]


@pytest.mark.parametrize("name", SETS)
def test_the_extraction_stays_above_its_floor(name: str) -> None:
    floor = FLOORS[name]
    said = {found.id: record(facts, found.id) for found, facts in read(ROOT / floor["documents"])}
    tally = Tally()
    for gold in read_gold(ROOT / floor["gold"]):
        score_document(tally, gold, said[gold["id"]])
    f1 = {kind: round(tally.total(entities=kind == "entities").f1, 4) for kind in ("entities", "relations")}
    print(f"{name}: entities {f1['entities']}, relations {f1['relations']}")
    shown = [] if "unread" in name else tally.mistakes  # what nobody looks at is not shown where a floor is missed
    assert f1["entities"] >= floor["entities"], shown
    assert f1["relations"] >= floor["relations"], shown
    forbidden = [each for each in tally.mistakes if each.what == "FORBIDDEN"]
    assert len(forbidden) <= floor["forbidden"], forbidden


@pytest.mark.slow
@pytest.mark.skipif(
    not (ROOT / FAULTS["checker"]).exists(), reason="the cases ../shared/faults are not beside this repository"
)
def test_known_faults_stay_mended() -> None:
    program = Path(sys.executable).with_name("envgov")
    command = [sys.executable, str(ROOT / FAULTS["checker"]), str(ROOT / FAULTS["cases"]), "--command", str(program)]
    done = subprocess.run(
        [*command, "--floor", str(FAULTS["floor"]), "--failed"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SETS)
def test_no_year_is_invented(name: str) -> None:
    """A year that a fact states stands in the text, or the document's own date gives it."""
    for document, facts in read(ROOT / FLOORS[name]["documents"]):
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

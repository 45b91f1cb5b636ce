"""The table of faces: it is refused where it is wrong, an agency has one colour, a new kind is kinds.yaml and the table."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from envgov.api.brief import network, tiers
from envgov.api.browser_kit import letters_on, style
from envgov.api.explorer.looks import LOOKS
from envgov.api.faces import faces, lists, read_faces
from envgov.graph.errors import SchemaError
from envgov.graph.kinds import load_kinds

TABLE = (ROOT / "api" / "data" / "faces.yaml").read_text("utf-8")
KIND = """
  Permit:
    zh: 排污许可证
    en: A permit to discharge.
    sub: [Draft]
    search: [name]
    properties:
      number: {type: string, zh: 编号, en: number}
      state: {type: string, one_of: [有效, 注销], zh: 状态, en: state}
"""
RELATIONSHIP = """
  LICENSED: {from: [Agency], to: [Permit], zh: 核发, en: Licensed}
"""
FACE = """
Permit:
  en: Permit
  colour: "#5b2a86"
  tint: "#efe6f7"
  shape: tag
  place: 10
  list: {name: permits, zh: 许可证, en: Permits}
  same_as: schema:Permit
  sub:
    Draft: {zh: 草案, en: draft}
"""
TRIAL = ROOT / "tests" / "api" / "new_kind.py"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("\nGroup:\n", "\nPlanet:\n"), "Group has no face"),
        (("\nAgency:\n", "\nPlanet: {en: Planet}\nAgency:\n"), "Planet is no kind of graph/kinds.yaml"),
        (('"#0072b2"', "blue"), "Agency: 'blue' is no colour"),
        (("  shape: rectangle\n", ""), "Agency: the explorer draws it, so it needs a tint and a shape"),
        (("  place: 1\n", "  palce: 1\n"), "Agency: 'palce' means nothing here"),
        (("    Congress: ", "    Council: "), "Agency: `sub` must name LeadingGroup"),
        (("  en: Group\n", ""), "Group: it needs en"),
    ],
)
def test_a_wrong_table_is_refused_with_the_kind(change: tuple[str, str], said: str) -> None:
    text = f"\n{TABLE}"
    assert change[0] in text
    with pytest.raises(SchemaError, match=r"api/data/faces\.yaml: ") as caught:
        read_faces(text.replace(*change, 1), load_kinds())
    assert said in str(caught.value)


def test_an_agency_has_one_colour_everywhere() -> None:
    colour = faces()["Agency"].colour
    assert LOOKS["Agency"].line == colour
    assert f"node.Agency {{\n  color: {colour.upper()};" in style()
    assert {network.COLOURS["agency"], network.COLOURS["side"]} == {colour}
    assert tiers.AGENCY.fill == colour[1:].upper()


def test_letters_can_be_read_on_every_colour() -> None:
    assert (letters_on("#0072b2"), letters_on("#ced4da")) == ("#FFFFFF", "#1F2937")


def test_every_list_of_ours_has_its_statement() -> None:
    assert {path.stem for path in (ROOT / "cypher" / "resources").glob("*.cypher")} == set(lists())


def test_a_new_kind_is_kinds_yaml_and_the_table(tmp_path: Path) -> None:
    (tmp_path / "dev" / "envgov").mkdir(parents=True)
    for name in ("graph", "api", "loaders", "cypher"):
        if name in ("graph", "api"):
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (tmp_path / name).symlink_to(ROOT / name)
        (tmp_path / "dev" / "envgov" / name).symlink_to(tmp_path / name)
    kinds = tmp_path / "graph" / "kinds.yaml"
    text = kinds.read_text("utf-8").replace("\nnodes:\n", f"\nnodes:{KIND}", 1)
    text = text.replace("\nrelationships:\n", f"\nrelationships:{RELATIONSHIP}", 1)
    kinds.write_text(re.sub(r"(SUPPORTS:.*?\bto: \[)", r"\1Permit, ", text, count=1, flags=re.DOTALL), "utf-8")
    (tmp_path / "api" / "data" / "faces.yaml").write_text(TABLE + FACE, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "dev")}
    command = [sys.executable, str(TRIAL), str(tmp_path / "store")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["checked"] == []
    assert all(found["seen"].values()), found["seen"]

"""Schemathesis over the whole description, every check, stateful; bounded in time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
from conftest import ROOT
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.settings import Settings
from serving import serving

SECONDS = 100
EXAMPLES = 4


def test_the_service_does_what_its_description_says(filled: str, tmp_path: Path) -> None:
    settings = Settings(
        state=str(tmp_path / "state"), requests_a_minute=0, cypher=True, cypher_a_minute=100_000, cypher_seconds=8.0, open=True, at_once=64
    )  # fmt: skip
    secret = Keys(tmp_path / "state").new("all", ["admin"], days=1)[1]
    with serving(create_app(filled, settings=settings)) as address:
        warm = {
            "query": "RETURN 1 AS n"
        }  # the first statement waits for the process of the copy: that is not what is timed
        httpx.post(f"{address}/v1/cypher", json=warm, headers={"Authorization": f"Bearer {secret}"}, timeout=90)
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(ROOT / "tests" / "schemathesis.toml")]
        command += ["run", f"{address}/openapi.json", "--header", f"Authorization: Bearer {secret}", "--checks", "all"]
        command += [
            "--max-examples",
            str(EXAMPLES),
            "--seed",
            "1",
            "--max-time",
            str(SECONDS),
            "--no-color",
            "--request-timeout",
            "40",
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

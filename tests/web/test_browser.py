"""The pages in a real browser: tests/web/reader.py does the steps in a process of its own, each is a test here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import picture_pages
import pytest
from conftest import SAMPLES, run_envgov, serving
from envgov.api.gates.keys import Keys

READER = Path(__file__).parent / "reader.py"
READ = ("yunnan", "huaihua", "ganzhou", "lishui")  # samples: a training, a damaged text, a plan, a drill
STEPS = (
    "finds_the_sentence_in_four_clicks",
    "gets_a_briefing_in_four_clicks",
    "opens_and_closes_a_panel",
    "reads_without_scripts",
    "switches_the_language",
    "uploads_with_live_progress",
    "goes_by_the_keyboard_only",
    "fits_a_narrow_screen",
    "is_accessible",
    "says_nothing_wrong_anywhere",
)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what became of every step, over a service of the samples in a process of its own."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        if os.environ.get("CI"):
            pytest.fail("the tests of the pages in a browser cannot run: apt-get install chromium fonts-noto-cjk")
        pytest.skip("left out: the tests of the pages in a browser: apt-get install chromium fonts-noto-cjk")
    store = tmp_path_factory.mktemp("browser") / "store"
    files = [str(path) for name in READ for path in SAMPLES.glob(f"{name}-*")]
    loaded = run_envgov("load", *files, "--store", str(store), "--quiet")
    assert loaded.returncode == 0, loaded.stderr
    secret = Keys(store / "state").new("writer", ["read", "write"], days=1)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENVGOV_OPEN", "true")
        patch.setenv("ENVGOV_REQUESTS_A_MINUTE", "0")
        patch.setenv("ENVGOV_TEST_KEY", secret)
        with serving(str(store)) as address:
            picture_pages.await_port(int(address.rpartition(":")[2]))
            command = [sys.executable, str(READER), address]
            done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("step", STEPS)
def test_a_reader(outcome: dict[str, str], step: str) -> None:
    assert outcome.pop(step) == ""


def test_every_step_is_a_test(outcome: dict[str, str]) -> None:
    assert not outcome

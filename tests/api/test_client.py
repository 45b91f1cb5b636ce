"""An app that knows the description only: a client made by a generator answers the questions of the project."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from envgov.api.app import create_app
from envgov.api.settings import Settings
from serving import serving

PACKAGE = "envgov_client"


@pytest.fixture(scope="module")
def address(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a service over the samples."""
    settings = Settings(state=str(tmp_path_factory.mktemp("state")), requests_a_minute=0)
    with serving(create_app(filled, settings=settings)) as found:
        yield found


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder of a client made from the description; it is importable meanwhile."""
    folder = tmp_path_factory.mktemp("client")
    state = tmp_path_factory.mktemp("state")
    description = create_app(str(folder / "none"), settings=Settings(state=str(state))).openapi()
    (folder / "openapi.json").write_text(json.dumps(description), "utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(folder / "openapi.json")]
    command += ["--output-path", str(folder / PACKAGE), "--meta", "none"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def call(address: str, tag: str, operation: str, *path: str, **query: Any) -> Any:
    """Ask one operation of the generated client."""
    client = importlib.import_module(PACKAGE).Client(base_url=address, raise_on_unexpected_status=True)
    module = importlib.import_module(f"{PACKAGE}.api.{tag}.{operation}")
    return module.sync(*path, client=client, **query)


def test_a_generated_client_answers_the_questions(generated: Path, address: str) -> None:
    training = call(address, "events", "events", q="建设培训").data[0]
    bureaus = call(address, "events", "training_attendance", training.uid, limit=1000).data
    assert len([each for each in bureaus if each.derived and each.level == "prefecture"]) == 16
    plan = call(address, "plans", "plans", q="规划编制工作方案").data[0]
    tasks = call(address, "plans", "plan_phases", plan.uid, phase="前期调研")
    assert len(tasks.data) == 4
    statement = call(address, "facts", "fact_statements", bureaus[0].fact).data[0]
    document = call(address, "documents", "document", statement.document_uid)
    assert document.text[statement.start : statement.end] == statement.quote

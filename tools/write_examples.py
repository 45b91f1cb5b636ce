"""Write api/data/examples.yaml: ask a service over samples/ what each entry of it asks, and keep the answers.

Usage: python tools/write_examples.py     (to add an example, add a line with `operation` and `path`, and run it)
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from envgov.api.app import create_app
from envgov.api.cli.options import MAX_BYTES
from envgov.api.loading.loading import load
from envgov.api.resources.examples import Example, load_examples, steady
from envgov.api.settings import Settings
from envgov.graph.store import open_store
from fastapi.testclient import TestClient

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "api" / "data" / "examples.yaml"
HEAD = "# Answers of the service over samples/, written by tools/write_examples.py; the description of the API shows them.\n"


def asked(client: TestClient, example: Example) -> Any:
    """Return what the service answers now."""
    headers = {"Authorization": f"Bearer {example.key}"} if example.key else {}
    return steady(client.get(example.path, headers=headers).json())


def text(examples: list[Example]) -> str:
    """Return the file."""
    rows = [{name: value for name, value in asdict(each).items() if value is not None} for each in examples]
    return HEAD + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=150)


def main() -> None:
    """Load the samples, ask, write."""
    with TemporaryDirectory() as name:
        store = str(Path(name) / "store")
        with open_store(store, access="write") as opened:
            for _ in load(opened, [ROOT / "samples"], max_bytes=MAX_BYTES):
                pass
        with TestClient(create_app(store, settings=Settings(state=name))) as client:
            TARGET.write_text(text([replace(each, answer=asked(client, each)) for each in load_examples()]), "utf-8")


if __name__ == "__main__":
    main()

"""Read gold records, and refuse what is none with one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from envgov.graph.errors import InputError

NEEDED = ("agencies", "officials", "regions", "events", "plans", "phases", "tasks", "directives")


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """Return the gold records of a folder, in the order of the file names; raise InputError where one is none."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; give the folder that holds the gold records (*.json)")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise InputError(f"{folder} holds no gold record; each is a JSON file named like its document")
    return [_read(file) for file in files]


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{file}: this is no JSON in UTF-8 ({error})") from error
    if not isinstance(found, dict):
        raise InputError(f"{file}: a gold record is a JSON object, not a {type(found).__name__}")
    missing = [name for name in NEEDED if not isinstance(found.get(name), list)]
    if missing:
        raise InputError(f"{file}: the lists {', '.join(missing)} are missing; an empty list says that there is none")
    return {"id": file.stem, **found}

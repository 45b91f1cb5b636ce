"""Read gold records, and refuse what is none with one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from envgov.graph.errors import InputError

NEEDED = ("agencies", "officials", "regions", "events", "plans", "phases", "tasks", "directives")
LINES = (".jsonl", ".ndjson")


def read_gold(place: Path) -> list[dict[str, Any]]:
    """Return the gold records of a folder or a file, in the order of the file names.

    A `.json` file holds one record, named like its document; each line of a `.jsonl` file one with its `id`. Raises
    InputError where one is no record, or two are of one document.
    """
    if not place.exists():
        raise InputError(
            f"{place} does not exist; give the folder of the gold records (*.json, *.jsonl), or one such file"
        )
    files = sorted(each for each in place.iterdir() if each.suffix in (".json", *LINES)) if place.is_dir() else [place]
    if not files:
        raise InputError(
            f"{place} holds no gold record; each is a JSON file named like its document, or a line of .jsonl"
        )
    found: dict[str, dict[str, Any]] = {}
    for record in (record for file in files for record in _records(file)):
        if found.setdefault(record["id"], record) is not record:
            raise InputError(f"{place}: there are two gold records of {record['id']!r}")
    return list(found.values())


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: this is no JSON in UTF-8 ({error})") from error
    if file.suffix not in LINES:
        yield {"id": file.stem, **_record(text, str(file))}
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record = _record(line, f"{file}#{number}")
            if not isinstance(record.get("id"), str):
                raise InputError(f"{file}#{number}: a gold record in JSON Lines needs the `id` of its document")
            yield record


def _record(text: str, source: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{source}: this is no JSON in UTF-8 ({error})") from error
    if not isinstance(found, dict):
        raise InputError(f"{source}: a gold record is a JSON object, not a {type(found).__name__}")
    missing = [name for name in NEEDED if not isinstance(found.get(name), list)]
    if missing:
        raise InputError(f"{source}: the lists {', '.join(missing)} are missing; an empty list says that there is none")
    return found

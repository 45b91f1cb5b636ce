"""Join the loose texts and records of a gold set into JSON Lines, or split a set into a file a document to read and edit it.

Usage: python tools/gold_sets.py join SET          (texts and pages in UTF-8 and SET/gold/*.json become lines of
                                                    SET/texts/texts.jsonl and SET/gold/records.jsonl; others go to SET/texts)
       python tools/gold_sets.py split SET TARGET  (every text and record becomes a file of TARGET and TARGET/gold)
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_file
from envgov.loaders.refusals import Refusal
from envgov.loaders.scoring.gold import read_gold

FIELDS = {"text": ".txt", "html": ".html"}
TEXTS, RECORDS = Path("texts", "texts.jsonl"), Path("gold", "records.jsonl")


def join(folder: Path) -> None:
    """Put the loose files of a set into its two files, in the order of the names; what is there already stays."""
    (folder / TEXTS).parent.mkdir(parents=True, exist_ok=True)
    texts = _lines(folder / TEXTS)
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        if (entry := _entry(file)) is None:
            shutil.move(file, folder / TEXTS.parent / file.name)
        else:
            texts[file.stem] = entry
            file.unlink()
    _write(folder / TEXTS, texts.values())
    records = {record["id"]: record for record in read_gold(folder / RECORDS.parent)}
    for file in (folder / RECORDS.parent).glob("*.json"):
        file.unlink()
    _write(folder / RECORDS, records.values())


def split(folder: Path, target: Path) -> None:
    """Write every text and every record of a set into a file of its own."""
    (target / RECORDS.parent).mkdir(parents=True, exist_ok=True)
    for file in (folder / TEXTS.parent).iterdir():
        if file.name != TEXTS.name:
            shutil.copy(file, target / file.name)
    for name, entry in _lines(folder / TEXTS).items():
        for field, suffix in FIELDS.items():
            if field in entry:
                (target / f"{name}{suffix}").write_bytes(entry[field].encode("utf-8"))
    for record in read_gold(folder / RECORDS.parent):
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        (target / RECORDS.parent / f"{record['id']}.json").write_text(text, "utf-8")


def _entry(file: Path) -> Mapping[str, Any] | None:
    """Return the line that reads as a file does, or None: a Word file, another encoding, a page that leads elsewhere."""
    field = {suffix: field for field, suffix in FIELDS.items()}.get(file.suffix)
    try:
        text = file.read_bytes().decode("utf-8") if field else ""
    except UnicodeDecodeError:
        return None
    with TemporaryDirectory() as folder:
        line = Path(folder) / TEXTS.name
        _write(line, [entry := {"id": file.stem, field or "text": text}])
        same = field is not None and list(map(_read, read_file(line))) == list(map(_read, read_file(file)))
    return entry if same else None


def _read(found: Document | Refusal) -> object:
    if isinstance(found, Refusal):
        return found.reason
    return found.id, found.raw, found.title, found.published, found.publisher, found.url, found.left_out


def _lines(file: Path) -> dict[str, Mapping[str, Any]]:
    if not file.exists():
        return {}
    entries = map(json.loads, file.read_text("utf-8").rstrip("\n").split("\n"))
    return {entry["id"]: entry for entry in entries}


def _write(file: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    ordered = sorted(entries, key=lambda entry: str(entry["id"]))
    file.write_bytes("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in ordered).encode("utf-8"))


def main(arguments: list[str]) -> int:
    """Join or split."""
    match arguments:
        case ["join", folder]:
            join(Path(folder))
        case ["split", folder, target]:
            split(Path(folder), Path(target))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

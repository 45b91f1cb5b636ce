"""Fill the tables of docs/accuracy.md: per kind precision, recall and F1 on sets of tests/gold.

Usage: python tools/document_accuracy.py
"""

from __future__ import annotations

import re
from pathlib import Path

from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.ledger import read_ledger, unread_share
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record
from envgov.loaders.scoring.documents import score_document
from envgov.loaders.scoring.gold import read_gold
from envgov.loaders.scoring.tally import Tally, table

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "accuracy.md"
SETS = ("read", "unread", "pages-unread")


def tally_of(folder: Path) -> tuple[Tally, int, float]:
    """Return what a set scores, how many documents it has, and the share of its characters that nobody read."""
    found = [each for each in read_paths([folder / "texts"]) if isinstance(each, Document)]
    made = {str(said["id"]): said for said in (record(read_facts(each), each.id) for each in found)}
    tally = Tally()
    gold = read_gold(folder / "gold")
    for each in gold:
        score_document(tally, each, made.get(each["id"], {}))
    return tally, len(gold), unread_share(read_ledger(each) for each in found if each.id in made)


def rows(name: str) -> str:
    """Return one set's table as Markdown."""
    tally, documents, unread = tally_of(ROOT / "tests" / "gold" / name)
    lines = [f"{documents} 篇 documents; 无人读的字符 unread characters {unread:.1%}\n"]
    lines += ["| kind | right | found | gold | P | R | F1 |", "| --- | --: | --: | --: | --: | --: | --: |"]
    for line in table(tally).splitlines()[1:]:
        if match := re.fullmatch(r"(\S.*?)\s{2,}(\d+)\s+(\d+)\s+(\d+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)", line):
            lines.append("| " + " | ".join(match.groups()) + " |")
    return "\n".join(lines)


def main() -> None:
    """Put each table between its marks."""
    page = TARGET.read_text("utf-8")
    for name in SETS:
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        head, rest = page.split(begin)
        page = f"{head}{begin}\n{rows(name)}\n{end}{rest.split(end)[1]}"
    TARGET.write_text(page, "utf-8")


if __name__ == "__main__":
    main()

"""Measure each rule on gold records and write what it gives: loaders/data/rule_confidence.tsv.

Usage: python tools/measure_confidence.py [GOLD FILES]...    (default: tests/gold/read)

Run it where the rules changed, then read the diff; `--table GOLD FILES` prints the table of calibration of docs/accuracy.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from envgov.loaders.document import Document
from envgov.loaders.facts import certainty
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.scoring.calibration import Judgement, bands, judged, measured
from envgov.loaders.scoring.gold import read_gold

ROOT = Path(__file__).parent.parent
DATA = ROOT / "loaders" / "data" / "rule_confidence.tsv"
READ = ROOT / "tests" / "gold" / "read"
HEAD = """\
# How often what a rule states is right, on the gold records that rules are written from. Made by tools/measure_confidence.py.
# right, wrong: facts that gold speaks about; given: the confidence given by hand; measured: drawn towards it where little was seen.
rule\tright\twrong\tgiven\tmeasured
"""


def judgements(gold: Path, texts: Path) -> Iterator[Judgement]:
    """Yield a judgement of every fact of the documents of a folder of which its gold record speaks."""
    records = {record["id"]: record for record in read_gold(gold)}
    for document in read_paths([texts]):
        if isinstance(document, Document):
            facts = read_facts(document)
            record = records.get(document.id)
            if record is not None:
                yield from judged(facts, record)


def main(arguments: list[str]) -> int:
    """Write the data, or print the table."""
    table = arguments[:1] == ["--table"]
    folders = [Path(each) for each in arguments[table:]] or [READ / "gold", READ / "texts"]
    if len(folders) % 2:
        print("give folders in pairs: GOLD FILES", file=sys.stderr)
        return 2
    if not table:  # the rules' own figures, not those measured before
        certainty.load_rule_confidences = dict  # type: ignore[assignment]
        certainty.confidence_of.cache_clear()
    found = [each for at in range(0, len(folders), 2) for each in judgements(folders[at], folders[at + 1])]
    if table:
        print("| confidence | judged facts | right | share |\n| --- | --: | --: | --: |")
        for low, high, right, number in bands(found):
            if number:
                print(f"| {low:.1f}–{high:.1f} | {number} | {right} | {right / number:.3f} |")
        return 0
    rows = [f"{m.rule}\t{m.right}\t{m.wrong}\t{m.given}\t{m.confidence}\n" for m in measured(found)]
    DATA.write_text(HEAD + "".join(rows), "utf-8")
    print(f"{DATA.name}: {len(rows)} rules, {len(found)} facts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write the facts of the samples to tests/golden.tsv, a head line before those of each, to be read in the diff before they are committed.

Usage: python tools/update_golden.py
"""

from __future__ import annotations

from pathlib import Path

from envgov.graph.model import DocumentFacts, Fact
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "tests" / "golden.tsv"
HEAD = "# "  # no line of facts begins so


def golden(facts: DocumentFacts) -> str:
    """Return the facts of a document, one a line: place, predicate, subject, object or value, properties, rule.

    Derived facts carry a star. Facts come in the order of their places in the text.
    """
    ordered = sorted(facts.facts, key=lambda fact: (fact.evidence.start, fact.evidence.end, _line(fact)))
    return "".join(_line(fact) + "\n" for fact in ordered)


def _line(fact: Fact) -> str:
    what = fact.object.name if fact.object is not None else fact.value
    properties = " ".join(f"{key}={value}" for key, value in sorted(fact.properties.items()))
    place = f"{fact.evidence.start}-{fact.evidence.end}{'*' if fact.derived else ''}"
    cells = (place, fact.predicate, fact.subject.name, str(what), properties, fact.evidence.rule)
    return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


def kept() -> dict[str, str]:
    """Return what the file holds, by the id of the sample."""
    parts = TARGET.read_text("utf-8").split(HEAD)[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def main() -> None:
    """Write the file."""
    found = sorted(
        (each for each in read_paths([ROOT / "samples"]) if isinstance(each, Document)), key=lambda each: each.id
    )
    TARGET.write_text("".join(f"{HEAD}{each.id}\n{golden(read_facts(each))}" for each in found), "utf-8")


if __name__ == "__main__":
    main()

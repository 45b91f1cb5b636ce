"""Build loaders/data/name_odds.tsv: how much a character speaks for a person's name, from the dictionary of jieba.

Run from the repository: `python tools/build_name_odds.py` (jieba 0.42, MIT, among the packages for development). The result is
committed; nothing of this runs at install time. The dictionary tags about 60,000 entries as persons: how often a
character is their surname or stands in their given name, against how often it stands in all other words, is the odds.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import jieba

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "loaders" / "data" / "name_odds.tsv"
PERSON = "nr"
LENGTHS = (2, 3)  # code points of a name: a surname of one character and a given name of one or two
UNSEEN_NAME, UNSEEN_WORD = 0.5, 50  # added to the counts, so that no character is impossible
HEAD = """# For each character: the tenfold logarithm of the odds that it is a surname, and that it stands in a given name.
# Built by tools/build_name_odds.py from the dictionary of jieba 0.42.1 (MIT).
"""


def main() -> int:
    """Write the file; the characters stand in the order of their code points."""
    sys.path.insert(0, str(ROOT / "dev"))
    from envgov.loaders.gazetteer.posts import load_surnames

    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        entries = [(word, int(count), tag) for word, count, tag in map(str.split, lines)]
    OUT.write_text(HEAD + "\n".join(_odds(entries, load_surnames())) + "\n", "utf-8")
    return 0


def _odds(entries: Iterable[tuple[str, int, str]], surnames: frozenset[str]) -> Iterator[str]:
    first: Counter[str] = Counter()
    given: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for word, count, tag in entries:
        if tag == PERSON and len(word) in LENGTHS and word[0] in surnames:
            first[word[0]] += 1
            given.update(word[1:])
        elif not tag.startswith(PERSON):
            for character in word:
                words[character] += count
    persons, parts, text = sum(first.values()), sum(given.values()), sum(words.values())
    for character in sorted({*first, *given}):
        common = math.log((words[character] + UNSEEN_WORD) / text)
        as_surname = math.log((first[character] + UNSEEN_NAME) / persons) - common
        as_given = math.log((given[character] + UNSEEN_NAME) / parts) - common
        yield f"{character}\t{round(10 * as_surname)}\t{round(10 * as_given)}"


if __name__ == "__main__":
    sys.exit(main())

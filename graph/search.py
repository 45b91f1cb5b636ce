"""Search names, aliases, tasks and demands for Chinese words, with the full-text indexes of either engine.

The indexes hold pairs of characters (the analyzer `cjk`), so a word is asked for as a phrase of pairs; a single character
is looked for in the texts themselves. What the user typed is data: every word is quoted and escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from .errors import QueryError
from .kinds import load_kinds
from .statements import statement
from .store import Store

LONGEST = 200  # code points; nobody types more, and a phrase of thousands of pairs costs seconds
MOST_WORDS = 12
SPACES = regex.compile(r"[\s、，,；;。]+")
RUN = regex.compile(r"\p{Han}+")
LETTERS = regex.compile(r"[\p{L}\p{N}]+")
SPECIAL = regex.compile(r'(["\\])')


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `rank` is 0 where a name is what was asked, 1 where one begins so, 2 where one holds it, 3 else."""

    uid: str
    kind: str
    labels: tuple[str, ...]
    name: str
    text: str | None
    rank: int


def search(
    store: Store,
    text: str,
    *,
    kinds: Sequence[str] | None = None,
    limit: int = 20,
    skip: int = 0,
    timeout: float | None = None,
) -> list[Hit]:
    """Return what holds every word of a text, the closest names first; nothing for a text without letters or digits.

    Words are parted by spaces; Traditional characters find Simplified ones. `kinds` are labels, sub-labels too.
    Raises QueryError for a text that is too long or an unknown kind.
    """
    words = _words(text)
    if not words:
        return []
    _check_kinds(kinds)
    quoted = [_quoted(forms) for forms in words if not _is_short(forms[0])]
    params: dict[str, Any] = {
        "kinds": list(kinds) if kinds else None,
        "patterns": [_pattern(forms) for forms in words],
        "forms": _forms(" ".join(text.split())),
        "skip": skip,
        "limit": limit,
    }
    if quoted:
        params |= {"indexes": store.engine.search_indexes(), "words": quoted}
    found = store.run(statement("search/indexed" if quoted else "search/scan"), params, timeout=timeout)
    return [_hit(row) for row in found.rows]


def _words(text: str) -> list[list[str]]:
    """Return the forms of every word of a text: as it stands, and in Simplified characters."""
    if len(text) > LONGEST:
        raise QueryError(f"the search text has {len(text)} characters; {LONGEST} are the most")
    plain = unicodedata.normalize("NFKC", text)
    words = [word for word in SPACES.split(plain) if LETTERS.search(word)]
    if len(words) > MOST_WORDS:
        raise QueryError(f"the search text has {len(words)} words; {MOST_WORDS} are the most")
    return [_forms(word) for word in words]


def _forms(word: str) -> list[str]:
    # Both forms are looked for: 乾安县 is Simplified, and its conversion (干安县) is no place.
    return sorted({word, simplified(word)}, key=lambda form: (form != word, form))


def simplified(text: str) -> str:
    """Return a text in Simplified characters; a few Simplified names change too (乾安县), so keep the text beside it."""
    return str(_converter().convert(text))


def _is_short(word: str) -> bool:
    """Say whether a word holds a Chinese character that stands alone: the pairs of an index never hold it."""
    return any(len(run) == 1 for run in RUN.findall(word))


def _quoted(forms: Sequence[str]) -> str:
    return " OR ".join('"' + SPECIAL.sub(r"\\\1", form) + '"' for form in forms)


def _pattern(forms: Sequence[str]) -> str:
    """Return a regular expression for a word's letters and digits, whatever signs stand between them."""
    runs = ("[^\\p{L}\\p{N}]*".join(LETTERS.findall(form)) for form in forms)
    return f"(?isu).*(?:{'|'.join(runs)}).*"


def _check_kinds(kinds: Sequence[str] | None) -> None:
    known = {label: kind.sub for label, kind in load_kinds().nodes.items() if kind.search}
    names = {*known, *(sub for subs in known.values() for sub in subs)}
    for each in kinds or ():
        if each not in names:
            raise QueryError(f"there is no kind {each!r} to search; use one of {', '.join(sorted(names))}")


def _hit(row: Sequence[object]) -> Hit:
    uid, labels, name, text, rank = row
    assert isinstance(labels, list)  # noqa: S101 - the statement's column
    kind = next(label for label in load_kinds().nodes if label in labels)
    return Hit(str(uid), kind, tuple(sorted(labels)), str(name), None if text is None else str(text), int(str(rank)))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("tw2s")

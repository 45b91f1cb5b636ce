"""Names by their first two characters: how the names that begin at a place of a text are found without trying them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Opening = Mapping[str, tuple[str, ...]]


def by_opening(names: Iterable[str]) -> Opening:
    """Return the names of two characters or more by their first two, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda each: (-len(each), each)):
        if len(name) > 1:
            found.setdefault(name[:2], []).append(name)
    return {pair: tuple(listed) for pair, listed in found.items()}


def longest_at(names: Opening, text: str, position: int, end: int) -> str | None:
    """Return the longest name that stands at `position` and ends by `end` (code points), or None."""
    for name in names.get(text[position : position + 2], ()):
        if text.startswith(name, position, end):
            return name
    return None

"""Check the number of demands that a speaker announces (提出三点要求) against the list that follows."""

from __future__ import annotations

from collections.abc import Iterator

from envgov.graph.model import Anomaly

from ..language.numbers import parse_number
from ..language.rules import pattern
from ..language.sentences import ListItem, list_items
from ..linking.reading import Reading
from .directives import SPEAKING

COUNT = pattern("directives.count")
NEAR = 60  # code points between the announcement and the first item: who speaks again, 一是


def find_miscounts(reading: Reading) -> Iterator[Anomaly]:
    """Yield an anomaly for each announced number that the list behind it does not have; no list, no anomaly."""
    text = reading.text
    announced = [
        match
        for block in reading.outline.blocks
        if block.kind in SPEAKING
        for match in COUNT.finditer(text, block.start, block.end)
    ]
    stops = [each.start() for each in announced[1:]] + [len(text)] if announced else []
    for match, stop in zip(announced, stops, strict=True):
        expected = parse_number(match.group("n"))
        listed = _list_behind(list_items(text, match.end(), stop), match.end())
        if listed and expected is not None and listed != expected:
            yield Anomaly(
                "list_count", match.group().rstrip("：:。，,"), "warning", match.start(), match.end(), f"列出{listed}项"
            )


def _list_behind(items: list[ListItem], position: int) -> int:
    """Return how many items the list has that begins near `position`, 0 where none does."""
    first = next((item for item in items if item.number == 1 and item.start - position <= NEAR), None)
    if first is None:
        return 0
    count = 0
    for item in items:
        if item.style == first.style and item.start >= first.start:
            if item.number != count + 1:
                break
            count += 1
    return count

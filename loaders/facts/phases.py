"""Find the phases of a text's own plan: headings or items with a span of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..dates import DateMention, find_dates, resolve
from ..dating import carry_years
from ..edtf import ends
from ..reading import Reading
from ..rules import pattern
from ..sections import Block

BRACKET = regex.compile(r"\s?[（(](?P<inside>[^（）()]*)[)）]")
ORDINAL = pattern("phases.ordinal")
FEWEST = 2  # a single dated heading is no division into phases


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the plan: the block that names it, its name and its begin and end (EDTF or None)."""

    block: Block
    seq: int
    name: str
    name_start: int
    name_end: int
    start: str | None
    end: str | None
    dated_start: int
    dated_end: int


def find_phases(reading: Reading) -> list[Phase]:
    """Return the phases of the text in order; siblings that each carry a time."""
    best: list[Phase] = []
    by_parent: dict[int | None, list[Block]] = {}
    for block in reading.outline.of_kind("heading", "item", "paragraph"):
        by_parent.setdefault(block.parent, []).append(block)
    for siblings in by_parent.values():
        phases = list(_phases(reading, siblings))
        if len(phases) >= FEWEST and len(phases) > len(best):
            best = phases
    return best


def _phases(reading: Reading, siblings: Sequence[Block]) -> Iterator[Phase]:
    seq = 0
    for block in siblings:
        found = _dated_head(reading, block)
        if found is None:
            continue
        name_start, name_end, mention = found
        seq += 1
        name = reading.text[name_start:name_end]
        opening = ORDINAL.match(name)
        if opening and opening.end() < len(name):
            name_start += opening.end()
            name = reading.text[name_start:name_end]
        start, end = ends(resolve(mention, reading.year))
        if end is None:
            start, end = (None, start) if mention.due else (start, start)
        yield Phase(
            block,
            seq,
            pattern("phases.ending").sub("", name) or name,
            name_start,
            name_end,
            start,
            end,
            mention.start,
            mention.end,
        )


def _dated_head(reading: Reading, block: Block) -> tuple[int, int, DateMention] | None:
    """Return the name's span and the time of a head such as 动员部署（4月10日至4月30日）."""
    text = reading.text
    start, end = (block.head.start, block.head.end) if block.head.end > block.head.start else (block.start, block.end)
    if block.kind == "paragraph":
        opening = regex.compile(r"[^。；：，]{2,40}?[。：:]").match(text, block.start, block.end)
        if opening is None or "阶段" not in opening.group():
            return None
        start, end = opening.start(), opening.end() - 1
    match = BRACKET.search(text, start, min(end + 40, block.end))
    if match is None:
        return None
    dates = [
        d
        for d in carry_years(find_dates(text, match.start("inside"), match.end("inside")))
        if d.kind in ("span", "month", "day", "year")
    ]
    if len(dates) != 1 or match.start() == start:
        return None
    if pattern("phases.duty_bracket").search(match.group("inside")):
        return None
    return start, match.start(), dates[0]


def phase_at(phases: Sequence[Phase], reading: Reading, offset: int) -> Phase | None:
    """Return the phase whose block, or whose children, hold a place in the text."""
    for phase in phases:
        if phase.block.start <= offset < _reach(reading, phase.block):
            return phase
    return None


def _reach(reading: Reading, block: Block) -> int:
    """Return where what stands under a block ends."""
    end = block.end
    for other in reading.outline.blocks[block.index + 1 :]:
        if any(above.index == block.index for above in reading.outline.path(other)):
            end = max(end, other.end)
        else:
            break
    return end

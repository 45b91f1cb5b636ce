"""Find the phases of a text's own plan: headings or items with a span of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from envgov.graph.edtf import ends

from ..dates.dates import DateMention, find_dates, resolve
from ..dates.dating import carry_years
from ..language.rules import pattern
from ..linking.reading import Reading
from ..structure.sections import Block

BRACKET = regex.compile(r"\s?[（(](?P<inside>[^（）()]*)[)）]")
ORDINAL = pattern("phases.ordinal")
INLINE = pattern("phases.inline")
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
    reach: tuple[int, int] | None = None  # the stretch it holds, where running text names it


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
    return best or list(_in_running_text(reading))


def _in_running_text(reading: Reading) -> Iterator[Phase]:
    """Yield the phases that one paragraph names in order (3月至5月为排查阶段，…；6月起转入整治阶段，到9月底结束，…)."""
    text = reading.text
    for block in reading.outline.of_kind("paragraph", "item"):
        named = list(INLINE.finditer(text, block.start, block.end))
        if len(named) < FEWEST:
            continue
        begins = [_clause_begin(text, block.start, match.start()) for match in named]
        for seq, (match, begin, until) in enumerate(zip(named, begins, [*begins[1:], block.end], strict=True), 1):
            dates = [d for d in find_dates(text, begin, until) if d.kind in ("span", "month", "day")]
            before = [d for d in dates if d.end <= match.start()]
            behind = [d for d in dates if d.start >= match.end()]
            start, end = ends(resolve(before[-1], reading.year)) if before else (None, None)
            closing = behind[0] if end is None and behind and (before or behind[0].due) else None
            if closing is not None:
                end = ends(resolve(closing, reading.year))[0]
            dated = before[-1] if before else closing
            if dated is None:
                continue
            last = closing or dated
            yield Phase(
                block, seq, match["name"], *match.span("name"), start, end, dated.start, last.end, (begin, until)
            )


def _clause_begin(text: str, first: int, position: int) -> int:
    return max(first, 1 + max(text.rfind(sign, first, position) for sign in "；。;"))


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
        ordinal = ORDINAL.match(text[block.start : block.end])
        begin = block.start + (ordinal.end() if ordinal else 0)
        opening = regex.compile(r"[^。；：，]{2,40}?[。：:]").match(text, begin, block.end)
        if opening is None or not (ordinal or "阶段" in opening.group()):
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
        if phase.reach is not None:
            if phase.reach[0] <= offset < phase.reach[1]:
                return phase
        elif phase.block.start <= offset < _reach(reading, phase.block):
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

"""Find the phases of a text's own plan: headings or items with a span of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import regex
from envgov.graph.edtf import ends

from ..dates.dates import DateMention, find_dates, resolve
from ..dates.dating import carry_years
from ..language.rules import pattern
from ..linking.reading import Reading
from ..structure.sections import Block

BRACKET = regex.compile(r"\s?[（(](?P<inside>[^（）()]*)[)）]")
OPENING = regex.compile(r"[^。；：，]{2,40}?[。：:]")
ORDINAL = pattern("phases.ordinal")
ORDINAL_ALONE = pattern("phases.ordinal_alone")
NAMES_PHASE = pattern("phases.names_phase")
BEFORE_TIME = pattern("phases.before_time")
BEHIND_TIME = pattern("phases.behind_time")
INLINE = pattern("phases.inline")
BRACKETED = pattern("phases.bracketed")
NUMBERED = pattern("phases.numbered")
TIMES = ("span", "month", "day", "year")
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
    """Return the phases of the text in order; siblings that each carry a time, else those that one paragraph names."""
    best: list[Phase] = []
    by_parent: dict[int | None, list[Block]] = {}
    for block in reading.outline.of_kind("heading", "item", "paragraph"):
        by_parent.setdefault(block.parent, []).append(block)
    for siblings in by_parent.values():
        phases = list(_phases(reading, siblings))
        if len(phases) >= FEWEST and len(phases) > len(best):
            best = phases
    found = list(_numbered(reading))
    if len(found) < FEWEST:
        found = list(_with_reaches(reading, best))
    for finder in (_in_running_text, _in_brackets):
        found = found or list(finder(reading))
    return _with_year(reading, found) if len(found) >= FEWEST else []


def _with_reaches(reading: Reading, phases: Sequence[Phase]) -> Iterator[Phase]:
    """Let a phase whose line is no heading hold what follows it, up to the next phase or heading."""
    for phase, following in zip_longest(phases, phases[1:]):
        if phase.block.kind != "paragraph":
            yield phase
            continue
        stop = next(
            (
                other.start
                for other in reading.outline.blocks[phase.block.index + 1 :]
                if (following is not None and other.index >= following.block.index)
                or other.kind not in ("paragraph", "item")
                or other.parent != phase.block.parent
            ),
            len(reading.text),
        )
        yield replace(phase, reach=(phase.block.start, stop))


def _with_year(reading: Reading, phases: list[Phase]) -> list[Phase]:
    """Give phases of no stated year the one year that stands in what they hold (于2030年5月20日前报…), else in the whole text."""
    if all("XXXX" not in (phase.start or "") + (phase.end or "") for phase in phases):
        return phases
    stop = phases[-1].reach[1] if phases[-1].reach else reach_of(reading, phases[-1].block)
    inside = find_dates(reading.text, phases[0].block.start, stop)
    years = _years(inside) or _years(find_dates(reading.text))
    if len(years) != 1 or not (year := years.pop()).isdigit():
        return phases
    dated = [replace(p, start=_in_year(p.start, year), end=_in_year(p.end, year)) for p in phases]
    in_order = all(p.start <= p.end for p in dated if p.start and p.end)
    return dated if in_order else phases


def _years(dates: Iterable[DateMention]) -> set[str]:
    return {each.edtf[:4] for each in dates if each.year_known and each.kind in TIMES and "/" not in each.edtf}


def _in_year(date: str | None, year: str) -> str | None:
    return date.replace("XXXX", year) if date else date


def _in_brackets(reading: Reading) -> Iterator[Phase]:
    """Yield the phases that one paragraph names with their times in brackets (准备阶段（5月），…；清漂阶段（6月），…)."""
    text = reading.text
    for block in reading.outline.of_kind("paragraph", "item", "heading"):
        named = [
            (match, dates[0])
            for match in BRACKETED.finditer(text, block.start, block.end)
            if len(dates := _times(text, *match.span("when"))) == 1
        ]
        if len(named) < FEWEST:
            continue
        stops = [*(match.start() for match, _ in named[1:]), block.end]
        for seq, ((match, when), stop) in enumerate(zip(named, stops, strict=True), 1):
            start, end = _begin_and_end(reading, when)
            name = pattern("phases.ending").sub("", match["name"]) or match["name"]
            reach = (match.start(), stop)
            yield Phase(block, seq, name, *match.span("name"), start, end, when.start, when.end, reach)
        return


def _numbered(reading: Reading) -> Iterator[Phase]:
    """Yield the phases whose bracket holds name and time, wherever they stand (第一阶段（摸底，4月1日至4月30日）…)."""
    text = reading.text
    named = [
        (match, dates[0]) for match in NUMBERED.finditer(text) if len(dates := _times(text, *match.span("when"))) == 1
    ]
    for seq, ((match, when), following) in enumerate(zip_longest(named, named[1:]), 1):
        block = next(each for each in reading.outline.blocks if each.start <= match.start() < each.end)
        stop = following[0].start() if following is not None else block.end
        start, end = _begin_and_end(reading, when)
        reach = (match.start(), stop)
        name_start, name_end = match.span("name")
        yield Phase(block, seq, match["name"], name_start, name_end, start, end, when.start, when.end, reach)


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
        start, end = _begin_and_end(reading, mention)
        name = pattern("phases.ending").sub("", name) if not ORDINAL_ALONE.fullmatch(name) else name
        yield Phase(
            block,
            seq,
            name or reading.text[name_start:name_end],
            name_start,
            name_end,
            start,
            end,
            mention.start,
            mention.end,
        )


def _begin_and_end(reading: Reading, mention: DateMention) -> tuple[str | None, str | None]:
    """Return begin and end of a phase's time (EDTF): one month or day is both, 9月底前 the end alone."""
    start, end = ends(resolve(mention, reading.year))
    if end is None:
        return (None, start) if mention.due else (start, start)
    return start, end


def _times(text: str, start: int, end: int) -> list[DateMention]:
    return [d for d in carry_years(find_dates(text, start, end)) if d.kind in TIMES]


def _dated_head(reading: Reading, block: Block) -> tuple[int, int, DateMention] | None:
    """Return the name's span and the time of a head: 动员部署（4月10日至4月30日）, 自查阶段：5月1日至5月31日。"""
    text = reading.text
    span = _head_of(text, block)
    if span is None:
        return None
    start, end = span
    match = BRACKET.search(text, start, min(end + 40, block.end))
    if match is not None and match.start() == start and ORDINAL_ALONE.search(text, block.start, start):
        start = next(ORDINAL_ALONE.finditer(text, block.start, start)).start()  # the ordinal is all the name there is
    dates = _times(text, *match.span("inside")) if match is not None and match.start() > start else []
    if match is not None and len(dates) == 1 and not pattern("phases.duty_bracket").search(match.group("inside")):
        return start, match.start(), dates[0]
    return _time_behind(reading, block, start, end)


def _head_of(text: str, block: Block) -> tuple[int, int] | None:
    """Return the span in which a block names itself: its head; of a paragraph its opening words, where they name a phase."""
    if block.kind != "paragraph":
        return (
            (block.head.start, block.head.end) if block.head.end > block.head.start else (block.body.start, block.end)
        )
    ordinal = ORDINAL.match(text[block.start : block.end])
    begin = block.start + (ordinal.end() if ordinal else 0)
    opening = OPENING.match(text, begin, block.end)
    if opening is None and (ordinal or NAMES_PHASE.search(text, begin, block.end)):
        return begin, block.end
    if opening is None or not (ordinal or "阶段" in opening.group()):
        return None
    return opening.start(), opening.end() - 1


def _time_behind(reading: Reading, block: Block, start: int, end: int) -> tuple[int, int, DateMention] | None:
    """Return a phase whose time stands behind its name, or opens the line under it."""
    text = reading.text
    while end > start and text[end - 1] in "。：: ":
        end -= 1
    if not NAMES_PHASE.search(text, start, end):
        return None
    body, stop = end, block.end
    if not text[end:stop].strip("。：: "):
        under = reading.outline.blocks[block.index + 1 : block.index + 2]
        if not under or under[0].kind not in ("paragraph", "field"):
            return None
        body, stop = under[0].start, under[0].end
    lead = BEFORE_TIME.match(text, body, stop)
    first = next(iter(_times(text, lead.end() if lead else body, stop)), None)
    if first is None or lead is None or first.start != lead.end() or not BEHIND_TIME.match(text, first.end):
        return None
    return start, end, first


def phase_at(phases: Sequence[Phase], reading: Reading, offset: int) -> Phase | None:
    """Return the phase whose block, or whose children, hold a place in the text."""
    for phase in phases:
        if phase.reach is not None:
            if phase.reach[0] <= offset < phase.reach[1]:
                return phase
        elif phase.block.start <= offset < reach_of(reading, phase.block):
            return phase
    return None


def reach_of(reading: Reading, block: Block) -> int:
    """Return where what stands under a block ends: an offset into the text."""
    end = block.end
    for other in reading.outline.blocks[block.index + 1 :]:
        if any(above.index == block.index for above in reading.outline.path(other)):
            end = max(end, other.end)
        else:
            break
    return end

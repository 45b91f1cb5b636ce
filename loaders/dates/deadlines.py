"""Find by when a task is due, and how long something lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from envgov.graph.edtf import ends

from ..language.numbers import parse_number
from ..language.rules import pattern
from .dates import DateMention, find_dates, resolve

_BESIDE_DATES = pattern("deadlines.beside_dates")
_LABEL = pattern("deadlines.label")
_DONE = pattern("deadlines.done")
_UNTIL = pattern("deadlines.until")
_BEHIND_UNTIL = pattern("deadlines.behind_until")
_DURATION = pattern("deadlines.duration")


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something lasts: `count` in `unit` (天, 周, 月, 年, 小时, …)."""

    start: int
    end: int
    text: str
    count: int
    unit: str


def find_durations(text: str, start: int = 0, end: int | None = None) -> Iterator[Duration]:
    """Yield the lengths of time (为期5天, 历时2个小时), in text order, halves (一天半) left out."""
    for match in _DURATION.finditer(text, start, len(text) if end is None else end):
        count = parse_number(match["number"])
        if count and not match["half"]:
            unit = "天" if match["unit"] == "日" else match["unit"]
            yield Duration(match.start(), match.end(), match.group(), count, unit)


def deadlines(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the dates between `start` and `end` that set a limit, in text order.

    A date sets one by 前 or 内, behind a label (完成时限：), before a verb of completion, when it is all that the
    stretch holds (a table's cell), when it recurs, or behind 到 at the head of its clause.
    """
    stop = len(text) if end is None else end
    mentions = [each for each in find_dates(text, start, stop) if each.kind not in {"vague", "plan"}]
    whole = _is_cell(text, start, stop, mentions)
    for mention in mentions:
        if (
            whole
            or mention.due
            or mention.recurring
            or _labelled(text, start, mention)
            or _done(text, stop, mention)
            or is_until(text, start, mention)
        ):
            yield mention


def deadline(text: str, start: int = 0, end: int | None = None) -> DateMention | None:
    """Return the one date that the task is due by, or None where there is none, or several that differ."""
    found = list(deadlines(text, start, end))
    dated = [each for each in found if not each.recurring and each.kind != "within"]
    if not dated:
        return found[0] if found else None
    return dated[0] if len({(each.edtf, each.shifts) for each in dated}) == 1 else None


def is_until(text: str, start: int, mention: DateMention) -> bool:
    """Say whether a date opens what is to be so by then (到今年6月底，…); 到2025年 alone is as likely a goal's."""
    if mention.kind not in {"day", "month"} or not _BEHIND_UNTIL.match(text, mention.end):
        return False
    before = text[max(start, mention.start - 4) : mention.start]
    return _UNTIL.search(before) is not None


def due(mention: DateMention, year: int | None) -> str | None:
    """Return the limit as EDTF (the end of a span), or None for one that recurs or counts from an event."""
    filled = resolve(mention, year)
    start, end = ends(filled)
    return end or start


def _is_cell(text: str, start: int, end: int, mentions: list[DateMention]) -> bool:
    """Say whether dates are all that the stretch holds."""
    rest = list(text[start:end])
    for mention in mentions:
        rest[mention.start - start : mention.end - start] = [""] * (mention.end - mention.start)
    return bool(mentions) and not _BESIDE_DATES.sub("", "".join(rest))


def _labelled(text: str, start: int, mention: DateMention) -> bool:
    before = text[max(start, mention.start - 20) : mention.start]
    return any(match.end() == len(before) for match in _LABEL.finditer(before))


def _done(text: str, end: int, mention: DateMention) -> bool:
    return mention.kind in {"day", "month", "year", "quarter"} and bool(_DONE.match(text, mention.end, end))

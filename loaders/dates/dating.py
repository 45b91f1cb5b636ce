"""Fix open dates by a day that is known: the day of publication, or the date before them in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from envgov.graph.edtf import bounds, days_in, ends, first_day, is_open

from .date_rules import part_of_month
from .dates import DateMention, resolve

SAME_WEEK = 7  # days in which a report names a day without its month
UPCOMING = (
    60  # days; a report that names a day so soon after its publication announces it, it does not recall a year ago
)


def resolve_before(mention: DateMention, published: str) -> str:
    """Return the EDTF of what a text published then reports: the last such date up to the publication.

    A date up to 60 days after the publication belongs to the same year (an announcement).
    """
    today = first_day(published)
    if today is None or mention.relative:
        return on_day(mention, published)
    year = int(today[:4])
    filled = resolve(mention, year)
    if mention.rule == "date.lone_day" and len(published) == len(today) and (day := _just_before(filled, today)):
        return day
    first = bounds(filled)[0]
    if first is None or not mention.edtf.startswith("XXXX"):
        return filled
    late = date.fromisoformat(first) - date.fromisoformat(today) > timedelta(days=UPCOMING)
    return resolve(mention, year - 1) if late else filled


def _just_before(edtf: str, today: str) -> str | None:
    """Return the day that a day without its month means a few days after it, None where it lies further back."""
    for days in range(SAME_WEEK):
        day = (date.fromisoformat(today) - timedelta(days=days)).isoformat()
        if day[8:] == edtf[8:]:
            return day
    return None


def resolve_after(mention: DateMention, published: str) -> str:
    """Return the EDTF of a limit that a text published then sets: the first such date not over by then."""
    today = first_day(published)
    if today is None or mention.relative:
        return on_day(mention, published)
    year = int(today[:4])
    filled = resolve(mention, year)
    last = bounds(filled)[1]
    over = last is not None and mention.edtf.startswith("XXXX") and last < today
    return resolve(mention, year + 1) if over else filled


def on_day(mention: DateMention, anchor: str) -> str:
    """Return the EDTF of a relative mention (今日, 次日, 本月底, 去年12月) counted from the anchor, else open."""
    if mention.unit == "day" and len(anchor) == 10 and not is_open(anchor):
        return (date.fromisoformat(anchor) + timedelta(days=mention.shifts[0])).isoformat()
    if mention.unit == "day" and len(anchor) == 10 and mention.shifts[0] == 0:
        return anchor  # 当日: the day before it in the text, its year as open as there
    if mention.unit == "month" and len(anchor) >= 7 and not is_open(anchor[:7]):
        months = int(anchor[:4]) * 12 + int(anchor[5:7]) - 1 + mention.shifts[0]
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    year = first_day(anchor[:4]) if anchor else None
    return resolve(mention, int(year[:4])) if year else mention.edtf


def day_bounds(mention: DateMention, edtf: str) -> tuple[str | None, str | None]:
    """Return the first and last day of a resolved mention, narrowed by 上旬, 底 and so on (7月底: 21 to 31)."""
    low, high = bounds(edtf)
    start, end = ends(edtf)
    first, last = mention.parts
    if low and first and len(start or "") == 7:
        low = f"{start}-{part_of_month(first)[0]:02d}"
    month = end or start or ""
    if high and last and len(month) == 7:
        high = f"{month}-{min(part_of_month(last)[1], days_in(month)):02d}"
    return low, high


def carry_years(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Yield the mentions of one sentence, an open year filled from the nearest year named before it.

    The year carries only forward in the calendar (2021年7月底前…12月底前): a later mention of an earlier month may
    be of the next year and stays open.
    """
    known: str | None = None
    for mention in mentions:
        if known and mention.edtf.startswith("XXXX-") and not mention.relative:
            filled = resolve(mention, int(known[:4]))
            if (bounds(filled)[1] or "") >= known:
                mention = replace(mention, edtf=filled, year_known=not is_open(filled))
        if mention.year_known and mention.kind in {"day", "month", "span"}:
            known = bounds(mention.edtf)[0] or known
        yield mention

"""Calendar arithmetic on EDTF strings: ends of a span, own day bounds, filling an open year.

Only the forms that this project writes are read: `2020`, `2020-07`, `2020-07-30`, the same with `XXXX` or `XX` for what
the text leaves open, and `start/end` of these (Extended Date/Time Format, level 1).
"""

from __future__ import annotations

from calendar import monthrange

OPEN_YEAR = "XXXX"


def ends(edtf: str) -> tuple[str | None, str | None]:
    """Return the start and the end of a span as two dates; a single date has no end (None), "" has neither."""
    if not edtf:
        return None, None
    start, slash, end = edtf.partition("/")
    return (start or None), (end or None) if slash else None


def is_open(edtf: str) -> bool:
    """Say whether any part of the date is left open, or nothing is known at all."""
    return "X" in edtf or not edtf


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that the date allows as `YYYY-MM-DD`, None where the year or month is open."""
    start, end = ends(edtf)
    return first_day(start or ""), last_day(end or ("" if "/" in edtf else start or ""))


def first_day(date: str) -> str | None:
    """Return the first day of a single date, or None where it is open."""
    return None if is_open(date) else f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def last_day(date: str) -> str | None:
    """Return the last day of a single date, or None where it is open."""
    if is_open(date):
        return None
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{days_in(date[:7]):02d}" if len(date) == 7 else date


def days_in(month: str) -> int:
    """Return the number of days of a month `YYYY-MM`; an open year counts as a leap year."""
    year = 2000 if month.startswith(OPEN_YEAR) else int(month[:4])
    return monthrange(year, int(month[5:7]))[1]


def fill(date: str, year: int) -> str:
    """Return the date with its open year replaced; a date that its year does not have (29 February) stays open."""
    if not date.startswith(OPEN_YEAR):
        return date
    filled = f"{year:04d}{date[4:]}"
    if len(filled) == 10 and "X" not in filled and int(filled[8:]) > days_in(filled[:7]):
        return date
    return filled

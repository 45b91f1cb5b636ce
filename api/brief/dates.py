"""Dates of the graph (EDTF) as Chinese texts write them, in the precision that they have; nothing is filled in."""

from __future__ import annotations

from datetime import date

import regex

PART = regex.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>[0-3]\d|XX))?)?(?P<doubt>[?~%]?)")
UNKNOWN_YEAR = "年份原文未写明"
INFERRED = {"published": "年份据发布日期", "title": "年份据标题"}


def spoken(edtf: str | None) -> str:
    """Return a date or an interval in Chinese: 2020年7月至8月, 12月11日至13日; what is not understood stays as it is."""
    if not edtf:
        return ""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(first, "")
    if last in ("", ".."):
        return f"{_one(first, '')}起"
    return f"至{_one(last, '')}" if first in ("", "..") else f"{_one(first, '')}至{_one(last, first)}"


def _one(edtf: str, after: str) -> str:
    """Return one date; the year and the month that the date before it has too are not said again."""
    match = PART.fullmatch(edtf)
    if not match:
        return edtf
    before = PART.fullmatch(after)
    year, month, day = match["year"], match["month"], match["day"]
    same_year = bool(before and before["year"] == year)
    same_month = bool(same_year and before and before["month"] == month and before["day"])
    said = "" if year == "XXXX" or (same_year and month) else f"{int(year)}年"
    if month and month != "XX" and not (same_month and day):
        said += f"{int(month)}月"
    if day and day != "XX":
        said += f"{int(day)}日"
    return f"{said or edtf}{'（约）' if match['doubt'] else ''}"


def dated(edtf: object, written: object = None, basis: object = None) -> str:
    """Return the date of an event: what the text writes where the year is open, with the basis of an inferred year."""
    if not edtf:
        return str(written) if written else "日期原文未写明"
    text = spoken(str(edtf))
    if "XXXX" in str(edtf):
        return f"{written or text}（{UNKNOWN_YEAR}）"
    return f"{text}（{INFERRED[str(basis)]}）" if basis in INFERRED else text


def due(row: dict[str, object]) -> str:
    """Return the deadline of a task as written; one that is the end of its phase says so."""
    if row.get("due_text"):
        return str(row["due_text"])
    text = spoken(str(row["due"])) if row.get("due") else ""
    return f"{text}（随阶段）" if text and row.get("due_basis") == "phase" else text


def day(value: object) -> date | None:
    """Return a bound of the graph as a day, or None."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None

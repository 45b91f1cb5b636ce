"""Read the date of publication that a page, a list or a program states of a document, in whatever form it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import regex

from .dates import find_dates

CHINA = timezone(timedelta(hours=8))  # one zone for the whole country
ZONED = regex.compile(r"(?:19|20)\d{2}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)")
COMPACT = regex.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?(?!\d)")
MONTH = regex.compile(r"((?:19|20)\d\d)(?:[-/.](0?[1-9]|1[0-2]))?")
STAMP = regex.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
LAST_YEAR = 2099


def publication_date(stated: object) -> str | None:
    """Return the EDTF of a stated date of publication, to the day, month or year that it gives; None where it names none.

    Read are the forms of programs (ISO 8601, of the e-mail, 20240306, seconds or milliseconds since 1970) and those of
    pages (2024-3-6, 2024/3/6, 2024年3月6日, 发布时间：…). A time with its zone is given as the day in China.
    """
    if isinstance(stated, bool) or not isinstance(stated, str | int | float):
        return None
    text = str(stated).strip()
    return _zoned(text) or _written(text) or _of_a_program(text)


def _zoned(text: str) -> str | None:
    found = ZONED.search(text)
    if found is None:
        return None
    try:
        return _day(datetime.fromisoformat(found.group().replace(" +", "+").replace(" -", "-").replace(" Z", "Z")))
    except ValueError:
        return None


def _written(text: str) -> str | None:
    """Return the first date that the words give with its year; the rules of texts find it."""
    mentions = (each for each in find_dates(text) if each.year_known and "/" not in each.edtf)
    return next((each.edtf for each in mentions if each.kind in {"day", "month", "year"}), None)


def _of_a_program(text: str) -> str | None:
    if compact := COMPACT.search(text):
        return _calendar(*map(int, compact.groups()))
    if month := MONTH.fullmatch(text):
        return f"{month[1]}-{int(month[2]):02d}" if month[2] else month[1]
    if stamp := STAMP.fullmatch(text):
        return _day(datetime.fromtimestamp(int(stamp[1]), UTC))
    try:
        return _day(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day, tzinfo=CHINA).date().isoformat()
    except ValueError:  # 20240231
        return None


def _day(moment: datetime) -> str | None:
    at = moment.astimezone(CHINA) if moment.tzinfo else moment
    return at.date().isoformat() if at.year <= LAST_YEAR else None

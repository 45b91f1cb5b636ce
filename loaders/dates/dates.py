"""Find dates in Chinese official texts and write them as EDTF, never with more precision than the text has.

A missing year stays open (`XXXX-12-11`) until a caller who knows the document's year fills it with `resolve`.
The rules, with examples, are in patterns/dates.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from envgov.graph.edtf import OPEN_YEAR, bounds, days_in, ends, fill, is_open

from ..language.numbers import parse_number
from .date_rules import PREFIX, DateRules, load_rules

_FULL_WIDTH = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
_MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written at `start`..`end`.

    `edtf` is "" where the words name no date (每月5日前, 近日, 当天). `kind` is day, month, year, quarter, half, plan,
    span, recurring, within, relative or vague. `due` says that the words set a limit (前, 内). `relative` dates count
    from another one: `unit` is what they count in (year, month, day) and `shifts` how many, for either end.
    `parts` are the words 底, 上旬… that narrow the months of either end.
    """

    start: int
    end: int
    text: str
    edtf: str
    kind: str
    year_known: bool
    recurring: bool = False
    relative: bool = False
    due: bool = False
    unit: str = ""
    shifts: tuple[int, int] = (0, 0)
    parts: tuple[str, str] = ("", "")
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a date; None is what the text does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    part: str = ""

    def edtf(self) -> str:
        year = OPEN_YEAR if self.year is None else f"{self.year:04d}"
        if self.month is None:
            return f"{year}-XX-{self.day:02d}" if self.day else year
        month = f"{year}-{self.month:02d}"
        # 2月30日 exists in no year: the month is all that can be believed.
        return f"{month}-{self.day:02d}" if self.day and self.day <= days_in(month) else month


@lru_cache(maxsize=16)
def _half_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the dates between `start` and `end`, in text order, without overlaps."""
    yield from _dates(text, start, len(text) if end is None else end)


@lru_cache(maxsize=2048)  # several rules ask for the dates of the same clause
def _dates(text: str, start: int, end: int) -> tuple[DateMention, ...]:
    return tuple(_each_date(text, start, end))


def _each_date(text: str, start: int, end: int) -> Iterator[DateMention]:
    rules = load_rules()
    for match in rules.pattern.finditer(_half_width(text), start, end):
        mention = _mention(match, text, rules)
        if mention is not None:
            yield mention


def _mention(match: regex.Match[str], text: str, rules: DateRules) -> DateMention | None:
    groups = match.groupdict()
    rule = next(name for name in rules.gives if groups["date_" + name] is not None)
    built = _BUILDERS[rules.gives[rule]](groups, rules)
    if built is None:
        return None
    edtf, kind, extra = built
    start, end = match.span()
    known = bool(edtf) and not any(each and each.startswith(OPEN_YEAR) for each in ends(edtf))
    due = bool(groups.get("due"))
    return DateMention(start, end, text[start:end], edtf, kind, known, due=due, rule=PREFIX + rule, **extra)


_Built = tuple[str, str, dict[str, Any]]
_Groups = Mapping[str, str | None]


def _number(value: str | None) -> int | None:
    return parse_number(value) if value else None


def _point(groups: _Groups, rules: DateRules, suffix: str) -> _Point:
    part = groups.get("p" + suffix) or ""
    month, year_part = _number(groups.get("m" + suffix)), groups.get("yp" + suffix)
    if year_part:
        month = 1 if year_part.endswith("初") else 12
    relative = groups.get("ry" + suffix)
    shift = rules.years[relative] if relative else 0 if year_part and not groups.get("y" + suffix) else None
    return _Point(_number(groups.get("y" + suffix)), month, _number(groups.get("d" + suffix)), shift, part)


def _calendar(groups: _Groups, rules: DateRules) -> _Built | None:
    """Build a single date, or a span whose second end inherits the year and the month of the first."""
    first, second = _point(groups, rules, ""), _point(groups, rules, "2")
    if second == _Point():
        kind = "day" if first.day else "month" if first.month else "year"
        return first.edtf(), kind, _relation(first, first)
    first, second = _joined(first, second)
    return f"{first.edtf()}/{second.edtf()}", "span", _relation(first, second)


def _joined(first: _Point, second: _Point) -> tuple[_Point, _Point]:
    month = second.month or first.month
    wraps = bool(first.month and month and month < first.month)
    year, shift = second.year, second.shift
    if year is None and first.year is not None:
        # 2019年10月至次年4月, 2019年10月至4月: the end lies in the next year.
        year = first.year + (shift if shift is not None else wraps)
        shift = None
    elif year is None and shift is None:
        shift = first.shift
    if first.year is None and year is not None and first.shift is None:
        first = _Point(year - wraps, first.month, first.day, None, first.part)
    return first, _Point(year, month, second.day, shift, second.part)


def _relation(first: _Point, second: _Point) -> dict[str, Any]:
    relative = first.shift is not None or second.shift is not None
    shifts = (first.shift or 0, second.shift or 0)
    return {
        "relative": relative,
        "unit": "year" if relative else "",
        "shifts": shifts,
        "parts": (first.part, second.part),
    }


def _months(groups: _Groups, rules: DateRules, first_month: int, length: int) -> _Built:
    """Build a quarter or a half year; its end (末, 底) is its last month."""
    part = groups.get("qp") or groups.get("hp")
    year = _point(groups, rules, "")
    last_month = first_month + length - 1
    if part:
        month = first_month if part == "初" else last_month
        point = _Point(year.year, month, None, year.shift)
        return point.edtf(), "month", _relation(point, point)
    first, last = _Point(year.year, first_month, None, year.shift), _Point(year.year, last_month, None, year.shift)
    kind = "quarter" if length == _MONTHS_OF_QUARTER else "half"
    return f"{first.edtf()}/{last.edtf()}", kind, _relation(first, last)


def _quarter(groups: _Groups, rules: DateRules) -> _Built:
    number = _number(groups.get("q")) or 1
    return _months(groups, rules, _MONTHS_OF_QUARTER * (number - 1) + 1, _MONTHS_OF_QUARTER)


def _half(groups: _Groups, rules: DateRules) -> _Built:
    return _months(groups, rules, 1 if groups.get("h") == "上" else 7, 6)


def _plan(groups: _Groups, rules: DateRules) -> _Built | None:
    """Read a five-year plan; the short names (六五, 十五) are plans only where 时期, 期间 or 规划 follows."""
    name, follows = groups["plan"] or "", groups.get("plain") or ""
    if len(name) < len("十四五") and follows not in {"时期", "期间", "规划"}:
        return None
    first, last = rules.plans[name]
    if follows in {"末", "初"}:
        return str(last if follows == "末" else first), "year", {}
    return f"{first}/{last}", "plan", {}


def _recurring(_groups: _Groups, _rules: DateRules) -> _Built:
    return "", "recurring", {"recurring": True}


def _within(_groups: _Groups, _rules: DateRules) -> _Built:
    return "", "within", {"relative": True}


def _relative_month(groups: _Groups, rules: DateRules) -> _Built:
    shift = rules.months[groups["rm"] or ""]
    return (
        "",
        "relative",
        {"relative": True, "unit": "month", "shifts": (shift, shift), "parts": (groups.get("p") or "",) * 2},
    )


def _relative_day(groups: _Groups, rules: DateRules) -> _Built:
    shift = rules.days[groups["rd"] or ""]
    return "", "relative", {"relative": True, "unit": "day", "shifts": (shift, shift)}


def _vague(_groups: _Groups, _rules: DateRules) -> _Built:
    return "", "vague", {"relative": True}


# What a rule of patterns/dates.yaml gives.
_BUILDERS: Mapping[str, Callable[[_Groups, DateRules], _Built | None]] = {
    "calendar": _calendar,
    "quarter": _quarter,
    "half": _half,
    "plan": _plan,
    "recurring": _recurring,
    "within": _within,
    "month": _relative_month,
    "day": _relative_day,
    "vague": _vague,
}


def resolve(mention: DateMention, year: int | None) -> str:
    """Return the mention's EDTF with its open years filled from the document's year; None leaves them open.

    A span whose end would lie before its start (11月至3月) ends in the next year.
    """
    if year is None or not mention.edtf:
        return mention.edtf
    start, end = ends(mention.edtf)
    first = fill(start or "", year + mention.shifts[0])
    if end is None:
        return first
    last = fill(end, year + mention.shifts[1])
    if not is_open(last) and end.startswith(OPEN_YEAR) and last[:7] < first[:7]:
        last = fill(end, year + mention.shifts[1] + 1)
    return f"{first}/{last}"


def resolve_in(mention: DateMention, span: str) -> str:
    """Return the EDTF with the one year that puts it inside `span` (a phase), open where several do."""
    low, high = bounds(span)
    if low is None or high is None or mention.relative or not mention.edtf:
        return mention.edtf
    years = range(int(low[:4]), int(high[:4]) + 1)
    fitting = {filled for filled in (resolve(mention, year) for year in years) if _inside(filled, low, high)}
    return fitting.pop() if len(fitting) == 1 else mention.edtf


def _inside(edtf: str, low: str, high: str) -> bool:
    first, last = bounds(edtf)
    return first is not None and last is not None and low <= first and last <= high

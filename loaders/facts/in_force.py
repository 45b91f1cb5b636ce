"""Read since when a plan is in force and until when: its own words, else the day of its issue; and what it ends.

The day from which another ends a plan is its last day plus one: what the text says of the other is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from envgov.graph.edtf import bounds
from envgov.graph.model import Node

from ..dates.dates import DateMention, find_dates
from ..language.numbers import parse_number
from ..language.rules import pattern
from ..linking.reading import Reading
from ..structure.lines import Span
from .scribe import LIKELY, SURE, Scribe

SINCE = pattern("plans.since")
UNTIL = pattern("plans.until")
LASTS = pattern("plans.lasts")
YEAR_OF_NUMBER = pattern("plans.year_of_number")
ANOTHER = "》"  # right before the words: they are of the document named there
NOWHERE = Span(0, 0)
FULL_DAY = 10  # code points of an EDTF day


@dataclass(frozen=True, slots=True)
class Force:
    """Since when and until when a plan is in force, in EDTF, each with the words that say so; `basis` is text or issued."""

    since: str | None = None
    since_at: Span = NOWHERE
    basis: str = "text"
    until: str | None = None
    until_at: Span = NOWHERE


def find_force(reading: Reading) -> Force:
    """Return what a text that is a plan says of its being in force; without such words it is since the day of its issue."""
    since = _since(reading)
    until = _until(reading, since.since)
    return Force(since.since, since.since_at, since.basis, *until)


def _since(reading: Reading) -> Force:
    issued = _issued(reading)
    for match in reversed(list(SINCE.finditer(reading.text))):
        if reading.text[: match.start()].endswith(ANOTHER):
            continue
        at = Span(match.start(), match.end())
        if match["issue"] is not None:
            return Force(issued[0] if issued else None, at)
        mention = _known(reading.text, *match.span("day"))
        if mention is not None:
            return Force(mention.edtf, at)
    return Force(issued[0], issued[1], "issued") if issued else Force()


def _issued(reading: Reading) -> tuple[str, Span] | None:
    """Return the day under the signature, else the year in the number; what a page says of its own putting up is neither."""
    head = reading.header
    published = head.published
    if published is not None and published.basis == "signature" and published.span is not None:
        return published.edtf, published.span
    number = YEAR_OF_NUMBER.search(reading.text, *head.number) if head.number is not None else None
    return (number["year"], Span(*number.span("year"))) if number is not None else None


def _until(reading: Reading, since: str | None) -> tuple[str | None, Span]:
    for match in UNTIL.finditer(reading.text):
        mention = _known(reading.text, *match.span("day"))
        if mention is not None:
            return mention.edtf, Span(match.start(), match.end())
    lasts = LASTS.search(reading.text)
    years = parse_number(lasts["years"]) if lasts is not None else None
    if lasts is None or not years or since is None or not since[:4].isdecimal() or "/" in since:
        return None, NOWHERE
    later = f"{int(since[:4]) + years}{since[4:]}"
    return day_before(later), Span(lasts.start(), lasts.end())


def _known(text: str, start: int, end: int) -> DateMention | None:
    return next((each for each in find_dates(text, start, end) if each.year_known and each.edtf), None)


def day_before(edtf: str) -> str:
    """Return the day before a day; of a month or a year, which is no day, itself."""
    if len(edtf) != FULL_DAY or not edtf.replace("-", "").isdecimal():
        return edtf
    year, month, day = map(int, edtf.split("-"))
    leap = (month, day) == (2, 29) and not (year % 4 == 0 and (year % 100 or year % 400 == 0))
    return (date(year, month, 28 if leap else day) - timedelta(days=0 if leap else 1)).isoformat()


def write_force(force: Force, plan: Node, scribe: Scribe) -> None:
    """State since when and until when a plan is in force."""
    if force.since:
        rule, span = f"plan.since_{force.basis}", force.since_at
        sure = SURE if force.basis == "text" else LIKELY
        scribe.describe(plan, "since", force.since, span=span, rule=rule, confidence=sure)
        scribe.describe(plan, "since_min", bounds(force.since)[0], span=span, rule=rule, confidence=sure)
        scribe.describe(plan, "since_basis", force.basis, span=span, rule=rule, confidence=sure)
    if force.until:
        _write_until(force.until, force.until_at, plan, "plan.until", scribe)


def write_end(force: Force, ended: Node, span: tuple[int, int], scribe: Scribe) -> None:
    """State that a plan is repealed, and until when it was in force, where the one that ends it says since when it is."""
    scribe.describe(ended, "status", "废止", span=span, rule="plan.repealed", confidence=SURE)
    if force.since:
        _write_until(day_before(force.since), Span(*span), ended, "plan.repealed", scribe)


def _write_until(until: str, at: Span, plan: Node, rule: str, scribe: Scribe) -> None:
    # A repeal ends what was to last longer: of two days the surer one holds.
    sure = SURE if rule == "plan.repealed" else LIKELY
    scribe.describe(plan, "until", until, span=at, rule=rule, confidence=sure)
    scribe.describe(plan, "until_max", bounds(until)[1], span=at, rule=rule, confidence=sure)

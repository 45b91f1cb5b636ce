"""The rules of patterns/dates.yaml as one expression, and what the words in it count for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from ..language.rules import meanings, opened, rules_of

PREFIX = "date."  # in front of a rule's name wherever a fact says which rule it comes from


@dataclass(frozen=True, slots=True)
class DateRules:
    """The expression that finds dates, what each of its rules gives, and what words count for.

    The group `date_NAME` of a match says which rule found it. `years`, `months` and `days` are counted from another
    date; `plans` have a first and a last year.
    """

    pattern: regex.Pattern[str]
    gives: Mapping[str, str]
    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    plans: Mapping[str, tuple[int, int]]


@cache
def load_rules() -> DateRules:
    """Return the rules of patterns/dates.yaml, compiled once; the text is looked at only where a date may begin."""
    rules = {rule.name.partition(".")[2]: rule for rule in rules_of("dates")}
    whole = "|".join(f"(?P<date_{name}>{rule.expression})" for name, rule in rules.items())
    plans = {word: (first, last) for word, (first, last) in meanings("dates.plans").items()}
    return DateRules(
        opened(regex.compile(whole)),
        {name: rule.gives for name, rule in rules.items()},
        meanings("dates.years"),
        meanings("dates.months"),
        meanings("dates.days"),
        plans,
    )


def part_of_month(word: str) -> tuple[int, int]:
    """Return the first and the last day of a part of a month (底, 上旬)."""
    first, last = meanings("dates.parts")[word]
    return int(first), int(last)

"""Which named query a question means: the best reading where it is clearly ahead, else the three nearest, else none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex
from envgov.graph.errors import QueryError
from envgov.graph.queries import NamedQuery, load_queries

from ..access import Graph
from . import Pattern, Way, load_templates
from .names import Names, read_names
from .slots import DIGITS, FILLERS, Asked, asked, same_day

LONGEST = 200  # code points of a question, as of a search
SURE = 2.5  # points that a reading must have
AHEAD = 0.9  # points that it must be ahead of the next
NEAREST = 3
LIKELY = 1.5  # points below which a reading is not even offered
SAID, ADDED, REQUIRED, OPTIONAL, LEFT = 2.0, 1.0, 1.0, 0.4, -0.8
UNREAD = 8  # Chinese characters that no name and no word of the templates explains
WORD = 5  # so many characters is an English word worth
HAN = regex.compile(r"\p{Han}|[a-z]{2,}", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One understanding of a question: a named query with its parameters; `lacks` are those that it needs and nobody said."""

    query: NamedQuery
    params: Mapping[str, Any]
    score: float
    lacks: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Return the reading as one types it: the name of the query and its parameters."""
        lacking = (f"{name}=?" for name in self.lacks)
        return " ".join([self.query.name, *(f"{name}={value}" for name, value in self.params.items()), *lacking])


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question means: `sure` is the one reading, or None; `nearest` are at most three, the best first.

    `guessed` are names with one wrong character: as written, and as read.
    """

    text: str
    sure: Reading | None
    nearest: tuple[Reading, ...]
    guessed: tuple[tuple[str, str], ...] = ()


def understood_of(graph: Graph, text: str) -> Understood:
    """Return what a question means to the graph of a service; its names are read once for each version."""
    names: Names = graph.kept("names", lambda: read_names(graph.run))
    return understand(names, text)


def understand(names: Names, text: str) -> Understood:
    """Return what a question means to the graph with these names; raise QueryError for one that is too long."""
    if len(text) > LONGEST:
        raise QueryError(f"the question has {len(text)} characters; {LONGEST} are the most")
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain or load_templates().beyond.search(plain):
        return Understood(text, None, ())
    question = asked(names, plain)
    best: dict[str, tuple[Reading, Way]] = {}
    for reading, way in _readings(question):
        known = best.get(way.query)
        if known is None or reading.score > known[0].score:
            best[way.query] = (reading, way)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0].score, pair[0].query.name))
    near = tuple(reading for reading, _way in ranked[:NEAREST] if reading.score >= LIKELY)
    guessed = tuple((question.text[each.start : each.end], each.value) for each in question.spans if each.guessed)
    return Understood(text, near[0] if near and _is_sure(question, ranked) else None, near, guessed)


def fill(asked: Asked, way: Way) -> dict[str, object]:
    """Return the parameters of a way to ask that the question gives, by name."""
    found: dict[str, object] = {}
    for param, slot in way.fills.items():
        value = FILLERS[slot](asked) if slot in FILLERS else _by_data(asked, param)
        if value not in (None, ""):
            found[param] = value
    if "region" in found and "training" in found:  # the division only says which training is meant
        del found["region"]
    return found


def _by_data(asked: Asked, param: str) -> object:
    templates = load_templates()
    if (pattern := templates.numbers.get(param)) is not None:
        match = pattern.search(asked.text)
        number = next((each for each in match.groups() if each), None) if match else None
        return str(DIGITS.get(number, number)) if number else None
    for value, pattern in templates.choices.get(param, {}).items():
        if pattern.search(asked.text):
            return {"true": True, "false": False}.get(value, value)
    return None


def _is_sure(question: Asked, ranked: list[tuple[Reading, Way]]) -> bool:
    if not ranked or ranked[0][0].lacks or ranked[0][0].score < SURE:
        return False
    ready = [reading for reading, _way in ranked[1:] if not reading.lacks]
    if ready and ranked[0][0].score - ready[0].score < AHEAD:
        return False
    if _left(
        question, ranked[0][0].query, ranked[0][0].params
    ):  # what somebody names and the reading leaves out is no detail
        return False
    return _unread(question, ranked[0]) <= UNREAD


def _readings(question: Asked) -> Iterator[tuple[Reading, Way]]:
    for way in load_templates().ways:
        if any(each.search(question.text) for each in way.never):
            continue
        if not all(each.search(question.text) for each in way.says):
            continue
        if any(_has(question, each) for each in way.lacks) or not all(_has(question, each) for each in way.has):
            continue
        yield _reading(question, way), way


def _has(question: Asked, wanted: str) -> bool:
    """Say whether a question names one of some kinds of things, as in `official|agency`."""
    return any(_named(question, each) for each in wanted.split("|"))


def _named(question: Asked, kind: str) -> bool:
    return bool(question.of(kind)) or (kind in FILLERS and FILLERS[kind](question) not in (None, ""))


def _reading(question: Asked, way: Way) -> Reading:
    query, params = load_queries()[way.query], fill(question, way)
    lacks = tuple(param.name for param in query.params if param.required and param.name not in params)
    score = way.weight + SAID * len(way.says) + ADDED * sum(bool(each.search(question.text)) for each in way.adds)
    score += sum(REQUIRED if param.required else OPTIONAL for param in query.params if param.name in params)
    score += 0.5 * len(way.has) + LEFT * _left(question, query, params)
    return Reading(query, params, score, lacks)


def _left(question: Asked, query: NamedQuery, params: Mapping[str, Any]) -> int:
    """Return how many bodies and people of a question the parameters leave out, and its division where they leave out all.

    Who holds an event or issued a plan that is a parameter is said by it; a fact is found by all that it is about.
    """
    if "fact" in params:
        return 0
    values = set(map(str, params.values()))
    things = [each for each in question.names.things if values & {each.name, each.series}]
    said = " ".join([*values, *(each.words for each in things)])
    left = [
        each
        for each in question.spans
        if each.kind in ("official", "agency") and not _is_said(each.value, said, values)
    ]
    takes = bool({"on", "event", "training"} & {param.name for param in query.params})
    dated = {"on", "since"} & set(params) or any(same_day(question.day, each.day) for each in things)
    day = len(question.day) >= len("XXXX-01-01") and "/" not in question.day and not dated and takes
    return len(left) + day + (not params and bool(question.of("region")))


def _is_said(name: str, said: str, values: set[str]) -> bool:
    """Say whether a name stands in what the parameters say, or is a body of the division that they say."""
    return name in said or any(name.startswith(value) for value in values)


def _unread(question: Asked, best: tuple[Reading, Way]) -> int:
    """Return how many characters of a question nothing explains: no name, no word of the way to ask, no filler."""
    text = question.text
    explained = {index for each in question.spans for index in range(each.start, each.end)}
    templates = load_templates()
    patterns: list[Pattern] = [
        *best[1].says,
        *best[1].adds,
        templates.filler,
        templates.generic,
        *templates.nouns.values(),
    ]
    for pattern in patterns:
        explained |= {index for match in pattern.finditer(text) for index in range(*match.span())}
    told = "".join(map(str, best[0].params.values()))
    explained |= {i + k for i in range(len(text) - 1) if text[i : i + 2] in told for k in (0, 1)}
    unread = [match.group() for match in HAN.finditer(text) if match.start() not in explained]
    return sum(WORD if each.isascii() else 1 for each in unread)

"""What an address of the explorer asks for: the question that fetches nodes, and what is then left out or moved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import regex
from envgov.graph.kinds import load_kinds
from starlette.datastructures import QueryParams

from ..problems import ApiError
from ..resources.params import LONGEST_TEXT

USUAL, MOST = 300, 3000  # nodes; more than the second is a table, whatever is asked
MOST_STEPS = 60  # of what was added to the first picture, one after the other
KEY = 10  # characters of what follows the kind in a uid: enough among the nodes of one picture
LAYOUTS = ("auto", "network", "tiers")
LABELS = tuple(label for label, kind in load_kinds().nodes.items() if not kind.evidence)
TYPES = tuple(name for name, kind in load_kinds().relationships.items() if kind.fact)
STEP = regex.compile(r"e\.[0-9a-z]{3,12}|p\.[0-9a-z]{3,12}\.[0-9a-z]{3,12}|n\.[a-z]{4,9}-[0-9a-z]{1,40}")
PIN = regex.compile(r"([0-9a-z]{3,12})\.(-?\d{1,6})\.(-?\d{1,6})")
KEYS = regex.compile(r"[0-9a-z]{3,12}")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Question:
    """What fetches the nodes: around one, between two, or a named query; and the steps that added to them.

    A step is `e.KEY` (expand a node), `p.KEY.KEY` (the path between two) or `n.UID` (a node that was searched for).
    """

    around: str = ""
    hops: int = 1
    source: str = ""
    target: str = ""
    query: str = ""
    params: str = ""
    types: tuple[str, ...] = ()
    limit: int = USUAL
    layout: str = "auto"
    add: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.around or self.query or (self.source and self.target) or self.add)

    def given(self) -> dict[str, object]:
        """Return the parameters of the named query; raise ApiError where they are no JSON object."""
        try:
            found = json.loads(self.params or "{}")
        except (ValueError, RecursionError) as error:
            raise ApiError("bad_parameter", 'params is no JSON object, such as {"training": "培训班"}') from error
        if not isinstance(found, dict):
            raise ApiError("bad_parameter", 'params is no JSON object, such as {"training": "培训班"}')
        return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left out of a picture: `kinds` are shown (all where empty), `hidden` holds keys of nodes."""

    kinds: frozenset[str] = frozenset()
    region: str = ""
    confidence: float = 0.0
    derived: bool = True
    since: str = ""
    until: str = ""
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """A whole address: question, filters, and where nodes were pinned."""

    question: Question
    filters: Filters = field(default_factory=Filters)
    pins: Mapping[str, Point] = field(default_factory=dict)


def key_of(uid: str) -> str:
    """Return the short name of a node in addresses: two letters of its kind, and what follows in its uid, cut."""
    kind, _hyphen, rest = uid.partition("-")
    return kind[:2] + rest[:KEY]


def read_view(params: QueryParams) -> View:
    """Return what an address asks for; what a form left empty counts as not asked.

    Raises ApiError for a value that is none of the allowed ones.
    """
    filters = Filters(
        frozenset(_listed(params, "kind", LABELS)),
        _text(params, "region"),
        _number(params, "confidence", 0.0, 1.0, 0.0),
        _one_of(params, "derived", ("true", "false"), "true") == "true",
        _day(params, "since"),
        _day(params, "until"),
        frozenset(_parts(params, "hide", KEYS)),
    )
    pins = {}
    for part in _parts(params, "pin", PIN):
        key, x, y = part.split(".")
        pins[key] = (float(x), float(y))
    return View(_question(params), filters, pins)


def _question(params: QueryParams) -> Question:
    around = _text(params, "around")
    question = Question(
        around=around,
        # A plan without those who answer for its tasks says little: they are two steps away.
        hops=int(_number(params, "hops", 1, 3, 2 if around.startswith("plan-") else 1)),
        source=_text(params, "from"),
        target=_text(params, "to"),
        query=_text(params, "query"),
        params=_text(params, "params", 2000),
        types=tuple(sorted(set(_listed(params, "type", TYPES)))),
        limit=int(_number(params, "limit", 1, MOST, USUAL)),
        layout=_one_of(params, "layout", LAYOUTS, "auto"),
        add=tuple(_parts(params, "add", STEP)),
    )
    asked = [name for name in ("around", "query") if getattr(question, name)]
    if len(asked) + bool(question.source or question.target) > 1:
        raise ApiError("bad_parameter", "give one of: around; from and to; query")
    if bool(question.source) != bool(question.target):
        raise ApiError("bad_parameter", "a path needs both: from and to")
    if len(question.add) > MOST_STEPS:
        raise ApiError("bad_parameter", f"add has {len(question.add)} steps; {MOST_STEPS} are the most")
    return question


def _text(params: QueryParams, name: str, longest: int = LONGEST_TEXT) -> str:
    text = params.get(name, "").strip()
    if len(text) > longest or any("\ud800" <= each <= "\udfff" for each in text):
        raise ApiError("bad_parameter", f"{name} is longer than {longest} characters, or no valid text")
    return text


def _number(params: QueryParams, name: str, least: float, most: float, usual: float) -> float:
    text = _text(params, name)
    try:
        number = float(text) if text else usual
    except ValueError:
        number = least - 1
    if not least <= number <= most or (isinstance(usual, int) and number != int(number)):
        raise ApiError("bad_parameter", f"{name}={text!r} is no number from {least:g} to {most:g}")
    return number


def _one_of(params: QueryParams, name: str, allowed: Sequence[str], usual: str) -> str:
    text = _text(params, name) or usual
    if text not in allowed:
        raise ApiError("bad_parameter", f"{name}={text!r} is not one of {', '.join(allowed)}")
    return text


def _listed(params: QueryParams, name: str, allowed: Sequence[str]) -> list[str]:
    given = [text for text in params.getlist(name) if text]
    for text in given:
        if text not in allowed:
            raise ApiError("bad_parameter", f"{name}={text[:40]!r} is not one of {', '.join(allowed)}")
    return given


def _day(params: QueryParams, name: str) -> str:
    text = _text(params, name)
    try:
        if text and date.fromisoformat(text).isoformat() != text:
            raise ValueError(text)
    except ValueError as error:
        raise ApiError("bad_parameter", f"{name}={text!r} is no day; write YYYY-MM-DD") from error
    return text


def _parts(params: QueryParams, name: str, pattern: regex.Pattern[str]) -> list[str]:
    """Return the parts of a list that is joined by underscores, as addresses keep them as they are."""
    parts = [part for part in params.get(name, "").split("_") if part]
    for part in parts:
        if not pattern.fullmatch(part):
            raise ApiError("bad_parameter", f"{name}: {part[:40]!r} is none of what the explorer writes there")
    return parts


__all__ = ["MOST", "USUAL", "Filters", "Question", "View", "key_of", "read_view"]

"""The names of a graph as people say them: full, short and former ones of bodies, people, posts, plans and events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log

import regex
from envgov.graph.answers import Answer
from envgov.graph.queries import NamedQuery, bind, read_folder
from envgov.graph.statements import statement
from envgov.loaders.gazetteer.gazetteer import Region, compose, load_gazetteer

from ..resources.tables import PAGE_PARAMS
from . import load_templates, loose, pairs, plain, shortened, spelt

Run = Callable[[str, Mapping[str, object]], Answer]
Row = Mapping[str, object]

MOST = 100_000  # rows of a listing that are read; what is beyond is not known by its name
LONGEST = 30  # code points of a name that is looked for as it stands
ABBREVIATED = 1.0  # weight of an abbreviation such as 固废
PEOPLE = 3  # characters of a name in which one wrong one is forgiven
SITTINGS = frozenset({"meeting", "training"})  # what is no campaign: a drill or an inspection may be called one
LATIN = regex.compile(r"[a-z]+", regex.IGNORECASE)
WRITTEN = 3  # words of pinyin that one name may be written in: Jiang Xiao Bei
LARGE = frozenset({"country", "province", "prefecture"})


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name: `words` is all that tells it from others, `traits` what it may be asked for."""

    kind: str
    uid: str
    name: str
    words: str
    traits: frozenset[str] = frozenset()
    day: str = ""
    series: str = ""
    number: str = ""
    pairs: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a question, at `start`..`end`: `value` is what the graph calls it, `uid` is empty where it has none."""

    kind: str
    value: str
    start: int
    end: int
    uid: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a graph: `exact` those looked for as they stand, `things` those known by the overlap of words."""

    exact: Mapping[str, tuple[Thing, ...]]
    things: tuple[Thing, ...]
    weight: Mapping[str, float] = field(default_factory=dict)
    spelt: Mapping[str, Thing] = field(default_factory=dict)

    def spans(self, text: str) -> list[Span]:
        """Return the names in a question in its order, without overlaps; the longest name wins."""
        found: list[Span] = []
        position = 0
        while position < len(text):
            span = _longest(self, text, position)
            if span is not None:
                found.append(span)
            position = span.end if span else position + 1
        found += self._latin(text)
        return found if any(each.kind == "official" for each in found) else [*found, *self._nearly(text, found)]

    def _latin(self, text: str) -> Iterator[Span]:
        """Yield the divisions and people that stand in a question in pinyin."""
        words, index = list(LATIN.finditer(text)), 0
        while index < len(words):
            for many in range(WRITTEN, 0, -1):
                part = words[index : index + many]
                name = "".join(each.group().lower() for each in part)
                if found := self.spelt.get(name) or _spelt_regions().get(name):
                    span = Span(found.kind, found.name, part[0].start(), part[-1].end(), found.uid)
                    yield self._office(text, span) or span
                    index += len(part) - 1
                    break
            index += 1

    def _office(self, text: str, span: Span) -> Span | None:
        """Return the body of a division whose office is said behind it in English, or None."""
        region = load_gazetteer().region(span.uid.removeprefix("region-")) if span.kind == "region" else None
        for office, pattern in load_templates().abroad.items() if region else ():
            if region and (match := pattern.match(text, span.end)):
                return _known(self, region, office, (span.start, match.end()))
        return None

    def _nearly(self, text: str, taken: Sequence[Span]) -> Iterator[Span]:
        """Yield the person whose name stands in the text with one wrong character."""
        covered = {index for each in taken for index in range(each.start, each.end)}
        people = [
            things[0] for name, things in self.exact.items() if things[0].kind == "official" and len(name) >= PEOPLE
        ]
        for each in people:
            for start in range(len(text) - len(each.name) + 1):
                part = text[start : start + len(each.name)]
                wrong = sum(a != b for a, b in zip(part, each.name, strict=True))
                if wrong == 1 and part[0] == each.name[0] and not covered & set(range(start, start + len(part))):
                    yield Span("official", each.name, start, start + len(part), each.uid, guessed=True)
                    return

    def government(self, region: str) -> str:
        """Return the name of the government of a division of this name."""
        return _known(self, load_gazetteer().named(region)[0], "人民政府", (0, 0)).value

    def nearest(self, text: str, kind: str, trait: str = "", *, least: float = 0) -> list[tuple[float, Thing]]:
        """Return the things of a kind by how much of their words a text has, if more than `least`; the best first."""
        asked = pairs(text)
        found = [
            (score, each)
            for each in self.things
            if each.kind == kind
            and (not trait or trait in each.traits)
            and (score := self._overlap(asked, each)) > least
        ]
        return sorted(found, key=lambda pair: (-pair[0], len(pair[1].words), pair[1].name))

    def _overlap(self, asked: frozenset[str], thing: Thing) -> float:
        whole = sum(self.weight.get(pair, 1.0) for pair in asked & thing.pairs)
        return whole + sum(ABBREVIATED for pair in (asked - thing.pairs) & thing.loose)


def read_names(run: Run) -> Names:
    """Return the names of what a store holds; `run` asks it."""
    exact: dict[str, list[Thing]] = {}
    for thing, surfaces in _exact(run):
        for surface in surfaces:
            if len(surface) > 1:
                exact.setdefault(plain(surface), []).append(thing)
    things = tuple(_things(run))
    counts: dict[str, int] = {}
    for each in things:
        for pair in each.pairs:
            counts[pair] = counts.get(pair, 0) + 1
    weight = {pair: log(1 + len(things) / count) for pair, count in counts.items()}
    in_pinyin = {spelt(found[0].name): found[0] for found in exact.values() if found[0].kind == "official"}
    return Names({name: tuple(found) for name, found in exact.items()}, things, weight, in_pinyin)


def _exact(run: Run) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """Yield what is looked for as it stands, with every way to write it."""
    for row in _nodes(run, "Agency"):
        name = str(row["name"])
        traits = frozenset({str(row.get("function"))})
        yield (
            Thing("agency", str(row["uid"]), name, name, traits),
            (name, *_texts(row.get("aliases")), *shortened(name)),
        )
    for row in _nodes(run, "Official"):
        name = str(row["name"])
        yield Thing("official", str(row["uid"]), name, name), (name, *_texts(row.get("aliases")))
    for row in _nodes(run, "Post"):
        title = str(row.get("title") or "")
        yield Thing("title", "", title, title), (title,)


def _things(run: Run) -> Iterator[Thing]:
    """Yield what is known by the overlap of words."""
    for row in _listed(run, "events"):
        told = (row["name"], row["series"], row["place"], *_texts(row["hosts"]), *_texts(row["regions"]))
        traits = {"event", str(row["kind"]), *(("series",) if row["series"] else ())}
        traits |= set() if row["kind"] in SITTINGS else {"campaign"}
        yield _thing("event", row, told, traits)
    phases = _phases(run)
    for row in _listed(run, "plans"):
        told = (row["name"], row["number"], *_texts(row["issuers"]), *_texts(row["regions"]))
        traits = {"plan", *phases.get(str(row["uid"]), ()), *(f"region:{each}" for each in _texts(row["regions"]))}
        traits |= {trait for trait in ("phases", "tasks") if row[trait]}
        yield _thing("plan", row, told, traits)
    for row in _nodes(run, "Group"):
        if row.get("kind") == "people":  # 76人 is a number, no collective of bodies
            continue
        yield _thing("group", row, (row["name"], row.get("kind")), {str(row.get("kind") or "")})
    for row in _nodes(run, "Document"):
        yield _thing(
            "document", {"name": row.get("title") or row.get("file"), **row}, (row.get("title"), row.get("file")), ()
        )


def _thing(kind: str, row: Row, told: Iterable[object], traits: Iterable[str]) -> Thing:
    name, words = str(row["name"]), " ".join(str(each) for each in told if each)
    whole = plain(words)
    day, series, number = (str(row.get(each) or "") for each in ("date", "series", "number"))
    known = pairs(whole), loose(plain(name))
    return Thing(kind, str(row["uid"]), name, words, frozenset(traits), day, series, number, *known)


def _phases(run: Run) -> Mapping[str, set[str]]:
    """Return the names of the phases of every plan, each as the trait `phase:NAME`."""
    names = {str(row["uid"]): str(row["name"]) for row in _nodes(run, "Phase")}
    found: dict[str, set[str]] = {}
    for _plan, plan, _phase, phase, _held in run(statement("read/edges/HAS_PHASE"), {}).rows:
        found.setdefault(str(plan), set()).add(f"phase:{names.get(str(phase), '')}")
    return found


def _nodes(run: Run, label: str) -> Iterator[Row]:
    for _labels, properties in run(statement(f"read/nodes/{label}"), {}).rows:
        if isinstance(properties, Mapping) and (properties.get("name") or label in ("Post", "Document")):
            yield properties


def _listed(run: Run, name: str) -> Iterator[Row]:
    query = _listings()[name]
    params = bind(query, {}) | {"descending": False, "after": None, "after_uid": None, "limit": MOST}
    for row in run(query.text, params).rows:
        yield dict(zip(query.returns, row, strict=True))


@cache
def _listings() -> Mapping[str, NamedQuery]:
    return {query.name.removeprefix("resources."): query for query in read_folder("resources", PAGE_PARAMS)}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _longest(names: Names, text: str, start: int) -> Span | None:
    """Return the longest name that begins at a place of a text."""
    composed = _body(names, text, start)
    for end in range(min(len(text), start + LONGEST), start + 1, -1):
        if composed and composed.end >= end:
            return composed
        part = text[start:end]
        if found := names.exact.get(part):
            return Span(found[0].kind, found[0].name, start, end, found[0].uid)
        if region := _region(part):
            return Span("region", region.name, start, end, f"region-{region.code}")
    return None


def _region(part: str) -> Region | None:
    """Return the division of a full or short name; a county's short name must be of three characters or more."""
    found = load_gazetteer().named(part)
    if not found:
        return None
    short = part != found[0].name
    return None if short and found[0].level not in LARGE and len(part) < PEOPLE else found[0]


def _body(names: Names, text: str, start: int) -> Span | None:
    """Return the body that a division and the name of an office behind it mean: 江苏厅, 云南省环保厅, 包头的政府."""
    templates, gazetteer = load_templates(), load_gazetteer()
    for middle in range(min(len(text), start + LONGEST), start + 1, -1):
        region = _region(text[start:middle])
        if region is None:
            continue
        for begin in (middle, *(middle + 1 for _one in text[middle : middle + 1] if _one in templates.between)):
            for end in range(min(len(text), begin + LONGEST), begin, -1):
                office = templates.offices.get(text[begin:end], text[begin:end])
                if office in gazetteer.kind_surfaces:
                    return _known(names, region, office, (start, end))
    return None


def _known(names: Names, region: Region, office: str, place: tuple[int, int]) -> Span:
    full = compose(load_gazetteer(), region, office)
    for name in (full, region.name + full.rpartition(region.name)[2]):
        if found := names.exact.get(plain(name)):
            return Span("agency", found[0].name, *place, found[0].uid)
    # Of a body that the graph has by its later name only, the one of the same function in the division is meant.
    kind = load_gazetteer().kind_surfaces.get(office)
    function = kind.function if kind else ""
    for name in sorted(names.exact, key=len):
        thing = names.exact[name][0]
        if thing.kind == "agency" and function in thing.traits and thing.name.startswith(region.name):
            return Span("agency", thing.name, *place, thing.uid)
    return Span("agency", full, *place)


@cache
def _spelt_regions() -> Mapping[str, Thing]:
    """Return provinces and prefectures by the pinyin of their short names."""
    found: dict[str, Thing] = {}
    for name in sorted(load_gazetteer().names()):
        region = load_gazetteer().named(name)[0]
        if region.level in LARGE and name != region.name:
            found.setdefault(spelt(name), Thing("region", f"region-{region.code}", region.name, region.name))
    return found

"""What fills the parameters of a query from a question: names, plans and events by their words, days, numbers, choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import regex
from envgov.graph.edtf import bounds
from envgov.graph.search import simplified
from envgov.loaders.dates.dates import find_dates

from . import load_templates, pairs
from .names import Names, Span, Thing

NUMBER = regex.compile(r"\p{Han}{2,12}[〔\[(（【]?(?:19|20)\d\d[〕\])）】年]?第?\d{1,4}号")
UID = regex.compile(r"\b[a-z]+-[0-9a-f]{16,20}\b")
QUOTED = regex.compile(r"[“\"「『]([^”\"」』]{2,40})[”\"」』]")
ORDINAL = regex.compile(r"第([一二三四五六七八九1-9])(?:个)?阶段|phase (\d)")
DIGITS = {each: index for index, each in enumerate("一二三四五六七八九", 1)}
PARTED = regex.compile(r"和|与|跟|同|及|、|对比|相比|比较|\band\b|\bvs\.?|versus|\bwith\b", regex.IGNORECASE)
LEAST, GENERIC = 1.6, 1.0  # how much of a thing's words a question must have: alone, and beside a noun such as 培训班
GROUP = 0.35  # the share of the words of a collective that a question must have
HINTED = 0.5  # a single abbreviation such as 固废 beside the division
AHEAD = 1.08  # so much better than the second must the best be


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the names in it; `plain` is the text without what every question says."""

    text: str
    plain: str
    spans: tuple[Span, ...]
    names: Names
    day: str = ""
    _best: dict[tuple[str, str], Thing | None] = field(default_factory=dict)

    def of(self, kind: str) -> list[Span]:
        """Return the names of a kind, in text order."""
        return [each for each in self.spans if each.kind == kind]

    def best(self, kind: str, trait: str = "") -> Thing | None:
        """Return the thing of a kind that the words of the question mean, None where they mean none or several."""
        if (kind, trait) not in self._best:
            self._best[kind, trait] = _best(self, kind, trait)
        return self._best[kind, trait]


def asked(names: Names, written: str) -> Asked:
    """Return what a question names; one in Traditional characters is read as Simplified unless that loses a name."""
    text = max((simplified(written), written), key=lambda form: len(names.spans(form)))
    dates = [each for each in find_dates(text) if each.edtf]
    plain = text
    for each in dates:
        if each.kind == "day":  # a year may be a part of a name, a day is none
            plain = plain[: each.start] + " " * (each.end - each.start) + plain[each.end :]
    plain = load_templates().generic.sub(" ", plain)
    return Asked(text, plain, tuple(names.spans(text)), names, dates[0].edtf if dates else "")


def _best(asked: Asked, kind: str, trait: str) -> Thing | None:
    ranked = []
    for score, thing in asked.names.nearest(asked.plain, kind, trait, least=-1):
        score += 3 * same_day(asked.day, thing.day) if kind == "event" else 0
        score += sum(1.5 for each in asked.of("region") + asked.of("agency") if each.value in thing.words)
        ranked.append((score, thing))
    ranked.sort(key=lambda pair: -pair[0])
    noun = load_templates().nouns[kind].search(asked.text)
    if not ranked or ranked[0][0] < (GENERIC if noun else LEAST):
        return None
    ahead = len(ranked) == 1 or ranked[0][0] >= AHEAD * ranked[1][0] or _closer(asked, ranked[0][1], ranked[1][1])
    return ranked[0][1] if ahead else None


def _closer(asked: Asked, first: Thing, second: Thing) -> bool:
    """Say whether of two things that share their words the question has more of the first's whole name."""
    return first.name in asked.text or (second.name not in asked.text and len(first.words) < 0.85 * len(second.words))


def same_day(asked: str, known: str) -> bool:
    """Say whether a date that a question says, its year left out or not, is the one on which something begins."""
    begin = known.partition("/")[0]
    return len(asked) >= len("2024-01") and len(begin) >= len("2024-01") and asked[5:] == begin[5 : len(asked)]


def _named(*kinds: str) -> Callable[[Asked], str | None]:
    return lambda asked: next((each.value for kind in kinds for each in asked.of(kind)), None)


def _thing(kind: str, trait: str = "") -> Callable[[Asked], str | None]:
    def found(asked: Asked) -> str | None:
        best = asked.best(kind, trait)
        return best.name if best else None

    return found


def _plan_with(trait: str) -> Callable[[Asked], str | None]:
    def found(asked: Asked) -> str | None:
        phase = _phase(asked)
        exact = asked.best("plan", f"phase:{phase}") if phase else None
        holders = [each for each in asked.names.things if f"phase:{phase}" in each.traits]
        best = exact or (holders[0] if len(holders) == 1 else asked.best("plan", trait) or asked.best("plan"))
        return best.name if best else None

    return found


def _phase(asked: Asked) -> str | None:
    known = {trait[6:] for each in asked.names.things for trait in each.traits if trait.startswith("phase:")}
    held = sorted((name for name in known if name in asked.text), key=len)
    if held:
        return held[-1]
    ordinal = ORDINAL.search(asked.text)
    written = next((each for each in ordinal.groups() if each), "") if ordinal else ""
    return str(DIGITS.get(written, written)) or None


def _day(asked: Asked) -> str | None:
    """Return the day of a question: the last one of a month or year."""
    last = bounds(asked.day)[1]
    return str(last) if last else None


def _agency(asked: Asked) -> str | None:
    """Return the body of a question; of a mayor the government of the division."""
    if named := asked.of("agency"):
        return named[0].value
    head = any(each.value in load_templates().heads for each in asked.of("title"))
    regions = asked.of("region") if head else []
    return asked.names.government(regions[0].value) if regions else None


def _speaker(asked: Asked) -> str | None:
    """Return who spoke: a person, else a body where no event is named, of which it would be the host."""
    body = None if asked.best("event") else _named("agency")(asked)
    return _named("official")(asked) or body


def _since(asked: Asked) -> str | None:
    """Return the first day of what a question dates."""
    return bounds(asked.day)[0] if asked.day else None


def _day_or_now(asked: Asked) -> str | None:
    """Return the day of a question, today where it says none: what a query must know."""
    return _day(asked) or datetime.now().astimezone().date().isoformat()


def _number(asked: Asked) -> str | None:
    match = NUMBER.search(asked.text)
    if match is None:
        return None
    wanted = "".join(each for each in match.group() if each.isalnum())
    for each in asked.names.things:
        if (
            each.kind == "plan"
            and each.number
            and wanted.endswith("".join(sign for sign in each.number if sign.isalnum()))
        ):
            return each.number
    return match.group()


def _series(asked: Asked) -> str | None:
    best = asked.best("event", "series")
    return best.series if best else None


def _ends(asked: Asked) -> Iterator[str]:
    for each in asked.spans:
        if each.kind in ("official", "agency"):
            yield each.value
    for kind in ("event", "plan"):
        thing = asked.best(kind) if load_templates().nouns[kind].search(asked.text) else None
        if thing:
            yield thing.name
    for each in asked.of("region"):
        yield each.value


def _end(place: int) -> Callable[[Asked], str | None]:
    def found(asked: Asked) -> str | None:
        listed = list(dict.fromkeys(_ends(asked)))
        return listed[place] if len(listed) > place else None

    return found


def _side(place: int) -> Callable[[Asked], str | None]:
    """Return what finds one of the two plans that a question compares."""

    def found(asked: Asked) -> str | None:
        best: tuple[float, list[str]] = (0.0, [])
        for match in PARTED.finditer(asked.text):
            halves = asked.text[: match.start()], asked.text[match.end() :]
            near = [next(iter(asked.names.nearest(half, "plan", "phases")), None) for half in halves]
            pair = [each for each in near if each]
            if len(pair) == len(halves) and pair[0][1].uid != pair[1][1].uid:
                best = max(best, (min(score for score, _thing in pair), [each.name for _score, each in pair]))
        return best[1][place] if best[1] else None

    return found


def _region_or_of_plan(asked: Asked) -> str | None:
    """Return the division of a question, or the one of the plan that its words are about (漓江: 桂林市)."""
    if named := asked.of("region"):
        return named[0].value
    best = asked.best("plan")
    return next((each[7:] for each in sorted(best.traits) if each.startswith("region:")), None) if best else None


def _fact(asked: Asked) -> str | None:
    """Return what stands for a fact: its key, or the person, event or plan that the question names."""
    if match := UID.search(asked.text):
        return match.group()
    for each in asked.of("official"):
        return each.uid
    found = [
        thing
        for kind in ("plan", "event")
        if load_templates().nouns[kind].search(asked.text) and (thing := asked.best(kind))
    ]
    asked_pairs = pairs(asked.plain)
    best = max(found, key=lambda thing: len(asked_pairs & thing.pairs), default=None)
    return best.uid if best else next((each.uid for each in asked.of("agency") if each.uid), None)


def _group(asked: Asked) -> str | None:
    quoted = QUOTED.search(asked.text)
    text = quoted.group(1) if quoted else asked.text
    for score, thing in asked.names.nearest(text, "group"):
        if score > LEAST and len(pairs(text) & thing.pairs) > GROUP * len(thing.pairs):
            return thing.name
    return None


def _function(asked: Asked) -> str | None:
    match = load_templates().fields.search(asked.text)
    said = (office for office, pattern in load_templates().abroad.items() if pattern.search(asked.text))
    return match.group(1) if match else next(said, None)


def _document(asked: Asked) -> str | None:
    best = asked.best("document")
    return best.name if best else None


def _event_unless_region(asked: Asked) -> str | None:
    """Return the training that the words mean; where only its division is said, that is no training yet."""
    best = asked.best("event", "training")
    if best is None:
        return None
    rest = asked.plain
    for each in asked.of("region"):
        rest = rest.replace(asked.text[each.start : each.end], " ")
    own = asked.names.nearest(rest, "event", "training")
    close = load_templates().nouns["close"].search(asked.text)
    said = any(thing.uid == best.uid and score >= HINTED for score, thing in own)
    return best.name if close or asked.day or said else None


FILLERS: Mapping[str, Callable[[Asked], object]] = {
    "official": _named("official"),
    "agency": _agency,
    "region": _named("region"),
    "title": _named("title"),
    "speaker": _speaker,
    "body": _named("official", "agency"),
    "training": _event_unless_region,
    "any_training": _thing("event", "training"),
    "campaign": _thing("event", "campaign"),
    "event": _thing("event"),
    "plan": _thing("plan"),
    "plan_with_phases": _plan_with("phases"),
    "plan_with_tasks": _plan_with("tasks"),
    "phase": _phase,
    "day": _day,
    "since": _since,
    "day_or_now": _day_or_now,
    "region_or_of_plan": _region_or_of_plan,
    "number": _number,
    "series": _series,
    "from": _end(0),
    "to": _end(1),
    "first": _side(0),
    "second": _side(1),
    "fact": _fact,
    "group": _group,
    "function": _function,
    "document": _document,
}

"""The forms in which a sentence tells of an event: somebody calls it, it is held, it decided.

Each is a row of a table: its rule of patterns/events.yaml, which says what kind of event it gives, what reads the event's
name, its hosts, and the guards; a guard that holds makes it none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..dates.dates import find_dates
from ..gazetteer.gazetteer import load_gazetteer
from ..language.marking import Marked
from ..language.rules import find_rule, pattern, word_list
from ..linking.body import AgencyLink
from ..linking.officials import government
from ..linking.reading import Item, Reading
from .event import (
    GENERIC,
    HEAD,
    HOST,
    Event,
    Host,
    Telling,
    dated,
    event_from,
    kind_of,
    name_span,
    words_of,
)
from .event_names import tells
from .hosts import hosts_of
from .visits import Hosts

BY_NAME = "named"  # what a rule gives whose event is of the kind that its name says
SHORTEST_SESSION = 3  # 反馈会; 会议 alone is the one told of
NEAR = 200  # code points in which what a 反馈会 feeds back was told
FED_BACK = pattern("events.fed_back")
BARE_EVENTS = word_list("events.bare_events")
ENDED = pattern("events.ended_before")
PRESENTED = pattern("events.presented")


@dataclass(frozen=True, slots=True)
class Named:
    """Where the name of an event stands in the typed stream, the words that tell of it, and the name where it is put otherwise."""

    span: tuple[int, int]
    lead: tuple[int, int]
    name: str = ""


Guard = Callable[[Telling, Named], bool]


@dataclass(frozen=True, slots=True)
class Session:
    """How a rule gives an event whose name stands in the text: `named` finds the name, `hosts` who held it."""

    rule: str
    named: Callable[[Telling], Named | None]
    hosts: Callable[[Telling, Named], Hosts]
    guards: tuple[Guard, ...] = ()


def sessions(
    reading: Reading, marked: Marked[Item], before: list[Event], forms: tuple[Session, ...]
) -> Iterator[Event]:
    """Yield the events that the forms find in a sentence, form by form."""
    for form in forms:
        for match in pattern(f"events.{form.rule}").finditer(marked.stream):
            telling = Telling(reading, marked, match, before)
            named = form.named(telling)
            if named is not None and not any(guard(telling, named) for guard in form.guards):
                yield _event(form, telling, named)


def _event(form: Session, telling: Telling, named: Named) -> Event:
    kind = find_rule(f"events.{form.rule}").gives
    event = event_from(
        telling.reading,
        telling.marked,
        named.span,
        named.lead,
        kind=kind_of(words_of(telling.reading, telling.marked, *named.span)) if kind == BY_NAME else kind,
        hosts=form.hosts(telling, named),
        before=telling.before,
        rule_id=f"event.{form.rule}",
    )
    return replace(event, name=named.name or event.name)


# -- 某会议召开 -----------------------------------------------------------------------------------------------------------


def _headed(telling: Telling) -> Named | None:
    """Return the name that ends where the verb begins: the words of its clause, without the date and who presented it."""
    stream, match = telling.marked.stream, telling.match
    head = next((h for h in HEAD.finditer(stream, 0, match.start(), overlapped=True) if h.end() == match.start()), None)
    if head is None:
        return None
    begin = max((stream.rfind(sign, 0, head.start()) for sign in "，。；：\n"), default=-1) + 1
    told_there = find_dates(telling.reading.text, *telling.marked.span(begin, head.start()))
    dates = [date for date in told_there if date.kind in ("day", "span")]
    if dates and dates[-1].start == telling.marked.starts[begin]:
        begin = telling.marked.at(dates[-1].end)
    if telling.before and stream[begin : head.end()] in BARE_EVENTS:
        return None
    told = PRESENTED.match(stream, begin, head.end())
    begin = told.end() if told is not None else begin
    return Named((begin, head.end()), (begin, match.end()))


def _has_object(telling: Telling, _named: Named) -> bool:
    """Say whether the verb has an object, which is the event (某委员会召开会议)."""
    return name_span(telling.marked.stream, telling.match.end()) is not None


def _is_phases(telling: Telling, named: Named) -> bool:
    """Say whether it lists the phases of one (准备、响应、演练结束)."""
    return telling.match.group().endswith("结束") and telling.marked.stream.count("、", *named.span) > 1


def _looks_back(telling: Telling, named: Named) -> bool:
    after = telling.marked.stream.startswith("后", telling.match.end())
    return after and ENDED.fullmatch(telling.marked.stream, *named.span) is not None


def _tells(telling: Telling, named: Named) -> bool:
    return tells(telling.marked.stream[slice(*named.span)])


def _host_first(telling: Telling, named: Named) -> Hosts:
    run = pattern("events.host").match(telling.marked.stream, named.span[0])
    return hosts_of(telling.marked, run, HOST) if run else ()


# -- 某人主持某会 ---------------------------------------------------------------------------------------------------------


def _chaired(telling: Telling) -> Named | None:
    """Return the name behind 主持; a 反馈会 is called by what is fed back there."""
    match = telling.match
    span = name_span(telling.marked.stream, match.end())
    if span is None:
        return None
    name = words_of(telling.reading, telling.marked, *span)
    begin, end = telling.marked.starts[0], telling.marked.starts[match.start()]
    told = FED_BACK.search(telling.reading.text, max(0, begin - NEAR), end) if name == "反馈会" else None
    return Named(span, match.span(), told.group("what") + name if told is not None else name)


def _means_another(telling: Telling, named: Named) -> bool:
    """Say whether it only stands for an event told of, or is the opening of one."""
    name = named.name
    if len(name) < SHORTEST_SESSION or GENERIC.match(name) or pattern("events.opening").search(name):
        return True
    return any(name in each.name or each.name in name or each.name.endswith(name[-3:]) for each in telling.before)


def _no_hosts(_telling: Telling, _named: Named) -> Hosts:
    return ()


# -- 经某会议研究 ---------------------------------------------------------------------------------------------------------


def _decided(telling: Telling) -> Named:
    """Return the session's name behind the dates that stand in front of it."""
    first, last = telling.match.span("name")
    dates = list(find_dates(telling.reading.text, *telling.marked.span(*telling.match.span())))
    if dates:
        first = max(first, telling.marked.at(dates[-1].end))
    return Named((first, last), (telling.match.start(), last))


def _deciders(telling: Telling, named: Named) -> Hosts:
    """Return the body whose session it is, or the home's government where only its form says so (市第五届人民政府第6次常务会议)."""
    named_there = (each for each in telling.marked.within(*telling.match.span()) if isinstance(each, AgencyLink))
    hosts = tuple(Host(each.body, HOST, each.mention.start, each.mention.end) for each in named_there)[:1]
    home = telling.reading.home.region
    if hosts or home is None or "政府" not in telling.match.group("name"):
        return hosts
    return (Host(government(home, load_gazetteer()), HOST, *telling.marked.span(*named.span)),)


def passed(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 经某日某政府第12次常务会议研究: the session that decided, on the first day that the clause tells."""
    for match in pattern("events.passed").finditer(marked.stream):
        telling = Telling(reading, marked, match, before)
        event = _event(PASSED, telling, _decided(telling))
        day = next(find_dates(reading.text, *marked.span(*match.span())), None)
        if day is not None:
            date, mention, basis = dated(reading, day, before)
            event = replace(event, date=date, dated=mention, year_basis=basis)
        yield event


PASSED = Session("passed", _decided, _deciders)
SESSIONS = (
    Session("held", _headed, _host_first, (_has_object, _is_phases, _looks_back, _tells)),
    Session("chaired", _chaired, _no_hosts, (_means_another,)),
)

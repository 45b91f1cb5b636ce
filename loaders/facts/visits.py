"""The forms in which a sentence tells of a visit: an inspection, a tour, a talk to which somebody was summoned.

Each is a row of VISITS: its rule of patterns/events.yaml, which says what kind of event it gives, and what reads its name,
its hosts and its place; a guard that holds makes it none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..language.marking import Marked
from ..language.rules import find_rule, pattern
from ..language.words import unspaced
from ..linking.reading import Item, OfficialLink, Reading, RegionLink
from .cast import outermost
from .event import HOST, Event, Host, Telling, dates_before, when, words_of
from .event_names import visit_name
from .hosts import hosts_of

TOURED = pattern("events.toured")
DONE_THERE = pattern("events.done_there")
NOT_YET = pattern("events.not_yet")
WISHED = pattern("events.wished")
MADE_UP_TEAM = pattern("events.made_up_team")
SUMMONED_ONES = pattern("events.summoned_ones")
VENUE = pattern("events.visited")
WORKED_ON = pattern("events.worked_on")
TEAM_KINDS = pattern("events.team_taken")

Hosts = tuple[Host, ...]


Guard = Callable[[Telling], bool]


@dataclass(frozen=True, slots=True)
class Visit:
    """How a rule gives an event: `name` and `hosts` read them, the last division of the group `place` is where it was.

    The event's words begin with the group `begins` and end where `ends` begins, else with the match; its day must stand
    before the group `day_before`. `needs` is what it must have: a day, hosts, a day unless the title tells of it; `once`
    says that a sentence tells of one at most; `led` that the group `who` leads it; `whole` that another telling may share
    its words.
    """

    rule: str
    name: Callable[[Telling, Hosts], str]
    hosts: Callable[[Telling], Hosts]
    guards: tuple[Guard, ...] = ()
    place: str = ""
    begins: int | str = 0
    ends: str = ""
    day_before: str = ""
    needs: tuple[str, ...] = ()
    once: bool = True
    led: bool = False
    whole: bool = False


def visits(reading: Reading, marked: Marked[Item], before: list[Event], forms: tuple[Visit, ...]) -> Iterator[Event]:
    """Yield the events that the forms find in a sentence, form by form."""
    for form in forms:
        for match in pattern(f"events.{form.rule}").finditer(marked.stream):
            event = _event(form, Telling(reading, marked, match, before))
            if event is not None:
                yield event
                if form.once:
                    break


def _event(form: Visit, telling: Telling) -> Event | None:
    if any(guard(telling) for guard in form.guards):
        return None
    reading, marked, match = telling.reading, telling.marked, telling.match
    told = not form.day_before or dates_before(reading, marked, match.start(form.day_before))
    date, mention, basis = when(reading, marked, match.start(), telling.before) if told else ("", None, "unknown")
    hosts = form.hosts(telling)
    start, end = marked.span(match.start(form.begins), match.start(form.ends) if form.ends else match.end())
    has = {"day": bool(date), "hosts": bool(hosts), "day below the title": bool(date) or telling.in_title(start, start)}
    if not all(has[need] for need in form.needs):
        return None
    regions = [each for each in telling.items(form.place) if isinstance(each, RegionLink)] if form.place else []
    return Event(
        form.name(telling, hosts),
        find_rule(f"events.{form.rule}").gives,
        start,
        end,
        date,
        mention,
        basis,
        regions[-1] if regions else None,
        hosts,
        rule=f"event.{form.rule}",
        told=unspaced(reading.text[start:end]) if form.whole else "",
        venue=_venue(telling) if form.place == "place" and not regions else None,
        led_by=tuple(each.name for each in telling.items("who") if isinstance(each, OfficialLink)) if form.led else (),
    )


def _venue(telling: Telling) -> tuple[int, int] | None:
    """Return the span of where a visit went, where no division is named there: a river, a works, a list of towns."""
    first, last = telling.match.span("place")
    if first < 0:
        return None
    start, end = telling.marked.span(first, last)
    words = telling.reading.text[start:end]
    return (start, end) if VENUE.fullmatch(words) else None


# -- names ---------------------------------------------------------------------------------------------------------------


def _summons(telling: Telling, hosts: Hosts) -> str:
    """Return what a talk is called: the title's own words, where it says who is summoned (某局约谈某些企业)."""
    start, end = telling.marked.span(*telling.match.span())
    if telling.in_title(start, end) and SUMMONED_ONES.search(telling.match.group("whom")):
        return unspaced(telling.reading.text[start:end])
    return f"{hosts[0].body.name}{telling.match.group('how') or ''}约谈"


def _summons_of(telling: Telling, hosts: Hosts) -> str:
    return f"{hosts[0].body.name}约谈{telling.words('whom')}"


def _inspection(telling: Telling, _hosts: Hosts) -> str:
    team = _team(telling)
    done = DONE_THERE.search(telling.match.group("verb")) if team else None
    if done is None:
        return visit_name(telling.reading, telling.marked, telling.match)
    first, last = (telling.match.start("verb") + at for at in done.span("what"))
    return team[0].body.name + words_of(telling.reading, telling.marked, first, last)


def _tour(telling: Telling, _hosts: Hosts) -> str:
    verb = words_of(telling.reading, telling.marked, telling.match.start("what"), telling.match.start("place"))
    return telling.words("place") + verb


def _work(telling: Telling, hosts: Hosts) -> str:
    team = MADE_UP_TEAM.search(telling.match.group("adv"))
    of = WORKED_ON.search(telling.match.group("adv"))
    called = hosts[0].body.name if hosts else ""
    if team is not None:
        called = team.group("team")
    elif of is not None:
        first, last = (telling.match.start("adv") + at for at in of.span("object"))
        called = words_of(telling.reading, telling.marked, first, last)
    return called + telling.words("name")


def _visit_of_hosts(telling: Telling, hosts: Hosts) -> str:
    return hosts[0].body.name + visit_name(telling.reading, telling.marked, telling.match)


# -- hosts ---------------------------------------------------------------------------------------------------------------


def _hosts(telling: Telling) -> Hosts:
    return hosts_of(telling.marked, telling.match, HOST)


def _nobody(_telling: Telling) -> Hosts:
    return ()


def _body_of_speaker(telling: Telling) -> Hosts:
    """Return the body of the first post of whoever spoke."""
    official = next((each for each in telling.items("who") if isinstance(each, OfficialLink)), None)
    bodies = [post.body for post in official.posts if post.body is not None] if official else []
    if official is None or not bodies:
        return ()
    return (Host(bodies[0], HOST, official.mention.start, official.mention.end),)


def _team_or_sender(telling: Telling) -> Hosts:
    """Return the team that inspects, or the body that the first leader is of: it is what comes (某局局长某某到某县调研)."""
    leader = next((each for each in telling.items("who") if isinstance(each, OfficialLink)), None)
    bodies = [post.body for post in leader.posts if post.body is not None and not post.former] if leader else []
    team = _team(telling)
    if team or leader is None or not bodies:
        return team
    return (Host(outermost(bodies[-1]), HOST, leader.mention.start, leader.mention.end),)


def _team(telling: Telling) -> Hosts:
    """Return the team that whoever leads the visit is of (督察组副组长某某率队…), or takes along (带领调研组)."""
    for official in (each for each in telling.items("who") if isinstance(each, OfficialLink)):
        for post in official.posts:
            if post.body is not None and post.body.name.endswith("组"):
                return (Host(post.body, HOST, official.mention.start, official.mention.end),)
    taken = TEAM_KINDS.search(telling.match.group("led") or "")
    return _named_team(telling, taken.group()) if taken is not None else ()


def _named_team(telling: Telling, kind: str) -> Hosts:
    """Return the first body of a kind (督查组) that the text names."""
    named = (link for link in telling.reading.agencies if link.body.name.endswith(kind))
    return tuple(Host(link.body, HOST, link.mention.start, link.mention.end) for link in named)[:1]


def _hosts_or_team(telling: Telling) -> Hosts:
    """Return the hosts, or the team of that kind (督查组) that the text names, where it tells the makers of one."""
    team = MADE_UP_TEAM.search(telling.match.group("adv"))
    return _hosts(telling) if team is None else _named_team(telling, team.group("kind"))


# -- guards --------------------------------------------------------------------------------------------------------------


def _talk_told(telling: Telling) -> bool:
    return any(event.kind == "other" and "约谈" in event.name and event.date for event in telling.before)


def _heads_talk(telling: Telling) -> bool:
    """Say whether a sentence begins with the name of the meeting of a talk (某局约谈会)."""
    return "约谈会" in telling.match.group() and not telling.marked.stream[: telling.match.start()].strip()


def _no_day(telling: Telling) -> bool:
    return not dates_before(telling.reading, telling.marked, telling.match.start())


def _to_come(telling: Telling) -> bool:
    begin = telling.match.start()
    return NOT_YET.search(telling.marked.stream[max(0, begin - 3) : begin]) is not None


def _begins_another(telling: Telling) -> bool:
    return any(event.start == telling.marked.starts[telling.match.start()] for event in telling.before)


def _in_another(telling: Telling) -> bool:
    start = telling.marked.starts[telling.match.start()]
    return any(event.start <= start < event.end for event in telling.before)


def _is_tour(telling: Telling) -> bool:
    """Say whether the place is the object of the verb and the name of the tour (某人带队巡查某河)."""
    return TOURED.match(telling.marked.stream, telling.match.start()) is not None


def _inspection_told(telling: Telling) -> bool:
    """Say whether an inspection was told of; one that only the title tells of is told again below, with its day."""
    return any(each.kind == "inspection" and (each.date or not each.titled) for each in telling.before)


def _wish_between(telling: Telling) -> bool:
    between = telling.match.group("adv")
    return bool(NOT_YET.search(between) or WISHED.search(between))


def _is_due(telling: Telling) -> bool:
    """Say whether its only day is one before which it must be done (4月底前对某市进行检查)."""
    dates = dates_before(telling.reading, telling.marked, len(telling.marked.stream))
    return bool(dates) and all(date.due for date in dates)


def _wish_before(telling: Telling) -> bool:
    stream, match = telling.marked.stream, telling.match
    return bool(WISHED.search(stream, 0, match.start()) or NOT_YET.search(stream, 0, match.start("place")))


WORKED = Visit("worked", _work, _hosts_or_team, (_inspection_told, _wish_between, _is_due), "adv", needs=("day",))
SUMMONED = Visit(
    "summoned", _summons, _hosts, (_talk_told, _heads_talk), ends="whom", day_before="whom", needs=("hosts",)
)
VISITS = (
    SUMMONED,
    Visit("summoned_at", _summons_of, _body_of_speaker, (_no_day,), needs=("hosts",), once=False),
    Visit(
        "inspected",
        _inspection,
        _team_or_sender,
        (_to_come, _begins_another, _is_tour),
        "place",
        led=True,
        whole=True,
    ),
    Visit("toured", _tour, _nobody, (_no_day, _in_another), "place", led=True),
    Visit(
        "team_visited",
        _visit_of_hosts,
        _hosts,
        (_inspection_told, _wish_before),
        "place",
        begins="hosts",
        needs=("day below the title", "hosts"),
        whole=True,
    ),
    WORKED,
)

"""The forms in which a sentence tells of a visit: an inspection, a tour, a talk to which somebody was summoned."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..language.marking import Marked
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.reading import Item, OfficialLink, Reading, RegionLink
from .cast import outermost
from .event import HOST, Event, Host, dates_before, when, words_of
from .event_names import visit_name
from .hosts import hosts_of

SUMMONED = pattern("events.summoned")
SUMMONED_AT = pattern("events.summoned_at")
INSPECTED = pattern("events.inspected")
TOURED = pattern("events.toured")
DONE_THERE = pattern("events.done_there")
WORKED = pattern("events.worked")
NOT_YET = pattern("events.not_yet")
MADE_UP_TEAM = pattern("events.made_up_team")
TEAM_VISITED = pattern("events.team_visited")
SUMMONED_ONES = pattern("events.summoned_ones")
TEAM_KINDS = pattern("events.team_taken")


def summoned(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某厅约谈某市政府: the interview is the event."""
    if any(event.kind == "other" and "约谈" in event.name and event.date for event in before):
        return
    for match in SUMMONED.finditer(marked.stream):
        if "约谈会" in marked.stream[match.start() : match.end()] and not marked.stream[: match.start()].strip():
            continue
        hosts = hosts_of(marked, match, HOST)
        if not hosts:
            continue
        told = dates_before(reading, marked, match.start("whom"))
        date, mention, basis = when(reading, marked, match.start(), before) if told else ("", None, "unknown")
        how = match.group("how") or ""
        start, end = marked.span(match.start(), match.start("whom"))
        yield Event(
            _talk_name(reading, marked, match, f"{hosts[0].body.name}{how}约谈"),
            "other",
            start,
            end,
            date,
            mention,
            basis,
            None,
            hosts,
            rule="event.summoned",
        )
        return


def _talk_name(reading: Reading, marked: Marked[Item], match: regex.Match[str], short: str) -> str:
    """Return what a talk is called: the title's own words, where it says who is summoned (某局约谈某些企业)."""
    title = reading.header.title
    start, end = marked.span(*match.span())
    if title is None or not (title[0] <= start and end <= title[1]) or not SUMMONED_ONES.search(match.group("whom")):
        return short
    return unspaced(reading.text[start:end])


def summoned_at(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人在约谈某政府负责人时指出: the talk is an event of the day that its sentence tells."""
    for match in SUMMONED_AT.finditer(marked.stream):
        if not dates_before(reading, marked, match.start()):
            continue
        official = next((i for i in marked.within(*match.span("who")) if isinstance(i, OfficialLink)), None)
        bodies = [post.body for post in official.posts if post.body is not None] if official else []
        if official is None or not bodies:
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        start, end = marked.span(match.start(), match.end())
        hosts = (Host(bodies[0], HOST, official.mention.start, official.mention.end),)
        name = f"{bodies[0].name}约谈{words_of(reading, marked, *match.span('whom'))}"
        yield Event(name, "other", start, end, date, mention, basis, None, hosts, rule="event.summoned_at")


def inspected(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人率队到某地检查…: the visit is the event."""
    for match in INSPECTED.finditer(marked.stream):
        if NOT_YET.search(marked.stream[max(0, match.start() - 3) : match.start()]):
            continue
        if any(e.start == marked.starts[match.start()] for e in before):
            continue
        if TOURED.match(marked.stream, match.start()):
            continue  # 某人带队巡查某河: the place is the object, and the name of the tour
        start, end = marked.span(match.start(), match.end())
        regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        date, mention, basis = when(reading, marked, match.start(), before)
        hosts = _team_of(marked, match) or _team_taken(reading, match.group("led") or "")
        done = DONE_THERE.search(match.group("verb"))
        if hosts and done:
            name = hosts[0].body.name + words_of(
                reading, marked, *(match.start("verb") + at for at in done.span("what"))
            )
        else:
            name = visit_name(reading, marked, match)
        yield Event(
            name,
            "inspection",
            start,
            end,
            date,
            mention,
            basis,
            regions[-1] if regions else None,
            hosts or _sender(marked, match),
            rule="event.inspected",
            told=unspaced(reading.text[start:end]),
            led_by=_leaders(marked, match),
        )
        return


def toured(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人带队巡查某河: the tour is the event, where the sentence gives it a day of its own."""
    for match in TOURED.finditer(marked.stream):
        if not dates_before(reading, marked, match.start()):
            continue
        start, end = marked.span(match.start(), match.end())
        if any(event.start <= start < event.end for event in before):
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        verb = match.start("place")
        name = words_of(reading, marked, *match.span("place")) + words_of(reading, marked, match.start("what"), verb)
        place = regions[-1] if regions else None
        led = _leaders(marked, match)
        yield Event(name, "inspection", start, end, date, mention, basis, place, rule="event.toured", led_by=led)
        return


def _team_told(reading: Reading, kind: str) -> tuple[Host, ...]:
    """Return the team of a kind (督查组) that the text names, for one that it tells the makers of."""
    for link in reading.agencies:
        if link.body.name.endswith(kind):
            return (Host(link.body, HOST, link.mention.start, link.mention.end),)
    return ()


def _leaders(marked: Marked[Item], match: regex.Match[str]) -> tuple[str, ...]:
    """Return the names of those who lead a visit."""
    return tuple(item.name for item in marked.within(*match.span("who")) if isinstance(item, OfficialLink))


def _team_of(marked: Marked[Item], match: regex.Match[str]) -> tuple[Host, ...]:
    """Return the team that whoever leads the visit is of (督察组副组长某某率队…): it is what inspects."""
    for item in marked.within(*match.span("who")):
        if isinstance(item, OfficialLink):
            for post in item.posts:
                if post.body is not None and post.body.name.endswith("组"):
                    return (Host(post.body, HOST, item.mention.start, item.mention.end),)
    return ()


def _team_taken(reading: Reading, led: str) -> tuple[Host, ...]:
    """Return the team that a visit's leader takes along (带领调研组), where the text names it elsewhere."""
    kind = TEAM_KINDS.search(led)
    return _team_told(reading, kind.group()) if kind is not None else ()


def _sender(marked: Marked[Item], match: regex.Match[str]) -> tuple[Host, ...]:
    """Return the body that a visit's first leader is of: it is what comes (某局局长某某到某县调研)."""
    for item in marked.within(*match.span("who")):
        if isinstance(item, OfficialLink):
            bodies = [post.body for post in item.posts if post.body is not None and not post.former]
            return (Host(outermost(bodies[-1]), HOST, item.mention.start, item.mention.end),) if bodies else ()
    return ()


def worked(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某督察组对某县开展例行督察: the inspection is the event."""
    if _visit_told(before):
        return
    for match in WORKED.finditer(marked.stream):
        if NOT_YET.search(match.group("adv")) or pattern("events.wished").search(match.group("adv")):
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        if not date:
            continue
        regions = [i for i in marked.within(*match.span("adv")) if isinstance(i, RegionLink)]
        start, end = marked.span(match.start(), match.end())
        name = words_of(reading, marked, *match.span("name"))
        hosts = hosts_of(marked, match, HOST)
        called = hosts[0].body.name if hosts else ""
        if (team := MADE_UP_TEAM.search(match.group("adv"))) is not None:
            hosts, called = _team_told(reading, team.group("kind")), team.group("team")
        yield Event(
            called + name,
            "inspection",
            start,
            end,
            date,
            mention,
            basis,
            regions[-1] if regions else None,
            hosts,
            rule="event.worked",
        )
        return


def _visit_told(before: list[Event]) -> bool:
    """Say whether an inspection was told of; one that only the title tells of is told again below, with its day."""
    return any(event.kind == "inspection" and (event.date or not event.titled) for event in before)


def team_visited(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某厅调研组到某县考察: the visit is the event, the team or bureau its host; below the title it needs a day."""
    for match in TEAM_VISITED.finditer(marked.stream):
        if _visit_told(before):
            return
        wished = pattern("events.wished").search(marked.stream, 0, match.start())
        if wished or NOT_YET.search(marked.stream, 0, match.start("place")):
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        hosts = hosts_of(marked, match, HOST)
        start, end = marked.span(match.start("hosts"), match.end())
        title = reading.header.title
        if not hosts or not (date or (title is not None and title[0] <= start < title[1])):
            continue
        places = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        name = hosts[0].body.name + visit_name(reading, marked, match)
        place = places[-1] if places else None
        told = unspaced(reading.text[start:end])
        rule = "event.team_visited"
        yield Event(name, "inspection", start, end, date, mention, basis, place, hosts, rule=rule, told=told)
        return

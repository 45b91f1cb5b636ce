"""What an event is, and how its name, kind, hosts, date and place are read from the clause that tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import regex
from envgov.graph.edtf import ends

from ..dates.dates import DateMention, find_dates, resolve
from ..dates.dating import on_day, resolve_before
from ..gazetteer.gazetteer import Region, load_gazetteer
from ..language.marking import Marked
from ..language.rules import pattern, word_list
from ..language.words import load_words, unspaced
from ..linking.body import AgencyLink, Body
from ..linking.reading import Item, Reading, RegionLink
from .event_names import tells, tidy

# What one name may be made of: no sign that ends a clause, but for what quotation marks hold (“清水，你我同行”宣传活动).
CLAUSE = regex.compile(r"(?:“[^”\n]{1,60}”|（\p{Han}{1,6}）(?=\p{Han})|[^，。；！？：\n（])*+")
QUOTED = regex.compile(r"“[^”\n]{1,60}”")
LONGEST_NAME = 70  # stream characters
TELLING = ("paragraph", "item", "title", "utterance")  # blocks that report events
BETWEEN_HEADS = pattern("events.between_heads")
GENERIC = pattern("events.generic")
HEAD = pattern("events.head")
SPEECH_BEGINS = pattern("events.speech_begins")
SAME_DAY_TOO = pattern("events.same_day_too")
OPEN_MONTH = "XXXX-XX-"
NEAR = 200  # code points in which the day that 当天 means was told
SAME_DAY = pattern("events.same_day")
LASTING = pattern("events.lasting")
COUNTED = pattern("events.counted")
CONVENED = pattern("events.convened")
OF_CAMPAIGN = pattern("events.of_campaign")
LAST_DAY = pattern("events.last_day")
DATELINE = pattern("events.dateline")
BARE_VISITS = word_list("events.bare_visits")
ACTS = tuple(act + more for act in word_list("words.event_acts") for more in ("", "活动", "仪式"))


HOST, PARTNER = "主办", "协办"


class Host(NamedTuple):
    """A body that holds an event, its part in that (主办, 承办 or 协办), and the characters that say so."""

    body: Body
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """An event that the text reports.

    `start`..`end` is the clause that reports it; `date` is EDTF (a span as start/end), "" where none is given; `place` is the
    division it was held in, `hosts` are in text order.
    """

    name: str
    kind: str
    start: int
    end: int
    date: str = ""
    dated: DateMention | None = None
    year_basis: str = "unknown"
    place: RegionLink | None = None
    hosts: tuple[Host, ...] = ()
    covers: tuple[Region, ...] = ()
    generic: bool = False
    stage: bool = True
    rule: str = "event.called"
    ended: DateMention | None = None  # the last day, where a later sentence tells it
    partners: tuple[AgencyLink, ...] = ()  # whom the host held it together with
    told: str = ""  # the whole clause of a visit: another telling may share its words, though not its name's
    led_by: tuple[str, ...] = ()  # the names of those who lead a visit
    titled: bool = False  # told in a title or a heading, which may call it otherwise than the text below
    venue: tuple[int, int] | None = None  # the span of the room, hall, square or works that the text names


def speech_from(text: str, start: int, end: int) -> int:
    """Return where the words of a speaker begin in a sentence: what is demanded there has not happened."""
    match = SPEECH_BEGINS.search(text, start, end)
    return match.start() if match else end


def name_span(stream: str, start: int) -> tuple[int, int] | None:
    """Return the stream span of the event's name that begins at `start`: up to the last head of its clause."""
    if stream[start : start + 1].isspace():
        return None  # 大会召开 某人讲话: a title of two halves
    clause = CLAUSE.match(stream, start)
    stop = min(clause.end() if clause else start, start + LONGEST_NAME)
    found = list(HEAD.finditer(stream, start, stop))
    if "“" in stream[start:stop]:
        quoted = [match.span() for match in QUOTED.finditer(stream, start, stop)]
        found = [h for h in found if not any(a < h.start() and h.end() < b - 1 for a, b in quoted)]
    if not found:
        return None
    last = found[0].end()
    for head in found[1:]:
        if any(match.start() < head.start() for match in BETWEEN_HEADS.finditer(stream, last, head.end())):
            break
        last = head.end()
    if pattern("events.no_event").match(stream[last : last + 2]) or tells(stream[start:last]):
        return None
    return start, last


def words_of(reading: Reading, marked: Marked[Item], start: int, end: int) -> str:
    """Return the words behind a span of the stream, without white space."""
    first, last = marked.span(start, end)
    return unspaced(reading.text[first:last])


@dataclass(frozen=True, slots=True)
class Telling:
    """The words in which a form was found, and the events told of before them."""

    reading: Reading
    marked: Marked[Item]
    match: regex.Match[str]
    before: list[Event]

    def words(self, group: str) -> str:
        """Return the words of a group, without white space."""
        return words_of(self.reading, self.marked, *self.match.span(group))

    def in_title(self, start: int, end: int) -> bool:
        """Say whether a stretch of the text lies in its title."""
        title = self.reading.header.title
        return title is not None and title.start <= start < title.end and end <= title.end

    def items(self, group: str) -> Iterator[Item]:
        """Yield the mentions in a group."""
        return self.marked.within(*self.match.span(group))


def kind_of(name: str) -> str:
    """Return the kind of event that a name names: the last head decides, and 培训 anywhere makes a training."""
    if pattern("events.training").search(name):
        return "training"
    if name.endswith(ACTS):
        return "other"
    if name.endswith("启动仪式") and not OF_CAMPAIGN.search(name):
        return "other"
    best: tuple[int, int, str] = (-1, 0, "meeting")
    for kind, words in load_words().event_heads.items():
        for word in words:
            at = name.rfind(word)
            if at >= 0:
                best = max(best, (at + len(word), len(word), kind))
    return "campaign" if best[0] < 0 and name.endswith(("活动", "行动")) else best[2]


def event_from(
    reading: Reading,
    marked: Marked[Item],
    name_span: tuple[int, int],
    lead: tuple[int, int],
    *,
    kind: str,
    hosts: tuple[Host, ...],
    before: list[Event],
    rule_id: str = "event.called",
) -> Event:
    """Return the event that a span of the stream names, with date and place from the words before it."""
    first, last = marked.span(*name_span)
    name = tidy(COUNTED.sub("", LASTING.sub("", unspaced(reading.text[first:last]).lstrip("了"))))
    generic = bool(GENERIC.match(name))
    if (generic or name in BARE_VISITS) and hosts:
        name = hosts[0].body.name + name
    elif generic and (who := CONVENED.search(marked.stream, 0, lead[1])) is not None:
        name = words_of(reading, marked, *who.span("who")) + name
    date, dated, basis = with_year_of_name(name, *when(reading, marked, lead[0], before))
    place = place_of(marked, *lead)
    start = marked.starts[lead[0]]
    covers = covered(marked, lead) if kind in ("inspection", "campaign") else ()
    if len(covers) > 1:
        place = None
    clause = max(marked.stream.rfind(sign, 0, lead[0]) for sign in "，。；") + 1
    venue = venue_of(marked, clause, len(marked.stream) if rule_id == "event.held" else lead[1])
    return Event(name, kind, start, last, date, dated, basis, place, hosts, covers, generic, rule=rule_id, venue=venue)


def venue_of(marked: Marked[Item], start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the venue that stands in front of a verb of holding between two places of the stream, or None."""
    match = pattern("events.venue").search(marked.stream, start)
    if match is None or match.start() > end or pattern("events.no_venue").search(match.group("venue")):
        return None
    return marked.span(*match.span("venue"))


def covered(marked: Marked[Item], lead: tuple[int, int]) -> tuple[Region, ...]:
    """Return the divisions that an action reaches: 深入甲市、乙市等地区开展…."""
    match = pattern("events.covers").search(marked.stream, 0, lead[1])
    if match is None:
        return ()
    return tuple(i.region for i in marked.within(*match.span("regions")) if isinstance(i, RegionLink))


def dates_before(reading: Reading, marked: Marked[Item], until: int) -> list[DateMention]:
    """Return the dates of the sentence that stand before a place of the stream.

    Those behind its last semicolon, where there are any: what stands before it is told of another event. The day of a
    newspaper's date line is none of them.
    """
    first, last = marked.starts[0], marked.starts[min(until, len(marked.starts) - 1)]
    dates = [
        d
        for d in find_dates(reading.text, first, last)
        if (d.kind in ("day", "month", "span") or (d.kind == "relative" and d.unit))
        and not DATELINE.match(reading.text, d.end)
    ]
    part = max(reading.text.rfind("；", first, last), first)
    return [d for d in dates if d.start > part] or dates


def when(
    reading: Reading, marked: Marked[Item], until: int, before: list[Event]
) -> tuple[str, DateMention | None, str]:
    """Return the date told before the event in its sentence (EDTF), the mention, and where its year comes from."""
    clause_end = len(marked.stream)
    dates = dates_before(reading, marked, until) or [
        day
        for day in dates_before(reading, marked, clause_end)[:1]
        if not LAST_DAY.search(reading.text, max(0, day.start - 4), day.start)
    ]
    if dates:
        return dated(reading, dates[-1] if len(dates) > 1 and dates[-1].kind == "span" else dates[0], before)
    lead = marked.stream[:until]
    if (before and SAME_DAY.match(lead.lstrip("，"))) or (before and pattern("events.told_day").search(lead)):
        last = before[-1]
        return ends(last.date)[0] or "", last.dated, last.year_basis
    if SAME_DAY_TOO.search(lead):
        earlier = day_before(reading, marked.starts[0])
        if earlier is not None:
            return dated(reading, earlier, before)
    return "", None, "unknown"


def day_before(reading: Reading, position: int) -> DateMention | None:
    """Return the last day told of near before a place of the text."""
    days = [
        d for d in find_dates(reading.text, max(0, position - NEAR), position) if d.kind == "day" and not d.relative
    ]
    return days[-1] if days else None


def dated(reading: Reading, mention: DateMention, before: list[Event]) -> tuple[str, DateMention, str]:
    """Return a mention's date with its year where the document is certain of it, and what that rests on."""
    if mention.relative and before and before[-1].date:
        return on_day(mention, ends(before[-1].date)[0] or ""), mention, before[-1].year_basis
    if mention.relative and (earlier := day_before(reading, mention.start)) is not None:
        day, _mention, basis = dated(reading, earlier, before)
        return on_day(mention, day), mention, basis
    published = reading.header.published.edtf if reading.header.published else None
    if mention.edtf.startswith(OPEN_MONTH) and (earlier := day_before(reading, mention.start)) is not None:
        day, _mention, basis = dated(reading, earlier, before)  # 6月5日是环境日。5日上午
        return (
            (day[:-2] + mention.edtf[-2:], mention, basis) if len(day) == len(OPEN_MONTH) + 2 else (day, mention, basis)
        )
    if mention.year_known:
        return mention.edtf, mention, "text"
    if reading.year_basis == "published" and published:
        return resolve_before(mention, published), mention, "published"
    return resolve(mention, reading.year), mention, reading.year_basis


def place_of(marked: Marked[Item], start: int, end: int) -> RegionLink | None:
    """Return the division behind 在 in front of the verb; the innermost of a chain, None where several stand side by side."""
    found = list(pattern("events.place").finditer(marked.stream, max(0, start - 12), end))
    regions = [i for i in marked.within(*found[-1].span("place")) if isinstance(i, RegionLink)] if found else []
    if any(not load_gazetteer().lies_in(inner.region, outer.region) for outer, inner in pairwise(regions)):
        return None  # 在甲市、乙市等地: no single place
    return regions[-1] if regions else None


YEAR_OF_NAME = pattern("events.year_it_bears")
MIDYEAR = range(2, 12)  # months in which nobody yet meets about the next year, or still about the last


def with_year_of_name(
    name: str, date: str, mention: DateMention | None, basis: str
) -> tuple[str, DateMention | None, str]:
    """Return a date whose year the text leaves open with the year that the event's own name bears (2031年第4次常务会议)."""
    year = YEAR_OF_NAME.search(name) if mention is not None and date.startswith("XXXX-") else None
    if year is None or mention is None or not date[5:7].isdigit():
        return date, mention, basis
    if not (int(date[5:7]) in MIDYEAR or year.group("series")):
        return date, mention, basis
    return resolve(mention, int(year.group("year"))), mention, "title"

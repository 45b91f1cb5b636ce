"""Read who took part in an event and how: attended (on site, by video), chaired, spoke, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from ..language.marking import Marked
from ..language.numbers import Headcount, find_headcounts
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.reading import GroupLink, Item, OfficialLink, Reading
from .chairs import chairs_by_post
from .event import SPEECH_BEGINS, TELLING, Event
from .event_fields import parts_of_fields
from .part import Part, Party, leaders, parties_of, partners, told_of
from .partaking import manner, predicates_of

CLAUSE_ENDS = regex.compile(r"[，；。！？\n]|$")
BY_CHAIR = pattern("attendance.by_chair")
INVITED = pattern("attendance.invited")
HEARD = pattern("attendance.heard")
WHOM = pattern("attendance.whom")
TOLD_BY = pattern("attendance.told_by")
PASSED_ON = pattern("attendance.passed_on")
DENIED = pattern("attendance.denied")
BY_ORDER = pattern("attendance.by_order")
CARRIED = pattern("attendance.carried")
# The kinds of events by what a predicate calls them; the first that fits decides.
EVENT_NOUNS = ("training", "drill", "inspection", "campaign", "meeting")
OPENING = pattern("attendance.opening")
NOUNS = pattern("attendance.nouns")
WRITTEN = pattern("attendance.written")


@dataclass(slots=True)
class _State:
    """What runs on from clause to clause: who was listed without a predicate yet, and who acted last."""

    listed: list[Party] = field(default_factory=list)
    listed_from: int = -1
    last: list[Party] = field(default_factory=list)
    event: Event | None = None


def find_parts(reading: Reading, events: Sequence[Event]) -> list[Part]:
    """Return who took which part in the events of a news text, in text order."""
    if not events:
        return []
    parts: list[Part] = list(leaders(reading, events))
    state = _State()
    for block in reading.outline.blocks:
        if block.kind not in TELLING or block.kind == "title":
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            parts.extend(_in_sentence(reading, start, end, events, state))
    parts.extend(partners(events))
    parts.extend(parts_of_fields(reading, events))
    chaired = {id(part.event) for part in parts if part.predicate == "CHAIRED"}
    for person, event, start, end in chairs_by_post(reading, events):
        if id(event) not in chaired:
            parts.append(Part(person, event, "CHAIRED", start, end, rule="attendance.chaired_by_post"))
    return parts


def _in_sentence(reading: Reading, start: int, end: int, events: Sequence[Event], state: _State) -> Iterator[Part]:
    begun = [event for event in events if event.start < end]
    if not begun and events[0].start >= end:
        begun = [events[0]]
    before = [event for event in begun if event.start < start] or begun[:1]
    state.event = ([event for event in before if event.stage] or before)[-1]
    opening = OPENING.match(reading.text, start, end)
    if opening:
        state.event = _meant(opening.group(), begun, state)
        state.last = []  # 会上，…: whoever acted in the sentence before does not act on
    speech = SPEECH_BEGINS.search(reading.text, start, end)
    stop = speech.start() if speech else end
    state.listed, state.listed_from = [], -1
    marked = reading.marked(start, stop)
    if state.event is not None and "约谈" in state.event.name:
        for match in WHOM.finditer(marked.stream):
            for party in parties_of(marked, *match.span("who")):
                if not isinstance(party, OfficialLink):
                    yield Part(party, state.event, "ATTENDED", *marked.span(*match.span()), rule="attendance.summoned")
    yield from told_of(marked, state.event)
    for first, last in _clauses(marked.stream):
        told = [event for event in begun if event.stage and event.start < marked.starts[last]]
        if told and told[-1].start >= marked.starts[first]:
            state.event = told[-1]
        yield from _clause(reading, marked, first, last, begun, state)
    if speech:
        yield from _demanded(marked, state, speech.end())


def _clauses(stream: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in CLAUSE_ENDS.finditer(stream):
        if match.start() > position:
            yield position, match.start()
        position = match.end()


def _demanded(marked: Marked[Item], state: _State, end: int) -> Iterator[Part]:
    """Whoever demands at a meeting speaks there (某人强调，…)."""
    tail = pattern("attendance.demander").search(marked.stream)
    if tail and state.event is not None and state.event.kind != "inspection":
        for item in marked.within(*tail.span("who")):
            if isinstance(item, OfficialLink) and not WRITTEN.search(tail.group()):
                state.last = [item]
                yield Part(
                    item, state.event, "SPOKE_AT", item.mention.start, end, kind="讲话", rule="attendance.demanded"
                )


def _clause(
    reading: Reading, marked: Marked[Item], first: int, last: int, events: Sequence[Event], state: _State
) -> Iterator[Part]:
    clause = marked.stream[first:last]
    span = marked.span(first, last)
    predicates = [] if TOLD_BY.match(clause) else list(predicates_of(clause))
    if not predicates:
        yield from _without_predicate(marked, first, last, state)
        return
    subject_end = first + predicates[0][1]
    subjects = [each for each in parties_of(marked, first, subject_end) if not _passed_on(marked, first, each)]
    invited = _invited(marked, first, clause)
    if not (subjects or state.listed) and not CARRIED.fullmatch(clause, 0, predicates[0][1]):
        state.last = []  # somebody acts whom no name or collective stands for
    if subjects or state.listed:
        if state.listed_from >= 0:
            span = (state.listed_from, span[1])
        state.last = [*state.listed, *subjects]
    state.listed, state.listed_from = [], -1
    actors = state.last
    by_chair = BY_CHAIR.search(clause)
    if by_chair:
        state.last = list(parties_of(marked, first + by_chair.start("who"), first + by_chair.end("who"))) or actors[-1:]
        chairs = [party for party in state.last if isinstance(party, OfficialLink)]
        event = _meant(clause, events, state)
        yield from (Part(each, event, "CHAIRED", *span, rule="attendance.chaired_by") for each in chairs)
        return
    for index, (what, at, finish) in enumerate(predicates):
        mid = list(parties_of(marked, first + predicates[index - 1][2], first + at)) if index else []
        actors = mid or actors
        yield from _taken(reading, clause, (what, at, finish), actors, (marked, first, last, span), events, state)
        if mid:
            state.last = mid
    yield from (Part(p, state.event, "ATTENDED", *span) for p in invited if state.event is not None and p not in actors)
    yield from _heard(marked, first, last, state, span)


def _without_predicate(marked: Marked[Item], first: int, last: int, state: _State) -> Iterator[Part]:
    """Read a clause that tells of no part taken: a list that goes on, whom the host invited, who was heard."""
    clause, span = marked.stream[first:last], marked.span(first, last)
    if DENIED.search(clause):
        state.listed, state.listed_from = [], -1
        return
    invited = _invited(marked, first, clause)
    _list(marked, first, last, clause, state)
    yield from (Part(p, state.event, "ATTENDED", *span) for p in invited if state.event is not None)
    yield from _heard(marked, first, last, state, span)


def _invited(marked: Marked[Item], first: int, clause: str) -> list[Party]:
    """Return whom a clause says the host brought along (邀请某局, 组织某局、某局，)."""
    return [
        party
        for match in INVITED.finditer(clause)
        for party in parties_of(marked, first + match.start("who"), first + match.end("who"))
    ]


def _taken(
    reading: Reading,
    clause: str,
    predicate: tuple[str, int, int],
    actors: Sequence[Party],
    place: tuple[Marked[Item], int, int, tuple[int, int]],
    events: Sequence[Event],
    state: _State,
) -> Iterator[Part]:
    what, at, finish = predicate
    marked, first, _last, span = place
    # What follows a verb of speaking is its subject (讲解检查要点), no event.
    meant = {"attended": clause[at : finish + 12], "chaired": clause[finish : finish + 12]}.get(what, "")
    event = state.event = _meant(meant, events, state)
    for party in actors:
        if what == "chaired":
            if isinstance(party, OfficialLink) and party is actors[-1]:
                yield Part(party, event, "CHAIRED", *span, rule="attendance.chaired")
        elif what == "attended":
            begin = max(first, marked.at(party.mention.start))
            mode, capacity = manner(clause[max(0, begin - first) : finish + 6])
            yield Part(
                party, event, "ATTENDED", *span, mode=mode, capacity=capacity, count=_count(reading, party, span)
            )
        elif isinstance(party, GroupLink):
            yield Part(party, event, "ATTENDED", *span, count=_count(reading, party, span), rule="attendance.spoke")
        elif _speaks(marked.stream, marked, party):
            yield Part(party, event, "SPOKE_AT", *span, kind=what, rule="attendance.spoke")


def _passed_on(marked: Marked[Item], first: int, party: Party) -> bool:
    """Say whether a clause that begins at `first` of the stream only passes on what the party said or wrote."""
    return PASSED_ON.search(marked.stream, first, marked.at(party.mention.start)) is not None


def _speaks(stream: str, marked: Marked[Item], party: Party) -> bool:
    """Say whether the party is in the clause as one that speaks: a body that a report is about does not."""
    position = marked.at(party.mention.start)
    return not BY_ORDER.search(stream[:position]) and not pattern("attendance.spoken_of").search(
        stream[max(0, position - 2) : position]
    )


def _count(reading: Reading, party: Party, span: tuple[int, int]) -> Headcount | None:
    return (
        None
        if not isinstance(party, GroupLink)
        else next((c for c in find_headcounts(reading.text, party.mention.end, span[1])), None)
    )


def _meant(words: str, events: Sequence[Event], state: _State) -> Event:
    """Return the event that a predicate's noun means (出席会议, 参加演练): the last of that kind, else the current one."""
    current = state.event or events[-1]
    for kind in EVENT_NOUNS:
        if pattern(f"attendance.of_{kind}").search(words):
            fitting = [
                event for event in events if event.kind == kind or (kind == "meeting" and event.kind == "training")
            ]
            if current in fitting or not fitting:
                return current
            return fitting[-1]
    return current


def _list(marked: Marked[Item], first: int, last: int, clause: str, state: _State) -> None:
    """Remember the parties of a clause that holds nothing but them (…主要负责同志，…)."""
    parties = list(parties_of(marked, first, last))
    rest = pattern("attendance.joints").sub("", clause)
    rest = NOUNS.sub("", pattern("attendance.people").sub("", rest))
    if not parties and not rest:
        return  # more people without a name (各处室负责人): the list runs on
    if parties and len(rest) <= 6:
        state.listed.extend(parties)
        state.listed_from = marked.starts[first] if state.listed_from < 0 else state.listed_from
    elif parties and any(isinstance(p, OfficialLink) for p in parties):
        state.last = [party for party in parties if isinstance(party, OfficialLink)][:1]  # type: ignore[assignment]
        state.listed, state.listed_from = [], -1
    else:
        state.listed, state.listed_from = [], -1
        if parties:
            state.last = []  # a body acts: what follows is told of it


def _heard(marked: Marked[Item], first: int, last: int, state: _State, span: tuple[int, int]) -> Iterator[Part]:
    """Read 会议听取了甲、乙关于…的汇报: those heard spoke."""
    match = HEARD.search(marked.stream, first, last)
    if match is None or state.event is None:
        return
    for party in parties_of(marked, *match.span("who")):
        if not isinstance(party, GroupLink):
            yield Part(party, state.event, "SPOKE_AT", *span, kind="汇报", rule="attendance.heard")

"""Read who took part in an event and how: attended (on site, by video), chaired, spoke, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ..language.marking import Marked
from ..language.numbers import Headcount, find_headcounts
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.reading import GroupLink, Item, OfficialLink, Reading
from .event import SPEECH_BEGINS, TELLING, Event
from .event_fields import parts_of_fields
from .part import Part, Party, chairs_by_post, leaders, parties_of, partners, told_of
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
FOR_WHOM = pattern("attendance.for_whom")
UNREAD_PERSON = pattern("attendance.unread_person")
MORE_PEOPLE = pattern("attendance.more_people")
PRONOUN = pattern("attendance.pronoun")
WRITTEN = pattern("attendance.written")
BEHIND = 6  # stream characters behind a predicate that may tell its manner (出席|（视频）)
LONGEST_REST = 6  # characters of a clause that holds nothing but parties: 等, 参加的还有


@dataclass(frozen=True, slots=True)
class _State:
    """What runs on from clause to clause: the event told of, who acted last, who was listed without a predicate yet."""

    event: Event
    last: tuple[Party, ...]
    listed: tuple[Party, ...] = ()
    listed_from: int = -1


Told = tuple[list[Part], _State]  # the parts that a clause tells of, and what runs on behind it


def find_parts(reading: Reading, events: Sequence[Event]) -> list[Part]:
    """Return who took which part in the events of a news text, in text order."""
    if not events:
        return []
    parts: list[Part] = list(leaders(reading, events))
    last: tuple[Party, ...] = ()
    for block in reading.outline.blocks:
        if block.kind not in TELLING or block.kind == "title":
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            told, last = _in_sentence(reading, start, end, events, last)
            parts.extend(told)
    parts.extend(partners(events))
    parts.extend(parts_of_fields(reading, events))
    chaired = {id(part.event) for part in parts if part.predicate == "CHAIRED"}
    by_post = [part for part in chairs_by_post(reading, events) if id(part.event) not in chaired]
    return [*parts, *by_post]


def _in_sentence(
    reading: Reading, start: int, end: int, events: Sequence[Event], before: tuple[Party, ...]
) -> tuple[list[Part], tuple[Party, ...]]:
    """Return the parts that a sentence tells of, and who acted last in it; `before` acted last in the one before."""
    begun = [event for event in events if event.start < end] or [events[0]]
    state = _opened(reading, start, end, begun, before)
    speech = SPEECH_BEGINS.search(reading.text, start, end)
    marked = reading.marked(start, speech.start() if speech else end)
    parts = [*_summoned(marked, state.event), *told_of(marked, state.event)]
    for first, last in _clauses(marked.stream):
        told = [event for event in begun if event.stage and event.start < marked.starts[last]]
        if told and told[-1].start >= marked.starts[first]:
            state = replace(state, event=told[-1])
        found, state = _clause(reading, marked, first, last, begun, state)
        parts.extend(found)
    demanding = _demanding(marked, state.last) if speech else []
    parts.extend(
        Part(each, state.event, "SPOKE_AT", each.mention.start, speech.end(), kind="讲话", rule="attendance.demanded")
        for each in demanding
        if speech
    )
    return parts, tuple(demanding[-1:]) or state.last


def _opened(reading: Reading, start: int, end: int, begun: Sequence[Event], last: tuple[Party, ...]) -> _State:
    """Return what a sentence begins with: the event told of before it, or the one that its first words mean (会上，…)."""
    before = [event for event in begun if event.start < start] or begun[:1]
    event = ([each for each in before if each.stage] or before)[-1]
    opening = OPENING.match(reading.text, start, end)
    if opening is None:
        return _State(event, last)
    return _State(_meant(opening.group(), begun, event), ())  # whoever acted in the sentence before does not act on


def _summoned(marked: Marked[Item], event: Event) -> Iterator[Part]:
    """Yield the bodies that an admonition (约谈) is of."""
    for match in WHOM.finditer(marked.stream) if "约谈" in event.name else ():
        for party in parties_of(marked, *match.span("who")):
            if not isinstance(party, OfficialLink):
                yield Part(party, event, "ATTENDED", *marked.span(*match.span()), rule="attendance.summoned")


def _clauses(stream: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in CLAUSE_ENDS.finditer(stream):
        if match.start() > position:
            yield position, match.start()
        position = match.end()


def _demanding(marked: Marked[Item], last: tuple[Party, ...]) -> list[OfficialLink]:
    """Return whoever demands at an event and so speaks there (某人强调，…; 他强调，… of whoever acted last)."""
    if PRONOUN.fullmatch(marked.stream):
        return [party for party in last if isinstance(party, OfficialLink)][-1:]
    tail = pattern("attendance.demander").search(marked.stream)
    if tail is None or WRITTEN.search(tail.group()):
        return []
    return [item for item in marked.within(*tail.span("who")) if isinstance(item, OfficialLink)]


def _clause(
    reading: Reading, marked: Marked[Item], first: int, last: int, events: Sequence[Event], before: _State
) -> Told:
    clause = marked.stream[first:last]
    predicates = [] if TOLD_BY.match(clause) else list(predicates_of(clause))
    if not predicates:
        return _without_predicate(marked, first, last, before)
    begin, end = marked.span(first, last)
    subjects = [
        each for each in parties_of(marked, first, first + predicates[0][1]) if not _passed_on(marked, first, each)
    ]
    span = (before.listed_from if before.listed_from >= 0 else begin, end)
    actors: Sequence[Party] = (*before.listed, *subjects)
    if not actors and CARRIED.fullmatch(clause, 0, predicates[0][1]):
        actors = before.last  # else somebody acts whom no name or collective stands for
    state = _State(before.event, tuple(actors))
    by_chair = BY_CHAIR.search(clause)
    if by_chair:
        heads = tuple(parties_of(marked, first + by_chair.start("who"), first + by_chair.end("who"))) or state.last[-1:]
        chairs = [party for party in heads if isinstance(party, OfficialLink)]
        event = _meant(clause, events, state.event)
        return [Part(each, event, "CHAIRED", *span, rule="attendance.chaired_by") for each in chairs], replace(
            state, last=heads
        )
    parts: list[Part] = []
    for index, (what, at, finish) in enumerate(predicates):
        mid = tuple(parties_of(marked, first + predicates[index - 1][2], first + at)) if index else ()
        actors = mid or actors
        # What follows a verb of speaking is its subject (讲解检查要点), no event.
        noun = {"attended": clause[at : finish + 12], "chaired": clause[finish : finish + 12]}.get(what, "")
        state = _State(_meant(noun, events, state.event), mid or state.last)
        parts.extend(
            _taken(reading, marked, (what, first, min(first + finish + BEHIND, last)), actors, span, state.event)
        )
    parts.extend(Part(p, state.event, "ATTENDED", *span) for p in _invited(marked, first, clause) if p not in actors)
    parts.extend(_heard(marked, first, last, state.event, span))
    return parts, state


def _without_predicate(marked: Marked[Item], first: int, last: int, before: _State) -> Told:
    """Read a clause that tells of no part taken: a list that goes on, whom the host invited, who was heard."""
    clause, span = marked.stream[first:last], marked.span(first, last)
    if DENIED.search(clause):
        return [], _State(before.event, before.last)
    state = _listed(marked, first, last, clause, before)
    invited = [Part(party, state.event, "ATTENDED", *span) for party in _invited(marked, first, clause)]
    return [*invited, *_heard(marked, first, last, state.event, span)], state


def _invited(marked: Marked[Item], first: int, clause: str) -> list[Party]:
    """Return whom a clause says the host brought along (邀请某局, 组织某局、某局，)."""
    return [
        party
        for match in INVITED.finditer(clause)
        for party in parties_of(marked, first + match.start("who"), first + match.end("who"))
    ]


def _taken(
    reading: Reading,
    marked: Marked[Item],
    predicate: tuple[str, int, int],
    actors: Sequence[Party],
    span: tuple[int, int],
    event: Event,
) -> Iterator[Part]:
    """Yield the part that each actor took: `predicate` is which, where its clause begins and where what tells its manner ends."""
    what, first, until = predicate
    for party in actors:
        if what == "chaired":
            if isinstance(party, OfficialLink) and party is actors[-1]:
                yield Part(party, event, "CHAIRED", *span, rule="attendance.chaired")
        elif what == "attended" and not _done_for(marked, first, party):
            begin = max(first, marked.at(party.mention.start))
            mode, capacity = manner(marked.stream[begin:until])
            yield Part(
                party, event, "ATTENDED", *span, mode=mode, capacity=capacity, count=_count(reading, party, span)
            )
        elif what != "attended" and isinstance(party, GroupLink):
            yield Part(party, event, "ATTENDED", *span, count=_count(reading, party, span), rule="attendance.spoke")
        elif what != "attended" and _speaks(marked.stream, marked, party):
            yield Part(party, event, "SPOKE_AT", *span, kind=what, rule="attendance.spoke")


def _done_for(marked: Marked[Item], first: int, party: Party) -> bool:
    """Say whether a body stands in the clause as one that something is done for (为某局揭牌)."""
    return not isinstance(party, OfficialLink) and bool(
        FOR_WHOM.search(marked.stream, first, marked.at(party.mention.start))
    )


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


def _meant(words: str, events: Sequence[Event], current: Event) -> Event:
    """Return the event that a predicate's noun means (出席会议, 参加演练): the last of that kind, else the current one."""
    for kind in EVENT_NOUNS:
        if pattern(f"attendance.of_{kind}").search(words):
            fitting = [
                event for event in events if event.kind == kind or (kind == "meeting" and event.kind == "training")
            ]
            return current if current in fitting or not fitting else fitting[-1]
    return current


def _listed(marked: Marked[Item], first: int, last: int, clause: str, before: _State) -> _State:
    """Return what runs on behind a clause without a predicate: it may hold nothing but parties (…主要负责同志，…)."""
    parties = list(parties_of(marked, first, last))
    rest = pattern("attendance.joints").sub("", clause)
    rest = NOUNS.sub("", pattern("attendance.people").sub("", rest))
    if not parties and (not rest or MORE_PEOPLE.search(clause) or UNREAD_PERSON.search(clause)):
        return before  # more people without a name (各处室负责人): the list runs on
    if not parties:
        return _State(before.event, before.last)
    if len(rest) <= LONGEST_REST or (before.listed and UNREAD_PERSON.search(clause)):
        begun = marked.starts[first] if before.listed_from < 0 else before.listed_from
        return replace(before, listed=(*before.listed, *parties), listed_from=begun)
    # A body acts: what follows is told of it.
    return _State(before.event, tuple(party for party in parties if isinstance(party, OfficialLink))[:1])


def _heard(marked: Marked[Item], first: int, last: int, event: Event, span: tuple[int, int]) -> Iterator[Part]:
    """Read 会议听取了甲、乙关于…的汇报: those heard spoke."""
    match = HEARD.search(marked.stream, first, last)
    for party in parties_of(marked, *match.span("who")) if match is not None else ():
        if not isinstance(party, GroupLink):
            yield Part(party, event, "SPOKE_AT", *span, kind="汇报", rule="attendance.heard")

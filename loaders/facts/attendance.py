"""Read who took part in an event and how: attended (on site, by video), chaired, spoke, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from ..linking.body import AgencyLink
from ..marking import Marked, rule
from ..numbers import Headcount, find_headcounts
from ..reading import GroupLink, Item, OfficialLink, Reading
from ..sentences import sentences
from .event import SPEECH_BEGINS, TELLING, Event
from .partaking import manner, predicates_of

Party = OfficialLink | AgencyLink | GroupLink

BY_CHAIR = rule(r"由(?P<who>{O}|其)(?:同志)?主持")
INVITED = rule(
    r"邀请(?P<who>[^，。；]{0,40})|组织(?P<who>(?:{A}|{G})(?:[、和]{A}|{G})*)(?:等[^，。；]{0,6})?(?=[，对到赴在开深]|$)"
)
HEARD = rule(
    r"听取了?[^，。；关于就对{A}{O}{G}]{0,10}(?P<who>(?:{A}|{O}|{G})(?:等|[、和及与]|以及|[^，。；关就对的]{0,6}?)*(?:(?:{A}|{O}|{G})(?:等|[、和及与]|以及)*)*)"
    r"[^。；]{0,60}?(?:汇报|介绍|报告|通报|发言|意见|建议)"
)
# 约谈甲、乙政府主要负责人; 对甲政府进行约谈: whoever is summoned takes part.
WHOM = rule(
    r"对(?P<who>[^。；]{1,80}?)(?:进行|开展|实施)(?:了)?(?:集中|公开|联合|专题)?(?:约谈|提醒谈话)|约谈了?(?P<who>[^，。；]{1,60})"
)
TOLD_BY = rule(
    r"据[^，。；]{0,20}{O}[^，。；]{0,6}(?:介绍|说|透露)$|据(?:了解|悉|介绍|统计)"
)  # who told the paper spoke at no meeting
BY_ORDER = rule(r"(?:按照|根据|贯彻|落实|依照)(?:{A}|[、和])*$")  # 按照省委、省政府部署: nobody speaks
CARRIED = regex.compile(
    r"(?:并且?|还|也|又|同时|分别|现场|共同|全程|随后|最后|会后|会上|再次|一并|一同|先后|他|她|[就对围与结][^，]*|为[^，]*)*"
)
EVENT_NOUNS = (
    ("training", r"培训|参训|研讨班|开班"),
    ("drill", r"演练|拉练"),
    ("inspection", r"检查|督查|督导|调研|巡|暗访|活动"),
    ("campaign", r"活动|仪式"),
    ("meeting", r"会"),
)
OPENING = regex.compile(r"(?:会议|会上|座谈会|推进会|培训班?|演练|检查|活动)(?=听取|通报|传达|审议|由|期间|现场|上|，)")
PEOPLE = "(?:主要|分管|相关|有关|具体)?(?:负责(?:同志|人)|领导(?:同志)?|同志|人员|专家|代表|干部|委员|业务骨干|骨干|师生|学员|企业负责人|党组书记|班子成员)"
NOUNS = regex.compile(r"连同|包括|全体|各|直属|业务|机关|处室|科室|单位|部门|企业|系统|[省市县区厅局委的等共]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part somebody took in an event; `predicate` is ATTENDED, CHAIRED or SPOKE_AT, `start`..`end` the clause that says so."""

    party: Party
    event: Event
    predicate: str
    start: int
    end: int
    kind: str = ""
    mode: str = ""
    capacity: str = ""
    count: Headcount | None = None
    rule: str = "attendance.attended"


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
    parts: list[Part] = list(_leaders(reading, events))
    state = _State()
    for block in reading.outline.blocks:
        if block.kind not in TELLING or block.kind == "title":
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            parts.extend(_in_sentence(reading, start, end, events, state))
    return parts


def _leaders(reading: Reading, events: Sequence[Event]) -> Iterator[Part]:
    """Yield whoever leads a visit: the event's own words name them (某人率队到某地调研)."""
    for event in events:
        if event.rule in ("event.inspected", "event.toured"):
            marked = reading.marked(event.start, event.end)
            for item in _parties(marked, 0, len(marked.stream)):
                if isinstance(item, OfficialLink):
                    yield Part(item, event, "ATTENDED", event.start, event.end, rule="attendance.led")


def _in_sentence(reading: Reading, start: int, end: int, events: Sequence[Event], state: _State) -> Iterator[Part]:
    begun = [event for event in events if event.start < end]
    if not begun and events[0].start >= end:
        begun = [events[0]]
    before = [event for event in begun if event.start < start] or begun[:1]
    state.event = ([event for event in before if event.stage] or before)[-1]
    opening = OPENING.match(reading.text, start, end)
    if opening:
        state.event = _meant(opening.group(), begun, state)
    speech = SPEECH_BEGINS.search(reading.text, start, end)
    stop = speech.start() if speech else end
    state.listed, state.listed_from = [], -1
    marked = reading.marked(start, stop)
    if state.event is not None and "约谈" in state.event.name:
        for match in WHOM.finditer(marked.stream):
            for party in _parties(marked, *match.span("who")):
                if not isinstance(party, OfficialLink):
                    yield Part(party, state.event, "ATTENDED", *marked.span(*match.span()), rule="attendance.summoned")
    for first, last in _clauses(marked.stream):
        told = [event for event in begun if event.stage and event.start < marked.starts[last]]
        if told and told[-1].start >= marked.starts[first]:
            state.event = told[-1]
        yield from _clause(reading, marked, first, last, begun, state)
    if speech:
        yield from _demanded(marked, state, speech.end())


def _clauses(stream: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in regex.finditer(r"[，；。！？\n]|$", stream):
        if match.start() > position:
            yield position, match.start()
        position = match.end()


def _demanded(marked: Marked[Item], state: _State, end: int) -> Iterator[Part]:
    """Whoever demands at a meeting speaks there (某人强调，…)."""
    tail = rule(r"(?P<who>{O})(?:[^，。；{O}]{0,12}|[^。；{O}]{1,40}，并?)$").search(marked.stream)
    if tail and state.event is not None and state.event.kind != "inspection":
        for item in marked.within(*tail.span("who")):
            if isinstance(item, OfficialLink):
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
        invited = _invited(marked, first, clause)
        _list(marked, first, last, clause, state)
        yield from (Part(p, state.event, "ATTENDED", *span) for p in invited if state.event is not None)
        yield from _heard(marked, first, last, state, span)
        return
    subject_end = first + predicates[0][1]
    subjects = list(_parties(marked, first, subject_end))
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
        state.last = list(_parties(marked, first + by_chair.start("who"), first + by_chair.end("who"))) or actors[-1:]
        chairs = [party for party in state.last if isinstance(party, OfficialLink)]
        event = _meant(clause, events, state)
        yield from (Part(each, event, "CHAIRED", *span, rule="attendance.chaired_by") for each in chairs)
        return
    for index, (what, at, finish) in enumerate(predicates):
        mid = list(_parties(marked, first + predicates[index - 1][2], first + at)) if index else []
        actors = mid or actors
        yield from _taken(reading, clause, (what, at, finish), actors, (marked, first, last, span), events, state)
        if mid:
            state.last = mid
    yield from (Part(p, state.event, "ATTENDED", *span) for p in invited if state.event is not None and p not in actors)
    yield from _heard(marked, first, last, state, span)


def _invited(marked: Marked[Item], first: int, clause: str) -> list[Party]:
    """Return whom a clause says the host brought along (邀请某局, 组织某局、某局，)."""
    return [
        party
        for match in INVITED.finditer(clause)
        for party in _parties(marked, first + match.start("who"), first + match.end("who"))
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
        elif _speaks(marked.stream, marked, party, what):
            yield Part(party, event, "SPOKE_AT", *span, kind=what, rule="attendance.spoke")


def _speaks(stream: str, marked: Marked[Item], party: Party, what: str) -> bool:
    """Say whether the party is in the clause as one that speaks: a body that a report is about does not."""
    position = marked.at(party.mention.start)
    return not BY_ORDER.search(stream[:position]) and not regex.search(
        r"(?:听取|对|向|就|关于)$", stream[max(0, position - 2) : position]
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
    for kind, pattern in EVENT_NOUNS:
        if regex.search(pattern, words):
            fitting = [
                event for event in events if event.kind == kind or (kind == "meeting" and event.kind == "training")
            ]
            if current in fitting or not fitting:
                return current
            return fitting[-1]
    return current


def _list(marked: Marked[Item], first: int, last: int, clause: str, state: _State) -> None:
    """Remember the parties of a clause that holds nothing but them (…主要负责同志，…)."""
    parties = list(_parties(marked, first, last))
    rest = regex.sub(r"[\ue001-\ue007、和与及]|以及|等|分别", "", clause)
    rest = NOUNS.sub("", regex.sub(PEOPLE, "", rest))
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


def _parties(marked: Marked[Item], first: int, last: int) -> Iterator[Party]:
    for item in marked.within(first, last):
        if isinstance(item, OfficialLink | AgencyLink | GroupLink):
            yield item


def _heard(marked: Marked[Item], first: int, last: int, state: _State, span: tuple[int, int]) -> Iterator[Part]:
    """Read 会议听取了甲、乙关于…的汇报: those heard spoke."""
    match = HEARD.search(marked.stream, first, last)
    if match is None or state.event is None:
        return
    for party in _parties(marked, *match.span("who")):
        if not isinstance(party, GroupLink):
            yield Part(party, state.event, "SPOKE_AT", *span, kind="汇报", rule="attendance.heard")

"""Read that somebody calls an event (某厅召开某会议): what the verb holds is one, unless a guard says that it is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from ..dates.dates import DateMention
from ..language.marking import Marked
from ..language.rules import pattern, word_list
from ..linking.reading import Item, Reading
from .event import (
    HOST,
    Event,
    Telling,
    dates_before,
    event_from,
    kind_of,
    name_span,
    words_of,
)
from .hosts import chair_hosts, distant_hosts, hosts_before, hosts_of, partners_of
from .visits import Hosts

CALLED = pattern("events.called")
LISTED_STEPS = 3  # 启动工作组、处置、终止、演练: steps, no name
TIMES = pattern("events.times")
SEVERAL = pattern("events.several")
BARE_VISITS = word_list("events.bare_visits")
NOT_YET = pattern("events.not_yet")
APPOINTED = pattern("events.appointed")
PART_OF = pattern("events.part_of")
SET_PHRASE = pattern("events.set_phrase")
AND_THEN = pattern("events.and_then")
OBJECT_OF = pattern("events.object_of")
GOES_ON = pattern("events.goes_on")
GONE_TO = pattern("events.gone_to")
TO_COME = pattern("events.to_come")
WEAK_VERB = pattern("events.weak_verb")
UNDATED = (
    "inspection",
    "campaign",
    "other",
)  # kinds that 开展 tells of as a task as well: an event has a day or a host


@dataclass(frozen=True, slots=True)
class Call:
    """A verb that calls an event, with its name (`span` in the typed stream) and what stands around."""

    telling: Telling
    span: tuple[int, int]
    name: str
    kind: str
    dates: list[DateMention]

    @property
    def stream(self) -> str:
        """Return the typed stream of the sentence."""
        return self.telling.marked.stream

    @property
    def verb(self) -> int:
        """Return where the verb begins in the stream."""
        return self.telling.match.start("verb")

    @property
    def hosted(self) -> bool:
        """Say whether the hosts stand before the verb."""
        return self.telling.match.group("hosts") is not None

    @property
    def weak(self) -> bool:
        """Say whether the verb takes a task as well as an event (开展)."""
        return WEAK_VERB.fullmatch(self.telling.match.group("verb")) is not None

    @property
    def appointed(self) -> bool:
        """Say whether a notice sets the day (定于…召开)."""
        return APPOINTED.search(self.stream, 0, self.verb) is not None


def called(reading: Reading, marked: Marked[Item], match: regex.Match[str], before: list[Event]) -> Event | None:
    """Read 某厅召开某会议: the event is what the verb holds; None where it is a demand, a wish or no event."""
    span = name_span(marked.stream, match.end())
    if span is None:
        return None
    name = words_of(reading, marked, *span)
    dates = dates_before(reading, marked, match.start())
    call = Call(Telling(reading, marked, match, before), span, name, kind_of(name), dates)
    if any(guard(call) for guard in CALL_GUARDS):
        return None
    lead = (match.start(), call.verb)
    event = event_from(reading, marked, span, lead, kind=call.kind, hosts=_hosts_of_call(call), before=before)
    partners = partners_of(marked, match) if call.hosted else ()
    return replace(event, stage=not (call.weak and call.kind in ("inspection", "campaign")), partners=partners)


def _demanded(call: Call) -> bool:
    until = call.telling.match.start() if call.hosted else call.verb
    return NOT_YET.search(call.stream, 0, until) is not None and not call.appointed


def _part_of_another(call: Call) -> bool:
    """Say whether it is a part of the event told of (现场举行了揭牌环节)."""
    return bool(call.telling.before) and PART_OF.search(call.stream[max(0, call.verb - 12) : call.verb]) is not None


def _no_sitting(call: Call) -> bool:
    """Say whether the words say how often or what steps (召开会议4次, 启动响应、处置、演练)."""
    first, last = call.span
    several = SEVERAL.match(call.name) is not None or call.name.count("、") >= LISTED_STEPS
    return several or TIMES.search(call.stream[first : last + 4]) is not None


def _bare_visit(call: Call) -> bool:
    """Say whether it is read with the visit: …开展调研 by whoever goes there."""
    gone = GONE_TO.search(call.stream, 0, call.telling.match.start()) is not None
    return call.weak and call.name in BARE_VISITS and (not call.hosted or gone)


def _weak_meeting(call: Call) -> bool:
    return call.weak and call.kind == "meeting"


def _in_future(call: Call) -> bool:
    future = not call.appointed and TO_COME.search(call.stream[: call.verb]) is not None
    future = future or NOT_YET.search(call.stream[max(0, call.verb - 3) : call.verb]) is not None
    return future and not (call.kind == "inspection" and bool(call.dates))


def _is_task(call: Call) -> bool:
    start = call.telling.marked.starts[0]
    # “…” holds a name of its own
    known = call.dates or call.hosted or "“" in call.name or call.telling.in_title(start, start)
    return call.weak and call.kind in UNDATED and not known


def _is_set_phrase(call: Call) -> bool:
    return SET_PHRASE.search(call.name) is not None and not any(date.kind == "span" for date in call.dates)


CALL_GUARDS: tuple[Callable[[Call], bool], ...] = (
    _demanded,
    _part_of_another,
    _no_sitting,
    _bare_visit,
    _weak_meeting,
    _in_future,
    _is_task,
    _is_set_phrase,
)


def _hosts_of_call(call: Call) -> Hosts:
    marked, match = call.telling.marked, call.telling.match
    hosts = _hosts_told(call) if call.hosted else chair_hosts(marked, match, call.name)
    if not hosts and (own := pattern("events.host").match(call.stream, call.span[0])) is not None:
        hosts = hosts_of(marked, own, HOST)  # 召开某局局长办公会议: whose session it is
    if not hosts and call.kind == "inspection":
        hosts = distant_hosts(marked, call.verb)
    hosts = hosts or _hosts_of_clause(marked, call.verb, call.telling.before)
    return hosts or hosts_before(call.telling.reading, marked, call.verb)


def _hosts_told(call: Call) -> Hosts:
    """Return the bodies before the verb; where it is done to those right before it, the ones before these."""
    marked, match = call.telling.marked, call.telling.match
    done_to = OBJECT_OF.search(call.stream, 0, match.start("hosts"))
    if done_to is None:
        return hosts_of(marked, match, HOST)
    return hosts_of(marked, done_to, HOST) if done_to.group("hosts") else ()


def _hosts_of_clause(marked: Marked[Item], verb: int, before: list[Event]) -> Hosts:
    """Return the hosts of the event told of just before in the sentence (某组开展检查并召开座谈会), none where 并 joins none."""
    last = before[-1] if before else None
    if last is not None and GOES_ON.fullmatch(marked.stream, 0, verb):
        return last.hosts
    if last is None or not AND_THEN.search(marked.stream, max(0, verb - 4), verb):
        return ()
    return last.hosts if marked.starts[0] <= last.start < marked.starts[verb] else ()

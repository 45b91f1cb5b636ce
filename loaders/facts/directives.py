"""Read the demands that a speaker, or the meeting itself, makes at an event: one for each clause that obliges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from ..language.marking import Marked
from ..language.numbers import parse_number
from ..language.rules import pattern
from ..language.sentences import sentences
from ..language.words import unspaced
from ..linking.body import AgencyLink
from ..linking.reading import Item, OfficialLink, Reading
from ..structure.sections import Block
from .demand_clauses import modality_of, pieces, wishes
from .duties import acts, duty_clause
from .event import Event

SPEAKING = ("paragraph", "item", "utterance", "lead_in", "heading")
REPORT = pattern("plans.report")
ANNOUNCED = pattern("directives.announced")
PAST = pattern("directives.past")
INTRODUCED = pattern("directives.introduced")
REPLY = pattern("directives.reply")
SAYS = pattern("directives.says")
TOLD = pattern("directives.told")
CARRIED_ON = regex.compile(
    r"，(?:并|还|同时)?$"
)  # the verb begins a clause of its own, its subject is that of the one before
FORBIDDING = pattern("directives.forbidding")
TAKES_PART = pattern("directives.takes_part")
NUMBERED = pattern("directives.numbered")
HEADS_LIST = regex.compile(r"[：:。，,\s]{0,3}")
FARTHEST_VERB = 16  # stream characters between a speaker and the verb, where a comma parts them


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand: `start`..`end` are its words; `speaker` is who made it, None for the meeting itself; `event` where it was made.

    `event` is None where the text tells of none that the rules know: who speaks says enough then.
    """

    start: int
    end: int
    event: Event | None
    speaker: OfficialLink | AgencyLink | None
    verb: str
    modality: str
    seq: int
    forbids: bool
    intro: tuple[int, int]
    rule: str = "directive.clause"
    head: int | None = None  # where the demand begins whose list this one is an item of
    item: int | None = None  # its number in that list


@dataclass(frozen=True, slots=True)
class _Speech:
    """Who is speaking, since which words."""

    speaker: OfficialLink | AgencyLink | None = None
    verb: str = ""
    intro: tuple[int, int] = (0, 0)
    active: bool = False
    last_official: OfficialLink | None = None
    seq: int = 0
    announced: bool = False  # a list of demands was announced: its items need no word of obligation
    obliged: bool = False  # the words so far oblige: a sentence that goes on with a verb does too
    direct: bool = False  # what is demanded stands right behind the verb (要求某局挂牌督办)
    head: Demand | None = None  # the last demand without a number: what a list behind it spells out
    counted: int = 0  # items of that list so far


def find_demands(reading: Reading, events: Sequence[Event]) -> list[Demand]:
    """Return the demands made at the events of a news text, in text order; where it has no event, those of its speakers."""
    found: list[Demand] = []
    speech = _Speech()
    title = reading.header.title
    if title is not None and REPORT.search(unspaced(reading.text[title.start : title.end])):
        return []  # a work report lays down tasks; what it says of the demands of others it only cites
    for block in reading.outline.blocks:
        if block.kind in SPEAKING:
            demands, speech = _in_block(reading, block, events, speech)
            found.extend(demands)
    return [demand for demand in found if demand.event is not None or demand.speaker is not None]


def _in_block(reading: Reading, block: Block, events: Sequence[Event], before: _Speech) -> tuple[list[Demand], _Speech]:
    """Return the demands of a block, and who speaks behind it."""
    found: list[Demand] = []
    speech = before
    for number, (start, end) in enumerate(sentences(reading.text, block.start, block.end)):
        begun = [each for each in events if each.start < end] or list(events[:1])
        event = [each for each in begun if each.stage][-1:] or begun[-1:]
        speech, body = _introduced(reading, start, end, speech)
        if body is None and _is_over(reading, (start, end), speech, first=not number, item=block.kind == "item"):
            speech = replace(speech, active=False)
        if speech.active:
            demands, speech = _items(reading, start if body is None else body, end, event[0] if event else None, speech)
            found.extend(demands)
    return found, speech


def _is_over(reading: Reading, span: tuple[int, int], speech: _Speech, *, first: bool, item: bool) -> bool:
    """Say whether a sentence that introduces nobody ends the speech: the first of its block has to go on with it."""
    if not first:
        return speech.active and _tells(reading, *span)
    return not (speech.announced and item) and not _goes_on(reading.text, *span, speech)


def _introduced(reading: Reading, start: int, end: int, speech: _Speech) -> tuple[_Speech, int | None]:
    """Return the speech of whom the sentence introduces and where the words begin, None where it introduces nobody."""
    marked = reading.marked(start, end)
    match = INTRODUCED.search(marked.stream)
    announced = ANNOUNCED.search(marked.stream)
    if announced is not None and (match is None or announced.start() <= match.start()):
        match = announced
    if match is None or _tells_first(match):
        return replace(speech, last_official=_subject(marked) or speech.last_official), None
    verb = match.group("verb")
    speaker = _speaker(marked, match, speech.last_official)
    unmarked = not match.group().endswith(("，", ",", "：", ":", "。")) and match.end() < len(marked.stream)
    begun = replace(
        speech,
        speaker=speaker,
        verb=verb,
        active=True,
        last_official=speaker if isinstance(speaker, OfficialLink) else speech.last_official,
        announced=match.re is ANNOUNCED,
        direct=verb.endswith("要求") or (unmarked and not SAYS.search(verb)),
        intro=marked.span(match.start(), match.end()),
        seq=0,
        obliged=False,
    )
    return begun, marked.starts[match.end()]


def _subject(marked: Marked[Item]) -> OfficialLink | None:
    """Return whom 他 means behind a sentence: who opens it (甲对乙表示欢迎。他指出), else the last person that it names."""
    named = [(place, item) for place, item in marked.items.items() if isinstance(item, OfficialLink)]
    if not named:
        return None
    return named[0][1] if named[0][0] == 0 else named[-1][1]


def _tells_first(match: regex.Match[str]) -> bool:
    """Say whether what stands between the speaker and the verb is told of another act, so that nobody is introduced."""
    between = match.group("between")
    if CARRIED_ON.search(between):
        return False
    return TOLD.search(between) is not None or ("，" in between and len(between) > FARTHEST_VERB)


def _speaker(
    marked: Marked[Item], match: regex.Match[str], last: OfficialLink | None
) -> OfficialLink | AgencyLink | None:
    """Return who speaks: the first that the words before the verb name, or for 他 and 她 the last person told of."""
    named = (item for item in marked.within(*match.span("who")) if isinstance(item, OfficialLink | AgencyLink))
    return next(named, last if match.group("who") in ("他", "她") else None)


def _goes_on(text: str, start: int, end: int, speech: _Speech) -> bool:
    """Say whether a paragraph that introduces nobody still belongs to the speech before it."""
    return speech.active and bool(pattern("directives.goes_on").match(text[start:end]))


def _tells(reading: Reading, start: int, end: int) -> bool:
    """Say whether a sentence tells of what happened instead of what should: somebody attended, reported, chaired."""
    marked = reading.marked(start, end)
    return bool(pattern("directives.tells").search(marked.stream)) or bool(
        pattern("directives.session_tells").match(reading.text[start:end])
    )


# -- the clauses ---------------------------------------------------------------------------------------------------------


def _items(
    reading: Reading, start: int, end: int, event: Event | None, before: _Speech
) -> tuple[list[Demand], _Speech]:
    """Return the demands of a stretch of speech, and the speech behind it."""
    found: list[Demand] = []
    speech = before
    obliged = bool(speech.seq) and speech.obliged
    for first, last in wishes(reading.text, pieces(reading.text, start, end), listed=speech.verb == "希望"):
        if not speech.seq and pattern("directives.tells").search(reading.marked(first, last).stream):
            return found, replace(
                speech, active=False
            )  # 甲提出要求，乙到会致辞: the words that follow are no speech of 甲
        words = reading.text[first:last]
        modality = modality_of(words)
        if modality is None and (
            (speech.direct and not PAST.search(words))
            or speech.announced
            or (obliged and not TAKES_PART.search(words) and _goes_on_obliging(reading, first, last))
        ):
            modality = "希望" if speech.verb == "希望" else "无"
        obliged = obliged or modality is not None
        speech = replace(speech, direct=False, obliged=obliged)
        if modality is None or (REPLY.search(speech.verb) and modality == "无"):
            continue
        speech = replace(speech, seq=speech.seq + 1)
        demand, speech = _listed_under(_demand(reading, (first, last), event, speech, modality), reading.text, speech)
        found.append(demand)
    return found, speech


def _demand(reading: Reading, span: tuple[int, int], event: Event | None, speech: _Speech, modality: str) -> Demand:
    forbids = bool(FORBIDDING.search(reading.text[slice(*span)]))
    return Demand(*span, event, speech.speaker, speech.verb, modality, speech.seq, forbids, speech.intro)


def _listed_under(demand: Demand, text: str, speech: _Speech) -> tuple[Demand, _Speech]:
    """Return a demand with the one whose list it stands in (…要抓好三件事：一是…；二是…), and the speech behind it."""
    ordinal = NUMBERED.match(text, demand.start)
    number = parse_number(ordinal.group("n")) if ordinal else None
    if number is None:
        return demand, replace(speech, head=demand, counted=0)
    head = speech.head
    if head is None or number != speech.counted + 1:
        return demand, replace(speech, head=None)
    if number == 1 and not HEADS_LIST.fullmatch(text, head.end, demand.start):
        return demand, replace(speech, head=None)
    return replace(demand, head=head.start, item=number), replace(speech, counted=number)


def _goes_on_obliging(reading: Reading, first: int, last: int) -> bool:
    """Say whether a clause behind one that obliges obliges too, though no word says so (要抓牢…；抓细…；抓实…)."""
    words = reading.text[first:last]
    return duty_clause(reading, first, last) is not None or (acts(words) and not PAST.search(words))

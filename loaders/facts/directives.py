"""Read the demands that a speaker, or the meeting itself, makes at an event: one for each clause that obliges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from ..linking.body import AgencyLink
from ..marking import Marked, rule
from ..reading import Item, OfficialLink, Reading
from ..sections import Block
from ..sentences import clauses, list_items, sentences
from ..words import alternatives, load_words
from .event import Event

SPEAKING = ("paragraph", "item", "utterance", "lead_in", "heading")
VERBS = alternatives(load_words().demanding)
INTRODUCED = rule(
    rf"(?P<who>{{O}}|{{A}}|会议|会上|约谈|他|她|双方|检查组|督察组|工作组|组长)(?P<between>[^。；{{O}}]{{0,24}}?)(?P<verb>{VERBS})(?:[，,：:]|$|(?=(?:大家|各|要(?!求)|施工|全|{{A}}|{{G}})))"
)
REPLY = regex.compile(r"表示|认为|建议|介绍|回应|说|明确")
TOLD = regex.compile(r"(?:听取|审议|传达|学习|通报|汇报|研究了|总结了)")
OBLIGING = regex.compile(
    r"(?:^|(?<=[，、：:\s“]))(?:(?:[^，。；要]|(?<=[主重首需])要){0,30}?)(?:务必|必须|应当|严禁|不得|不准|不搞|坚决|切实|(?<![主重首纪需])要(?!求|素|点|闻|害|件|么|是|不是)|不允许|绝不能|(?<=^)(?:由)?[^，。；要]{2,24}(?:牵头|负责)(?=，)|须|应(?!对|急|用|有|收|届|邀))"
)
FORBIDDING = regex.compile("|".join(load_words().forbidding))
HOPING = regex.compile(r"^(?:最后)?(?:[^，。；]{0,8})?希望")
MODALITIES = ("严禁", "不得", "不搞", "必须", "希望", "要", "应")


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand at an event: `start`..`end` are its words; `speaker` is who made it, None for the meeting itself."""

    start: int
    end: int
    event: Event
    speaker: OfficialLink | AgencyLink | None
    verb: str
    modality: str
    seq: int
    forbids: bool
    intro: tuple[int, int]
    rule: str = "directive.clause"


@dataclass(slots=True)
class _Speech:
    """Who is speaking, since which words."""

    speaker: OfficialLink | AgencyLink | None = None
    verb: str = ""
    intro: tuple[int, int] = (0, 0)
    active: bool = False
    last_official: OfficialLink | None = None
    seq: int = 0
    spoken: list[int] = field(default_factory=list)


def find_demands(reading: Reading, events: Sequence[Event]) -> list[Demand]:
    """Return the demands made at the events of a news text, in text order."""
    if not events:
        return []
    speech = _Speech()
    found: list[Demand] = []
    for block in reading.outline.blocks:
        if block.kind in SPEAKING:
            found.extend(_in_block(reading, block, events, speech))
    return found


def _in_block(reading: Reading, block: Block, events: Sequence[Event], speech: _Speech) -> Iterator[Demand]:
    begins = True
    for start, end in sentences(reading.text, block.start, block.end):
        begun = [each for each in events if each.start < end] or [events[0]]
        event = [each for each in begun if each.stage][-1:] or begun[-1:]
        body = _introduced(reading, start, end, speech)
        if body is None:
            if (begins and not _goes_on(reading.text, start, end, speech)) or (
                not begins and speech.active and _tells(reading, start, end)
            ):
                speech.active = False
            body = start
        begins = False
        if speech.active:
            yield from _items(reading, body, end, event[0], speech)


def _introduced(reading: Reading, start: int, end: int, speech: _Speech) -> int | None:
    """Note a new speaker where the sentence introduces one; return where the speaker's words begin."""
    marked = reading.marked(start, end)
    for item in marked.items.values():
        if isinstance(item, OfficialLink) and marked.stream.find("强调") < 0:
            break
    match = INTRODUCED.search(marked.stream)
    if (
        match is None
        or TOLD.search(match.group("between"))
        or ("，" in match.group("between") and len(match.group("between")) > 16)
    ):
        _remember(marked, speech)
        return None
    who, verb = match.group("who"), match.group("verb")
    speaker = _speaker(marked, match, speech)
    speech.speaker, speech.verb, speech.active = speaker, verb, True
    speech.intro = marked.span(match.start(), match.end())
    speech.seq = 0
    if who in ("他", "她") and speech.speaker is None:
        speech.speaker = speech.last_official
    return marked.starts[match.end()]


def _remember(marked: Marked[Item], speech: _Speech) -> None:
    officials = [item for item in marked.items.values() if isinstance(item, OfficialLink)]
    if officials:
        speech.last_official = officials[-1]


def _speaker(marked: Marked[Item], match: regex.Match[str], speech: _Speech) -> OfficialLink | AgencyLink | None:
    for item in marked.within(*match.span("who")):
        if isinstance(item, OfficialLink):
            speech.last_official = item
            return item
        if isinstance(item, AgencyLink):
            return item
    if match.group("who") in ("他", "她"):
        return speech.last_official
    return None


def _goes_on(text: str, start: int, end: int, speech: _Speech) -> bool:
    """Say whether a paragraph that introduces nobody still belongs to the speech before it."""
    return speech.active and bool(
        regex.match(
            r"要|既要|一是|一要|二要|三要|[一二三四五六七八九十]+(?:是|要)|希望|规划工作|各[^，。]{0,12}要",
            text[start:end],
        )
    )


def _tells(reading: Reading, start: int, end: int) -> bool:
    """Say whether a sentence tells of what happened instead of what should: somebody attended, reported, chaired."""
    marked = reading.marked(start, end)
    return bool(
        rule(r"^[^，。；]{0,12}{O}[^要]{0,30}(?:出席|参加|主持|汇报|介绍|发言|讲话|陪同)").search(marked.stream)
    ) or bool(regex.match(r"(?:会上|会前|会后|会议(?:还|由|以|听取|审议|通报))", reading.text[start:end]))


# -- the clauses ---------------------------------------------------------------------------------------------------------


def _items(reading: Reading, start: int, end: int, event: Event, speech: _Speech) -> Iterator[Demand]:
    for first, last in _pieces(reading.text, start, end):
        modality = _modality(reading.text[first:last], speech)
        if modality is None:
            continue
        if REPLY.search(speech.verb) and modality == "无":
            continue
        speech.seq += 1
        words = reading.text[first:last]
        yield Demand(
            first,
            last,
            event,
            speech.speaker,
            speech.verb,
            modality,
            speech.seq,
            bool(FORBIDDING.search(words)),
            speech.intro,
        )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a stretch of speech; the items of a list are clauses even where commas part them."""
    items = [item for item in list_items(text, start, end) if item.style in ("是", "要", "第", "（）")]
    position = start
    for item in items:
        if item.start > position:
            yield from _trim(text, clauses(text, position, item.start))
        yield from _trim(text, [(item.start, item.end)])
        position = max(position, item.end)
    if position < end:
        yield from _trim(text, clauses(text, position, end))


def _trim(text: str, spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        while start < end and text[start] in "，,；;。：: \n":
            start += 1
        while end > start and text[end - 1] in "；;。，,：: \n":
            end -= 1
        if end - start > 3:
            yield start, end


LISTED = regex.compile(
    r"^(?:[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+[，,]|[（(][一二三四五六七八九十\d]+[)）])"
)


def _modality(words: str, speech: _Speech) -> str | None:
    """Return the modality of a clause that demands something, or None where it only tells."""
    if HOPING.search(words):
        return "希望"
    if not OBLIGING.search(words) and not LISTED.match(words):
        return None
    return next((m for m in MODALITIES if m in words), "无")

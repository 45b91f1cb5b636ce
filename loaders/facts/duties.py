"""Read who bears a task: 牵头单位：…, （甲牵头，乙、丙配合）, 责任单位：…; and clauses such as 甲负责….“"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex
import rjieba

from ..language.rules import pattern, word_list
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink, OfficialLink, Reading

Bearer = AgencyLink | GroupLink | OfficialLink

LEAD, SUPPORT, ANSWERS = "牵头", "配合", "责任"
# Labels of duty by the role they give; who supervises, checks or is called bears nothing.
LABELS = {
    LEAD: word_list("duties.lead"),
    SUPPORT: word_list("duties.support"),
    ANSWERS: word_list("duties.answers"),
    "": word_list("duties.neither"),
}
ROLE_OF = {label: role for role, labels in LABELS.items() for label in labels}
LABEL = pattern("duties.label")
SUFFIX = pattern("duties.suffix")
DUTY = pattern("duties.stated")
SAME = pattern("duties.same")
FIRST_LEADS = pattern("duties.first_leads")
NOTE = pattern("duties.note")
DUTY_WORD = pattern("duties.duty_word")
TOGETHER = pattern("duties.together")
BODIES_ALONE = pattern("duties.bodies_alone")
SETTING = pattern("duties.setting")
HANDED = pattern("duties.handed")
HANDED_PAST = pattern("duties.handed_past")
BEHIND_COMMA = regex.compile("[，,]")


BRACKET = regex.compile(r"[（(〔\[【](?P<inside>(?:[^（）()〔〕\[\]【】]|（[^（）]*）)*)[)）〕\]】]")


@dataclass(frozen=True, slots=True)
class Duty:
    """One body's part in a task; `start`..`end` are the characters that say so."""

    role: str
    bearer: Bearer
    start: int
    end: int


def read_duties(reading: Reading, start: int, end: int, *, role: str = ANSWERS) -> list[Duty]:
    """Return the duties that a stretch of text states; `role` is the one that a label or column above it gives."""
    found: list[Duty] = []
    position = start
    current = role
    for label in [*LABEL.finditer(reading.text, start, end), None]:
        stop = label.start() if label else end
        if current:
            found.extend(_by_suffix(reading, position, stop, current))
        if label is None:
            break
        current, position = ROLE_OF[label.group("label")], label.end()
    return found


def read_bracket(reading: Reading, start: int, end: int) -> list[Duty]:
    """Read the inside of a bracket of duties; where the plan says that the first body leads, bare bodies go by their order.

    A body in a bracket of its own behind another is its other name or its part: it bears nothing by itself.
    """
    text = reading.text
    stated = FIRST_LEADS.search(text, start, end)
    stop = stated.start() if stated else end
    inner = [match.span() for match in BRACKET.finditer(text, start, stop)]
    found = read_duties(reading, start, stop)
    found = [duty for duty in found if not any(a < duty.bearer.mention.start < b for a, b in inner)] if inner else found
    if len(found) < 2 or DUTY.search(text, start, stop) or not (stated or FIRST_LEADS.search(text)):
        return found
    return [replace(duty, role=SUPPORT if index else LEAD) for index, duty in enumerate(found)]


def _by_suffix(reading: Reading, start: int, end: int, role: str) -> Iterator[Duty]:
    """Yield the duties of a run of bodies; a word behind them (牵头, 配合) gives the role, else the label does."""
    marked = reading.marked(start, end)
    position = 0
    for match in [*SUFFIX.finditer(marked.stream), None]:
        stop = match.start() if match else len(marked.stream)
        given = role if match is None else LEAD if match["lead"] else SUPPORT if match["support"] else ANSWERS
        joint = TOGETHER.search(marked.stream, position, stop)
        for index in range(position, stop):
            item = marked.items.get(index)
            if not isinstance(item, AgencyLink | GroupLink | OfficialLink):
                continue
            together = joint is not None and given != SUPPORT
            role_of_item = (LEAD if index <= joint.start() else SUPPORT) if together and joint else given
            if match is not None and marked.stream[stop - 1] in "（(" and index < stop - 2:
                role_of_item = role  # 甲、乙（配合）: the bracket is of the body before it alone
            yield Duty(role_of_item, item, start, end)
        position = match.end() if match else stop


def duty_note(reading: Reading, start: int, end: int) -> bool:
    """Say whether a stretch holds nothing but who bears a task (——甲牵头，乙配合; 由甲会同乙负责。)."""
    marked = reading.marked(start, end)
    return NOTE.match(marked.stream) is not None and DUTY_WORD.search(marked.stream) is not None


def duty_brackets(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans inside the brackets that state duties: （甲牵头，乙配合）, 〔责任单位：…〕, or bodies alone （甲、乙）.

    Bodies alone bear a task where their bracket closes a sentence or stretch; behind a name it holds another name.
    """
    text = reading.text
    for match in BRACKET.finditer(text, start, end):
        if DUTY.search(match.group("inside")) or _bodies_alone(reading, match.span(), end):
            yield match.span("inside")


def _bodies_alone(reading: Reading, span: tuple[int, int], end: int) -> bool:
    first, last = span
    marked = reading.marked(first + 1, last - 1)
    if not BODIES_ALONE.fullmatch(marked.stream):
        return False
    before = reading.text[max(0, first - 1) : first]
    behind = reading.text[last:end].lstrip(" \u3000")
    if behind and behind[0] not in "。；;\n" and before not in ("。", "；", ";"):
        return False
    ends = {link.mention.end for link in reading.agencies} | {link.mention.end for link in reading.open_agencies}
    ends |= {group.mention.end for group in reading.groups}
    return first not in ends


def duty_clause(reading: Reading, start: int, end: int) -> tuple[list[Duty], int] | None:
    """Read 甲、乙负责…, 甲要…, 由甲牵头…: return the duties and where the task's words begin, or None.

    What sets the scene (对于…的，; 整改期间，; 一是) may stand before the body.
    """
    found = _clause(reading, start, end)
    if found is None and (setting := SETTING.match(reading.text, start, end)) is not None and setting.end() > start:
        found = _clause(reading, setting.end(), end)
    return found


def _clause(reading: Reading, start: int, end: int) -> tuple[list[Duty], int] | None:
    marked = reading.marked(start, end)
    stream = marked.stream
    for clause, role in CLAUSES:
        match = clause.search(stream)
        if match is not None and "acts" in match.groupdict() and not _does(stream, match):
            continue
        if match is None or not _begins_clause(stream, match.start()):
            continue
        bearers = [i for i in marked.within(*match.span("who")) if isinstance(i, AgencyLink | GroupLink | OfficialLink)]
        if not bearers:
            continue
        span = marked.span(match.start("who"), match.end())
        duties = [Duty(role, each, *span) for each in bearers]
        helped = match if match.groupdict().get("with") else HELPERS.search(stream, match.end())
        if helped is not None:
            duties += [
                Duty(SUPPORT, i, *marked.span(*helped.span("with")))
                for i in marked.within(*helped.span("with"))
                if isinstance(i, AgencyLink | GroupLink)
            ]
        return duties, span[0]
    return None


def _does(stream: str, match: regex.Match[str]) -> bool:
    """Say whether a body acts in a clause: what it is handed by 由, it does, whatever word says so."""
    if stream[match.start()] == "由":
        return HANDED_PAST.match(stream, match.start("acts")) is None
    return acts(stream[match.start("acts") :])


def _begins_clause(stream: str, position: int) -> bool:
    """Say whether a body stands where its clause begins, or behind 由 and the thing that is handed to it (办法由甲制定)."""
    before = position and stream[position - 1]
    if not before or before in "，,":
        return True
    return stream[position] == "由" and HANDED.fullmatch(BEHIND_COMMA.split(stream[:position])[-1]) is not None


def bearers_behind_commas(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Yield the places behind commas where another body begins to act (…，乙局清运垃圾)."""
    marked = reading.marked(start, end)
    for match in NEXT_BEARER.finditer(marked.stream):
        if acts(marked.stream[match.start("acts") :]):
            yield marked.starts[match.start() + 1]


CLAUSES = (
    (pattern("duties.led"), LEAD),
    (pattern("duties.led_with"), LEAD),
    (pattern("duties.answers"), ANSWERS),
    (pattern("duties.obliged"), ANSWERS),
    (pattern("duties.supports"), SUPPORT),
    (pattern("duties.acts"), ANSWERS),
)
HELPERS = pattern("duties.helpers")
NEXT_BEARER = pattern("duties.next_bearer")
BEGINS_VERB = pattern("duties.begins_verb")
NOUNS = pattern("duties.nouns")
DONE = pattern("duties.done")
OPENS = pattern("duties.opens")


def acts(stream: str) -> bool:
    """Say whether a clause goes on with what its body is to do: a verb, and nothing that tells of the past."""
    if DONE.match(stream):
        return False
    tokens = [(word, tag) for word, tag in rjieba.tag(stream[:16]) if word.strip()]
    if not tokens or NOUNS.match(stream):
        return False
    first = tokens[0][1]
    # The tagger takes many verbs of the genre for nouns (清运, 协同): their first character, or a verb right behind, tells.
    return first[:1] in "vdp" or first in ("ad", "vn", "t", "m", "l") or BEGINS_VERB.match(stream) is not None


def begins_to_act(words: str) -> bool:
    """Say whether words without a subject say what to do: they begin with a verb, an adverb to one, or a limit."""
    opening = OPENS.match(words)
    words = words[opening.end() :] if opening else words
    if DONE.match(words) or NOUNS.match(words):
        return False
    first = next(((word, tag) for word, tag in rjieba.tag(words[:16]) if word.strip()), None)
    if first is None:
        return False
    return first[1][:1] in "vd" or first[1] in ("ad", "vn", "an", "p") or BEGINS_VERB.match(words) is not None

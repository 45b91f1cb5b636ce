"""Read what a notice asks of its readers: 请各市于6月22日前报送名单, 请你们依法查处; and what its writer will do: 我局将组织核查."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..dates.deadlines import deadline
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink
from ..structure.sections import Block
from .duties import ANSWERS, LEAD, SETTING, SUPPORT, Duty, begins_to_act
from .own_issuers import own_issuers
from .task import PlanText, Task, dated, section_of
from .task_pieces import limit_within, pieces

ASKED = pattern("convening.asked")
PROMISED = pattern("convening.promised")
YOURS = pattern("convening.yours")
NEXT_PROMISE = pattern("convening.next_promise")
OBLIGED = pattern("convening.obliged")
THOSE = pattern("convening.those")
LEADS = pattern("duties.leads")
OFFICE = pattern("convening.office")
READERS = pattern("convening.readers")
ADDRESSED = pattern("convening.addressed")
ENTITLED = pattern("convening.entitled")
IDLE = pattern("convening.idle")
KINDS = ("paragraph", "item")
ANNOUNCES = pattern("convening.announces")
NEXT_REQUEST = pattern("convening.next_request")
FIRST_WORDS = 600  # code points in which a notice says that it is one
FRONT = 8  # blocks in which the line that addresses the readers stands


def is_notice(plan: PlanText) -> bool:
    """Say whether a text is a letter to its readers: a title says so, or a line that addresses them."""
    title = plan.reading.header.notice_title or plan.reading.header.title
    if title is not None and ENTITLED.search(plan.reading.text, *title):
        return True
    return _address(plan) is not None or ANNOUNCES.search(plan.reading.text, 0, FIRST_WORDS) is not None


def _address(plan: PlanText) -> Block | None:
    return next((b for b in plan.outline.blocks[:FRONT] if b.kind == "addressee" or _addresses(plan, b)), None)


def _addresses(plan: PlanText, block: Block) -> bool:
    return (
        block.kind in ("subtitle", "paragraph")
        and ADDRESSED.fullmatch(plan.reading.text, block.start, block.end) is not None
    )


def tasks_asked(plan: PlanText) -> Iterator[Task]:
    """Yield the requests of a notice, with whom they name or address, and its writer's own promises."""
    if not is_notice(plan):
        return
    text = plan.reading.text
    for block in plan.outline.of_kind(*KINDS):
        start = block.body.start if block.kind == "item" and block.body.end > block.body.start else block.start
        for first, last in sentences(text, start, block.end):
            bearers: tuple[Duty, ...] | None = None
            for a, b in _cut_at_promises(text, pieces(plan, first, last)):
                found = _request(plan, a, b)
                if found is None and bearers is not None and _goes_on(text, a, b):
                    found = a, bearers
                if found is None:
                    bearers = None if bearers is None or text[b : b + 1] in "。" else bearers
                    continue
                begin, bearers = found
                limit = limit_within(text, a, b)
                yield dated(plan, Task(begin, b, bearers, section=section_of(plan, block), rule="task.asked"), limit)


def _cut_at_promises(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 请你们提交申请，我局将组织核查, 请甲备料，请乙派员, 请甲备料，并落实车辆: each is a task of its own."""
    for first, last in spans:
        position = first
        for match in NEXT_PROMISE.finditer(text, first, last):
            yield position, match.start()
            position = match.end()
        for match in NEXT_REQUEST.finditer(text, position, last):
            if begins_to_act(text[match.end() : last]) or text[match.end()] == "请":
                yield position, match.start()
                position = match.end()
        yield position, last


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a clause goes on with what was asked before it (对逾期未改的，提请关停)."""
    setting = SETTING.match(text, start, end)
    return begins_to_act(text[setting.end() if setting else start : end])


def _request(plan: PlanText, start: int, end: int) -> tuple[int, tuple[Duty, ...]] | None:
    """Return where the words of a request or promise begin, and who bears it; None where a clause is neither."""
    reading, text = plan.reading, plan.reading.text
    marked = reading.marked(start, end)
    promised = PROMISED.search(marked.stream)
    if promised is not None:
        own = [Duty(ANSWERS, link, start, end) for link in _writer(plan)]
        with_ = (
            [i for i in marked.within(*promised.span("with")) if isinstance(i, AgencyLink)] if promised["with"] else []
        )
        return start, (*own, *(Duty(ANSWERS, link, start, end) for link in with_))
    yours = YOURS.search(marked.stream)
    if yours is not None and not IDLE.search(text, start, end):
        helpers = [i for i in marked.within(*yours.span("with")) if isinstance(i, AgencyLink)] if yours["with"] else []
        role = LEAD if helpers else ANSWERS
        helping = [Duty(SUPPORT, link, start, end) for link in helpers]
        return start, (*(Duty(role, link, start, end) for link in _readers(plan)), *helping)
    if OBLIGED.match(marked.stream) is not None and not IDLE.search(text, start, end):
        return start, ()
    asked = ASKED.search(marked.stream)
    if asked is None or IDLE.search(text, start, end):
        return None
    named = (
        [i for i in marked.within(*asked.span("who")) if isinstance(i, AgencyLink | GroupLink)] if asked["who"] else []
    )
    if not named and (READERS.search(asked["who"]) if asked["who"] else THOSE.match(text, marked.starts[asked.end()])):
        named = list(_readers(plan))
    if asked["who"] and not named:
        return start, ()
    stop = text.find("。", end) if text[end : end + 1] == "，" else end
    if not named and not asked["who"] and deadline(text, start, stop) is None:
        return None
    role = LEAD if LEADS.match(text, marked.starts[asked.end()]) else ANSWERS
    return start, tuple(Duty(role, each, start, end) for each in named)


def _readers(plan: PlanText) -> Iterator[AgencyLink]:
    """Yield the bodies that the notice is addressed to."""
    block = _address(plan)
    for link in plan.reading.agencies if block is not None else ():
        if block is not None and block.start <= link.mention.start < block.end:
            yield link


def _writer(plan: PlanText) -> list[AgencyLink]:
    """Return the body that a notice calls 我局."""
    issuers = own_issuers(plan.reading, None)
    if not issuers:
        return []
    first = issuers[0]
    body = first.body
    whole = body.parent if body.parent is not None and OFFICE.search(body.name) else body
    found = [link for link in plan.reading.agencies if link.body == body and link.mention.start == first.start][:1]
    return [replace(link, body=whole) for link in found]

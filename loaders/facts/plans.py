"""Find the plans that a text is, conveys or cites: name, kind, number, issuer, period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from envgov.graph import ids

from ..gazetteer.gazetteer import Gazetteer, Region, issuer_of_number
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.body import AgencyLink, Body, Linked
from ..linking.reading import Reading
from ..mentions.mention import PlanMention, Shape
from ..structure.lines import Span
from .citing import relation
from .own_issuers import Issuer, own_issuers
from .plan_names import (
    ABOUT,
    CONVEYS,
    GENERIC,
    kind_of_plan,
    named_in_full,
    owner_of,
    period_of,
    plain,
    region_of,
)

NOTICE = pattern("plans.notice")
HEADLESS = pattern("plans.headless")
SETS_UP = pattern("plans.sets_up")
REPORT = pattern("plans.report")
ISSUED_BEFORE = pattern("plans.issued_before")
ISSUED_BEHIND = pattern("plans.issued_behind")
APPROVED = pattern("plans.approved")
SENT, SENT_OUT = pattern("plans.sent"), pattern("plans.sent_out")
FRONT = 1500  # code points; behind them no notice sends out its plan
ISSUE_REACH = 24  # code points before a citation in which a verb of issuing stands


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as one text shows it; `start`..`end` is where it is named, `own` says that the text is the plan,
    `relation` how the text stands to a plan that it cites (see citing.py).
    """

    name: str
    kind: str
    start: int
    end: int
    number: str | None = None
    number_at: Span | None = None
    issuers: tuple[Issuer, ...] = ()
    period: str | None = None
    region: Region | None = None
    own: bool = False
    relation: str = ""
    rule: str = "plan.cited"
    named: bool = True  # False where the text gives its plan no name; `name` is then what it is shown by
    document: str = ""  # uid of the document that alone tells it apart, where no name or number does


def find_plans_of(reading: Reading, gazetteer: Gazetteer) -> list[Plan]:
    """Return the plans of a text, its own first; a plan that is named several times comes once."""
    own = _own(reading, gazetteer)
    found = [own] if own is not None else []
    bodies = [(link.mention.start, link.mention.end) for link in reading.agencies]
    for mention in reading.plans:
        bare = not reading.text.startswith("《", mention.start)
        if bare and any(start <= mention.start < end for start, end in bodies):
            continue
        plan = _cited(reading, mention, gazetteer)
        if plan is None:
            continue
        index = next((i for i, known in enumerate(found) if _same(known, plan)), None)
        if index is None:
            found.append(plan)
        else:
            found[index] = _merged(found[index], plan)
    return found


def plan_of(reading: Reading, mention: PlanMention, gazetteer: Gazetteer, plans: Sequence[Plan]) -> Plan | None:
    """Return the plan, of those found in the text, that a mention names; None where it names none of them."""
    cited = _cited(reading, mention, gazetteer)
    return next((plan for plan in plans if cited is not None and _same(plan, cited)), None)


def _merged(known: Plan, again: Plan) -> Plan:
    return replace(
        known,
        number=known.number or again.number,
        number_at=known.number_at or again.number_at,
        issuers=known.issuers or again.issuers,
        period=known.period or again.period,
        relation=known.relation or again.relation,
    )


def _same(known: Plan, again: Plan) -> bool:
    return plain(known.name) == plain(again.name) or (known.number is not None and known.number == again.number)


# -- the text's own plan ---------------------------------------------------------------------------------------------


def _own(reading: Reading, gazetteer: Gazetteer) -> Plan | None:
    head, text = reading.header, reading.text
    span = head.title
    if span is not None:
        title = unspaced(text[span.start : span.end])
        inner = CONVEYS.match(title)
        name = inner.group("name").strip("《》") if inner else title
        if not inner and REPORT.search(title):
            return None  # 2023年工作总结和2024年工作计划: only its second half lays down what is to be done
        sets_up = SETS_UP.search(title) if not inner else None
        if sets_up:
            return replace(_official(reading, gazetteer, sets_up.group("name"), span), kind="通知", rule="plan.sets_up")
        told = _tells_otherwise(name, conveyed=bool(inner) or head.notice_title is not None)
        if kind_of_plan(name) and not told and not GENERIC.match(name):
            return _official(reading, gazetteer, name, span)
    conveyed = _conveyed_here(reading, gazetteer)
    match = HEADLESS.search(text) if conveyed is None and span is None else None
    if match is None:
        return conveyed
    name = match.group("what") + match.group("kind")
    plan = _official(reading, gazetteer, name, Span(match.start(), match.end()))
    return replace(plan, number=None, number_at=None, rule="plan.headless")


def _conveyed_here(reading: Reading, gazetteer: Gazetteer) -> Plan | None:
    """Return the plan that the words of a notice send out (《…》已经市政府同意，现印发给你们), where its title does not say."""
    for mention in reading.plans:
        if mention.start > FRONT:
            return None
        name = unspaced(mention.name)
        if not kind_of_plan(name) or GENERIC.match(name) or CONVEYS.match(name):
            continue
        sent = SENT.search(reading.text, max(0, mention.start - 3), mention.start)
        if APPROVED.match(reading.text, mention.end) or (sent and SENT_OUT.match(reading.text, mention.end)):
            plan = _official(reading, gazetteer, name, Span(mention.start, mention.end))
            return replace(plan, issuers=plan.issuers or _issuers(reading, mention, None), rule="plan.conveyed_here")
    return None


def _tells_otherwise(name: str, *, conveyed: bool) -> bool:
    """Say whether a title only tells of something (会议通过方案) or sets up a group: no plan."""
    if conveyed:
        return False
    return bool(pattern("plans.no_plan").search(name)) or bool(pattern("plans.told").search(name))


def _official(reading: Reading, gazetteer: Gazetteer, name: str, span: Span) -> Plan:
    text, head = reading.text, reading.header
    about = ABOUT.match(name)
    full = named_in_full(
        name[about.end() :] if about and kind_of_plan(name) != "意见" else name, reading, gazetteer, reading.home.region
    )
    number_at = head.number
    number = unspaced(text[number_at.start : number_at.end]) if number_at else None
    return Plan(
        full,
        kind_of_plan(name) or "方案",
        span.start,
        span.end,
        number,
        number_at,
        own_issuers(reading, number),
        period_of(name),
        region_of(full, reading, gazetteer),
        own=True,
        rule="plan.title",
    )


def find_notice(reading: Reading, gazetteer: Gazetteer) -> Plan | None:
    """Return a notice or circular that is no plan but may lay down what bodies have to do (关于…情况的通报), or None."""
    head = reading.header
    if head.title is None or head.number is None:
        return None
    title = unspaced(reading.text[head.title.start : head.title.end])
    match = NOTICE.search(title)
    if match is None:
        return None
    plan = _official(reading, gazetteer, title, head.title)
    return replace(plan, name=title, kind=match.group("kind"), rule="plan.notice")


def find_report(reading: Reading, gazetteer: Gazetteer) -> Plan | None:
    """Return a report on the work of a body (政府工作报告), whose second half lays down what is to be done, or None."""
    span = reading.header.title
    if span is None:
        return None
    title = unspaced(reading.text[span.start : span.end])
    if not REPORT.search(title):
        return None
    year = period_of(title)
    return Plan(
        named_in_full(title, reading, gazetteer, reading.home.region),
        "报告",
        span.start,
        span.end,
        period=year,
        region=region_of(title, reading, gazetteer) or reading.home.region,
        rule="plan.report",
        document="" if year else ids.document_uid(reading.document.sha256),
    )


def find_told(reading: Reading, plans: Sequence[Plan]) -> Plan | None:
    """Return the plan that a news text tells of: one that its title or lead says was issued or what it lays down, or None."""
    lead = reading.header.lead
    first = next((b for b in reading.outline.of_kind("paragraph") if "。" in reading.text[b.start : b.end]), None)
    until = max((span.end for span in (reading.header.title, lead, first) if span is not None), default=0)
    for plan in plans:
        if plan.start >= until:
            continue
        before = reading.text[max(0, plan.start - ISSUE_REACH) : plan.start]
        if ISSUED_BEFORE.search(before) or ISSUED_BEHIND.match(reading.text, plan.end):
            return plan
    return None


# -- cited plans ----------------------------------------------------------------------------------------------------------


def _cited(reading: Reading, mention: PlanMention, gazetteer: Gazetteer) -> Plan | None:
    name = unspaced(mention.name)
    inner = CONVEYS.match(name)
    about = ABOUT.match(name)
    issuer_text = (inner.group("issuer") if inner else None) or (about.group("issuer") if about else None)
    if inner:
        name = inner.group("name").strip("《》〈〉")
    elif about and _is_injected(reading, mention):
        name = name[about.end() :]
    kind = kind_of_plan(name) or ("通知" if inner else None)
    if kind is None or GENERIC.match(name) or _short_of_another(reading, mention, name):
        return None
    number_at = _number_at(reading.text, mention)
    issuers = _issuers(reading, mention, issuer_text)
    full = named_in_full(name, reading, gazetteer, owner_of(reading, mention, name, issuers, gazetteer))
    return Plan(
        full,
        kind,
        mention.start,
        mention.end,
        unspaced(mention.number) if mention.number else None,
        number_at,
        issuers,
        period_of(name),
        region_of(full, reading, gazetteer),
        relation=relation(reading, mention.start, mention.end),
        rule="plan.conveyed" if inner else "plan.cited",
    )


def _is_injected(reading: Reading, mention: PlanMention) -> bool:
    """Say whether something was injected into a cited name: its head is then an issuer rather than a part of the name."""
    return any(mention.start <= damage.start < mention.end for damage in reading.document.damage)


def _short_of_another(reading: Reading, mention: PlanMention, name: str) -> bool:
    """Say whether the name is the short form that another citation introduced (以下简称《工作方案》)."""
    return any(other.short == name and other.start != mention.start for other in reading.plans if other.short)


def _number_at(text: str, mention: PlanMention) -> Span | None:
    if mention.number is None:
        return None
    start = text.find(mention.number, mention.start, mention.end)
    return Span(start, start + len(mention.number)) if start >= 0 else None


def _issuers(reading: Reading, mention: PlanMention, issuer_text: str | None) -> tuple[Issuer, ...]:
    number_at = _number_at(reading.text, mention)
    inside = [
        Issuer(link.body, link.mention.start, link.mention.end)
        for link in reading.agencies
        if mention.start < link.mention.start < mention.start + len(issuer_text or "") + 2
    ]
    if number_at is not None and mention.number:
        name = issuer_of_number(mention.number, reading.home.region)
        if name and name not in {each.body.name for each in inside}:
            return (Issuer(Body(name, reading.home.region, name, Shape.KIND), *number_at),)
    return tuple(inside or _issued_before(reading, mention))


def _issued_before(reading: Reading, mention: PlanMention) -> Iterator[Issuer]:
    """Read 某局（联合）印发（了）《…》, 某厅制定的《…》."""
    named: list[Linked] = sorted((*reading.agencies, *reading.open_agencies), key=lambda link: link.mention.start)
    last = next((link for link in reversed(named) if link.mention.end <= mention.start), None)
    if not isinstance(last, AgencyLink):
        return
    between = reading.text[last.mention.end : mention.start]
    adjacent = not between and reading.text.startswith("《", mention.start)
    if adjacent or pattern("plans.issued").fullmatch(between):
        yield Issuer(last.body, last.mention.start, last.mention.end)

"""Find who issued the plan that a text is: by its title, its signature, its number, the lines under the title."""

from __future__ import annotations

from typing import NamedTuple

from ..gazetteer.gazetteer import issuer_of_number
from ..language.rules import pattern
from ..linking.body import AgencyLink, Body
from ..linking.reading import Reading
from ..mentions.mention import Scope, Shape
from ..structure.lines import Span

MADE_BY = pattern("plans.made_by")
ISSUED_THERE = pattern("plans.issued_there")
BETWEEN_ISSUERS = pattern("plans.between_issuers")
ABOUT_REACH = 40  # code points behind the issuer within which a title says what it is about


class Issuer(NamedTuple):
    """A body that issued a plan, and the characters that say so."""

    body: Body
    start: int
    end: int


def own_issuers(reading: Reading, number: str | None) -> tuple[Issuer, ...]:
    """Return who issued the text: by its number, by the head of the notice's title, by its signature, else by 市局."""
    head = reading.header
    for span in (head.notice_title, head.title, *head.issuers):
        named = _heading_bodies(reading, span, signed=span in head.issuers) if span is not None else []
        if named:
            return tuple(named)
    if number and head.number is not None:
        name = issuer_of_number(number, reading.home.region)
        if name:
            return (Issuer(Body(name, reading.home.region, name, Shape.KIND), *head.number),)
    under = _under_title(reading)
    if under is not None:
        return (_issuer(under),)
    own = [each for each in reading.agencies if each.mention.scope is Scope.HEAD and not each.mention.units]
    lead = [each for each in own if each.body.region == reading.home.region]
    return (_issuer(lead[0]),) if head.title is None and lead else ()


def _issuer(link: AgencyLink) -> Issuer:
    return Issuer(link.body, link.mention.start, link.mention.end)


def _heading_bodies(reading: Reading, span: Span, *, signed: bool) -> list[Issuer]:
    """Return the bodies that a title begins with before 关于 (甲、乙关于印发…), or the first of a signature."""
    found: list[Issuer] = []
    position = span.start
    for link in reading.agencies:
        if not span.start <= link.mention.start < span.end:
            continue
        if not BETWEEN_ISSUERS.fullmatch(reading.text, position, link.mention.start):
            break
        position = link.mention.end
        found.append(_issuer(link))
    if signed:
        return found[:1]
    return found if "关于" in reading.text[position : position + ABOUT_REACH] else []


def _under_title(reading: Reading) -> AgencyLink | None:
    """Return the body that the lines under the title give as who made the text: 某局印发 2025年2月, 制表单位：某办公室."""
    for block in reading.outline.blocks:
        if block.kind in ("paragraph", "item", "heading", "row", "columns"):
            return None
        if block.kind not in ("dateline", "subtitle", "field"):
            continue
        for link in reading.agencies:
            if not block.start <= link.mention.start < block.end:
                continue
            before, behind = reading.text[block.start : link.mention.start], reading.text[link.mention.end : block.end]
            if MADE_BY.fullmatch(before) and ISSUED_THERE.match(behind):
                return link
    return None

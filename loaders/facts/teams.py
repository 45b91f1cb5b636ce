"""State which temporary bodies (领导小组, 专班) are set up by whom, with which office, and who belongs to them."""

from __future__ import annotations

from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink, Body
from ..linking.reading import OfficialLink, Reading
from ..mentions.mention import Shape
from .cast import Cast
from .scribe import LIKELY, Scribe

FOUNDED = pattern("teams.founded")
OFFICE = pattern("teams.office")
SEATED = pattern("teams.seated")


def write_teams(reading: Reading, cast: Cast, scribe: Scribe) -> None:
    """State foundings, offices and members of the temporary bodies of a text."""
    for block in reading.outline.blocks:
        if block.kind not in ("paragraph", "item", "title", "field"):
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            _in_sentence(reading, start, end, cast, scribe)
    _rosters(reading, cast, scribe)


def _in_sentence(reading: Reading, start: int, end: int, cast: Cast, scribe: Scribe) -> None:
    marked = reading.marked(start, end)
    for match in FOUNDED.finditer(marked.stream):
        founder, team = (_body(next(iter(marked.within(*match.span(g))), None)) for g in ("who", "what"))
        if founder is not None and team is not None and team.shape is Shape.TEMPORARY:
            scribe.relate(
                cast.agency(founder), "FOUNDED", cast.agency(team), span=marked.span(*match.span()), rule="team.founded"
            )
    for match in OFFICE.finditer(marked.stream):
        team = _body(next(iter(marked.within(*match.span("of"))), None))
        if team is not None and team.shape is Shape.TEMPORARY:
            _write_office(team, marked.span(*match.span()), cast, scribe)
    for match in SEATED.finditer(marked.stream):
        office, host = (_body(next(iter(marked.within(*match.span(g))), None)) for g in ("office", "host"))
        if office is not None and host is not None and office.shape is Shape.TEMPORARY:
            span = marked.span(*match.span())
            scribe.relate(
                cast.agency(office),
                "UNIT_OF",
                cast.agency(host),
                span=span,
                rule="team.seated",
                properties={"kind": "设在"},
            )


def _write_office(team: Body, span: tuple[int, int], cast: Cast, scribe: Scribe) -> None:
    office = Body(team.name + "办公室", team.region, team.surface_core + "办公室", Shape.TEMPORARY, team)
    scribe.name(cast.agency(office), (span[1] - len("办公室"), span[1]), "team.office")
    scribe.relate(cast.agency(office), "UNIT_OF", cast.agency(team), span=span, rule="team.office", confidence=LIKELY)


def _body(item: object) -> Body | None:
    return item.body if isinstance(item, AgencyLink) else None


def _rosters(reading: Reading, cast: Cast, scribe: Scribe) -> None:
    """State that whoever has a role in a group is a member of it."""
    for official in reading.officials:
        if isinstance(official, OfficialLink):
            for post in official.posts:
                if post.rule == "post.role" and post.body is not None and not post.body.name.endswith("办公室"):
                    span = (min(post.start, official.mention.name_start), max(post.end, official.mention.name_end))
                    scribe.relate(
                        cast.official(official),
                        "MEMBER_OF",
                        cast.agency(post.body),
                        span=span,
                        rule="team.roster",
                        properties={"kind": post.title},
                    )

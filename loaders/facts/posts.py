"""State which posts people hold, since or until when, and who decided it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from envgov.graph import ids
from envgov.graph.model import Node

from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink, Body
from ..linking.reading import OfficialLink, PostLink, Reading
from .cast import Cast
from .scribe import LIKELY, WEAK, Scribe

DECIDED = pattern("appointments.decided")
ENTITLED = pattern("appointments.entitled")
DECISIONS = {"appointed": "APPOINTED", "removed": "REMOVED"}


@dataclass(frozen=True, slots=True)
class Decision:
    """Words that say which bodies decide on posts: `start`..`end` in the text."""

    start: int
    end: int
    bodies: tuple[Body, ...]


def find_decisions(reading: Reading) -> list[Decision]:
    """Return where a text says who decides on posts, in text order; what follows one is decided by its body."""
    found: list[Decision] = []
    for block in reading.outline.blocks:
        rule = ENTITLED if block.kind == "title" else DECIDED
        if block.kind not in ("title", "subtitle", "paragraph", "item", "utterance", "lead_in"):
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            marked = reading.marked(start, end)
            for match in rule.finditer(marked.stream):
                links = [link for link in marked.within(*match.span("by")) if isinstance(link, AgencyLink)]
                bodies = tuple(link.body for link in links)
                if bodies:
                    found.append(Decision(*marked.span(*match.span()), bodies))
    return found


def write_posts(reading: Reading, cast: Cast, scribe: Scribe, *, seen: str | None, decided: str | None) -> None:
    """State the posts of every person; `seen` is the day the text shows them (EDTF), `decided` that of a decision."""
    decisions = find_decisions(reading)
    placed = {(each.name, post.title) for each in reading.officials for post in each.posts if post.body is not None}
    for official in reading.officials:
        for post in official.posts:
            _decided(official, post, decisions, cast, scribe, decided)
            if post.body is None and (official.name, post.title) in placed:
                continue  # 处长 again, behind the name: the post told of with its body
            if post.body is None:
                _loose_post(official, post, cast, scribe)
                continue
            _holds(official, post, (cast.official(official), cast.post(post.title, post.body)), scribe, (seen, decided))
            agency = cast.agency(post.body)
            span = _post_span(official, post)
            scribe.relate(cast.post(post.title, post.body), "IN", agency, span=span, rule=post.rule)


def _post_span(official: OfficialLink, post: PostLink) -> tuple[int, int]:
    """Return the characters that tie the person to the post: from the title to the name."""
    mention = official.mention
    start = min(post.start, mention.name_start, mention.start if mention.start <= post.start else post.start)
    return start, max(post.end, mention.name_end)


def _holds(
    official: OfficialLink,
    post: PostLink,
    nodes: tuple[Node, Node],
    scribe: Scribe,
    days: tuple[str | None, str | None],
) -> None:
    seen, decided = days
    properties: dict[str, str | bool | tuple[str, ...] | None] = {}
    if post.change == "appointed":
        properties["from"] = decided
    elif post.change == "removed":
        properties["to"] = decided
    elif seen and not post.former:
        properties["attested"] = (seen,)
    if post.former:
        properties["former"] = True
    confidence = WEAK if post.rule == "post.home_agency" else LIKELY
    scribe.relate(
        nodes[0],
        "HOLDS",
        nodes[1],
        span=_post_span(official, post),
        rule=post.rule,
        confidence=confidence,
        properties=dict(properties),
    )


def _loose_post(official: OfficialLink, post: PostLink, cast: Cast, scribe: Scribe) -> None:
    """State a post whose agency the text leaves open: the post is the person's, in no agency."""
    person = cast.official(official)
    node = Node("Post", ids.post_uid(person.uid, post.title), post.title, (), {"title": post.title, "kind": "post"})
    scribe.relate(person, "HOLDS", node, span=_post_span(official, post), rule=post.rule)


def _full_title(post: PostLink, cast: Cast) -> str:
    """Return a title with its body: 副局长 alone is another post in each bureau."""
    return cast.post(post.title, post.body).name if post.body is not None else post.title or "人员"


def _decided(
    official: OfficialLink, post: PostLink, decisions: list[Decision], cast: Cast, scribe: Scribe, day: str | None
) -> None:
    """State who appointed or removed a person: the body of the last decision told of before."""
    predicate = DECISIONS.get(post.change)
    before = bisect_right(decisions, official.mention.name_start, key=lambda each: each.start)
    if predicate is None or not before:
        return
    by = decisions[before - 1]
    for body in by.bodies:
        scribe.relate(
            cast.agency(body),
            predicate,
            cast.official(official),
            span=(by.start, by.end),
            rule="post.decided",
            properties={"post": _full_title(post, cast), "date": day},
        )

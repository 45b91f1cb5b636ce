"""Bind posts to bodies told elsewhere: 我院 to the one institute of the text, a bare post to the body of the person before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language.rules import pattern
from ..mentions.mention import OfficialMention
from .body import AgencyLink, Body
from .reading import OfficialLink

OURS = pattern("posts.ours")
INNER_POST = pattern("posts.inner")
NEXT_SENTENCE = 60  # code points between two persons of one body told of in two sentences
KINDS = {
    "院": "institute_of_yuan",
    "校": "institute_of_school",
    "所": "institute_of_suo",
    "中心": "institute_of_centre",
}


def with_institute(text: str, people: Sequence[OfficialLink], agencies: Sequence[AgencyLink]) -> list[OfficialLink]:
    """Return the people; a post behind 我院 without a body of its own is of the one institute of that kind in the text."""
    return [_bound(text, person, agencies) for person in people]


def _bound(text: str, person: OfficialLink, agencies: Sequence[AgencyLink]) -> OfficialLink:
    if not person.posts or any(post.body is not None for post in person.posts):
        return person
    match = OURS.search(text, max(0, person.posts[0].start - 8), person.posts[0].start)
    body = _institute(match.group("kind"), agencies) if match else None
    if body is None:
        return person
    return replace(person, posts=tuple(replace(post, body=body, rule="post.our_institute") for post in person.posts))


def _institute(kind: str, agencies: Sequence[AgencyLink]) -> Body | None:
    form = pattern(f"posts.{KINDS[kind]}")
    bodies = {link.body.name: link.body for link in agencies if form.search(link.body.name)}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def of_the_same_body(text: str, last: OfficialLink, mention: OfficialMention) -> bool:
    """Say whether a bare post is one in the body of the person before (…局局长甲主持，副局长乙讲话)."""
    post = mention.posts[0] if mention.posts else None
    if post is None or post.agency is not None or post.region is not None:
        return False
    between = text[last.mention.end : mention.start]
    same = "。" not in between and "\n" not in between
    if same and any(each.title == post.title and each.body is not None for each in last.posts):
        return True  # 某委副主任甲讲话，副主任乙出席
    if not INNER_POST.match(post.title):
        return False
    head = post.title[-2:-1] if post.title.endswith("长") and post.title.startswith("副") else ""
    body = next((p.body for p in reversed(last.posts) if p.body is not None), None)
    fits = body is not None and (not head or body.name.endswith(head))
    return fits and (same or (not head and len(between) <= NEXT_SENTENCE))

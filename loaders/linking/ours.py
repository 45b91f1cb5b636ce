"""Bind 我院, 我校, 我中心 in front of a post to the one institute of that kind that the text names elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language.rules import pattern
from .body import AgencyLink, Body
from .reading import OfficialLink

OURS = pattern("posts.ours")
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
    bodies = {link.body.name: link.body for link in agencies if link.body is not None and form.search(link.body.name)}
    return next(iter(bodies.values())) if len(bodies) == 1 else None

"""The nodes of one document: every body, person, post and division becomes one node, however often it is named."""

from __future__ import annotations

from dataclasses import dataclass, field

from envgov.graph.model import Node

from ..gazetteer.gazetteer import Gazetteer, Region
from ..linking.body import Body
from ..linking.reading import OfficialLink, Reading
from .nodes import agency_node, official_node, post_node, region_node


@dataclass(slots=True)
class Cast:
    """Make and keep the nodes of one document."""

    reading: Reading
    gazetteer: Gazetteer
    document: str
    _agencies: dict[str, Node] = field(default_factory=dict)
    _bodies: list[Body] = field(default_factory=list)
    _officials: dict[str, Node] = field(default_factory=dict)
    _regions: dict[str, Node] = field(default_factory=dict)

    def agency(self, body: Body) -> Node:
        """Return the node of a body; one name is one agency within a document."""
        if body.name not in self._agencies:
            self._agencies[body.name] = agency_node(body, self.gazetteer, self.document)
            self._bodies.append(body)
        return self._agencies[body.name]

    def bodies(self) -> tuple[Body, ...]:
        """Return every body that a node was made of, in the order they came up."""
        return tuple(self._bodies)

    def region(self, region: Region) -> Node:
        """Return the node of a division."""
        if region.code not in self._regions:
            self._regions[region.code] = region_node(region)
        return self._regions[region.code]

    def official(self, link: OfficialLink) -> Node:
        """Return the node of a person: the name with the agency that anchors it in this document."""
        if link.name not in self._officials:
            self._officials[link.name] = official_node(link.name, self._anchor(link.name))
        return self._officials[link.name]

    def post(self, title: str, body: Body) -> Node:
        """Return the node of a post of a body."""
        return post_node(title, self.agency(body))

    def _anchor(self, name: str) -> str:
        """Return the uid of the outermost body of the person's first post that is no role in a group, else the document."""
        bodies = [
            post.body
            for link in self.reading.officials
            if link.name == name
            for post in link.posts
            if post.body is not None and post.rule != "post.role"
        ]
        return self.agency(outermost(bodies[0])).uid if bodies else self.document


def outermost(body: Body) -> Body:
    """Return the body that the others are units of."""
    while body.parent is not None:
        body = body.parent
    return body

"""A figure as data for the browser: what is drawn and filtered there, and the words that stand in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import regex

from ..web.cells import dated, page_of
from ..web.language import Words
from . import looks
from .figures import Edge, Figure, Node, Place
from .views import key_of

LEVELS = ("country", "province", "prefecture", "county", "township", "area")
# In a script element of a page nothing may look like its end; U+2028 and U+2029 end a line in older scripts.
UNSAFE = regex.compile("[<>&\u2028\u2029]")


def payload(figure: Figure, t: Words) -> dict[str, Any]:
    """Return a figure with the names of its kinds in a language."""
    drawn = Counter(end for edge in figure.edges for end in (edge.source, edge.target))
    said, number = figure.said
    soft = figure.soft()
    return {
        "nodes": [_node(node, drawn[node.uid], t) for node in figure.nodes],
        "edges": [_edge(edge, figure, soft, t) for edge in figure.edges],
        "centre": figure.centre,
        "places": [{"uid": uid, "name": place.name, "level": place.level} for uid, place in ordered(figure.places)],
        "truncated": figure.truncated,
        "limit": figure.limit,
        "layout": figure.layout,
        "drawn": figure.drawn,
        "said": t(f"explorer.said.{said}", number=number) if said else "",
        "looks": looks.as_data(),
        "graph_version": figure.version,
    }


def ordered(places: Mapping[str, Place]) -> list[tuple[str, Place]]:
    """Return regions from the largest to the smallest, each level by code."""
    return sorted(places.items(), key=lambda each: (LEVELS.index(each[1].level), each[0]))


def _node(node: Node, drawn: int, t: Words) -> dict[str, Any]:
    return {
        "uid": node.uid,
        "key": key_of(node.uid),
        "name": node.name,
        "label": node.label,
        "kind": kind_name(node, t),
        "lines": "\n".join(node.box.lines),
        "x": node.x,
        "y": node.y,
        "w": node.box.w,
        "h": node.box.h,
        "font": node.box.font,
        "date": dated(t, node.date) if node.date else "",
        "since": node.since,
        "until": node.until,
        "left": max(0, node.relations - drawn),
        "regions": list(node.regions),
        "page": page_of(node.uid),
    }


def kind_name(node: Node, t: Words) -> str:
    """Return the name of a node's kind, of its sub-label where it has one."""
    sub = next((each for each in node.labels if each != node.label), None)
    return t.kind(sub) if sub and t.has(f"kind.{sub}") else t.kind(node.label)


def _edge(edge: Edge, figure: Figure, soft: frozenset[str], t: Words) -> dict[str, Any]:
    name = t.relationship(edge.type)
    return {
        "fact": edge.fact,
        "source": edge.source,
        "target": edge.target,
        "type": edge.type,
        "name": f"{name}·{t.value(edge.note)}" if edge.note else name,
        "derived": edge.derived,
        "confidence": edge.confidence,
        "documents": edge.documents,
        "path": edge.fact in figure.path,
        "soft": edge.fact in soft,
    }


def in_page(data: object) -> str:
    """Return data as JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

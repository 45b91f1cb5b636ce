"""A figure as GEXF for Gephi: names, kinds, dates, colours, and the same places."""

from __future__ import annotations

import networkx

from ..web.language import Words
from .figures import Figure, Node
from .looks import LOOKS
from .payload import kind_name
from .svg import clean


def gexf(figure: Figure, t: Words) -> str:
    """Return a figure as GEXF 1.2."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in figure.nodes:
        graph.add_node(node.uid, label=clean(node.name), **_attributes(node, t))
    for edge in figure.edges:
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.fact,
            id=edge.fact,
            label=clean(t.relationship(edge.type)),
            type_name=edge.type,
            note=clean(edge.note),
            derived=edge.derived,
            confidence=edge.confidence,
            documents=edge.documents,
        )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(networkx.generate_gexf(graph, version="1.2draft"))


def _attributes(node: Node, t: Words) -> dict[str, object]:
    red, green, blue = (int(LOOKS[node.label].line[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "kind": node.label,
        "kind_name": kind_name(node, t),
        "date": node.date or "",
        "relations": node.relations,
        "viz": {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": node.x, "y": -node.y, "z": 0.0},  # Gephi's y points upwards
            "size": node.box.font,
        },
    }

"""A figure as SVG: the same places as in the browser, real text, nothing that runs; for slides and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import regex

from ..charts.geometry.boxes import LINE_HEIGHT, squares
from ..web.language import Words
from .figures import Edge, Figure, Node
from .looks import INK, LOOKS, PAPER, PATH, TIE

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
MARGIN, FOOT = 24.0, 56.0
LARGEST = 1600  # pixels that the picture is wide or high when it is opened; it scales
# What no XML may hold, even escaped.
NO_XML = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMED_EDGES = 80  # with more, the names of the relationships cover each other


def clean(text: str) -> str:
    """Return text without the characters that no XML may hold."""
    return NO_XML.sub("�", text)


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    width: float
    height: float


def svg(figure: Figure, t: Words, *, title: str, footer: str) -> str:
    """Return the picture; `footer` says where it is from."""
    frame = _frame(figure, footer)
    scale = min(1.0, LARGEST / max(frame.width, frame.height))
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame.left:.1f} {frame.top:.1f} {frame.width:.1f} {frame.height:.1f}" '
            f'width="{frame.width * scale:.0f}" height="{frame.height * scale:.0f}" role="img" font-family={quoteattr(FONTS)}>',
            f"<title>{escape(clean(title))}</title>",
            f'<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0,0 8,4 0,8z" fill="{TIE}"/></marker></defs>',
            f'<rect x="{frame.left:.1f}" y="{frame.top:.1f}" width="{frame.width:.1f}" height="{frame.height:.1f}" fill="{PAPER}"/>',
            *_edges(figure, t),
            *(_node(node) for node in figure.nodes),
            *_legend(figure, frame, t, footer),
            "</svg>",
            "",
        ]
    )


def _frame(figure: Figure, footer: str) -> _Frame:
    left = min((node.x - node.box.w / 2 for node in figure.nodes), default=0.0) - MARGIN
    right = max((node.x + node.box.w / 2 for node in figure.nodes), default=0.0) + MARGIN
    top = min((node.y - node.box.h / 2 for node in figure.nodes), default=0.0) - MARGIN
    low = max((node.y + node.box.h / 2 for node in figure.nodes), default=0.0) + MARGIN
    wide = max(right - left, squares(footer) * 12 + 2 * MARGIN, 480.0)
    return _Frame(left, top, wide, low - top + FOOT + (24.0 if len(_kinds(figure)) * 90 > wide else 0.0))


def _kinds(figure: Figure) -> list[str]:
    present = {node.label for node in figure.nodes}
    return [label for label in LOOKS if label in present]


def _edges(figure: Figure, t: Words) -> Iterator[str]:
    nodes = {node.uid: node for node in figure.nodes}
    named, soft = len(figure.edges) <= NAMED_EDGES, figure.soft()
    for edge in figure.edges:
        a, b = nodes[edge.source], nodes[edge.target]
        x1, y1 = _border(a, b)
        x2, y2 = _border(b, a)
        on_path = edge.fact in figure.path
        dashes = ' stroke-dasharray="6 4"' if edge.derived else ""
        marked = 'stroke-opacity="0.2"' if edge.fact in soft else 'marker-end="url(#to)"'
        line = f'stroke="{PATH if on_path else TIE}" stroke-width="{2.6 if on_path else 1.1}"'
        name = clean(_name(edge, t))
        yield (
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {line}{dashes} {marked}>'
            f"<title>{escape(name)}</title></line>"
        )
        if named and edge.fact not in soft:
            yield (
                f'<text x="{(x1 + x2) / 2:.1f}" y="{(y1 + y2) / 2:.1f}" font-size="9" text-anchor="middle" fill="#4d5761" '
                f'stroke="{PAPER}" stroke-width="3" paint-order="stroke">{escape(name)}</text>'
            )


def _name(edge: Edge, t: Words) -> str:
    return t.relationship(edge.type) + (f"·{t.value(edge.note)}" if edge.note else "")


def _border(node: Node, other: Node) -> tuple[float, float]:
    """Return where the line to another node leaves the frame of a node."""
    dx, dy = other.x - node.x, other.y - node.y
    share = min(node.box.w / 2 / abs(dx) if dx else 1e9, node.box.h / 2 / abs(dy) if dy else 1e9, 1.0)
    return node.x + dx * share, node.y + dy * share


def _node(node: Node) -> str:
    look, box = LOOKS[node.label], node.box
    colours = f'fill="{look.fill}" stroke="{look.line}" stroke-width="1.6"'
    if look.points:
        points = " ".join(f"{node.x + x * box.w / 2:.1f},{node.y + y * box.h / 2:.1f}" for x, y in look.points)
        shape = f'<polygon points="{points}" {colours}/>'
    else:
        shape = (
            f'<rect x="{node.x - box.w / 2:.1f}" y="{node.y - box.h / 2:.1f}" width="{box.w}" height="{box.h}" '
            f'rx="{look.round * box.h:.1f}" {colours}/>'
        )
    first = node.y - (len(box.lines) - 1) * LINE_HEIGHT * box.font / 2
    lines = "".join(
        f'<tspan x="{node.x:.1f}" y="{first + row * LINE_HEIGHT * box.font + box.font * 0.36:.1f}">{escape(clean(line))}</tspan>'
        for row, line in enumerate(box.lines)
    )
    text = f'<text text-anchor="middle" font-size="{box.font:g}" fill="{INK}">{lines}</text>'
    return f"<g><title>{escape(clean(node.name))}</title>{shape}{text}</g>"


def _legend(figure: Figure, frame: _Frame, t: Words, footer: str) -> Iterator[str]:
    x, y = frame.left + MARGIN, frame.top + frame.height - FOOT + (-14.0 if frame.height > 0 else 0.0)
    for label in _kinds(figure):
        look, name = LOOKS[label], t.kind(label)
        wide = 44 + squares(name) * 12
        if x + wide > frame.left + frame.width and x > frame.left + MARGIN:
            x, y = frame.left + MARGIN, y + 24
        corners = " ".join(f"{x + 11 + 11 * px:.1f},{y + 6 * py:.1f}" for px, py in look.points)
        shape = f'<polygon points="{corners}"' if corners else f'<rect x="{x:.1f}" y="{y - 6:.1f}" width="22" height="12" rx="{look.round * 12:.1f}"'  # fmt: skip  # noqa: E501
        yield f'{shape} fill="{look.fill}" stroke="{look.line}"/>'
        yield f'<text x="{x + 28:.1f}" y="{y + 4:.1f}" font-size="12" fill="{INK}">{escape(clean(name))}</text>'
        x += wide
    base = frame.top + frame.height - 14
    yield f'<text x="{frame.left + MARGIN:.1f}" y="{base:.1f}" font-size="11" fill="#4d5761">{escape(clean(footer))}</text>'


__all__ = ["clean", "svg"]

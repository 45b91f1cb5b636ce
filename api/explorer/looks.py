"""How each kind looks: the shape and the colours of its face, so that who sees no colours tells the kinds apart by shape.

The lines are of the palettes of Okabe and Ito and of Tol, which the usual kinds of colour blindness keep apart; the letters are
nearly black on a light tint of the line, with a contrast above 12 to 1. The shapes are polygons in a frame from -1 to 1, drawn alike
by the browser and by the SVG, or frames with round corners.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from envgov.graph.errors import SchemaError
from envgov.graph.kinds import load_kinds

from ..faces import FILE, Face, faces

INK, PAPER, TIE, PATH = "#1b1f23", "#ffffff", "#7b8794", "#b3261e"


@dataclass(frozen=True, slots=True)
class Look:
    """The shape of a kind and its colours."""

    fill: str
    line: str
    shape: Literal["polygon", "round-rectangle"] = "polygon"
    points: tuple[tuple[float, float], ...] = ()
    round: float = 0.0  # radius of the corners, as a share of the height


RECTANGLE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
OCTAGON = ((-0.9, -1.0), (0.9, -1.0), (1.0, -0.5), (1.0, 0.5), (0.9, 1.0), (-0.9, 1.0), (-1.0, 0.5), (-1.0, -0.5))
HEXAGON = ((-0.9, -1.0), (0.9, -1.0), (1.0, 0.0), (0.9, 1.0), (-0.9, 1.0), (-1.0, 0.0))
SHEET = ((-1.0, -1.0), (0.88, -1.0), (1.0, -0.4), (1.0, 1.0), (-1.0, 1.0))
CHEVRON = ((-1.0, -1.0), (0.9, -1.0), (1.0, 0.0), (0.9, 1.0), (-1.0, 1.0), (-0.9, 0.0))
TAG = ((-1.0, -1.0), (0.88, -1.0), (1.0, 0.0), (0.88, 1.0), (-1.0, 1.0))
SLANTED = ((-0.9, -1.0), (1.0, -1.0), (0.9, 1.0), (-1.0, 1.0))
HOUSE = ((-1.0, -0.7), (0.0, -1.0), (1.0, -0.7), (1.0, 1.0), (-1.0, 1.0))
PILL, CARD = 0.5, 0.22  # round corners, as a share of the height
SHAPES: Mapping[str, tuple[tuple[float, float], ...] | float] = {
    "rectangle": RECTANGLE, "octagon": OCTAGON, "hexagon": HEXAGON, "sheet": SHEET, "chevron": CHEVRON, "tag": TAG,
    "slanted": SLANTED, "house": HOUSE, "pill": PILL, "card": CARD,
}  # fmt: skip


def _look(face: Face) -> Look:
    shape, tint = SHAPES.get(face.shape or ""), face.tint or PAPER
    if shape is None:
        raise SchemaError(f"{FILE}: {face.label}: there is no shape {face.shape!r}; use one of {', '.join(SHAPES)}")
    if isinstance(shape, float):
        return Look(tint, face.colour, "round-rectangle", round=shape)
    return Look(tint, face.colour, points=shape)


LOOKS: Mapping[str, Look] = {
    label: _look(faces()[label]) for label in faces() if not load_kinds().nodes[label].evidence
}


def room(label: str) -> float:
    """Return how much wider than its letters a kind's box must be: the corners of most shapes are cut off."""
    return 1.0 if LOOKS[label].points in ((), RECTANGLE) else 1.12


def as_data() -> dict[str, dict[str, object]]:
    """Return the looks as a browser takes them."""
    return {
        label: {
            "fill": look.fill,
            "line": look.line,
            "shape": look.shape,
            "points": " ".join(f"{x:g} {y:g}" for x, y in look.points),
            "round": look.round,
        }
        for label, look in LOOKS.items()
    }


def icon(label: str) -> str:
    """Return the points of a kind's shape in a frame of 24 by 14, for the legend; nothing for one with round corners."""
    return " ".join(f"{12 + 11 * x:g},{7 + 6 * y:g}" for x, y in LOOKS[label].points)

"""What a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from envgov.graph.model import NOWHERE, Place

from ..document import Layout


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the lines of its article, and its own data; `published` is EDTF.

    `format` is what the file is, `left_out` says in a sentence each, in both languages, what of the file could not be read.
    """

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    left_out: tuple[str, ...] = ()
    format: str = ""
    layout: Layout = field(default_factory=Layout)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where in its file it stands; `more` are the places of its later characters, by their offset in it."""

    text: str
    place: Place = NOWHERE
    more: tuple[tuple[int, Place], ...] = ()


def laid_out(lines: Iterable[Line]) -> tuple[str, Layout]:
    """Return lines as one text with the places of its characters; the tables are counted: rows begin anew with each."""
    words: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    at = table = 0
    last = NOWHERE
    for line in lines:
        if line.place.row and (line.place.row <= last.row or line.place.sheet != last.sheet or not table):
            table += 1
        last = line.place if line.place.row else last
        for offset, place in ((0, line.place), *line.more):
            starts.append(at + offset)
            places.append(replace(place, table=table) if place.row else place)
        words.append(line.text)
        at += len(line.text) + 1
    layout = Layout(tuple(starts), tuple(places)) if any(place != NOWHERE for place in places) else Layout()
    return "\n".join(words), layout

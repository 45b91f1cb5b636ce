"""How each kind of node shows itself: data/faces.yaml, which lists, pages, explorer, Browser, exports and briefings read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.errors import SchemaError
from envgov.graph.kinds import Kinds, load_kinds
from envgov.graph.yaml_text import read_yaml

FILE = "api/data/faces.yaml"
COLOUR = regex.compile(r"#[0-9a-f]{6}")
KEYS = frozenset(
    {"en", "colour", "tint", "shape", "caption", "place", "list", "briefs", "same_as", "sought", "sub", "summary"}
)
LIST_KEYS = frozenset({"name", "zh", "en", "hidden", "sort", "menu"})
SAID = regex.compile(r"(?P<count>#)?(?P<in><-)?(?P<name>\w+)(?P<out>->)?")
SUB_KEYS = frozenset({"zh", "en", "colour"})


@dataclass(frozen=True, slots=True)
class Listed:
    """The page and the list of a kind: its address, its title, the columns that the page hides, its first order."""

    name: str
    zh: str
    en: str
    hidden: tuple[str, ...] = ()
    sort: str | None = None
    menu: bool = True


@dataclass(frozen=True, slots=True)
class SubFace:
    """What a sub-label is called, and its colour where it has one of its own."""

    zh: str
    en: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A part of the line that says what a thing is: a property, or what a relationship leads to, by name or only counted."""

    name: str
    relationship: str | None = None
    direction: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """How a kind shows itself; the keys are told on top of faces.yaml."""

    label: str
    en: str
    colour: str
    tint: str | None
    shape: str | None
    caption: str
    place: int | None
    listed: Listed | None
    briefs: tuple[str, ...]
    same_as: str | None
    sought: bool
    sub: Mapping[str, SubFace]
    summary: tuple[Said, ...] = ()


@cache
def faces() -> Mapping[str, Face]:
    """Return the face of every kind of node, in the order of the legend; raise SchemaError where the table is malformed."""
    return read_faces(files("envgov.api").joinpath("data/faces.yaml").read_text("utf-8"), load_kinds())


def read_faces(text: str, kinds: Kinds) -> Mapping[str, Face]:
    """Return the faces that a YAML text states for some kinds; raise SchemaError with the place where it is malformed."""
    data = read_yaml(text)
    if odd := sorted(set(data) ^ set(kinds.nodes)):
        said = "has no face" if odd[0] in kinds.nodes else "is no kind of graph/kinds.yaml"
        raise SchemaError(f"{FILE}: {odd[0]} {said}")
    found = {label: _face(label, entry) for label, entry in data.items()}
    for label, kind in kinds.nodes.items():
        face = found[label]
        if set(face.sub) != set(kind.sub):
            raise SchemaError(
                f"{FILE}: {label}: `sub` must name {', '.join(kind.sub) or 'nothing'}, as graph/kinds.yaml does"
            )
        if not kind.evidence and not (face.tint and face.shape):
            raise SchemaError(f"{FILE}: {label}: the explorer draws it, so it needs a tint and a shape")
    return found


def _face(label: str, entry: Mapping[str, Any]) -> Face:
    _keys(label, entry, KEYS, ("en", "colour"))
    for name in ("colour", "tint"):
        _colour(label, entry.get(name))
    return Face(
        label,
        entry["en"],
        entry["colour"],
        entry.get("tint"),
        entry.get("shape"),
        entry.get("caption", "name"),
        entry.get("place"),
        _listed(label, entry["list"]) if "list" in entry else None,
        tuple(entry.get("briefs", ())),
        entry.get("same_as"),
        entry.get("sought", True),
        {name: _sub(f"{label}.{name}", sub) for name, sub in (entry.get("sub") or {}).items()},
        tuple(_said(label, str(each)) for each in entry.get("summary", ())),
    )


def _said(label: str, written: str) -> Said:
    match = SAID.fullmatch(written)
    if match is None or (match["in"] and match["out"]):
        raise SchemaError(f"{FILE}: {label}.summary: {written!r}: write a property, <-TYPE, TYPE-> or #<-TYPE")
    name, into = match["name"], match["in"] or match["out"]
    known = load_kinds().relationships if into else load_kinds().nodes[label].properties
    if name not in known and name != "name":
        raise SchemaError(
            f"{FILE}: {label}.summary: {name!r} is no {'relationship' if into else 'property of it'} of graph/kinds.yaml"
        )
    if not into:
        return Said(name)
    return Said(name, name, "in" if match["in"] else "out", bool(match["count"]))


def _listed(label: str, entry: Mapping[str, Any]) -> Listed:
    _keys(f"{label}.list", entry, LIST_KEYS, ("name", "zh", "en"))
    return Listed(**{**entry, "hidden": tuple(entry.get("hidden", ()))})


def _sub(label: str, entry: Mapping[str, Any]) -> SubFace:
    _keys(label, entry, SUB_KEYS, ("zh", "en"))
    _colour(label, entry.get("colour"))
    return SubFace(**entry)


def _keys(place: str, entry: Mapping[str, Any], known: frozenset[str], needed: tuple[str, ...]) -> None:
    if unknown := sorted(set(entry) - known):
        raise SchemaError(f"{FILE}: {place}: {unknown[0]!r} means nothing here; it takes {', '.join(sorted(known))}")
    if lacking := [name for name in needed if not entry.get(name)]:
        raise SchemaError(f"{FILE}: {place}: it needs {lacking[0]}")


def _colour(place: str, value: object) -> None:
    if value is not None and not (isinstance(value, str) and COLOUR.fullmatch(value)):
        raise SchemaError(f'{FILE}: {place}: {value!r} is no colour; write it as "#0072b2"')


def placed() -> list[Face]:
    """Return the faces that have a place in menus and counts, in its order."""
    return sorted((face for face in faces().values() if face.place is not None), key=lambda face: face.place or 0)


def lists() -> Mapping[str, Face]:
    """Return the faces that have a list, by the name of its address, in the order of their places."""
    return {face.listed.name: face for face in placed() if face.listed}


def words_of_faces(language: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the table for the pages: `kind.Label` and `nav.list`, in a language."""
    for label, face in faces().items():
        # The Chinese name of a kind itself stands in kinds.yaml.
        yield f"kind.{label}", face.en if language == "en" else load_kinds().nodes[label].zh
        for name, sub in face.sub.items():
            yield f"kind.{name}", sub.en if language == "en" else sub.zh
        if face.listed:
            yield f"nav.{face.listed.name}", face.listed.en if language == "en" else face.listed.zh

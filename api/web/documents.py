"""A document: the repaired text with the asked characters marked, the text before repair beside it, what repair removed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import regex
from envgov.graph.kinds import load_kinds
from fastapi import APIRouter, Query, Request, Response

from ..resources.listings import node_of
from ..resources.params import LARGEST, Uid
from ..resources.routes import graph_of
from .cells import in_document, page_of, tabled
from .in_file import place_said
from .language import Words, language_of, words
from .lists import to_api
from .rendering import linked, render, twins_of

ROWS = 60  # statements of a page of a document
MOST_AT = 30  # statements of one place
MOST_REMOVED = 300  # rows of the list of what repair removed
REMOVAL = regex.compile(r"(\d+)-(\d+) (.+)")
SHOWN_APART = frozenset({"text", "raw", "removals", "title", "chars", "sha256", "extractor", "url", "origin"})
Place = Annotated[int | None, Query(ge=0, le=LARGEST)]
Flag = Annotated[bool, Query()]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a text: plain, `hit` (what was asked for) or `removed` by the repair."""

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that the repair took out of the raw text, and by which step."""

    start: int
    end: int
    text: str
    step: str


def add_documents(router: APIRouter) -> None:
    """Add the page of a document, and the lists of its statements and anomalies as twins."""

    @router.get("/documents/{uid}.{form:twin}")
    def other(request: Request, uid: str, form: str) -> Response:
        rows = "" if form == "json" else "/statements"
        return to_api(request, f"/v1/documents/{uid}{rows}.{form}")

    @router.get("/documents/{uid}")
    def page(
        request: Request, uid: Uid, start: Place = None, end: Place = None, raw: Flag = False, skip: Place = None
    ) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        properties: Any = node_of(graph, uid, "Document")["properties"]
        home: Any = graph.rows("nodes/one/Region", uid=f"region-{properties.get('home')}")
        span = (start, end) if start is not None and end is not None and start < end else None
        at = graph.rows("web/at", uid=uid, start=start, end=end, limit=MOST_AT) if span else []
        rows = graph.rows("web/document_statements", uid=uid, skip=skip or 0, limit=ROWS + 1)
        return render(
            request,
            "document.html",
            uid=uid,
            title=properties.get("title") or properties["file"],
            properties=_properties(request, t, properties, home[0]["properties"]["name"] if home else None),
            at=[_said(request, t, row) for row in at],
            statements=tabled(request, STATED, [_row(t, row, uid) for row in rows[:ROWS]]),
            anomalies=tabled(
                request,
                ANOMALIES,
                [row | {"document_uid": uid} for row in graph.rows("parts/document_anomalies", uid=uid)],
            ),
            versions=len(graph.rows("versions/of_document", document=uid)),
            next=linked(request, f"/documents/{uid}", skip=(skip or 0) + ROWS) + "#statements"
            if len(rows) > ROWS
            else None,
            first=linked(request, f"/documents/{uid}") + "#statements" if skip else None,
            twins=twins_of(request),
            **_texts(request, t, properties, span, at, raw=raw),
        )


STATED = {
    "quote": "str", "in_file": "str", "subject": "str", "predicate": "str", "object": "str", "rule": "str", "fact": "str",
    "confidence": "float",
}  # fmt: skip
ANOMALIES = {"kind": "str", "surface": "str", "suggestion": "str", "severity": "str", "start": "int"}


def _texts(
    request: Request, t: Words, properties: Mapping[str, Any], span: tuple[Any, Any] | None,
    at: Iterable[Mapping[str, Any]], *, raw: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return what the template needs of both texts."""
    text, before, uid = str(properties["text"]), properties.get("raw"), str(properties["uid"])
    removed = list(removals(properties))
    start, end = span or (None, None)
    first = next(iter(at), None)
    raw_span = (int(first["raw_start"]), int(first["raw_end"])) if first else None
    kept = before is not None
    return {
        "pieces": marked(text, span),
        "quote": text[start:end] if span else "",
        "start": start,
        "end": end,
        "kept": kept,
        "raw_pieces": struck(str(before), removed, raw_span, t) if raw and kept else [],
        "raw_shown": raw and kept,
        "raw_address": linked(request, f"/documents/{uid}", start=start, end=end, raw=None if raw else "1") + "#hit",
        "removed": removed[:MOST_REMOVED],
        "removed_count": len(removed),
        "changed": kept and str(before) != text,
    }  # fmt: skip


def marked(text: str, span: tuple[int, int] | None) -> list[Piece]:
    """Return a text in pieces, the asked characters as a hit; a span beyond the end is cut."""
    if span is None or span[0] >= len(text):
        return [Piece(text)]
    start, end = span
    return [Piece(text[:start]), Piece(text[start:end], "hit"), Piece(text[end:])]


def removals(properties: Mapping[str, Any]) -> Iterable[Removed]:
    """Yield what the repair took out of a document's raw text, in text order."""
    raw = str(properties.get("raw") or "")
    for each in properties.get("removals") or ():
        if match := REMOVAL.fullmatch(str(each)):
            start, end = int(match.group(1)), int(match.group(2))
            yield Removed(start, end, raw[start:end], match.group(3))


def struck(raw: str, removed: Iterable[Removed], span: tuple[int, int] | None, t: Words) -> list[Piece]:
    """Return the raw text in pieces: what was removed, what was asked for, and the rest."""
    cuts = {0, len(raw), *(span or ())}
    notes: dict[int, Removed] = {}
    for each in removed:
        cuts |= {each.start, each.end}
        notes.setdefault(each.start, each)
    places = sorted(cut for cut in cuts if 0 <= cut <= len(raw))
    pieces, until, step = [], 0, ""
    for start, end in itertools.pairwise(places):
        if start in notes and notes[start].end > until:
            until, step = notes[start].end, notes[start].step
        if start < until:
            pieces.append(Piece(raw[start:end], "removed", _step(t, step)))
        else:
            pieces.append(Piece(raw[start:end], "hit" if span and span[0] <= start < span[1] else ""))
    return pieces


def _step(t: Words, step: str) -> str:
    return t(f"repair.{step}") if t.has(f"repair.{step}") else step


def _properties(
    request: Request, t: Words, properties: Mapping[str, Any], home: str | None
) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Return the properties of a document by name, each in parts of text with a link or without."""
    found = []
    for name in load_kinds().nodes["Document"].properties:
        if name in properties and name not in SHOWN_APART:
            found.append((t.property("Document", name), list(_parts(request, t, name, properties, home))))
    return found


def _parts(
    request: Request, t: Words, name: str, properties: Mapping[str, Any], home: str | None
) -> Iterable[tuple[str, str | None]]:
    value = properties[name]
    if name == "home":
        yield (home, linked(request, f"/regions/region-{value}")) if home else (str(value), None)
    elif name == "home_evidence":
        places = [str(each).rpartition("@") for each in value]
        for quote, start in {quote: start for quote, _at, start in reversed(places)}.items():
            yield quote, in_document(request, str(properties["uid"]), start, int(start) + len(quote))
    elif name == "read_share":
        yield f"{value:.1%}", None
    elif name in ("left_out", "format", "held"):
        yield from ((t.both(str(each)), None) for each in (value if isinstance(value, list) else [value]))
    else:
        yield t.value(value), None


def _row(t: Words, row: Mapping[str, Any], uid: str) -> dict[str, object]:
    """Return a statement as a row: what it is about by name, its value where it has no object."""
    names = dict(zip(row["uids"], row["names"], strict=True))
    subject, target = row["subject_uid"], row["object_uid"]
    shown = {
        "subject": names.get(subject, subject),
        "object": names.get(target, target) if target else t.value(row["value"]),
        "predicate": _predicate(t, row),
        "in_file": place_said(t, row),
    }
    return {**{name: value for name, value in row.items() if name != "uid"}, **shown, "document_uid": uid}


def _predicate(t: Words, row: Mapping[str, Any]) -> str:
    """Return what a statement tells of its subject: a type of relationship as it is, a property by its name."""
    if row["predicate"] == "named":
        return t("thing.named")
    owner = str(row["subject_uid"]).partition("-")[0].capitalize()
    return str(row["predicate"]) if row["object_uid"] else t.property(owner, str(row["predicate"]))


def _said(request: Request, t: Words, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a statement of the asked place for the list beside the text."""
    made = _row(t, row, "")
    relation = str(made["predicate"])
    ends = {name: page_of(str(row[f"{name}_uid"])) for name in ("subject", "object") if row[f"{name}_uid"]}
    return {
        **made,
        "relation": t.relationship(relation),
        "subject_address": linked(request, path) if (path := ends.get("subject")) else None,
        "object_address": linked(request, path) if (path := ends.get("object")) else None,
        "value_shown": t.value(made["object"]) if row["object_uid"] is None else made["object"],
    }

"""Turn rows of the graph into cells of a table: names with links, values as people read them, the way to the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request

from ..resources.listings import LABELS, NODE_LABELS
from ..showing import harmless
from .language import Words, language_of, words
from .rendering import digest, linked

FOLDERS = {label: name for name, label in LABELS.items()}
# Columns that a table shows in another way: as the link of a name, or in the last column.
LED = frozenset(
    {"key", "fact", "duty_fact", "derived", "confidence", "documents", "through_group", "raw_start", "raw_end"}
    | {"page", "sheet", "table", "row", "column", "paragraph"}
)
SOURCES = frozenset({"document_uid", "statement_uid"})
NAMES = ("name", "text", "title", "file", "quote", "surface")
CODED = frozenset({
    "kind", "level", "how", "mode", "state", "year_basis", "due_basis", "script", "severity", "basis", "judgement",
    "modality", "former", "agrees", "function", "relation", "likely",
})  # fmt: skip
TYPED = frozenset({"relationship", "predicate", "type", "relationships"})
NUMBERS = frozenset({"int", "float"})
LONG = frozenset({"text", "task", "quote", "other_text", "members", "posts", "clause"})
NARROW = frozenset(
    {
        "date",
        "published",
        "due",
        "due_max",
        "start",
        "end",
        "from",
        "to",
        "number",
        "date_min",
        "date_max",
        "level",
        "mode",
    }
)
DATED = frozenset({"date", "published", "due", "from", "to", "start", "end", "attested", "valid_to", "other_date"})
LONGEST_LIST = 12  # entries of a cell: a group of 129 bureaus would fill the screen


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column."""

    name: str
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: parts of text, each with a link or without, and how the cell is set."""

    parts: tuple[tuple[str, str | None], ...]
    style: str
    label: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row rests on: the fact with its evidence, how sure it is, and whether it was derived."""

    address: str | None
    panel: str
    panel_address: str
    documents: int | None
    confidence: float | None
    derived: bool
    through: str | None
    through_address: str | None = None
    gazetteer: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table that a template shows."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    based: bool

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.headings) + self.based


def page_of(uid: str) -> str | None:
    """Return the path of the page of a node, or None for what has none."""
    label = uid.partition("-")[0].capitalize()
    if label not in NODE_LABELS:
        return None
    return f"/{FOLDERS.get(label, 'nodes')}/{uid}"


def in_document(request: Request, uid: str, start: object, end: object) -> str:
    """Return the address of a place in a document."""
    return linked(request, f"/documents/{uid}", start=start, end=end) + "#hit"


def tabled(
    request: Request,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, object]],
    *,
    hidden: Iterable[str] = (),
    evidence: bool = True,
) -> Tabled:
    """Return a table of rows; `columns` are their names and types, as a statement's front matter gives them."""
    t = words(language_of(request))
    left_out = {*(LED - _listed(columns)), *hidden}
    shown = [name for name in columns if name not in left_out and not name.endswith("uid")]
    headings = tuple(
        Heading(name, t.column(_worded(name, columns[name])), _style(name, columns[name])) for name in shown
    )
    ends = [name for name in columns if name in ("uid", "uids") or (name.endswith("_uid") and name not in SOURCES)]
    based = evidence and (bool({"fact", "derived"} & columns.keys()) or len(ends) > 1 or "uids" in ends)
    width = len(headings) + based
    made = tuple(
        Row(tuple(_cell(request, t, heading, row) for heading in headings), _basis(request, row, number, ends, width))
        for number, row in enumerate(rows)
    )
    return Tabled(headings, made, based)


def _listed(columns: Mapping[str, str]) -> set[str]:
    return {name for name, kind in columns.items() if kind == "list"}


def _worded(name: str, kind: str) -> str:
    """Return the word of a column: where `documents` lists them it is not their number."""
    return f"{name}_listed" if name in LED and kind == "list" else name


def _style(name: str, kind: str) -> str:
    if kind in NUMBERS:
        return "number"
    return "text" if name in LONG else "narrow" if name in NARROW else ""


def _cell(request: Request, t: Words, heading: Heading, row: Mapping[str, object]) -> Cell:
    name, value = heading.name, row.get(heading.name)
    uids = row.get("uids") if name in ("name", "relationships") else None
    if isinstance(uids, list) and name == "name":
        found = [(str(value), None), *((str(number), _link(request, uid)) for number, uid in enumerate(uids, 1))]
        return Cell(tuple(found), heading.style, heading.text)
    if isinstance(value, list):
        entries = [(shown_value(t, name, each), None) for each in value[:LONGEST_LIST]]
        more = [(t("table.more", count=len(value) - LONGEST_LIST), None)] if len(value) > LONGEST_LIST else []
        return Cell((*entries, *more), heading.style, heading.text)
    text = shown_value(t, name, value)
    return Cell(((text, _address(request, name, row)),) if text else (), heading.style, heading.text)


def shown_value(t: Words, name: str, value: object) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return t("value.true" if value else "value.false")
    if name in TYPED:
        return t.relationship(str(value)) if value else ""
    if name in CODED and value is not None:
        return t.value(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if name in DATED and isinstance(value, str):
        return dated(t, value)
    return harmless(value)


def dated(t: Words, edtf: str) -> str:
    """Return a date or an interval as people read it; data in other forms keep the notation of EDTF."""
    first, slash, last = edtf.partition("/")
    text = t("date.span", first=first, last=last) if slash and first != last else first
    return t("date.unknown", days=text.replace("XXXX-", "")) if edtf.startswith("XXXX-") else text


def _address(request: Request, name: str, row: Mapping[str, object]) -> str | None:
    if name in ("document", "quote", "surface") and row.get("document_uid"):
        return _place(request, row)
    if uid := row.get(f"{name}_uid"):
        return _link(request, uid)
    if "uid" in row and name == next((each for each in NAMES if row.get(each)), None):
        return _link(request, row["uid"])
    if name == "text" and row.get("directive_uid"):
        return _link(request, row["directive_uid"])
    return None


def _place(request: Request, row: Mapping[str, object]) -> str:
    start, end = row.get("start"), row.get("end")
    if end is None and isinstance(start, int):
        end = start + len(str(row.get("surface") or " "))
    uid = str(row["document_uid"])
    return linked(request, f"/documents/{uid}") if start is None else in_document(request, uid, start, end)


def _link(request: Request, uid: object) -> str | None:
    path = page_of(str(uid)) if uid else None
    return linked(request, path) if path else None


def _basis(request: Request, row: Mapping[str, object], number: int, ends: Sequence[str], width: int) -> Basis:
    documents, confidence, through = row.get("documents"), row.get("confidence"), row.get("through_group")
    path, given = _evidence(row, ends)
    panel = f"panel-{digest(f'{path} {given} {number}')}"
    return Basis(
        linked(request, path, **given) if path else None,
        panel,
        linked(request, path or "", **given, panel=panel, width=width),
        documents if isinstance(documents, int) else None,
        confidence if isinstance(confidence, float | int) else None,
        bool(row.get("derived")),
        str(through) if through else None,
        _link(request, row.get("through_group_uid")),
        row.get("basis") == "gazetteer",
    )


def _evidence(row: Mapping[str, object], ends: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """Return where the evidence of a row is: of its fact, or of what the texts state among the things that it names."""
    if row.get("fact"):
        return f"/facts/{row['fact']}", {}
    found: dict[str, None] = {}
    for name in ends:
        value = row.get(name)
        found |= dict.fromkeys(str(each) for each in (value if isinstance(value, list) else [value]) if each)
    return ("/evidence", {"among": ",".join(found)}) if len(found) > 1 else (None, {})

"""The noun that flows through the first stages: a Document, and the map from its repaired text to the raw one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from envgov.graph.model import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Offsets:
    """A map from the repaired text to the raw text, as runs.

    `clean[i]` and `raw[i]` are the first code points of run i in either text. Run i reaches to `clean[i + 1]`; the last
    entries are the ends of both texts. Inside a run of equal length in both texts, offsets advance together; a run whose
    lengths differ (a character that became two, a reconstructed word) maps as a whole.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]

    @classmethod
    def identity(cls, length: int) -> Offsets:
        """Return the map of a text of `length` code points to itself."""
        return cls((0, length), (0, length))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest raw span that holds the repaired characters `start` to `end` (half-open)."""
        first, last = self._run(start), self._run(max(start, end - 1))
        return self._raw_of(first, start, rounded_up=False), self._raw_of(
            last, max(start, end - 1) + 1, rounded_up=True
        )

    def _run(self, position: int) -> int:
        return min(bisect_right(self.clean, position) - 1, len(self.clean) - 2) if len(self.clean) > 1 else 0

    def _raw_of(self, run: int, position: int, *, rounded_up: bool) -> int:
        if len(self.clean) < 2:
            return 0
        clean_length = self.clean[run + 1] - self.clean[run]
        raw_length = self.raw[run + 1] - self.raw[run]
        if clean_length == raw_length:
            return self.raw[run] + position - self.clean[run]
        return self.raw[run + 1] if rounded_up else self.raw[run]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the characters of a raw text stand in their file: from `starts[i]` on, code points, at `places[i]`.

    No place has a column: that is told by the tabs before it in its line.
    """

    starts: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()

    def at(self, raw: str, start: int, end: int) -> Place:
        """Return where the raw characters `start` to `end` (half-open) begin; with the column, where they are of one cell."""
        run = bisect_right(self.starts, start) - 1
        if run < 0:
            return NOWHERE
        place = self.places[run]
        if not place.row or "\t" in raw[start:end]:
            return place
        return replace(place, column=raw.count("\t", raw.rfind("\n", 0, start) + 1, start) + 1)


@dataclass(frozen=True, slots=True)
class Removal:
    """Characters that the repair took out: `start`, `end` in the raw text, the text itself and the step that did it."""

    start: int
    end: int
    text: str
    step: str


MOST_OF_PART = 0.999  # of a file, read: one of which a byte was lost was not read whole
UNREAD_DATE = "unread_date"  # the kind of a damage that stands outside the text: a stated date that names no day


MOST_STEPS = 30  # parts of a file that its reading report tells in their order
# What a file has parts of, in both languages.
PARTS = {
    "pages": ("{} 页", "{} pages"),
    "sheets": ("{} 个工作表", "{} sheets"),
    "slides": ("{} 张幻灯片", "{} slides"),
    "tables": ("{} 个表格", "{} tables"),
    "boxes": ("{} 个文本框", "{} text boxes"),
    "notes": ("{} 条注释", "{} notes"),
    "attachments": ("{} 个附件", "{} attachments"),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Damage that the repair saw: `start`, `end` in the repaired text; `kind` is an Anomaly kind."""

    kind: str
    surface: str
    start: int
    end: int
    suggestion: str | None = None
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Document:
    """One text on its way to facts.

    `raw` is the text as its reader gave it; `text` is the repaired one (equal to `raw` before the repair). What the
    file itself says about the document (HTML meta tags, JSON fields) stands in `title`, `published` (EDTF), `publisher`
    and `url`; `path` is where its file lies, where it stays there.
    What the text says is found by the later stages. `home` is the code of the division that whoever loaded the
    document knows it to be of, `home_by` what told it (an option, a line of sources.yaml, a field), where one did. `format` is
    what the file is, `left_out` says in a sentence each, in both languages, what of it could not be read, `layout` where in
    the file the characters of `raw` stand.
    """

    id: str
    source: str
    sha256: str
    raw: str
    text: str
    offsets: Offsets
    script: str = "simplified"
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    path: str | None = None
    home: str | None = None
    home_by: str = ""
    removals: tuple[Removal, ...] = field(default=())
    damage: tuple[Damage, ...] = field(default=())
    format: str = ""
    left_out: tuple[str, ...] = field(default=())
    layout: Layout = field(default_factory=Layout)
    held: tuple[tuple[str, int], ...] = field(default=())
    share: float = 1.0


def share(document: Document) -> float:
    """Return how much of a document's file was read, 0 to 1; below 1 wherever anything was left out."""
    return round(min(document.share, MOST_OF_PART if document.left_out else 1.0), 3)


def held(document: Document) -> tuple[str, ...]:
    """Return what was read of a document's file, a sentence each in both languages: 12 页 / 12 pages; then in which order."""
    counted = (_counted(name, count) for name, count in document.held)
    order = reading_order(document.layout)
    return (*counted, *((order,) if order else ()))


def _counted(name: str, count: int) -> str:
    zh, en = (said.format(count) for said in PARTS[name])
    return f"{zh} / {en.removesuffix('es' if name == 'boxes' else 's') if count == 1 else en}"


def reading_order(layout: Layout) -> str:
    """Return in both languages in which order a file's parts were read, "" for one that is read straight through."""
    steps: list[tuple[Place, int]] = []
    for place in layout.places:
        last = steps[-1][0] if steps else None
        if last is not None and (last.page, last.sheet, last.table) == (place.page, place.sheet, place.table):
            steps[-1] = last, steps[-1][1] + (place.row > 0)
        else:
            steps.append((place, int(place.row > 0)))
    if len(steps) < 2:
        return ""
    told = [_step(place, rows) for place, rows in steps[:MOST_STEPS]]
    more = ("…", "…") if len(steps) > MOST_STEPS else ("", "")
    zh, en = ((between.join(step[at] for step in told) + more[at]) for at, between in enumerate(("、", ", ")))
    return f"次序：{zh} / in this order: {en}"


def _step(place: Place, rows: int) -> tuple[str, str]:
    sheet = place.sheet.replace("/", "／")  # the slash parts the languages
    where = (
        (f"第{place.page}页", f"page {place.page} ")
        if place.page
        else (f"“{sheet}”", f"“{sheet}” ")
        if sheet
        else ("", "")
    )
    what = (f"表{place.table}（{rows} 行）", f"table {place.table} ({rows} rows)") if place.table else ("正文", "text")
    return where[0] + what[0], where[1] + what[1]

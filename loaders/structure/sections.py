"""Read the structure of a document: which lines are titles, headings, items, rows, fields, signatures and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ..document import Document
from ..language.rules import pattern
from .chiefs import continues_roster, heads_chiefs, numbered_chief
from .front import FRONT, Front
from .lines import (
    Line,
    Numbering,
    Span,
    field_of,
    is_date,
    is_dateline,
    is_issuer,
    line_kind,
    numbering,
    read_lines,
    speaker_of,
)
from .tables import Cell, FoundTable, find_tables

_SENTENCE_SIGN = regex.compile(r"[。；;！？]")
_NOWHERE = Span(0, 0)
_HEAD = pattern("lines.head")
_DUTY_IN_BRACKET = pattern("lines.duty_in_bracket")
_LONGEST_HEADING = 60  # code points
_LONGEST_NAME = 14  # code points; a heading that ends in a full stop is a name (三、工作安排。), not a sentence
_FEWEST_UTTERANCES = 3  # lines `name：words` that make a text an interview
# What stands outside the document's own words: who wrote it, where it was put up, what else the page offers.
OUTSIDE = frozenset({"boilerplate", "byline"})
_AROUND = frozenset({"title", "subtitle", "dateline", "number", "addressee", "signature", "attachment", "byline"})


@dataclass(frozen=True, slots=True)
class Block:
    """A line or a row of the document; offsets are code points into the repaired text, half-open.

    `kind` is title, subtitle, dateline, number, addressee, heading, item, paragraph, lead_in, utterance, field,
    member, columns, row, signature, attachment, byline, note or boilerplate. Of a numbered block `level` is 1 to 5,
    `label` the number as written and `number` its value; of a field or a member `label` is its label without spaces,
    of an utterance the speaker. `head` is the phrase that names an item or the text of a heading, `body` what follows;
    both are empty spans where there is none. `parent` is the index of the heading or item it stands under.
    """

    index: int
    kind: str
    start: int
    end: int
    level: int = 0
    label: str = ""
    number: int | None = None
    parent: int | None = None
    head: Span = _NOWHERE
    body: Span = _NOWHERE
    cells: tuple[Cell, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns and its rows; `sections` are the blocks that divide it."""

    columns: tuple[str, ...]
    rows: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a document in text order, and its tables."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()

    def of_kind(self, *kinds: str) -> Iterator[Block]:
        """Yield the blocks of the given kinds, in text order."""
        return (block for block in self.blocks if block.kind in kinds)

    def children(self, block: Block) -> Iterator[Block]:
        """Yield the blocks directly under a heading or an item."""
        return (each for each in self.blocks if each.parent == block.index)

    def path(self, block: Block) -> tuple[Block, ...]:
        """Return the headings and items above a block, the outermost first."""
        above: list[Block] = []
        parent = block.parent
        while parent is not None:
            above.append(self.blocks[parent])
            parent = self.blocks[parent].parent
        return tuple(reversed(above))

    def at(self, offset: int) -> Block | None:
        """Return the block that holds a place in the text, or None between blocks."""
        return next((block for block in self.blocks if block.start <= offset < block.end), None)


def outline(document: Document) -> Outline:
    """Return the structure of a document's repaired text."""
    lines = read_lines(document.text)
    tables = list(find_tables(lines))
    drafts = _Drafts(lines, tables, document.title or "").blocks()
    blocks = tuple(_with_parents(drafts))
    grouped = [Table(table.columns, tuple(b for b in blocks if b.table == i)) for i, table in enumerate(tables)]
    return Outline(blocks, tuple(grouped))


def _with_parents(drafts: Sequence[Block]) -> Iterator[Block]:
    stack: list[Block] = []
    for index, block in enumerate(drafts):
        if block.kind in {"title", "signature", "attachment"}:
            stack = []
        numbered = block.kind in {"heading", "item"}
        while numbered and stack and stack[-1].level >= block.level:
            stack.pop()
        inside = block.kind not in _AROUND and block.kind != "boilerplate"
        placed = replace(block, index=index, parent=stack[-1].index if stack and inside else None)
        yield placed
        if numbered:
            stack.append(placed)


class _Drafts:
    """The pass over the lines that gives each its kind; what a line is depends on those before and after it."""

    def __init__(self, lines: Sequence[Line], tables: Sequence[FoundTable], title: str) -> None:
        self.lines = lines
        self.table_at = {table.first: (number, table) for number, table in enumerate(tables)}
        self.kinds = [line_kind(line.text) for line in lines]
        self.fields = [field_of(line.text) for line in lines]
        self.title = title
        speakers = [speaker_of(line.text) for line in lines]
        talks = sum(
            s is not None and f is None and not is_issuer(s[0]) for s, f in zip(speakers, self.fields, strict=True)
        )  # lines that begin with bodies (市公安局：…) are a list of what each has to do
        self.speakers = speakers if talks >= _FEWEST_UTTERANCES else [None] * len(lines)
        self.signed = _signatures(lines, self.kinds)
        self.role = ""

    def blocks(self) -> list[Block]:
        """Return the blocks without their parents."""
        found: list[Block] = []
        front = Front(self.lines, self.kinds, self.fields, self.title)
        position = 0
        while position < len(self.lines):
            if position in self.table_at:
                number, table = self.table_at[position]
                found.extend(_rows(self.lines, table, number))
                position = table.last + 1
                continue
            if position not in self.signed and self.kinds[position] is None:
                front.conveyed(position)
            lead = front.read(position) if position not in self.signed else None
            taken, block = self._lead(position, *lead) if lead else (1, self._block(position))
            if block.kind in {"signature", "attachment"}:
                front.reopen(position + 1)
            self.role = block.label if block.kind == "member" else heads_chiefs(self.lines[position].text)
            found.append(block)
            position += taken
        return found

    def _lead(self, position: int, taken: int, kind: str) -> tuple[int, Block]:
        start, end = self.lines[position].start, self.lines[position + taken - 1].end
        return taken, Block(0, kind, start, end, body=Span(start, end))

    def _block(self, position: int) -> Block:
        line = self.lines[position]
        whole = Block(0, "paragraph", line.start, line.end, body=Span(line.start, line.end))
        if position in self.signed:
            return replace(whole, kind="signature")
        kind = self.kinds[position]
        if kind in {"number", "addressee"} and position >= FRONT:
            kind = None
        number = numbering(line.text)
        if kind is None and number is not None:
            chief = numbered_chief(line.text)
            if chief is not None:
                return replace(whole, kind="member", label=chief[0], body=Span(line.start + chief[1], line.end))
            return self._numbered(position, number)
        field = self.fields[position]
        if field is not None:
            label, sense, start = field
            member = sense == "role"
            return replace(
                whole, kind="member" if member else "field", label=label, body=Span(line.start + start, line.end)
            )
        if kind is not None:
            return replace(whole, kind=kind)
        if self.role and continues_roster(line.text):
            return replace(whole, kind="member", label=self.role)
        speaker = self.speakers[position]
        if speaker is not None:
            name, start = speaker
            return replace(
                whole,
                kind="utterance",
                label=name,
                head=Span(line.start, line.start + len(name)),
                body=Span(line.start + start, line.end),
            )
        return replace(whole, kind="dateline") if is_dateline(line.text) else whole

    def _numbered(self, position: int, number: Numbering) -> Block:
        line = self.lines[position]
        start = line.start + number.length
        rest = line.text[number.length :]
        block = Block(0, "item", line.start, line.end, number.level, number.label, number.number)
        if self._listed_attachment(position):
            return replace(block, kind="attachment", body=Span(start, line.end))
        if self._is_heading(position, number, rest):
            end = start + len(rest.rstrip("。：: "))
            return replace(block, kind="heading", head=Span(start, end), body=Span(line.end, line.end))
        match = _HEAD.match(rest)
        if match is None:
            return replace(block, head=Span(start, start), body=Span(start, line.end))
        body = start + match.end() + len(rest[match.end() :]) - len(rest[match.end() :].lstrip())
        return replace(block, head=Span(start, start + match.end("head")), body=Span(body, line.end))

    def _listed_attachment(self, position: int) -> bool:
        """Say whether a numbered line goes on with a list that 附件：1.… began."""
        while position > 0 and numbering(self.lines[position].text) and self.kinds[position] is None:
            if len(self.lines[position].text) > _LONGEST_HEADING or "。" in self.lines[position].text:
                return False
            position -= 1
        return self.kinds[position] == "attachment" and regex.search(r"[:：]", self.lines[position].text) is not None

    def _is_heading(self, position: int, number: Numbering, rest: str) -> bool:
        if not rest or len(rest) > _LONGEST_HEADING or _DUTY_IN_BRACKET.search(rest):
            return False
        following = self._following(position)
        if following is None:
            return False
        sense = self.fields[following][1] if self.fields[following] else ""  # type: ignore[index]
        below = numbering(self.lines[following].text)
        named = sense == "content" or (below is not None and below.level > number.level and len(rest) <= _LONGEST_NAME)
        if _SENTENCE_SIGN.search(rest.rstrip("。")) or (rest.endswith("。") and not named):
            return False
        if rest.endswith(("；", ";")) or (sense in {"duty", "due"} and "，" in rest):
            return False
        return below is None or below.level > number.level or following in self.table_at

    def _following(self, position: int) -> int | None:
        """Return the next line that is content, or None."""
        for index in range(position + 1, len(self.lines)):
            if self.kinds[index] not in {"boilerplate", "byline", "attachment"}:
                return None if index in self.signed else index
            if self.kinds[index] == "attachment":
                return None
        return None


def _signatures(lines: Sequence[Line], kinds: Sequence[str | None]) -> set[int]:
    """Return the lines below the body that sign it: a day on a line of its own with the issuers above it.

    An issuer that closes the document signs it without a day.
    """
    signed: set[int] = set()
    body = next((i for i, line in enumerate(lines) if "。" in line.text or kinds[i] == "addressee"), len(lines))
    for index in range(body + 1, len(lines)):
        if not is_date(lines[index].text):
            continue
        above = index
        while above - 1 > body and is_issuer(lines[above - 1].text):
            above -= 1
        signed.update(range(above, index + 1))
    last = max((i for i, kind in enumerate(kinds) if kind not in {"boilerplate", "byline", "note"}), default=0)
    if last > body and is_issuer(lines[last].text) and lines[last - 1].text.endswith("。"):
        signed.add(last)
    return signed


def _rows(lines: Sequence[Line], table: FoundTable, number: int) -> Iterator[Block]:
    """Yield the blocks of a table: the names of its columns, its rows, and the lines that divide it."""
    if table.header:
        start, end = lines[table.header[0]].start, lines[table.header[-1]].end
        yield Block(0, "columns", start, end, body=Span(start, end))
    covered = {index: row for row in table.rows for index in range(row.first, row.last + 1)}
    for index in range(table.header.stop, table.last + 1):
        row, line = covered.get(index), lines[index]
        if row is None:
            mark = numbering(line.text)
            start = line.start + (mark.length if mark else 0)
            level, label, value = (mark.level, mark.label, mark.number) if mark else (1, "", None)
            head, body = Span(start, line.end), Span(line.end, line.end)
            yield Block(0, "heading", line.start, line.end, level, label, value, head=head, body=body)
        elif row.first == index:
            end = lines[row.last].end
            first = lines[row.first].text.split("\t")[0].strip()
            value = int(first) if first.isdecimal() else None
            yield Block(
                0, "row", line.start, end, number=value, body=Span(line.start, end), cells=row.cells, table=number
            )

"""The lines that an element of a web page shows: paragraphs, numbered lists, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from selectolax.lexbor import LexborNode

from ..language.rules import pattern
from .content import Line
from .counting import shown
from .table import MOST_COLUMNS, Cell, Table, lines_of

BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "dd",
        "dt",
        "dl",
        "center",
        "pre",
        "header",
        "main",
        "td",
        "th",
    ]
)
WHITE, BLANKS = regex.compile(r"\s+"), regex.compile(r"[ \u00a0\u3000]+")
BEGINS_ITEM = pattern("repair-lines.heading")
UNNUMBERED = regex.compile(r"list-style(?:-type)?\s*:\s*none", regex.IGNORECASE)
NUMBERED = regex.compile(r"list-style(?:-type)?\s*:\s*(?:inside\s+|outside\s+)?(?P<form>[\w-]+)", regex.IGNORECASE)
# How a browser numbers lists, as Office calls it, and what stands behind the number.
FORMS = {
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), ("chineseCounting", "、")),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), ("chineseLegalSimplified", "、")),
    **dict.fromkeys(("cjk-decimal",), ("ideographDigital", "、")),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    **dict.fromkeys(("lower-alpha", "lower-latin", "a"), ("lowerLetter", ". ")),
    **dict.fromkeys(("upper-alpha", "upper-latin", "A"), ("upperLetter", ". ")),
    **dict.fromkeys(("lower-roman", "i"), ("lowerRoman", ". ")),
    **dict.fromkeys(("upper-roman", "I"), ("upperRoman", ". ")),
    "decimal-leading-zero": ("decimalZero", ". "),
}
KEPT = regex.compile(r"white-space\s*:\s*(?:pre|break-spaces)", regex.IGNORECASE)
DEEPEST = 12  # tables in tables
LONGEST_NUMBER = 6  # digits
HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)


def lines_shown(root: LexborNode) -> list[Line]:
    """Return the words of an element as lines; a row of a table is one line with tabs between its cells."""
    return list(lines_of([_table(root, 1)] if root.tag == "table" else list(_content(root, 0))))


def _content(root: LexborNode, depth: int) -> Iterator[str | Table]:
    """Yield the lines of an element and the tables in it, in order."""
    words = ""
    for piece in _pieces(root, depth):
        if isinstance(piece, str) and piece != "\n":
            words += piece
            continue
        if line := BLANKS.sub(" ", words).strip(" "):
            yield line
        words = ""
        if isinstance(piece, Table):
            yield piece
    if line := BLANKS.sub(" ", words).strip(" "):
        yield line


def _pieces(node: LexborNode, depth: int, *, kept: bool = False) -> Iterator[str | Table]:
    """Yield the words of an element, its tables, and a line end where a line ends; `kept`, line ends of the source are."""
    numbers = _numbers(node)
    kept = kept or node.tag in ("pre", "textarea") or KEPT.search(node.attributes.get("style") or "") is not None
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text" and kept:
            yield from _lines_kept(child.text_content or "")
        elif tag == "-text":
            yield WHITE.sub(" ", child.text_content or "")
        elif HIDDEN.search(child.attributes.get("style") or "") or "hidden" in child.attributes:
            continue
        elif tag == "table":
            yield "\n"
            yield _table(child, depth + 1)
        elif tag == "br":
            yield "\n"
        elif tag in BLOCKS:
            yield "\n"
            if tag == "li" and numbers is not None:
                number = numbers.before(child)
                yield "" if BEGINS_ITEM.match((child.text() or "").strip()) else number
            yield from _pieces(child, depth, kept=kept)
            yield "\n"
        else:
            yield from _pieces(child, depth, kept=kept)


def _lines_kept(text: str) -> Iterator[str]:
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if number:
            yield "\n"
        yield WHITE.sub(" ", line)


@dataclass(slots=True)
class _Numbers:
    """The numbers that a browser shows before the items of a list: the next one, its form and what stands behind it."""

    next: int
    form: tuple[str, str]

    def before(self, item: LexborNode) -> str:
        """Return the number of an item, which may say its own, and count it."""
        stated = item.attributes.get("value") or ""
        number = int(stated) if stated.isdecimal() and len(stated) < LONGEST_NUMBER else self.next
        self.next = number + 1
        return f"{shown(number, self.form[0])}{self.form[1]}"


def _numbers(node: LexborNode) -> _Numbers | None:
    """Return the numbers that a browser shows before the items of a list, None where it shows none."""
    style = node.attributes.get("style") or ""
    if node.tag != "ol" or UNNUMBERED.search(style):
        return None
    start = node.attributes.get("start") or "1"
    named = NUMBERED.search(style)
    form = FORMS.get(
        named["form"].lower() if named is not None else node.attributes.get("type") or "", ("decimal", ". ")
    )
    return _Numbers(int(start) if start.isdecimal() and len(start) < LONGEST_NUMBER else 1, form)


def _table(table: LexborNode, depth: int) -> Table:
    """Return a table with the tables in its cells; those nested beyond all measure are read as words."""
    made = Table()
    for row in _rows_of(table):
        cells = []
        for cell in row.iter():
            if cell.tag not in ("td", "th") or HIDDEN.search(cell.attributes.get("style") or ""):
                continue
            deep = depth > DEEPEST
            words = " ".join((cell.text(separator=" ") or "").split()) if deep else ""
            content: list[str | Table] = [words] if deep else list(_content(cell, depth))
            cells.append(Cell(content, _span(cell, "colspan"), _span(cell, "rowspan")))
        made.rows.append(cells)
    return made


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the rows of a table itself, not those of tables in its cells."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), MOST_COLUMNS)) if value.isdecimal() and len(value) < LONGEST_NUMBER else 1

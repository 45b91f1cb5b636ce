"""Read rich text (RTF): text, tables, boxes and notes in reading order, as it stands when every change is accepted.

The source of the rules is the specification of RTF 1.9.1; what a reader does not know it passes over, as that says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex
from envgov.graph.errors import InputError

from .content import Line, Page, laid_out
from .table import ABOVE, LEFT, MOST_COLUMNS, Flow, Table, numbered_lines

TOKEN = regex.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>.))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    regex.DOTALL,
)
MOST_GROUPS = 2000  # within one another
MERGED = {"clmrg": LEFT, "clvmrg": ABOVE}
MOST_LEVELS = 12  # tables in tables
CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}  # of fonts
PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column"))
# Groups that hold no text of the document.
_PASSED = (
    "colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf pict fldinst objdata objclass sp "
    "shprslt nonesttables annotation listtable xe tc rxe ftnsep ftnsepc aftnsep listoverridetable revtbl themedata datastore "
    "private template filetbl"
)
PASSED = frozenset(_PASSED.split())
# Groups that those who do not know them are to pass over, and that hold text all the same.
KNOWN = frozenset(("shpinst", "shptxt", "footnote", "nesttableprops", "do", "dptxbxtext", "fldrslt", "ud", "listtext"))
APART = {"shptxt": "box", "dptxbxtext": "box", "footnote": "note", "listtext": "number", "pntext": "number"}


@dataclass(slots=True)
class _State:
    """What a group sets, and what ends with it."""

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = 0
    eastern: int | None = None  # the font of Chinese letters
    of_eastern: bool = False  # the next font is that one
    fallback: int = 1  # signs behind a letter by its number, for those who do not know it
    level: int = 0  # tables that the paragraph stands in
    apart: str = ""  # begun here: a box, a note, the number of an item
    fonts: bool = False


def read_rtf(data: bytes, source: str) -> Page:
    """Return the lines of an RTF file; raise InputError where it is none or nested beyond all measure."""
    reader = _Reader(source)
    reader.read(data)
    lines = list(numbered_lines(reader.flows[0].finished()))
    notes = [_on_a_line(note.finished()) for note in reader.notes]
    lines.extend(Line(f"注{number}：{note}") for number, note in enumerate(notes, 1) if note)
    text, layout = laid_out(lines)
    left_out = (f"{reader.objects} 个嵌入对象 / {reader.objects} embedded objects",) if reader.objects else ()
    share = len(lines) / max(1, len(lines) + reader.objects)
    held = {"boxes": reader.boxes, "notes": len(notes)}
    return Page(text, left_out=left_out, layout=layout, held=held, share=share)


def _on_a_line(blocks: list[str | Table]) -> str:
    return " ".join(" ".join(each.text if isinstance(each, Table) else each for each in blocks).split())


class _Reader:
    """The pass over the tokens of a file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.state, self.states = _State(), list[_State]()
        self.flows, self.notes = [Flow()], list[Flow]()
        self.page, self.charsets = "cp1252", dict[int, int]()
        self.bytes, self.to_skip = bytearray(), 0
        self.boxes = self.objects = 0
        self.row: list[
            tuple[int, str]
        ] = []  # of the row that is defined: the right edges of cells, and what they go on from
        self.merged = ""
        self.outer: list[list[tuple[int, str]]] = []  # of the rows around a row of a table in a cell
        self.half = ""  # the first half of a character

    def read(self, data: bytes) -> None:
        at = 0
        while (token := TOKEN.search(data, at)) is not None:
            at = token.end()
            if token["word"] is not None:
                value = int(token["value"]) if token["value"] is not None else None
                word = token["word"].decode()
                if word == "bin":
                    at += max(0, value or 0)
                else:
                    self._word(word, value)
            elif token["byte"] is not None:
                self._byte(bytes([int(token["byte"], 16)]))
            elif token["sign"] is not None:
                self._sign(token["sign"])
            elif token["brace"] is not None:
                self._group(opens=token["brace"] == b"{")
            else:
                self._byte(token["text"])
        self._flush()

    def _group(self, *, opens: bool) -> None:
        self._flush()
        self.to_skip = 0
        if opens:
            if len(self.states) > MOST_GROUPS:
                raise InputError(f"{self.source}: RTF 嵌套过深。/ its groups are nested too deep; save it as .docx.")
            self.states.append(self.state)
            self.state = replace(self.state, apart="")
        elif self.states:
            if self.state.apart == "row":
                self.row = self.outer.pop()
            elif self.state.apart:
                self._close(self.state.apart)
            self.state = self.states.pop()

    def _close(self, kind: str) -> None:
        flow = self.flows.pop()
        if kind == "number":
            words = "".join(flow.words).strip(" \t")
            gap = " " if words and words[-1].isascii() else ""
            self.flows[-1].number = words + gap if any(map(str.isalnum, words)) else ""
        elif kind == "note":
            self.notes.append(flow)
        else:
            self.boxes += 1
            self.flows[-1].boxes.append(flow.finished())

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.state.skipped = True  # until the group's name shows that it is known
        elif sign in (b"\\", b"{", b"}"):
            self._byte(sign)
        elif sign in (b"~", b"_"):
            self._say(" " if sign == b"~" else "-")
        elif sign in (b"\n", b"\r"):
            self.flows[-1].end_paragraph(self.state.level)

    def _byte(self, data: bytes) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            data = data[skipped:]
        if self.state.fonts or not data:
            return
        self.bytes += data

    def _flush(self) -> None:
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            self._say(data.decode(self._encoding(), "replace"))

    def _encoding(self) -> str:
        for font in (self.state.eastern, self.state.font):
            charset = self.charsets.get(font) if font is not None else None
            if charset in CHARSETS:
                return CHARSETS[charset]
        return self.page

    def _say(self, words: str) -> None:
        state = self.state
        if not (state.skipped or state.hidden or state.deleted):
            self.flows[-1].words.append(words)

    def _word(self, word: str, value: int | None) -> None:
        self._flush()
        if word == "u" and value is not None:
            self._letter(value % 65536)
            self.to_skip = self.state.fallback
            return
        self.to_skip = 0
        if word in KNOWN and word not in PASSED:
            self.state.skipped = bool(self.states) and self.states[-1].skipped and word not in ("nesttableprops",)
        if word in PASSED:
            self.state.skipped = True
        elif word == "nesttableprops":
            self.outer.append(self.row)
            self.state.apart = "row"
        elif word in APART and not self.state.skipped:
            self.state.apart, self.state.level = APART[word], 0
            self.flows.append(Flow())
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif (change := _WORDS.get(word)) is not None:
            change(self, value)
        elif not self.state.skipped:
            self._structure(word, value)

    def _letter(self, number: int) -> None:
        letter = chr(number)
        if "\ud800" <= letter <= "\udbff":
            self.half = letter
        elif "\udc00" <= letter <= "\udfff" and self.half:
            self._say((self.half + letter).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
            self.half = ""
        elif letter >= " ":
            self._say(letter)

    def _structure(self, word: str, value: int | None) -> None:
        flow, level = self.flows[-1], self.state.level
        if word in PARAGRAPH_ENDS:
            flow.end_paragraph(level)
        elif word in ("cell", "nestcell"):
            flow.end_cell(max(1 if word == "cell" else 2, level))
        elif word in ("row", "nestrow"):
            flow.end_row(1 if word == "row" else max(2, level), self.row)
        elif word == "trowd":
            self.row, self.merged = [], ""
        elif word in MERGED:
            self.merged = MERGED[word]
        elif word == "cellx":
            self.row = [*self.row[: MOST_COLUMNS - 1], (value or 0, self.merged)]
            self.merged = ""
        elif word == "object":
            self.objects += 1


def _sets(name: str, make: Callable[[int | None], object]) -> Callable[[_Reader, int | None], None]:
    return lambda reader, value: setattr(reader.state, name, make(value))


def _plain(reader: _Reader, _value: int | None) -> None:
    reader.state.hidden = reader.state.deleted = False


def _font(reader: _Reader, value: int | None) -> None:
    if reader.state.of_eastern:
        reader.state.eastern, reader.state.of_eastern = value, False
    else:
        reader.state.font = value or 0


def _other_font(reader: _Reader, value: int | None) -> None:
    if reader.state.of_eastern:
        _font(reader, value)


def _charset(reader: _Reader, value: int | None) -> None:
    if reader.state.fonts:
        reader.charsets[reader.state.font] = value or 0


def _code_page(reader: _Reader, value: int | None) -> None:
    reader.page = PAGES.get(value or 0, reader.page)


# What a word sets, beside those of the structure.
_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "ansicpg": _code_page,
    "fonttbl": _sets("fonts", lambda _value: True),
    "f": _font,
    "af": _other_font,
    "dbch": _sets("of_eastern", lambda _value: True),
    "loch": _sets("of_eastern", lambda _value: False),
    "hich": _sets("of_eastern", lambda _value: False),
    "fcharset": _charset,
    "uc": _sets("fallback", lambda value: min(max(value or 0, 0), 8)),
    "v": _sets("hidden", lambda value: value != 0),
    "deleted": _sets("deleted", lambda value: value != 0),
    "plain": _plain,
    "pard": _sets("level", lambda _value: 0),
    "intbl": lambda reader, _value: setattr(reader.state, "level", max(1, reader.state.level)),
    "itap": _sets("level", lambda value: min(max(value or 0, 0), MOST_LEVELS)),
}

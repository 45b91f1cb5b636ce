"""What a briefing holds, whatever the form it is shown in: only what the graph says, each fact with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import regex
from envgov.graph.errors import EnvGovError

Kind = Literal["plan", "agency", "event", "region"]
KINDS: dict[str, str] = {"plan": "Plan", "agency": "Agency", "event": "Event", "region": "Region"}
MOST_TASKS = 300  # rows of one list; what lies beyond is counted and said
IN_BOX, IN_CHART = 100, 40  # characters of a text in a box and beside a bar; the tables have the whole text
DERIVED = "斜体：由群体成员等推得，原文没有直接写明。"
CLAUSE = regex.compile(r"[。；\n]")
# Characters that XML 1.0 forbids, and marks that turn the direction of text.
ILLEGAL = regex.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


class NothingToDrawError(EnvGovError):
    """A subject without anything that a picture could show."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts of a briefing stand in, under the number that they cite."""

    number: int
    uid: str
    title: str
    mark: str | None = None
    published: str | None = None
    publisher: str | None = None

    @property
    def cited(self) -> str:
        """Return the document as a list of sources names it."""
        named = [each for each in (self.mark, self.publisher, self.published) if each]
        return f"{self.title}（{'，'.join(named)}）" if named else self.title


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place where a fact stands: the number of the source, the quote, its characters (half-open)."""

    source: int
    quote: str
    start: int
    end: int
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said of the subject: 文号, 印发, 依据 and so on."""

    label: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A box left of the subject: a document it rests on, a host; `above` is who stands behind it."""

    text: str
    above: str = ""
    derived: bool = False
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A task, a demand, a group: in a row with who bears it; `full` is its whole text."""

    text: str
    full: str
    side: str = ""
    due: str = ""
    evidence: tuple[Evidence, ...] = ()
    derived: bool = False
    side_derived: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A phase, a plan, a way of attending, an agency: what its items have in common."""

    name: str
    span: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """The subject in five tiers, left to right; `headings` name them, `unsaid` what an empty last one means."""

    headings: tuple[str, str, str, str, str]
    left: tuple[Box, ...]
    root: str
    branches: tuple[Branch, ...]
    unsaid: str = ""

    @property
    def items(self) -> Iterator[Item]:
        """Yield the items of every branch."""
        for branch in self.branches:
            yield from branch.items


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `weights` say how wide the columns are to one another, `derived` which rows follow from others."""

    title: str
    columns: tuple[str, ...]
    weights: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    derived: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers for a stacked bar chart: one value of each series a category."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def tells(self) -> bool:
        """Say whether there is anything to compare: one bar, or bars that are all one long, show nothing."""
        totals = [sum(values) for values in zip(*(each[1] for each in self.series), strict=True)]
        return len(totals) > 1 and max(totals) > 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a timeline: the days are bounds of what the text says; without them `text` says what is known."""

    label: str
    group: str
    kind: Literal["phase", "task", "event"]
    start: date | None = None
    end: date | None = None
    due: date | None = None
    due_stated: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything that the slides, the Word document and the pictures of one subject show."""

    kind: Kind
    uid: str
    name: str
    title: str
    made: str
    version: str
    lines: tuple[Line, ...]
    tiers: Tiers
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    bars: tuple[Bar, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def quoted(self) -> Iterator[tuple[str, Evidence]]:
        """Yield every statement with what it supports, once a quote, in the order of the briefing."""
        seen: set[tuple[str, int, int]] = set()
        said = [(f"{line.label}：{line.text}", line.evidence) for line in self.lines]
        said += [(item.full, item.evidence) for item in self.tiers.items]
        for what, evidence in said:
            for each in evidence:
                key = (what, each.source, each.start)
                if key not in seen:
                    seen.add(key)
                    yield what, each

    @property
    def sources_line(self) -> str:
        """Return the sources in one line for a footer."""
        if not self.sources:
            return "资料来源：行政区划资料"
        more = f" 等{len(self.sources)}份文件" if len(self.sources) > 1 else ""
        return f"资料来源：{self.sources[0].cited}{more}"

    @property
    def made_line(self) -> str:
        """Return the day of making and the version of the graph."""
        return f"{spoken_day(self.made)}制作 · 图谱版本 {self.version}"


def spoken_day(day: str) -> str:
    """Return a day of ISO 8601 as a Chinese text writes it."""
    year, month, number = day.split("-")
    return f"{int(year)}年{int(month)}月{int(number)}日"


def visible(text: object) -> str:
    """Return a value as text in which a character that no document may hold is spelled out, as 〔U+0007〕."""
    plain = "" if text is None else str(text)
    return ILLEGAL.sub(lambda match: f"〔U+{ord(match.group()):04X}〕", plain.replace("\r\n", "\n").replace("\t", " "))


def marks(evidence: Iterable[Evidence]) -> str:
    """Return the numbers of the sources as they stand behind a fact: [1][3]."""
    return "".join(f"[{number}]" for number in sorted({each.source for each in evidence}))


def short(text: str, most: int = IN_BOX) -> str:
    """Return a text for a box: its heading, else whole, else up to the end of a clause, with a mark of omission."""
    head, line_break, _rest = text.partition("\n")
    if line_break and len(head) <= most:
        return head
    if len(text) <= most:
        return text
    clause = CLAUSE.split(text, maxsplit=1)[0]
    if 6 <= len(clause) < most:
        return f"{clause}……"
    cut = max((text.rfind(sign, 0, most) for sign in "，、："), default=-1)
    return f"{text[: cut if cut > most // 2 else most]}……"

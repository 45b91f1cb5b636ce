"""Take out what a page says twice: a lead that repeats the first paragraph, a paragraph or title set twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.rules import pattern
from .lines import Line, lines_of
from .text import Edit, Text

SHORTEST_LEAD = 15  # code points; shorter leads are headings
SHORTEST_PARAGRAPH = 40  # code points; rows of tables and lists may well stand twice
SHORTEST_TITLE = 8  # code points
_LEAD = pattern("repair-lines.lead")


def repeats(text: Text) -> Text:
    """Take out the labelled copy of a lead, and the later copy of a paragraph or of the title just above."""
    lines = [line for line in lines_of(text.chars) if line.chars.strip()]
    doubles = sorted({*_leads(lines), *_paragraphs(lines), *_titles(lines)})
    edits = [Edit(line.start, min(line.end + 1, len(text.chars)), "") for line in doubles]
    return text.edit(edits, "repeat")


def _leads(lines: list[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        found = _LEAD.fullmatch(line.chars.strip())
        if not found:
            continue
        lead = found[1].strip().rstrip("。.…")
        others = lines[:number] + lines[number + 1 :]
        if len(lead) >= SHORTEST_LEAD and any(lead in other.chars for other in others):
            yield line


def _paragraphs(lines: list[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        paragraph = line.chars.strip()
        if len(paragraph) >= SHORTEST_PARAGRAPH and "。" in paragraph and "\t" not in paragraph:
            if paragraph in seen:
                yield line
            seen.add(paragraph)


def _titles(lines: list[Line]) -> Iterator[Line]:
    if len(lines) > 1 and len(title := lines[0].chars.strip()) >= SHORTEST_TITLE and lines[1].chars.strip() == title:
        yield lines[1]

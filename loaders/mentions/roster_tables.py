"""Read the persons of tables: a column of names (姓名, 河长姓名, 责任领导) with the columns of their posts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..language.rules import pattern
from ..language.words import unspaced
from ..structure.sections import Block, Outline
from ..structure.tables import Cell
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import LISTED, has_surname
from .names import may_be_name, name_at
from .posts import posts_between

NAME_COLUMN = pattern("persons.name_column")
POST_COLUMN = pattern("persons.post_column")
IN_COLUMN = LISTED + 1.0  # in a column of names nearly any word is one
Around = tuple[Sequence[AgencyMention], Sequence[RegionMention]]


def find_tabled(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield the persons that the columns of names hold, row after row; a column's role is the first of their posts."""
    for table in outline.tables:
        if any(NAME_COLUMN.fullmatch(column) for column in table.columns):
            for row in table.rows:
                yield from _in_row(text, row, (agencies, regions))


def _in_row(text: str, row: Block, around: Around) -> Iterator[OfficialMention]:
    named = [index for index, cell in enumerate(row.cells) if NAME_COLUMN.fullmatch(cell.column)]
    for place, index in enumerate(named):
        cell = row.cells[index]
        span = _name(text, cell)
        if span is None:
            continue
        until = named[place + 1] if place + 1 < len(named) else len(row.cells)
        begin = 0 if place == 0 else index
        posts = [*_role(cell, span[0]), *_posts(text, (cell, *_beside(row.cells, begin, until)), span, around)]
        yield OfficialMention(*span, *span, unspaced(text[slice(*span)]), tuple(posts), rule="official.roster")


def _name(text: str, cell: Cell) -> tuple[int, int] | None:
    """Return the span of the one name that a cell holds or begins with, None where it holds none."""
    whole = unspaced(text[cell.start : cell.end])
    if has_surname(whole) and may_be_name(whole):
        return cell.start, cell.end
    last = name_at(text, cell.start, cell.end, trust=IN_COLUMN)
    return (cell.start, last) if last is not None else None


def _role(cell: Cell, place: int) -> Iterator[PostMention]:
    match = NAME_COLUMN.fullmatch(cell.column)
    if match is not None and match.group("role"):
        yield PostMention(place, place, match.group("role"))


def _beside(cells: Sequence[Cell], begin: int, until: int) -> Iterator[Cell]:
    """Yield the cells of posts that belong to a name: those up to the next column of names."""
    return (cell for cell in cells[begin:until] if POST_COLUMN.search(cell.column) and cell.end > cell.start)


def _posts(text: str, cells: Sequence[Cell], name: tuple[int, int], around: Around) -> Iterator[PostMention]:
    """Yield the posts of a row; a body in a cell of its own is that of the title in the next."""
    apart: AgencyMention | None = None
    for cell in cells:
        begin = name[1] if cell.start == name[0] else cell.start
        posts = posts_between(text, *around, begin, cell.end)
        if not posts and "职" not in cell.column:
            apart = next((each for each in around[0] if (each.start, each.end) == (cell.start, cell.end)), apart)
        for post in posts:
            yield replace(post, agency=apart) if post.agency is None and post.region is None and apart else post

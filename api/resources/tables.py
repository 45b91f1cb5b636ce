"""Answer a statement of the cypher folder as pages of rows, or as a stream of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from envgov.graph.answers import Answer
from envgov.graph.asking import answer
from envgov.graph.queries import NamedQuery, bind

from ..access import Graph
from ..problems import ApiError
from .paging import DAMAGED, decode, encode, fingerprint

PAGE_PARAMS = ("after", "after_uid", "descending", "limit", "sort", "skip")
KEY = str | int | float | bool | None  # what rows are sorted by
STREAMED_AT_ONCE = 1000  # rows of a page of a stream
FURTHEST = 100_000  # rows: what lies behind is reached by a filter, not by paging

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and the cursor of the page that follows, or None at the end."""

    rows: list[Row]
    cursor: str | None


class Table(Protocol):
    """Something whose rows come in pages."""

    def page(self, graph: Graph, given: Mapping[str, object], *, limit: int, cursor: str | None) -> Page:
        """Return the page that a cursor names, the first without one."""


def maps(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Row]:
    """Return rows as maps; the embedded engine names no columns where there is no row."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Collection:
    """A statement that takes the last row's key and uid: pages stay right while the graph grows."""

    query: NamedQuery
    secret: bytes

    def page(self, graph: Graph, given: Mapping[str, object], *, limit: int, cursor: str | None) -> Page:
        """Return the page after the cursor's row."""
        filters = {name: value for name, value in given.items() if name != "sort"}
        order = str(given["sort"])
        bound = fingerprint(self.query.name, given)
        after, after_uid = decode(self.secret, bound, cursor, (KEY, str)) if cursor else (None, None)
        params = bind(self.query, filters) | {
            "sort": order.removeprefix("-"),
            "descending": order.startswith("-"),
            "after": after,
            "after_uid": after_uid,
            "limit": limit + 1,
        }
        found = graph.run(self.query.text, params)
        rows = maps(tuple(self.query.returns), found.rows)
        more = len(rows) > limit
        rows = rows[:limit]
        place = [rows[-1]["key"], rows[-1]["uid"]] if more else []
        for row in rows:
            del row["key"]
            row |= {name: sorted(map(str, value)) for name, value in row.items() if isinstance(value, list)}
        return Page(rows, encode(self.secret, bound, place) if more else None)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A statement in its own order, paged by counting; the cursor holds the graph's version, so that no row is missed."""

    name: str
    columns: tuple[str, ...]
    ask: Callable[[Graph, Mapping[str, object], int, int], Answer]
    secret: bytes

    def page(self, graph: Graph, given: Mapping[str, object], *, limit: int, cursor: str | None) -> Page:
        """Return the page from the cursor's row on; raise ApiError where the graph has changed since."""
        bound, version, skip = fingerprint(self.name, given), graph.version(), 0
        if cursor:
            skip, seen = decode(self.secret, bound, cursor, (int, str))
            if skip < 0:
                raise ApiError("bad_request", DAMAGED)
            if seen != version:
                raise ApiError("stale_cursor", "the graph changed between two pages; start again without the cursor")
        if skip >= FURTHEST:
            raise ApiError("bad_cursor", f"pages end after {FURTHEST} rows; add a filter to reach the others")
        found = self.ask(graph, given, skip, limit + 1)
        rows = maps(self.columns, found.rows)
        more = len(rows) > limit
        return Page(rows[:limit], encode(self.secret, bound, [skip + limit, version]) if more else None)


def of_query(query: NamedQuery, secret: bytes) -> Ordered:
    """Return the table of a named query; its statement has no SKIP, so that earlier rows are read and dropped."""

    def ask(graph: Graph, given: Mapping[str, object], skip: int, limit: int) -> Answer:
        found = answer(graph.reader, query, given, limit=skip + limit, timeout=graph.seconds)
        return Answer(found.columns, found.rows[skip:], found.truncated)

    return Ordered(query.name, tuple(query.returns), ask, secret)


def of_statement(
    name: str, columns: tuple[str, ...], text: Callable[[Mapping[str, object]], str], secret: bytes
) -> Ordered:
    """Return the table of a statement that has SKIP and LIMIT of its own; `text` chooses it by the parameters."""

    def ask(graph: Graph, given: Mapping[str, object], skip: int, limit: int) -> Answer:
        return graph.run(text(given), {**given, "skip": skip, "limit": limit})

    return Ordered(name, columns, ask, secret)


def stream(
    table: Table, graph: Graph, given: Mapping[str, object], *, limit: int, cursor: str | None, cut: Callable[[], None]
) -> Iterator[Row]:
    """Yield the rows of every page up to a limit; call `cut` where there are more.

    The first page is asked for before this returns, so that an error is an answer and not a broken stream.
    """
    first = table.page(graph, given, limit=min(limit, STREAMED_AT_ONCE), cursor=cursor)

    def rest() -> Iterator[Row]:
        page, left = first, limit
        while True:
            yield from page.rows
            left -= len(page.rows)
            if page.cursor is None:
                return
            if left <= 0:
                cut()
                return
            page = table.page(graph, given, limit=min(left, STREAMED_AT_ONCE), cursor=page.cursor)

    return rest()

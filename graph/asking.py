"""Ask a named query: bind its parameters, run it, and work on its rows where Cypher alone cannot."""

from __future__ import annotations

from collections.abc import Mapping

from .analysis import POSTS
from .answers import Answer
from .queries import NamedQuery, bind
from .statements import statement
from .store import Store

UNREAD = "clauses.unread"


def answer(
    store: Store,
    query: NamedQuery,
    given: Mapping[str, object],
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Answer:
    """Return the rows of a named query; raise QueryError for wrong parameters, StoreError where the store is lost."""
    bound = bind(query, given)
    if query.post is None:
        found = store.run(query.text, bound, limit=limit, timeout=timeout)
        # The embedded engine names no columns where there is no row; the front matter does.
        return Answer(tuple(query.returns), found.rows, found.truncated)
    found = store.run(query.text, bound, timeout=timeout)
    rows = POSTS[query.post](found.rows, bound)
    cut = limit is not None and len(rows) > limit
    return Answer(tuple(query.returns), rows[:limit] if cut else rows, truncated=cut)


def unread_count(store: Store) -> int:
    """Return how many clauses of all documents look like a fact and gave none; raise StoreError where the store is lost."""
    return int(str(store.run(statement("meta/unread"), {}).rows[0][0]))

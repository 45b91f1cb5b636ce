"""The clauses that nobody read, in the store: written with their document, asked for, and gone with it."""

from __future__ import annotations

from dataclasses import replace

from envgov.graph.asking import UNREAD, answer, unread_count
from envgov.graph.check import check
from envgov.graph.model import DocumentFacts, UnreadClause
from envgov.graph.queries import load_queries
from envgov.graph.store import open_store


def test_unread_clauses_come_and_go_with_their_document(location: str, samples: tuple[DocumentFacts, ...]) -> None:
    queue = (UnreadClause("要逐日填表。", 0, 6, "demand", 0.8), UnreadClause("由值班处登记。", 7, 14, "task", 0.6))
    one, two = replace(samples[0], unread=queue), replace(samples[1], unread=queue[:1])
    query = load_queries()[UNREAD]
    with open_store(location, access="write") as store:
        store.write([one, two])
        rows = [dict(zip(query.returns, row, strict=True)) for row in answer(store, query, {"kind": "demand"}).rows]
        assert [row["clause"] for row in rows] == ["要逐日填表。"] * 2
        assert unread_count(store) == 3
        found = answer(store, query, {"document": str(one.document.properties["file"])}).rows
        assert [row[0] for row in found] == ["要逐日填表。", "由值班处登记。"]
        assert not list(check(store))
        store.remove(one.document.uid)
        assert unread_count(store) == 1

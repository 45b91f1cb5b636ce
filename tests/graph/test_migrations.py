from __future__ import annotations

import pytest
from conftest import drop_schema
from envgov.graph.errors import StoreError
from envgov.graph.migrations import MIGRATION, migrations, record
from envgov.graph.model import DocumentFacts
from envgov.graph.search import search
from envgov.graph.store import open_store


def test_migrations_run_once_and_are_recorded(location: str) -> None:
    drop_schema(location)
    with open_store(location, access="write") as store:
        assert store.migrated == [*migrations().values(), store.migrated[-1]]
        assert store.meta().migrations == set(migrations())
    with open_store(location, access="write") as store:
        assert store.migrated == []
        assert store.counts() == {}


def test_migrations_are_numbered_without_a_gap() -> None:
    assert sorted(migrations()) == list(range(1, len(migrations()) + 1))


def test_a_store_of_a_newer_version_is_refused(location: str) -> None:
    with open_store(location, access="write") as store, store._session() as session:
        record(session, "meta-9999-later", kind=MIGRATION, number=9999, value="9999-later")
    try:
        for access in ("read", "write"):
            with (
                pytest.raises(StoreError, match=r"changed by a newer envgov .migration 9999"),
                open_store(location, access=access),
            ):
                pass
    finally:
        drop_schema(location)


def test_a_store_from_before_the_migrations_is_brought_up(location: str, samples: tuple[DocumentFacts, ...]) -> None:
    """The first stores had an index of every name, which on the embedded engine stands in the way of full text."""
    with open_store(location, access="write") as store:
        store.write(samples)
        before = store.graph_hash()
    drop_schema(location)
    if "://" not in location:
        with open_store(location, access="write") as store, store._session() as session:
            for label in ("Agency", "Plan"):
                assert store.engine.define is not None
                store.engine.define(f"DROP INDEX `{label}[name]`")
                session.run(f"CREATE INDEX {label.lower()}_name IF NOT EXISTS FOR (n:{label}) ON (n.name)").consume()
        drop_schema(location)
    with open_store(location, access="write") as store:
        assert len(store.migrated) == len(migrations()) + 1
        assert store.graph_hash() == before
        assert search(store, "生态环境局", kinds=["Agency"])

"""A few of the kills of bench/kills.py, and two loaders at once; the hundred are in docs/reliability.md."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import kills
import neo4j
import pytest
from conftest import ROOT, empty, require_jars
from cutting import Relay
from envgov.graph.check import check
from envgov.graph.errors import StoreError
from envgov.graph.persistence import persistent
from envgov.graph.store import open_store
from invented import invented

NONE = {"embedded": 0, "loader": 0, "server": 0, "both": 0, "cuts": 0}


def test_a_killed_load_into_the_embedded_store_loses_nothing() -> None:
    found = kills.run(NONE | {"embedded": 3}, seed=11)["embedded"]
    assert (found.kills, found.faults) == (3, 0)


@pytest.mark.neo4j
def test_kills_and_cuts_on_neo4j_lose_nothing() -> None:
    require_jars()
    found = kills.run(NONE | {"loader": 1, "cuts": 4, "server": 1}, seed=12)
    assert {kind: each.kills for kind, each in found.items()} == {"loader": 1, "cuts": 4, "server": 1}
    assert sum(each.faults for each in found.values()) == 0


def alone(folder: Path, count: int) -> str:
    """Return the hash of the graph of some documents that one loader wrote."""
    with open_store(str(folder), access="write") as store:
        store.write([invented(number, 5, facts=30) for number in range(count)])
        return store.graph_hash()


def test_threads_that_write_at_once_do_not_double(tmp_path: Path, location: str) -> None:
    expected = alone(tmp_path / "alone", 12)
    with open_store(location, access="write") as store:
        parts = [[invented(number, 5, facts=30) for number in range(12) if number % 3 == each] for each in range(3)]
        threads = [threading.Thread(target=store.write, args=(part,)) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.graph_hash() == expected


@pytest.mark.neo4j
def test_two_loaders_at_once_do_not_double(tmp_path: Path, neo4j_uri: str) -> None:
    empty(neo4j_uri)
    command = [sys.executable, str(ROOT / "bench" / "kills.py"), "--load", neo4j_uri, "--seed", "6"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(240) for each in both] == [0, 0]
    expected = kills.undisturbed(6, tmp_path / "alone")[-1]
    with open_store(neo4j_uri) as store:
        assert store.graph_hash() == expected
        assert list(check(store)) == []
    empty(neo4j_uri)


def test_a_commit_whose_end_is_unknown_is_done_again_and_a_lost_store_is_said() -> None:
    tried: list[int] = []

    def work() -> int:
        tried.append(1)
        if len(tried) < 3:
            raise neo4j.exceptions.IncompleteCommit("the connection went while COMMIT was on its way")
        return len(tried)

    assert persistent(work, "here", patience=30) == 3
    tried.clear()
    with pytest.raises(StoreError, match=r"here .*was lost while it was written"):
        persistent(work, "here", patience=0)
    assert len(tried) == 1


class CutAtCommit(Relay):
    """A relay that cuts the first connections that send a COMMIT, before it arrives."""

    cuts = 1

    def passes(self, data: bytes) -> bool:
        if b"\xb0\x12" not in data or not self.cuts:  # the message COMMIT of Bolt: a structure of no fields, 0x12
            return True
        self.cuts -= 1
        return False


@pytest.mark.neo4j
def test_a_read_whose_commit_was_cut_off_is_done_again(neo4j_uri: str) -> None:
    relay = CutAtCommit(urlsplit(neo4j_uri).port or 7687)
    try:
        relay.cuts = 0
        with open_store(f"bolt://127.0.0.1:{relay.port}") as store:
            relay.cuts = 1
            assert store.run("RETURN 1 AS n", {}).rows == [(1,)]
            assert relay.cuts == 0
            relay.cuts = 10_000  # more than a read tries in the time it has
            with pytest.raises(StoreError, match="was lost while it answered"):
                store.run("RETURN 1 AS n", {})
    finally:
        relay.close()


@pytest.mark.neo4j
def test_an_address_with_routing_reads_what_it_wrote(neo4j_uri: str) -> None:
    empty(neo4j_uri)
    with open_store(neo4j_uri.replace("bolt://", "neo4j://"), access="write") as store:
        store.write([invented(1, 7)])
        assert len(store.documents()) == 1
    assert os.environ["NEO4J_PASSWORD"]
    empty(neo4j_uri)

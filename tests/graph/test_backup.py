from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from conftest import run_envgov
from envgov.graph.backup import backup, copy, restore
from envgov.graph.check import check
from envgov.graph.errors import StoreError
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.loaders.reference import reference


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]) -> str:
    """Return the location of an embedded store of some samples and divisions."""
    location = str(tmp_path_factory.mktemp("backup") / "store")
    nodes, edges = reference()
    few = {node.uid for node in nodes[:300]}
    with open_store(location, access="write") as store:
        store.reference(nodes[:300], [edge for edge in edges if {edge[0], edge[2]} <= few])
        store.write(samples[:6])
    return location


def hash_of(location: str) -> str:
    with open_store(location) as store:
        return store.graph_hash()


def test_a_copy_there_and_back_is_equal(original: str, location: str, tmp_path: Path) -> None:
    back = str(tmp_path / "back")
    copied = copy(original, location)
    assert copy(location, back) == copied
    assert copied.graph == hash_of(original) == hash_of(location) == hash_of(back)
    with open_store(location) as store:
        assert list(check(store)) == []


def test_a_backup_of_either_engine_is_the_same_file(original: str, location: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    with open_store(original) as store:
        backup(store, first)
    with open_store(location, access="write") as store:
        restore(store, first)
        backup(store, second)
    assert first.read_bytes() == second.read_bytes()


def test_loading_goes_on_after_a_restore(original: str, location: str, samples: tuple[DocumentFacts, ...]) -> None:
    copy(original, location)
    with open_store(location, access="write") as store:
        assert {written.status for written in store.write(samples[:6])} == {"unchanged"}
        for facts in samples[:6]:
            assert store.remove(facts.document.uid)
        assert set(store.counts()) <= {"Region", "PART_OF"}


def test_a_store_that_is_not_empty_is_refused(original: str, location: str, tmp_path: Path) -> None:
    copy(original, location)
    with pytest.raises(StoreError, match="is not empty"):
        copy(original, location)


def test_a_restore_that_was_cut_off_is_refused_until_it_is_run_again(
    original: str, location: str, tmp_path: Path
) -> None:
    file = tmp_path / "graph.gz"
    with open_store(original) as store:
        expected = backup(store, file)
    with open_store(location, access="write") as store:
        store.mark(f"restore of {expected.graph[:16]}")
        store.reference(reference()[0][:100], [])
    with pytest.raises(StoreError, match="is not complete: a restore of"), open_store(location):
        pass
    with open_store(location, access="write") as store:
        assert restore(store, file) == expected
    assert hash_of(location) == expected.graph


def test_a_damaged_backup_is_refused_before_anything_is_written(original: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole.gz"
    with open_store(original) as store:
        backup(store, whole)
    raw, lines = whole.read_bytes(), gzip.decompress(whole.read_bytes()).splitlines(keepends=True)
    head = json.loads(lines[0])
    damaged = {
        "cut off|whole": raw[: len(raw) // 2],
        "cut off": gzip.compress(b"".join(lines[:-2])),
        "was changed": gzip.compress(b"".join([*lines[:5], lines[5].replace(b'"uid"', b'"vid"'), *lines[6:]])),
        "made by a newer envgov": gzip.compress(json.dumps(head | {"envgov-backup": 9}).encode()),
        "by a newer envgov": gzip.compress(json.dumps(head | {"migrations": [999]}).encode()),
        "no backup of envgov": gzip.compress(b"name,uid\n"),
        "no whole backup": b"name,uid\n",
    }
    with open_store(str(tmp_path / "target"), access="write") as store:
        for said, content in damaged.items():
            (tmp_path / "damaged.gz").write_bytes(content)
            with pytest.raises(StoreError, match=said) as caught:
                restore(store, tmp_path / "damaged.gz")
            assert "\n" not in str(caught.value)
        assert store.counts() == {}
        assert store.meta().unfinished is None


def test_the_commands_copy_back_up_and_restore(original: str, tmp_path: Path) -> None:
    file, target = tmp_path / "graph.ndjson.gz", str(tmp_path / "target")
    done = run_envgov("backup", "--store", original, "--out", str(file))
    assert done.returncode == 0, done.stderr
    assert hash_of(original) in done.stdout
    done = run_envgov("restore", str(file), "--store", target)
    assert done.returncode == 0, done.stderr
    again = run_envgov("restore", str(file), "--store", target)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    copied = run_envgov("copy", "--from", target, "--to", str(tmp_path / "third"))
    assert copied.stdout == done.stdout
    missing = run_envgov("restore", str(tmp_path / "nothing"), "--store", target)
    assert "is no file" in missing.stderr
    migrated = run_envgov("migrate", "--store", target)
    assert (migrated.stdout, migrated.returncode) == ("", 0)

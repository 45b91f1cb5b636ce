"""A store in trouble is told in one sentence: which one, what was kept, what to do."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest
from envgov.api.cli.doctor import findings
from envgov.graph.errors import DocumentRefusedError, StoreError
from envgov.graph.folder import MARKER
from envgov.graph.persistence import persistent
from envgov.graph.trouble import is_full, not_opened
from neo4j import exceptions

BOTH_LANGUAGES = re.compile(r"[\u4e00-\u9fff].* / .*[a-z]")


def said_of(error: Exception) -> StoreError:
    """Return what becomes of an error of the driver in a transaction."""

    def work() -> None:
        raise error

    with pytest.raises(StoreError) as raised:
        persistent(work, "bolt://a", patience=0)
    return raised.value


def from_the_engine(code: str, words: str) -> exceptions.Neo4jError:
    return exceptions.Neo4jError._hydrate_neo4j(code=code, message=words)


def test_a_full_disk_a_lost_server_and_a_refusal_are_three_things() -> None:
    full = said_of(from_the_engine("Neo.DatabaseError.General.UnknownError", "write failed: No space left on device"))
    assert "已满" in str(full)
    assert "make room" in str(full)
    lost = said_of(exceptions.ServiceUnavailable("gone"))
    assert "失联" in str(lost)
    assert "load again" in str(lost)
    for error in (full, lost):
        assert not isinstance(error, DocumentRefusedError)
        assert "bolt://a" in str(error)
        assert "kept whole" in str(error)
        assert BOTH_LANGUAGES.search(str(error))
        assert "\n" not in str(error)
    refusal = said_of(from_the_engine("Neo.ClientError.Statement.TypeError", "no such value"))
    assert isinstance(refusal, DocumentRefusedError)


def test_a_disk_is_known_to_be_full_by_number_or_by_words() -> None:
    assert is_full(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert is_full("java.io.IOException: No space left on device")
    assert is_full("database or disk is full")
    assert not is_full(OSError(errno.EACCES, "Permission denied"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("java.io.IOException: No space left on device\n\tat x", "make room"),
        ("java.lang.OutOfMemoryError: Java heap space", "ENVGOV_HEAP"),
        ("JSONObject text must begin with '{'\nat y", "envgov restore FILE --store NEW"),
        ("", "envgov restore FILE --store NEW"),
    ],
)
def test_why_an_engine_did_not_start_is_one_sentence(tmp_path: Path, words: str, said: str) -> None:
    error = not_opened(tmp_path, RuntimeError(words), is_new=False)
    assert said in str(error)
    assert str(tmp_path) in str(error)
    assert BOTH_LANGUAGES.search(str(error))
    assert "\n" not in str(error)


def test_the_doctor_says_what_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENVGOV_STATE", raising=False)
    (tmp_path / MARKER).write_text("{", "utf-8")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "keys.json").write_text("{", "utf-8")
    (tmp_path / "state" / "suppressions.jsonl").write_text("{", "utf-8")
    failed = {each.what: each.detail for each in findings(str(tmp_path)) if each.state == "fail"}
    assert set(failed) >= {"keys", "suppressions", "store"}
    assert "damaged" in failed["store"]


def test_a_store_with_damaged_files_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    from envgov.graph.store import open_store

    database = tmp_path / "store" / "databases" / "envgov"
    database.mkdir(parents=True)
    (tmp_path / "store" / MARKER).write_text(json.dumps({"format": 1}), "utf-8")
    (database / "schema.json").write_bytes(b"\x00 no schema")
    (database / "configuration.json").write_bytes(b"{")
    with pytest.raises(StoreError, match=r"damaged.*envgov restore"), open_store(str(tmp_path / "store")):
        pass
    assert (database / "schema.json").read_bytes() == b"\x00 no schema"

"""What a folder is: a store, a place for one, or somebody else's; who may reach the engine of a service, and how."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from conftest import run_envgov
from envgov.graph import sharing
from envgov.graph.errors import StoreError, StoreInUseError
from envgov.graph.folder import (
    LOCK,
    MARKER,
    Turns,
    claim,
    copied,
    holder,
    is_read_only,
    locked,
    refuse_foreign,
    refuse_without_store,
    state_folder,
)

BOTH_LANGUAGES = re.compile(r"[\u4e00-\u9fff].* / .*[a-z]")


def test_state_alone_is_a_place_for_a_store(tmp_path: Path) -> None:
    state = state_folder(str(tmp_path))
    (state / "jobs").mkdir(parents=True)
    for name in ("keys.json", "cursors.key", "suppressions.jsonl"):
        (state / name).write_text("{}", "utf-8")
    (tmp_path / "identity.csv").write_text("", "utf-8")
    with pytest.raises(StoreError, match="holds no store yet"):
        refuse_without_store(tmp_path)
    claim(tmp_path, write=True)
    refuse_without_store(tmp_path)


@pytest.mark.parametrize("name", ["photo.jpg", "state/terraform.tfstate", "databases/x", ".git/HEAD"])
def test_what_is_not_ours_is_never_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("theirs", "utf-8")
    for attempt in (lambda: claim(tmp_path, write=True), lambda: refuse_foreign(tmp_path)):
        with pytest.raises(StoreError, match="not a store of envgov and not empty"):
            attempt()
    for command in (("keys", "new", "me"), ("keys", "list"), ("suppress", "list")):
        done = run_envgov(*command, "--store", str(tmp_path))
        assert done.returncode == 1
        assert "not a store of envgov" in done.stderr
    assert [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()] == [name]


@pytest.mark.parametrize(("marker", "said"), [("", "damaged"), ("{", "damaged"), ("[]", "damaged"), ('{"format": 2}', "another version")])  # fmt: skip
def test_a_marker_that_cannot_be_read_is_said(tmp_path: Path, marker: str, said: str) -> None:
    (tmp_path / MARKER).write_text(marker, "utf-8")
    with pytest.raises(StoreError, match=said):
        claim(tmp_path, write=True)


def test_who_has_a_store_is_said_in_both_languages(tmp_path: Path) -> None:
    claim(tmp_path, write=True)
    assert holder(tmp_path) is None
    for serving in (False, True):
        with locked(tmp_path, serving=serving):
            error = holder(tmp_path)
            assert error is not None
            assert (error.pid, error.serving) == (str(os.getpid()), serving)
            assert f"pid {os.getpid()}" in str(error)
            assert BOTH_LANGUAGES.search(str(error))
            with pytest.raises(StoreInUseError), locked(tmp_path):
                pass
    assert holder(tmp_path) is None


def test_a_service_says_where_its_engine_is_to_its_owner_only(tmp_path: Path) -> None:
    claim(tmp_path, write=True)
    file = tmp_path / "state" / sharing.FILE
    with locked(tmp_path, serving=True), sharing.said(tmp_path, (7, 8), {"root": "a", "reader": "b"}):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        error = holder(tmp_path)
        assert error is not None
        users = sharing.reached(tmp_path, error)
        assert (users["reader"].uri, users["reader"].password) == ("bolt://127.0.0.1:7", "b")
        assert "'b'" not in repr(users["reader"])
    assert not file.exists()


def test_what_a_service_left_behind_or_another_made_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "SECONDS_TO_SAY", 0.0)
    claim(tmp_path, write=True)
    file = tmp_path / "state" / sharing.FILE
    file.parent.mkdir()
    good = {"pid": os.getpid(), "bolt": 1, "http": 2, "users": {"root": "a", "reader": "b"}}

    def believed(content: str, mode: int = 0o600) -> bool:
        file.unlink(missing_ok=True)
        file.write_text(content, "utf-8")
        file.chmod(mode)
        return reached()

    def reached() -> bool:
        error = holder(tmp_path)
        assert error is not None
        try:
            sharing.reached(tmp_path, error)
        except StoreInUseError:
            return False
        return True

    with locked(tmp_path, serving=True):
        assert believed(json.dumps(good))
        assert not believed(json.dumps({**good, "pid": os.getpid() + 1}))  # of an earlier run
        assert not believed(json.dumps(good), 0o644)  # others could have written it
        assert not believed("{")
        assert not believed("[]")
        (tmp_path / "elsewhere").write_text(json.dumps(good), "utf-8")
        (tmp_path / "elsewhere").chmod(0o600)
        file.unlink()
        file.symlink_to(tmp_path / "elsewhere")
        assert not reached()
    with locked(tmp_path):  # a load, which shares with nobody
        file.unlink()
        assert not believed("{}")


def test_a_store_that_may_only_be_read_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim(tmp_path, write=True)
    (tmp_path / "databases" / "envgov").mkdir(parents=True)
    (tmp_path / "databases" / "envgov" / "a.bucket").write_bytes(b"1")
    assert not is_read_only(tmp_path)
    real = os.access
    # As any user but root sees a folder without the bits to write.
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and bool(Path(path).stat().st_mode & 0o222))
    tmp_path.chmod(0o555)
    try:
        assert is_read_only(tmp_path)
        with copied(tmp_path) as copy:
            assert (copy / "databases" / "envgov" / "a.bucket").read_bytes() == b"1"
            refuse_without_store(copy)
        assert not copy.exists()
    finally:
        tmp_path.chmod(0o755)
    with locked(tmp_path), pytest.raises(StoreInUseError), copied(tmp_path):
        pass


def test_writers_take_turns(tmp_path: Path) -> None:
    import fcntl

    turns = Turns(tmp_path)
    with turns.mine(), (tmp_path / "envgov.turn").open("ab") as other, pytest.raises(OSError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with turns.mine():
        pass
    with Turns(tmp_path / "gone").mine():  # a folder that may not be written
        pass
    assert not (tmp_path / LOCK).exists()

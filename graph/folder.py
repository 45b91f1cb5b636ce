"""What a folder is to us: a store, a place for one, or somebody else's; who has it open, and where its state is kept."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import IO

from .errors import StoreError, StoreInUseError

MARKER = "envgov.json"
LOCK = "envgov.lock"
TURNS = "envgov.turn"
FORMAT = 1
STATE = "state"
OF_A_SERVER = Path("envgov-state")  # in the working folder: a server's address is no place for files
DECISIONS = "identity.csv"
# What we put into a folder that need hold no store yet: keys are made and decisions are brought before documents are.
IN_STATE = frozenset({"keys.json", "keys.new", "cursors.key", "jobs", "suppressions.jsonl", "service.json"})
DATABASES = "databases"
SERVING = "service"  # in the lock: the holder is a service that others may use


def state_folder(location: str) -> Path:
    """Return where the keys, jobs and suppressions of a store are kept if no setting says otherwise."""
    return OF_A_SERVER if "://" in location else Path(location) / STATE


def is_store(folder: Path) -> bool:
    """Say whether a folder holds a store of ours."""
    return (folder / MARKER).is_file()


def refuse_foreign(folder: Path) -> None:
    """Raise StoreError where a folder is neither a store nor a place for one: nothing of ours is put into it."""
    if is_store(folder):
        return
    try:
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file; give a folder for the store, such as --store ./envgov-data")
        if folder.exists() and not all(_is_ours(each) for each in folder.iterdir()):
            raise StoreError(f"{folder} is not a store of envgov and not empty; name another folder with --store")
    except OSError as error:
        raise StoreError(f"{folder} cannot be opened ({error.strerror}); check who owns it") from error


def _is_ours(entry: Path) -> bool:
    """Say whether what stands in a folder without a store is only what we put there: keys, jobs, decisions."""
    if entry.name == STATE and entry.is_dir():
        return all(each.name in IN_STATE for each in entry.iterdir())
    return entry.name in (DECISIONS, LOCK)


def refuse_without_store(folder: Path) -> None:
    """Raise StoreError where a folder holds no store of ours, or one in a form that this version does not know."""
    refuse_foreign(folder)
    if not is_store(folder):
        raise StoreError(f"{folder} holds no store yet; load documents first: envgov load FOLDER --store {folder}")
    try:
        found = json.loads((folder / MARKER).read_text("utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder / MARKER} is damaged; if this is a store of envgov, write {json.dumps({'format': FORMAT})} into it"
        ) from error
    if found != FORMAT:
        raise StoreError(f"{folder} has the form {found!r} of another version of envgov; install that version")


def claim(folder: Path, *, write: bool) -> None:
    """Make the folder ours if it is new or holds nothing else; refuse one that holds something else."""
    if is_store(folder) or not write:
        refuse_without_store(folder)
        return
    refuse_foreign(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text(json.dumps({"format": FORMAT}), "utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written ({error.strerror}); name another folder with --store") from error


def is_read_only(folder: Path) -> bool:
    """Say whether we may read a store but not write it: the engine itself writes even where it only reads."""
    looked_at = (folder, folder / LOCK, folder / DATABASES, *folder.glob(f"{DATABASES}/*"))
    return any(each.exists() and not os.access(each, os.W_OK) for each in looked_at)


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Copy the files of a store that may not be written, and give the copy, which is gone after the block."""
    with TemporaryDirectory(prefix="envgov-read-only-") as name:
        copy = Path(name)
        lock = folder / LOCK
        try:
            with lock.open("rb") if lock.exists() else (folder / MARKER).open("rb") as handle:
                _hold(handle, folder, fcntl.LOCK_SH)
                shutil.copytree(folder / DATABASES, copy / DATABASES)
                shutil.copy(folder / MARKER, copy / MARKER)
        except (OSError, shutil.Error) as error:
            raise StoreError(
                f"{folder} may only be read, and the copy that reading it needs could not be made in {copy.parent} "
                f"({error}); make room there or set TMPDIR"
            ) from error
        yield copy


@contextmanager
def locked(folder: Path, *, serving: bool = False) -> Iterator[None]:
    """Hold a store for the length of the block; raise StoreInUseError where another process has it."""
    try:
        handle: IO[str] = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be opened ({error.strerror}); check who owns it") from error
    with handle:
        _hold(handle, folder, fcntl.LOCK_EX)
        handle.truncate(0)
        handle.write(f"{os.getpid()} {SERVING}" if serving else str(os.getpid()))
        with suppress(OSError):  # on a full disk the lock holds all the same, only its owner is not named
            handle.flush()
        yield
        handle.truncate(0)


def _hold(handle: IO[str] | IO[bytes], folder: Path, how: int) -> None:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except OSError as error:
        raise in_use(folder) from error


def holder(folder: Path) -> StoreInUseError | None:
    """Return the error that says who has a store open now, or None."""
    try:
        with (folder / LOCK).open("rb") as handle:
            _hold(handle, folder, fcntl.LOCK_SH)
    except StoreInUseError as error:
        return error
    except OSError:
        return None
    return None


def in_use(folder: Path) -> StoreInUseError:
    """Return the error that says who has a store, and what to do."""
    try:
        owner, _space, kind = (folder / LOCK).read_text("utf-8").strip().partition(" ")
    except OSError:
        owner, kind = "", ""
    pid = owner or "?"
    if kind != SERVING:
        return StoreInUseError(
            f"{folder} 正被另一进程（pid {pid}）使用：请等它结束，或先停止它；要一边使用一边提供服务，请用 envgov serve / "
            f"is open in another process (pid {pid}): wait until it ends, or stop that one first; "
            "while `envgov serve` has it, every command works",
            pid=pid,
            serving=False,
        )
    return StoreInUseError(
        f"{folder} 正由服务（pid {pid}）使用，而此处无法经由它：请以启动它的用户身份执行，或用它的网页与接口，或先停止它 / "
        f"is held by a service (pid {pid}) which cannot be used from here: run this as the user who started it, "
        "ask its pages or its API instead, or stop that one first",
        pid=pid,
        serving=True,
    )


class Turns:
    """Whose turn it is to write to an embedded store: its engine refuses what two write at once.

    Threads wait for each other, and processes that reach one engine do so by a lock on a file of its folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._threads = Lock()
        self._file = folder / TURNS if folder is not None else None

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for the turn and hold it for the length of the block."""
        with self._threads:
            try:
                handle = self._file.open("ab") if self._file is not None else None
            except OSError:  # a folder that may only be read: nobody else writes to its copy
                handle = None
            if handle is None:
                yield
                return
            with handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield

"""Reach the engine of a store that a service of the same person has open: by an address and passwords made for that run.

The engine lives in the process of the service. It says in a file of the store's folder, which only its owner may read,
where it answers; whoever may read that file could read the files of the store as well, so that no key is needed. The
file is removed when the service ends; one that was left behind is known by its process, which no longer holds the store.
"""

from __future__ import annotations

import base64
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from .addresses import DATABASE, LOOPBACK, Address
from .errors import StoreError, StoreInUseError
from .folder import STATE, in_use

FILE = "service.json"
SECONDS_TO_SAY = 30.0  # a service that starts has the store some seconds before it can say where it answers
PAUSE = 0.2
OPEN_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
SECONDS_TO_DEFINE = 600


@contextmanager
def said(folder: Path, ports: tuple[int, int], passwords: Mapping[str, str]) -> Iterator[None]:
    """Say for the length of the block where the engine of a store answers (Bolt, HTTP), and its users' passwords."""
    file = folder / STATE / FILE
    content = {"pid": os.getpid(), "bolt": ports[0], "http": ports[1], "users": dict(passwords)}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(content, out)
    except OSError:  # the service works without it; other commands then say that the store is in use
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def reached(folder: Path, error: StoreInUseError) -> dict[str, Address]:
    """Return the addresses of the users of an engine in another process; raise `error` where they cannot be had."""
    until = time.monotonic() + SECONDS_TO_SAY
    while True:
        found = _read(folder / STATE / FILE, error.pid)
        if found is not None:
            return _addresses(found)
        error = in_use(folder)
        if not error.serving or time.monotonic() > until or _is_anothers(folder / STATE):
            raise error
        time.sleep(PAUSE)


def _is_anothers(folder: Path) -> bool:
    try:
        return folder.stat().st_uid not in (os.geteuid(), 0)
    except OSError:
        return False


def _read(file: Path, pid: str) -> dict[str, Any] | None:
    """Return what a service says; None where there is none, it is not ours alone, or its process has not the store."""
    try:
        with os.fdopen(os.open(file, OPEN_FLAGS), "r", encoding="utf-8") as handle:
            status = os.fstat(handle.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077 or status.st_uid != os.geteuid():
                return None
            found = json.load(handle)
        return found if str(found["pid"]) == pid and {"bolt", "http", "users"} <= set(found) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _addresses(found: Mapping[str, Any]) -> dict[str, Address]:
    define = partial(_define, int(found["http"]), str(found["users"]["root"]))
    uri = f"bolt://{LOOPBACK}:{int(found['bolt'])}"
    return {user: Address(uri, user, str(secret), define) for user, secret in found["users"].items()}


def _define(port: int, password: str, text: str) -> None:
    """Run a statement of the engine's own language in the engine of another process."""
    login = base64.b64encode(f"root:{password}".encode()).decode()
    connection = HTTPConnection(LOOPBACK, port, timeout=SECONDS_TO_DEFINE)
    try:
        body = json.dumps({"language": "sql", "command": text})
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/command/{DATABASE}", body, headers)
        answer = connection.getresponse()
        answered = answer.read().decode("utf-8", "replace")
    except (OSError, HTTPException) as error:
        raise StoreError("the service that has the store was lost; start it again and repeat") from error
    finally:
        connection.close()
    if answer.status != 200:
        raise StoreError(f"the engine refused {text[:80]!r}: {answered[:200]}")

"""A copy of an embedded store in a process of its own, for statements that nobody has checked: it may be killed at any moment.

The embedded engine ends a statement at its limit only where a step of its plan looks at the clock, and not all do; a thread of
it cannot be interrupted without harm to the files that it reads. So such statements run on a copy, and a process has an end.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock, Thread

import neo4j
from neo4j import exceptions

from .addresses import DATABASE
from .embedded import running
from .endpoints import Endpoint
from .errors import StoreError
from .folder import FORMAT, MARKER, Turns
from .schema import Engine
from .statements import statement

HEAP = "256m"
SECONDS_TO_CLOSE = 20
FRESH_SECONDS = 5.0  # a copy is not made anew more often, however often the graph changes
BACKUP = "BACKUP DATABASE"  # of the engine: consistent while others write


class Sandbox:
    """The process and its copy; it is started when it is first needed and when the graph has changed."""

    def __init__(self, writing: Endpoint, version: Callable[[], str], *, seconds: int) -> None:
        self.writing, self.wanted, self.seconds = writing, version, seconds
        self.version = ""
        self._made = 0.0
        self._closed = False
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._folder: Path | None = None
        self._endpoint: Endpoint | None = None

    def endpoint(self, *, idle: bool) -> Endpoint:
        """Return where the copy answers, after starting it where it must be; a new copy only while it is idle."""
        with self._lock:
            if self._closed:
                raise StoreError("the service is stopping; try again")
            alive = self._process is not None and self._process.poll() is None
            wanted = self.wanted()
            stale = idle and wanted != self.version and time.monotonic() - self._made > FRESH_SECONDS
            if self._endpoint is not None and alive and not stale:
                return self._endpoint
            self._end()
            return self._start(wanted)

    def discard(self) -> None:
        """Kill the process, whatever it does, and start another in the background."""
        with self._lock:
            self._end()
        self.warm()

    def warm(self) -> None:
        """Start in the background, so that nobody waits for it."""

        def start() -> None:
            with suppress(StoreError):
                self.endpoint(idle=True)

        Thread(target=start, name="envgov-copy", daemon=True).start()

    def close(self) -> None:
        """Kill the process for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            _kill(self._process)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._process = self._folder = self._endpoint = None

    def _start(self, version: str) -> Endpoint:
        self._folder = Path(mkdtemp(prefix="envgov-copy-"))
        _copy(Path(self.writing.name), self._folder, self.writing.engine)
        try:
            self._process, self._endpoint = _serve(self._folder, self.seconds, self._folder / "output")
        except StoreError:
            self._end()
            raise
        _warmed(self._endpoint)
        self.version, self._made = version, time.monotonic()
        return self._endpoint


class Once(Sandbox):
    """A copy for one statement: where it was killed, none is made again."""

    def warm(self) -> None:
        """Make no copy ahead."""


class Apart:
    """A store itself, in a process of its own for the length of one command: no statement can hold up who asked it."""

    def __init__(self, folder: Path, *, seconds: int) -> None:
        self._temporary = TemporaryDirectory(prefix="envgov-query-")
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process, self._endpoint = _serve(folder, seconds, Path(self._temporary.name) / "output")
        except StoreError:
            self._temporary.cleanup()
            raise

    def endpoint(self, *, idle: bool) -> Endpoint:  # noqa: ARG002 - a Sandbox is asked alike
        """Return where the store answers."""
        return self._endpoint

    def discard(self) -> None:
        """Kill the process, whatever it does: it only reads."""
        if self._process is not None:
            _kill(self._process)
            self._process = None

    def close(self) -> None:
        """Let the process close the store; kill it where that takes too long."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(SECONDS_TO_CLOSE)
        self.discard()
        self._temporary.cleanup()


def _serve(folder: Path, seconds: int, log: Path) -> tuple[subprocess.Popen[str], Endpoint]:
    """Start a process that serves the store in a folder to its reader; raise StoreError with what it says where it cannot."""
    command = [sys.executable, "-m", "envgov.graph.sandbox", str(folder), str(seconds)]
    environment = {**os.environ, "ENVGOV_HEAP": HEAP}
    with log.open("w") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    said = json.loads(process.stdout.readline() or "{}")
    if "uri" not in said:
        _kill(process)
        raise StoreError(said.get("error", "the process for read-only statements did not start; see the log"))
    return process, Endpoint(said["uri"], said["user"], said["password"], DATABASE, str(folder), Engine("embedded"))


def _warmed(endpoint: Endpoint) -> None:
    """Ask a process that has just begun something small: the first statement of a Java is slow, and must not be a caller's."""
    with (
        suppress(exceptions.DriverError, exceptions.Neo4jError),
        neo4j.GraphDatabase.driver(endpoint.uri, auth=(endpoint.user, endpoint.password)) as driver,
        driver.session(database=endpoint.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        session.run(statement("api/alive")).consume()


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


def _copy(store: Path, target: Path, engine: Engine) -> None:
    """Copy a database that is open and being written to, by the engine's own backup."""
    if engine.define is None:
        raise StoreError(f"{store} cannot be copied: it is no folder")
    with Turns(store).mine():  # the copy of another process must not be taken for this one
        _unpack_copy(store, target, engine.define)
    (target / MARKER).write_text(json.dumps({"format": FORMAT}), "utf-8")


def _unpack_copy(store: Path, target: Path, define: Callable[[str], None]) -> None:
    before = set(store.glob(f"backups/{DATABASE}/*.zip"))
    define(BACKUP)
    made = sorted(set(store.glob(f"backups/{DATABASE}/*.zip")) - before)
    if not made:
        raise StoreError(f"the engine made no copy of {store}")
    database = target / "databases" / DATABASE
    database.mkdir(parents=True)
    with zipfile.ZipFile(made[-1]) as archive:
        archive.extractall(database)
    for each in made:
        each.unlink()


def main() -> None:
    """Serve a copy to its reader until standard input ends, which it does when the service that started it ends."""
    folder, seconds = Path(sys.argv[1]), int(sys.argv[2])
    try:
        with running(folder, write=False, seconds=seconds) as users:
            reader = users["reader"]
            print(json.dumps({"uri": reader.uri, "user": reader.user, "password": reader.password}), flush=True)
            with suppress(KeyboardInterrupt):
                sys.stdin.read()
    except StoreError as error:
        print(json.dumps({"error": str(error)}), flush=True)


if __name__ == "__main__":
    main()

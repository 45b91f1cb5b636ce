"""Extract uploads in a process of its own, with limits of memory and time: a bomb costs one document, never the service."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from envgov.graph.errors import EnvGovError
from envgov.loaders.document import Document, Layout, Offsets
from envgov.loaders.refusals import Refusal, attempted
from envgov.loaders.sources import NOTHING_TOLD, Sources

from .finding import Found, documents_in, found_in
from .known import Kept

Read = Document | Refusal
Known = Callable[[list[Read]], Sequence[Read | Kept]]
T = TypeVar("T")
READY = "ready"
SECONDS_TO_START = 60.0  # the dictionaries are read once


class Extractor:
    """A process that extracts one upload after another; it is started when needed, and again after it was killed."""

    def __init__(self, *, seconds: float, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def extract(
        self, file: Path, *, max_bytes: int, sources: Sources = NOTHING_TOLD, known: Known = list
    ) -> list[Found | Kept]:
        """Return the documents of a file with their facts, or why it was refused; `sources` says whose they are.

        `known` is given the documents without their texts, and puts a Kept in place of each that need not be extracted.
        """
        with self._lock:
            try:
                found = self._extracted((str(file), max_bytes, sources), known)
            except (EOFError, OSError):
                found, reason = None, "reading it took more memory than allowed"
            else:
                reason = f"reading it took longer than {self.seconds:g} s"
            if found is None:
                self.close()
                return [Refusal(file.name, f"{file.name}: {reason}; nothing was loaded")]
            return found

    def _extracted(self, asked: tuple[str, int, Sources], known: Known) -> list[Found | Kept] | None:
        """Return what comes through the pipe, or None where it takes too long."""
        pipe = self._opened()
        pipe.send(asked)
        start = time.monotonic()
        read: list[Read] | None = _received(pipe, self.seconds)
        if read is None:
            return None
        rest = self.seconds - (time.monotonic() - start)  # to wait for the store takes nothing of it
        try:
            left = known(read)
        except EnvGovError:
            self.close()  # it waits for an answer
            raise
        pipe.send([number for number, each in enumerate(left) if not isinstance(each, Kept)])
        found: list[Found] | None = _received(pipe, rest)
        if found is None:
            return None
        extracted = iter(found)
        return [each if isinstance(each, Kept) else next(extracted) for each in left]

    def _opened(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs, self.memory), daemon=True)
            self._process.start()
            theirs.close()
            with suppress(EOFError, OSError):
                if self._pipe.poll(SECONDS_TO_START):
                    self._pipe.recv()
        return self._pipe

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _received(pipe: Connection, seconds: float) -> Any:
    """Return what comes through the pipe within so many seconds, or None.

    A process that started late has said only now that it is ready: what it found comes after that.
    """
    while pipe.poll(max(0.0, seconds)):
        if (received := pipe.recv()) != READY:
            return received
    return None


def serve(pipe: Connection, memory: int) -> None:
    """Read and extract what comes through the pipe until it is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(READY)
    with suppress(EOFError, OSError):
        while True:
            _serve_one(pipe)


def _serve_one(pipe: Connection) -> None:
    file, max_bytes, sources = pipe.recv()
    read = _listed(lambda: documents_in([Path(file)], max_bytes=max_bytes, sources=sources), file)
    pipe.send([each if isinstance(each, Refusal) else _without_text(each) for each in read])
    wanted = [read[number] for number in pipe.recv()]
    pipe.send(_listed(lambda: found_in(wanted), file))


def _listed(work: Callable[[], Iterable[T]], file: str) -> list[T | Refusal]:
    found = attempted(lambda: list[T | Refusal](work()), Path(file).name)
    return [found] if isinstance(found, Refusal) else found


def _without_text(document: Document) -> Document:
    """Return a document by which it can be known: what a text brings with it never comes into the service."""
    return replace(document, raw="", text="", offsets=Offsets.identity(0), removals=(), damage=(), layout=Layout())

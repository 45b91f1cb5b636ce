"""Extract uploads in a process of its own, with limits of memory and time: a bomb costs one document, never the service."""

from __future__ import annotations

import resource
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock

from envgov.loaders.refusals import Refusal, attempted
from envgov.loaders.sources import NOTHING_TOLD, Sources

from .finding import Found, extracted

SECONDS_TO_START = 60.0  # the dictionaries are read once


class Extractor:
    """A process that extracts one upload after another; it is started when needed, and again after it was killed."""

    def __init__(self, *, seconds: float, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def extract(self, file: Path, *, max_bytes: int, sources: Sources = NOTHING_TOLD) -> list[Found]:
        """Return the documents of a file with their facts, or why it was refused; `sources` says whose they are."""
        with self._lock:
            pipe = self._opened()
            try:
                pipe.send((str(file), max_bytes, sources))
                # A process that started late has said only now that it is ready: what it found comes after that.
                while pipe.poll(self.seconds):
                    found: list[Found] | str = pipe.recv()
                    if not isinstance(found, str):
                        return found
            except (EOFError, OSError):
                self.close()
                return [
                    Refusal(file.name, f"{file.name}: reading it took more memory than allowed; nothing was loaded")
                ]
            self.close()
            return [
                Refusal(file.name, f"{file.name}: reading it took longer than {self.seconds:g} s; nothing was loaded")
            ]

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


def serve(pipe: Connection, memory: int) -> None:
    """Extract what comes through the pipe until it is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send("ready")
    while True:
        try:
            file, max_bytes, sources = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_found(Path(file), max_bytes, sources))


def _found(file: Path, max_bytes: int, sources: Sources) -> list[Found]:
    found = attempted(lambda: list(extracted([file], max_bytes=max_bytes, sources=sources)), file.name)
    return [found] if isinstance(found, Refusal) else found

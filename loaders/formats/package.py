"""The packages that Office files are: refused before they are read, where they unpack to more than a document is."""

from __future__ import annotations

import zipfile

from envgov.graph.errors import InputError


def refuse_large(archive: zipfile.ZipFile, source: str, most: int, most_of_part: int | None = None) -> None:
    """Raise InputError where a package unpacks to more than `most` bytes, or one of its parts in XML to more than allowed."""
    whole = sum(entry.file_size for entry in archive.infolist())
    parts = [entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")]
    if whole > most or (most_of_part is not None and max(parts, default=0) > most_of_part):
        shown = most // 2**20
        raise InputError(
            f"{source}: 解压后超过 {shown} MiB；请另存为文本。/ it unpacks to more than {shown} MiB; save it as text."
        )

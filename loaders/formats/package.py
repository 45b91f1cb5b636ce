"""The packages of XML that Office files are: refused before they are read, where they unpack to more than a document is."""

from __future__ import annotations

import zipfile
from typing import Any

from envgov.graph.errors import InputError
from lxml import etree


def refuse_large(archive: zipfile.ZipFile, source: str, most: int, most_of_part: int | None = None) -> None:
    """Raise InputError where a package unpacks to more than `most` bytes, or one of its parts in XML to more than allowed."""
    whole = sum(entry.file_size for entry in archive.infolist())
    parts = [entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")]
    if whole > most or (most_of_part is not None and max(parts, default=0) > most_of_part):
        shown = most // 2**20
        raise InputError(
            f"{source}: 解压后超过 {shown} MiB；请另存为文本。/ it unpacks to more than {shown} MiB; save it as text."
        )


def parsed(data: bytes) -> Any:
    """Return the root of a part in XML; nothing outside it is fetched, and no entity is put in place."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)

"""What the command line is told of the documents it is given: options, and the sources.yaml that lies with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envgov.loaders.sources import Sources

SOURCES = "sources.yaml"


def sources_of(
    paths: Iterable[Path], file: Path | None, *, home: str | None, publisher: str | None, published: str | None
) -> Sources:
    """Return what is known of the documents; raise InputError for a home that is no division, no date, or no such file."""
    from envgov.loaders.sources import Sources, options_told, read_sources

    lying = (path / SOURCES for path in paths if path.is_dir())
    files = [file] if file is not None else [each for each in lying if each.is_file()]
    entries = [entry for each in files for entry in read_sources(each).entries]
    return Sources(options_told(home=home, publisher=publisher, published=published), tuple(entries))

"""What a file holds, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the lines of its article, and its own data; `published` is EDTF.

    `format` is what the file is, `left_out` says in a sentence each, in both languages, what of the file could not be read.
    """

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    left_out: tuple[str, ...] = ()
    format: str = ""

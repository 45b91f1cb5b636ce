"""Say where a document comes from: other bytes from the same address, or in the same place of the disk, are its next version."""

from __future__ import annotations

from urllib.parse import urlsplit

import regex
from envgov.graph import ids

from .document import Document

FRONT = regex.compile(r"/*(?:(?:index|default|main|home)\.\w+)?", regex.IGNORECASE)  # the front page of a site


def origin_of(document: Document) -> str | None:
    """Return the key of a document's address, else of its path; None where it has neither.

    The address of a site's front page names no document: templates write it on all their pages.
    """
    if document.url and (address := _address(document.url)):
        return ids.origin_key("address", address)
    return ids.origin_key("path", document.path) if document.path else None


def _address(url: str) -> str | None:
    """Return an address as it is compared: without scheme, port and anchor; None where it names no single page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return None
    if not host or parts.scheme not in ("http", "https", "") or (FRONT.fullmatch(parts.path) and not parts.query):
        return None
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"

"""What whoever loads documents knows of them: whose they are, who published them, when; told by options, fields or sources.yaml.

Who crawls a site knows whose it is. What a file itself says (meta tags, JSON-LD, fields of a line) is read before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import regex
import yaml
from envgov.graph import ids
from envgov.graph.errors import InputError
from envgov.graph.yaml_text import read_yaml

from .dates.publication import publication_date
from .document import Document
from .gazetteer.told import division

KEYS = frozenset({"match", "host", "home", "publisher", "published", "date"})
DATE_AT = ("address", "name")  # where a date stands, beside a label in the text
DAY = regex.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0?[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"
)  # of an address
FRONT = regex.compile(r"/*(?:(?:index|default|main|home)\.\w+)?", regex.IGNORECASE)  # the front page of a site
LABELLED = 30  # code points behind a label in which its date stands


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a document from outside: `home` is a code, `published` EDTF; `by` says what told it.

    `date` is where its day stands: `address`, `name`, or the words that stand before it in the text. `address` is its own.
    """

    home: str | None = None
    publisher: str | None = None
    published: str | None = None
    date: str | None = None
    by: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of sources.yaml: the documents it is about, by a pattern of their path or of the host of their address."""

    told: Told
    match: str | None = None
    host: str | None = None

    def is_of(self, document: Document) -> bool:
        """Say whether a document is one of this source."""
        path = document.source.replace("\\", "/").partition("#")[0]
        if self.match is not None and not any(fnmatchcase(path, each) for each in (self.match, f"*/{self.match}")):
            return False
        host = (urlsplit(document.url or "").hostname or "").lower()
        return self.host is None or fnmatchcase(host, self.host.lower())


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of many documents: `told` of all of them, which comes first, and the entries of a file.

    `stay` is False where their files lie in some place for the moment only, as uploads do: no other file is their next version.
    """

    told: Told = field(default_factory=Told)
    entries: Sequence[Source] = ()
    stay: bool = True

    def tell(self, document: Document) -> Document:
        """Return a document with what is known of it, where it does not say so itself; of several entries the first counts."""
        for told in (self.told, *(each.told for each in self.entries if each.is_of(document))):
            document = _with(document, told)
        return document if self.stay else replace(document, path=None)


def told(*, home: str | None = None, publisher: str | None = None, published: str | None = None, by: str) -> Told:
    """Return what was said of documents, checked; raise InputError for a home that is no division, or for no date."""
    day = publication_date(published) if published else None
    if published and day is None:
        raise InputError(f"{by}: {published!r} is no date; write 2024-05-06, 2024-05 or 2024")
    code = division(home, by).code if home else None
    return Told(code, (publisher or "").strip() or None, day, by=by)


def options_told(*, home: str | None, publisher: str | None, published: str | None) -> Told:
    """Return what options say of documents, as `told`; an error names the option that is wrong."""
    day = told(published=published, by="--published").published
    return replace(told(home=home, publisher=publisher, by="--home"), published=day)


NOTHING_TOLD = Sources()


def read_sources(path: Path) -> Sources:
    """Return what a sources.yaml tells; raise InputError, with the entry, for one that cannot be read."""
    try:
        data = read_yaml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: it cannot be read as YAML ({error}); it must be a list of sources") from error
    if not isinstance(data, list):
        raise InputError(f"{path}: it must be a list of sources, each with match or host, and home, publisher or date")
    return Sources(entries=tuple(_entry(each, f"{path.name}:{number}") for number, each in enumerate(data, 1)))


def _entry(entry: Any, by: str) -> Source:
    if not isinstance(entry, dict) or not (entry.get("match") or entry.get("host")):
        raise InputError(f"{by}: an entry needs match (a pattern of paths) or host (a pattern of hosts)")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise InputError(f"{by}: {', '.join(map(str, unknown))} is unknown; an entry has {', '.join(sorted(KEYS))}")
    given = {key: str(value) for key, value in entry.items() if value is not None}
    known = told(home=given.get("home"), publisher=given.get("publisher"), published=given.get("published"), by=by)
    return Source(replace(known, date=given.get("date")), given.get("match"), given.get("host"))


def _with(document: Document, told: Told) -> Document:
    document = replace(document, url=document.url or told.address)
    if told.home is not None and document.home is None:
        document = replace(document, home=told.home, home_by=told.by)
    published = document.published or told.published or _dated(document, told.date)
    return replace(document, publisher=document.publisher or told.publisher, published=published)


def _dated(document: Document, date: str | None) -> str | None:
    """Return the day that stands where a source says: in the address, in the file's name, or behind words of the text."""
    if date is None:
        return None
    if date in DATE_AT:
        place = document.url if date == "address" else document.source.replace("\\", "/").rpartition("/")[2]
        day = DAY.search(place or "")
        return publication_date("-".join(day.groups())) if day else None
    start = document.raw.find(date)
    return publication_date(document.raw[start + len(date) :][:LABELLED]) if start >= 0 else None


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

"""Deterministic unique identifiers: the same thing read twice, anywhere, gets the same `uid`.

A uid is a lower-case kind, a hyphen and a key that is safe in an address: the code of a division, or the first
20 hexadecimal digits of a SHA-256 over the parts that make the thing what it is (80 bits: no collision is to be
expected below a hundred million nodes).
"""

from __future__ import annotations

import hashlib
import unicodedata

import regex

DIGITS = 20  # hexadecimal; 80 bits
BETWEEN = "\x1f"  # the unit separator occurs in no name, so that ("a", "bc") and ("ab", "c") differ
# Punctuation, but not % and ‰ (90% is another target than 90) and not what stands in a number (1.5, 10-20).
MARK = regex.compile(r"(?V1)[\p{P}--[%‰]](?:(?<!\d.)|(?!\d))", regex.DOTALL)


def _digest(*parts: str | int | None) -> str:
    joined = BETWEEN.join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:DIGITS]


def folded(words: str) -> str:
    """Return words for comparing: NFKC, without white space and without punctuation that stands in no number."""
    text = "".join(unicodedata.normalize("NFKC", words).split())
    return MARK.sub("", text)


def document_uid(sha256: str) -> str:
    """Return the uid of the document whose bytes have this SHA-256 (hexadecimal)."""
    return f"document-{sha256[:DIGITS]}"


def region_uid(code: str) -> str:
    """Return the uid of the division with this GB/T 2260 code."""
    return f"region-{code}"


def place_uid(parent: str, name: str) -> str:
    """Return the uid of a place without a code of its own (a town, a zone), by its parent's code and its name."""
    return f"region-{_digest(parent, name)}"


def agency_uid(region: str | None, name: str) -> str:
    """Return the uid of an agency by the code of its region and its canonical name."""
    return f"agency-{_digest(region, name)}"


def group_uid(document: str, start: int, end: int) -> str:
    """Return the uid of a group by the document and the characters that name it: 20名 may begin where 20名镇长 does."""
    return f"group-{_digest(document, start, end)}"


def official_uid(name: str, anchor: str) -> str:
    """Return the uid of an official by name and anchor (an agency's uid, else the document's)."""
    return f"official-{_digest(name, anchor)}"


def post_uid(agency: str, title: str) -> str:
    """Return the uid of a post by the uid of its agency and its title."""
    return f"post-{_digest(agency, title)}"


def event_uid(name: str, *, host: str | None, date: str | None, place: str | None, document: str | None) -> str:
    """Return the uid of an event by host, date, place and name, and by its document where no day or no host is known."""
    return f"event-{_digest(name, host, date, place, document)}"


def occasion_uid(*parts: str) -> str:
    """Return the key that the statements of documents share which tell of one event."""
    return f"fact-{_digest('occasion', *parts)}"


def plan_uid(name: str, *, region: str | None, number: str | None) -> str:
    """Return the uid of a plan by its document number, else by the code of its region and its normalised name."""
    return f"plan-{_digest('number', number)}" if number else f"plan-{_digest(region, name)}"


def plan_of_document_uid(document: str, name: str) -> str:
    """Return the uid of a plan that only its document tells apart: one without a name, or a report of no stated year."""
    return f"plan-{_digest('document', document, name)}"


def phase_uid(plan: str, name: str, span: str = "") -> str:
    """Return the uid of a phase by its plan and its name; `span`, its time, tells two of one name in one text apart."""
    return f"phase-{_digest(plan, folded(name), span)}"


def task_uid(plan: str, words: str, under: str = "") -> str:
    """Return the uid of a task by its plan and its words, which two documents may write with other marks and spaces.

    `under`, the heading or phase, tells two tasks apart that one text states in the same words.
    """
    return f"task-{_digest(plan, folded(words), folded(under))}"


def placed_task_uid(document: str, start: int, end: int) -> str:
    """Return the uid of a task of a plan without a name, by the document and the characters that state it."""
    return f"task-{_digest(document, start, end)}"


def directive_uid(document: str, start: int, end: int) -> str:
    """Return the uid of a directive by the document and the characters that state it."""
    return f"directive-{_digest(document, start, end)}"


def clause_uid(document: str, start: int) -> str:
    """Return the uid of an unread clause by document and place."""
    return f"clause-{_digest(document, start)}"


def origin_key(kind: str, where: str) -> str:
    """Return what documents share that are versions of one another: by the kind of their place (address, path) and by it."""
    return f"{kind}-{_digest(where)}"


def version_uid(origin: str, sha256: str, seq: int) -> str:
    """Return the uid of the version of this number, with these bytes, of the document of an origin."""
    return f"version-{_digest(origin, sha256, seq)}"


def anomaly_uid(document: str, kind: str, start: int) -> str:
    """Return the uid of an anomaly by document, kind and place."""
    return f"anomaly-{_digest(document, kind, start)}"


def fact_uid(subject: str, predicate: str, target: str, *key: str) -> str:
    """Return the key of a fact: subject, predicate, object (or value) and the relationship's key properties."""
    return f"fact-{_digest(subject, predicate, target, *key)}"


def statement_uid(fact: str, document: str, start: int) -> str:
    """Return the uid of the statement that a document makes of a fact at one place."""
    return f"statement-{_digest(fact, document, start)}"

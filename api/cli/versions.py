"""Tables of the versions of documents, and of what changed between them."""

from __future__ import annotations

from collections import Counter

from envgov.graph.answers import Answer
from envgov.graph.versions import CHANGE_KINDS, Ask, Change, Edition, Told, history, rows

VERSIONS = ("seq", "uid", "title", "file", "published", "replaced", *CHANGE_KINDS)
CHANGES = ("seq", "change", "subject", "predicate", "object", "before", "after", "quote", "start", "end")


def listed(ask: Ask) -> Answer:
    """Return the documents of which there are earlier versions: uid, title, file and how many of them."""
    counts = Counter(str(row["target"]) for row in rows(ask, "read/edges/VERSION_OF"))
    found = [row for row in rows(ask, "write/documents") if row["uid"] in counts]
    return Answer(
        ("uid", "title", "file", "earlier"), [(r["uid"], r["title"], r["file"], counts[str(r["uid"])]) for r in found]
    )


def versions(ask: Ask, uid: str) -> Answer:
    """Return the versions of a document, the oldest first, with how many facts were added, gone and altered since the one before."""
    return Answer(VERSIONS, [_row(each) for each in history(ask, uid)])


def changed(ask: Ask, uid: str) -> Answer:
    """Return every change from each version of a document to the next, in the order of the text."""
    return Answer(CHANGES, [change_row(each.seq, one) for each in history(ask, uid) for one in each.changes])


def _row(each: Edition) -> tuple[object, ...]:
    return (each.seq, each.uid, each.title, each.file, each.published, each.replaced, *each.counts.values())


def change_row(seq: int, change: Change) -> tuple[object, ...]:
    """Return a change to the version of a number as a row of CHANGES."""
    told = change.told
    said = (_said(change.before), _said(change.after))
    return (
        seq,
        change.kind,
        told.subject,
        told.predicate,
        told.object or None,
        *said,
        told.quote,
        told.start,
        told.end,
    )


def _said(told: Told | None) -> str | None:
    return None if told is None else told.said if told.said != "{}" else told.object

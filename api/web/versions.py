"""The versions of a document: what changed from one to the next, and the text of an earlier one."""

from __future__ import annotations

import json
from typing import Any

from envgov.graph.versions import Change, Edition, Told
from fastapi import APIRouter, Request, Response

from ..resources.params import Uid
from ..resources.routes import graph_of
from ..resources.versions import editions_of, version_of
from .documents import marked
from .language import Words, language_of, words
from .lists import to_api
from .rendering import linked, render

MOST_CHANGES = 300  # of a version, on its page; the API gives more


def add_versions(router: APIRouter) -> None:
    """Add the page of a document's versions, and the page of an earlier one."""

    @router.get("/documents/{uid}/versions.{form:twin}")
    def other(request: Request, uid: str, form: str) -> Response:
        return to_api(request, f"/v1/documents/{uid}/versions.{form}")

    @router.get("/documents/{uid}/versions")
    def page(request: Request, uid: Uid) -> Response:
        editions, t = editions_of(graph_of(request), uid), words(language_of(request))
        present = editions[-1]
        shown = [_edition(request, t, each, present=each is present) for each in reversed(editions)]
        title, back = present.title or present.file, linked(request, f"/documents/{present.uid}")
        return render(request, "versions.html", version=None, title=title, back=back, versions=shown)

    @router.get("/versions/{uid}")
    def one(request: Request, uid: Uid, start: int | None = None, end: int | None = None) -> Response:
        found = version_of(graph_of(request), uid)
        span = (start, end) if start is not None and end is not None and 0 <= start < end else None
        present = linked(request, f"/documents/{found['document']}")
        versions = linked(request, f"/documents/{found['document']}/versions")
        pieces = marked(str(found["text"]), span)
        return render(
            request, "versions.html", title="", version=found, present=present, versions=versions, pieces=pieces
        )


def _edition(request: Request, t: Words, each: Edition, *, present: bool) -> dict[str, Any]:
    path = "documents" if present else "versions"
    return {
        "seq": each.seq,
        "title": each.title or each.file,
        "address": linked(request, f"/{path}/{each.uid}"),
        "present": present,
        "published": each.published,
        "replaced": each.replaced,
        "counts": [(t(f"version.{kind}"), count) for kind, count in each.counts.items() if each.seq > 1],
        "changes": [_change(t, one) for one in each.changes[:MOST_CHANGES]],
        "more": max(0, len(each.changes) - MOST_CHANGES),
    }


def _change(t: Words, change: Change) -> dict[str, Any]:
    told = change.told
    relation = t.relationship(told.predicate) if told.object_kind else t.property(told.subject_kind, told.predicate)
    return {
        "kind": t(f"version.{change.kind}"),
        "subject": told.subject,
        "relation": relation,
        "before": _said(t, change.before),
        "after": _said(t, change.after),
        "quote": told.quote,
    }


def _said(t: Words, told: Told | None) -> str:
    if told is None:
        return ""
    if not told.object_kind:
        return t.value(told.value)
    carried = "，".join(t.value(each) for each in json.loads(told.said).values())
    return f"{told.object}（{carried}）" if carried else told.object

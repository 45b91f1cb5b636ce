"""The versions of a document: those before the present one, what changed from one to the next, and the text of each."""

from __future__ import annotations

from typing import Annotated, Any

from envgov.graph.errors import InputError
from envgov.graph.versions import Change, Edition, history
from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from ..access import Graph
from ..problems import NotFoundError
from .params import Uid
from .routes import graph_of, only_json

JSON_ONLY = [Depends(only_json)]
Most = Annotated[int, Query(ge=1, le=5000, description="每版最多变动数 / Most changes of a version")]
USUAL = 500


class ChangeOf(BaseModel):
    """A difference from the version before: `change` is added, gone or altered."""

    change: str
    subject_kind: str
    subject: str
    predicate: str
    object_kind: str | None = None
    object: str | None = None
    before: str | None = Field(
        None, description="旧值，关系则为其属性 / the value before; of a relationship its properties"
    )
    after: str | None = None
    quote: str = Field(
        description="该版（已去者为前一版）原文 / words of this version; of what is gone, of the one before"
    )
    start: int
    end: int


class VersionOf(BaseModel):
    """A version of a document, with what changed since the one before it."""

    seq: int
    uid: str
    title: str | None = None
    file: str
    published: str | None = None
    replaced: str | None = Field(
        None, description="被替换日期，现行版为空 / day of its replacement; null for the present one"
    )
    added: int
    gone: int
    altered: int
    changes: list[ChangeOf]
    truncated: bool


class VersionsAnswer(BaseModel):
    """The versions of a document, the oldest first, the present one last."""

    versions: list[VersionOf]


class VersionText(BaseModel):
    """An earlier version of a document, as it was read; `stated` has a fact an entry, as JSON."""

    uid: str
    document: str = Field(description="现行文档的 uid / uid of the present document")
    seq: int
    name: str
    title: str | None = None
    file: str
    published: str | None = None
    url: str | None = None
    sha256: str
    origin: str
    replaced: str
    text: str
    stated: list[str] = Field(default_factory=list)


def editions_of(graph: Graph, uid: str) -> list[Edition]:
    """Return the versions of a document; raise NotFoundError where there is none of this uid."""
    try:
        return history(graph.run, uid)
    except InputError as error:
        raise NotFoundError(f"there is no document {uid!r}") from error


def version_of(graph: Graph, uid: str) -> dict[str, Any]:
    """Return an earlier version with the uid of the present document; raise NotFoundError where there is none."""
    found: list[dict[str, Any]] = graph.rows("versions/one", uid=uid)
    if not found:
        raise NotFoundError(f"there is no earlier version {uid!r}")
    return {**found[0]["properties"], "document": found[0]["document"]}


def add_versions(router: APIRouter) -> None:
    """Add the routes of versions."""

    @router.get(
        "/documents/{uid}/versions",
        tags=["documents"],
        operation_id="document_versions",
        summary="文档的各个版本及其变动 / The versions of a document and what changed between them",
        response_model=VersionsAnswer,
        dependencies=JSON_ONLY,
    )
    def versions(request: Request, uid: Uid, limit: Most = USUAL) -> Any:
        return {"versions": [_shown(each, limit) for each in editions_of(graph_of(request), uid)]}

    @router.get(
        "/versions/{uid}",
        tags=["documents"],
        operation_id="document_version",
        summary="一个旧版的全文与陈述 / An earlier version: its text and what it stated",
        response_model=VersionText,
        dependencies=JSON_ONLY,
    )
    def one(request: Request, uid: Uid) -> Any:
        return version_of(graph_of(request), uid)


def _shown(each: Edition, most: int) -> dict[str, Any]:
    own = {name: getattr(each, name) for name in ("seq", "uid", "title", "file", "published", "replaced")}
    return {
        **own,
        **each.counts,
        "changes": [_change(one) for one in each.changes[:most]],
        "truncated": len(each.changes) > most,
    }


def _change(change: Change) -> dict[str, Any]:
    told = change.told
    return {
        "change": change.kind,
        "subject_kind": told.subject_kind,
        "subject": told.subject,
        "predicate": told.predicate,
        "object_kind": told.object_kind or None,
        "object": told.object or None,
        "before": change.before.said if change.before else None,
        "after": change.after.said if change.after else None,
        "quote": told.quote,
        "start": told.start,
        "end": told.end,
    }

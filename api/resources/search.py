"""Full-text search for Chinese words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from envgov.graph.kinds import load_kinds
from envgov.graph.search import LONGEST, search
from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, BaseModel

from .models import Meta
from .params import _scalar
from .routes import graph_of, only_json

SEARCHED = tuple(label for label, kind in load_kinds().nodes.items() if kind.search)
KINDS = (*SEARCHED, *(sub for label in SEARCHED for sub in load_kinds().nodes[label].sub))
MOST = 200
Words = Annotated[
    str,
    AfterValidator(_scalar),
    Query(
        min_length=1,
        max_length=LONGEST,
        description="词，以空格分开 / words, parted by spaces",
        examples=["生态环境局"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="最多行数 / Most rows")]
Kinds = Annotated[list[Literal[KINDS]] | None, Query(max_length=len(KINDS), description="标签 / labels")]  # type: ignore[valid-type]


class Found(BaseModel):
    """Something found: `rank` is 0 where a name is what was asked, 1 begins so, 2 holds it, 3 else."""

    uid: str
    kind: str
    labels: list[str]
    name: str
    text: str | None
    rank: int
    node: str


class SearchAnswer(BaseModel):
    """What was found, the closest names first."""

    data: list[Found]
    meta: Meta


def add_search(router: APIRouter) -> None:
    """Add the route of the search."""

    @router.get(
        "/search",
        tags=["search"],
        operation_id="search",
        summary="全文检索 / Full-text search",
        response_model=SearchAnswer,
        dependencies=[Depends(only_json)],
    )
    def find(request: Request, q: Words, kind: Kinds = None, limit: Limit = 20) -> Any:
        graph = graph_of(request)
        hits = search(graph.reader, q, kinds=kind, limit=limit + 1, timeout=graph.seconds)
        base = request.url.path.removesuffix("/search")
        rows = [
            {
                "uid": hit.uid,
                "kind": hit.kind,
                "labels": list(hit.labels),
                "name": hit.name,
                "text": hit.text,
                "rank": hit.rank,
                "node": f"{base}/nodes/{hit.uid}",
            }
            for hit in hits[:limit]
        ]
        meta = {"count": len(rows), "limit": limit, "truncated": len(hits) > limit, "graph_version": graph.version()}
        return {"data": rows, "meta": meta}

"""Full-text search for Chinese words, and questions in words."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from envgov.graph.asking import answer
from envgov.graph.kinds import load_kinds
from envgov.graph.search import LONGEST, search
from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, BaseModel, Field

from ..asked.reading import Reading, understood_of
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
Question = Annotated[
    str,
    AfterValidator(_scalar),
    Query(min_length=1, max_length=LONGEST, description="问题 / a question", examples=["哪些局参加了云南的培训？"]),
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


class ReadAs(BaseModel):
    """A named query as which a question may be read."""

    query: str
    zh: str
    en: str
    params: dict[str, Any]
    lacks: list[str] = Field(description="还缺的参数 / parameters that it needs and nobody said")
    statement: str = Field(description="Cypher")
    address: str = Field(description="答案与更正 / where it is answered, with other parameters too")


class Asked(BaseModel):
    """What a question was read as; `reading` is null where that is not sure, then `nearest` has up to three."""

    question: str
    reading: ReadAs | None
    nearest: list[ReadAs]
    guessed: dict[str, str] = Field(
        description="错一字的名称及其读法 / names with one wrong character, as they were read"
    )
    rows: list[dict[str, Any]]


class AskedAnswer(BaseModel):
    """A question with its reading and the rows of the answer; no row where the reading is not sure."""

    data: Asked
    meta: Meta


def add_asking(router: APIRouter) -> None:
    """Add the route of questions in words."""

    @router.get(
        "/questions",
        tags=["search"],
        operation_id="ask_in_words",
        summary="用中文提问 / Ask in words",
        response_model=AskedAnswer,
        dependencies=[Depends(only_json)],
    )
    def questions(request: Request, q: Question, limit: Limit = 20) -> Any:
        graph, base = graph_of(request), request.url.path.removesuffix("/questions")
        understood = understood_of(graph, q)
        sure, rows, truncated = understood.sure, list[dict[str, Any]](), False
        if sure is not None:
            found = answer(graph.reader, sure.query, sure.params, limit=limit, timeout=graph.seconds)
            rows, truncated = [dict(zip(found.columns, row, strict=True)) for row in found.rows], found.truncated
        data = {
            "question": q,
            "reading": _read_as(sure, base) if sure else None,
            "nearest": [] if sure else [_read_as(each, base) for each in understood.nearest],
            "guessed": dict(understood.guessed),
            "rows": rows,
        }
        meta = {"count": len(rows), "limit": limit, "truncated": truncated, "graph_version": graph.version()}
        return {"data": data, "meta": meta}


def _read_as(reading: Reading, base: str) -> dict[str, Any]:
    query, params = reading.query, dict(reading.params)
    return {
        "query": query.name,
        "zh": query.zh,
        "en": query.en,
        "params": params,
        "lacks": list(reading.lacks),
        "statement": query.text,
        "address": f"{base}/queries/{query.name}" + (f"?{urlencode(_plain(params))}" if params else ""),
    }


def _plain(params: dict[str, Any]) -> dict[str, str]:
    """Return parameters as an address has them."""
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in params.items()}


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

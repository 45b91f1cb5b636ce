"""The shapes of the answers: made from the front matter of the statements and from kinds.yaml, so that they cannot drift."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from envgov.graph.kinds import Property, load_kinds
from pydantic import BaseModel, ConfigDict, Field, create_model

from .params import MOST_ROWS

PYTHON: Mapping[str, Any] = {"str": str, "int": int, "float": float, "bool": bool, "list": list[str | None], "map": dict[str, Any]}  # fmt: skip
OF_KINDS: Mapping[str, Any] = {
    "string": str, "edtf": str, "day": str, "integer": int, "float": float, "boolean": bool, "strings": list[str],
}  # fmt: skip
DOCUMENTED = {
    "uid": "确定性标识 / deterministic identifier",
    "fact": "事实键，见 /v1/facts/{fact}/statements / key of the fact",
    "derived": "是否由其他事实推出 / true where it follows from another fact",
    "confidence": "置信度 0 至 1 / 0 to 1",
    "documents": "支持它的文档数 / how many documents support it",
    "date": "EDTF，XXXX 为年份未知 / EDTF; XXXX for a year that no text states",
}


class Meta(BaseModel):
    """What was answered: nothing is cut in silence."""

    count: int = Field(description="本页行数 / rows of this page")
    limit: int = Field(description="行数上限 / most rows of a page")
    truncated: bool = Field(description="其后还有行 / there are more rows")
    graph_version: str = Field(description="图谱版本 / version of the graph")


class Problem(BaseModel):
    """An error (RFC 9457); `code` is stable, docs/api.md explains each."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    request_id: str


class Relationship(BaseModel):
    """A relationship of a node, with the key that leads to its evidence."""

    model_config = ConfigDict(extra="allow")
    type: str
    direction: str
    uid: str
    name: str | None = None
    labels: list[str]
    fact: str
    derived: bool
    confidence: float
    documents: int
    basis: str
    properties: dict[str, Any]


class Evidence(BaseModel):
    """A statement: where one document states one fact, with its exact characters."""

    uid: str
    fact: str
    subject: str
    predicate: str
    object: str | None = None
    value: str | None = None
    quote: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    rule: str
    confidence: float
    derived: bool
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    document: str
    document_uid: str


class Drawn(BaseModel):
    """A node of a subgraph."""

    uid: str
    name: str | None
    labels: list[str]


class Edge(BaseModel):
    """A relationship of a subgraph."""

    source: str
    type: str
    target: str
    fact: str
    derived: bool
    confidence: float
    documents: int


class Subgraph(BaseModel):
    """Nodes and the relationships among them."""

    nodes: list[Drawn]
    edges: list[Edge]
    meta: Meta


class FactAnswer(BaseModel):
    """A fact: a relationship, or (without target) a property of a node."""

    fact: str
    type: str
    source_uid: str
    source: str | None = None
    target_uid: str | None = None
    target: str | None = None
    value: str | None = None
    derived: bool | None = None
    confidence: float | None = None
    documents: int | None = None
    basis: str | None = None
    properties: dict[str, Any]
    statements: str = Field(description="陈述的地址 / address of its statements")


class NodeAnswer(BaseModel):
    """A node with its first relationships and statements, and where the others are."""

    uid: str
    name: str | None
    labels: list[str]
    properties: dict[str, Any]
    outgoing: list[Relationship]
    incoming: list[Relationship]
    evidence: list[Evidence]
    truncated: bool
    limit: int
    more: dict[str, str] = Field(description="其余关系与证据的地址 / addresses of all relationships and evidence")


def row_model(name: str, columns: Mapping[str, str]) -> type[BaseModel]:
    """Return the model of a row with these columns and types; every column may be missing (`fields`) or null."""
    made: dict[str, Any] = {
        column: (Annotated[PYTHON[kind] | None, Field(description=DOCUMENTED.get(column))], None)
        for column, kind in columns.items()
    }
    return create_model(name, __doc__=f"{name}.", __config__=ConfigDict(protected_namespaces=()), **made)


def page_model(name: str, row: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a page of rows."""
    made: dict[str, Any] = {
        "data": (Annotated[list[row], Field(max_length=MOST_ROWS)], ...),  # type: ignore[valid-type]
        "meta": (Meta, ...),
        "next": (Annotated[str | None, Field(description="下一页的地址 / address of the next page")], None),
    }
    return create_model(name, __doc__=f"A page of {row.__name__}.", **made)


@cache
def kind_model(label: str) -> type[BaseModel]:
    """Return the model of a node of a label, as kinds.yaml declares it."""
    kind = load_kinds().nodes[label]
    made: dict[str, Any] = {
        "uid": (str, Field(description=DOCUMENTED["uid"])),
        "name": (str | None, None),
        "labels": (list[str], Field(description="标签 / labels")),
        **{name: _of_kind(each) for name, each in kind.properties.items()},
        "links": (dict[str, str], Field(description="相关资源的地址 / addresses of what belongs to it")),
    }
    return create_model(label, __doc__=f"{kind.zh} / {kind.en}", **made)


def _of_kind(each: Property) -> tuple[Any, Any]:
    return Annotated[OF_KINDS[each.type] | None, Field(description=f"{each.zh} / {each.en}")], None


class ResultOf(BaseModel):
    """What became of one document of an upload."""

    source: str
    status: str = Field(description="new, unchanged, replaced, new version, earlier version, refused")
    document: str = Field(description="uid，被拒时为空 / uid; empty where it was refused")
    statements: int
    anomalies: int
    reason: str


class JobAnswer(BaseModel):
    """An upload on its way."""

    id: str
    file: str
    bytes: int
    status: str = Field(description="queued, running, done, failed")
    created: str
    finished: str | None
    reason: str
    results: list[ResultOf]


class SuppressionBody(BaseModel):
    """A person or a fact that is not to be held."""

    model_config = ConfigDict(extra="forbid")
    target: str = Field(
        pattern=r"^(official|fact)-[0-9a-f]{1,40}$",
        max_length=60,
        description="人员 uid 或事实键 / uid of a person or key of a fact",
    )
    reason: str = Field(min_length=1, max_length=500)


class SuppressionAnswer(BaseModel):
    """A line of the list of suppressions."""

    target: str
    kind: str
    reason: str
    by: str
    at: str
    lifted: bool

"""The OpenAPI description: what every operation can answer, in which forms, with which key, with examples."""

from __future__ import annotations

from typing import Any

import regex
from fastapi import FastAPI

from ..problems import CODES, MEDIA_TYPE
from . import graph_twins
from .bounds import bound
from .examples import add_examples
from .models import Problem
from .twins import MEDIA

DESCRIPTION = """生态环境治理主体与任务知识图谱的 REST 接口。· A knowledge graph of environmental governance actors and tasks.

- 每个列表分页，`meta.truncated` 说明其后是否还有行，`next` 与 `Link` 给出下一页。· Lists come in pages; nothing is cut in silence.
- 列表另有 CSV、NDJSON、XLSX，按 Accept、后缀或 `format`；各有结尾标记。· Lists also come as CSV, NDJSON and XLSX, each with a mark at its end.
- 节点、带 uid 的查询和子图另有 GEXF、GraphML、JSON-LD（后缀或 Accept）。· Nodes, queries with uids and subgraphs also come as GEXF, GraphML and JSON-LD.
- 错误均为 `application/problem+json`，`code` 稳定。· Errors are problem documents with a stable code.
- `ETag` 由图谱版本得出，`If-None-Match` 相符即 304。· The ETag follows from the graph's version.
"""
TAGS = [
    {"name": name, "description": text}
    for name, text in {
        "service": "状态与模式 / State and schema",
        "queries": "命名查询 / Named queries",
        "search": "全文检索 / Full-text search",
        "agencies": "机构 / Agencies",
        "officials": "官员 / Officials",
        "regions": "行政区划 / Divisions",
        "events": "活动 / Events",
        "plans": "规划 / Plans",
        "tasks": "任务 / Tasks",
        "directives": "要求 / Directives",
        "documents": "文档 / Documents",
        "nodes": "任一节点与子图 / Any node, subgraphs",
        "facts": "事实与证据 / Facts and evidence",
        "briefs": "简报 / Briefings",
        "quality": "质量报告 / Quality reports",
        "cypher": "只读 Cypher / Read-only Cypher",
        "jobs": "载入任务 / Loading",
        "privacy": "屏蔽名单 / Suppression",
    }.items()
]
EVERY = (400, 401, 403, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503)
WAIT = {
    "Retry-After": {
        "description": "等待秒数 / seconds to wait",
        "schema": {"type": "integer", "minimum": 1, "maximum": 3600},
    }
}
UNREAD = 415
OPEN = ("/v1/health", "/v1/ready")
HEADERS = {
    "RateLimit": "余量与重置秒数 / what is left and the seconds until it grows",
    "X-Request-Id": "请求标识 / id of the request",
}


def describe(app: FastAPI) -> None:
    """Complete the description that FastAPI makes from the routes."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            complete(schema)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def complete(schema: dict[str, Any]) -> None:
    """Add to a description the errors, forms, headers and keys that every operation has."""
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema()
    problem["properties"]["code"]["enum"] = sorted(CODES)
    schemas["Problem"] = problem
    components["responses"] = {f"Problem{status}": _problem(status) for status in EVERY}
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "密钥 / key: gk_…, or a token of the OIDC issuer"}
    }
    schema["servers"] = [
        {"url": "/", "description": "本服务 / this service, local or in production", "x-internal": False}
    ]
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            _complete(path, method, operation)
    bound(schema)
    add_examples(schema)


def _problem(status: int) -> dict[str, Any]:
    codes = [(code, text) for code, (each, text) in CODES.items() if each == status]
    example = {
        "type": f"urn:envgov:problem:{codes[0][0]}",
        "title": "…",
        "status": status,
        "code": codes[0][0],
        "detail": "…",
        "instance": "/v1/…",
        "request_id": "0123456789abcdef",
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    description = " ".join(f"`{code}`: {text}" for code, text in codes)
    return {
        "description": description,
        "headers": _headers() | (WAIT if status in (429, 503) else {}),
        "content": content,
    }


def _headers() -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": "string", "maxLength": 200}} for name, text in HEADERS.items()
    }


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status in EVERY:
        if status == UNREAD and str(status) not in responses:
            continue  # only an upload has a type
        if str(status) not in responses or status in (422, UNREAD):
            responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    operation.setdefault("description", operation["summary"])
    for parameter in operation.get("parameters", ()):
        _without_null(parameter)
    operation["security"] = [{}] if path in OPEN else [{}, {"key": []}] if method == "get" else [{"key": []}, {}]
    for answer in responses.values():
        if "$ref" not in answer:
            answer["headers"] = _headers() | answer.get("headers", {})
    if operation.pop("x-twins", None):
        content = responses["200"]["content"]
        content["text/csv"] = {"schema": {"type": "string"}}
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
        content[MEDIA["xlsx"]] = {"schema": {"type": "string", "format": "binary"}}
    if operation.pop("x-graph-twins", None):
        content = responses["200"]["content"]
        binary = {"type": "string", "format": "binary"}
        content |= {media: {"schema": dict(binary)} for media in graph_twins.MEDIA.values()}
    if method == "get" and path not in OPEN:
        responses["304"] = {"description": "未变 / nothing has changed", "headers": _headers()}


def _without_null(parameter: dict[str, Any]) -> None:
    """Take null out of a parameter that may be left out: an address has no null."""
    options = [each for each in parameter["schema"].get("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1:
        kept = {name: value for name, value in parameter["schema"].items() if name != "anyOf"}
        parameter["schema"] = options[0] | kept


def allowed_methods(schema: dict[str, Any], path: str) -> list[str]:
    """Return the methods that an address takes, whichever route of it was asked."""
    found: set[str] = set()
    for template, item in schema["paths"].items():
        pattern = "[^/]+".join(regex.escape(part) for part in regex.split(r"\{[^}]*\}", template))
        if regex.fullmatch(pattern, path):
            found |= {method.upper() for method in item}
    return sorted(found)

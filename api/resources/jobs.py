"""Loading over HTTP: upload a document, follow the job, remove a document; only with a key that may write."""

from __future__ import annotations

import json
import os
import pathlib
from collections.abc import Iterator
from dataclasses import asdict
from tempfile import NamedTemporaryFile
from typing import IO, Annotated, Any

import regex
from envgov.graph.suppression import Entry, SuppressionError, lift, suppress
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from ..gates.callers import Caller, requires
from ..loading.jobs import Job, Jobs
from ..problems import ApiError, NotFoundError
from .models import JobAnswer, SuppressionAnswer, SuppressionBody
from .params import Text, ToldAddress, ToldDay, ToldHome, ToldPublisher, Uid
from .routes import graph_of, only_json

SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/msword": ".doc",
    "application/vnd.ms-works": ".wps",
    "application/wps-office.wps": ".wps",
    "application/wps-office.et": ".et",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/ofd": ".ofd",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "message/rfc822": ".eml",
    "application/x-mimearchive": ".mht",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
UNSAFE = regex.compile(r"[^\w（）()〔〕《》“”、. -]")
LONGEST_NAME = 80
WATCH_SECONDS = 300.0
JobId = Annotated[
    str,
    Path(pattern=r"^job-[0-9a-f]{20}$", max_length=24, description="任务 / job", examples=["job-00000000000000000000"]),
]
Name = Annotated[str, Query(min_length=1, max_length=200, description="文件名 / file name", examples=["通知.txt"])]
BYTES = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
BODY = {"requestBody": {"required": True, "content": dict.fromkeys(SUFFIXES, BYTES)}}

# One event of the stream, as OpenAPI 3.2 (4.14.4) describes server-sent events; 3.1 has no keyword but `schema` for it.
EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["progress", "end"]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {
                "anyOf": [
                    {"$ref": "#/components/schemas/JobAnswer"},
                    {"type": "object", "required": ["_end", "status"], "properties": {"status": {"type": "string"}}},
                ]
            },
        },
    },
    "required": ["event", "data"],
}


def jobs_of(request: Request) -> Jobs:
    """Return the jobs of the service."""
    found: Jobs = request.app.state.jobs
    return found


def safe_name(name: str, suffix: str) -> str:
    """Return a file name without folders and signs, with the suffix of what is in it."""
    base = UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem = base[: -len(suffix)] if suffix and base.lower().endswith(suffix) else base
    return f"{stem[:LONGEST_NAME].strip('. ') or 'document'}{suffix}"


def add_loading(router: APIRouter) -> None:
    """Add the routes of loading, jobs and suppressions."""
    _add_upload(router)
    _add_removal(router)
    _add_jobs(router)
    _add_suppressions(router)


def _add_upload(router: APIRouter) -> None:
    @router.post(
        "/documents",
        tags=["documents"],
        operation_id="load_document",
        summary="载入文档 / Load a document",
        status_code=202,
        response_model=JobAnswer,
        openapi_extra=BODY,
        responses={415: {"description": "不支持的内容类型 / the content type is not read"}},
        dependencies=[Depends(requires("write")), Depends(only_json)],
    )
    async def load(
        request: Request,
        response: Response,
        name: Name = "document",
        home: ToldHome = None,
        publisher: ToldPublisher = None,
        published: ToldDay = None,
        address: ToldAddress = None,
    ) -> Any:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        suffix = SUFFIXES.get(kind)
        if suffix is None:
            raise ApiError(
                "unsupported_type", f"{kind or 'no content type'} is not read; send one of {', '.join(SUFFIXES)}"
            )
        with NamedTemporaryFile(delete=False) as upload:
            try:
                await _received(request, upload)
                told = {"home": home, "publisher": publisher, "published": published, "address": address}
                job = await run_in_threadpool(
                    jobs_of(request).add, safe_name(name, suffix), pathlib.Path(upload.name), told
                )
            finally:
                if os.path.exists(upload.name):  # noqa: PTH110
                    os.unlink(upload.name)  # noqa: PTH108
        response.headers["Location"] = f"/v1/jobs/{job.id}"
        return asdict(job)


async def _received(request: Request, upload: IO[bytes]) -> None:
    async for chunk in request.stream():
        upload.write(chunk)
    upload.flush()
    if not upload.tell():
        raise ApiError("bad_parameter", "the body is empty; send the document itself")


def _add_removal(router: APIRouter) -> None:
    @router.delete(
        "/documents/{uid}",
        tags=["documents"],
        operation_id="remove_document",
        summary="移除文档及仅由其支持的事实 / Remove a document and what only it supports",
        status_code=204,
        dependencies=[Depends(requires("write"))],
    )
    def remove(request: Request, uid: Uid) -> None:
        graph = graph_of(request)
        with graph.writer() as store:
            removed = store.remove(uid)
        graph.changed()
        if not removed:
            raise NotFoundError(f"there is no document {uid!r}")


def _add_jobs(router: APIRouter) -> None:
    allowed = [Depends(requires("write")), Depends(only_json)]

    @router.get(
        "/jobs",
        tags=["jobs"],
        operation_id="jobs",
        summary="载入任务 / Jobs, newest first",
        response_model=list[JobAnswer],
        dependencies=allowed,
    )
    def jobs(
        request: Request, limit: Annotated[int, Query(ge=1, le=200, description="最多任务数 / Most jobs")] = 50
    ) -> Any:
        return [asdict(job) for job in jobs_of(request).all()[:limit]]

    @router.get(
        "/jobs/{id}",
        tags=["jobs"],
        operation_id="job",
        summary="一个任务 / One job",
        response_model=JobAnswer,
        dependencies=allowed,
    )
    def job(request: Request, id: JobId) -> Any:
        return asdict(jobs_of(request).get(id))

    _add_events(router)


def _add_events(router: APIRouter) -> None:
    events: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": EVENT}}}}

    @router.get(
        "/jobs/{id}/events",
        tags=["jobs"],
        operation_id="job_events",
        summary="任务进度 / Progress, as server-sent events",
        response_class=StreamingResponse,
        responses=events,
        dependencies=[Depends(requires("write"))],
    )
    def watch(request: Request, id: JobId) -> StreamingResponse:
        found = jobs_of(request)
        found.get(id)
        return StreamingResponse(
            _events(found, id), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )


def _events(jobs: Jobs, id: str) -> Iterator[str]:
    last: Job | None = None
    for last in jobs.watch(id, seconds=WATCH_SECONDS):
        yield f"event: progress\ndata: {json.dumps(asdict(last), ensure_ascii=True)}\n\n"
    status = last.status if last else "gone"
    yield f"event: end\ndata: {json.dumps({'_end': True, 'status': status})}\n\n"


def _add_suppressions(router: APIRouter) -> None:
    @router.get(
        "/suppressions",
        tags=["privacy"],
        operation_id="suppressions",
        summary="屏蔽名单的全部记录 / Every line of the list of suppressions",
        response_model=list[SuppressionAnswer],
        dependencies=[Depends(requires("admin")), Depends(only_json)],
    )
    def listed(request: Request) -> Any:
        return [_shown(entry) for entry in request.app.state.suppressed.log()]

    @router.post(
        "/suppressions",
        tags=["privacy"],
        operation_id="suppress",
        summary="屏蔽人员或事实 / Suppress a person or a fact",
        status_code=201,
        response_model=SuppressionAnswer,
        dependencies=[Depends(only_json)],
    )
    def add(request: Request, body: SuppressionBody, caller: Annotated[Caller, Depends(requires("admin"))]) -> Any:
        graph = graph_of(request)
        try:
            with graph.writer() as store:
                entry = suppress(store, request.app.state.suppressed, body.target, reason=body.reason, by=caller.id)
        except SuppressionError as error:
            raise NotFoundError(str(error)) from error
        graph.changed()
        return _shown(entry)

    _add_lifting(router)


def _add_lifting(router: APIRouter) -> None:
    @router.delete(
        "/suppressions/{target}",
        tags=["privacy"],
        operation_id="lift_suppression",
        summary="解除屏蔽 / Lift a suppression",
        status_code=204,
    )
    def remove(
        request: Request,
        target: Annotated[Text, Path(description="人员 uid 或事实键 / uid of a person or key of a fact")],
        caller: Annotated[Caller, Depends(requires("admin"))],
        reason: Annotated[str, Query(min_length=1, max_length=500, description="缘由 / why")] = "lifted",
    ) -> None:
        try:
            lift(request.app.state.suppressed, target, reason=reason, by=caller.id)
        except SuppressionError as error:
            raise NotFoundError(str(error)) from error


def _shown(entry: Entry) -> dict[str, object]:
    return {name: value for name, value in asdict(entry).items() if name != "name"}

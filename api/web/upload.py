"""Upload documents from a browser: a form, and the progress of what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import Annotated, Any

from envgov.loaders.formats.readers import READ_IN_FOLDERS
from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from ..gates.callers import Caller, requires
from ..loading.jobs import Job, known
from ..problems import ApiError
from ..resources.jobs import JobId, jobs_of, safe_name
from .language import language_of, words
from .login import same_origin
from .rendering import linked, render

READ = tuple(sorted(READ_IN_FOLDERS))  # suffixes of files that are read
CHUNK = 1 << 20  # bytes
LISTED = 30  # jobs of the list
SECONDS = 2  # between two looks of a page without scripts
MOST_FILES = 50
ENDED = ("done", "failed")
Told = Annotated[str, Form(max_length=80)]  # what the reader knows of the files; empty where nothing


def add_upload(router: APIRouter) -> None:
    """Add the form, what takes the files, and the pages of jobs."""
    _add_form(router)
    _add_jobs(router)


def _add_form(router: APIRouter) -> None:
    @router.get("/upload")
    def form(request: Request) -> Response:
        return _form(request, 200, "")

    @router.post("/upload", dependencies=[Depends(requires("write")), Depends(same_origin)])
    async def take(
        request: Request,
        files: Annotated[Sequence[UploadFile], File()] = (),
        home: Told = "",
        publisher: Told = "",
        published: Told = "",
    ) -> Response:
        t = words(language_of(request))
        named = [each for each in files if each.filename]
        wrong = [str(each.filename) for each in named if _suffix(each) not in READ]
        if not named or len(named) > MOST_FILES or len(wrong) == len(named):
            all_wrong = bool(named) and len(wrong) == len(named)
            said = t("upload.not_read", name="；".join(wrong)[:200]) if all_wrong else t("upload.none", most=MOST_FILES)
            return _form(request, 422, said)
        told = {"home": home, "publisher": publisher, "published": published}
        try:
            known({key: value.strip() for key, value in told.items() if value.strip()})
        except ApiError as error:
            return _form(request, 422, str(error))
        # Of many files each is accounted for: one that is not read has a job that says why.
        jobs = [await _queued(request, each, told, alone=len(named) == 1) for each in named]
        path = f"/jobs/{jobs[0].id}" if len(jobs) == 1 else "/jobs"
        return RedirectResponse(linked(request, path), status_code=303)


def _form(request: Request, status: int, said: str) -> Response:
    caller: Caller = request.state.caller
    return render(request, "upload.html", status=status, said=said, may=caller.may("write"), accepted=",".join(READ))


def _suffix(file: UploadFile) -> str:
    return PurePath(str(file.filename).lower()).suffix


async def _queued(request: Request, file: UploadFile, told: dict[str, str], *, alone: bool) -> Job:
    """Write a file down and queue it; raise ApiError where it is empty and nothing came beside it."""
    with NamedTemporaryFile(delete=False) as kept:
        path = Path(kept.name)
        try:
            while chunk := await file.read(CHUNK):
                kept.write(chunk)
            kept.flush()
            if alone and not kept.tell():
                raise ApiError("bad_parameter", f"the file {file.filename!r} is empty; choose another")
            name = safe_name(str(file.filename), _suffix(file))
            return await run_in_threadpool(jobs_of(request).add, name, path, told)
        finally:
            path.unlink(missing_ok=True)


def _add_jobs(router: APIRouter) -> None:
    allowed = [Depends(requires("write"))]

    @router.get("/jobs", dependencies=allowed)
    def listed(request: Request) -> Response:
        jobs = jobs_of(request).all()[:LISTED]
        running = any(job.status not in ENDED for job in jobs)
        return render(request, "jobs.html", jobs=[asdict(job) for job in jobs], refresh=SECONDS if running else None)

    @router.get("/jobs/{id}", dependencies=allowed)
    def one(request: Request, id: JobId, part: bool = False) -> Response:
        job: dict[str, Any] = asdict(jobs_of(request).get(id))
        ended = job["status"] in ENDED and job["finished"] is not None
        return render(request, "job_part.html" if part else "job.html", job=job, ended=ended, seconds=SECONDS)

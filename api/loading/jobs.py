"""Jobs: uploads that wait, are extracted some at a time and written one after another; they outlive a restart of the service."""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue

from envgov.graph.errors import EnvGovError, StoreError
from envgov.graph.store import Store
from envgov.graph.suppression import Suppressions
from envgov.loaders.document import Document
from envgov.loaders.refusals import Refusal
from envgov.loaders.sources import NOTHING_TOLD, Sources, Told, options_told

from ..gates.metrics import Metrics
from ..problems import ApiError
from .extraction import Extractor
from .finding import NONE_DECIDED
from .known import Decisions, Kept, Memory
from .loading import written

AWAY_SECONDS = 5.0  # between two tries to write to a store that is away
LOOK_SECONDS = 0.5  # how often the worker looks whether it shall stop
MOST_WAITING = 100
SMALL = 1024 * 1024  # bytes: what is larger never takes the last process that extracts
MOST_KEPT = 1000  # finished jobs
log = logging.getLogger("envgov.jobs")


@dataclass(slots=True)
class Job:
    """An upload on its way: `status` is queued, running, done or failed; `results` has one entry a document."""

    id: str
    file: str
    bytes: int
    status: str
    created: str
    finished: str | None = None
    reason: str = ""
    results: list[dict[str, object]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)  # what the caller knows: home, publisher, published, address


class Jobs:
    """The jobs of a service, one folder each, and the threads that work on them, one for each extractor.

    Where there are several, the first takes small uploads only, so that no large one delays them. What they find is written in
    turn: the graph is the same in whatever order documents come into it, and a document that comes twice is known by its bytes.
    """

    def __init__(
        self,
        folder: Path,
        extractors: Sequence[Extractor],
        suppressed: Suppressions,
        metrics: Metrics,
        *,
        keep_days: int,
        max_bytes: int,
        sources: Sources = NOTHING_TOLD,
    ) -> None:
        self.folder, self.extractors, self.suppressed, self.metrics = folder, extractors, suppressed, metrics
        self.keep_days, self.max_bytes, self.sources = keep_days, max_bytes, sources
        self._small: Queue[str] = Queue()
        self._large: Queue[str] = Queue()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def start(self, writer: Callable[[], AbstractContextManager[Store]], changed: Callable[[], None]) -> None:
        """Begin to work, with what an earlier run left."""
        for job in sorted(self.all(), key=lambda job: job.created):
            if job.status in ("queued", "running"):
                self._put(job)
        for number, extractor in enumerate(self.extractors):
            quick = number == 0 and len(self.extractors) > 1
            given = (extractor, quick, writer, changed)
            self._threads.append(threading.Thread(target=self._work, args=given, name="envgov-jobs", daemon=True))
            self._threads[-1].start()

    def stop(self, seconds: float) -> None:
        """Let the document that is being loaded finish; what waits is taken up at the next start."""
        self._stop.set()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        for extractor in self.extractors:
            extractor.close()

    # -- what callers ask ----------------------------------------------------------------------------------------------

    def add(self, name: str, upload: Path, told: Mapping[str, str | None] | None = None) -> Job:
        """Queue an upload, which is moved away; the same bytes under the same name are the same job.

        `told` is what the caller knows of it: home, publisher, published, address. Raises ApiError where that is wrong.
        """
        given = {key: value.strip() for key, value in (told or {}).items() if value and value.strip()}
        known(given)
        digest = sha256("\0".join([name, *(f"{key}={value}" for key, value in sorted(given.items()))]).encode())
        with upload.open("rb") as data:
            while chunk := data.read(1 << 20):
                digest.update(chunk)
        id = f"job-{digest.hexdigest()[:20]}"
        with self._lock:
            if id in self._waiting:
                return self.get(id)
            if len(self._waiting) >= MOST_WAITING:
                raise ApiError("busy", f"{MOST_WAITING} uploads wait; try again later", {"Retry-After": "30"})
            place = self.folder / id
            shutil.rmtree(place, ignore_errors=True)
            (place / "files").mkdir(parents=True)
            size = upload.stat().st_size
            shutil.move(upload, place / "files" / name)
            job = Job(id, name, size, "queued", _now(), told=given)
            self._save(job)
            self._put(job)
        return job

    def get(self, id: str) -> Job:
        """Return a job; raise ApiError where there is none."""
        file = self.folder / id / "job.json"
        try:
            return Job(**json.loads(file.read_text("utf-8")))
        except FileNotFoundError as error:
            raise ApiError("not_found", f"there is no job {id!r}") from error
        except (OSError, ValueError, TypeError) as error:
            raise ApiError("internal", f"the job {id!r} cannot be read; upload the document again") from error

    def all(self) -> list[Job]:
        """Return every job, newest first."""
        found = []
        for file in self.folder.glob("job-*/job.json") if self.folder.is_dir() else ():
            try:
                found.append(self.get(file.parent.name))
            except ApiError:
                shutil.rmtree(file.parent, ignore_errors=True)
        return sorted(found, key=lambda job: job.created, reverse=True)

    # -- the threads ---------------------------------------------------------------------------------------------------

    def _put(self, job: Job) -> None:
        self._waiting.add(job.id)
        self.metrics.jobs.set(len(self._waiting))
        self._queue_of(job).put(job.id)

    def _queue_of(self, job: Job) -> Queue[str]:
        return self._small if job.bytes <= SMALL else self._large

    def _next(self, *, quick: bool) -> str | None:
        """Return the job to work on, large ones first where they may be taken; None where there is none for a while."""
        if not quick:
            with suppress(Empty):
                return self._large.get_nowait()
        with suppress(Empty):
            return self._small.get(timeout=LOOK_SECONDS)
        return None

    def _save(self, job: Job) -> None:
        file = self.folder / job.id / "job.json"
        temporary = file.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(job), ensure_ascii=False), "utf-8")
        temporary.replace(file)

    def _work(self, extractor: Extractor, quick: bool, writer: Callable[[], AbstractContextManager[Store]], changed: Callable[[], None]) -> None:  # fmt: skip
        while not self._stop.is_set():
            id = self._next(quick=quick)
            if id is None:
                continue
            job = self.get(id)
            try:
                self._run(job, extractor, writer)
            except StoreError as error:  # it was accepted: it waits until the store is there again
                self._again(job, str(error))
                continue
            except EnvGovError as error:
                job.status, job.reason = "failed", str(error)
            except OSError as error:
                job.status, job.reason = "failed", f"the folder of jobs cannot be used ({error.strerror})"
            changed()
            job.finished = _now()
            with self._lock:
                self._save(job)
                self._waiting.discard(id)
            self.metrics.jobs.set(len(self._waiting))
            log.info("job", extra={"job": job.id, "status": job.status, "documents": len(job.results)})
            self._tidy(job)

    def _again(self, job: Job, reason: str) -> None:
        """Put a job that the store did not take back to the end of the queue, after a pause."""
        job.status, job.reason = "queued", reason
        with self._lock:
            self._save(job)
        log.info("job", extra={"job": job.id, "status": job.status, "documents": 0})
        self._stop.wait(AWAY_SECONDS)
        self._queue_of(job).put(job.id)

    def _run(self, job: Job, extractor: Extractor, writer: Callable[[], AbstractContextManager[Store]]) -> None:
        job.status, job.reason, job.results = "running", "", []
        self._save(job)
        file = self.folder / job.id / "files" / job.file
        sources = replace(self.sources, told=known(job.told), stay=False)
        under = Decisions(NONE_DECIDED, self.suppressed, sources)

        def without_known(read: list[Document | Refusal]) -> list[Document | Refusal | Kept]:
            with self._writing, writer() as store:
                return list(Memory(store, under).without_known(read))

        found = extractor.extract(file, max_bytes=self.max_bytes, sources=sources, known=without_known)
        with self._writing, writer() as store:
            for each in written(store, found, under):
                self.metrics.documents.labels(each.status).inc()
                source = each.source.rpartition("/")[2]
                reason = (each.reason or each.left_out).replace(str(file.parent) + "/", "")
                kept = {"status": each.status, "document": each.document, "statements": each.statements}
                job.results.append({"source": source, "reason": reason, "anomalies": each.anomalies, **kept})
                self._save(job)
        job.status = "done" if any(each["status"] != "refused" for each in job.results) else "failed"
        job.reason = "" if job.status == "done" else str(job.results[0]["reason"]) if job.results else "no document"

    def _tidy(self, job: Job) -> None:
        """Remove the uploads that are not to be kept, and the oldest jobs."""
        if not self.keep_days:
            shutil.rmtree(self.folder / job.id / "files", ignore_errors=True)
        before = (datetime.now(UTC) - timedelta(days=self.keep_days)).isoformat()
        for number, each in enumerate(self.all()):
            if each.finished and each.finished < before:
                shutil.rmtree(self.folder / each.id / "files", ignore_errors=True)
            if each.finished and number >= MOST_KEPT:
                shutil.rmtree(self.folder / each.id, ignore_errors=True)

    def watch(self, id: str, *, seconds: float) -> Iterator[Job]:
        """Yield a job whenever it has changed, until it is finished or so many seconds have passed."""
        until, seen = time.monotonic() + seconds, ""
        while time.monotonic() < until and not self._stop.is_set():
            job = self.get(id)
            now = json.dumps(asdict(job), sort_keys=True)
            if now != seen:
                seen = now
                yield job
            if job.status in ("done", "failed") and id not in self._waiting:
                return
            time.sleep(LOOK_SECONDS / 2)


def known(told: Mapping[str, str]) -> Told:
    """Return what a caller knows of an upload, checked; raise ApiError where it names no division or no date."""
    try:
        given = options_told(home=told.get("home"), publisher=told.get("publisher"), published=told.get("published"))
        return replace(given, address=told.get("address"))
    except EnvGovError as error:
        raise ApiError("bad_parameter", str(error).replace("--", "")) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

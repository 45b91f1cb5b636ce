"""Find out what is wrong with a set-up: each finding says what was looked at and what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from envgov.graph.check import outdated
from envgov.graph.endpoints import connect, open_endpoints
from envgov.graph.errors import EnvGovError
from envgov.graph.folder import holder
from envgov.graph.store import SCHEMES, Store
from envgov.graph.suppression import Suppressions
from envgov.loaders.extractor import EXTRACTOR

from ..gates.keys import Keys
from ..settings import load_settings, state_folder

LEAST_FREE = 512 * 1024 * 1024  # bytes of disk
SECONDS = 30


@dataclass(frozen=True, slots=True)
class FindingOf:
    """One thing that was looked at: `state` is ok, note or fail."""

    state: str
    what: str
    detail: str


def findings(location: str) -> Iterator[FindingOf]:
    """Yield what was found about this machine, the settings, the keys and the store at a location."""
    yield FindingOf("ok", "python", sys.version.split()[0])
    try:
        settings = load_settings()
    except EnvGovError as error:
        yield FindingOf("fail", "settings", str(error))
        return
    yield FindingOf("ok", "settings", "environment and file can be read")
    folder = state_folder(settings, location)
    place = folder if "://" in location else Path(location)
    free = shutil.disk_usage(_nearest(place)).free
    state = "ok" if free > LEAST_FREE else "fail"
    yield FindingOf(state, "disk", f"{free // 2**20} MiB free" + ("" if state == "ok" else "; make room"))
    yield from _keys(folder, is_open=settings.open)
    yield from _suppressions(location, folder)
    yield from _store(location)


def _nearest(path: Path) -> Path:
    """Return the nearest folder above a path that is there: what it will be on the disk of."""
    return next((each for each in (path, *path.absolute().parents) if each.is_dir()), Path.cwd())


def _suppressions(location: str, folder: Path) -> Iterator[FindingOf]:
    try:
        listed = len(Suppressions.of(location, folder).active())
    except (EnvGovError, OSError) as error:
        yield FindingOf("fail", "suppressions", str(error))
        return
    if listed:
        yield FindingOf("ok", "suppressions", f"{listed} in force")


def _keys(folder: Path, *, is_open: bool) -> Iterator[FindingOf]:
    try:
        keys = Keys(folder).all()
    except EnvGovError as error:
        yield FindingOf("fail", "keys", str(error))
        return
    if keys:
        mode = (folder / "keys.json").stat().st_mode & 0o077
        yield FindingOf(
            "fail" if mode else "ok", "keys", f"{len(keys)} keys" + ("; chmod 600 the file" if mode else "")
        )
    else:
        whom = "anybody" if is_open else "callers on this machine"
        yield FindingOf("note", "keys", f"none: {whom} may read, nobody may write; `envgov keys new` makes one")


def _store(location: str) -> Iterator[FindingOf]:
    used = None if "://" in location else holder(Path(location))
    if used is not None and used.serving:
        yield FindingOf(
            "note", "service", f"由服务使用 / a service has the store (pid {used.pid}); looked at through it"
        )
    try:
        with open_endpoints(location, seconds=SECONDS) as endpoints, connect(endpoints.reader, "read") as store:
            yield FindingOf("ok", "store", store.version())
            counts = store.counts()
            yield FindingOf("ok" if counts else "note", "graph", f"{counts.get('Document', 0)} documents")
            if old := list(outdated(store, EXTRACTOR)):
                yield FindingOf(
                    "note", "extractor", f"{len(old)} documents were read by another version; load them again"
                )
            if location.startswith(SCHEMES):
                yield from _server(store)
    except (EnvGovError, OSError) as error:
        yield FindingOf("fail", "store", str(error))


def _server(store: Store) -> Iterator[FindingOf]:
    """Look at what the server itself should forbid: the guard must not be the only wall."""
    from envgov.graph.statements import statement

    try:
        rows = store.run(statement("api/settings"), {}, timeout=5).rows
    except EnvGovError:
        yield FindingOf("note", "server", "its settings cannot be read; see docker/README.md for what they should be")
        return
    found = {str(name): str(value) for name, value in rows}
    wanted = {
        "dbms.security.allow_csv_import_from_file_urls": ("false", "LOAD CSV may read files"),
        "internal.dbms.cypher_ip_blocklist": ("0.0.0.0/0,::/0", "LOAD CSV may reach addresses"),
    }
    for name, (value, risk) in wanted.items():
        good = found.get(name, "").replace(" ", "") == value
        yield FindingOf(
            "ok" if good else "note", name, found.get(name, "unset") + ("" if good else f": {risk}; set it to {value}")
        )

"""Fetch a folder once: one process at a time, and put in place by a rename, so that half of it is never taken for it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

COMPLETE = ".complete"


def fetched_once(folder: Path, fetch: Callable[[Path], object]) -> Path:
    """Return a folder that `fetch` fills, now or in an earlier run; a second process waits until the first is done.

    What `fetch` fails at leaves nothing behind.
    """
    if (folder / COMPLETE).exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / COMPLETE).exists():
            return folder
        fresh = Path(mkdtemp(dir=folder.parent, prefix=f"{folder.name}."))
        try:
            fetch(fresh)
            (fresh / COMPLETE).touch()
            fresh.chmod(0o755)
            shutil.rmtree(folder, ignore_errors=True)  # what an earlier version left half fetched
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder

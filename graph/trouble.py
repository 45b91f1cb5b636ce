"""Say in one sentence what is wrong with a store in trouble: which one, what was kept, what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from .errors import StoreError

# What systems and engines say of a disk that takes no more.
FULL = ("no space left", "disk is full", "disk full", "quota exceeded", "not enough space", "filesystem is full")
FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
MEMORY = ("outofmemory", "java heap space", "cannot allocate memory")
KEPT = "已报告载入的文档完整保留，其余一篇不留半篇 / what was reported as loaded is kept whole, and nothing is there by half"
LONGEST = 160  # characters of what an engine says


def is_full(said: object) -> bool:
    """Say whether an error, or what an engine said, means that a disk takes no more."""
    if isinstance(said, OSError) and said.errno in FULL_NUMBERS:
        return True
    return any(words in str(said).lower() for words in FULL)


def full(name: object) -> StoreError:
    """Return the error for a store whose disk is full."""
    return StoreError(
        f"{name} 所在磁盘已满 / the disk of the store is full；{KEPT}；腾出空间后再执行一次 / make room and run it again"
    )


def lost(name: object) -> StoreError:
    """Return the error for a store that went away while it was written."""
    return StoreError(
        f"{name} 在写入时失联 / was lost while it was written；{KEPT}；启动后再载入一次 / start it again and load again"
    )


def not_opened(folder: Path, error: BaseException, *, is_new: bool) -> StoreError:
    """Return the error for a store in a folder whose engine did not start: a full disk, too little memory, or its files."""
    lines = str(error).splitlines()
    said = (lines[0] if lines else type(error).__name__)[:LONGEST]
    if is_full(error):
        return full(folder)
    if any(words in str(error).lower() for words in MEMORY):
        return StoreError(
            f"{folder}：内存不足，引擎未能启动 / the engine did not start: too little memory ({said})；图库未改动 / the store is "
            "unchanged；释放内存，或设置 ENVGOV_HEAP / free memory, or set ENVGOV_HEAP"
        )
    if is_new:
        return StoreError(f"the engine in {folder} did not start: {said}")
    return StoreError(
        f"{folder} 无法打开，文件可能已损坏 / cannot be opened, its files seem to be damaged ({said})；密钥与判断仍在其 state/ 与 identity.csv "
        "/ keys and decisions are still in its state/ and identity.csv；请把备份恢复到新文件夹，或重新载入文档 / restore a backup to a "
        f"new folder (envgov restore FILE --store NEW) or load the documents again there；详见 / see {folder / 'log'}"
    )

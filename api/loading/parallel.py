"""Work on a stream in several processes, in order, with no more under way than the processes need."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
PART = 4  # items a process is given at a time
AHEAD = 3  # parts under way for each process: none waits for work, and memory does not grow with the stream


def nothing() -> None:
    """Prepare nothing: the work needs no word lists."""


def in_order(
    work: Callable[[A], B],
    items: Iterable[A],
    workers: int,
    *,
    prepare: Callable[[], object] = nothing,
    lost: Callable[[A], B] | None = None,
) -> Iterator[B]:
    """Yield what `work` makes of each item, in the order of the items; `work` must be a function of a module.

    `prepare` loads what the work needs; it is called once here where the processes can be copies of this one. Where a
    process dies (no memory, a fault in a library), what was under way is done again, each item by itself; for one with
    which a process dies again stands what `lost` gives. Without `lost`, BrokenProcessPool is raised.
    """
    waiting: deque[tuple[list[A], Future[list[B]]]] = deque()
    rest = iter(items)
    method = _way_to_start()
    if method == "fork":
        prepare()
    with _Pools(workers, method) as pools:
        while True:
            while len(waiting) < workers * AHEAD and (part := list(islice(rest, PART))):
                waiting.append((part, pools.submit(work, part)))
            if not waiting:
                return
            part, future = waiting.popleft()
            try:
                made = future.result()
            except BrokenProcessPool:
                if lost is None:
                    raise
                pools.renew()
                made = [result for item in part for result in _alone(pools, work, item, lost)]
                waiting = deque((each, pools.submit(work, each)) for each, _broken in waiting)
            yield from made


class _Pools:
    """The processes; where one dies, the executor is of no use any more, and another takes its place."""

    def __init__(self, workers: int, method: str) -> None:
        self._workers, self._method = workers, method
        self._pool = self._new()

    def __enter__(self) -> _Pools:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=get_context(self._method))

    def submit(self, work: Callable[[A], B], part: list[A]) -> Future[list[B]]:
        """Give a part to a process; one that died meanwhile shows in the future, not here."""
        try:
            return self._pool.submit(partial(_each, work), part)
        except BrokenProcessPool as error:
            broken: Future[list[B]] = Future()
            broken.set_exception(error)
            return broken

    def renew(self) -> None:
        """Start anew after a process died."""
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._new()


def _alone(pools: _Pools, work: Callable[[A], B], item: A, lost: Callable[[A], B]) -> list[B]:
    try:
        return pools.submit(work, [item]).result()
    except BrokenProcessPool:
        pools.renew()
        return [lost(item)]


def _way_to_start() -> str:
    """Return fork where it is safe (nothing else runs in this process, no Java was started), else spawn.

    A copy of this process has the word lists already; a process begun anew needs a second or two to read them.
    """
    alone = threading.active_count() == 1 and "jpype" not in sys.modules
    return "fork" if alone and sys.platform == "linux" else "spawn"


def _each(work: Callable[[A], B], part: list[A]) -> list[B]:
    return [work(each) for each in part]

"""Work on a stream in several processes, in order, with no more under way than the processes need."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
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
    work: Callable[[A], B], items: Iterable[A], workers: int, *, prepare: Callable[[], object] = nothing
) -> Iterator[B]:
    """Yield what `work` makes of each item, in the order of the items; `work` must be a function of a module.

    `prepare` loads what the work needs; it is called once here where the processes can be copies of this one.
    """
    waiting: deque[Future[list[B]]] = deque()
    rest = iter(items)
    method = _way_to_start()
    if method == "fork":
        prepare()
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        while part := list(islice(rest, PART)):
            waiting.append(pool.submit(partial(_each, work), part))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _way_to_start() -> str:
    """Return fork where it is safe (nothing else runs in this process, no Java was started), else spawn.

    A copy of this process has the word lists already; a process begun anew needs a second or two to read them.
    """
    alone = threading.active_count() == 1 and "jpype" not in sys.modules
    return "fork" if alone and sys.platform == "linux" else "spawn"


def _each(work: Callable[[A], B], part: list[A]) -> list[B]:
    return [work(each) for each in part]

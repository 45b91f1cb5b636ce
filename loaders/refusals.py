"""The one place where whatever goes wrong with a document becomes its refusal, so that no document costs another one."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from envgov.graph.errors import DocumentRefusedError, EnvGovError, StoreError

T = TypeVar("T")
LONGEST_MESSAGE = 200  # characters of what a library says
PACKAGE = "envgov"
log = logging.getLogger("envgov.refusals")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or line that was not read: where it is, and in one sentence why.

    `passed_over` is a file of a folder that nobody named: it is told, and is no failure.
    """

    source: str
    reason: str
    passed_over: bool = False


def attempted(work: Callable[[], T], source: str) -> T | Refusal:
    """Return what `work` makes of one document, or, whatever it raises, why this document was refused.

    A reader, a stage and a writer are handed texts that nobody foresaw, and libraries raise what they like: here, and
    nowhere else, every exception is caught. What is no fault of a document passes: a store that is away (StoreError,
    but for what it refuses of one document), the end of the program, an interruption.
    """
    try:
        return work()
    except DocumentRefusedError as error:
        return Refusal(source, _named(str(error), source))
    except StoreError:
        raise
    except EnvGovError as error:
        return Refusal(source, _named(str(error), source))
    except MemoryError:
        return Refusal(source, f"{source}: it needs more memory than there is; nothing of it was loaded")
    except BaseException as error:
        if not (isinstance(error, Exception) or _is_panic(error)):
            raise
        log.debug("a document was refused", exc_info=error)
        said = " ".join(str(error).split())[:LONGEST_MESSAGE]
        what = f"{type(error).__name__}{': ' if said else ''}{said}"
        return Refusal(
            source,
            f"{source}: {_where(error)} failed on it ({what}); nothing of it was loaded, the other documents are not "
            "affected; if it opens elsewhere, report it with the file",
        )


def each_attempted(items: Iterator[T] | Iterable[T], source: str) -> Iterator[T | Refusal]:
    """Yield the items of an iterator; where it raises, the Refusal that says why is its last."""
    iterator = iter(items)
    end = object()
    while True:
        found = attempted(lambda: next(iterator, end), source)
        if found is end:
            return
        yield found  # type: ignore[misc]  # an item, or the Refusal after which a generator that raised has no more


def _named(reason: str, source: str) -> str:
    """Return a reason that names its document: what a rule or the kinds say of a fact may not."""
    return reason if source in reason or PurePath(source).name in reason else f"{source}: {reason}"


def _where(error: BaseException) -> str:
    """Return which part of envgov was at work when an error came up: the innermost module of ours, by its name."""
    modules = [frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__)]
    ours = [name for name in modules if name.startswith(f"{PACKAGE}.") and name != __name__]
    return ours[-1].removeprefix(f"{PACKAGE}.") if ours else "a reader"


def _is_panic(error: BaseException) -> bool:
    """Say whether an extension that is written in Rust gave up: its panic is no Exception."""
    return type(error).__name__ == "PanicException"

"""The command that loads documents into a store, or into the files of an offline import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    DEFAULT_STORE,
    MAX_BYTES,
    NOTHING_FOUND,
    Home,
    MaxBytes,
    OfflineImport,
    Paths,
    PublishedOn,
    Publisher,
    SourcesFile,
    Store,
    Workers,
)
from .output import FAILED, complain
from .review import Identity, decisions_file
from .sourcing import sources_of

if TYPE_CHECKING:
    from envgov.graph.identity import Identities
    from envgov.loaders.sources import Sources

    from ..loading.loading import Loaded

loading_app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be loaded, and what is known of it."""

    files: list[Path]
    max_bytes: int
    workers: int
    identities: Identities
    sources: Sources


@loading_app.command()
def load(
    paths: Paths,
    store: Store = DEFAULT_STORE,
    max_bytes: MaxBytes = MAX_BYTES,
    workers: Workers = 1,
    quiet: Annotated[bool, typer.Option("--quiet", help="不显示进度与汇总 / No progress, no summary.")] = False,
    identity: Identity = None,
    offline_import: OfflineImport = None,
    home: Home = None,
    publisher: Publisher = None,
    published: PublishedOn = None,
    sources_file: SourcesFile = None,
) -> None:
    """把文档读入图谱；重复载入不改变图谱。/ Load documents into the graph; loading twice changes nothing."""
    from envgov.graph.identity import Identities, read_decisions

    from .progress import summary

    files = [Path(path) for path in paths]
    known = sources_of(files, sources_file, home=home, publisher=publisher, published=published)
    identities = Identities.of(read_decisions(decisions_file(store, identity)))
    order = Order(files, max_bytes, workers, identities, known)
    if offline_import:
        results, older = _offline(order, offline_import, store, quiet=quiet), 0
    else:
        results, older = _into_a_store(order, store, quiet=quiet)
    if not results:
        complain(f"{' '.join(paths)}: {NOTHING_FOUND}")
    if not quiet:
        summary(results, older=older)
    if not results or any(result.status == "refused" for result in results):
        raise typer.Exit(FAILED)


def _offline(order: Order, folder: Path, store: str, *, quiet: bool) -> list[Loaded]:
    """Write the files of an offline import, and return what became of each document; what `store` suppresses is left out."""
    from ..loading.offline import load_offline
    from ..settings import suppressions_of
    from .progress import progress

    found = load_offline(
        folder,
        order.files,
        max_bytes=order.max_bytes,
        workers=order.workers,
        identities=order.identities,
        sources=order.sources,
        suppressed=suppressions_of(store),
    )
    return _told(progress(found, quiet=quiet), quiet=quiet)


def _into_a_store(order: Order, store: str, *, quiet: bool) -> tuple[list[Loaded], int]:
    """Write to a store; return what became of each document, and how many in it an older version read."""
    from envgov.graph.check import outdated
    from envgov.graph.store import open_store
    from envgov.loaders.extractor import EXTRACTOR

    from ..loading.loading import load as load_into
    from ..settings import suppressions_of
    from .progress import progress

    with open_store(store, access="write") as opened:
        found = load_into(
            opened,
            order.files,
            max_bytes=order.max_bytes,
            workers=order.workers,
            identities=order.identities,
            suppressed=suppressions_of(store),
            sources=order.sources,
        )
        return _told(progress(found, quiet=quiet), quiet=quiet), len(list(outdated(opened, EXTRACTOR)))


def _told(results: Iterable[Loaded], *, quiet: bool) -> list[Loaded]:
    """Return the results as they come, and say at once why one was refused; `quiet`, what nobody named is no news."""
    kept: list[Loaded] = []
    for result in results:
        kept.append(result)
        if quiet and result.status == "passed over":
            continue
        if said := result.reason or result.left_out:
            complain(said)
    return kept

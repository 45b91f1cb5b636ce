"""Extract documents into the CSV files of Neo4j's offline import, and say of every document what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from envgov.graph.identity import Identities
from envgov.graph.offline import new_folder, write_import
from envgov.graph.spool import Spool
from envgov.graph.suppression import Suppressions
from envgov.graph.versions import is_one
from envgov.loaders.document import held
from envgov.loaders.record import left_out
from envgov.loaders.reference import reference
from envgov.loaders.refusals import Refusal, attempted
from envgov.loaders.sources import NOTHING_TOLD, Sources

from .finding import NONE_DECIDED, Found, extracted
from .loading import Loaded, ignored, refused


def load_offline(
    folder: Path,
    paths: list[Path],
    *,
    max_bytes: int,
    workers: int = 1,
    identities: Identities = NONE_DECIDED,
    sources: Sources = NOTHING_TOLD,
    suppressed: Suppressions | None = None,
) -> Iterator[Loaded]:
    """Yield what became of each document; when the last one is taken, the files are in the folder.

    What is `suppressed` (the list of the store that is to be, or was) is left out, as it is by `load`.
    Raises StoreError at once where the folder holds something already.
    """
    new_folder(folder)
    found = extracted(paths, max_bytes=max_bytes, workers=workers, identities=identities, sources=sources)
    if suppressed is not None:
        suppressed.active()  # a list that cannot be read is no fault of a document
    return _written(folder, found, suppressed)


class First:
    """The documents of an import by where they come from: of several versions of one the first is taken, the others are named."""

    def __init__(self) -> None:
        self._seen: dict[object, tuple[str, dict[str, object]]] = {}

    def checked(self, found: Found) -> Found:
        """Return what was found, or why it is left out."""
        if isinstance(found, Refusal):
            return found
        document, node = found[0], found[1].document
        origin = node.properties.get("origin")
        known = self._seen.setdefault(origin, (document.source, {"title": node.properties.get("title")}))
        if origin is None or known[0] == document.source or not is_one(known[1], node):
            return found
        said = (
            f"{document.source}: 与 {known[0]} 是同一文档的不同版本；请在导入后用 envgov load 载入。/ "
            f"another version of {known[0]}; load it with `envgov load` after the import, which keeps both."
        )
        return Refusal(document.source, said)


def _written(folder: Path, documents: Iterable[Found], suppressed: Suppressions | None) -> Iterator[Loaded]:
    with TemporaryDirectory(prefix="envgov-offline-") as name:
        spool = Spool(Path(name) / "spool.sqlite")
        try:
            spool.add_divisions(*reference())
            first = First()
            for found in map(first.checked, documents):
                if isinstance(found, Refusal):
                    yield refused(found)
                    continue
                document, facts = found
                facts = suppressed.applied(facts) if suppressed is not None else facts
                added = attempted(partial(spool.add, facts), document.source)
                if isinstance(added, Refusal):
                    yield refused(added)
                    continue
                yield Loaded(
                    document.source,
                    "new",
                    len(facts.facts),
                    len(facts.facts),
                    len(facts.anomalies),
                    ignored=ignored(document, facts),
                    left_out=left_out(document),
                    held=held(document),
                )
            write_import(spool, folder)
        finally:
            spool.close()

"""List the bodies whose place no text names, with what they bear and the known bodies that each may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .asking import answer
from .queries import named
from .statements import statement
from .store import Store

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body of a known place that has the function, and where both are known the level, of one that has none."""

    uid: str
    name: str
    function: str
    level: str
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A body of one document, as written there; the counts are of what it bears, `candidates` the likeliest first."""

    uid: str
    name: str
    document: str
    tasks: int
    events: int
    posts: int
    candidates: tuple[Candidate, ...]


def unresolved(store: Store, *, limit: int) -> list[Unresolved]:
    """Return the bodies without a place, by document. A candidate only suggests: people decide, or a later hint does."""
    rows = answer(store, named("agencies.unresolved"), {"limit": limit}, limit=limit).rows
    kinds = {str(uid): (function, level) for uid, function, level in _functions(store, [str(row[5]) for row in rows])}
    known = list(_candidates(store, sorted({function for function, _level in kinds.values() if function})))
    near = _places(store, sorted({str(row[6]) for row in rows}))
    found = []
    for name, document, tasks, events, posts, uid, document_uid in rows:
        function, level = kinds.get(str(uid), ("", ""))
        likely = _likely(known, function, level, near.get(str(document_uid), frozenset()))
        borne, part, held = (int(str(each)) for each in (tasks, events, posts))
        found.append(Unresolved(str(uid), str(name), str(document), borne, part, held, tuple(likely)))
    return found


def _likely(known: list[Candidate], function: str, level: str, near: frozenset[str]) -> list[Candidate]:
    """Return the candidates of a function and level, those of divisions that the document names first."""
    fitting = [each for each in known if function and each.function == function and level in ("", each.level)]
    return sorted(fitting, key=lambda each: (not each.regions & near, each.name))[:MOST_CANDIDATES]


def _functions(store: Store, uids: list[str]) -> Iterator[tuple[str, str, str]]:
    for uid, function, level in store.run(statement("review/functions"), {"uids": uids}).rows:
        yield str(uid), str(function or ""), str(level or "")


def _candidates(store: Store, functions: list[str]) -> Iterator[Candidate]:
    for uid, name, function, level, regions in store.run(statement("review/candidates"), {"functions": functions}).rows:
        assert isinstance(regions, list)  # noqa: S101 - the statement's column
        yield Candidate(str(uid), str(name), str(function), str(level or ""), frozenset(map(str, regions)))


def _places(store: Store, documents: list[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for document, regions in store.run(statement("review/places"), {"documents": documents}).rows:
        assert isinstance(regions, list)  # noqa: S101 - the statement's column
        found[str(document)] = frozenset(map(str, regions))
    return found

"""Read the versions of a document and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .answers import Answer
from .errors import InputError
from .replacing import told_in
from .statements import statement
from .versions import Change, Told, changes, told_of

Ask = Callable[[str, Mapping[str, object]], Answer]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a document: its number, from 1 for the oldest, its node, and what changed since the one before it.

    `replaced` is the day on which the next one was loaded, None for the present one.
    """

    seq: int
    uid: str
    title: str | None
    file: str
    published: str | None
    replaced: str | None
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """Return how many changes of a kind (added, gone, altered) there are."""
        return sum(each.kind == kind for each in self.changes)


def history(ask: Ask, uid: str) -> list[Edition]:
    """Return the versions of a document, the oldest first and the present one last; of a version's uid those of its document.

    Raises InputError where there is no such document.
    """
    found = rows(ask, "versions/one", uid=uid)
    document = str(found[0]["document"]) if found else uid
    present = rows(ask, "nodes/one/Document", uid=document)
    if not present:
        raise InputError(f"there is no document {uid!r}; `envgov documents list` shows them")
    kept = [row["properties"] for row in rows(ask, "versions/of_document", document=document)]
    told = [told_of(each.get("stated") or ()) for each in kept]
    said = [told_in(row) for row in rows(ask, "versions/stated", document=document)] if kept else []
    return list(_editions([*kept, present[0]["properties"]], [*told, said]))


def _editions(versions: list[Mapping[str, Any]], told: list[list[Told]]) -> Iterator[Edition]:
    for number, (each, said) in enumerate(zip(versions, told, strict=True)):
        changed = tuple(changes(told[number - 1], said)) if number else ()
        yield Edition(
            number + 1,
            str(each["uid"]),
            each.get("title"),
            str(each["file"]),
            each.get("published"),
            each.get("replaced"),
            changed,
        )


def rows(ask: Ask, name: str, **params: object) -> list[dict[str, Any]]:
    """Return the rows of a statement of the cypher folder as maps."""
    answer = ask(statement(name), params)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

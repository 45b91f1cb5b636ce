"""The list of a kind that has no statement of its own in cypher/resources: what kinds.yaml declares, from a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, Param
from envgov.graph.statements import names, statement

from ..faces import Face, lists

TYPES: Mapping[str, str] = {"integer": "int", "float": "float", "boolean": "bool", "strings": "list"}
SORTS = ("name", "uid")


def plain_lists() -> Iterator[NamedQuery]:
    """Yield a query for each list of faces.yaml without a file in cypher/resources, in the order of their places."""
    own = names("resources")
    yield from (_query(name, face) for name, face in lists().items() if name not in own)


def _query(name: str, face: Face) -> NamedQuery:
    kind = load_kinds().nodes[face.label]
    closed = (each for each in kind.properties.values() if each.one_of)
    params = (
        Param("q", "str", "名称的一部分 / part of the name"),
        *(Param(each.name, "str", f"{each.zh} / {each.en}", one_of=each.one_of) for each in closed),
        Param("sort", "str", "排序 / order", default=SORTS[0], one_of=SORTS),
    )
    columns = {each.name: TYPES.get(each.type, "str") for each in kind.properties.values()}
    returns = {"uid": "str", "name": "str", **columns, "key": "str"}
    path = f"lists/{face.label}"
    return NamedQuery(f"resources.{name}", kind.zh, kind.en, params, returns, statement(path), path)

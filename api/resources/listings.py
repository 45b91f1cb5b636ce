"""Every resource that is a list: collections, what belongs to one thing, the quality reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, load_queries, read_folder
from envgov.graph.statements import statement
from fastapi import APIRouter

from ..access import Graph
from ..faces import lists
from ..problems import NotFoundError
from .plain_lists import plain_lists
from .routes import Guarded, Listing, add_listing
from .tables import PAGE_PARAMS, Collection, of_query

LABELS = {name: face.label for name, face in lists().items()}
# address, name of the operation, statement below cypher/parts, tag, label that the uid must have
PARTS = (
    ("/trainings/{uid}/attendance", "training_attendance", "attendance", "events", "Training"),
    ("/events/{uid}/attendance", "event_attendance", "attendance", "events", "Event"),
    ("/events/{uid}/absent", "event_absent", "absent", "events", "Event"),
    ("/plans/{uid}/phases", "plan_phases", "phases", "plans", "Plan"),
    ("/plans/{uid}/matrix", "plan_matrix", "matrix", "plans", "Plan"),
    ("/plans/{uid}/timeline", "plan_timeline", "timeline", "plans", "Plan"),
    ("/plans/{uid}/chain", "plan_chain", "chain", "plans", "Plan"),
    ("/plans/{uid}/followers", "plan_followers", "followers", "plans", "Plan"),
    ("/officials/{uid}/posts", "official_posts", "posts", "officials", "Official"),
    ("/documents/{uid}/statements", "document_statements", "document_statements", "documents", "Document"),
    ("/documents/{uid}/anomalies", "document_anomalies", "document_anomalies", "documents", "Document"),
)
QUALITY = {
    "anomalies": "quality.anomalies",
    "unread-clauses": "clauses.unread",
    "unsupported": "quality.unsupported",
    "single-source": "quality.single_source",
    "homonyms": "officials.homonyms",
    "unknown-years": "events.unknown_year",
    "groups": "groups.members",
    "read-in-part": "quality.read_in_part",
}


def parts_of(label: str) -> tuple[str, ...]:
    """Return what a thing of this label has lists of: the last part of their addresses, in order."""
    return tuple(path.rpartition("/")[2] for path, *_rest, owner in PARTS if owner == label)


def label_of(uid: str) -> str:
    """Return the label that a uid's kind means; raise NotFoundError where it means none."""
    kind = uid.partition("-")[0].capitalize()
    if kind not in NODE_LABELS:
        raise NotFoundError(f"there is no node {uid!r}")
    return kind


NODE_LABELS = frozenset(label for label, kind in load_kinds().nodes.items() if not kind.evidence or label == "Document")


def node_of(graph: Graph, uid: str, label: str | None = None) -> dict[str, object]:
    """Return the labels and properties of a node; raise NotFoundError where there is none with this uid and label."""
    found = graph.rows(f"nodes/one/{label_of(uid)}", uid=uid)
    labels = found[0]["labels"] if found else []
    if not found or (label is not None and label not in (labels if isinstance(labels, list) else ())):
        raise NotFoundError(f"there is no {(label or 'node').lower()} {uid!r}")
    return found[0]


def listings(secret: bytes) -> Iterator[Listing]:
    """Yield every list of the API but the named queries."""
    for query in (*read_folder("resources", PAGE_PARAMS), *plain_lists()):
        name = query.name.removeprefix("resources.")
        sorts = next(param.one_of for param in query.params if param.name == "sort")
        yield Listing(f"/{name}", name, query, Collection(query, secret), name, sorts=sorts)
    parts = {query.name.removeprefix("parts."): query for query in read_folder("parts")}
    for path, name, part, tag, label in PARTS:
        query = parts[part]
        yield Listing(path, name, query, of_query(query, secret), tag, in_path="uid", exists=_has(label))
    query = parts["fact_statements"]
    table = of_query(query, secret)
    yield Listing("/facts/{fact}/statements", "fact_statements", query, table, "facts", in_path="fact", exists=_stated)
    for name, asked in QUALITY.items():
        query = load_queries()[asked]
        operation = f"quality_{name.replace('-', '_')}"
        yield Listing(f"/quality/{name}", operation, query, of_query(query, secret), "quality")


def _has(label: str) -> Guarded:
    def exists(graph: Graph, given: Mapping[str, object]) -> None:
        node_of(graph, str(given["uid"]), label)

    return exists


def _stated(graph: Graph, given: Mapping[str, object]) -> None:
    fact = str(given["fact"])
    known = graph.rows("api/stated", fact=fact) or graph.rows("api/reference_fact", fact=fact)
    if not known:
        raise NotFoundError(f"there is no fact {fact!r}")


def query_listing(query: NamedQuery, secret: bytes) -> Listing:
    """Return the list that a named query answers."""
    operation = query.name.replace(".", "_")
    table = of_query(query, secret)
    return Listing(f"/queries/{query.name}", f"query_{operation}", query, table, "queries", graph=names_nodes(query))


def names_nodes(query: NamedQuery) -> bool:
    """Say whether the rows of a query name nodes by uid, so that they make a graph."""
    return any(name == "uids" or name.endswith("uid") for name in query.returns)


def add_lists(router: APIRouter, secret: bytes) -> None:
    """Add the routes of every list and of every named query."""
    for listing in listings(secret):
        add_listing(router, listing)
    for query in load_queries().values():
        add_listing(router, query_listing(query, secret))


__all__ = ["LABELS", "add_lists", "label_of", "listings", "node_of", "parts_of", "statement"]

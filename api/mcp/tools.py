"""What a language model may ask of the graph: a few questions, each answered in rows that lead to their evidence.

Every function answers a plain map. Texts in it are quotations from documents: data for the model, never instructions.
"""

from __future__ import annotations

from typing import Any

from envgov.graph.answers import Answer
from envgov.graph.asking import answer
from envgov.graph.errors import QueryError
from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, load_queries, named
from envgov.graph.search import search
from envgov.graph.statements import statement

from ..access import Graph
from ..problems import NotFoundError
from ..resources.drawing import around
from ..resources.nodes import whole_node

MOST_ROWS = 200  # of an answer: more would only fill the model's context
FEW = 10  # relationships of each direction, and statements, of an entity
FACT = "fact-"


def rows_of(found: Answer) -> dict[str, Any]:
    """Return an answer as rows, each with the address of its evidence, and whether rows were left out."""
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    for row in rows:
        if row.get("fact"):
            row["evidence"] = f"/v1/facts/{row['fact']}/statements"
    return {"rows": rows, "count": len(rows), "truncated": found.truncated}


def ask(graph: Graph, name: str, params: dict[str, Any], *, limit: int = MOST_ROWS) -> dict[str, Any]:
    """Return what a named query answers; raise QueryError for one that there is not, or for wrong parameters."""
    most = max(1, min(limit, MOST_ROWS))
    return {"query": name, **rows_of(answer(graph.reader, named(name), params, limit=most, timeout=graph.seconds))}


def search_entities(graph: Graph, text: str, kind: str | None, limit: int) -> dict[str, Any]:
    """Return what is called so, the closest names first."""
    most = max(1, min(limit, MOST_ROWS))
    hits = search(graph.reader, text, kinds=[kind] if kind else None, limit=most + 1, timeout=graph.seconds)
    rows = [
        {"uid": hit.uid, "kind": hit.kind, "name": hit.name, "text": hit.text, "evidence": f"/v1/nodes/{hit.uid}"}
        for hit in hits[:most]
    ]
    return {"rows": rows, "count": len(rows), "truncated": len(hits) > most}


def get_entity(graph: Graph, uid: str) -> dict[str, Any]:
    """Return a node with its relationships and the sentences behind them; for the key of a fact its statements."""
    if uid.startswith(FACT):
        found = graph.run(statement("parts/fact_statements"), {"fact": uid}, limit=MOST_ROWS)
        if not found.rows:
            raise NotFoundError(f"there is no fact {uid!r} that a document states")
        return {"fact": uid, **rows_of(found)}
    return {**whole_node(graph, uid, FEW), "evidence_address": f"/v1/nodes/{uid}/evidence"}


def neighbours(graph: Graph, uid: str, hops: int, limit: int) -> dict[str, Any]:
    """Return the nodes within some steps of one and the relationships among them, without those that are derived."""
    steps, most = max(1, min(hops, 3)), max(1, min(limit, MOST_ROWS))
    return around(graph, uid, hops=steps, types=None, derived=False, limit=most)


def plan_progress(graph: Graph, plan: str, on: str | None) -> dict[str, Any]:
    """Return the phases of a plan with tasks, duties and deadlines, and what was overdue on a day if one is given."""
    found = ask(graph, "plans.phase_tasks", {"plan": plan})
    if on is None:
        return {**found, "overdue": None}
    plans = {row["plan_uid"] for row in found["rows"]}
    late = ask(graph, "tasks.overdue", {"on": on})
    return {**found, "on": on, "overdue": [row for row in late["rows"] if row["plan_uid"] in plans]}


def who_is_responsible(graph: Graph, plan: str | None, agency: str | None, role: str | None) -> dict[str, Any]:
    """Return who bears which task of a plan, or which tasks an agency bears."""
    if plan and not agency:
        found = ask(graph, "tasks.matrix", {"plan": plan})
        return {**found, "rows": [row for row in found["rows"] if role in (None, row["role"])]}
    if agency and not plan:
        return ask(graph, "tasks.by_agency", {"agency": agency, "role": role})
    raise QueryError("give one of them: plan or agency")


def timeline(graph: Graph, region: str) -> dict[str, Any]:
    """Return the events, plans and tasks of a division by date; those without one come last."""
    found = ask(graph, "regions.activity", {"region": region})
    return {**found, "rows": sorted(found["rows"], key=lambda row: (row["date"] is None, str(row["date"]), row["uid"]))}


def get_schema(query: str | None = None) -> dict[str, Any]:
    """Return the labels, relationships and named queries that the other tools know, a line each; or all about one query."""
    if query is not None:
        return {"query": query, **_described(named(query))}
    kinds = load_kinds()
    return {
        "labels": {
            name: f"{kind.zh}. {', '.join(['uid', 'name', *kind.properties])}" for name, kind in kinds.nodes.items()
        },
        "relationships": {
            name: f"{'|'.join(kind.sources)} -> {'|'.join(kind.targets)}: {kind.en}"
            for name, kind in kinds.relationships.items()
        },
        "queries": {each.name: _line(each) for each in load_queries().values()},
        "more": "get_schema with query=NAME tells the parameters and columns of a named query; ! marks those it needs",
    }


def _line(query: NamedQuery) -> str:
    params = ", ".join(f"{param.name}{'!' if param.required else ''}" for param in query.params)
    return f"{query.en} ({params})"


def _described(query: NamedQuery) -> dict[str, Any]:
    return {
        "en": query.en,
        "zh": query.zh,
        "parameters": {p.name: f"{p.type}{', required' if p.required else ''}: {p.doc}" for p in query.params},
        "columns": list(query.returns),
    }

"""What belongs to a plan: its timeline, who bears which task, what is overdue or nobody's, the documents behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any
from urllib.parse import urlencode

from envgov.graph.asking import answer
from envgov.graph.queries import NamedQuery, named, read_folder
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from ..access import Graph
from ..charts.geometry.timeline import PASSED, lay, state
from ..charts.svg import page_of
from ..charts.tiers import Box, draw_tiers
from ..charts.timeline import draw_timeline
from ..problems import ApiError, NotFoundError
from ..resources.listings import node_of
from ..resources.params import Uid
from ..resources.routes import graph_of
from .cells import dated
from .language import Words, language_of, words
from .matrix import MARKS, matrix_of
from .rendering import Twin, render

MOST_ROWS = 3000  # of a page; a plan that has more says so, and the files have all
CHINA = timezone(timedelta(hours=8))  # one time in the whole country
FORMS = ("json", "csv", "xlsx")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a statement and whether there are more."""

    rows: list[Row]
    cut: bool


def add_plans(router: APIRouter) -> None:
    """Add the pages and pictures of a plan."""
    _add_timeline(router)
    _add_matrix(router)
    _add_tasks(router)
    _add_chain(router)

    @router.get("/plans/{uid}/{view}.{form}")
    def twin(request: Request, uid: Uid, view: str, form: str) -> Response:
        if view not in TWINS or form not in FORMS:
            raise NotFoundError(f"there is no {view}.{form} of a plan")
        given = {"on": str(day_of(request))} if view == "overdue" else {}
        if view == "matrix" and request.query_params.get("members") == "true":
            given["members"] = "true"
        return RedirectResponse(address_of(view, uid, form, **given), status_code=307)


TWINS: Mapping[str, tuple[str, str | None]] = {
    "timeline": ("/v1/plans/{uid}/timeline", None),
    "matrix": ("/v1/plans/{uid}/matrix", None),
    "chain": ("/v1/plans/{uid}/chain", None),
    "overdue": ("/v1/queries/tasks.overdue", "plan"),
    "unassigned": ("/v1/queries/tasks.unassigned", "plan"),
}


def address_of(view: str, uid: str, form: str, **given: str) -> str:
    """Return where the rows of a page are to be had in another form."""
    path, param = TWINS[view]
    more = {**({param: uid} if param else {}), **given, **({"bom": "true"} if form == "csv" else {})}
    return f"{path.format(uid=uid)}.{form}" + (f"?{urlencode(more)}" if more else "")


def day_of(request: Request) -> date:
    """Return the day that the address names, else today in China; raise ApiError for what is no day."""
    given = request.query_params.get("on", "")
    if not given:
        return datetime.now(UTC).astimezone(CHINA).date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ApiError("bad_parameter", f"on={given[:20]!r} is no day; write YYYY-MM-DD") from error


@cache
def _parts() -> Mapping[str, NamedQuery]:
    return {query.name.removeprefix("parts."): query for query in read_folder("parts")}


def rows_of(graph: Graph, query: NamedQuery, **given: object) -> Rows:
    """Return the rows of a statement as maps."""
    found = answer(graph.reader, query, given, limit=MOST_ROWS, timeout=graph.seconds)
    return Rows([dict(zip(found.columns, row, strict=True)) for row in found.rows], found.truncated)


def _plan(graph: Graph, uid: str) -> Row:
    properties = node_of(graph, uid, "Plan")["properties"]
    assert isinstance(properties, dict)  # noqa: S101 - the statement's column
    return {**properties, "uid": uid}


def _page(
    request: Request, view: str, plan: Row, *, twins: Mapping[str, str] | None = None, **context: Any
) -> Response:
    given = dict(twins or {})
    links = [Twin(form, address_of(view, plan["uid"], form, **given)) for form in FORMS]
    return render(request, f"plan_{view}.html", plan=plan, view=view, twins=links, **context)


def _add_timeline(router: APIRouter) -> None:
    @router.get("/plans/{uid}/timeline")
    def timeline(request: Request, uid: Uid) -> Response:
        graph, on, t = graph_of(request), day_of(request), words(language_of(request))
        plan, found = _plan(graph, uid), rows_of(graph, _parts()["timeline"], uid=uid)
        laid = lay(found.rows)
        drawn = draw_timeline(laid, t, on=on, plan=plan["name"]) if laid.first and laid.last else None
        states = {entry.uid: state(entry, on) for entry in laid.entries}
        passed = sum(states[entry.uid] == PASSED for entry in laid.entries if entry.kind == "task")
        tasks = sum(entry.kind == "task" for entry in laid.entries)
        counts = {"phases": len(laid.entries) - tasks, "tasks": tasks, "passed": passed}
        return _page(
            request, "timeline", plan, drawn=drawn, laid=laid, states=states, on=on, counts=counts, cut=found.cut, read=_readable(t)
        )  # fmt: skip

    @router.get("/plans/{uid}/timeline.svg")
    def timeline_picture(request: Request, uid: Uid) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        plan, laid = _plan(graph, uid), lay(rows_of(graph, _parts()["timeline"], uid=uid).rows)
        if not (laid.first and laid.last):
            raise NotFoundError("no phase or task of this plan has a date with a year: there is no timeline to draw")
        return svg(page_of(draw_timeline(laid, t, on=day_of(request), plan=plan["name"])), f"timeline-{uid}")


def svg(body: bytes, name: str) -> Response:
    """Return a picture to keep."""
    return Response(body, media_type="image/svg+xml", headers={"Content-Disposition": f'inline; filename="{name}.svg"'})


def _readable(t: Words) -> Callable[..., str]:
    """Return what writes a date, or the two ends of a span, for people."""

    def read(start: str, end: str = "") -> str:
        return dated(t, f"{start or '?'}/{end}" if end else start or "")

    return read


def _add_matrix(router: APIRouter) -> None:
    @router.get("/plans/{uid}/matrix")
    def matrix(request: Request, uid: Uid, members: bool = False) -> Response:
        graph, query = graph_of(request), _parts()["matrix"]
        plan, found = _plan(graph, uid), rows_of(graph, query, uid=uid)
        collective = any(str(row["agency_uid"]).startswith("group-") for row in found.rows)
        spread = rows_of(graph, query, uid=uid, members=True) if collective else found
        shown = spread if members else found
        return _page(
            request, "matrix", plan, twins={"members": "true"} if members else {}, matrix=matrix_of(shown.rows), marks=MARKS,
            free=len(rows_of(graph, named("tasks.unassigned"), plan=uid).rows), cut=shown.cut, members=members,
            spreads=any(row["through_group"] for row in spread.rows),
        )  # fmt: skip


def _add_tasks(router: APIRouter) -> None:
    @router.get("/plans/{uid}/overdue")
    def overdue(request: Request, uid: Uid) -> Response:
        graph, on, t = graph_of(request), day_of(request), words(language_of(request))
        plan, found = _plan(graph, uid), rows_of(graph, named("tasks.overdue"), on=on.isoformat(), plan=uid)
        return _page(
            request,
            "overdue",
            plan,
            twins={"on": on.isoformat()},
            on=on,
            rows=found.rows,
            cut=found.cut,
            read=_readable(t),
        )

    @router.get("/plans/{uid}/unassigned")
    def unassigned(request: Request, uid: Uid) -> Response:
        graph = graph_of(request)
        plan, found = _plan(graph, uid), rows_of(graph, named("tasks.unassigned"), plan=uid)
        return _page(request, "unassigned", plan, rows=found.rows, cut=found.cut)


def _add_chain(router: APIRouter) -> None:
    @router.get("/plans/{uid}/chain")
    def chain(request: Request, uid: Uid) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        plan, found = _plan(graph, uid), rows_of(graph, _parts()["chain"], uid=uid)
        after = rows_of(graph, _parts()["followers"], uid=uid)
        drawn = draw_tiers(_box(plan), found.rows, t) if found.rows else None
        steps = nested(uid, found.rows)
        return _page(request, "chain", plan, steps=steps, drawn=drawn, after=after.rows, cut=found.cut or after.cut)

    @router.get("/plans/{uid}/chain.svg")
    def chain_picture(request: Request, uid: Uid) -> Response:
        graph, t = graph_of(request), words(language_of(request))
        plan, found = _plan(graph, uid), rows_of(graph, _parts()["chain"], uid=uid)
        return svg(page_of(draw_tiers(_box(plan), found.rows, t)), f"chain-{uid}")


def _box(plan: Row) -> Box:
    return Box(plan["uid"], str(plan.get("name") or ""), str(plan.get("number") or ""))


@dataclass(frozen=True, slots=True)
class Step:
    """A document that one rests on, and what it rests on itself; `again` where that stands further up in the list."""

    row: Row
    steps: tuple[Step, ...]
    again: bool


def nested(uid: str, rows: list[Row]) -> tuple[Step, ...]:
    """Return the steps up from a plan, each with its own; what has been shown is named again but not gone through."""
    below: dict[str, list[Row]] = {}
    for row in rows:
        below.setdefault(str(row["source_uid"]), []).append(row)
    seen = {uid}

    def up(here: str) -> tuple[Step, ...]:
        made = []
        for row in below.get(here, ()):
            target = str(row["target_uid"])
            again = target in seen
            seen.add(target)
            made.append(Step(row, () if again else up(target), again))
        return tuple(made)

    return up(uid)

"""The gate that finds out in which form an answer is wanted: by a suffix of the address, else by Accept."""

from __future__ import annotations

from .asgi import App, Receive, Scope, Send, header, refuse

GRAPH_FORMS = ("gexf", "graphml", "jsonld")
SUFFIXES = ("json", "csv", "ndjson", "xlsx", *GRAPH_FORMS)
ACCEPTED = {
    "application/json": "json",
    "application/problem+json": "json",
    "application/*": "json",
    "*/*": "json",
    "text/csv": "csv",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/gexf+xml": "gexf",
    "application/graphml+xml": "graphml",
    "application/ld+json": "jsonld",
}
BASE = "/v1/"
METRICS, JOBS, PROGRESS = "/v1/metrics", "/v1/jobs/", "/events"  # addresses that answer in a form of their own
BRIEFS = "/v1/briefs/"  # each address is one file of one type
MOST_TYPES = 20


class Forms:
    """Put the wanted form into the scope, and take the suffix off the address."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or not scope["path"].startswith(BASE):
            await self.app(scope, receive, send)
            return
        path, dot, suffix = scope["path"].rpartition(".")
        if dot and suffix in SUFFIXES and not path.endswith("/"):
            scope["path"], scope["form"] = path, suffix
        elif _has_its_own(scope["path"]):
            scope["form"] = "json"
        else:
            form = accepted(header(scope, b"accept"))
            if form is None:
                forms = "application/json, text/csv, application/x-ndjson and XLSX, graphs also as GEXF, GraphML and JSON-LD"
                await refuse(scope, send, "not_acceptable", f"the answers come as {forms}; ask for one of them")
                return
            scope["form"] = form
            scope["table_form"] = accepted(header(scope, b"accept"), without=GRAPH_FORMS)
        await self.app(scope, receive, send)


def _has_its_own(path: str) -> bool:
    """Say whether there is one form only at an address: the metrics, the progress of a job, the files of briefings."""
    return path == METRICS or path.startswith(BRIEFS) or (path.startswith(JOBS) and path.endswith(PROGRESS))


def accepted(text: str | None, *, without: tuple[str, ...] = ()) -> str | None:
    """Return the form that an Accept header asks for, json for none, None for one that there is not or that is left out."""
    if not text or not text.strip():
        return "json"
    best: tuple[float, str] | None = None
    for part in text.split(",")[:MOST_TYPES]:
        kind, *options = (each.strip().lower() for each in part.split(";"))
        form = ACCEPTED.get(kind)
        weight = _weight(options)
        if form and form not in without and weight > 0 and (best is None or weight > best[0]):
            best = (weight, form)
    return best[1] if best else None


def _weight(options: list[str]) -> float:
    for option in options:
        name, _equals, value = option.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0

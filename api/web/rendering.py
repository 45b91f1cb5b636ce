"""Make a page of a template: escaped always, in the reader's language, under a policy without inline script or style."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..faces import lists
from ..problems import CODES
from .language import LANGUAGES, chosen, language_of, words
from .static_files import address

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Not no-referrer: a browser would then send `Origin: null` with a form, and nobody could tell whose form it is.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Vary": "Accept, Accept-Language, Authorization, Cookie",
}
# The navigation: the key of its words and the address; an entry is shown where a page has that address.
NAVIGATION = (
    ("home", "/"), *((name, f"/{name}") for name, face in lists().items() if face.listed and face.listed.menu),
    ("queries", "/queries"), ("quality", "/quality"), ("explorer", "/explore"), ("map", "/map"), ("upload", "/upload"),
)  # fmt: skip
DOUBTFUL = 0.6  # confidence
TWINS = ("json", "csv", "xlsx")
# Forms of a node's neighbourhood and of a query's subgraph, such as gexf; whoever adds their routes names them here.
GRAPH_TWINS: tuple[str, ...] = ("gexf", "graphml", "jsonld")


@dataclass(frozen=True, slots=True)
class Twin:
    """A link to the same data in another form."""

    form: str
    address: str


def is_doubtful(confidence: float) -> bool:
    """Say whether a fact of this confidence is marked as doubtful: its rule is wrong about as often as right (docs/accuracy.md)."""
    return confidence < DOUBTFUL


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["path"] = lambda text: quote(str(text), safe="")
    made.globals["static"] = address
    made.tests["doubtful"] = is_doubtful
    return made


def render(
    request: Request, name: str, /, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """Return the page that a template and its context make; templates see `t`, `url`, `lang` and what base.html needs."""
    language = language_of(request)
    made = _environment().get_template(name)
    body = made.render(
        **_surroundings(request, language), **{"twins": (), "graph_twins": (), "refresh": None, **context}
    )
    return HTMLResponse(body, status_code=status, headers={**HEADERS, **(headers or {})})


def _surroundings(request: Request, language: str) -> dict[str, Any]:
    t = words(language)
    known: frozenset[str] = getattr(request.app.state, "pages", frozenset())

    def url(path: str, **params: object) -> str:
        return linked(request, path, **params)

    return {
        "t": t,
        "lang": language,
        "url": url,
        "lang_chosen": chosen(request),
        "here": request.url.path,
        "navigation": [(key, path) for key, path in NAVIGATION if path in known],
        "switches": [(each, _switched(request, each)) for each in LANGUAGES if each != language],
        "signed_in": bool(request.cookies.get("envgov_key")),
    }


def linked(request: Request, path: str, **params: object) -> str:
    """Return an address of this service that keeps the language which the reader chose; None drops a parameter."""
    kept = {name: value for name, value in params.items() if value is not None and value != ""}
    if language := chosen(request):
        kept.setdefault("lang", language)
    return path + (f"?{urlencode(kept)}" if kept else "")


def _switched(request: Request, language: str) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*kept, ('lang', language)])}"


def twins_of(request: Request, forms: tuple[str, ...] = TWINS) -> list[Twin]:
    """Return the links to the other forms of a page: its own address with a suffix, and its own parameters."""
    kept = [
        (name, value) for name, value in request.query_params.multi_items() if value and name not in ("lang", "cursor")
    ]
    path = request.url.path if request.url.path != "/" else "/index"
    return [
        Twin(form, f"{path}.{form}" + (f"?{urlencode(more)}" if (more := [*kept, *_bom(form)]) else ""))
        for form in forms
    ]


def _bom(form: str) -> list[tuple[str, str]]:
    return [("bom", "true")] if form == "csv" else []


def wants_page(request: Request) -> bool:
    """Say whether a person with a browser asks: the address is a page's and Accept names HTML."""
    path = request.url.path
    api = path.startswith(("/v1/", "/static/", "/browser/")) or path in ("/v1", "/openapi.json")
    return not api and "text/html" in request.headers.get("accept", "")


def error_page(request: Request, code: str, detail: str, headers: Mapping[str, str]) -> HTMLResponse:
    """Return the page that says what went wrong and what to do."""
    status, title = CODES[code]
    given = {name: value for name, value in headers.items() if name.lower() != "www-authenticate"}
    t = words(language_of(request))
    signs_in = code == "unauthorised"
    return render(
        request,
        "login.html" if signs_in else "error.html",
        status=status,
        headers=given,
        code=code,
        title_text=t("login.title") if signs_in else t.both(title),
        detail=t("login.needed") if signs_in else detail,
        hint=t(f"hint.{code}" if t.has(f"hint.{code}") else "hint.other"),
        next=_here(request),
        request_id=getattr(request.state, "request_id", ""),
    )


def _here(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "") if request.method == "GET" else "/"


def digest(text: str) -> str:
    """Return a short name for a text, for ids in a page."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]

"""The way in for a browser with a key: a form, a cookie that no script reads, and the way out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from ..gates.callers import COOKIE, LONGEST_COOKIE, Caller, from_here
from ..problems import ApiError
from .language import language_of, words
from .rendering import linked, render


def same_origin(request: Request) -> None:
    """Raise ApiError for a form that was not sent from a page of this service."""
    if not from_here(request.scope):
        raise ApiError(
            "forbidden", "this form was not sent from a page of this service; open the page here and try again"
        )


def inside(path: str) -> str:
    """Return a path of this service to go on to; the start page in place of anything else."""
    sound = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if sound else "/"


def add_login(router: APIRouter) -> None:
    """Add the routes of signing in and out."""

    @router.get("/login")
    def form(request: Request, next: str = "/") -> Response:
        return _form(request, next, 200, "")

    @router.post("/login", dependencies=[Depends(same_origin)])
    async def sign_in(
        request: Request, key: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/"
    ) -> Response:
        secret = key.strip()
        find: Any = request.app.state.find
        found = (
            await run_in_threadpool(find, secret) if 0 < len(secret) <= LONGEST_COOKIE and secret.isascii() else None
        )
        if found is None:
            return _form(request, next, 401, words(language_of(request))("login.wrong"))
        answer = RedirectResponse(linked(request, "/") if inside(next) == "/" else inside(next), status_code=303)
        secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
        answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=secure)
        return answer

    @router.post("/logout", dependencies=[Depends(same_origin)])
    def sign_out(request: Request) -> Response:
        answer = RedirectResponse(linked(request, "/login"), status_code=303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer


def _form(request: Request, next: str, status: int, detail: str) -> Response:
    caller: Caller = request.state.caller
    return render(
        request,
        "login.html",
        status=status,
        title_text=words(language_of(request))("login.title"),
        detail=detail or (words(language_of(request))("login.open") if caller.key is None and caller.open else ""),
        next=inside(next),
        code="login",
        request_id="",
    )

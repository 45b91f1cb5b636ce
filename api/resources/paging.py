"""Cursors: where a page ends, signed, so that nobody makes one up, and bound to the question it belongs to."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from types import UnionType
from typing import Any
from urllib.parse import urlencode

from ..problems import ApiError

SIGNATURE = 12  # bytes of an HMAC-SHA-256; a cursor is no credential
DAMAGED = "this cursor is damaged; start again without it, and take the next one from `next`"


def fingerprint(question: str, params: Mapping[str, object]) -> str:
    """Return what binds a cursor to a question and its parameters."""
    text = json.dumps([question, sorted((k, str(v)) for k, v in params.items() if v is not None)], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def encode(secret: bytes, bound: str, place: list[object]) -> str:
    """Return a cursor for a place in the answer to the question that `bound` names."""
    body = json.dumps([bound, *place], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    signature = hmac.digest(secret, body, "sha256")[:SIGNATURE]
    return base64.urlsafe_b64encode(signature + body).decode().rstrip("=")


def decode(secret: bytes, bound: str, cursor: str, shape: Sequence[type | UnionType]) -> list[Any]:
    """Return the place that a cursor names, with values of the types of `shape`.

    Raises ApiError where it was not issued here for this question (404), or is signed here and yet no place (400), as
    one of another version may be.
    """
    wrong = ApiError("bad_cursor", "this cursor was not issued here for these parameters; take it from `next`")
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise wrong from error
    signature, body = raw[:SIGNATURE], raw[SIGNATURE:]
    if not hmac.compare_digest(signature, hmac.digest(secret, body, "sha256")[:SIGNATURE]):
        raise wrong
    try:
        owner, *place = json.loads(body)
    except (ValueError, TypeError, RecursionError) as error:
        raise ApiError("bad_request", DAMAGED) from error
    if owner != bound:
        raise wrong
    if len(place) != len(shape) or not all(isinstance(each, kind) for each, kind in zip(place, shape, strict=True)):
        raise ApiError("bad_request", DAMAGED)
    found: list[Any] = place
    return found


def next_link(path: str, query: Iterable[tuple[str, str]], cursor: str) -> str:
    """Return the address of the page that follows."""
    kept = [(name, value) for name, value in query if name != "cursor"]
    return f"{path}?{urlencode([*kept, ('cursor', cursor)])}"

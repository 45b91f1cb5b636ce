"""Cursors: what was signed here is no place for that alone."""

from __future__ import annotations

import base64
import hmac
import json

import pytest
from conftest import ROOT
from envgov.api.problems import ApiError
from envgov.api.resources.paging import SIGNATURE, decode, encode

SECRET, BOUND = b"x" * 32, "0123456789ab"


def signed(body: bytes) -> str:
    """Return what a service that has the secret would take for its own."""
    return base64.urlsafe_b64encode(hmac.digest(SECRET, body, "sha256")[:SIGNATURE] + body).decode().rstrip("=")


def test_a_cursor_comes_back_as_its_place() -> None:
    assert decode(SECRET, BOUND, encode(SECRET, BOUND, ["县", "u"]), (str, str)) == ["县", "u"]
    assert decode(SECRET, BOUND, encode(SECRET, BOUND, [None, "u"]), (str | None, str)) == [None, "u"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"null", b"7", b"[" * 100_000,
        json.dumps([BOUND]).encode(), json.dumps([BOUND, 7]).encode(), json.dumps([BOUND, 7, "v", 8]).encode(),
        json.dumps([BOUND, "7", "v"]).encode(), json.dumps([BOUND, 7, None]).encode(),
        json.dumps([BOUND, {"a": 1}, ["v"]]).encode(),
    ],
)  # fmt: skip
def test_a_signed_cursor_that_is_no_place_is_a_bad_request(body: bytes) -> None:
    with pytest.raises(ApiError) as raised:
        decode(SECRET, BOUND, signed(body), (int, str))
    assert raised.value.code == "bad_request"


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "a" * 40, signed(json.dumps(["other", 7, "v"]).encode()), "é"])
def test_a_cursor_of_another_question_is_none(cursor: str) -> None:
    with pytest.raises(ApiError) as raised:
        decode(SECRET, BOUND, cursor, (int, str))
    assert raised.value.code == "bad_cursor"


def test_no_state_of_a_service_gets_into_git_or_an_image() -> None:
    for name, wanted in (
        (".gitignore", {"envgov-data*/", "envgov-state*/", "keys.json", "cursors.key", "suppressions.jsonl"}),
        (".dockerignore", {"envgov-data*", "envgov-state*", "**/state", "**/keys.json", "**/cursors.key"}),
    ):
        assert wanted <= set((ROOT / name).read_text("utf-8").split())

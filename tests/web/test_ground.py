"""What every page stands on: words in two languages, static files, the policy, the way in for a browser with a key."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.resources.ranks import rank_of_level, rank_of_title
from envgov.api.settings import Settings
from envgov.api.web.language import LANGUAGES, words
from envgov.api.web.rendering import POLICY
from envgov.api.web.static_files import FOLDER, served
from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html,application/xhtml+xml"}
HERE = {"Origin": "http://testserver"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, str]:
    """Return a client of a service that has a key, and the key."""
    folder = tmp_path_factory.mktemp("guarded")
    secret = Keys(folder / "state").new("reader", ["read"], days=1)[1]
    settings = Settings(state=str(folder / "state"), requests_a_minute=0)
    # The store is never opened: no page that is asked for here needs it.
    return TestClient(create_app(str(folder / "store"), settings=settings), follow_redirects=False), secret


def test_both_languages_have_the_same_words() -> None:
    zh, en = (words(language).texts for language in LANGUAGES)
    assert zh.keys() == en.keys()
    for key in zh:
        assert zh[key].strip() and en[key].strip(), key


def test_the_vendored_files_are_those_that_were_checked() -> None:
    folder = FOLDER / "vendor"
    listed = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text("ascii").splitlines())
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del found["SHA256SUMS"]
    assert found.keys() == listed.keys()
    for name, path in found.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[name], name
        assert (path.parent / "LICENSE").is_file(), name


def test_static_files_are_typed_kept_and_asked_for_again(guarded: tuple[TestClient, str]) -> None:
    client, _secret = guarded
    for name, file in served().items():
        kept = client.get(f"/static/{name}?v={file.version}")
        assert kept.status_code == 200 and "immutable" in kept.headers["cache-control"], name
        assert kept.content == file.body
    again = client.get("/static/site.mjs", headers={"If-None-Match": f'"{served()["site.mjs"].version}"'})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")
    assert client.get("/static/site.mjs").headers["content-type"].startswith("text/javascript")
    for name in ("../pages.py", "..%2fpages.py", "vendor", ""):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_browser_signs_in_and_out(guarded: tuple[TestClient, str]) -> None:
    client, secret = guarded
    refused = client.get("/queries", headers=PAGE)
    assert refused.status_code == 401 and "密钥" in refused.text
    assert client.get("/queries").headers["content-type"] == "application/problem+json"
    wrong = client.post("/login", data={"key": "gk_wrong"}, headers=PAGE | HERE)
    assert wrong.status_code == 401 and "set-cookie" not in wrong.headers
    opened = client.post("/login", data={"key": secret, "next": "//evil.example"}, headers=PAGE | HERE)
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/queries", headers=PAGE).status_code == 200
    closed = client.post("/logout", headers=HERE)
    assert closed.status_code == 303
    assert client.get("/queries", headers=PAGE).status_code == 401


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"} | HERE]
)
def test_a_form_of_another_site_is_refused(guarded: tuple[TestClient, str], headers: dict[str, str]) -> None:
    client, secret = guarded
    answer = client.post("/login", data={"key": secret}, headers=headers)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_a_cookie_does_nothing_for_a_form_of_another_site(guarded: tuple[TestClient, str]) -> None:
    client, _secret = guarded
    admin = Keys(Path(client.app.state.folder)).new("admin", ["admin"], days=1)[1]  # type: ignore[attr-defined]
    body = {"Cookie": f"envgov_key={admin}", "Content-Type": "text/plain"}
    assert (
        client.post("/v1/documents", content="x", headers=body | {"Origin": "http://evil.example"}).status_code == 401
    )
    assert client.post("/v1/documents", content="", headers=body | HERE).status_code == 422
    assert client.get("/v1/jobs", headers={"Cookie": "envgov_key=gk_removed"}).status_code == 401


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(guarded: tuple[TestClient, str]) -> None:
    client, _secret = guarded
    page = client.get("/no-such-page", headers=PAGE | {"Accept-Language": "en-GB,zh;q=0.5"})
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == POLICY and '<html lang="en">' in page.text
    assert client.get("/no-such-page").headers["content-type"] == "application/problem+json"
    assert client.get("/v1/none", headers=PAGE).headers["content-type"] == "application/problem+json"


def test_leaders_come_before_deputies_and_these_before_their_offices() -> None:
    read_out = [
        "党组书记",
        "厅长",
        "常务副市长",
        "副局长",
        "党组成员",
        "总工程师",
        "规划处处长",
        "二级调研员",
        "网格员",
    ]
    assert sorted(read_out, key=rank_of_title) == read_out
    assert rank_of_title("局长") == rank_of_title("市长") < rank_of_title("副市长") < rank_of_title("秘书长")
    assert [rank_of_level(each) for each in ("ministry", "province", "county")] == sorted(
        rank_of_level(each) for each in ("ministry", "province", "county")
    )
    assert rank_of_level(None) > rank_of_level("township")

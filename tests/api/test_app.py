from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from envgov.api.app import create_app
from envgov.api.problems import add_problems
from envgov.graph.errors import StoreError
from envgov.graph.model import DocumentFacts
from envgov.graph.queries import load_queries
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.reference import reference
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from starlette.middleware.gzip import GZipMiddleware

HOSTILE = """<script>alert(1)</script>市召开会议

2024年5月6日，吉林省生态环境厅在长春市召开<img src=x onerror=alert(1)>水环境治理工作会议。省生态环境厅副厅长白露晞主持会议。
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]) -> Iterator[TestClient]:
    """Return a client of the service over a store of the samples and one hostile document."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    hostile = tuple(read_facts(found) for found in read_paths([folder / "hostile.txt"]) if isinstance(found, Document))
    with open_store(str(folder / "store"), access="write") as store:
        store.reference(*reference())
        store.write([*samples, *hostile])
    with TestClient(create_app(str(folder / "store"))) as opened:
        yield opened


def problem_of(client: TestClient, path: str, status: int) -> dict[str, object]:
    """Return the problem document that a path is answered with."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = answer.json()
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "code", "detail", "instance"}
    assert "Traceback" not in answer.text
    return body


def test_health_says_version_engine_and_counts(client: TestClient) -> None:
    body = client.get("/v1/version").json()
    assert body["engine"]
    assert body["counts"]["Event"] > 8


def test_every_query_is_listed_and_answers(client: TestClient) -> None:
    listed = client.get("/v1/queries").json()
    assert [each["name"] for each in listed] == list(load_queries())
    for query in load_queries().values():
        given = {param.name: str(param.example) for param in query.params if param.required}
        answer = client.get(f"/v1/queries/{query.name}", params=given)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert body["meta"]["count"] == len(body["data"])
        assert all(set(row) == set(query.returns) for row in body["data"])


def test_the_two_questions_of_the_project_are_answered(client: TestClient) -> None:
    rows = client.get("/v1/queries/trainings.attendance", params={"training": "建设培训", "limit": 1000}).json()["data"]
    assert len([row for row in rows if row["derived"] and row["level"] == "prefecture"]) == 16
    rows = client.get("/v1/queries/plans.phase_tasks", params={"plan": "规划编制工作方案"}).json()["data"]
    assert len({row["phase"] for row in rows}) == 3
    assert len(rows) == 10


def test_every_row_leads_to_its_evidence(client: TestClient) -> None:
    row = client.get("/v1/queries/events.chairs", params={"event": "月度工作例会"}).json()["data"][0]
    node = client.get(f"/v1/nodes/{row['event_uid']}").json()
    assert "Event" in node["labels"]
    assert node["outgoing"] or node["incoming"]
    evidence = node["evidence"]
    document = client.get(f"/v1/documents/{evidence[0]['document_uid']}").json()
    assert document["file"] == "jiangsu-monthly-meeting.txt"
    for each in evidence:
        assert document["text"][each["start"] : each["end"]] == each["quote"]


def test_a_node_is_paged(client: TestClient) -> None:
    region = "/v1/nodes/region-530000"
    whole = client.get(f"{region}/incoming", params={"limit": 1000}).json()
    assert not whole["meta"]["truncated"]
    assert client.get(region, params={"limit": 5}).json()["incoming"] == whole["data"][:5]
    first = client.get(f"{region}/incoming", params={"limit": 5})
    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"]).json()["data"]
    assert first.json()["data"] + second == whole["data"][:10]


def test_documents_are_listed_with_their_anomalies(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()["data"]
    assert len(listed) == 17
    brief = next(row for row in listed if row["title"] == "吕梁市召开河长制工作推进会")
    anomalies = client.get(f"/v1/documents/{brief['uid']}/anomalies").json()["data"]
    assert [each["surface"] for each in anomalies] == ["鸿运博彩平台办公室"]


def test_an_answer_comes_as_csv_too(client: TestClient) -> None:
    answer = client.get("/v1/queries/events.chairs", params={"format": "csv", "bom": "true"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("\ufeffofficial,posts,event")


def test_an_unchanged_answer_is_304(client: TestClient) -> None:
    first = client.get("/v1/queries/events.chairs")
    again = client.get("/v1/queries/events.chairs", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status", "code", "words"),
    [
        ("/v1/queries/plans.nothing", 404, "not_found", ""),
        ("/v1/nodes/agency-0", 404, "not_found", "agency-0"),
        ("/v1/documents/document-0", 404, "not_found", "document-0"),
        ("/v1/queries/plans.phase_tasks", 422, "bad_parameter", "query.plan"),
        ("/v1/queries/plans.phase_tasks?plan=x&stage=1", 422, "bad_parameter", "no parameter 'stage'"),
        ("/v1/queries/tasks.overdue?on=2024-02-30", 422, "bad_parameter", "query.on"),
        ("/v1/queries/events.chairs?limit=0", 422, "bad_parameter", "limit"),
        ("/v1/queries/events.chairs?limit=999999", 422, "bad_parameter", "limit"),
        ("/v1/queries/events.chairs?format=xml", 422, "bad_parameter", "format"),
    ],
)
def test_errors_are_problem_documents(client: TestClient, path: str, status: int, code: str, words: str) -> None:
    body = problem_of(client, path, status)
    assert body["code"] == code
    assert words in str(body["detail"])


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/v1/agencies").status_code == 405
    before = client.get("/v1/version").json()["counts"]
    for hostile in ("') DETACH DELETE n //", "x' OR 1=1", "\x00", "${jndi:ldap://x}"):
        client.get("/v1/queries/plans.phase_tasks", params={"plan": hostile})
        client.get(f"/v1/nodes/{quote(hostile, safe='')}")
    assert client.get("/v1/version").json()["counts"] == before


def test_a_foreign_host_is_refused(client: TestClient) -> None:
    assert client.get("/v1/health", headers={"Host": "evil.example"}).status_code == 400


class _Scripts(HTMLParser):
    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inline = tag == "style" or (tag == "script" and not dict(attrs).get("src", "").startswith("/static/"))  # type: ignore[union-attr]
        self.found = self.found or inline or any(name == "style" or name.startswith("on") for name, _value in attrs)


def test_pages_carry_no_script_of_their_own_and_strict_headers(client: TestClient) -> None:
    for path in ("/", "/docs"):
        answer = client.get(path)
        parser = _Scripts()
        parser.feed(answer.text)
        assert not parser.found
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_hostile_text_comes_back_as_data(client: TestClient) -> None:
    listed = client.get("/v1/documents")
    assert listed.headers["content-type"] == "application/json"
    hostile = next(row for row in listed.json()["data"] if row["file"] == "hostile.txt")
    assert hostile["statements"] > 0


def test_openapi_names_every_query_and_parameter(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for query in load_queries().values():
        operation = paths[f"/v1/queries/{query.name}"]["get"]
        names = {each["name"] for each in operation["parameters"]}
        assert {param.name for param in query.params} <= names, query.name


def test_a_stream_whose_store_is_lost_is_503_before_it_began_and_has_no_end_mark_after() -> None:
    app = FastAPI()
    add_problems(app)
    app.add_middleware(GZipMiddleware, minimum_size=10)  # it holds the status back until it has something to send

    @app.get("/lost")
    def lost(sent: int = 0) -> StreamingResponse:
        def rows() -> Iterator[bytes]:
            yield from [b"a row\n" * 20_000] * sent
            raise StoreError("the store was lost")

        return StreamingResponse(rows(), media_type="text/csv")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/lost", headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["detail"] == "the store was lost"
        begun = client.get("/lost", params={"sent": 2}, headers={"Accept-Encoding": "identity"})
        assert (begun.status_code, begun.text.strip().splitlines()[-1]) == (200, "a row")

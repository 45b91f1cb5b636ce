"""Keys, loading over HTTP, jobs and suppressions, on both engines."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest
from conftest import SAMPLES, empty
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.loading.jobs import SMALL, Job, Jobs
from envgov.api.settings import Settings
from envgov.graph.check import check
from envgov.graph.errors import StoreError
from envgov.graph.store import Store, open_store
from envgov.loaders.reference import reference
from fastapi.testclient import TestClient

TRAINING = (SAMPLES / "jiangsu-monthly-meeting.txt").read_bytes()
Secrets = dict[str, str]


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the location of a store that holds the gazetteer only, on either engine."""
    location = str(tmp_path_factory.mktemp("loading") / "store")
    if request.param == "neo4j":
        location = request.getfixturevalue("neo4j_uri")
        empty(location)
    with open_store(location, access="write") as store:
        store.reference(*reference())
    return location


@pytest.fixture(scope="module")
def state(place: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the service's state, one a store."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def secrets(state: Path) -> Secrets:
    """Return a key of each scope."""
    keys = Keys(state)
    found = {scope: keys.new(scope, [scope], days=None)[1] for scope in ("read", "cypher", "write", "admin")}
    found["ended"] = keys.new("ended", ["admin"], days=-1)[1]
    return found


@pytest.fixture(scope="module")
def client(place: str, state: Path, secrets: Secrets) -> Iterator[TestClient]:
    """Return a client of a service with keys."""
    settings = Settings(state=str(state), requests_a_minute=0, upload_bytes=2_000_000)
    with TestClient(create_app(place, settings=settings)) as opened:
        yield opened


def bearer(secret: str) -> dict[str, str]:
    """Return the header that brings a key."""
    return {"Authorization": f"Bearer {secret}"}


def upload(client: TestClient, secrets: Secrets, body: bytes, kind: str = "text/plain", name: str = "doc") -> Any:
    """Upload a document and return the job when it is finished."""
    answer = client.post(
        f"/v1/documents?name={name}", content=body, headers={"Content-Type": kind, **bearer(secrets["write"])}
    )
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        job = client.get(answer.headers["location"], headers=bearer(secrets["write"])).json()
        if job["finished"]:
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not finish")


def test_keys_open_what_their_scope_says(client: TestClient, secrets: Secrets) -> None:
    def status(path: str, scope: str | None, method: str = "GET") -> int:
        return client.request(method, path, headers=bearer(secrets[scope]) if scope else {}).status_code

    assert status("/v1/health", None) == 200
    assert status("/v1/agencies", None) == 401
    assert status("/v1/agencies", "read") == 200
    assert status("/v1/agencies", "ended") == 401
    assert client.get("/v1/agencies", headers=bearer("gk_wrong")).status_code == 401
    assert client.get("/v1/agencies", headers={"Authorization": "Basic eDp5"}).status_code == 401
    assert client.get("/v1/agencies", headers={"X-API-Key": secrets["read"]}).status_code == 200
    assert status("/v1/jobs", "read") == 403
    assert status("/v1/jobs", "write") == 200
    assert status("/v1/suppressions", "write") == 403
    assert status("/v1/suppressions", "admin") == 200
    assert status("/v1/documents/document-0", "read", "DELETE") == 403
    assert "Bearer" in client.get("/v1/agencies").headers["www-authenticate"]


def test_secrets_are_kept_as_hashes(state: Path, secrets: Secrets) -> None:
    file = state / "keys.json"
    assert not any(secret in file.read_text("utf-8") for secret in secrets.values())
    assert file.stat().st_mode & 0o077 == 0


def test_what_the_caller_knows_of_a_document_is_used(client: TestClient, secrets: Secrets) -> None:
    text = "关于清淤的通知\n\n市水利局定于5月6日召开清淤会议。\n".encode()
    done = upload(client, secrets, text, name="told.txt&home=昆明市&published=2024-05")
    assert done["status"] == "done", done
    held = client.get(f"/v1/nodes/{done['results'][0]['document']}", headers=bearer(secrets["read"])).json()
    assert (held["properties"]["home"], held["properties"]["published"]) == ("530100", "2024-05")
    wrong = client.post(
        "/v1/documents?name=a.txt&home=鼓楼区",
        content=text,
        headers={"Content-Type": "text/plain", **bearer(secrets["write"])},
    )
    assert wrong.status_code == 422
    assert "鼓楼区" in wrong.json()["detail"]


def test_a_document_is_loaded_once_whatever_is_uploaded_twice(client: TestClient, secrets: Secrets) -> None:
    first = upload(client, secrets, TRAINING, name="例会.txt")
    assert [each["status"] for each in first["results"]] == ["new"]
    again = upload(client, secrets, TRAINING, name="例会.txt")
    assert (again["id"], again["results"][0]["status"]) == (first["id"], "unchanged")
    uid = first["results"][0]["document"]
    document = client.get(f"/v1/documents/{uid}", headers=bearer(secrets["read"])).json()
    assert document["file"] == "例会.txt"


def test_progress_is_told_and_ends_with_a_mark(client: TestClient, secrets: Secrets) -> None:
    job = upload(client, secrets, TRAINING, name="例会.txt")
    answer = client.get(f"/v1/jobs/{job['id']}/events", headers=bearer(secrets["write"]))
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [part.splitlines() for part in answer.text.strip().split("\n\n")]
    assert events[-1][0] == "event: end"
    assert json.loads(events[-1][1].removeprefix("data: ")) == {"_end": True, "status": "done"}
    described = client.get("/openapi.json").json()
    told = described["paths"]["/v1/jobs/{id}/events"]["get"]["responses"]["200"]["content"]["text/event-stream"]
    event = jsonschema_rs.Draft202012Validator({**told["schema"], "components": described["components"]})
    for name, data in events:
        held = {"event": name.removeprefix("event: "), "data": data.removeprefix("data: ")}
        event.validate(held)
        inside = told["schema"]["properties"]["data"]["contentSchema"]
        body = jsonschema_rs.Draft202012Validator({**inside, "components": described["components"]})
        body.validate(json.loads(held["data"]))


def test_json_lines_and_pages_are_read(client: TestClient, secrets: Secrets) -> None:
    text = TRAINING.decode("utf-8", "ignore")
    lines = "\n".join(json.dumps({"id": str(n), "text": f"{text}\n{n}"}) for n in range(2))
    job = upload(client, secrets, f"{lines}\nno json\n".encode(), kind="application/x-ndjson")
    assert sorted(each["status"] for each in job["results"]) == ["new", "new", "refused"]
    page = f"<html><body><h1>例会</h1><p>{text}</p></body></html>".encode()
    assert upload(client, secrets, page, kind="text/html")["status"] == "done"


def sheet_of(*rows: tuple[str, ...]) -> bytes:
    """Return a spreadsheet with a title above some rows."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (("芜湖市青弋江治理重点任务清单",), ("序号", "重点任务", "牵头单位", "完成时限"), *rows):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


TASKS = (
    ("1", "清理河道淤泥", "市水务局", "2024年6月底前"),
    ("2", "封堵入河排口", "市生态环境局", "2024年9月底前"),
    ("3", "补种岸边芦苇", "市林业局", "2024年11月底前"),
)


def test_spreadsheets_and_new_versions_of_an_address_are_read(client: TestClient, secrets: Secrets) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    address = "tasks&address=https://www.wuhu.gov.cn/tasks/7.xlsx"
    statuses, uid = [], ""
    for rows in (TASKS[:2], TASKS):
        (result,) = upload(client, secrets, sheet_of(*rows), kind=kind, name=address)["results"]
        statuses.append(result["status"])
        uid = result["document"]
    assert statuses == ["new", "new version"]
    read = bearer(secrets["read"])
    versions = client.get(f"/v1/documents/{uid}/versions", headers=read).json()["versions"]
    assert [(each["seq"], each["gone"]) for each in versions] == [(1, 0), (2, 0)] and versions[1]["added"] > 3
    assert any(each["object"] == "补种岸边芦苇" and each["change"] == "added" for each in versions[1]["changes"])
    earlier = client.get(f"/v1/versions/{versions[0]['uid']}", headers=read).json()
    assert earlier["document"] == uid and "补种岸边芦苇" not in earlier["text"]
    html = {"Accept": "text/html", **read}
    assert "各个版本" in client.get(f"/documents/{uid}/versions", headers=html).text
    assert "补种岸边芦苇" in client.get(f"/documents/{uid}/versions?lang=en", headers=html).text
    assert "封堵入河排口" in client.get(f"/versions/{versions[0]['uid']}", headers=html).text
    assert "另有 1 个旧版" in client.get(f"/documents/{uid}", headers=html).text
    assert client.get("/v1/versions/version-0", headers=read).status_code == 404
    assert client.get("/v1/documents/document-0/versions", headers=read).status_code == 404
    fact = next(
        row for row in client.get(f"/v1/documents/{uid}/statements", headers=read).json()["data"] if row["row"] == 5
    )
    assert (fact["sheet"], fact["table"]) == ("Sheet", 1)
    assert "工作表“Sheet”，第 5 行" in client.get(f"/facts/{fact['fact']}", headers=html).text


def test_a_removed_document_is_gone(client: TestClient, secrets: Secrets) -> None:
    uid = upload(client, secrets, TRAINING + b"\n", name="gone.txt")["results"][0]["document"]
    headers = bearer(secrets["write"])
    assert client.delete(f"/v1/documents/{uid}", headers=headers).status_code == 204
    assert client.delete(f"/v1/documents/{uid}", headers=headers).status_code == 404
    assert client.get(f"/v1/documents/{uid}", headers=bearer(secrets["read"])).status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 3_000_000, "text/plain", 413),
        (b"", "text/plain", 422),
        (b"<x/>", "application/xml", 415),
        (b"GIF89a", "image/gif", 415),
    ],
)
def test_uploads_are_bounded(client: TestClient, secrets: Secrets, body: bytes, kind: str, status: int) -> None:
    headers = {"Content-Type": kind, **bearer(secrets["write"])}
    assert client.post("/v1/documents", content=body, headers=headers).status_code == status


def test_a_body_without_length_is_counted(client: TestClient, secrets: Secrets) -> None:
    chunks = (b"x" * 500_000 for _each in range(6))
    headers = {"Content-Type": "text/plain", **bearer(secrets["write"])}
    assert client.post("/v1/documents", content=chunks, headers=headers).status_code == 413


def test_what_waits_is_taken_up_after_a_restart(tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    with open_store(place, access="write"):
        pass
    folder = tmp_path / "jobs" / "job-00000000000000000001"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "left.txt").write_bytes(TRAINING + b"\nleft")
    job = {"id": folder.name, "file": "left.txt", "bytes": 1, "status": "running", "created": "2024-01-01T00:00:00"}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    app = create_app(place, settings=Settings(state=str(tmp_path), requests_a_minute=0))
    jobs: Jobs = app.state.jobs
    with client_of_closed(app):
        found = wait_for(jobs, folder.name)
    assert found.results[0]["status"] == "new"


def test_what_the_store_did_not_take_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envgov.api.loading.jobs.AWAY_SECONDS", 0.1)
    app = create_app(str(tmp_path / "store"), settings=Settings(state=str(tmp_path)))
    jobs: Jobs = app.state.jobs
    upload = tmp_path / "upload"
    upload.write_bytes(TRAINING + b"\nagain")
    tries: list[str] = []

    @contextmanager
    def writer() -> Iterator[Store]:
        tries.append(jobs.all()[0].status)
        if len(tries) < 3:
            raise StoreError("the store does not answer")
        with open_store(str(tmp_path / "store"), access="write") as store:
            yield store

    jobs.start(writer, lambda: None)
    try:
        job = wait_for(jobs, jobs.add("again.txt", upload).id)
    finally:
        jobs.stop(10)
    # Two tries fail, the third asks whether the store knows these bytes, the fourth writes them.
    assert (job.status, job.reason, len(tries)) == ("done", "", 4)


def client_of_closed(app: Any) -> TestClient:
    """Return a client that starts a service and ends it."""
    return TestClient(app)


def wait_for(jobs: Jobs, id: str) -> Job:
    """Return a job when it is finished."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if (job := jobs.get(id)).finished:
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not finish")


def test_a_suppressed_person_stays_away_over_reloads(client: TestClient, secrets: Secrets, place: str) -> None:
    read, admin = bearer(secrets["read"]), bearer(secrets["admin"])
    document = upload(client, secrets, TRAINING, name="例会.txt")["results"][0]["document"]
    person = client.get("/v1/officials?limit=1", headers=read).json()["data"][0]
    name = person["name"]
    body = {"target": person["uid"], "reason": "本人请求"}
    assert client.post("/v1/suppressions", json=body, headers=admin).status_code == 201
    for _time in range(2):
        assert client.get(f"/v1/officials/{person['uid']}", headers=read).status_code == 404
        kept = client.get(f"/v1/documents/{document}", headers=read)
        assert name not in kept.text and kept.json()["text"] and not kept.json().get("raw")
        assert all(name not in row["quote"] for row in client.get(f"/v1/documents/{document}/statements?limit=1000", headers=read).json()["data"])  # fmt: skip
        client.delete(f"/v1/documents/{document}", headers=bearer(secrets["write"]))
        assert upload(client, secrets, TRAINING, name="例会.txt")["status"] == "done"
    line = client.get("/v1/suppressions", headers=admin).json()[0]
    assert (line["target"], line["reason"], line["lifted"]) == (person["uid"], "本人请求", False)
    assert "name" not in line
    assert client.delete(f"/v1/suppressions/{person['uid']}", headers=admin).status_code == 204
    assert len(client.get("/v1/suppressions", headers=admin).json()) == 2


def test_a_suppressed_fact_stays_away_over_reloads(client: TestClient, secrets: Secrets) -> None:
    read, admin = bearer(secrets["read"]), bearer(secrets["admin"])
    document = upload(client, secrets, TRAINING, name="例会.txt")["results"][0]["document"]
    rows = client.get(f"/v1/documents/{document}/statements?limit=1000", headers=read).json()["data"]
    fact = next(row["fact"] for row in rows if row["predicate"] in ("HELD_IN", "HOSTED"))
    assert client.post("/v1/suppressions", json={"target": fact, "reason": "x"}, headers=admin).status_code == 201
    client.delete(f"/v1/documents/{document}", headers=bearer(secrets["write"]))
    upload(client, secrets, TRAINING, name="例会.txt")
    assert client.get(f"/v1/facts/{fact}", headers=read).status_code == 404


def test_rates_are_limited_and_said(tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    with open_store(place, access="write"):
        pass
    with TestClient(create_app(place, settings=Settings(state=str(tmp_path), requests_a_minute=3))) as client:
        answers = [client.get("/v1/regions?limit=1") for _each in range(5)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
        assert answers[0].headers["ratelimit"].startswith('"all";r=2;t=')
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert client.get("/v1/health").status_code == 200


def test_the_graph_is_sound_afterwards(place: str, client: TestClient) -> None:
    with client.app.state.graph.writer() as store:  # type: ignore[attr-defined]
        assert {finding.kind for finding in check(store)} <= {"orphan"}


def test_a_large_text_delays_no_small_one(client: TestClient, secrets: Secrets) -> None:
    headers = {"Content-Type": "text/plain", **bearer(secrets["write"])}
    upload(client, secrets, "2023年4月2日，丽水市生态环境局召开水环境会议。".encode(), name="起")
    large = "".join(f"{n}年5月6日，丽水市生态环境局在第{n}号河段检查了水质并要求整改。\n" for n in range(18_000))
    size = len(large.encode())
    assert SMALL < size < 2_000_000
    waiting = [
        ("large", large.encode()),
        *((f"small{n}", f"2024年5月{n}日，丽水市生态环境局召开会议。".encode()) for n in (1, 2, 3)),
    ]
    jobs = [
        client.post(f"/v1/documents?name={name}", content=body, headers=headers).json()["id"] for name, body in waiting
    ]
    until, found = time.monotonic() + 400, {}
    while len(found) < len(jobs):
        assert time.monotonic() < until, found
        for id in jobs:
            job = client.get(f"/v1/jobs/{id}", headers=bearer(secrets["write"])).json()
            if job["finished"]:
                found[id] = job
        time.sleep(0.2)
    ends = [found[id]["finished"] for id in jobs]
    assert max(ends[1:]) < ends[0], "the small ones waited for the large one"
    assert {found[id]["status"] for id in jobs[1:]} == {"done"}

"""Every list and resource of the REST API, on both engines."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from conftest import ROOT, needed
from envgov.api.problems import CODES
from envgov.api.resources.briefs import FILES
from envgov.api.resources.listings import LABELS, QUALITY
from fastapi.testclient import TestClient

Row = dict[str, Any]


def every(client: TestClient, path: str, **params: object) -> list[Row]:
    """Return the rows of every page."""
    rows: list[Row] = []
    answer = client.get(path, params=params)
    while True:
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert body["meta"]["count"] == len(body["data"])
        assert body["meta"]["truncated"] == (body["next"] is not None)
        rows += body["data"]
        if body["next"] is None:
            return rows
        assert answer.headers["link"] == f'<{body["next"]}>; rel="next"'
        answer = client.get(body["next"])


@pytest.mark.parametrize("name", LABELS)
def test_pages_hold_every_row_once_in_either_direction(service: TestClient, name: str) -> None:
    size = 997 if name == "regions" else 7
    up, down = every(service, f"/v1/{name}", limit=size), every(service, f"/v1/{name}", limit=size, sort="-uid")
    assert len(up) == service.get("/v1/version").json()["counts"][LABELS[name]]
    assert [row["uid"] for row in down] == sorted((row["uid"] for row in up), reverse=True)


@pytest.mark.parametrize("name", LABELS)
def test_each_thing_has_an_address_and_links_that_lead_somewhere(service: TestClient, name: str) -> None:
    uid = service.get(f"/v1/{name}", params={"limit": 1}).json()["data"][0]["uid"]
    body = service.get(f"/v1/{name}/{uid}").json()
    assert body["uid"] == uid
    assert LABELS[name] in body["labels"]
    for link in body["links"].values():
        assert service.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/agencies?q=云南省&kind=WorkingGroup", 1),
        ("/v1/agencies?region=530000&function=ecology", 1),
        ("/v1/agencies?level=prefecture&region=昆明市&function=ecology", 1),
        ("/v1/events?kind=training", 3),
        ("/v1/events?since=2020-01-01&until=2020-12-31", 2),
        ("/v1/plans?q=赣州市“十四五”生态环境保护规划编制工作方案", 1),
        ("/v1/tasks?plan=赣州市“十四五”生态环境保护规划编制工作方案&overdue_on=2021-01-01", 7),
        ("/v1/regions?code=530100", 1),
        ("/v1/regions?within=530000&level=prefecture", 16),
    ],
)
def test_filters_choose(service: TestClient, path: str, expected: int) -> None:
    assert len(every(service, path.partition("?")[0], **dict(p.split("=", 1) for p in path.partition("?")[2].split("&")), limit=1000)) == expected  # fmt: skip


def test_unassigned_and_assigned_tasks_are_all_tasks(service: TestClient) -> None:
    free, borne = (every(service, "/v1/tasks", unassigned=flag) for flag in ("true", "false"))
    assert all(not row["responsible"] for row in free)
    assert all(row["responsible"] for row in borne)
    assert len(free) + len(borne) == len(every(service, "/v1/tasks"))
    led = every(service, "/v1/tasks", role="牵头")
    assert led
    assert all(any("牵头" in who for who in row["responsible"]) for row in led)


def test_the_questions_of_the_project_have_addresses(service: TestClient) -> None:
    trainings = every(service, "/v1/events", kind="training", q="建设培训")
    bureaus = every(service, f"/v1/trainings/{trainings[0]['uid']}/attendance", limit=50)
    assert len([row for row in bureaus if row["derived"] and row["level"] == "prefecture"]) == 16
    plan = every(service, "/v1/plans", q="规划编制工作方案")[0]["uid"]
    rows = every(service, f"/v1/plans/{plan}/phases")
    assert (len({row["phase"] for row in rows}), len(rows)) == (3, 10)
    assert every(service, f"/v1/plans/{plan}/matrix")


def test_every_row_of_a_fact_leads_to_its_sentence(service: TestClient) -> None:
    event = every(service, "/v1/events", kind="training")[0]["uid"]
    for row in every(service, f"/v1/trainings/{event}/attendance")[:5]:
        assert {"fact", "derived", "confidence", "documents"} <= set(row)
        fact = service.get(f"/v1/facts/{row['fact']}").json()
        assert fact["target_uid"] == event
        statement = service.get(fact["statements"]).json()["data"][0]
        text = service.get(f"/v1/documents/{statement['document_uid']}").json()["text"]
        assert text[statement["start"] : statement["end"]] == statement["quote"]


def test_posts_are_answered_as_of_a_day(service: TestClient) -> None:
    uid = every(service, "/v1/officials", q="江小北")[0]["uid"]
    assert every(service, f"/v1/officials/{uid}/posts")
    assert every(service, f"/v1/officials/{uid}/posts", on="1990-01-01") == []


def test_absent_bureaus_are_told_from_present_ones(service: TestClient) -> None:
    uid = every(service, "/v1/events", kind="training", q="建设培训")[0]["uid"]
    states = {row["state"] for row in every(service, f"/v1/events/{uid}/absent")}
    assert "present" in states


@pytest.mark.parametrize("name", QUALITY)
def test_quality_reports_answer(service: TestClient, name: str) -> None:
    every(service, f"/v1/quality/{name}", limit=1000)


def test_facts_of_the_gazetteer_and_values_are_facts_too(service: TestClient) -> None:
    edge = service.get("/v1/nodes/region-530100/outgoing?type=PART_OF").json()["data"][0]
    assert service.get(f"/v1/facts/{edge['fact']}").json()["basis"] == "gazetteer"
    event = every(service, "/v1/events", kind="training")[0]["uid"]
    value = next(row for row in every(service, f"/v1/nodes/{event}/evidence") if row["predicate"] == "date_text")
    assert service.get(f"/v1/facts/{value['fact']}").json()["value"] == value["value"]


def test_subgraphs_are_bounded_and_say_so(service: TestClient) -> None:
    event = every(service, "/v1/events", kind="training", q="建设培训")[0]["uid"]
    body = service.get("/v1/subgraph", params={"around": event, "derived": "true", "limit": 10}).json()
    assert (len(body["nodes"]), body["meta"]["truncated"]) == (10, True)
    inside = {node["uid"] for node in body["nodes"]}
    assert all({edge["source"], edge["target"]} <= inside for edge in body["edges"])
    whole = service.get("/v1/subgraph", params={"query": "events.chairs"}).json()
    assert {edge["type"] for edge in whole["edges"]} >= {"CHAIRED"}
    chaired = next(edge for edge in whole["edges"] if edge["type"] == "CHAIRED")
    path = service.get("/v1/subgraph", params={"from": chaired["source"], "to": chaired["target"]}).json()
    assert len(path["nodes"]) == 2
    assert service.get("/v1/subgraph").status_code == 422


def test_twins_hold_the_same_rows_and_a_mark_at_their_end(service: TestClient) -> None:
    rows = every(service, "/v1/agencies", limit=1000, fields="uid,name")
    lines = [json.loads(line) for line in service.get("/v1/agencies.ndjson?fields=uid,name").text.splitlines()]
    assert lines[:-1] == rows
    assert (lines[-1]["_end"], lines[-1]["rows"], lines[-1]["truncated"]) == (True, len(rows), False)
    text = service.get("/v1/agencies", params={"fields": "uid,name"}, headers={"Accept": "text/csv"}).text
    *table, end = csv.reader(io.StringIO(text))
    assert table == [["uid", "name"], *([row["uid"], row["name"]] for row in rows)]
    assert end[0].startswith(f"# end rows={len(rows)} truncated=false")
    book = openpyxl.load_workbook(io.BytesIO(service.get("/v1/agencies.xlsx?fields=uid,name").content), read_only=True)
    sheet = list(book["rows"].values)
    assert sheet[1:] == [(row["uid"], row["name"]) for row in rows]
    assert dict(book["end"].values)["rows"] == len(rows)


def test_a_limited_twin_says_that_rows_were_left_out(service: TestClient) -> None:
    lines = service.get("/v1/agencies?format=ndjson&limit=3").text.splitlines()
    assert len(lines) == 4
    assert json.loads(lines[-1]) | {"graph_version": ""} == {"_end": True, "rows": 3, "truncated": True, "limit": 3, "graph_version": ""}  # fmt: skip
    assert service.get("/v1/agencies.csv?bom=true&limit=1").text.startswith("\ufeffuid,")


def test_cursors_belong_to_one_question(service: TestClient) -> None:
    link = service.get("/v1/agencies?limit=2").json()["next"]
    cursor = link.partition("cursor=")[2]
    for path in (
        f"/v1/officials?cursor={cursor}",
        f"/v1/agencies?q=局&cursor={cursor}",
        f"/v1/agencies?cursor=A{cursor[1:]}A",
    ):
        assert (service.get(path).status_code, service.get(path).json()["code"]) == (404, "bad_cursor")  # fmt: skip


def test_an_unchanged_answer_is_304_in_every_form(service: TestClient) -> None:
    for path in (
        "/v1/agencies",
        "/v1/agencies.csv",
        "/v1/schema",
        "/v1/queries/events.chairs",
        "/v1/nodes/region-530000",
    ):
        tag = service.get(path).headers["etag"]
        again = service.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), path
    assert service.get("/v1/agencies").headers["etag"] != service.get("/v1/agencies.csv").headers["etag"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v1/nothing", "not_found"),
        ("/v1/agencies/official-0", "not_found"),
        ("/v1/agencies/%2e%2e", "bad_parameter"),
        ("/v1/trainings/event-0/attendance", "not_found"),
        ("/v1/facts/fact-0/statements", "not_found"),
        ("/v1/agencies?limit=1001", "bad_parameter"),
        ("/v1/agencies?limit=NaN", "bad_parameter"),
        ("/v1/agencies?limit=99999999999999999999", "bad_parameter"),
        ("/v1/agencies?level=galaxy", "bad_parameter"),
        ("/v1/agencies?sort=colour", "bad_parameter"),
        ("/v1/agencies?fields=uid,colour", "bad_parameter"),
        ("/v1/agencies?colour=red", "bad_parameter"),
        ("/v1/tasks?unassigned=perhaps", "bad_parameter"),
        ("/v1/tasks?overdue_on=2021-02-30", "bad_parameter"),
        ("/v1/version.csv", "not_acceptable"),
        ("/v1/subgraph?query=plans.phase_tasks&params=[1]", "bad_parameter"),
        ("/v1/queries/agencies.ranking?measure=beauty", "bad_parameter"),
    ],
)
def test_errors_are_problems_with_a_code(service: TestClient, path: str, code: str) -> None:
    answer = service.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["code"], answer.status_code) == (code, CODES[code][0])
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_the_docs_explain_every_code() -> None:
    explained = re.findall(r"^\| `(\w+)` \| (\d+) \|", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)
    assert {code: int(status) for code, status in explained} == {code: status for code, (status, _) in CODES.items()}


# A PNG is the same as its SVG, drawn by the same programs.
@pytest.mark.parametrize("file", [file for file in FILES if not file.endswith(".png")])
def test_a_briefing_comes_in_each_form_with_its_type(service: TestClient, file: str) -> None:
    if file.startswith("network"):
        needed("dot")
    media = FILES[file][1]
    uid = service.get("/v1/plans", params={"q": "三都澳海湾生态修复"}).json()["data"][0]["uid"]
    described = service.get("/openapi.json").json()["paths"]["/v1/briefs/{kind}/{uid}/{file}"]["get"]
    answer = service.get(f"/v1/briefs/plan/{uid}/{file}", headers={"Accept": media})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media and media in described["responses"]["200"]["content"]
    assert file in answer.headers["content-disposition"] and answer.headers["etag"]
    if file.endswith("x"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    else:
        assert b"<svg" in answer.content[:600]
    again = service.get(f"/v1/briefs/plan/{uid}/{file}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_briefing_is_refused_with_a_problem(service: TestClient) -> None:
    uid = service.get("/v1/plans", params={"q": "三都澳海湾生态修复"}).json()["data"][0]["uid"]
    for path, status in (
        ("plan/plan-0000/slides.pptx", 404),
        (f"agency/{uid}/slides.pptx", 404),
        (f"plan/{uid}/slides.key", 422),
        (f"city/{uid}/slides.pptx", 422),
        (f"plan/{uid}/gantt.svg?width=9", 422),
        ("region/region-630000/gantt.svg", 404),  # nothing has a date there
    ):
        answer = service.get(f"/v1/briefs/{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), path

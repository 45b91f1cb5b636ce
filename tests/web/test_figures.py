"""What /explore answers on either engine: figures with places, in five forms, with their limits said."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import networkx
import pytest
from envgov.api.explorer import building
from envgov.api.explorer.building import Recent, figure_of
from envgov.api.explorer.figures import Filters, filtered
from envgov.api.explorer.looks import LOOKS
from envgov.api.explorer.views import LABELS, Question, key_of, read_view
from envgov.api.problems import ApiError
from envgov.api.web.rendering import POLICY
from envgov.graph.errors import EnvGovError
from fastapi.testclient import TestClient
from lxml import etree
from starlette.datastructures import QueryParams

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def training(service: TestClient) -> str:
    """Return the uid of the training of Yunnan."""
    found = service.get("/v1/search", params={"q": "美丽云南建设培训班", "kind": "Training"}).json()["data"]
    return str(found[0]["uid"])


@pytest.fixture(scope="module")
def programme(service: TestClient) -> str:
    """Return the uid of the programme of Ganzhou."""
    found = service.get("/v1/search", params={"q": "赣州市生态环境保护规划编制工作方案", "kind": "Plan"}).json()["data"]
    rows = service.get("/v1/plans", params={"q": "规划编制工作方案"}).json()["data"]
    return str((found or rows)[0]["uid"])


def test_a_figure_has_a_place_for_every_node_and_an_end_for_every_edge(service: TestClient, training: str) -> None:
    found = service.get("/explore.json", params={"around": training}).json()
    uids = {node["uid"] for node in found["nodes"]}
    assert found["drawn"] and not found["truncated"] and len(uids) > 150
    assert all(edge["source"] in uids and edge["target"] in uids for edge in found["edges"])
    assert all(node["w"] > 20 and node["h"] > 10 and isinstance(node["x"], float) for node in found["nodes"])
    assert {edge["derived"] for edge in found["edges"]} == {True, False}
    sub = service.get("/v1/subgraph", params={"around": training, "derived": True, "limit": 500}).json()
    assert {node["uid"] for node in sub["nodes"]} == uids
    assert {edge["fact"] for edge in sub["edges"]} <= {edge["fact"] for edge in found["edges"]}


def test_what_is_left_to_expand_is_counted(service: TestClient, training: str) -> None:
    found = service.get("/explore.json", params={"around": training, "limit": 10}).json()
    assert found["truncated"] and len(found["nodes"]) == 10
    centre = next(node for node in found["nodes"] if node["uid"] == training)
    drawn = sum(training in (edge["source"], edge["target"]) for edge in found["edges"])
    incoming, outgoing = (
        len(service.get(f"/v1/nodes/{training}/{part}", params={"limit": 1000}).json()["data"])
        for part in ("incoming", "outgoing")
    )
    assert centre["left"] == incoming + outgoing - drawn > 50
    step = service.get("/explore.json", params={"around": training, "limit": 10, "add": f"e.{centre['key']}"}).json()
    assert len(step["nodes"]) == 60
    old = {node["uid"]: (node["x"], node["y"]) for node in found["nodes"]}
    assert {node["uid"]: (node["x"], node["y"]) for node in step["nodes"] if node["uid"] in old} == old
    assert "还有" in step["said"]


def test_a_plan_is_drawn_in_tiers(service: TestClient, programme: str) -> None:
    found = service.get("/explore.json", params={"around": programme}).json()
    assert found["layout"] == "tiers"
    right = {label: max(node["x"] for node in found["nodes"] if node["label"] == label) for label in ("Phase", "Task")}
    plan = next(node["x"] for node in found["nodes"] if node["uid"] == programme)
    assert plan < right["Phase"] < right["Task"]
    assert any(edge["soft"] for edge in found["edges"])
    other = service.get("/explore.json", params={"around": programme, "layout": "network"}).json()
    assert other["layout"] == "network" and len(other["nodes"]) == len(found["nodes"])


def test_an_equal_question_has_an_equal_picture_and_the_second_costs_nothing(
    service: TestClient, training: str
) -> None:
    graph = service.app.state.graph  # type: ignore[attr-defined]
    question, recent = Question(around=training, hops=2), Recent()
    first = figure_of(graph, question, recent)
    assert figure_of(graph, question, recent) is first and recent.hits == 1
    assert figure_of(graph, question, Recent()) == first
    small = Recent(most=len(first.nodes))
    for hops in (1, 2, 1):
        figure_of(graph, replace(question, hops=hops), small)
    assert small.hits == 0  # the older one had to go


def test_a_large_network_is_laid_out_in_another_process_alike(
    service: TestClient, training: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = service.app.state.graph  # type: ignore[attr-defined]
    question = Question(around=training)
    here = figure_of(graph, question, Recent())
    monkeypatch.setattr(building, "ASIDE", 100)
    assert figure_of(graph, question, Recent()) == here


def test_beyond_the_hard_limit_there_is_a_table_that_says_so(
    service: TestClient, training: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "MOST", 40)
    page = service.get("/explore", params={"around": training, "limit": 40}, headers=PAGE).text
    shown = etree.HTML(page)
    assert len(shown.xpath("//tr[@data-uid]")) == 40 and not shown.xpath("//*[@id='canvas']")
    assert "不能画成图" in shown.xpath("string(//*[@id='cut'])")
    assert service.get("/explore", params={"around": training, "limit": 3001}, headers=PAGE).status_code == 422


def test_the_page_says_that_it_draws_less_than_there_is_and_links_to_more(service: TestClient, training: str) -> None:
    answer = service.get("/explore", params={"around": training, "limit": 20}, headers=PAGE)
    assert answer.headers["content-security-policy"] == POLICY
    cut = etree.HTML(answer.text).xpath("//*[@id='cut']")[0]
    assert "20" in cut.xpath("string(.)") and "limit=3000" in cut.xpath(".//a/@href")[0]
    data = json.loads(etree.HTML(answer.text).xpath("string(//script[@id='figure'])"))
    assert len(data["nodes"]) == 20


def test_a_query_and_a_path_are_figures_too(service: TestClient, training: str) -> None:
    asked = {"query": "trainings.attendance", "params": '{"training": "美丽云南建设"}'}
    assert len(service.get("/explore.json", params=asked).json()["nodes"]) > 100
    around = service.get("/explore.json", params={"around": training}).json()["nodes"]
    one, other = [node["uid"] for node in around if node["label"] == "Official"][:2]
    found = service.get("/explore.json", params={"from": one, "to": other}).json()
    assert {one, other} < {node["uid"] for node in found["nodes"]}
    assert sum(edge["path"] for edge in found["edges"]) >= len(found["nodes"]) - 1


def test_the_svg_holds_every_name_on_lines_that_fit_and_the_legend(service: TestClient, training: str) -> None:
    found = service.get("/explore.json", params={"around": training}).json()
    answer = service.get("/explore.svg", params={"around": training, "kind": "Agency"})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = etree.fromstring(answer.content)
    agencies = [node for node in found["nodes"] if node["label"] == "Agency"]
    drawn = root.findall("{*}g")
    assert len(drawn) == len(agencies)
    for group in drawn:
        node = next(each for each in agencies if each["name"] == group.findtext("{*}title"))
        assert [span.text for span in group.findall(".//{*}tspan")] == node["lines"].split("\n")
    assert not root.findall(".//{*}script") and "机构" in "".join(root.itertext())
    left, top, wide, high = (float(part) for part in root.get("viewBox").split())
    for node in agencies:
        assert left < node["x"] - node["w"] / 2 and node["x"] + node["w"] / 2 < left + wide
        assert top < node["y"] - node["h"] / 2 and node["y"] + node["h"] / 2 < top + high


def test_pins_and_hidden_nodes_are_in_the_exports(service: TestClient, training: str) -> None:
    found = service.get("/explore.json", params={"around": training}).json()
    one, other = (node for node in found["nodes"][:2])
    given = {"around": training, "hide": one["key"], "pin": f"{other['key']}.-1234.987"}
    graph = networkx.read_gexf(io.BytesIO(service.get("/explore.gexf", params=given).content))
    assert one["uid"] not in graph and len(graph) == len(found["nodes"]) - 1
    assert graph.nodes[other["uid"]]["viz"]["position"] == {"x": -1234.0, "y": -987.0, "z": 0.0}
    assert graph.nodes[other["uid"]]["label"] == other["name"]


def test_the_file_names_the_hashes_of_what_it_runs(service: TestClient, training: str) -> None:
    answer = service.get("/explore.html", params={"around": training})
    assert "attachment" in answer.headers["content-disposition"]
    policy = etree.HTML(answer.text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    assert "http://" not in answer.text.partition('<script type="application/json"')[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("around=agency-none", "agency-none"), ("around=%ED%A0%80", ""), ("around=x&query=a.b", "one of"), ("from=a", "both"),
        ("hops=4", "hops"), ("limit=0", "limit"), ("limit=2.5", "limit"), ("kind=Ship", "Ship"), ("type=LIKES", "LIKES"),
        ("since=2020-13-01", "since"), ("confidence=nan", "confidence"), ("derived=maybe", "derived"), ("hide=<script>", "hide"),
        ("pin=abc.1", "pin"), ("pin=abc.99999999.1", "pin"), ("add=x.abc", "add"), ("add=" + "_".join(["e.ag1"] * 61), "60"),
        ("layout=spiral", "layout"), ("query=no.such", "no.such"), ("query=plans.chain&params=[1]", "JSON"),
        ("around=event-1&add=n.agency-none", "event-1"),
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_in_one_sentence(service: TestClient, given: str, said: str) -> None:
    for form in ("", ".json", ".svg", ".gexf", ".html"):
        answer = service.get(f"/explore{form}?{given}")
        assert answer.status_code in (404, 422), (form, given)
        assert said in answer.json()["detail"]


def test_empty_values_of_a_form_ask_for_nothing() -> None:
    assert read_view(QueryParams("around=&hops=&region=&confidence=&since=&kind=&add=&hide=&pin=")) == read_view(
        QueryParams("")
    )
    assert not read_view(QueryParams("q=x")).question
    with pytest.raises(ApiError):
        read_view(QueryParams("confidence=2"))


def test_a_step_that_fits_nothing_adds_nothing(service: TestClient, training: str) -> None:
    plain = service.get("/explore.json", params={"around": training}).json()
    for step in ("e.agzzz", "p.agzzz.agyyy"):
        found = service.get("/explore.json", params={"around": training, "add": step})
        assert found.status_code == 200 and len(found.json()["nodes"]) == len(plain["nodes"])


def test_the_short_names_of_a_figure_are_unique_and_every_kind_has_a_look(service: TestClient, training: str) -> None:
    graph = service.app.state.graph  # type: ignore[attr-defined]
    figure = figure_of(graph, Question(around=training, hops=2), Recent())
    assert len({key_of(node.uid) for node in figure.nodes}) == len(figure.nodes)
    assert set(LOOKS) == set(LABELS)
    assert len({(look.shape, look.points, look.round) for look in LOOKS.values()}) == len(LOOKS)
    assert filtered(figure, Filters()) == figure


def test_a_figure_that_would_be_too_large_is_not_made(
    service: TestClient, training: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = service.app.state.graph  # type: ignore[attr-defined]
    monkeypatch.setattr(building, "MOST", 30)
    figure = figure_of(graph, Question(around=training, limit=20), Recent())
    with pytest.raises(EnvGovError, match="more than 30"):
        building.grown(graph, figure, f"e.{key_of(training)}")


def test_the_begin_page_and_the_search_work_without_scripts(service: TestClient) -> None:
    page = etree.HTML(service.get("/explore", headers=PAGE).text)
    assert page.xpath("//ul[@class='found']/li/a[contains(@href, '/explore?around=')]")
    found = etree.HTML(service.get("/explore", params={"q": "赣州", "lang": "en"}, headers=PAGE).text)
    assert all("lang=en" in href for href in found.xpath("//ul[@class='found']/li/a/@href"))
    assert "Nothing" in service.get("/explore", params={"q": "查无此名", "lang": "en"}, headers=PAGE).text

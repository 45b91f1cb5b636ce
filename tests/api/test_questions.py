"""Questions in words: how many are read rightly, that nothing is claimed where that is not sure, and the faces that ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import ROOT, run_envgov
from envgov.api.asked.names import Names, read_names
from envgov.api.asked.reading import LONGEST, Understood, understand
from envgov.graph.errors import QueryError
from envgov.graph.queries import bind, load_queries
from envgov.graph.store import open_store
from envgov.graph.yaml_text import read_yaml
from fastapi.testclient import TestClient

pytestmark = pytest.mark.server
CASES: list[dict[str, Any]] = read_yaml((ROOT / "tests" / "cases" / "questions.yaml").read_text("utf-8"))
# Right and wrong of each set; the rest is not understood, and says so. Floors only rise.
FLOORS = {"own": (59, 0), "open": (69, 0), "blind": (61, 2)}


@pytest.fixture(scope="module")
def names(filled: str) -> Names:
    with open_store(filled) as store:
        return read_names(store.run)


def letters(value: object) -> str:
    return "".join(each for each in str(value) if each.isalnum())


def same(names: Names, question: str, param: str, pair: tuple[object, object]) -> bool:
    """Say whether two values of a parameter mean the same: a part of a name is enough, as for the queries themselves."""
    wanted, got = map(letters, pair)
    if param == "fact":  # its key is no word of a question
        return bool(got)
    if wanted in got or got in wanted:
        return True
    if param == "on" and not any(each in question for each in "日号-"):  # only the month is said
        return wanted[:6] == got[:6]
    found = [names.spans(str(each)) for each in pair]
    return param not in ("plan", "event", "training") and all(found) and found[0][0].value == found[1][0].value


def judged(names: Names, case: Mapping[str, Any], understood: Understood) -> str:
    sure, wanted = understood.sure, case.get("params") or {}
    if case["query"] is None:
        return "wrong" if sure else "right"
    if sure is None:
        return "not understood"
    alike = sure.query.name == case["query"] and set(sure.params) == set(wanted)
    return (
        "right"
        if alike and all(same(names, case["q"], key, (value, sure.params[key])) for key, value in wanted.items())
        else "wrong"
    )


def test_the_questions_are_read_as_they_are_meant(names: Names) -> None:
    found: dict[str, Counter[str]] = {each: Counter() for each in FLOORS}
    told = []
    for case in CASES:
        verdict = judged(names, case, understood := understand(names, case["q"]))
        found[case.get("set", "own")][verdict] += 1
        if verdict != "right" and case.get("set") != "blind":
            told.append((verdict, case["q"], [each.said for each in understood.nearest]))
    for each, (right, wrong) in FLOORS.items():
        assert found[each]["right"] >= right, (found, told)
        assert found[each]["wrong"] <= wrong, (found, told)
    total = sum(found.values(), Counter())
    assert len(CASES) >= 160
    assert total["right"] >= 0.9 * len(CASES), found
    assert total["wrong"] <= 0.02 * len(CASES), found


def test_every_query_can_be_asked_in_words() -> None:
    assert {case["query"] for case in CASES} - {None} == set(load_queries())


def test_a_sure_reading_can_be_run_as_it_is(names: Names) -> None:
    for case in CASES:
        if (sure := understand(names, case["q"]).sure) is not None:
            bind(sure.query, sure.params)


def test_what_is_not_sure_is_offered_and_not_claimed(names: Names) -> None:
    understood = understand(names, "Who chaired the Huaihua meeting?")  # no event is known to be of that division
    assert understood.sure is None
    assert [each.query.name for each in understood.nearest] == ["events.chairs"]
    assert not understand(names, "").nearest
    with pytest.raises(QueryError, match="characters"):
        understand(names, "谁" * (LONGEST + 1))


def test_a_name_with_one_wrong_character_is_said_to_be_guessed(names: Names) -> None:
    understood = understand(names, "苏望月担任什么职务")
    assert understood.sure is not None
    assert (understood.sure.params, understood.guessed) == ({"official": "苏望岳"}, (("苏望月", "苏望岳"),))


def test_the_command_says_how_it_read_the_question(filled_folder: Any, tmp_path: Any) -> None:
    asked = ("ask", "哪些局参加了云南的培训?", "--format", "json", "--store", str(filled_folder))
    done = run_envgov(*asked, "--explain")
    assert done.returncode == 0, done.stderr
    assert "trainings.attendance region=云南省" in done.stderr
    assert "MATCH (t:Training)" in done.stderr
    assert "云南省生态环境厅" in done.stdout
    done = run_envgov("ask", "包头的房价会涨吗", "--store", str(filled_folder))
    assert (done.returncode, done.stdout) == (3, "")


def test_the_service_and_its_page_show_the_reading(service: TestClient) -> None:
    told = service.get("/v1/questions", params={"q": "池州相关的都有啥", "limit": 2}).json()
    assert told["data"]["reading"]["query"] == "regions.activity"
    assert told["data"]["reading"]["params"] == {"region": "池州市"}
    assert len(told["data"]["rows"]) == told["meta"]["count"] == 2
    assert service.get(told["data"]["reading"]["address"]).status_code == 200
    unsure = service.get("/v1/questions", params={"q": "Who chaired the Huaihua meeting?"}).json()["data"]
    assert (unsure["reading"], unsure["rows"]) == (None, [])
    assert unsure["nearest"][0]["query"] == "events.chairs"
    page = service.get("/search", params={"q": "池州相关的都有啥", "lang": "en"}, headers={"Accept": "text/html"}).text
    assert "/queries/regions.activity?" in page
    assert "The question is read as" in page

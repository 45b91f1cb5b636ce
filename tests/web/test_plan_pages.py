"""A plan's pages: timeline, matrix, deadlines, chain; the pictures by their geometry, the pages in a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
from envgov.api.app import create_app
from envgov.api.charts.geometry.timeline import lay
from envgov.api.charts.svg import lines, width
from envgov.api.charts.tiers import Box, draw_tiers
from envgov.api.charts.timeline import draw_timeline
from envgov.api.settings import Settings
from envgov.api.web.language import LANGUAGES, words
from envgov.api.web.matrix import matrix_of
from envgov.api.web.plans import nested
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from serving import serving

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("timeline", "matrix", "overdue", "unassigned", "chain")
# The statements run on both engines elsewhere; pages are made alike of either's rows.
EMBEDDED = pytest.mark.parametrize("filled", ["embedded"], indirect=True, scope="module")
EVIL = "<script>alert(1)</script>\"'&\x00\u202e治理"


FACT = {"fact": "f", "derived": False, "confidence": 1.0, "documents": 1}
DATES = ("start", "end", "due", "due_max", "due_text", "due_basis", "phase", "phase_uid")


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn.encode())  # noqa: S314 - drawn by ourselves


def row(kind: str, seq: int, **given: object) -> dict[str, Any]:
    own = {"kind": kind, "seq": seq, "uid": f"{kind}-{seq}", "name": "整治" * 30}
    return dict.fromkeys(DATES) | FACT | own | given


def a_timeline(months: int) -> Any:
    last = f"{2020 + (months - 1) // 12}-{(months - 1) % 12 + 1:02d}"
    return lay(
        [
            row("phase", 1, start="2020-01", end=last),
            *[row("task", n, due=last, due_basis="phase", phase="一", phase_uid="phase-1") for n in range(1, 12)],
            row("task", 12, due="2020-01", due_max="2020-01-31", due_basis="text"),
            row("task", 13, name=EVIL, due="2020-01-15", due_max="2020-01-15", due_basis="text"),
        ]
    )


def texts(drawn: str) -> list[tuple[str, float, float, float, float]]:
    """Return each line of text of a picture with its box: left, right, top, bottom."""
    found = []
    for text in parsed(drawn).iter(f"{SVG}text"):
        size, anchor = float(text.get("font-size", "14")), text.get("text-anchor", "start")
        for span in text:
            wide, x = width(span.text or "") * size, float(span.get("x", "0"))
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            foot = float(span.get("y", "0"))
            found.append((span.text or "", left, left + wide, foot - size * 0.85, foot + size * 0.15))
    return [each for each in found if each[0]]


@pytest.mark.parametrize("months", [1, 5, 18, 36, 61, 240])
@pytest.mark.parametrize("on", ["2019-01-01", "2020-01-20", "2039-12-31"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_timeline_lies_on_another_or_outside(months: int, on: str, language: str) -> None:
    drawn = draw_timeline(a_timeline(months), words(language), on=date.fromisoformat(on), plan=EVIL)
    root = parsed(drawn)
    _x, _y, wide, high = map(float, root.get("viewBox", "").split())
    placed = texts(drawn)
    for text, left, right, top, bottom in placed:
        assert left >= 0 and right <= wide and top >= 0 and bottom <= high, text
    for one, other in combinations(placed, 2):
        apart = one[2] <= other[1] or other[2] <= one[1] or one[4] <= other[3] or other[4] <= one[3]
        assert apart, (one, other)
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("width", "0")) >= 0
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= wide + 0.1


def test_a_timeline_is_told_to_those_who_hear_it_and_holds_no_markup_of_a_text() -> None:
    drawn = draw_timeline(a_timeline(12), words("zh"), on=date(2020, 6, 1), plan=EVIL)
    root = parsed(drawn)
    assert root.get("role") == "img"
    named = {each.get("id") for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set(root.get("aria-labelledby", "").split()) == named
    assert "<script" not in drawn and " style=" not in drawn and "\x00" not in drawn and "\u202e" not in drawn


def test_chinese_lines_keep_their_width_and_their_signs_together() -> None:
    text = "完成《重点流域水生态环境保护规划》（2021—2025年）的编制，并于2020年12月31日前报送。" * 3
    made = lines(text, 16, 20)
    assert "".join(made) == text
    assert all(width(line) <= 16 for line in made)
    assert not any(line[0] in "，。》）" or line[-1] in "《（" for line in made)
    assert lines(text, 16, 2)[-1].endswith("…") and width(lines(text, 16, 2)[-1]) <= 16


def step(source: str, target: str, hop: int) -> dict[str, Any]:
    ends = {"source": source, "source_uid": source, "target": target, "target_uid": target, "number": "", "issuers": []}
    return FACT | ends | {"relation": "BASED_ON", "kind": "根据", "hop": hop}


CHAIN = [step("a", "b", 1), step("a", "c", 1), step("b", "d", 2), step("c", "d", 2), step("d", "a", 3)]


def test_a_chain_that_comes_back_ends() -> None:
    steps = nested("a", CHAIN)
    assert [(each.row["target"], each.again) for each in steps] == [("b", False), ("c", False)]
    assert [(each.row["target"], each.again) for each in steps[0].steps] == [("d", False)]
    assert steps[0].steps[0].steps[0].again and steps[1].steps[0].again


def test_the_tiers_of_a_chain_do_not_overlap() -> None:
    many = [*CHAIN, *[step("a", f"依据{n}" * 20, 1) for n in range(9)]]
    drawn = draw_tiers(Box("a", EVIL, "号"), many, words("zh"))
    root = parsed(drawn)
    boxes = [tuple(float(each.get(name, "0")) for name in ("x", "y", "width", "height")) for each in root.iter(f"{SVG}rect")][1:]  # fmt: skip
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1
    assert "<script" not in drawn and "还有" in drawn


def duty(task: int, body: str, role: str, **given: object) -> dict[str, Any]:
    ends = {"task": f"任务{task}", "task_uid": f"task-{task}", "agency": body, "agency_uid": f"agency-{body}"}
    return FACT | ends | {"role": role} | given


def test_a_matrix_is_sorted_and_a_collective_is_one_column() -> None:
    rows = [
        duty(1, "乙", "配合"), duty(1, "甲", "牵头"), duty(2, "甲", "配合"), duty(2, "甲", "牵头"),
        duty(2, "各县", "责任", agency_uid="group-1"), duty(3, "各县", "责任", agency_uid="group-2", derived=True),
    ]  # fmt: skip
    made = matrix_of(rows)
    assert [uid for uid, _text in made.tasks] == ["task-1", "task-2", "task-3"]
    assert [name for _uid, name in made.bodies] == ["甲", "各县", "乙"]
    assert [mark.sign for mark in made.marks["task-2", "agency-甲"]] == ["◎", "○"]
    assert made.marks["task-3", "group-1"][0].derived and made.derived


YEARLESS = """海东市湟水河湿地修复<b>实施方案
来源：海东市生态环境局
为修复湟水河湿地，制定本方案。
一、实施步骤
（一）摸底阶段（5月至9月）。1.完成湿地排查。
（二）整治阶段（2024年10月至2025年6月）。1.补种芦苇600亩。2.每季度通报一次进展。
二、责任分工
1.清理岸线垃圾。由市水务局负责，11月底前完成。
"""


COLLECTIVE = """云南省湿地巡护实施方案
来源：云南省生态环境厅
为保护湿地，制定本方案。
一、责任分工
1.清理岸线垃圾。由16个州（市）生态环境局负责，省林业和草原局配合，2024年11月底前完成。
"""


@pytest.fixture(scope="module")
def address(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the service over the samples and a plan that leaves years open."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "yearless.txt").write_text(YEARLESS, "utf-8")
    (folder / "collective.txt").write_text(COLLECTIVE, "utf-8")
    read = [read_facts(found) for found in read_paths([folder]) if isinstance(found, Document)]
    with open_store(filled, access="write") as store:
        store.write(read)
    settings = Settings(state=str(tmp_path_factory.mktemp("state")), requests_a_minute=0)
    with serving(create_app(filled, settings=settings)) as found:
        yield found


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """Return a client of the service."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def plan(client: httpx.Client) -> str:
    """Return the address of the planning programme of the samples."""
    rows = client.get("/v1/plans", params={"q": "规划编制工作方案", "limit": 100}).json()["data"]
    return "/plans/" + next(row["uid"] for row in rows if client.get(f"/v1/plans/{row['uid']}/phases").json()["data"])


@EMBEDDED
def test_every_view_of_a_plan_links_to_the_others_and_to_its_data(client: httpx.Client, plan: str) -> None:
    for view in VIEWS:
        page = client.get(f"{plan}/{view}?on=2020-12-01&lang=en", headers={"Accept": "text/html"})
        assert page.status_code == 200, page.text
        assert all(f'href="{plan}/{other}?lang=en"' in page.text for other in VIEWS)
        assert " style=" not in page.text and "unsafe-inline" not in page.headers["content-security-policy"]
        for form in ("json", "csv", "xlsx"):
            link = re.search(rf'href="([^"]+\.{form}[^"]*)" download', page.text)
            assert link, (view, form)
            data = client.get(link.group(1).replace("&amp;", "&"))
            assert data.status_code == 200, link.group(1)
            assert form != "csv" or data.content.startswith(b"\xef\xbb\xbf")
            assert client.get(f"{plan}/{view}.{form}?on=2020-12-01").status_code == 200


@EMBEDDED
def test_pages_show_what_the_rows_say(client: httpx.Client, plan: str) -> None:
    rows = client.get(f"/v1{plan}/matrix").json()["data"]
    page = client.get(f"{plan}/matrix").text
    assert page.count('class="sign"') - 3 == len(rows) > 0  # three in the legend
    assert all(f'/facts/{row["fact"]}"' in page for row in rows)
    overdue = client.get("/v1/queries/tasks.overdue", params={"on": "2020-12-01", "plan": plan.rpartition("/")[2]}).json()["data"]  # fmt: skip
    assert client.get(f"{plan}/overdue?on=2020-12-01").text.count('data-label="期限"') == len(overdue) > 0
    assert f"{len(overdue)} 项任务期限已过" in client.get(f"{plan}/timeline?on=2020-12-01").text
    free = client.get("/v1/queries/tasks.unassigned", params={"plan": plan.rpartition("/")[2]}).json()["data"]
    assert f"{len(free)} 项任务没有责任单位" in client.get(f"{plan}/unassigned").text
    assert "依据" in client.get(f"{plan}/chain").text


@EMBEDDED
def test_members_of_a_collective_are_marked_as_derived(client: httpx.Client, plan: str) -> None:
    uid = client.get("/v1/plans", params={"q": "湿地巡护"}).json()["data"][0]["uid"]
    given, spread = (client.get(f"/v1/plans/{uid}/matrix?members={each}").json()["data"] for each in ("false", "true"))
    through = [row for row in spread if row["through_group"]]
    assert (len(given), len(through), len(spread)) == (2, 16, 17)
    assert all(row["derived"] and row["agency_uid"].startswith("agency-") for row in through)
    assert {row["fact"] for row in spread} == {row["fact"] for row in given}
    page = client.get(f"/plans/{uid}/matrix?members=true").text
    assert page.count('class="sign derived" href') == 16
    assert (
        "matrix.csv?members=true" in page
        and client.get(f"/plans/{uid}/matrix.json?members=true").json()["data"] == spread
    )
    whole = client.get(f"/plans/{uid}/matrix").text
    assert "sign derived" not in whole and "members=true" in whole
    assert "members=true" not in client.get(f"{plan}/matrix").text  # its collectives have no members


@EMBEDDED
def test_a_plan_without_years_is_listed_and_its_hostile_name_is_text(client: httpx.Client) -> None:
    rows = client.get("/v1/plans", params={"q": "湟水河湿地修复"}).json()["data"]
    page = client.get(f"/plans/{rows[0]['uid']}/timeline?on=2025-01-01").text
    yearless = page.partition("<h2>年份不明</h2>")[2].partition("<h2>")[0]
    assert "05 至 09（年份未知）" in yearless and "清理岸线垃圾" in yearless and "补种芦苇" not in yearless
    assert "每季度" in page.partition("有日期的阶段和任务")[2].partition("<h2>")[0]
    assert "<b>" not in page and "湿地修复&lt;b&gt;" in page


@EMBEDDED
def test_pictures_are_files_of_their_own(client: httpx.Client, plan: str) -> None:
    for name in ("timeline.svg?on=2020-12-01", "chain.svg"):
        answer = client.get(f"{plan}/{name}")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert parsed(answer.text).tag == f"{SVG}svg"


@EMBEDDED
def test_what_there_is_not_is_refused(client: httpx.Client, plan: str) -> None:
    assert client.get(f"{plan}/timeline?on=2020-02-30").status_code == 422
    assert client.get("/plans/plan-00000000/timeline").status_code == 404
    assert client.get(f"{plan}/timeline.pdf").status_code == 404
    assert client.get(f"{plan}/none.csv").status_code == 404


@EMBEDDED
def test_a_plan_without_phases_or_duties_says_so(client: httpx.Client) -> None:
    rows = client.get("/v1/plans", params={"limit": 100}).json()["data"]
    bare = next(row["uid"] for row in rows if not client.get(f"/v1/plans/{row['uid']}/timeline").json()["data"])
    for view in VIEWS:
        assert client.get(f"/plans/{bare}/{view}").status_code == 200, view
    assert client.get(f"/plans/{bare}/timeline.svg").status_code == 404


READER = Path(__file__).parent / "plan_reader.py"
STEPS = (
    "chooses_a_day_on_the_timeline",
    "goes_to_the_evidence_of_a_mark_by_keyboard",
    "keeps_the_heads_of_the_matrix_in_sight",
    "goes_into_a_region_by_keyboard",
    "reads_without_scripts",
    "fits_the_screen_and_is_accessible",
    "says_nothing_wrong_anywhere",
)


@pytest.fixture(scope="module")
def outcome(address: str, plan: str) -> dict[str, str]:
    """Return what became of every step of a reader in a browser."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        if os.environ.get("CI"):
            pytest.fail("the tests of a plan's pages in a browser cannot run: apt-get install chromium fonts-noto-cjk")
        pytest.skip("left out: the tests of a plan's pages in a browser: apt-get install chromium fonts-noto-cjk")
    command = [sys.executable, str(READER), address, plan]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    assert found.keys() == set(STEPS)
    return found


@EMBEDDED
@pytest.mark.parametrize("step", STEPS)
def test_a_reader_of_a_plan(outcome: dict[str, str], step: str) -> None:
    assert outcome[step] == ""

"""Be a reader of /explore in headless Chromium: one function a thing that readers do; prints what became of each as JSON.

Usage: python tests/web/exploring.py ADDRESS FOLDER. It is a process of its own: Playwright and the Java of the embedded store
do not end together.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import networkx
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Error, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
CY = "document.getElementById('canvas')._cyreg.cy"
HOSTILE, MEETINGS = "event-hostile", "agency-meetings"
SECONDS = 20.0
SERIOUS = ("serious", "critical")


def wait(page: Any, text: str) -> None:
    """Wait until an expression is true; Playwright's own way needs the eval that the pages' policy forbids."""
    until = time.monotonic() + SECONDS
    while not _true(page, text):
        assert time.monotonic() < until, f"never true: {text}"
        page.wait_for_timeout(40)


def _true(page: Any, text: str) -> bool:
    try:
        return bool(page.evaluate(text))
    except Error as error:  # what was asked went with its page: the next one is on its way
        if "context was destroyed" not in str(error):
            raise
        return False


class Reader:
    """A browser with a window, and what went wrong in it."""

    def __init__(self, browser: Any, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.complaints: list[str] = []
        self.page = self.window()
        found = self.page.request.get(f"{address}/v1/search?q=美丽云南建设培训班&kind=Training").json()["data"]
        self.training = str(found[0]["uid"])

    def window(self, **options: Any) -> Any:
        """Open a window whose console, errors and foreign requests are kept."""
        context = self.browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}, **options)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda each: self.complaints.append(each.text) if each.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "file:")):
            self.complaints.append(f"a request to {request.url}")

    def open(self, query: str, page: Any = None) -> Any:
        """Open the explorer and wait for its picture."""
        page = page or self.page
        page.goto(f"{self.address}/explore?{query}")
        page.wait_for_selector("#canvas[data-drawn]")
        return page

    def cy(self, text: str) -> Any:
        """Return what an expression about the picture gives; `cy` is the picture."""
        return self.page.evaluate(f"(() => {{ const cy = {CY}; return {text}; }})()")

    def shown(self) -> set[str]:
        """Return the uids of the nodes that are seen."""
        return set(self.cy("cy.nodes().filter(n => n.visible()).map(n => n.id())"))

    def places(self) -> dict[str, list[float]]:
        """Return where every node lies."""
        return dict(
            self.cy("cy.nodes().map(n => [n.id(), [Math.round(n.position('x')), Math.round(n.position('y'))]])")
        )

    def said(self) -> str:
        """Return what is said aloud."""
        return str(self.page.text_content("#status"))

    def press(self, *keys: str) -> None:
        """Press keys in the picture."""
        if self.page.evaluate("document.activeElement.id") != "canvas":
            self.page.focus("#canvas")
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, uid: str) -> None:
        """Click a node with the mouse."""
        at = self.cy(
            f"(() => {{ const n = cy.getElementById('{uid}'); cy.center(n); return n.renderedPosition(); }})()"
        )
        box = self.page.locator("#canvas").bounding_box()
        # Two choices in the middle of the picture are no double click, which opens a page.
        self.page.wait_for_timeout(600)
        self.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        self.until(f"cy.getElementById('{uid}').hasClass('chosen')")

    def until(self, text: str) -> None:
        """Wait until an expression about the picture is true."""
        wait(self.page, f"(() => {{ const cy = {CY}; return {text}; }})()")

    def given(self) -> dict[str, list[str]]:
        """Return the parameters of the address, once it has come to rest."""
        self.page.wait_for_timeout(400)
        return parse_qs(urlsplit(self.page.url).query)

    def query(self) -> str:
        """Return the address behind its question mark."""
        self.page.wait_for_timeout(400)
        return urlsplit(self.page.url).query


def all_nodes_are_seen_and_the_picture_is_not_blank(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    number = reader.cy("cy.nodes().length")
    assert number == len(reader.shown()) == reader.page.locator("#nodes tbody tr").count() > 150
    data = reader.cy("cy.png({full: true, scale: 1, bg: '#fff'})")
    inked = reader.page.evaluate(
        """async (data) => {
            const image = new Image(); image.src = data; await image.decode();
            const pen = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height}).getContext('2d');
            pen.drawImage(image, 0, 0);
            const {data: dots} = pen.getImageData(0, 0, image.width, image.height);
            let inked = 0;
            for (let at = 0; at < dots.length; at += 4) if (dots[at] + dots[at + 1] + dots[at + 2] < 740) inked += 1;
            return inked / (dots.length / 4);
        }""",
        data,
    )  # fmt: skip
    assert 0.05 < inked < 0.9, inked
    with reader.page.expect_download() as found:
        reader.page.click("[data-do=png]")
    assert Path(found.value.path()).read_bytes().startswith(b"\x89PNG")


def names_are_wrapped_and_lie_inside_their_boxes(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    wide = reader.cy("cy.nodes().map(n => [n.data('lines'), n.boundingBox({includeLabels: true}).w - n.data('w')])")
    assert any("\n" in lines for lines, _more in wide)
    assert all(more < 12 for _lines, more in wide), max(more for _lines, more in wide)


def a_node_is_expanded_and_nothing_moves(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    before = reader.places()
    uid = reader.cy("cy.nodes('.Region').filter(n => n.data('left') > 5).first().id()")
    reader.choose(uid)
    reader.press("e")
    reader.until(f"cy.nodes().length > {len(before)}")
    after = reader.places()
    assert {each: after[each] for each in before} == before
    assert 0 < len(after) - len(before) <= 50
    assert reader.page.locator("#nodes tbody tr").count() == len(after) == len(reader.shown())
    assert "新增" in reader.said() or "还有" in reader.said()
    reader.press("z")
    reader.until(f"cy.nodes().length == {len(before)}")
    reader.press("y")
    reader.until(f"cy.nodes().length == {len(after)}")
    assert reader.places() == after


def a_hub_is_expanded_in_parts_and_what_is_left_is_said(reader: Reader) -> None:
    reader.open(f"around={reader.training}&limit=5")
    assert "只画出" in reader.page.text_content("#cut")
    reader.choose(reader.training)
    reader.press("e")
    reader.until("cy.nodes().length == 55")
    assert "50" in reader.said() and "还有" in reader.said()
    reader.press("e")
    reader.until("cy.nodes().length == 105")


def a_node_is_hidden_and_comes_back(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}")
    before = reader.shown()
    uid = reader.cy("cy.nodes('.Event').first().id()")
    reader.choose(uid)
    reader.press("h")
    reader.until(f"!cy.getElementById('{uid}').visible()")
    assert before - reader.shown() == {uid} and "hide" in reader.given()
    reader.press("z")
    reader.until(f"cy.getElementById('{uid}').visible()")
    assert reader.shown() == before and "hide" not in reader.given()
    reader.press("y")
    reader.until(f"!cy.getElementById('{uid}').visible()")
    reader.press("r")
    reader.until(f"cy.getElementById('{uid}').visible()")


def a_node_is_pinned_by_keys_and_by_the_mouse(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}")
    reader.press("p", "Shift+ArrowRight", "Shift+ArrowDown")
    x, y = reader.places()[MEETINGS]
    assert "已固定" in reader.said()
    first = reader.places()
    at = reader.cy("cy.nodes('.Event').first().renderedPosition()")
    uid = reader.cy("cy.nodes('.Event').first().id()")
    box = reader.page.locator("#canvas").bounding_box()
    reader.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + at["x"] + 60, box["y"] + at["y"] + 40, steps=4)
    reader.page.mouse.up()
    reader.until(f"cy.getElementById('{uid}').hasClass('pinned')")
    assert reader.places()[uid] != first[uid]
    pins = {each.split(".")[0]: each.split(".")[1:] for each in reader.given()["pin"][0].split("_")}
    assert len(pins) == 2 and pins["agmeetings"] == [str(x), str(y)]
    reader.press("z")
    reader.until(f"!cy.getElementById('{uid}').hasClass('pinned')")
    assert reader.places() == first


def the_path_between_two_nodes_is_found(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    one, other = reader.cy("cy.nodes('.Official').map(n => n.id())")[:2]
    reader.choose(one)
    reader.press("x")
    assert "按 x" in reader.said()
    reader.choose(other)
    reader.press("x")
    reader.until("cy.edges('.path').length >= 2")
    on_path = set(reader.cy("cy.edges('.path').connectedNodes().map(n => n.id())"))
    assert {one, other} <= on_path
    assert "路径" in reader.said()


def the_legend_filters(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    before = reader.shown()
    reader.page.click(".legend label:has-text('机构')")
    reader.until("cy.nodes('.Agency').filter(n => n.visible()).length == 0")
    left = reader.shown()
    assert left and all(not uid.startswith("agency") for uid in left)
    assert reader.page.locator("#nodes tbody tr").count() == len(left)
    reader.page.click(".legend label:has-text('机构')")
    reader.until(f"cy.nodes().filter(n => n.visible()).length == {len(before)}")
    assert "kind" not in reader.given()


def the_slider_follows_the_dates_of_events(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}&hops=2")
    everything = reader.shown()
    reader.page.focus("#slide-since")
    for _month in range(3):
        reader.page.keyboard.press("ArrowRight")
    reader.until("!cy.getElementById('event-2019').visible()")
    shown = reader.shown()
    assert {"event-2020", "event-2021", "event-open"} <= shown
    assert "agency-only-2019" not in shown  # it is tied to nothing else
    reader.page.focus("#slide-until")
    reader.page.keyboard.press("ArrowLeft")
    reader.until("!cy.getElementById('event-2021').visible()")
    assert reader.given()["since"] == ["2019-08-01"] and reader.given()["until"] == ["2021-10-31"]
    reader.press("z", "z", "z", "z")
    reader.until(f"cy.nodes().filter(n => n.visible()).length == {len(everything)}")


FILTER = """async (search) => {
    const {shown} = await import('/static/explorer/filters.mjs'), {readState} = await import('/static/explorer/state.mjs');
    const {nodes, edges} = shown(JSON.parse(document.getElementById('figure').textContent), readState(search));
    return [[...nodes], [...edges]];
}"""


def the_browser_and_the_server_filter_alike(reader: Reader) -> None:
    seen = set()
    for begin in (f"around={reader.training}", f"around={MEETINGS}&hops=2"):
        reader.open(begin)
        for filters in (
            "", "derived=false", "confidence=0.9", "kind=Agency&kind=Event", "region=region-530100", "since=2020-01-01",
            "until=2019-12-31", f"hide=ev{reader.training[6:16]}_ev2019", "derived=false&kind=Official&confidence=0.3",
        ):  # fmt: skip
            nodes, edges = reader.page.evaluate(FILTER, filters)
            page = etree.HTML(reader.page.request.get(f"{reader.address}/explore?{begin}&{filters}").text())
            assert set(page.xpath("//tr/@data-uid")) == set(nodes), begin + filters
            assert set(page.xpath("//tr/@data-fact")) == set(edges), begin + filters
            seen.add((len(nodes), len(edges)))
    assert len(seen) >= 9, seen


def the_address_brings_the_whole_view_back(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    reader.choose(reader.cy("cy.nodes('.Region').filter(n => n.data('left') > 5).first().id()"))
    number = len(reader.places())
    reader.press("e")
    reader.until(f"cy.nodes().length > {number}")
    reader.press("p", "Shift+ArrowUp", "ArrowLeft", "h", "+", "+")
    reader.page.select_option("#derived", "false")
    reader.page.click(".legend label:has-text('要求')")
    reader.until("cy.nodes('.Directive').filter(n => n.visible()).length == 0")
    query = reader.query()
    before = (reader.shown(), reader.places(), reader.cy("cy.nodes('.pinned').map(n => n.id())"))
    eye = reader.cy("[cy.zoom(), cy.pan().x, cy.pan().y]")
    reader.open(query)
    assert (reader.shown(), reader.places(), reader.cy("cy.nodes('.pinned').map(n => n.id())")) == before
    again = reader.cy("[cy.zoom(), cy.pan().x, cy.pan().y]")
    assert abs(again[0] - eye[0]) < 0.002 and all(abs(a - b) < 4 for a, b in zip(again[1:], eye[1:], strict=True))
    assert reader.page.locator("#derived").input_value() == "false"
    assert len(query) < 600, len(query)


def keys_alone_reach_everything(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}")
    for _stop in range(60):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.id") == "canvas":
            break
    assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert reader.cy("cy.$('.chosen').id()") == MEETINGS and "机构" in reader.said()
    names = set()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "]", "]", "["):
        reader.page.keyboard.press(key)
        names.add(reader.said())
    assert len(names) >= 3
    reader.page.keyboard.press("?")
    assert reader.page.locator("#help").is_visible()
    reader.page.keyboard.press("/")
    assert reader.page.evaluate("document.activeElement.id") == "seek-text"
    reader.page.keyboard.type("段一鸣")
    reader.page.wait_for_selector("#seek-list [role=option]")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.until("cy.$('.chosen').data('name') == '段一鸣'")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/officials/official-*")


def a_double_click_opens_the_page_and_an_edge_its_evidence(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}")
    edge = reader.cy("cy.edges().first().id()")
    middle = reader.cy("(() => { const m = cy.edges().first().renderedMidpoint(); return [m.x, m.y]; })()")
    box = reader.page.locator("#canvas").bounding_box()
    reader.page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    reader.page.wait_for_selector(f"#chosen a[href='/facts/{edge}']")
    reader.page.click("#chosen a[href^='/facts/']")
    reader.page.wait_for_url("**/facts/*")
    reader.open(f"around={MEETINGS}")
    at = reader.cy("cy.nodes('.Event').first().renderedPosition()")
    reader.page.mouse.dblclick(box["x"] + at["x"], box["y"] + at["y"])
    reader.page.wait_for_url("**/events/event-*")


def dashes_mean_derived(reader: Reader) -> None:
    reader.open(f"around={reader.training}")
    styles = reader.cy("cy.edges().map(e => [e.data('derived'), e.style('line-style')])")
    assert {tuple(each) for each in styles} == {(True, "dashed"), (False, "solid")}


def exports_hold_what_is_seen(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}&hops=2")
    reader.choose("event-2019")
    reader.press("h")
    reader.until("!cy.getElementById('event-2019').visible()")
    seen = reader.shown()
    links = dict(reader.page.locator("#exports a").evaluate_all("all => all.map(a => [a.dataset.form, a.href])"))
    svg = etree.fromstring(reader.page.request.get(links["svg"]).body())
    assert len(svg.findall(".//{*}g")) == len(seen)
    gexf = networkx.read_gexf(io.BytesIO(reader.page.request.get(links["gexf"]).body()))
    assert set(gexf.nodes) == seen
    _open_file(reader, links["html"], seen)


def _open_file(reader: Reader, address: str, seen: set[str]) -> Any:
    path = reader.folder / "figure.html"
    path.write_bytes(reader.page.request.get(address).body())
    page = reader.window(offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    wait(page, f"{CY}.nodes().length > 0")
    assert set(page.evaluate(f"{CY}.nodes().filter(n => n.visible()).map(n => n.id())")) == seen
    assert page.locator("#nodes tbody tr").count() == len(seen)
    assert len(asked) == 1, asked
    findings = [each for each in Axe().run(page).response["violations"] if each["impact"] in SERIOUS]
    assert not findings, findings
    return page


def hostile_names_are_text(reader: Reader) -> None:
    reader.page.on("dialog", lambda dialog: reader.complaints.append(f"a dialog: {dialog.message}"))
    reader.open(f"around={HOSTILE}")
    names = reader.page.locator("#nodes tbody tr td:first-child").all_text_contents()
    assert "</script><script>alert(1)</script>" in names and '"><img src=x onerror=alert(1)>' in names
    assert len(reader.shown()) == reader.cy("cy.nodes().length") == len(names)
    for _node in names:
        reader.press("ArrowDown", "ArrowRight", "]")
        assert "机构" in reader.said() or "会议" in reader.said()
    assert reader.page.locator("main img, main script:not([type='application/json'])").count() == 0
    links = dict(reader.page.locator("#exports a").evaluate_all("all => all.map(a => [a.dataset.form, a.href])"))
    etree.fromstring(reader.page.request.get(links["svg"]).body())
    networkx.read_gexf(io.BytesIO(reader.page.request.get(links["gexf"]).body()))
    page = _open_file(reader, links["html"], reader.shown())
    assert "</script><script>alert(1)</script>" in page.text_content("h1")


def without_scripts_there_are_tables_and_a_still_picture(reader: Reader) -> None:
    page = reader.window(java_script_enabled=False)
    page.goto(f"{reader.address}/explore?around={MEETINGS}&hops=2")
    rows = page.locator("#nodes tbody tr").count()
    assert rows == 7
    assert page.locator("img.still").is_visible() and page.locator("img.still").bounding_box()["height"] > 100
    page.fill("#since", "2020-01-01")
    page.click("#narrow button")
    assert page.locator("#nodes tbody tr").count() == rows - 2
    page.goto(f"{reader.address}/explore?q=段一鸣")
    page.click(".found a")
    assert page.locator("#nodes tbody tr").count() > 1


def a_search_begins_a_picture(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}/explore")
    reader.page.fill("#seek-text", "段一鸣")
    reader.page.wait_for_selector("#seek-list [role=option]")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_selector("#canvas[data-drawn]")
    assert "段一鸣" in reader.page.text_content("h1")


def views_are_saved_by_name_and_taken_along(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}")
    reader.choose("event-2019")
    reader.press("h")
    reader.until("!cy.getElementById('event-2019').visible()")
    reader.page.fill("#save-name", "没有<2019>")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_selector("#saved-list a")
    with reader.page.expect_download() as found:
        reader.page.click("#save-file")
    file = reader.folder / "views.json"
    found.value.save_as(file)
    reader.open(f"around={reader.training}")
    reader.page.click("#saved-list button")
    assert reader.page.locator("#saved-list li").count() == 0
    reader.page.set_input_files("#load-file", str(file))
    reader.page.click("#saved-list a")
    reader.page.wait_for_selector("#canvas[data-drawn]")
    assert reader.page.text_content("h1") == "测试局" and "event-2019" not in reader.shown()
    bad = reader.folder / "bad.json"
    bad.write_text('{"name": "javascript:alert(1)"}', "utf-8")
    reader.page.set_input_files("#load-file", str(bad))
    wait(reader.page, "document.getElementById('status').textContent.includes('不是')")


def it_speaks_english(reader: Reader) -> None:
    reader.open(f"around={MEETINGS}&lang=en")
    assert reader.page.evaluate("document.documentElement.lang") == "en"
    assert "Expand" in reader.page.text_content(".tools") and "Agency" in reader.page.text_content(".legend")
    reader.press("Escape", "ArrowRight")
    assert "relationships drawn" in reader.said()
    assert "lang=en" in reader.query()


def axe_finds_nothing_serious(reader: Reader) -> None:
    for query in ("", f"around={MEETINGS}", f"around={reader.training}&lang=en"):
        reader.page.goto(f"{reader.address}/explore?{query}")
        if query:
            reader.page.wait_for_selector("#canvas[data-drawn]")
        found = [each for each in Axe().run(reader.page).response["violations"] if each["impact"] in SERIOUS]
        assert not found, [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


CHECKS: tuple[Callable[[Reader], None], ...] = (
    all_nodes_are_seen_and_the_picture_is_not_blank, names_are_wrapped_and_lie_inside_their_boxes,
    a_node_is_expanded_and_nothing_moves, a_hub_is_expanded_in_parts_and_what_is_left_is_said, a_node_is_hidden_and_comes_back,
    a_node_is_pinned_by_keys_and_by_the_mouse, the_path_between_two_nodes_is_found, the_legend_filters,
    the_slider_follows_the_dates_of_events, the_browser_and_the_server_filter_alike, the_address_brings_the_whole_view_back,
    keys_alone_reach_everything, a_double_click_opens_the_page_and_an_edge_its_evidence, dashes_mean_derived,
    exports_hold_what_is_seen, hostile_names_are_text, without_scripts_there_are_tables_and_a_still_picture,
    a_search_begins_a_picture, views_are_saved_by_name_and_taken_along, it_speaks_english, axe_finds_nothing_serious,
)  # fmt: skip


@contextmanager
def chromium() -> Any:
    """Yield Debian's Chromium."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def main(address: str, folder: Path, only: list[str]) -> None:
    """Do everything, or only what is named, and print what became of it."""
    became: dict[str, str] = {}
    with chromium() as browser:
        for check in CHECKS:
            if only and check.__name__ not in only:
                continue
            reader = Reader(browser, address, folder)
            try:
                check(reader)
                became[check.__name__] = "; ".join(reader.complaints)
            except Exception:  # noqa: BLE001 - what failed is told to the test of its name
                became[check.__name__] = traceback.format_exc()[-1500:] + "; ".join(reader.complaints)
            for context in browser.contexts:
                context.close()
    print(json.dumps(became, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

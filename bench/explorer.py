"""Measure the explorer: the click to the picture, the frames while it is panned, the layout of thousands, the cache; never a test.

Usage: python bench/explorer.py [NODES]     (300: of the picture in the browser)

It fills an embedded store with one meeting and its guests from many places, serves it, and opens the page in headless Chromium.
CPU seconds hold on a busy machine; the seconds to the picture and the frames need an idle one, so the load is printed, and the CPU
seconds of a click: on an idle machine a click takes about their sum.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from envgov.api.charts.geometry.boxes import box
from envgov.api.charts.geometry.layout import network
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node, Properties
from envgov.graph.store import open_store
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
from conftest import serving  # noqa: E402 - a service in a process of its own, as the tests have it

LAYOUT, TARGET_CPU, TARGET_CLICK = 3000, 15.0, 2.0
TIES_A_NODE = 1.63  # as in the graph that the libraries were compared on
PLACES = ("昆明市", "西双版纳傣族自治州", "丽江市", "怒江傈僳族自治州", "保山市")
BODIES = ("生态环境局", "发展和改革委员会", "人民政府办公室", "水务局")
EVIDENCE = Evidence(0, 2, "会议", 0, 2, "bench", 0.9)
PAN = """async () => {
    const cy = document.getElementById('canvas')._cyreg.cy, gaps = [];
    let last = performance.now();
    for (let step = 0; step < 90; step += 1) {
        cy.panBy({x: step % 30 < 15 ? 9 : -9, y: step % 20 < 10 ? 5 : -5});
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        gaps.push(now - last);
        last = now;
    }
    return gaps;
}"""


def cpu_of_layout(nodes: int) -> float:
    """Return the CPU seconds that a network of so many nodes takes."""
    random = Random(nodes)  # noqa: S311 - a sequence, no secret
    boxes = {f"agency-{i:05d}": box(random.choice(PLACES) + random.choice(BODIES)) for i in range(nodes)}
    uids = sorted(boxes)
    ties = [(uids[i], uids[int(random.random() ** 2 * i)]) for i in range(1, nodes)]
    ties += [(random.choice(uids), random.choice(uids)) for _ in range(round(nodes * (TIES_A_NODE - 1)))]
    begin = time.process_time()
    network({uid: (each.w, each.h) for uid, each in boxes.items()}, ties)
    return time.process_time() - begin


def documents(nodes: int) -> Iterator[DocumentFacts]:
    """Yield a document whose meeting has so many nodes around it, with relationships among them."""
    random, facts = Random(1), list[Fact]()  # noqa: S311
    kind: Properties = {"kind": "meeting"}
    meeting = Node("Event", "event-bench", "全省生态环境保护工作会议", ("Meeting",), kind)
    agencies = [
        Node("Agency", f"agency-{i:05d}", f"{random.choice(PLACES)}{random.choice(BODIES)}{i}")
        for i in range(nodes - 1)
    ]
    for number, agency in enumerate(agencies):
        facts.append(Fact(agency, "ATTENDED", EVIDENCE, object=meeting, derived=number % 3 == 0))
        if number:
            facts.append(Fact(agency, "UNIT_OF", EVIDENCE, object=agencies[int(random.random() ** 2 * number)]))
    own = {"script": "simplified", "chars": 2, "sha256": "b", "file": "b.txt", "text": "会议", "extractor": "1"}
    yield DocumentFacts(Node("Document", "document-bench", "会议", (), own), tuple(facts))


def cpu_of_service(address: str) -> float:
    """Return the CPU seconds that the service has used."""
    lines = httpx.get(f"{address}/v1/metrics", timeout=60).text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("process_cpu_seconds_total "))


def cpu_of(browser: Any) -> float:
    """Return the CPU seconds that all processes of a browser have used."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(each["cpuTime"] for each in found))


def in_browser(address: str, nodes: int) -> dict[str, Any]:
    """Return what each click to the picture takes, first and again, and the frames while it is panned."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(f"{address}/explore?around=event-bench&limit=50")  # the service has answered once: it is warm
        page.wait_for_selector("#canvas[data-drawn]")
        clicks = []
        for turn in range(4):
            page.goto(f"{address}/explore?q=全省生态环境保护工作会议")
            page.evaluate("l => document.querySelector('.found a').href += l", f"&limit={nodes + turn // 2}")
            service, own, begin = cpu_of_service(address), cpu_of(browser), time.perf_counter()
            page.click(".found a")
            page.wait_for_selector("#canvas[data-drawn]")
            clicks.append((time.perf_counter() - begin, cpu_of_service(address) - service, cpu_of(browser) - own))
        shown = page.evaluate("document.getElementById('canvas')._cyreg.cy.nodes().filter(n => n.visible()).length")
        gaps = sorted(page.evaluate(PAN))
        browser.close()
    frames = {"median": statistics.median(gaps), "95 %": gaps[int(0.95 * len(gaps))], "longest": gaps[-1]}
    return {"clicks": clicks, "shown": shown, "frames": frames}


def main(nodes: int) -> None:
    """Measure, and say what was measured."""
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for number in (300, 1000, LAYOUT):
        print(
            f"layout of {number}: {cpu_of_layout(number):.2f} CPU s"
            + (f" (at most {TARGET_CPU:g})" if number == LAYOUT else "")
        )
    with TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        with open_store(store, access="write") as opened:
            opened.write(documents(nodes))
        with serving(store) as address:
            found = in_browser(address, nodes)
    print(f"click to picture of {found['shown']} nodes (at most {TARGET_CLICK:g} s):")
    for number, (seconds, service, own) in enumerate(found["clicks"]):
        kind = "kept" if number % 2 else "new"
        print(f"  {kind}: {seconds:.2f} s; CPU s: {service:.2f} of the service, {own:.2f} of the browser")
    print("frames while panned, ms:", ", ".join(f"{name} {value:.0f}" for name, value in found["frames"].items()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

"""Take the pictures of docs/pages.md: load the samples, serve them, look at four pages in headless Chromium.

Usage: python tools/picture_pages.py [ADDRESS] - with the address of a service that runs already, nothing is loaded.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
ENVGOV = [sys.executable, "-c", "from envgov.api.cli.main import main; main()"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
LARGEST = 150_000  # bytes of a picture
COLOURS = 128
SECONDS = 60  # for a service to start
BUREAU = "昆明市生态环境局"


@contextmanager
def samples_served() -> Iterator[str]:
    """Load the samples into a store of their own and yield the address of a service over it."""
    with TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        subprocess.run([*ENVGOV, "load", str(ROOT / "samples"), "--store", store, "--quiet"], check=True)
        command = [*ENVGOV, "serve", "--store", store, "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ}) as process:
            words = (word for line in process.stderr or () for word in line.split())
            try:
                address = next(word for word in words if word.startswith("http")).rstrip("/")
                await_port(int(address.rpartition(":")[2]))
                yield address
            finally:
                process.terminate()
                process.wait(30)


def await_port(port: int) -> None:
    """Wait until something listens: a service says its address before it has opened the store."""
    for _try in range(SECONDS * 4):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.25)
    raise SystemExit(f"nothing listens on port {port}")


def keep(page: Page, name: str) -> None:
    """Keep what the window shows as a small PNG."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(IMAGES / f"pages-{name}.png", optimize=True)
    size = (IMAGES / f"pages-{name}.png").stat().st_size
    if size > LARGEST:
        raise SystemExit(f"pages-{name}.png has {size} bytes; at most {LARGEST} are allowed")


def start(page: Page) -> None:
    """Show the start page while somebody types."""
    page.goto("/")
    page.locator("#words").press_sequentially("云南 培训")
    page.locator("#found a").first.wait_for()
    keep(page, "start")


def evidence(page: Page) -> None:
    """Show the evidence of a derived fact below its row."""
    page.goto("/events?kind=training&q=美丽云南")
    page.get_by_role("table").get_by_role("link").first.click()
    row = page.locator("tbody tr").filter(has=page.get_by_role("link", name=BUREAU, exact=True)).first
    row.locator("a.evidence").click()
    page.locator("tr.panel").wait_for()
    page.locator("tr.panel").evaluate("panel => window.scrollTo(0, panel.getBoundingClientRect().top + scrollY - 420)")
    keep(page, "evidence")


def document(page: Page) -> None:
    """Show a document before and after its repair, with the characters of a fact."""
    uid = page.request.get("/v1/documents?q=huaihua").json()["data"][0]["uid"]
    rows = page.request.get(f"/v1/documents/{uid}/statements?limit=200").json()["data"]
    row = next(each for each in rows if each["predicate"] == "HOLDS")
    page.goto(f"/documents/{uid}?start={row['start']}&end={row['end']}&raw=1")
    keep(page, "document")


def query(page: Page) -> None:
    """Show a named query in English."""
    page.goto("/queries/plans.phase_tasks?plan=规划编制工作方案&lang=en")
    keep(page, "query")


def take(address: str, pictures: Sequence[Callable[[Page], None]], width: int) -> None:
    """Take pictures of a service in a window of so many pixels."""
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        context = browser.new_context(viewport={"width": width, "height": 860}, locale="zh-CN", base_url=address)
        page = context.new_page()
        page.set_default_timeout(60_000)
        for each in pictures:
            each(page)
        browser.close()


def main(pictures: Sequence[Callable[[Page], None]], width: int) -> None:
    """Take pictures of the service at the address that the command line names, else of one of the samples."""
    if len(sys.argv) > 1:
        take(sys.argv[1], pictures, width)
        return
    with samples_served() as served:
        take(served, pictures, width)


if __name__ == "__main__":
    main((start, evidence, document, query), 1280)

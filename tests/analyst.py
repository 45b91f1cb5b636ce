"""Be an analyst: do docs/neo4j-browser.md in a Neo4j Browser in headless Chromium, block by block.

Usage: python tests/analyst.py BROWSER BOLT SERVICE, with NEO4J_PASSWORD set. ENVGOV_SCREENSHOTS names a folder for the
pictures of the docs.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from envgov.api.browser_kit import FOLDERS, saved_queries, saved_zip
from playwright.sync_api import sync_playwright

PAGE = Path(__file__).parent.parent / "docs" / "neo4j-browser.md"
BLOCKS = re.findall(r"```(browser|cypher)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
IMAGES = os.environ.get("ENVGOV_SCREENSHOTS")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MILLISECONDS = 60_000  # for the first answer of a cold server
DROP = """([data, name]) => {
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, {type: 'application/zip'}));
    const target = document.querySelector('[data-testid="main"]');
    for (const kind of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


class Analyst:
    """What a person does with the mouse and the keyboard in the Neo4j Browser."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def connect(self, uri: str) -> None:
        """Fill in the form of the first page."""
        self.page.wait_for_selector('[data-testid="boltaddress"]', timeout=MILLISECONDS)
        form = {"boltaddress": uri.partition("//")[2], "username": "neo4j", "password": os.environ["NEO4J_PASSWORD"]}
        for field, value in form.items():
            self.page.fill(f'[data-testid="{field}"]', value)
        self.page.click('[data-testid="connect"]')
        self.page.wait_for_selector(".monaco-editor", timeout=MILLISECONDS)
        self.page.wait_for_timeout(3000)  # the Browser asks for the labels and opens its start page

    def run(self, text: str) -> str:
        """Paste a block into the editor, run it, and return what the newest frame says."""
        before = self._newest()
        self.page.click(".monaco-editor")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Control+Enter")
        for _ in range(MILLISECONDS // 500):
            self.page.wait_for_timeout(500)
            said = self._newest()
            if said != before and text[:12] in said and len(said) > len(" ".join(text.split())) + 4:
                break
        self.page.wait_for_timeout(1000)
        said = self._newest()
        assert "ERROR" not in said, (text, said)
        return said

    def _newest(self) -> str:
        said: str = self.page.locator('[data-testid="frame"]').first.inner_text()
        return said

    def drop(self, content: bytes, name: str) -> None:
        """Drop a file on the window."""
        self.page.evaluate(DROP, [base64.b64encode(content).decode(), name])
        self.page.wait_for_timeout(1500)

    def captions(self) -> list[str]:
        """Return the captions of the nodes that the newest frame draws."""
        frame = self.page.locator('[data-testid="frame"]').first
        frame.locator("g.node").first.wait_for(timeout=MILLISECONDS)
        self.page.wait_for_timeout(2500)  # the nodes find their places
        return [each.strip() for each in frame.locator("g.node text").all_text_contents() if each.strip()]

    def picture(self, name: str) -> None:
        """Keep a picture for the docs, where that is asked for."""
        if IMAGES:
            self.page.screenshot(path=Path(IMAGES) / f"browser-{name}.png")


def follow_the_page(analyst: Analyst, address: str) -> None:
    """Paste every block of the page, import the saved queries and run four of them."""
    commands = [text.replace("http://localhost:8000", address).strip() for kind, text in BLOCKS if kind == "browser"]
    statements = [text.strip() for kind, text in BLOCKS if kind == "cypher"]
    assert (len(commands), len(statements)) == (2, 10)
    assert "caption: " in (said := analyst.run(commands[0])), said
    assert "第一次查询" in analyst.run(commands[1])
    analyst.picture("guide")
    for text in statements:
        assert "no changes, no records" not in analyst.run(text), text
    assert "true" in analyst.run(statements[-1] + " // 再看一次")
    analyst.drop(saved_zip(), "queries.zip")
    analyst.page.click('[data-testid="navigationFavorites"]')
    analyst.page.click(f'text="{FOLDERS["trainings"]}"', timeout=MILLISECONDS)
    analyst.page.wait_for_selector("text=哪些局参加了哪些培训", timeout=MILLISECONDS)
    analyst.picture("saved")
    analyst.page.click('[data-testid="navigationFavorites"]')
    saved = dict(saved_queries())
    for name, caption in {"training": "全省", "plan": "前期", "posts": "厅长"}.items():
        analyst.run(saved[f"{FOLDERS['pictures']}/{name}.cypher"])
        captions = analyst.captions()
        assert len(captions) > 5
        assert any(caption in each for each in captions), (name, captions)
        analyst.picture(name)
    assert "昆明市生态环境局" in analyst.run(saved[f"{FOLDERS['trainings']}/attendance.cypher"])


def main() -> None:
    """Open the Browser, connect, and follow the page."""
    browser, uri, address = sys.argv[1:]
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        analyst = Analyst(running.new_page(viewport={"width": 1400, "height": 900}))
        analyst.page.goto(browser)
        analyst.connect(uri)
        follow_the_page(analyst, address)
        running.close()


if __name__ == "__main__":
    main()

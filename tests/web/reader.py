"""Be a reader of the pages in headless Chromium: every step is a function; what became of each is printed as JSON.

Usage: python tests/web/reader.py ADDRESS, with ENVGOV_TEST_KEY, a key that may write. A process of its own, as the browser's
driver and the Java of the embedded store do not end together.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
BUREAU = "昆明市生态环境局"
TRAINING = "全省生态环境“十五五”规划编制和美丽云南建设培训班"
PROGRAMME = "赣州市“十四五”生态环境保护规划编制工作方案"
VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI, e.sample))"
FOCUSED = """() => { const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
  return {tag: on.tagName, text: (on.textContent || on.name || '').trim().slice(0, 40), outline: style.outlineStyle,
          width: parseFloat(style.outlineWidth), seen: box.width > 0 && box.height > 0 && box.right > 0}; }"""
MAIN = (
    "/", "/agencies", "/officials", "/events", "/plans", "/tasks", "/documents", "/quality", "/queries",
    "/queries/trainings.attendance",
)  # fmt: skip


class Reader:
    """A browser, the address of the service, and what went wrong in any page of it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.wrong: list[str] = []
        self.clicks = 0

    @contextmanager
    def page(
        self, *, width: int = 1280, language: str = "zh-CN", scripts: bool = True, watched: bool = True
    ) -> Iterator[Page]:
        """Yield a page of a new reader."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=scripts,
            base_url=self.address,
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        if watched:
            page.add_init_script(VIOLATIONS)
            page.on(
                "console",
                lambda said: (
                    self.wrong.append(f"{page.url} {said.text}") if said.type in ("error", "warning") else None
                ),
            )
            page.on("pageerror", lambda error: self.wrong.append(f"{page.url} {error}"))
            page.on(
                "requestfailed",
                lambda request: (
                    self.wrong.append(f"{request.url} {request.failure}")
                    if "/events" not in request.url and request.failure != "net::ERR_ABORTED"
                    else None
                ),
            )
        yield page
        context.close()

    def click(self, target: Any) -> None:
        """Click, and count it."""
        self.clicks += 1
        target.click()


def finds_the_sentence_in_four_clicks(reader: Reader) -> None:
    """From the start page to the characters that say which bureaus attended the training."""
    reader.clicks = 0
    with reader.page() as page:
        page.goto("/")
        page.locator("#words").press_sequentially("云南 培训")
        reader.click(page.locator("#found").get_by_role("link", name=TRAINING, exact=True))
        reader.click(page.locator("summary").filter(has_text="16个州（市）生态环境局 · 16"))
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=BUREAU, exact=True))
        expect(row).to_contain_text("经“16个州（市）生态环境局”推得")
        reader.click(row.get_by_role("link", name="出处"))
        panel = page.locator("tr.panel")
        expect(panel.locator("mark").first).to_contain_text("16个州（市）生态环境局")
        expect(row.get_by_role("link", name="出处")).to_have_attribute("aria-expanded", "true")
        reader.click(panel.get_by_role("link", name="培训班在昆明举办").first)
        hit = page.locator("#hit")
        expect(hit).to_be_in_viewport()
        expect(hit).to_contain_text("16个州（市）生态环境局")
        expect(page.locator(".at")).to_contain_text("规则")
        assert reader.clicks <= 4, reader.clicks


def gets_a_briefing_in_four_clicks(reader: Reader) -> None:
    """From the start page to the slides of a programme."""
    reader.clicks = 0
    with reader.page() as page:
        page.goto("/")
        reader.click(page.get_by_role("link", name=PROGRAMME, exact=True).first)
        with page.expect_download(timeout=60_000) as got:
            reader.click(page.get_by_role("link", name="简报幻灯片（PPTX）"))
        assert got.value.suggested_filename.endswith(".pptx"), got.value.suggested_filename
        with ZipFile(got.value.path()) as slides:
            assert "ppt/presentation.xml" in slides.namelist()
        assert reader.clicks <= 4, reader.clicks


def opens_and_closes_a_panel(reader: Reader) -> None:
    """A second click on the same link closes what the first one opened."""
    with reader.page() as page:
        page.goto("/queries/trainings.attendance")
        link = page.get_by_role("link", name="出处").first
        link.click()
        expect(page.locator("tr.panel")).to_have_count(1)
        expect(page.locator("tr.panel mark").first).to_be_visible()
        link.click()
        expect(page.locator("tr.panel")).to_have_count(0)
        expect(link).to_have_attribute("aria-expanded", "false")


def reads_without_scripts(reader: Reader) -> None:
    """The same way without a single script."""
    with reader.page(scripts=False) as page:
        page.goto("/")
        page.locator("#words").fill("云南 培训")
        page.locator("form.large button").click()
        page.get_by_role("link", name=TRAINING).first.click()
        page.locator("summary").filter(has_text="16个州（市）生态环境局 · 16").click()
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=BUREAU, exact=True))
        row.get_by_role("link", name="出处").click()
        page.get_by_role("link", name="培训班在昆明举办").first.click()
        expect(page.locator("#hit")).to_contain_text("16个州（市）生态环境局")
        page.get_by_role("link", name="对照修复前的全文").click()
        expect(page.locator(".body.raw mark").first).to_contain_text("16个州")
        page.goto("/plans")
        page.get_by_label("名称的一部分").fill("规划编制")
        page.get_by_role("button", name="筛选").click()
        expect(page.get_by_role("table").get_by_role("link", name="工作方案").first).to_be_visible()


def switches_the_language(reader: Reader) -> None:
    """The switch changes the page that is open and stays over links; the browser's language decides before."""
    with reader.page() as page:
        page.goto("/events?kind=training")
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert "kind=training" in page.url
        page.get_by_role("link", name="Agencies", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Agencies")
        page.get_by_role("link", name="中文").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("机构")
    with reader.page(language="en-GB") as page:
        page.goto("/tasks")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tasks")


def uploads_with_live_progress(reader: Reader) -> None:
    """Sign in, send a file, see it being loaded without a reload, open the document, sign out."""
    with TemporaryDirectory() as folder, reader.page() as page:
        file = os.path.join(folder, "简报.txt")  # noqa: PTH118
        with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123
            out.write(
                "大理白族自治州生态环境局举办信访培训班\n\n2025年3月5日，大理白族自治州生态环境局在大理市举办信访培训班。"
            )
        page.goto("/upload")
        page.get_by_role("main").get_by_role("link", name="登录").click()
        page.get_by_label("密钥（gk_ 开头）").fill(os.environ["ENVGOV_TEST_KEY"])
        page.get_by_role("main").get_by_role("button", name="登录").click()
        page.wait_for_url("**/upload")
        page.locator("#files").set_input_files(file)
        page.get_by_role("button", name="上传").click()
        page.wait_for_url("**/jobs/job-*")
        page.evaluate("window.stayed = true")
        expect(page.locator("#job [data-status=done]")).to_be_visible(timeout=90_000)
        assert page.evaluate("window.stayed"), "the page was loaded again"
        page.locator("#job").get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("信访培训班")
        page.get_by_role("button", name="退出").click()
        page.goto("/jobs")
        expect(page.get_by_label("密钥（gk_ 开头）")).to_be_visible()
    # The answer 401 to somebody who is signed out is what the last line asked for.
    reader.wrong = [each for each in reader.wrong if not ("/jobs" in each and "401" in each)]


def goes_by_the_keyboard_only(reader: Reader) -> None:
    """The skip link comes first, each stop is seen, and Enter does what a click does."""
    with reader.page() as page:
        page.goto("/")
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUSED)
        assert first["text"] == "跳到正文" and first["seen"], first
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _stop in range(6):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            assert stop["outline"] != "none" and stop["width"] >= 2 and stop["seen"], stop
        page.locator("#words").focus()
        page.keyboard.type("云南 培训")
        expect(page.locator("#found a").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?*")
        until(page, TRAINING)
        page.keyboard.press("Enter")
        page.wait_for_url("**/events/*")
        until(page, "出处")
        page.keyboard.press("Enter")
        expect(page.locator("tr.panel")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("tr.panel")).to_have_count(0)


def until(page: Page, text: str) -> None:
    """Press Tab until something with this text has the focus."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["seen"], stop
        if stop["text"].startswith(text[:20]):
            return
    raise AssertionError(f"no stop of the keyboard is {text!r}")


def is_accessible(reader: Reader) -> None:
    """No serious or critical finding of axe-core on the main pages, on one thing of each kind, and on a document."""
    axe = Axe()
    found: list[str] = []
    for width, language, main in ((1280, "zh-CN", MAIN), (400, "en-GB", MAIN[:2])):
        with reader.page(width=width, language=language, watched=False) as page:
            for path in (*main, *things(page)):
                page.goto(path)
                for each in axe.run(page).response["violations"]:
                    if each["impact"] in ("serious", "critical"):
                        found.append(f"{path} {width} {each['id']}: {each['nodes'][0]['html'][:160]}")
    assert not found, "\n".join(found)


def fits_a_narrow_screen(reader: Reader) -> None:
    """Nothing is wider than a telephone, in either language."""
    for language in ("zh-CN", "en-GB"):
        with reader.page(width=400, language=language) as page:
            for path in (*MAIN, *things(page), "/upload", "/login", "/search?q=生态环境局"):
                page.goto(path)
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert over <= 0, (path, language, over)


def things(page: Page) -> list[str]:
    """Return the addresses of an event and of a document with a hit."""
    training = page.request.get("/v1/events?kind=training&limit=50").json()["data"]
    uid = next(each["uid"] for each in training if each["name"] == TRAINING)
    document = page.request.get("/v1/documents?q=huaihua").json()["data"][0]["uid"]
    return [f"/events/{uid}", f"/documents/{document}?start=67&end=82&raw=1", "/facts/" + fact_of(page, uid)]


def fact_of(page: Page, uid: str) -> str:
    """Return a derived fact about an event."""
    rows = page.request.get(f"/v1/nodes/{uid}/incoming?limit=300").json()["data"]
    return next(str(each["fact"]) for each in rows if each["derived"])


def says_nothing_wrong_anywhere(reader: Reader) -> None:
    """No error in the console, no violation of the policy, no failed request in all the steps before."""
    assert not reader.wrong, "\n".join(reader.wrong)


STEPS: tuple[Callable[[Reader], None], ...] = (
    finds_the_sentence_in_four_clicks,
    gets_a_briefing_in_four_clicks,
    opens_and_closes_a_panel,
    reads_without_scripts,
    switches_the_language,
    uploads_with_live_progress,
    goes_by_the_keyboard_only,
    fits_a_narrow_screen,
    is_accessible,
    says_nothing_wrong_anywhere,
)


def main() -> None:
    """Do every step and print what became of each."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    outcome: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        reader = Reader(browser, sys.argv[1])
        for step in STEPS:
            try:
                begin = time.perf_counter()
                step(reader)
                print(f"{step.__name__} {time.perf_counter() - begin:.1f} s", file=sys.stderr)
                outcome[step.__name__] = ""
            except Exception:  # noqa: BLE001 - one step that fails must not hide the others
                outcome[step.__name__] = traceback.format_exc()
        browser.close()
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()

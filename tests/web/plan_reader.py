"""Be a reader of a plan's pages and of the map in headless Chromium; what became of each step is printed as JSON.

Usage: python tests/web/plan_reader.py ADDRESS PLAN, where PLAN is the path of a plan's page. A process of its own, as reader.py.
"""

from __future__ import annotations

import json
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from reader import FLAGS, Reader

VIEWS = ("timeline", "matrix", "overdue", "unassigned", "chain")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class PlanReader(Reader):
    """A reader who has a plan before them."""

    plan = ""

    def addresses(self) -> tuple[str, ...]:
        """Return the pages that are looked at."""
        views = (f"{self.plan}/{view}?on=2020-12-01" for view in VIEWS)
        return (self.plan, *views, "/map", "/map?region=530000&count=agencies")


def chooses_a_day_on_the_timeline(reader: PlanReader) -> None:
    """The picture is on the screen, and another day marks other tasks."""
    with reader.page() as page:
        page.goto(f"{reader.plan}/timeline?on=2019-01-01")
        picture = page.get_by_role("img")
        expect(picture).to_be_visible()
        box = picture.bounding_box()
        assert box and box["width"] > 800 and box["height"] > 300, box
        assert page.locator("tr.late").count() == 0
        page.get_by_label("以这一天为准").fill("2021-12-31")
        page.get_by_role("button", name="显示").press("Enter")
        page.wait_for_url("**on=2021-12-31*")
        assert page.locator("tr.late").count() == 10


def goes_to_the_evidence_of_a_mark_by_keyboard(reader: PlanReader) -> None:
    """From the plan's page to the matrix and to the fact behind a mark, without a mouse."""
    with reader.page() as page:
        page.goto(reader.plan)
        page.get_by_role("link", name="责任矩阵").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/matrix")
        mark = page.locator("a.sign").first
        expect(mark).to_be_visible()
        mark.focus()
        assert mark.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/facts/**")
        expect(page.locator("blockquote, mark").first).to_be_visible()


def keeps_the_heads_of_the_matrix_in_sight(reader: PlanReader) -> None:
    """The names of tasks and bodies stay where the matrix is scrolled."""
    with reader.page(width=400) as page:
        page.set_viewport_size({"width": 400, "height": 320})  # low enough for any font to scroll
        page.goto(f"{reader.plan}/matrix")
        frame, corner = page.locator(".matrix"), page.locator(".matrix .corner")
        page.locator(".matrix").evaluate("each => each.scrollTo(200, 400)")
        outer, inner = frame.bounding_box(), corner.bounding_box()
        assert outer and inner and abs(outer["x"] - inner["x"]) < 3 and abs(outer["y"] - inner["y"]) < 3, (outer, inner)


def goes_into_a_region_by_keyboard(reader: PlanReader) -> None:
    """A tile leads into its division, and the tree opens."""
    with reader.page() as page:
        page.goto("/map")
        page.locator("svg a[href*='530000']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**region=530000*")
        page.locator("summary").first.press("Enter")
        assert page.locator("details[open]").count() == 1


def reads_without_scripts(reader: PlanReader) -> None:
    """Every page says the same without a single script."""
    with reader.page(scripts=False) as page:
        for path in reader.addresses():
            page.goto(path)
            expect(page.locator("main h1")).to_be_visible()


def fits_the_screen_and_is_accessible(reader: PlanReader) -> None:
    """Nothing is wider than a desk or a telephone, in either language, and axe has no serious finding."""
    found = []
    for width, language in ((1280, "zh-CN"), (390, "en-GB")):
        with reader.page(width=width, language=language) as page:
            for path in reader.addresses():
                page.goto(path)
                if (over := page.evaluate(WIDER)) > 0:
                    found.append(f"{path} {width} is wider by {over}")
                for each in Axe().run(page).response["violations"]:
                    if each["impact"] in ("serious", "critical"):
                        found.append(f"{path} {width} {each['id']}: {each['nodes'][0]['html'][:160]}")
    assert not found, "\n".join(found)


def says_nothing_wrong_anywhere(reader: PlanReader) -> None:
    """No error in the console, no violation of the policy, no failed request in all the steps before."""
    assert not reader.wrong, "\n".join(reader.wrong)


STEPS: tuple[Callable[[PlanReader], None], ...] = (
    chooses_a_day_on_the_timeline,
    goes_to_the_evidence_of_a_mark_by_keyboard,
    keeps_the_heads_of_the_matrix_in_sight,
    goes_into_a_region_by_keyboard,
    reads_without_scripts,
    fits_the_screen_and_is_accessible,
    says_nothing_wrong_anywhere,
)


@contextmanager
def reading(address: str, plan: str) -> Iterator[PlanReader]:
    """Yield a reader in a browser of the system."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        reader = PlanReader(browser, address)
        reader.plan = plan
        yield reader
        browser.close()


def main() -> None:
    """Do every step and print what became of each."""
    outcome: dict[str, str] = {}
    with reading(sys.argv[1], sys.argv[2]) as reader:
        for step in STEPS:
            try:
                step(reader)
                outcome[step.__name__] = ""
            except Exception:  # noqa: BLE001 - one step that fails must not hide the others
                outcome[step.__name__] = traceback.format_exc()
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()

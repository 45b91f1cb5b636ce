"""Take the pictures of docs/explorer.md: load the samples, serve them, look at two figures in headless Chromium.

Usage: python tools/picture_explorer.py [ADDRESS] - with the address of a service that runs already, nothing is loaded.
"""

from __future__ import annotations

from picture_pages import keep, main
from playwright.sync_api import Page

DRAWN = "#canvas[data-drawn]"


def training(page: Page) -> None:
    """Show a training with one of its bureaus chosen."""
    uid = page.request.get("/v1/search?q=美丽云南建设培训班&kind=Training").json()["data"][0]["uid"]
    page.goto(f"/explore?around={uid}")
    page.wait_for_selector(DRAWN)
    page.locator("#canvas").focus()
    page.wait_for_timeout(1500)
    keep(page, "explorer")


def plan(page: Page) -> None:
    """Show a programme in tiers, in English."""
    uid = page.request.get("/v1/plans?q=规划编制工作方案").json()["data"][0]["uid"]
    page.goto(f"/explore?around={uid}&lang=en")
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(1500)
    keep(page, "explorer-plan")


if __name__ == "__main__":
    main((training, plan), 1440)

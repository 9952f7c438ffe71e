"""What every journey does: sign in, leave, and look at a page with the eyes of all readers."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.factories.personnel import PASSWORD

WIDTHS = (1366, 390)


def sign_in(page: Any, username: str) -> None:
    """Sign in and land on "Việc của tôi"."""
    page.context.clear_cookies()
    page.goto("/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()


def open_entry(page: Any, name: str) -> None:
    """Follow an entry of the main menu."""
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name=name).click()
    page.wait_for_load_state()


def look(page: Any) -> None:
    """The page is clean for axe and does not scroll sideways, wide or narrow."""
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 768})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} ({width}): {found.generate_report()}"
        inside = page.evaluate("document.documentElement.scrollWidth")
        assert inside <= width, f"{page.url} scrolls sideways at {width}: {inside}"


def confirmed(page: Any) -> str:
    """What the page confirms."""
    toast = page.locator(".toast").first
    toast.wait_for()
    return toast.inner_text()

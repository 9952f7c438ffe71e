"""The components in a real browser: accessible, narrow, dark, by keyboard, without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.web.styleguide import SECTIONS

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEYS = [key for key, _label in SECTIONS]


@pytest.fixture(autouse=True)
def _guide_open_to_all(settings: Any) -> None:
    settings.DEBUG = True


@pytest.fixture
def quiet_page(page: Any) -> Iterator[Any]:
    """A page whose console must stay silent: a blocked style or script would speak there."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def _violations(page: Any) -> list[str]:
    result = Axe().run(page, options={"runOnly": RULES})
    assert result.response["passes"], "axe looked at nothing"
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in result.response["violations"]
        for node in rule["nodes"]
    ]


# Contrast hangs on the colours and the rest on the width, so two looks meet every value.
@pytest.mark.parametrize(("size", "scheme"), [((1366, 768), "light"), ((390, 844), "dark")])
def test_no_accessibility_violation(quiet_page: Any, size: tuple[int, int], scheme: Any) -> None:
    quiet_page.emulate_media(color_scheme=scheme)
    quiet_page.set_viewport_size({"width": size[0], "height": size[1]})
    found = []
    for key in KEYS:
        quiet_page.goto(f"/style-guide/?phan={key}")
        found += [f"{key}: {line}" for line in _violations(quiet_page)]
    assert found == []


@pytest.mark.parametrize("size", [(360, 740), (683, 384)], ids=["phone", "zoom 200 %"])
def test_no_sideways_scrolling(quiet_page: Any, size: tuple[int, int]) -> None:
    quiet_page.set_viewport_size({"width": size[0], "height": size[1]})
    for key in KEYS:
        quiet_page.goto(f"/style-guide/?phan={key}")
        assert quiet_page.evaluate("document.documentElement.scrollWidth") <= size[0], key


def test_keyboard_reaches_search_palette_and_dialog(quiet_page: Any) -> None:
    quiet_page.goto("/style-guide/?phan=khung")
    quiet_page.keyboard.press("Tab")
    assert quiet_page.evaluate("document.activeElement.className") == "skip-link"
    quiet_page.keyboard.press("/")
    assert quiet_page.evaluate("document.activeElement.id") == "tim-kiem"
    quiet_page.keyboard.press("Control+k")
    assert quiet_page.locator("#bang-tim").is_visible()
    quiet_page.keyboard.press("ArrowDown")
    assert quiet_page.evaluate("document.activeElement.textContent.trim()") == "Việc của tôi"
    quiet_page.keyboard.press("Escape")
    assert not quiet_page.locator("#bang-tim").is_visible()


def test_act_asks_before_it_is_done(quiet_page: Any) -> None:
    quiet_page.goto("/style-guide/?phan=ho-so")
    button = quiet_page.locator("[data-open-dialog=act-return]")
    button.focus()
    quiet_page.keyboard.press("Space")
    dialog = quiet_page.locator("#act-return")
    assert dialog.is_visible()
    assert quiet_page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    quiet_page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert quiet_page.evaluate("document.activeElement.dataset.openDialog") == "act-return"


def test_person_is_picked_from_search(quiet_page: Any) -> None:
    quiet_page.goto("/style-guide/?phan=bieu-mau")
    field = quiet_page.get_by_role("combobox", name="Cá nhân").first
    field.fill("quynh thuong")
    quiet_page.locator(".pick-list [role=option]").first.wait_for()
    quiet_page.keyboard.press("ArrowDown")
    quiet_page.keyboard.press("Enter")
    assert "Quỳnh Thương" in field.input_value()
    assert quiet_page.locator("select[name=person]").input_value() == "5"


def test_theme_is_remembered(quiet_page: Any) -> None:
    quiet_page.goto("/style-guide/")
    quiet_page.locator(".user-menu summary").click()
    quiet_page.get_by_role("button", name="Tối").click()
    quiet_page.reload()
    assert quiet_page.locator("html").get_attribute("data-theme") == "dark"
    assert _violations(quiet_page) == []


def test_leaving_unsaved_text_is_asked_about(page: Any) -> None:
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/style-guide/?phan=bieu-mau")
    page.get_by_label("Tên", exact=True).first.fill("Một việc")
    page.goto("/style-guide/")
    assert asked == ["beforeunload"]


def test_marking_rows_counts_them(quiet_page: Any) -> None:
    quiet_page.goto("/style-guide/?phan=danh-sach")
    approve = quiet_page.get_by_role("button", name="Duyệt")
    assert approve.is_disabled()
    quiet_page.get_by_label("Chọn tất cả các dòng").check()
    assert "Đã chọn 5 dòng" in quiet_page.locator(".bulk-count").inner_text()
    assert approve.is_enabled()


def test_without_script_nothing_is_out_of_reach(browser: Any, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/style-guide/?phan=bieu-mau")
    assert page.locator("select[name=person]").is_visible()
    assert page.get_by_role("button", name="Xem", exact=True).is_visible()
    page.goto("/style-guide/?phan=ho-so")
    page.locator("[data-open-dialog=act-return]").click()
    assert page.url.endswith("?phan=ho-so")
    page.locator(".user-menu summary").click()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()
    context.close()

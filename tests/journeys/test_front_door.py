"""The page every journey begins with."""

from typing import Any

import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", [1366, 390])
def test_log_in_page_loads_all_it_needs(page: Any, width: int) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("response", lambda answer: answer.status < 400 or complaints.append(answer.url))
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/")
    assert "/accounts/login/" in page.url
    assert page.locator("html").get_attribute("lang") == "vi"
    assert (
        page.evaluate("document.fonts.ready.then(() => document.documentElement.scrollWidth)")
        <= width
    )
    assert complaints == []

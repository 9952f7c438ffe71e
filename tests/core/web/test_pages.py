"""Error pages, the style guide's readers, messages, the year of a page."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404
from django.template import Context, Template
from django.test import Client, RequestFactory

from core.errors import Forbidden, InvalidInput, NotVisible, Problem, Stale
from core.web import errors, messages, styleguide, years

EVIL = "<script>alert(1)</script>"


def _page(error: Exception) -> Any:
    request = RequestFactory().get("/x/")
    return errors.BusinessErrorMiddleware(lambda _request: None).process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Forbidden(f"Chỉ trưởng đơn vị {EVIL}"), 403),
        (NotVisible("Không thấy"), 404),
        (InvalidInput(problems=[Problem(f"Sai {EVIL}", place="Dòng 2")]), 400),
        (Stale("Đã đổi", changes=[{"label": EVIL, "by": EVIL, "at": None, "comment": EVIL}]), 409),
    ],
)
def test_business_errors_become_pages(error: Exception, status: int) -> None:
    response = _page(error)
    assert response.status_code == status
    assert EVIL not in response.content.decode()
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("referer", "way"),
    [("http://testserver/ho-so/7/", "http://testserver/ho-so/7/"), ("https://evil.test/", "/act/")],
)
def test_after_a_form_the_way_back_is_the_page_it_came_from(referer: str, way: str) -> None:
    request = RequestFactory().post("/act/", headers={"referer": referer})
    html = errors.error_page(request, Stale("Đã đổi")).content.decode()
    assert f'href="{way}"' in html


def test_other_errors_are_left_alone() -> None:
    assert _page(ValueError("x")) is None


def test_stale_page_tells_what_changed() -> None:
    change = {"label": "Trả lại", "by": "Trần Ngọc Ánh", "at": datetime(2025, 2, 17, 10, 42),  # noqa: DTZ001
              "comment": "Thiếu giấy tờ"}  # fmt: skip
    text = _page(Stale("Đã đổi", changes=[change])).content.decode()
    assert "Trả lại" in text
    assert "17/02/2025 10:42</time> · Trần Ngọc Ánh" in text


def test_fault_page_needs_nothing() -> None:
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


def test_style_guide_is_for_developers_only(settings: Any) -> None:
    request = RequestFactory().get("/style-guide/")
    settings.DEBUG = False
    with pytest.raises(Http404):
        styleguide.index(request)
    request.user = SimpleNamespace(is_authenticated=True, is_staff=False)
    with pytest.raises(Http404):
        styleguide.index(request)


@pytest.mark.parametrize("section", [key for key, _label in styleguide.SECTIONS])
def test_every_section_of_the_guide_renders(client: Client, settings: Any, section: str) -> None:
    settings.DEBUG = True
    assert client.get("/style-guide/", {"phan": section}).status_code == 200


def test_guide_form_answers_with_errors(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    response = client.post("/style-guide/?phan=bieu-mau", {"person": "2"})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


@pytest.mark.parametrize("query", ["hue", "huệ", "HUỆ"])
def test_guide_search_ignores_marks(client: Client, settings: Any, query: str) -> None:
    settings.DEBUG = True
    assert "Huệ" in client.get("/style-guide/cho-don/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    ("tags", "url"),
    [("undo:/x/", "/x/"), ("undo://evil.test/", ""), ("undo:https://evil.test", ""), ("", "")],
)
def test_undo_leads_to_our_own_pages_only(tags: str, url: str) -> None:
    assert messages.undo_url_of(Message(constants.SUCCESS, "Đã chuyển", tags)) == url


def test_messages_are_shown_with_undo_and_escaped() -> None:
    message = Message(constants.SUCCESS, EVIL, "undo:/x/")
    context = Context({"messages": [message], "csrf_token": "t"})
    html = Template("{% load ui %}{% page_messages %}").render(context)
    assert EVIL not in html
    assert 'action="/x/"' in html
    assert "tone-ok" in html


@pytest.mark.parametrize("raw", ["abc", "", "1", "99999", "२०२०", "2020x", "-2020"])
def test_nonsense_years_mean_this_year(raw: str, clock_at: Any) -> None:
    with clock_at("2021-05-05"):
        assert years.selected_year(RequestFactory().get("/", {"nam": raw})) == 2021


def test_year_of_the_address(clock_at: Any) -> None:
    with clock_at("2021-05-05"):
        assert years.selected_year(RequestFactory().get("/?nam=2019")) == 2019
        assert years.year_choices(2005)[0] == 2022
        assert 2005 in years.year_choices(2005)

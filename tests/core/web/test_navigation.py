"""The frame shows the entries a user may open, and never breaks on what is missing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from core.web.navigation import NavEntry, Navigation, Profile, resolve


class Somebody:
    """A signed-in user."""

    is_authenticated = True

    def get_full_name(self) -> str:
        return "Trần Ngọc Ánh"

    def get_username(self) -> str:
        return "anh.tn"


def _request(*actions: str, namespace: str = "", user: Any = None) -> Any:
    request = RequestFactory().get("/")
    request.user = user or Somebody()
    request.actor = SimpleNamespace(may_somewhere=lambda action: action in actions)
    request.resolver_match = SimpleNamespace(namespace=namespace)
    return request


@pytest.fixture
def menu() -> Navigation:
    menu = Navigation()
    menu.register(
        NavEntry("b", "Hai", "flag", "core:style_guide", order=20, action="x.view"),
        NavEntry("a", "Một", "inbox", "core:style_guide", order=10),
        NavEntry("gone", "Không có", "inbox", "nowhere:at_all", order=5),
    )
    return menu


def test_entries_come_in_order_and_only_if_permitted(menu: Navigation) -> None:
    assert [entry.key for entry in menu.entries_for(_request("x.view"))] == ["a", "b"]
    assert [entry.key for entry in menu.entries_for(_request())] == ["a"]


def test_strangers_see_no_menu(menu: Navigation) -> None:
    stranger = SimpleNamespace(is_authenticated=False)
    assert menu.entries_for(_request("x.view", user=stranger)) == []
    assert menu.entries_for(RequestFactory().get("/")) == []


def test_current_entry_by_namespace_or_by_name(menu: Navigation) -> None:
    request = _request("x.view", namespace="core")
    assert [entry.current for entry in menu.entries_for(request)] == [True, True]
    assert [entry.current for entry in menu.entries_for(request, "b")] == [False, True]
    assert [entry.current for entry in menu.entries_for(_request("x.view"))] == [False, False]


def test_registering_again_replaces(menu: Navigation) -> None:
    menu.register(NavEntry("a", "Một mới", "inbox", "core:style_guide", order=30))
    labels = [entry.label for entry in menu.entries_for(_request("x.view"))]
    assert labels == ["Hai", "Một mới"]


def test_links_that_lead_nowhere_are_empty(menu: Navigation) -> None:
    assert menu.link("help") == ""
    menu.set_link("help", "core:style_guide")
    assert menu.link("help") == resolve("core:style_guide") != ""
    with pytest.raises(ValueError, match="Unknown link slot"):
        menu.set_link("somewhere", "core:style_guide")


def test_profile_and_unread_come_from_their_providers(menu: Navigation) -> None:
    request = _request()
    assert menu.profile_for(request).name == "Trần Ngọc Ánh"
    assert menu.unread_for(request) == 0
    menu.set_profile(lambda _request: Profile("Ai đó", ("Vai trò",), "/toi/"))
    menu.set_unread(lambda _request: 4)
    assert menu.profile_for(request).roles == ("Vai trò",)
    assert menu.unread_for(request) == 4


def test_bell_tells_the_number_in_words() -> None:
    context = Context({"unread_count": 120, "bell_url": "/tin/"})
    html = Template("{% load ui %}{% notice_bell %}").render(context)
    assert "99+" in html
    assert "120 thông báo chưa đọc" in html

"""Every address asks who is there, but for a short list that is public on purpose."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

PUBLIC = (
    "accounts/login/",
    "accounts/logout/",
    "accounts/signup/",  # closed: says so
    "accounts/inactive/",
    "accounts/password/reset/",
    "accounts/oidc/",  # the way to the sign-on of a province and back
    "accounts/reauthenticate/",
    "admin/login/",
    "admin/logout/",
    "api/v1/openapi.yaml",
    "api/v1/docs/",
    "healthz",
    "i18n/setlang/",  # the log-in page offers the language too
    "readyz",
    "style-guide/",  # a stranger is told there is no such page
    # The token server: every answer there depends on the client's own secret.
    ".well-known/",
    "identity/o/",
)


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + _filled(entry)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route, entry


def _filled(entry: Any) -> str:
    route = str(entry.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
    for name, converter in getattr(entry.pattern, "converters", {}).items():
        value = {IntConverter: "1", UUIDConverter: "0" * 8 + "-0000-0000-0000-" + "0" * 12}.get(
            type(converter), "x"
        )
        start = next(index for index in range(len(route)) if route[index:].startswith("<"))
        end = route.index(">", start)
        assert name in route[start:end]
        route = route[:start] + value + route[end + 1 :]
    return route


ALL = sorted({route for route, _ in addresses(get_resolver()) if "(" not in route})


def test_there_are_addresses() -> None:
    assert len(ALL) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ALL if not route.startswith(PUBLIC)])
def test_stranger_gets_no_page(client: Client, route: str) -> None:
    answer = client.get(f"/{route}")
    if answer.status_code == 302:
        assert "/login/" in answer.headers["Location"]
    else:
        assert answer.status_code in {401, 403, 405}

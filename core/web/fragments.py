"""Places in a page that a higher app may fill.

A lower app's page names a slot; a higher app registers an address for it. The page loads the
address when it is shown, so the lower app never imports the higher one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


class Fragment(NamedTuple):
    """A titled part of a page, loaded from its own address."""

    title: str | Promise
    url: str


_SLOTS: dict[str, list[tuple[str | Promise, Callable[[Any], str]]]] = {}


def register(slot: str, title: str | Promise, url: Callable[[Any], str]) -> None:
    """Fill a slot: ``url`` turns the page's object into the address of the fragment."""
    entries = _SLOTS.setdefault(slot, [])
    if all(known != title for known, _url in entries):
        entries.append((title, url))


def for_slot(slot: str, subject: Any) -> list[Fragment]:
    """Return the fragments registered for a slot, in the order of registration."""
    return [Fragment(title, url(subject)) for title, url in _SLOTS.get(slot, [])]


def render_part(
    request: HttpRequest, context: dict[str, Any], *, part: str, page: str
) -> HttpResponse:
    """Show a fragment: ``part`` inside the page that loads it, ``page`` when opened alone."""
    inside: bool = request.htmx  # type: ignore[attr-defined]
    return render(request, part if inside else page, context)

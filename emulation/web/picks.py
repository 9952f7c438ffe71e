"""Answers of the search fields that pick a person or a collective."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.scope import actor_of
from emulation.selectors import people, science

SHOWN = 20


@require_safe
def registrant(request: HttpRequest) -> HttpResponse:
    """People whom the person may register."""
    found = people.registrable(actor_of(request)).matching(request.GET.get("q", ""))
    return _people(request, found[:SHOWN])


@require_safe
def author(request: HttpRequest) -> HttpResponse:
    """People who may be named as authors."""
    found = people.possible_authors(actor_of(request)).matching(request.GET.get("q", ""))
    return _people(request, found[:SHOWN])


@require_safe
def member(request: HttpRequest) -> HttpResponse:
    """People who may be named as having a part in a science work."""
    found = science.possible_members(actor_of(request)).matching(request.GET.get("q", ""))
    return _people(request, found[:SHOWN])


@require_safe
def collective(request: HttpRequest) -> HttpResponse:
    """Units that the person may register."""
    found = people.registrable_units(actor_of(request), clock.today())
    found = found.matching(request.GET.get("q", "")).select_related("parent")[:SHOWN]
    options = [
        {"value": unit.code, "label": unit.name, "detail": unit.parent.name if unit.parent else ""}
        for unit in found
    ]
    return _answer(request, options)


def _people(request: HttpRequest, found: Iterable[Any]) -> HttpResponse:
    return _answer(
        request,
        [
            {
                "value": person.code,
                "label": person.full_name,
                "detail": f"{person.code} · {person.unit.label}",
            }
            for person in found
        ],
    )


def _answer(request: HttpRequest, options: list[dict[str, str]]) -> HttpResponse:
    return render(request, "components/forms/pick_results.html", {"options": options})

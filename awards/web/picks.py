"""Answers of the search field that picks the recipient of a proposal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.selectors import choices
from awards.web.recipients import value_of
from core import clock
from core.scope import actor_of

SHOWN = 12


@require_safe
def recipients(request: HttpRequest) -> HttpResponse:
    """People, collectives and recipients from outside the person may propose, by name or code."""
    actor, day = actor_of(request), clock.today()
    text = request.GET.get("q", "")
    people = choices.people(actor, day).matching(text)[:SHOWN]
    units = choices.collectives(actor, day).matching(text)[:SHOWN]
    options = [
        {
            "value": value_of(person),
            "label": person.full_name,
            "detail": f"{person.code} · {person.unit.label}",
        }
        for person in people
    ]
    options += [
        {
            "value": value_of(unit),
            "label": unit.name,
            "detail": _("Tập thể") + (f" · {unit.parent.label}" if unit.parent else ""),
        }
        for unit in units
    ]
    options += [
        {
            "value": value_of(one),
            "label": one.name,
            "detail": f"{one.get_kind_display()} · {one.code} · {one.unit.label}",
        }
        for one in choices.outside(actor, day).matching(text)[:SHOWN]
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})

"""Answers of the search fields that pick a unit or a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.scope import actor_of
from personnel import permissions
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads

SHOWN = 20

UNIT_ACTIONS = {
    "xem": permissions.VIEW_UNIT,
    "nhan-su": permissions.CHANGE_STAFF,
    "don-vi": permissions.CHANGE_UNIT,
    "doi-tuong": permissions.CHANGE_RECIPIENT,
    "tai-khoan": permissions.MANAGE_ACCOUNTS,
}
STAFF_ACTIONS = {"xem": permissions.VIEW_STAFF, "tai-khoan": permissions.MANAGE_ACCOUNTS}


@require_safe
def units(request: HttpRequest, what: str) -> HttpResponse:
    """Units by name or code, among those the person may choose for this purpose."""
    found = unit_reads.visible_to(actor_of(request), _action(UNIT_ACTIONS, what))
    if what != "xem":
        # A dissolved unit is looked up, and nothing new is written to it.
        found = found.open_on(clock.today())
    found = found.matching(request.GET.get("q", "")).select_related("parent")[:SHOWN]
    options = [
        {"value": unit.code, "label": unit.name, "detail": unit.parent.name if unit.parent else ""}
        for unit in found
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})


@require_safe
def staff(request: HttpRequest, what: str) -> HttpResponse:
    """People by name or number, among those the person may choose for this purpose."""
    found = staff_reads.visible_to(actor_of(request), _action(STAFF_ACTIONS, what))
    found = found.matching(request.GET.get("q", ""))[:SHOWN]
    options = [
        {
            "value": person.code,
            "label": person.full_name,
            "detail": f"{person.code} · {person.unit.label}",
        }
        for person in found
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})


def _action(actions: dict[str, str], what: str) -> str:
    if what not in actions:
        raise Http404
    return actions[what]

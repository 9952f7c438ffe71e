"""Pages that show units: the tree and one unit, today or as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock, keyset
from core.scope import Actor, actor_of
from core.vietnamese import fold
from core.web import fragments
from personnel import permissions
from personnel.domain import tree
from personnel.models import Staff, Unit
from personnel.selectors import as_of
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as reads
from personnel.web import sections, unit_history
from personnel.web.forms import day_field

PAGE_SIZE = 200


class UnitFilter(django_forms.Form):
    """What narrows the list of units, and the day it is asked for."""

    OPEN, ALL = "", "tat-ca"

    q = django_forms.CharField(label=gettext_lazy("Tìm"), required=False, max_length=100)
    ngay = day_field(gettext_lazy("Tại ngày"), required=False)
    tinh_trang = django_forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            (OPEN, gettext_lazy("Đang hoạt động")),
            (ALL, gettext_lazy("Gồm cả đơn vị đã giải thể")),
        ],
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit of the shown tree with what is shown below it."""

    unit: Unit
    people: int
    name: str = ""
    below: list[Branch] = field(default_factory=list)


def branches(
    units: Iterable[Unit | as_of.Standing], count: reads.Headcount | reads.DayHeadcount
) -> list[Branch]:
    """Units in tree order as nested lists; what is not shown leaves no gap."""
    top: list[Branch] = []
    above: list[tuple[Branch, tree.Place]] = []
    for shown in units:
        standing = shown if isinstance(shown, as_of.Standing) else as_of.today(shown)
        branch = Branch(standing.unit, count.of(standing.place), standing.name)
        while above and not above[-1][1].holds(standing.place.start):
            above.pop()
        (above[-1][0].below if above else top).append(branch)
        above.append((branch, standing.place))
    return top


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree of units in reach, today or on a day, or those that match a search."""
    actor = actor_of(request)
    form = UnitFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    text, day = asked.get("q", ""), asked.get("ngay")
    everything = asked.get("tinh_trang") == UnitFilter.ALL
    if day is None:
        page, shown = _today(request, actor, text, everything=everything)
    else:
        page, shown = _on_day(request, actor, text, day)
    chips: dict[str, tuple[Any, Any]] = {"q": (_("Tìm"), text)} if text else {}
    if day is not None:
        chips["ngay"] = (_("Tại ngày"), f"{day:%d/%m/%Y}")
    elif everything:
        chips["tinh_trang"] = (_("Tình trạng"), _("Gồm cả đơn vị đã giải thể"))
    context = {
        "page_title": _("Đơn vị"),
        "tabs": sections.tabs(request, "units"),
        "form": form,
        "chips": sections.chips(request, chips),
        "branches": shown,
        "page": page,
        "day": day,
        "day_text": f"{day:%d/%m/%Y}" if day else "",
        "may_open": actor.may_somewhere(permissions.CHANGE_UNIT) and day is None,
        "narrowed": bool(text or day),
    }
    return render(request, "personnel/unit_list.html", context)


def _today(
    request: HttpRequest, actor: Actor, text: str, *, everything: bool
) -> tuple[keyset.Page, list[Branch]]:
    units = reads.visible_to(actor)
    if not everything:
        units = units.open_on(clock.today())
    if text:
        units = units.matching(text)
    page = keyset.page(
        units,
        order=("tree_start", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    count = reads.Headcount(Staff.objects.visible_to(actor).working_on(clock.today()))
    return page, branches(page.rows, count)


def _on_day(
    request: HttpRequest, actor: Actor, text: str, day: date
) -> tuple[keyset.Page, list[Branch]]:
    """The tree of a day: its names are searched, and units dissolved since are there."""
    whole = as_of.tree_on(reads.visible_to(actor).open_on(day), day)
    words = fold(text).split()
    found = [
        one for one in whole if all(word in fold(f"{one.name} {one.unit.code}") for word in words)
    ]
    page = _page(found, request.GET.get("trang", ""))
    count = reads.DayHeadcount(Staff.objects.visible_to(actor), day, as_of.places_on(day))
    return page, branches(page.rows, count)


def _page(found: list[as_of.Standing], cursor: str) -> keyset.Page:
    """One page of a list in memory, with cursors like those of ``keyset.page``."""
    at = keyset.Cursor.parse(cursor, 1) if cursor else None
    first = 0
    if at is not None:
        key = at.key[0]
        starts = [one.place.start for one in found]
        after = sum(start <= key for start in starts if isinstance(key, int))
        before = sum(start < key for start in starts if isinstance(key, int))
        first = max(before - PAGE_SIZE, 0) if at.back else after
    rows = found[first : first + PAGE_SIZE]
    more = first + PAGE_SIZE < len(found)
    return keyset.Page(
        rows,
        str(keyset.Cursor([rows[0].place.start], back=True)) if rows and first else "",
        str(keyset.Cursor([rows[-1].place.start], back=False)) if rows and more else "",
    )


@require_safe
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: facts, people, what lies below, today or on a day; and all that was recorded."""
    actor = actor_of(request)
    unit = reads.visible_unit(actor, code)
    asked = unit_history.DayFilter(request.GET)
    day = asked.cleaned_data["ngay"] if asked.is_valid() else None
    today = clock.today()
    people = Staff.objects.visible_to(actor)
    may_change = permissions.can(actor, permissions.CHANGE_UNIT, unit).allowed
    may_place = (
        may_change
        and unit.parent is not None
        and permissions.can(actor, permissions.CHANGE_UNIT, unit.parent).allowed
    )
    is_open = unit.dissolved_on is None
    name = unit.name if day is None else as_of.name_on(unit, day)
    context = {
        "page_title": name,
        "page_lead": unit.get_kind_display(),
        "crumbs": unit_history.crumbs(actor, unit),
        "unit": unit,
        "day": day,
        "day_form": asked,
        "existed": day is None or unit.exists_on(day),
        "facts": unit_history.facts(unit, day),
        "roster": list(
            staff_reads.roster(unit, day or today, with_concurrent=True).filter(staff__in=people)
        ),
        "below": _below(actor, unit, day),
        "people": None
        if day
        else reads.Headcount(people.in_subtree(unit).working_on(today)).of(as_of.today(unit).place),
        "history": unit_history.tables(unit),
        "became": unit_history.became(actor, unit, today),
        "events": unit_history.events(unit, may_cancel=may_place),
        "fragments": fragments.for_slot("unit_detail", unit),
        "may_change": may_change and is_open and day is None,
        "may_place": may_place and is_open and day is None,
        "may_hire": is_open
        and day is None
        and permissions.can(actor, permissions.CHANGE_STAFF, unit).allowed,
        "may_see_staff": permissions.can(actor, permissions.VIEW_STAFF, unit).allowed,
    }
    return render(request, "personnel/unit_detail.html", context)


def _below(actor: Actor, unit: Unit, day: date | None) -> list[Branch]:
    """What stands directly below the unit, with people, on the day or today."""
    people = Staff.objects.visible_to(actor)
    if day is None:
        below = reads.subtree(unit).filter(parent=unit).visible_to(actor)
        today = clock.today()
        count = reads.Headcount(people.in_subtree(unit).working_on(today))
        return [
            Branch(one, count.of(as_of.today(one).place), one.name) for one in below.in_tree_order()
        ]
    placed = unit.placed_below.in_force_on(day).values("unit")
    below = Unit.objects.visible_to(actor).filter(pk__in=placed)
    counted = reads.DayHeadcount(people, day, as_of.places_on(day))
    return [Branch(one.unit, counted.of(one.place), one.name) for one in as_of.tree_on(below, day)]

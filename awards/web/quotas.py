"""Quotas of a unit's list, and a trial of changes to it that writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards import permissions
from awards.selectors import choices
from awards.selectors import quotas as reads
from awards.selectors.books import every_book, usual_receipt
from awards.selectors.quota_lists import agencies_of
from awards.selectors.quota_rows import seen_lines
from awards.web import sections
from awards.web.filters import UnitField
from awards.web.quota_counters import counters, deadlines, source_of
from awards.workflow import PROPOSAL
from core import clock
from core.errors import Forbidden, NotVisible
from core.scope import Actor, actor_of
from core.web.forms import DateField, SearchPick
from core.web.years import YEAR_PARAM, selected_year
from legal.models import AwardType
from personnel.models import Staff, Unit

# A list longer than this is narrowed by award before it is changed.
_SHOWN = 300
# More changes than this are a new list, not a trial; the address must stay short.
_MOST_CHANGES = 50


class QuotaChoice(forms.Form):
    """Which unit's list is looked at, and which award of it."""

    unit = UnitField(gettext_lazy("Đơn vị"))
    award = forms.ModelChoiceField(
        AwardType.objects.none(),
        label=gettext_lazy("Danh hiệu, hình thức"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("Những danh hiệu có chỉ tiêu"),
    )


class TrialForm(forms.Form):
    """One more change to try: a person added for an award, or a line moved to another award."""

    person = forms.ModelChoiceField(
        Staff.objects.none(),
        label=gettext_lazy("Thêm người"),
        required=False,
        to_field_name="code",
        empty_label="",
        widget=SearchPick(placeholder=gettext_lazy("Gõ tên hoặc số hiệu…")),
    )
    for_award = forms.ModelChoiceField(
        AwardType.objects.none(),
        label=gettext_lazy("Cho danh hiệu"),
        required=False,
        to_field_name="code",
    )
    received_on = DateField(label=gettext_lazy("Coi như nhận hồ sơ ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        """A person is added for an award: one without the other would silently do nothing."""
        given = super().clean() or {}
        if given.get("person") and not given.get("for_award") and "for_award" not in self.errors:
            self.add_error("for_award", _("Chọn danh hiệu, hình thức cho người thêm."))
        if given.get("for_award") and not given.get("person") and "person" not in self.errors:
            self.add_error("person", _("Chọn người được thêm."))
        return given


@dataclass(frozen=True, slots=True)
class Trial:
    """Changes that are only tried out (phương án thử): lines dropped, people added.

    Attributes:
        received_on: as received on which what is added is judged, and limited.
    """

    dropped: tuple[str, ...]
    added: tuple[tuple[Staff, str], ...]
    received_on: date

    @property
    def days(self) -> set[date]:
        """The days of receipt it brings in."""
        return {self.received_on} if self.added else set()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not (self.dropped or self.added)

    def applied_to(self, listed: reads.DrawnUp) -> reads.DrawnUp:
        """The list as it would be."""
        added = reads.added(self.added, self.received_on)
        return listed.without(self.dropped).with_added(added)


@require_safe
def quotas(request: HttpRequest) -> HttpResponse:
    """The counters of a unit's list, and beside them those of the list as tried out."""
    actor, today = actor_of(request), clock.today()
    unit, choice = _chosen(request, actor)
    year, agency = selected_year(request), agencies_of([unit])[unit.pk]
    books = every_book()
    listed = reads.drawn_up(unit, year, today, books)
    book = books.of(unit, usual_receipt(year, today))
    seen = seen_lines(actor, unit, year)
    trial, form = _trial(request, actor, unit, seen)
    days = {*(line.received_on for line in listed.lines), *trial.days}
    now = listed.quotas(also=days)
    tried = None if trial.is_empty else trial.applied_to(listed).quotas(also=days)
    capped = _narrowed(listed.lines, choice, {state.quota.award for state in now})
    shown = [line for line in capped if line.key in seen]
    names = dict(AwardType.objects.values_list("code", "short_name"))
    on_it = listed.without(trial.dropped).people()
    named = [(one, award, (one.code, award) in on_it) for one, award in trial.added]
    context = {
        "page_title": _("Chỉ tiêu, tỷ lệ năm %(year)d") % {"year": year},
        "page_lead": unit.name,
        "tabs": sections.tabs(request, "quotas"),
        "unit": unit,
        "agency": None if agency.pk == unit.pk else agency,
        "agency_url": _address(agency, year) if _may_see(actor, agency) else "",
        "choice": choice,
        "form": form,
        "counters": counters(now, tried, names),
        "has_quotas": bool(now),
        "sets": [source_of(row) for row in book.sets] if book else [],
        "deadlines": deadlines(book) if book else [],
        "lines": [_row(line, names, trial) for line in shown[:_SHOWN]],
        "more": max(len(shown) - _SHOWN, 0),
        "unseen": len(capped) - len(shown),
        "total": len(listed.lines),
        "added": [(one.full_name, names.get(award, award), there) for one, award, there in named],
        "hidden": _hidden(trial, unit, year, choice),
        "is_trial": not trial.is_empty,
        "clear_url": _address(unit, year),
    }
    return render(request, "awards/quotas.html", context)


def _chosen(request: HttpRequest, actor: Actor) -> tuple[Unit, QuotaChoice]:
    units = permissions.quota_units(actor)
    first = units.first()
    if first is None:
        raise Forbidden(
            _("Vai trò của bạn không xem được danh sách đề nghị. Hãy liên hệ cán bộ tổ chức.")
        )
    data = request.GET.copy()
    data["unit"] = data.get("unit") or first.code
    choice = QuotaChoice(data)
    fields: Any = choice.fields
    fields["unit"].offer(actor)
    fields["unit"].queryset = units
    fields["award"].queryset = AwardType.objects.in_order()
    if not choice.is_valid() and "unit" in choice.errors:
        raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi của bạn."))
    return choice.cleaned_data["unit"], choice


def _trial(
    request: HttpRequest, actor: Actor, unit: Unit, seen: Collection[str]
) -> tuple[Trial, TrialForm]:
    people = choices.people(actor, clock.today()).in_subtree(unit)
    form = TrialForm(request.GET if "person" in request.GET else None)
    fields: Any = form.fields
    fields["person"].queryset = people
    fields["person"].widget.search_url = reverse("proposals:quota_people", args=[unit.code])
    fields["for_award"].queryset = _for_people()
    added = _added(request.GET, people)
    if form.is_valid() and form.cleaned_data["person"] and form.cleaned_data["for_award"]:
        added.append((form.cleaned_data["person"], form.cleaned_data["for_award"].code))
    # What one may not see is not dropped either: the counters would tell what it is.
    dropped = [key for key in request.GET.getlist("bo")[:_MOST_CHANGES] if key in seen]
    day = (form.cleaned_data.get("received_on") if form.is_bound else None) or clock.today()
    return Trial(tuple(dict.fromkeys(dropped)), tuple(dict.fromkeys(added)), day), form


def _for_people() -> QuerySet[AwardType]:
    """The awards a person may get."""
    codes = [one.code for one in AwardType.objects.all() if one.allows("INDIVIDUAL")]
    return AwardType.objects.filter(code__in=codes).in_order()


def _added(query: QueryDict, people: Any) -> list[tuple[Staff, str]]:
    """Read ``them=<staff code>:<award code>``; whoever is out of reach is left out."""
    pairs = [value.rpartition(":") for value in query.getlist("them")[:_MOST_CHANGES]]
    found = {one.code: one for one in people.filter(code__in={code for code, _colon, _a in pairs})}
    return [(found[code], award) for code, _colon, award in pairs if code in found]


def _narrowed(
    lines: Iterable[reads.Line], choice: QuotaChoice, capped: Collection[str]
) -> list[reads.Line]:
    """The lines of the chosen award; without a choice those that use up a quota, if any is set."""
    award = choice.cleaned_data.get("award")
    wanted = {award.code} if award else frozenset(capped)
    return [line for line in lines if not wanted or line.award in wanted]


def _row(line: reads.Line, names: dict[str, str], trial: Trial) -> dict[str, Any]:
    page = reverse("proposals:detail", args=[line.proposal_id]) if line.proposal_id else ""
    return {
        "key": line.key,
        "name": line.name,
        "award": names.get(line.award, line.award),
        "url": page,
        "state": line.state,
        "state_label": _(PROPOSAL.states[line.state]),
        "dropped": line.key in trial.dropped,
    }


def _hidden(trial: Trial, unit: Unit, year: int, choice: QuotaChoice) -> Sequence[tuple[str, str]]:
    """What the form carries along: the choice, and what was added before."""
    award = choice.cleaned_data.get("award")
    pairs = [("unit", unit.code), (YEAR_PARAM, str(year))]
    pairs += [("award", award.code)] if award else []
    return [*pairs, *(("them", f"{one.code}:{code}") for one, code in trial.added)]


def _may_see(actor: Actor, unit: Unit) -> bool:
    return permissions.quota_units(actor).filter(pk=unit.pk).exists()


def _address(unit: Unit, year: int) -> str:
    return f"{reverse('proposals:quotas')}?unit={unit.code}&{YEAR_PARAM}={year}"


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Answers of the search for somebody to try out on the list."""
    actor, text = actor_of(request), request.GET.get("q", "")
    unit = permissions.quota_units(actor).filter(code=code).first()
    if unit is None:
        raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi của bạn."))
    found = choices.people(actor, clock.today()).in_subtree(unit).matching(text)[:12]
    options = [
        {"value": one.code, "label": one.full_name, "detail": f"{one.code} · {one.unit.label}"}
        for one in found
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})

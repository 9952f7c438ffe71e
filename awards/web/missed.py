"""Missed candidates: who is favoured by the rules and was not proposed, on screen and as a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.documents import candidate_sheet
from awards.permissions import PROPOSE
from awards.selectors import missed as reads
from awards.selectors import portions, standings
from awards.selectors.books import usual_receipt
from awards.selectors.missed import Missed, Reason
from awards.selectors.outlooks import rarest_first
from awards.selectors.standings import Asked, Part
from awards.web import candidate_pages as pages
from awards.web import sections
from awards.web.candidate_pages import CandidateFilter, Place
from awards.web.recipients import value_of
from core import clock
from core.language import official
from core.scope import Actor, actor_of
from core.web.years import selected_year
from legal.models import AwardType
from personnel.models import Staff, Unit

KIND = "doi_tuong"
KINDS = [
    (portions.PERSON, gettext_lazy("Cá nhân")),
    (portions.COLLECTIVE, gettext_lazy("Tập thể")),
]


class MissedFilter(CandidateFilter):
    """People, or units as collectives."""

    doi_tuong = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), required=False, choices=KINDS, initial=portions.PERSON
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate and one award, with what may be done."""

    recipient: Staff | Unit
    award: AwardType
    waits: bool
    reason: Reason
    why_url: str
    propose_url: str

    @property
    def is_person(self) -> bool:
        """Whether it is a person, not a collective."""
        return isinstance(self.recipient, Staff)

    @property
    def name(self) -> str:
        """The name of the person or of the unit."""
        return (
            self.recipient.full_name if isinstance(self.recipient, Staff) else self.recipient.name
        )

    @property
    def unit(self) -> str:
        """Where the candidate stands."""
        if isinstance(self.recipient, Staff):
            return self.recipient.unit.label
        return self.recipient.parent.name if self.recipient.parent else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates for one award whom the rules favour for the same reason, told once for all."""

    award: AwardType
    waits: bool
    reason: Reason
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the address asks for, after the policy."""

    actor: Actor
    unit: Unit
    asked: Asked
    kind: str
    form: MissedFilter
    parts: Sequence[Part]
    awards: Sequence[AwardType]


@require_safe
def missed_list(request: HttpRequest) -> HttpResponse:
    """The missed candidates of a unit, a portion of its people at a time."""
    shown, place = _shown(request), Place.of(request)
    portion = _portion(shown, place.portion)
    found = _found(shown, portion)
    rows = place.cut(found)
    place = Place(portion.number, place.page)
    lines = _lines(shown, portion, rows)
    context = {
        "page_title": _("Đủ điều kiện, chưa được đề nghị"),
        "page_lead": f"{shown.unit.name} · {shown.asked.year}",
        "tabs": sections.tabs(request, "missed"),
        "form": shown.form,
        "chips": shown.form.chips(),
        "clear_url": pages.cleared(request, shown.asked.year),
        "asked": shown.asked,
        "has_rules": bool(shown.awards),
        "portion": portion,
        "rows": lines,
        "groups": _groups(lines),
        "counts": _counts(request, shown, found),
        "total": len(found),
        "eligible": sum(1 for one in found if not one.waits),
        "before": place.before(),
        "after": place.after(len(found), portion.of),
        "export_url": pages.with_query(reverse("awards:missed_file"), request, portion),
        "kept": pages.kept(request),
    }
    return render(request, "awards/candidates/missed.html", context)


@require_safe
def missed_file(request: HttpRequest) -> HttpResponse:
    """The candidates of a portion with the same filters, as a sheet."""
    shown, place = _shown(request), Place.of(request)
    portion = _portion(shown, place.portion)
    with official():
        body = candidate_sheet.missed(
            _lines(shown, portion, _found(shown, portion)),
            head=[
                _("Đủ điều kiện, chưa được đề nghị"),
                f"{shown.unit.name} · {shown.asked.year}",
                *(f"{chip.label}: {chip.value}" for chip in shown.form.chips()),
                pages.portion_words(portion),
            ],
        )
    return pages.as_file(body, f"chua-de-nghi-{shown.unit.code}-{shown.asked.year}")


def _shown(request: HttpRequest) -> _Shown:
    actor, today = actor_of(request), clock.today()
    unit = pages.unit_asked(request, request.GET.get(pages.UNIT, ""))
    year = selected_year(request)
    asked = Asked(year, usual_receipt(year, today))
    parts = standings.parts_of(unit, asked.received_on)
    kind = request.GET.get(KIND, "")
    kind = kind if kind == portions.COLLECTIVE else portions.PERSON
    awards = standings.award_types([part.book for part in parts], kind)
    return _Shown(actor, unit, asked, kind, MissedFilter(request, awards), parts, awards)


def _portion(shown: _Shown, number: int) -> portions.Portion:
    return portions.portion(
        shown.unit,
        shown.actor,
        clock.today(),
        kind=shown.kind,
        number=number,
        size=reads.AT_ONCE,
    )


def _found(shown: _Shown, portion: portions.Portion) -> list[Missed]:
    """The candidates award by award, the rarest first; of one award in the order of units."""
    found = reads.missed(portion, shown.parts, shown.asked, shown.form.awards)
    place = {key: number for number, (key, _start) in enumerate(portion.places)}
    rank = rarest_first(shown.awards)
    known = [one for one in found if one.award in rank]
    return sorted(known, key=lambda one: (one.waits, rank[one.award], place[one.key]))


def _lines(shown: _Shown, portion: portions.Portion, rows: Sequence[Missed]) -> list[Line]:
    reasons = reads.reasons(portion, shown.parts, shown.asked, rows)
    recipients = portions.recipients(shown.kind, {one.key for one in rows})
    awards = {award.code: award for award in shown.awards}
    return [
        Line(
            recipients[one.key],
            awards[one.award],
            one.waits,
            reasons[one],
            _why_url(recipients[one.key], one.award, shown.asked.year),
            _propose_url(shown, recipients[one.key], one.award),
        )
        for one in rows
    ]


def _groups(lines: Sequence[Line]) -> list[Group]:
    """The lines of a page under their awards and reasons, in the order they come."""
    found: dict[tuple[str, bool, Reason], list[Line]] = {}
    for line in lines:
        found.setdefault((line.award.code, line.waits, line.reason), []).append(line)
    return [Group(rows[0].award, waits, why, rows) for (_code, waits, why), rows in found.items()]


def _counts(
    request: HttpRequest, shown: _Shown, found: Sequence[Missed]
) -> list[tuple[str, int, str]]:
    """How many candidates each award has, and the address that shows only them."""
    numbers = Counter(one.award for one in found)
    names = {award.code: award.name for award in shown.awards}
    return [
        (names[code], numbers[code], _only(request, code))
        for code in rarest_first(shown.awards)
        if code in numbers
    ]


def _only(request: HttpRequest, award: str) -> str:
    query = request.GET.copy()
    query.pop(pages.PAGE, None)
    query[pages.AWARD] = award
    return f"?{query.urlencode()}"


def _why_url(recipient: Staff | Unit, award: str, year: int) -> str:
    page = "awards:person_standing" if isinstance(recipient, Staff) else "awards:unit_standing"
    query = urlencode({"nam": year, "mo": award})
    return f"{reverse(page, args=[recipient.code])}?{query}"


def _propose_url(shown: _Shown, recipient: Staff | Unit, award: str) -> str:
    """The form filled in as far as it is known, for those who may propose this candidate."""
    unit = recipient.unit if isinstance(recipient, Staff) else recipient
    if not shown.actor.may(PROPOSE, unit.tree_start):
        return ""
    query = {"recipient": value_of(recipient), "year": shown.asked.year, "award_type": award}
    return f"{reverse('proposals:create')}?{urlencode(query)}"

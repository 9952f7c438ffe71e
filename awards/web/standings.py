"""Who may be given what: one person or one collective, award by award, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.domain.reasons import first_reason
from awards.selectors import standings as reads
from awards.selectors.not_carried import not_carried
from awards.selectors.standings import AwardStanding
from awards.services.verdicts import keep_faults_of
from awards.web import standing_filters as filters
from awards.web.entry_places import EntryPlaces
from awards.web.evidence import Evidence
from core import clock
from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb, Tab
from legal.models import AwardType
from legal.rules import verdict as verdicts
from legal.rules.verdict import Verdict
from legal.selectors.more_favourable import Favour
from legal.web.explaining import VERDICTS, ContradictionShown, VerdictShown, sets_of, shown
from personnel.models import Staff, Unit

OPENED = "mo"
_ORDER = tuple(filters.WORDS)


@dataclass(frozen=True, slots=True)
class Line:
    """One award in the list.

    Attributes:
        reason: in one sentence, what stands against it or is still open.
        url: the page with this award opened.
        detail: its conditions, where the reader opened it.
        favour: what is told where the newer rules are better.
    """

    award: AwardType
    code: str
    label: str
    tone: str
    reason: str
    url: str
    detail: VerdictShown | None = None
    beside: VerdictShown | None = None
    favour: Favour | None = None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the conditions of an award that was opened."""

    evidence: Evidence
    places: EntryPlaces


def add_fragments() -> None:
    """Lead to these pages from those of people and units, and from one's own record."""
    title = gettext_lazy("Đủ điều kiện khen thưởng")
    for slot in ("staff_detail", "my_record"):
        fragments.register(
            slot, title, lambda person: reverse("awards:person_standing_part", args=[person.code])
        )
    fragments.register(
        "unit_detail", title, lambda unit: reverse("awards:unit_standing_part", args=[unit.code])
    )


@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Every award with the verdict on one person."""
    return _page(request, reads.visible_person(actor_of(request), code))


@require_safe
def person_part(request: HttpRequest, code: str) -> HttpResponse:
    """The same in short, for the page of the person."""
    return _part(request, reads.visible_person(actor_of(request), code))


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Every award with the verdict on one unit as a collective."""
    return _page(request, reads.visible_unit(actor_of(request), code))


@require_safe
def unit_part(request: HttpRequest, code: str) -> HttpResponse:
    """The same in short, for the page of the unit."""
    return _part(request, reads.visible_unit(actor_of(request), code))


def _forecast_of(subject: Staff | Unit) -> str:
    """What a person could be given in the coming years; there is none of collectives."""
    if isinstance(subject, Staff):
        return reverse("awards:person_forecast", args=[subject.code])
    return ""


def _judged(request: HttpRequest, subject: Staff | Unit, asked: reads.Asked) -> list[AwardStanding]:
    read = reads.of_person if isinstance(subject, Staff) else reads.of_unit
    found = read(subject, asked)  # type: ignore[arg-type]
    keep_faults_of(found, asked.received_on, by=actor_of(request), at=clock.now())
    return found


def _page(request: HttpRequest, subject: Staff | Unit) -> HttpResponse:
    asked = filters.asked(request, clock.today())
    found = _judged(request, subject, asked)
    form = filters.StandingFilter(request, [one.award for one in found], search=False)
    counts = Counter(one.verdict.code for one in found)
    wanted = form.value(filters.VERDICT) or ""
    award = form.value(filters.AWARD) or ""
    listed = [
        one
        for one in found
        if (not wanted or one.verdict.code == wanted) and (not award or one.award.code == award)
    ]
    context = {
        "page_title": _("Đủ điều kiện khen thưởng"),
        "page_lead": f"{_name(subject)} · {asked.year}",
        "crumbs": [Crumb(_name(subject), _page_of(subject)), Crumb(_("Đủ điều kiện khen thưởng"))],
        "nav": "personnel",
        "asked": asked,
        "form": form,
        "chips": form.chips(),
        "clear_url": filters.cleared(request),
        "tabs": _tabs(request, counts, wanted),
        "lines": _lines(request, subject, listed),
        "is_known": bool(found),
        "contradictions": _contradictions(request, subject, found),
        "not_carried": not_carried(subject) if isinstance(subject, Unit) else [],
        "lineage_url": reverse("personnel:unit_lineage", args=[subject.code])
        if isinstance(subject, Unit)
        else "",
        "forecast_url": _forecast_of(subject),
        "rule_sets": sets_of(found[0].verdict) if found else (),
        "people_url": reverse("awards:people_standing", args=[subject.code])
        if isinstance(subject, Unit)
        else "",
    }
    return render(request, "awards/standings/page.html", context)


def _part(request: HttpRequest, subject: Staff | Unit) -> HttpResponse:
    asked = filters.asked(request, clock.today())
    found = _judged(request, subject, asked)
    good = [one.award for one in found if one.verdict.code == verdicts.ELIGIBLE]
    counts = Counter(one.verdict.code for one in found)
    context = {
        "page_title": _("Đủ điều kiện khen thưởng"),
        "crumbs": [Crumb(_name(subject), _page_of(subject)), Crumb(_("Đủ điều kiện khen thưởng"))],
        "nav": "personnel",
        "asked": asked,
        "eligible": good,
        "counts": [
            (VERDICTS[code][0], str(filters.WORDS[code]), counts[code])
            for code in _ORDER
            if counts[code]
        ],
        "url": f"{_address(subject)}?nam={asked.year}",
        "people_url": reverse("awards:people_standing", args=[subject.code])
        if isinstance(subject, Unit)
        else "",
    }
    return fragments.render_part(
        request,
        context,
        part="awards/standings/_part.html",
        page="awards/standings/part_page.html",
    )


def _contradictions(
    request: HttpRequest, subject: Staff | Unit, found: Sequence[AwardStanding]
) -> Sequence[ContradictionShown]:
    """What contradicts itself in the records; it leaves every award open, so it is told once."""
    told = [one.verdict for one in found[:1] if one.verdict.contradictions]
    if not told:
        return ()
    return shown(told[0], records=Evidence(actor_of(request), subject, told).of).contradictions


def _lines(
    request: HttpRequest, subject: Staff | Unit, found: Sequence[AwardStanding]
) -> list[Line]:
    opened = request.GET.get(OPENED, "")
    shown_ones = [one for one in found if one.award.code == opened]
    told = [verdict for one in shown_ones for verdict in (one.verdict, one.beside) if verdict]
    beside = _Beside(
        Evidence(actor_of(request), subject, told), EntryPlaces(actor_of(request), subject)
    )
    in_order = sorted(found, key=lambda one: _ORDER.index(one.verdict.code))
    return [_line(request, one, beside if one in shown_ones else None) for one in in_order]


def _line(request: HttpRequest, one: AwardStanding, beside: _Beside | None) -> Line:
    address = request.GET.copy()
    address[OPENED] = one.award.code

    def full(verdict: Verdict | None, *, decides: bool = True) -> VerdictShown | None:
        if verdict is None or beside is None:
            return None
        of, places = beside.evidence.of, beside.places.of
        return shown(verdict, records=of, places=places, decides=decides)

    return Line(
        award=one.award,
        code=one.award.code,
        label=str(filters.WORDS[one.verdict.code]),
        tone=VERDICTS[one.verdict.code][0],
        reason=first_reason(one.verdict),
        url=f"?{address.urlencode()}#{one.award.code}",
        detail=full(one.verdict),
        beside=full(one.beside, decides=False),
        favour=one.favour,
    )


def _tabs(request: HttpRequest, counts: Counter[str], wanted: str) -> list[Tab]:
    def address(code: str) -> str:
        query = request.GET.copy()
        for name in (OPENED, filters.VERDICT):
            query.pop(name, None)
        if code:
            query[filters.VERDICT] = code
        return f"?{query.urlencode()}"

    return [
        Tab(_("Tất cả"), address(""), current=not wanted, count=sum(counts.values())),
        *(
            Tab(str(filters.WORDS[code]), address(code), current=code == wanted, count=counts[code])
            for code in _ORDER
            if counts[code]
        ),
    ]


def _name(subject: Staff | Unit) -> str:
    return subject.full_name if isinstance(subject, Staff) else subject.name


def _address(subject: Staff | Unit) -> str:
    name = "person_standing" if isinstance(subject, Staff) else "unit_standing"
    return reverse(f"awards:{name}", args=[subject.code])


def _page_of(subject: Staff | Unit) -> str:
    name = "staff_detail" if isinstance(subject, Staff) else "unit_detail"
    return reverse(f"personnel:{name}", args=[subject.code])

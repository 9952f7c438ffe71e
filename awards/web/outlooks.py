"""Forecasts: who could be given what in the next years, of a unit and of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.documents import candidate_sheet
from awards.selectors import outlooks as reads
from awards.selectors import portions, standings
from awards.selectors.outlooks import Prospect, YearBooks
from awards.web import candidate_pages as pages
from awards.web import sections
from awards.web.candidate_pages import CandidateFilter, Place
from core import clock
from core.language import official
from core.scope import actor_of
from core.web.parts import Bar, Cell, Column, Crumb, Table
from core.web.years import selected_year
from legal.domain.codes import Standing
from legal.models import AwardType
from legal.rules import verdict as verdicts
from legal.rules.assumptions import words
from legal.rules.forecast import Outlook
from personnel.models import Staff, Unit
from personnel.permissions import VIEW_STAFF
from personnel.permissions import can as personnel_can

IN_YEAR, AT_MOST = "trong_nam", "con_thieu"


class OutlookFilter(CandidateFilter):
    """In which year, and how much may be missing."""

    trong_nam = forms.TypedChoiceField(
        label=gettext_lazy("Có thể trong năm"), required=False, coerce=int, empty_value=None
    )
    con_thieu = forms.TypedChoiceField(
        label=gettext_lazy("Còn cần thêm"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", gettext_lazy("Bao nhiêu cũng xem")),
            ("0", gettext_lazy("Không cần thêm gì")),
            ("1", gettext_lazy("Nhiều nhất 01 việc")),
            ("2", gettext_lazy("Nhiều nhất 02 việc")),
            ("3", gettext_lazy("Nhiều nhất 03 việc")),
        ],
    )

    def __init__(
        self, request: HttpRequest, awards: Iterable[AwardType], years: Iterable[int]
    ) -> None:
        super().__init__(request, awards)
        self.fields[IN_YEAR].choices = [  # type: ignore[attr-defined]
            ("", _("Cả ba năm")),
            *((year, str(year)) for year in years),
        ]

    def fits(self, one: Prospect) -> bool:
        """Tell whether the prospect is among those asked for."""
        year, most = self.value(IN_YEAR), self.value(AT_MOST)
        looked_at = [row for row in one.years.values() if year in (None, row.year)]
        return any(most is None or _least(row) <= most for row in looked_at)


@dataclass(frozen=True, slots=True)
class YearCell:
    """One coming year of one person and award."""

    year: int
    outlook: Outlook | None

    @property
    def tone(self) -> str:
        """How near it is."""
        if self.outlook is None:
            return "neutral"
        return "ok" if self.outlook.as_now else "info"

    @property
    def label(self) -> str:
        """In a word or two."""
        if self.outlook is None:
            return "—"
        return _("Có thể") if self.outlook.as_now else _("Cần thêm")

    @property
    def ways(self) -> list[str]:
        """What would have to come, one text for each way."""
        return [words(way) for way in self.outlook.ways if way] if self.outlook else []

    @property
    def waits(self) -> bool:
        """Whether people would still judge."""
        return self.outlook is not None and self.outlook.code == verdicts.NEEDS_JUDGEMENT

    @property
    def text(self) -> str:
        """All of it as one text, for a sheet."""
        if self.outlook is None:
            return ""
        if self.outlook.as_now:
            return _("Có thể, nếu giữ như hiện nay")
        return _("Có thể, cần thêm: %(ways)s") % {"ways": _("; hoặc ").join(self.ways)}


@dataclass(frozen=True, slots=True)
class Line:
    """One person and one award over the coming years."""

    person: Staff
    award: AwardType
    cells: Sequence[YearCell]
    url: str

    @property
    def retirement(self) -> str:
        """When the person retires, as far as it is recorded."""
        day = self.person.retires_on
        return f"{day:%d/%m/%Y}" if day else _("chưa ghi ngày")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the address asks for, after the policy."""

    unit: Unit
    year: int
    today: date
    parts: Sequence[YearBooks]
    awards: Sequence[AwardType]
    form: OutlookFilter
    portion: portions.Portion

    @property
    def years(self) -> range:
        return reads.coming_years(self.year)


@require_safe
def forecast(request: HttpRequest) -> HttpResponse:
    """Who of a unit could be given what in the next years, a portion of its people at a time."""
    shown, place = _shown(request), Place.of(request)
    found = _found(shown)
    rows = place.cut(found)
    full = reads.every_way_of(shown.portion, shown.parts, rows, year=shown.year, today=shown.today)
    place = Place(shown.portion.number, place.page)
    context = {
        "page_title": _("Dự kiến ba năm tới"),
        "page_lead": f"{shown.unit.name} · {shown.years[0]}–{shown.years[-1]}",
        "tabs": sections.tabs(request, "forecast"),
        "form": shown.form,
        "chips": shown.form.chips(),
        "clear_url": pages.cleared(request, shown.year),
        "year": shown.year,
        "years": shown.years,
        "has_rules": bool(shown.awards),
        "portion": shown.portion,
        "rows": _lines(shown, full),
        "total": len(found),
        "bars": _bars(request, shown, found),
        "counts": _counts(request, shown, found),
        "cautions": _cautions(shown.parts, shown.years),
        "before": place.before(),
        "after": place.after(len(found), shown.portion.of),
        "export_url": pages.with_query(reverse("awards:forecast_file"), request, shown.portion),
        "kept": pages.kept(request),
    }
    return render(request, "awards/candidates/forecast.html", context)


@require_safe
def forecast_file(request: HttpRequest) -> HttpResponse:
    """The forecast of a portion with the same filters, as a sheet."""
    shown = _shown(request)
    with official():
        body = candidate_sheet.forecast(
            _lines(shown, _found(shown)),
            shown.years,
            head=[
                _("Dự kiến ba năm tới: những người có thể đủ điều kiện, không phải cam kết"),
                f"{shown.unit.name} · {shown.years[0]}–{shown.years[-1]}",
                *(f"{chip.label}: {chip.value}" for chip in shown.form.chips()),
                pages.portion_words(shown.portion),
                *_cautions(shown.parts, shown.years),
            ],
        )
    return pages.as_file(body, f"du-kien-{shown.unit.code}-{shown.year}")


@require_safe
def person_forecast(request: HttpRequest, code: str) -> HttpResponse:
    """What one person could be given in the next years; everybody may see his own."""
    actor, today = actor_of(request), clock.today()
    person = standings.visible_person(actor, code)
    year = reads.base_year(selected_year(request), today)
    parts = reads.year_books(person.unit, year)
    alone = portions.only(portions.PERSON, [(person.pk, person.unit.tree_start)])
    found = reads.outlooks(alone, parts, year=year, today=today, every_way=True)
    awards = _awards(parts, year)
    rank = reads.rarest_first(awards)
    rows = sorted((one for one in found if one.award in rank), key=lambda one: rank[one.award])
    back = _back(request, person)
    context = {
        "page_title": _("Dự kiến ba năm tới"),
        "page_lead": f"{person.full_name} · {person.unit.label}",
        "crumbs": [back, Crumb(_("Dự kiến ba năm tới"))] if back else [],
        "nav": "personnel",
        "person": person,
        "year": year,
        "years": reads.coming_years(year),
        "has_rules": bool(awards),
        "rows": _person_lines(person, rows, awards, year),
        "cautions": _cautions(parts, reads.coming_years(year)),
        "standing_url": f"{reverse('awards:person_standing', args=[code])}?nam={year}",
    }
    return render(request, "awards/candidates/person.html", context)


def _back(request: HttpRequest, person: Staff) -> Crumb | None:
    if not personnel_can(actor_of(request), VIEW_STAFF, person):
        return None
    return Crumb(person.full_name, reverse("personnel:staff_detail", args=[person.code]))


def _shown(request: HttpRequest) -> _Shown:
    actor, today = actor_of(request), clock.today()
    unit = pages.unit_asked(request, request.GET.get(pages.UNIT, ""))
    year = reads.base_year(selected_year(request), today)
    parts = reads.year_books(unit, year)
    awards = _awards(parts, year)
    form = OutlookFilter(request, awards, reads.coming_years(year))
    portion = portions.portion(
        unit, actor, today, number=Place.of(request).portion, size=reads.AT_ONCE
    )
    return _Shown(unit, year, today, parts, awards, form, portion)


def _awards(parts: Iterable[YearBooks], year: int) -> list[AwardType]:
    return standings.award_types([part.books[year] for part in parts], portions.PERSON)


def _found(shown: _Shown) -> list[Prospect]:
    """The prospects that fit: the rarest award in front, then those who need least."""
    found = reads.outlooks(
        shown.portion,
        shown.parts,
        year=shown.year,
        today=shown.today,
        awards=shown.form.awards,
    )
    rank = reads.rarest_first(shown.awards)
    place = {key: number for number, (key, _start) in enumerate(shown.portion.places)}
    fitting = [one for one in found if one.award in rank and shown.form.fits(one)]
    return sorted(fitting, key=lambda one: (rank[one.award], one.least, place[one.key]))


def _lines(shown: _Shown, rows: Sequence[Prospect]) -> list[Line]:
    keys = sorted({one.key for one in rows})
    people = {one.pk: one for one in Staff.objects.filter(pk__among=keys).select_related("unit")}
    awards = {award.code: award for award in shown.awards}
    return [_line(people[one.key], awards[one.award], one, shown.year) for one in rows]


def _person_lines(
    person: Staff, rows: Iterable[Prospect], awards: Iterable[AwardType], year: int
) -> list[Line]:
    types = {award.code: award for award in awards}
    return [_line(person, types[one.award], one, year) for one in rows]


def _line(person: Staff, award: AwardType, one: Prospect, year: int) -> Line:
    cells = [YearCell(ahead, one.years.get(ahead)) for ahead in reads.coming_years(year)]
    url = reverse("awards:person_forecast", args=[person.code])
    return Line(person, award, cells, f"{url}?nam={year}")


def _bars(request: HttpRequest, shown: _Shown, found: Iterable[Prospect]) -> list[Bar]:
    """How many people and awards could come in each year, each leading to the year alone."""
    counts = Counter(year for one in found for year in one.years)
    bars = []
    for year in shown.years:
        url = pages.with_query(request.path, request, shown.portion, **{IN_YEAR: str(year)})
        bars.append(Bar(str(year), counts[year], url))
    return bars


def _counts(request: HttpRequest, shown: _Shown, found: Sequence[Prospect]) -> Table:
    """How many people could get each award in each year, each figure leading to them."""
    counts = Counter((one.award, year) for one in found for year in one.years)
    as_now = Counter(
        (one.award, year) for one in found for year, row in one.years.items() if row.as_now
    )
    rows = []
    for award in shown.awards:
        if any(counts[award.code, year] for year in shown.years):
            cells = [
                Cell(
                    counts[award.code, year],
                    _narrowed(request, shown, award.code, year),
                    detail=_("không cần thêm: %(number)d") % {"number": as_now[award.code, year]},
                )
                for year in shown.years
            ]
            rows.append([Cell(award.name, _narrowed(request, shown, award.code)), *cells])
    years = [Column(str(year), numeric=True) for year in shown.years]
    return Table(_("Số người có thể, theo năm"), [Column(_("Danh hiệu, hình thức")), *years], rows)


def _narrowed(request: HttpRequest, shown: _Shown, award: str, year: int | None = None) -> str:
    asked = {pages.AWARD: award, **({} if year is None else {IN_YEAR: str(year)})}
    return pages.with_query(request.path, request, shown.portion, **asked)


def _cautions(parts: Iterable[YearBooks], years: Iterable[int]) -> list[str]:
    """Which rules of the coming years are not sure yet."""
    unsure: dict[str, list[int]] = {}
    for part in parts:
        for year in years:
            for row in part.books[year].sets:
                open_ = any(
                    entry.established is not Standing.TEXT_READ
                    for _place, entry in row.every_entry()
                )
                if open_ or not row.published:
                    unsure.setdefault(f"{row.name} ({row.code})", []).append(year)
    return [
        _("Năm %(years)s xét theo “%(name)s”, có điều kiện chưa đối chiếu xong với văn bản.")
        % {"years": ", ".join(map(str, sorted(set(found)))), "name": name}
        for name, found in unsure.items()
    ]


def _least(row: Outlook) -> int:
    return min(map(len, row.ways))

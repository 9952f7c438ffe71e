"""The people of a unit × awards: who may be given what this year, on screen and as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.documents import standing_sheet
from awards.selectors import standings as reads
from awards.web import standing_filters as filters
from awards.web.exports import MOST, XLSX
from core import clock, keyset
from core.errors import InvalidInput
from core.language import official
from core.scope import actor_of
from core.web.parts import Chip, Crumb
from legal.models import AwardType
from legal.rules import verdict as verdicts
from personnel.models import Staff, Unit
from personnel.models.staff import StaffQuerySet

PAGE_SIZE = 50
# Without a choice the titles and forms that are given every year, as many as a screen holds.
USUAL = ("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ", "BK_TINH", "BK_BO", "BK_TTG")
# To find everybody with a verdict all have to be judged.
MOST_JUDGED = 20_000
# Tones and words that fit into a cell; a table full of "not yet" is no alarm.
SHORT = {
    verdicts.ELIGIBLE: ("ok", gettext_lazy("Đủ")),
    verdicts.NOT_YET: ("neutral", gettext_lazy("Chưa")),
    verdicts.BARRED: ("danger", gettext_lazy("Không xét")),
    verdicts.NEEDS_JUDGEMENT: ("warn", gettext_lazy("Cần xét")),
    verdicts.UNKNOWN: ("info", gettext_lazy("Thiếu")),
    verdicts.NO_RULE: ("neutral", gettext_lazy("—")),
    verdicts.ERROR: ("danger", gettext_lazy("Lỗi")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one award."""

    award: str
    word: str
    label: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person with all awards shown."""

    person: Staff
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the address asks for, after the policy."""

    unit: Unit
    asked: reads.Asked
    form: filters.StandingFilter
    parts: Sequence[reads.Part]
    columns: Sequence[AwardType]
    verdict: str

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.columns]


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """A page of the people of a unit and of all below it."""
    shown = _shown(request, code)
    rows = _people(request, shown)
    page = keyset.page(
        rows.select_related("unit"),
        order=("sort_key", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    found = _judged(Staff.objects.filter(pk__in=[one.pk for one in page.rows]), shown)
    export = request.GET.copy()
    export.pop("trang", None)
    context = {
        "page_title": _("Ai đủ điều kiện khen thưởng"),
        "page_lead": f"{shown.unit.name} · {shown.asked.year}",
        "crumbs": _crumbs(shown.unit),
        "nav": "personnel",
        "asked": shown.asked,
        "form": shown.form,
        "chips": shown.form.chips(),
        "clear_url": filters.cleared(request),
        "columns": shown.columns,
        "rows": [_row(one, found.get(one.pk, {}), shown) for one in page.rows],
        "page": page,
        "total": rows.count(),
        "legend": _legend(),
        "unit_url": f"{reverse('awards:unit_standing', args=[code])}?nam={shown.asked.year}",
        "export_url": f"{reverse('awards:people_standing_file', args=[code])}?{export.urlencode()}",
    }
    return render(request, "awards/standings/people.html", context)


@require_safe
def people_file(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the list with the same filters, as a sheet."""
    shown = _shown(request, code)
    rows = _people(request, shown)
    if rows.count() > MOST:
        raise InvalidInput(
            _("Danh sách dài quá %(most)d dòng. Hãy lọc bớt, ví dụ theo năm hoặc đơn vị.")
            % {"most": MOST}
        )
    found = _judged(rows, shown)
    with official():
        body = standing_sheet.build(
            [
                (one, [found.get(one.pk, {}).get(award, "") for award in shown.codes])
                for one in rows.select_related("unit").in_name_order()
            ],
            shown.columns,
            head=_head(shown, shown.form.chips()),
        )
    response = HttpResponse(body, content_type=XLSX)
    name = f"du-dieu-kien-{shown.unit.code}-{shown.asked.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(request: HttpRequest, code: str) -> _Shown:
    unit = reads.visible_unit(actor_of(request), code)
    asked = filters.asked(request, clock.today())
    parts = reads.parts_of(unit, asked.received_on)
    offered = reads.award_types([part.book for part in parts], "INDIVIDUAL")
    form = filters.StandingFilter(request, offered, search=True)
    award = form.value(filters.AWARD)
    wanted = [award] if award else USUAL
    return _Shown(
        unit=unit,
        asked=asked,
        form=form,
        parts=parts,
        columns=[one for one in offered if one.code in wanted],
        verdict=form.value(filters.VERDICT) or "",
    )


def _people(request: HttpRequest, shown: _Shown) -> StaffQuerySet:
    """Who works in the unit or below it and fits the filters; not the reader's whole reach."""
    rows = reads.visible_people(actor_of(request)).in_subtree(shown.unit)
    rows = rows.working_on(shown.asked.received_on)
    if text := shown.form.value(filters.SEARCH):
        rows = rows.matching(text)
    if not shown.verdict:
        return rows
    if rows.count() > MOST_JUDGED:
        raise InvalidInput.at(
            filters.VERDICT,
            _("Đơn vị này có quá %(most)d người nên không lọc theo kết luận được.")
            % {"most": MOST_JUDGED},
            _("Hãy mở một đơn vị trực thuộc."),
        )
    found = _judged(rows, shown)
    return rows.filter(
        pk__among=[key for key, codes in found.items() if shown.verdict in codes.values()]
    )


def _judged(people: QuerySet[Any], shown: _Shown) -> dict[int, dict[str, str]]:
    return dict(reads.codes_of_people(people, shown.parts, shown.codes, shown.asked))  # type: ignore[arg-type]


def _row(person: Staff, codes: dict[str, str], shown: _Shown) -> Row:
    page = reverse("awards:person_standing", args=[person.code])
    address = f"{page}?nam={shown.asked.year}"
    return Row(
        person,
        address,
        [_cell(one, codes.get(one.code, verdicts.NO_RULE), address) for one in shown.columns],
    )


def _cell(award: AwardType, code: str, address: str) -> Cell:
    return Cell(
        award=award.short_name,
        word=str(SHORT[code][1]),
        label=str(filters.WORDS[code]),
        tone=SHORT[code][0],
        url=f"{address}&mo={award.code}#{award.code}",
    )


def _legend() -> list[tuple[str, str, str]]:
    return [(tone, str(word), str(filters.WORDS[code])) for code, (tone, word) in SHORT.items()]


def _crumbs(unit: Unit) -> list[Crumb]:
    return [
        Crumb(unit.name, reverse("personnel:unit_detail", args=[unit.code])),
        Crumb(_("Ai đủ điều kiện khen thưởng")),
    ]


def _head(shown: _Shown, chips: Iterable[Chip]) -> list[str]:
    return [
        _("Người đủ điều kiện khen thưởng năm %(year)d") % {"year": shown.asked.year},
        shown.unit.name,
        _("Như hồ sơ nhận ngày %(day)s") % {"day": f"{shown.asked.received_on:%d/%m/%Y}"},
        "; ".join(f"{chip.label}: {chip.value}" for chip in chips) or _("Không lọc"),
    ]

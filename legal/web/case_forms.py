"""Forms in which a made-up case is typed: the frame, and rows for years, awards, works and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from core.web.forms import DateField
from legal.models import AwardType, RuleSet
from legal.rules.facts import (
    ABSENCES,
    CLAIMS,
    COLLECTIVES,
    DISCIPLINES,
    GRADES,
    GROUNDS,
    OCCUPATIONS,
    SCOPES,
    UNDER_REVIEW,
)

PERSON: Final = "person"
COLLECTIVE: Final = "collective"
_YES_NO: Final = [("", _("Chưa rõ")), ("true", _("Có")), ("false", _("Không"))]
_BASES: Final = ("MERIT", "SUDDEN", "MOVEMENT", "CONTRIBUTION", "DIPLOMATIC")
_LEVELS: Final = {code: SCOPES[code] for code in ("PROVINCE", "MINISTRY", "NATIONAL")}


def _choices(words: Mapping[str, str], blank: Any = None) -> list[tuple[str, Any]]:
    named = [(code, capfirst(_(word))) for code, word in words.items()]
    return named if blank is None else [("", blank), *named]


def _year(label: Any, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=1945, max_value=2100)


def _pick(words: Mapping[str, str], label: Any, *, blank: Any = "—") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=_choices(words, blank))


class CaseForm(forms.Form):
    """What is judged: awards, year, days and the sets to add."""

    name = forms.CharField(
        label=_("Tên trường hợp"), required=False, max_length=120, help_text=_("Tên tự đặt.")
    )
    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"), required=False)
    year = _year(_("Năm xét thành tích"), required=True)
    received_on = DateField(
        label=_("Ngày cơ quan có thẩm quyền nhận hồ sơ"),
        help_text=_("Bộ quy tắc được chọn theo ngày này."),
    )
    judged_on = DateField(label=_("Ngày xét"), required=False, help_text=_("Để trống là hôm nay."))
    sets = forms.MultipleChoiceField(
        label=_("Thêm bộ quy tắc của tỉnh, đơn vị"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    claims = forms.MultipleChoiceField(
        label=_("Thành tích hồ sơ nêu"),
        choices=_choices(CLAIMS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unlisted = forms.BooleanField(
        label=_("Mục không nhập dòng nào coi là không có (bỏ chọn: coi là chưa biết)"),
        required=False,
    )

    object_word = ""
    kinds: tuple[str, ...] = ()

    def offer(self, awards: Iterable[AwardType], sets: Iterable[RuleSet]) -> None:
        """Fill in the awards such recipients can get, and the sets of provinces and units."""
        rows = [row for row in awards if set(self.kinds) & set(row.object_kinds)]
        self.fields["award"].choices = [  # type: ignore[attr-defined]
            ("", _("Tất cả danh hiệu, hình thức có tiêu chuẩn")),
            *((row.code, row.short_name) for row in rows),
        ]
        named = [(row.code, f"{row.code} · {row.name}") for row in sets]
        if named:
            self.fields["sets"].choices = named  # type: ignore[attr-defined]
        else:
            del self.fields["sets"]

    def values(self) -> dict[str, Any]:
        """Return what was typed as the plain values of a case."""
        found = filled(self.cleaned_data)
        found["unlisted"] = "none" if self.cleaned_data["unlisted"] else "unknown"
        return {"object": self.object_word, "claims": [], **found}


class PersonCaseForm(CaseForm):
    """A made-up person."""

    object_word = PERSON
    kinds = ("INDIVIDUAL",)
    occupation = forms.ChoiceField(label=_("Đối tượng"), choices=_choices(OCCUPATIONS))
    sex = _pick(
        {"FEMALE": gettext_noop("nữ"), "MALE": gettext_noop("nam")},
        _("Giới tính"),
        blank=_("Chưa rõ"),
    )
    joined_on = DateField(label=_("Ngày đầu tiên ở cơ quan"), required=False)
    recruited_on = DateField(label=_("Ngày quyết định tuyển dụng"), required=False)
    service_from = DateField(label=_("Bắt đầu công tác ở bất kỳ đâu"), required=False)
    retires_on = DateField(label=_("Ngày nghỉ hưu"), required=False)
    absence_days = forms.IntegerField(
        label=_("Số ngày nghỉ trong năm xét"), required=False, min_value=0, max_value=366
    )
    fieldsets = [
        (_("Xét gì"), ["name", "award", "year", "received_on", "judged_on", "sets", "claims"]),
        (_("Người được xét"), ["occupation", "sex", "joined_on", "recruited_on", "service_from",
                               "retires_on", "absence_days", "unlisted"]),
    ]  # fmt: skip


class CollectiveCaseForm(CaseForm):
    """A made-up collective or household."""

    object_word = COLLECTIVE
    kinds = ("COLLECTIVE", "HOUSEHOLD")
    kind = forms.ChoiceField(label=_("Loại tập thể"), choices=_choices(COLLECTIVES))
    founded_on = DateField(label=_("Ngày thành lập"), required=False)
    eligible_for_flag = forms.ChoiceField(
        label=_("Thuộc đối tượng tặng cờ thi đua"), required=False, choices=_YES_NO
    )
    fieldsets = [
        (_("Xét gì"), ["name", "award", "year", "received_on", "judged_on", "sets", "claims"]),
        (_("Tập thể được xét"), ["kind", "founded_on", "eligible_for_flag", "unlisted"]),
    ]  # fmt: skip


# --- Rows -----------------------------------------------------------------------------------


class Row(forms.Form):
    """One row; an empty one is left aside."""

    needed: tuple[str, ...] = ()
    # Fields that have a value in an empty row.
    always: frozenset[str] = frozenset({"DELETE"})

    def clean(self) -> dict[str, Any]:
        """Ask for what a row cannot do without, once something of it is typed."""
        given = self.cleaned_data
        if filled({name: given[name] for name in given if name not in self.always}):
            for name in self.needed:
                if name not in self.errors and given.get(name) in (None, ""):
                    self.add_error(
                        name, _("Dòng này còn thiếu mục này; xóa hết dòng nếu không cần.")
                    )
        return given

    def values(self) -> dict[str, Any]:
        """Return what was typed, or nothing where the row was left empty."""
        found = filled(self.cleaned_data)
        return found if any(name not in self.always for name in found) else {}


class GradeRow(Row):
    """The grade of a year; a year without grade is left aside."""

    year = _year(_("Năm"))
    grade = _pick(GRADES, _("Xếp loại"), blank=_("Chưa biết"))
    needed = ("year",)
    always = frozenset({"DELETE", "year"})


class AwardRow(Row):
    """An award that stands."""

    code = forms.ChoiceField(label=_("Danh hiệu, hình thức"), required=False)
    year = _year(_("Cho thành tích năm"))
    decided_on = DateField(label=_("Ngày quyết định"), required=False)
    basis = forms.ChoiceField(
        label=_("Khen về"),
        choices=_choices({code: CLAIMS[code] for code in _BASES}),
        initial="MERIT",
        required=False,
    )
    ground = _pick(GROUNDS, _("Căn cứ được tặng"), blank=_("Không ghi"))
    needed = ("code", "year")
    always = frozenset({"DELETE", "basis"})


class WorkRow(Row):
    """An initiative or a scientific topic."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[("initiatives", _("Sáng kiến")), ("topics", _("Đề tài, công trình"))],
        required=False,
    )
    scope = _pick(SCOPES, _("Phạm vi công nhận"))
    recognised_on = DateField(label=_("Ngày công nhận, nghiệm thu"), required=False)
    applied = forms.ChoiceField(label=_("Đã áp dụng"), choices=_YES_NO, required=False)
    influence = _pick(SCOPES, _("Phạm vi ảnh hưởng"), blank=_("Không ghi"))
    needed = ("scope", "recognised_on")
    always = frozenset({"DELETE", "kind"})


class DisciplineRow(Row):
    """A discipline, or a case being looked into."""

    kind = _pick({**DISCIPLINES, UNDER_REVIEW: gettext_noop("đang xem xét")}, _("Hình thức"))
    start = DateField(label=_("Từ ngày"), required=False)
    end = DateField(label=_("Hết hiệu lực từ ngày"), required=False)
    needed = ("kind", "start")


class AbsenceRow(Row):
    """A long absence."""

    kind = _pick(ABSENCES, _("Lý do"))
    start = DateField(label=_("Từ ngày"), required=False)
    end = DateField(label=_("Trở lại từ ngày"), required=False)
    needed = ("kind", "start")


class MemberRow(Row):
    """How the members of a collective did in a year."""

    year = _year(_("Năm"))
    total = forms.IntegerField(label=_("Tổng số người"), required=False, min_value=0)
    ldtt = forms.IntegerField(label=_("Đạt LĐTT"), required=False, min_value=0)
    cstdcs = forms.IntegerField(label=_("Đạt CSTĐCS"), required=False, min_value=0)
    completed = forms.IntegerField(
        label=_("Hoàn thành nhiệm vụ trở lên"), required=False, min_value=0
    )
    disciplined = forms.IntegerField(label=_("Bị kỷ luật từ cảnh cáo"), required=False, min_value=0)
    needed = ("year", "total", "ldtt", "cstdcs")


class LeadRow(Row):
    """A year in which a collective led its bloc."""

    year = _year(_("Năm"))
    level = _pick(_LEVELS, _("Dẫn đầu cụm, khối thi đua"))
    needed = ("year", "level")


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is not blank, days as text; a zero is not blank."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None and value is not False and value not in ("", [])
    }

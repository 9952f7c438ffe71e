"""The list of annual grades of units (nạp xếp loại của tập thể)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import Column
from core.imports.columns import Kind
from core.language import in_official_language
from personnel import permissions
from personnel.models import Grade, UnitAssessment
from personnel.services import unit_grades as steps
from personnel.services.loading.record_list import UNITS, RecordList
from personnel.services.loading.shared_columns import UNIT_ALIASES, above_column
from personnel.services.loading.unit_grade_rows import FIELDS, UnitGradeChecker


@in_official_language
def _columns() -> Sequence[Column]:
    """The columns of the template."""
    return [
        Column(
            "unit",
            _("Đơn vị"),
            required=True,
            max_length=200,
            note=_("Mã hoặc tên đơn vị; tên chưa rõ sẽ được hỏi một lần."),
            aliases=(*UNIT_ALIASES, "Tập thể", "Tên tập thể"),
        ),
        above_column(),
        Column("year", _("Năm"), required=True, kind=Kind.NUMBER, aliases=("Năm xếp loại",)),
        Column(
            "grade",
            _("Mức độ hoàn thành nhiệm vụ"),
            required=True,
            max_length=60,
            note=_("Ghi đủ chữ, mã, hoặc HTXSNV, HTTNV, HTNV, KHTNV."),
            aliases=("Mức xếp loại", "Xếp loại", "Kết quả xếp loại", "Kết quả đánh giá"),
        ),
        Column(
            "party_grade",
            _("Xếp loại tổ chức đảng"),
            max_length=60,
            note=_("Chi bộ, đảng bộ của đơn vị trong năm đó; để trống nếu không rõ."),
            aliases=("Xếp loại chi bộ", "Xếp loại đảng bộ", "Tổ chức đảng"),
        ),
        Column("decision_ref", _("Số văn bản"), max_length=60, aliases=("Số quyết định", "Số QĐ")),
        Column("decided_on", _("Ngày văn bản"), kind=Kind.DAY, aliases=("Ngày quyết định",)),
    ]


UNIT_ASSESSMENTS = RecordList(
    key="personnel.unit_assessments",
    label=gettext_lazy("Xếp loại của tập thể"),
    lead=gettext_lazy(
        "Ghi mức độ hoàn thành nhiệm vụ từng năm của đơn vị, và xếp loại tổ chức đảng nếu có. Mức "
        "khác với mức đã ghi được nêu ra để kiểm tra, không ghi đè; phần còn thiếu được bổ sung."
    ),
    action=permissions.CHANGE_UNIT,
    file_name="mau-xep-loai-tap-the.xlsx",
    max_rows=100_000,
    columns=_columns,
    code_lists=((gettext_lazy("Mức xếp loại"), Grade.choices),),
    checker=UnitGradeChecker,
    labels=(gettext_lazy("Kết quả mới"), gettext_lazy("Được bổ sung")),
    model=UnitAssessment,
    about=UNITS,
    fields=FIELDS,
    steps=(steps.RECORDED, steps.RECORDED),
    later=(steps.RECORDED, steps.WITHDRAWN),
)
"""Mức độ hoàn thành nhiệm vụ của tập thể: grades of any years, each with its decision."""

"""The list of annual grades (nạp kết quả xếp loại)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import Column
from core.imports.columns import Kind
from core.language import in_official_language
from personnel import permissions
from personnel.models import AnnualAssessment, AssessmentRule, Grade
from personnel.services.loading.assessment_rows import FIELDS, AssessmentChecker
from personnel.services.loading.record_list import PEOPLE, RecordList
from personnel.services.loading.shared_columns import staff_columns


@in_official_language
def _columns() -> Sequence[Column]:
    """The columns of the template."""
    return [
        *staff_columns(),
        Column("year", _("Năm"), required=True, kind=Kind.NUMBER, aliases=("Năm xếp loại",)),
        Column(
            "grade",
            _("Mức xếp loại"),
            required=True,
            max_length=60,
            note=_("Ghi đủ chữ, mã, hoặc HTXSNV, HTTNV, HTNV, KHTNV."),
            aliases=("Xếp loại", "Kết quả xếp loại", "Kết quả đánh giá"),
        ),
        Column("decision_ref", _("Số văn bản"), max_length=60, aliases=("Số quyết định", "Số QĐ")),
        Column("decided_on", _("Ngày văn bản"), kind=Kind.DAY, aliases=("Ngày quyết định",)),
        Column(
            "rule",
            _("Quy định đánh giá"),
            max_length=80,
            note=_("Để trống là theo năm và loại nhân sự."),
            aliases=("Căn cứ đánh giá",),
        ),
    ]


ASSESSMENTS = RecordList(
    key="personnel.assessments",
    label=gettext_lazy("Kết quả xếp loại hằng năm"),
    lead=gettext_lazy(
        "Ghi mức xếp loại từng năm của người đã có hồ sơ. Mức khác với mức đã ghi được nêu ra để "
        "kiểm tra, không ghi đè; số, ngày văn bản còn thiếu được bổ sung."
    ),
    action=permissions.CHANGE_STAFF,
    file_name="mau-xep-loai.xlsx",
    max_rows=300_000,
    columns=_columns,
    cells={"on": "year"},
    code_lists=(
        (gettext_lazy("Mức xếp loại"), Grade.choices),
        (gettext_lazy("Quy định đánh giá"), AssessmentRule.choices),
    ),
    checker=AssessmentChecker,
    labels=(gettext_lazy("Kết quả mới"), gettext_lazy("Bổ sung văn bản, quy định")),
    model=AnnualAssessment,
    about=PEOPLE,
    fields=FIELDS,
    steps=("personnel.assessment_recorded", "personnel.assessment_recorded"),
    later=("personnel.assessment_recorded", "personnel.assessment_withdrawn"),
)
"""Kết quả xếp loại: grades of any years, each with its decision."""

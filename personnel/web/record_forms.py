"""Forms of units' grades and of notices from other agencies: they ask, the services judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.models import Grade
from personnel.services import bars
from personnel.web.forms import UnitField, day_field

_FIRST_DAY_WITHOUT = _("Ngày đầu tiên không còn bị lưu ý.")


class UnitGradeForm(forms.Form):
    """A unit's grade of one year."""

    grade = forms.ChoiceField(label=_("Mức độ hoàn thành nhiệm vụ"), choices=Grade.choices)
    party_grade = forms.ChoiceField(
        label=_("Xếp loại tổ chức đảng"),
        required=False,
        choices=[("", _("Chưa rõ hoặc không có")), *Grade.choices],
        help_text=_(
            "Chi bộ, đảng bộ của đơn vị trong năm đó; một số hình thức khen hỏi cả mức này."
        ),
    )
    decision_ref = forms.CharField(label=_("Số văn bản"), required=False, max_length=60)
    decided_on = day_field(_("Ngày văn bản"), required=False)


class NewUnitGradeForm(UnitGradeForm):
    """A unit's grade of a year that has none yet."""

    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2200)

    field_order = ["year", "grade", "party_grade", "decision_ref", "decided_on"]


class NewBarForm(forms.Form):
    """What another agency's paper says of a person."""

    source = forms.CharField(
        label=_("Cơ quan gửi"),
        max_length=bars.SOURCE_LENGTH,
        help_text=_("Như: Công an tỉnh, Thuế tỉnh, Bảo hiểm xã hội, Thanh tra tỉnh."),
    )
    reason = forms.CharField(
        label=_("Nội dung"),
        max_length=bars.REASON_LENGTH,
        help_text=_("Việc đang xem xét hoặc vi phạm, ngắn gọn đúng như văn bản."),
    )
    document_ref = forms.CharField(label=_("Số văn bản"), max_length=bars.REF_LENGTH)
    document_on = day_field(_("Ngày văn bản"))
    valid_from = day_field(
        _("Lưu ý từ ngày"), required=False, help_text=_("Để trống là từ ngày văn bản.")
    )


class BarForm(NewBarForm):
    """A notice put right, lifted or not."""

    valid_to = day_field(_("Gỡ từ ngày"), required=False, help_text=_FIRST_DAY_WITHOUT)
    lifting_ref = forms.CharField(
        label=_("Số văn bản gỡ"), required=False, max_length=bars.REF_LENGTH
    )


class LiftForm(forms.Form):
    """The paper that clears the person."""

    on = day_field(_("Gỡ từ ngày"), help_text=_FIRST_DAY_WITHOUT)
    lifting_ref = forms.CharField(
        label=_("Số văn bản gỡ"),
        max_length=bars.REF_LENGTH,
        help_text=_("Văn bản kết luận của cơ quan gửi; không có văn bản thì chưa gỡ."),
    )


class BarListFilter(forms.Form):
    """What narrows the list of notices."""

    STANDING, LIFTED, ALL = "", "da-go", "tat-ca"

    q = forms.CharField(label=_("Tên hoặc số hiệu"), required=False, max_length=100)
    don_vi = UnitField("nhan-su", _("Đơn vị"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            (STANDING, _("Đang bị lưu ý")),
            (LIFTED, _("Đã gỡ")),
            (ALL, _("Tất cả")),
        ],
    )

    def wanted(self) -> dict[str, Any]:
        """What was asked for; a filter with a fault narrows nothing."""
        return self.cleaned_data if self.is_valid() else {}

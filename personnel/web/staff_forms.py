"""Forms about people: the list's filters, places of work, grades, conduct, spouses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import SearchPick
from personnel.models import (
    AbsenceKind,
    AssessmentRule,
    DisciplineForm,
    Grade,
    Staff,
    StaffCategory,
    TrainingResult,
)
from personnel.selectors import staff_list
from personnel.web.forms import UnitField, day_field

_FIRST_DAY_AFTER = _("Ngày đầu tiên không còn tính. Để trống nếu chưa biết.")
_REASON_HELP = _("Được giữ trong nhật ký.")


class StaffListFilter(forms.Form):
    """What narrows the staff list."""

    STATES = {"": staff_list.WORKING, "da-nghi": staff_list.LEFT, "tat-ca": staff_list.ALL}
    POSTS = {"": None, "lanh-dao": True, "khong": False}

    q = forms.CharField(label=_("Tên hoặc số hiệu"), required=False, max_length=100)
    don_vi = UnitField("xem", _("Đơn vị"), required=False)
    loai = forms.ChoiceField(
        label=_("Loại nhân sự"), required=False, choices=[("", _("Tất cả")), *StaffCategory.choices]
    )
    chuc_vu = forms.ChoiceField(
        label=_("Chức vụ"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("lanh-dao", _("Lãnh đạo, quản lý")),
            ("khong", _("Không giữ chức vụ lãnh đạo, quản lý")),
        ],
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Đang công tác")), ("da-nghi", _("Đã thôi việc")), ("tat-ca", _("Tất cả"))],
    )
    ngay = day_field(
        _("Tại ngày"),
        required=False,
        help_text=_("Ai làm việc ở đâu vào ngày đó; để trống là hôm nay."),
    )

    def wanted(self) -> staff_list.Wanted:
        """What the list is asked for; a filter with a fault narrows nothing."""
        values = self.cleaned_data if self.is_valid() else {}
        return staff_list.Wanted(
            unit=values.get("don_vi"),
            category=values.get("loai", ""),
            manager=self.POSTS[values.get("chuc_vu", "")],
            text=values.get("q", ""),
            state=self.STATES[values.get("tinh_trang", "")],
            on=values.get("ngay"),
        )


class PlaceForm(forms.Form):
    """A place of work."""

    unit = UnitField("nhan-su", _("Đơn vị"))
    post = forms.CharField(label=_("Chức vụ, chức danh"), max_length=150)
    is_manager = forms.BooleanField(label=_("Giữ chức vụ lãnh đạo, quản lý"), required=False)
    on = day_field(_("Từ ngày"))
    decision_ref = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)


class ConcurrentForm(PlaceForm):
    """A post held beside the place of work."""

    until = day_field(_("Đến trước ngày"), required=False, help_text=_FIRST_DAY_AFTER)

    field_order = ["unit", "post", "is_manager", "on", "until", "decision_ref"]


class EndForm(forms.Form):
    """The end of something that goes on."""

    on = day_field(_("Ngày kết thúc"), help_text=_("Ngày đầu tiên không còn tính."))
    decision_ref = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)


class WithdrawForm(forms.Form):
    """Taking back what was entered wrongly."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, help_text=_REASON_HELP)


class LeaveDayForm(forms.Form):
    """The last day of service, put right or taken back."""

    on = day_field(
        _("Ngày thôi việc"),
        required=False,
        help_text=_("Ngày đầu tiên không còn làm việc. Để trống để hủy việc ghi thôi việc."),
    )


class GradeForm(forms.Form):
    """The grade of one year."""

    grade = forms.ChoiceField(label=_("Mức xếp loại"), choices=Grade.choices)
    decision_ref = forms.CharField(label=_("Số văn bản"), required=False, max_length=60)
    decided_on = day_field(_("Ngày văn bản"), required=False)
    rule = forms.ChoiceField(
        label=_("Quy định đánh giá"),
        required=False,
        choices=[("", _("Theo năm và loại nhân sự")), *AssessmentRule.choices],
        help_text=_("Chỉ chọn khi năm đó được đánh giá theo quy định khác."),
    )


class NewGradeForm(GradeForm):
    """The grade of a year that has none yet."""

    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2200)

    field_order = ["year", "grade", "decision_ref", "decided_on", "rule"]


class SpouseForm(forms.Form):
    """The spouse on the same staff list."""

    spouse = forms.ModelChoiceField(
        Staff.objects.none(),
        label=_("Vợ, chồng cùng danh sách nhân sự"),
        required=False,
        to_field_name="code",
        empty_label="",
        widget=SearchPick(placeholder=_("Gõ tên hoặc số hiệu…")),
        help_text=_("Không ai được xử lý hồ sơ của vợ, chồng mình. Để trống để bỏ ghi."),
    )

    def offer(self, people: QuerySet[Staff]) -> None:
        """Offer these people and search among them."""
        field: Any = self.fields["spouse"]
        field.queryset = people
        field.widget.search_url = reverse("personnel:staff_pick", args=["xem"])


class ReviewForm(forms.Form):
    """A case under review, or what is known of a discipline besides its form."""

    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến trước ngày"), required=False, help_text=_FIRST_DAY_AFTER)
    decision_ref = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)
    decided_on = day_field(_("Ngày quyết định"), required=False)
    reason = forms.CharField(label=_("Nội dung"), required=False, max_length=500)


class OverlapForm(forms.Form):
    """Asks, once it was told, whether a discipline at the same time is really on the paper."""

    overlap_known = forms.BooleanField(
        label=_("Vẫn ghi: văn bản ghi đúng như vậy"), required=False, widget=forms.HiddenInput
    )

    def add_error(self, field: str | None, error: Any) -> None:
        """Show the box when there is something to know."""
        if field == "overlap_known":
            self.fields["overlap_known"].widget = forms.CheckboxInput()
        super().add_error(field, error)


class ConductForm(OverlapForm, ReviewForm):
    """A discipline with its decision and period, or a case under review."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=DisciplineForm.choices)

    field_order = [
        *("form", "valid_from", "valid_to", "decision_ref", "decided_on", "reason"),
        "overlap_known",
    ]


class OutcomeForm(OverlapForm):
    """How a case under review ended."""

    on = day_field(_("Ngày kết thúc xem xét"))
    form = forms.ChoiceField(
        label=_("Kết quả"),
        required=False,
        choices=[
            ("", _("Không kỷ luật")),
            *(
                (form.value, form.label)
                for form in DisciplineForm
                if form != DisciplineForm.UNDER_REVIEW
            ),
        ],
    )
    decision_ref = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)
    decided_on = day_field(_("Ngày quyết định"), required=False)
    valid_to = day_field(
        _("Kỷ luật có hiệu lực đến trước ngày"), required=False, help_text=_FIRST_DAY_AFTER
    )
    reason = forms.CharField(label=_("Nội dung"), required=False, max_length=500)

    field_order = [
        *("on", "form", "decision_ref", "decided_on", "valid_to", "reason"),
        "overlap_known",
    ]


class AbsenceForm(forms.Form):
    """Long training or leave."""

    kind = forms.ChoiceField(label=_("Loại"), choices=AbsenceKind.choices)
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(
        _("Đến trước ngày"), required=False, help_text=_("Ngày đầu tiên trở lại làm việc.")
    )
    result = forms.ChoiceField(
        label=_("Kết quả học tập"),
        required=False,
        choices=[("", _("Chưa có")), *TrainingResult.choices],
        help_text=_("Chỉ cho đào tạo, bồi dưỡng."),
    )
    decision_ref = forms.CharField(label=_("Số văn bản"), required=False, max_length=60)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

"""Forms of the pages of science works: they ask and convert; the services judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import DateField, LongText
from emulation.models import Scope, WorkKind, WorkRole
from emulation.models.science import INFLUENCE_SCOPES
from emulation.services.years import FIRST_YEAR, LAST_YEAR
from emulation.web.forms import ANY
from personnel.web.forms import PersonField, UnitField

INFLUENCE_CHOICES = [(scope.value, scope.label) for scope in INFLUENCE_SCOPES]
YES, NO = "co", "chua"


class ScienceFilter(forms.Form):
    """What narrows the list of science works, besides the year of the page."""

    q = forms.CharField(label=_("Tên, mã số hoặc người"), required=False, max_length=100)
    don_vi = UnitField("xem", _("Đơn vị"), required=False)
    tai_ngay = DateField(
        label=_("Cơ cấu tổ chức tại ngày"),
        required=False,
        help_text=_("Với đơn vị đã chọn: tính các đơn vị trực thuộc của ngày đó."),
    )
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[*ANY, *WorkKind.choices])
    cap = forms.ChoiceField(
        label=_("Cấp nghiệm thu"), required=False, choices=[*ANY, *Scope.choices]
    )
    ap_dung = forms.ChoiceField(
        label=_("Áp dụng hiệu quả"),
        required=False,
        choices=[*ANY, (YES, _("Đã áp dụng")), (NO, _("Chưa ghi"))],
    )
    anh_huong = forms.ChoiceField(
        label=_("Phạm vi ảnh hưởng"), required=False, choices=[*ANY, *INFLUENCE_CHOICES]
    )


class WorkForm(forms.Form):
    """An accepted work, apart from those who took part in it."""

    fieldsets = [
        (_("Đề tài"), ["code", "title", "kind", "unit"]),
        (_("Nghiệm thu"), ["scope", "accepted_on", "acceptance_ref", "year"]),
        (
            _("Áp dụng hiệu quả"),
            ["applied", "evidence"],
            _("Chỉ đánh dấu khi có căn cứ; điều kiện của danh hiệu hỏi tới nội dung này."),
        ),
        (
            _("Phạm vi ảnh hưởng được công nhận"),
            ["influence_scope", "influence_ref", "influence_on"],
            _(
                "Ghi khi người đứng đầu bộ, ban, ngành, tỉnh đã công nhận hiệu quả và khả năng "
                "ảnh hưởng; nếu chưa thì để trống cả ba ô."
            ),
        ),
    ]

    code = forms.CharField(
        label=_("Mã số"), max_length=40, help_text=_("Số đăng ký hoặc số hợp đồng của đề tài.")
    )
    title = forms.CharField(label=_("Tên"), max_length=500)
    kind = forms.ChoiceField(label=_("Loại"), choices=WorkKind.choices, widget=forms.RadioSelect)
    unit = UnitField("xem", _("Đơn vị chủ trì"))
    scope = forms.ChoiceField(
        label=_("Cấp nghiệm thu"), choices=Scope.choices, widget=forms.RadioSelect
    )
    accepted_on = DateField(label=_("Ngày nghiệm thu"))
    acceptance_ref = forms.CharField(
        label=_("Số văn bản nghiệm thu"), max_length=60, help_text=_("Ví dụ 45/QĐ-SKHCN.")
    )
    year = forms.IntegerField(
        label=_("Tính cho năm"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Để trống thì là năm nghiệm thu."),
    )
    applied = forms.BooleanField(label=_("Đã áp dụng hiệu quả"), required=False)
    evidence = forms.CharField(
        label=_("Căn cứ áp dụng hiệu quả"),
        required=False,
        max_length=4000,
        widget=LongText(rows=3),
        help_text=_("Nơi áp dụng, kết quả và văn bản xác nhận."),
    )
    influence_scope = forms.ChoiceField(
        label=_("Phạm vi ảnh hưởng"),
        required=False,
        choices=[("", _("Chưa được công nhận")), *INFLUENCE_CHOICES],
    )
    influence_ref = forms.CharField(label=_("Số văn bản công nhận"), required=False, max_length=60)
    influence_on = DateField(label=_("Ngày văn bản công nhận"), required=False)


class MemberForm(forms.Form):
    """One person and the part; an empty row counts for nothing."""

    staff = PersonField(_("Người tham gia"), required=False, limit=20)
    role = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[("", _("Chọn vai trò")), *WorkRole.choices],
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["staff"]
        field.queryset = people
        field.widget.search_url = reverse("emulation:pick_member")

    def clean(self) -> dict[str, Any]:
        """Person and part come together."""
        cleaned = super().clean() or {}
        staff, role = cleaned.get("staff"), cleaned.get("role")
        if staff and not role and "role" not in self.errors:
            self.add_error("role", _("Hãy chọn vai trò."))
        if role and not staff and "staff" not in self.errors:
            self.add_error("staff", _("Hãy chọn người tham gia."))
        return cleaned


MemberFormSet = forms.formset_factory(MemberForm, extra=3, max_num=50)

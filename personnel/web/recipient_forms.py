"""Forms about recipients outside the staff lists."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.models import RecipientKind
from personnel.models.staff import Sex
from personnel.web.forms import UnitField, day_field


class RecipientFilter(forms.Form):
    """What narrows the list."""

    q = forms.CharField(label=_("Tên, mã hoặc mã số thuế"), required=False, max_length=100)
    loai = forms.ChoiceField(
        label=_("Loại đối tượng"),
        required=False,
        choices=[("", _("Tất cả")), *RecipientKind.choices],
    )
    don_vi = UnitField("xem", _("Đơn vị theo dõi"), required=False)


class RecipientForm(forms.Form):
    """What is known of an outside recipient."""

    fieldsets = [
        (_("Đối tượng"), ["kind", "name", "registration", "representative", "address"]),
        (_("Nếu là cá nhân"), ["position", "birth_date", "sex"]),
        (_("Trong hệ thống"), ["unit", "code", "despite_similar"]),
    ]

    kind = forms.ChoiceField(label=_("Loại đối tượng"), choices=RecipientKind.choices)
    name = forms.CharField(label=_("Tên"), max_length=200)
    registration = forms.CharField(
        label=_("Mã số thuế, số đăng ký"),
        required=False,
        max_length=40,
        help_text=_("Của tổ chức, doanh nghiệp. Không ghi số định danh cá nhân vào đây."),
    )
    representative = forms.CharField(label=_("Người đại diện"), required=False, max_length=150)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    position = forms.CharField(label=_("Chức vụ, nghề nghiệp"), required=False, max_length=150)
    birth_date = day_field(_("Ngày sinh"), required=False)
    sex = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=[("", _("Chưa rõ")), *Sex.choices]
    )
    unit = UnitField("doi-tuong", _("Đơn vị theo dõi"))


class NewRecipientForm(RecipientForm):
    """A recipient who is not recorded yet."""

    code = forms.CharField(
        label=_("Mã đối tượng"),
        required=False,
        max_length=40,
        help_text=_("Để trống để hệ thống cấp mã NG-…"),
    )
    despite_similar = forms.BooleanField(
        label=_("Đã xem các đối tượng gần giống, đây là đối tượng khác"), required=False
    )

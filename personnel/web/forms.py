"""Forms of the personnel pages: they ask and convert; the services judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock
from core.web.forms import PICK_LIMIT, DateInput, SearchPick
from personnel.models import Role, Staff, StaffCategory, Unit
from personnel.models.staff import Sex


class UnitChoice(forms.ModelChoiceField):
    """One of the units offered; of one that ended it is said that it did."""

    def to_python(self, value: Any) -> Any:
        """The unit, or why it cannot be chosen."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            ended = Unit.objects.filter(code=str(value), dissolved_on__lte=clock.today()).first()
            if ended is None:
                raise
            raise forms.ValidationError(
                gettext("%(unit)s đã giải thể từ ngày %(day)s. Hãy chọn đơn vị tiếp nhận.")
                % {"unit": ended, "day": f"{ended.dissolved_on:%d/%m/%Y}"}
            ) from None


class UnitField(UnitChoice):
    """A unit picked from a search; what the person may not choose is not offered."""

    def __init__(
        self, what: str, label: Any, *, required: bool = True, help_text: Any = ""
    ) -> None:
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=required,
            help_text=help_text,
            to_field_name="code",
            empty_label="",
            widget=SearchPick(placeholder=_("Gõ tên hoặc mã đơn vị…")),
        )
        self.what = what

    def offer(self, units: QuerySet[Unit]) -> None:
        """Offer these units and search among them."""
        self.queryset = units
        self.widget.search_url = reverse("personnel:unit_pick", args=[self.what])


class PersonField(forms.ModelChoiceField):
    """A person picked from a search."""

    def __init__(
        self,
        label: Any,
        *,
        required: bool = True,
        help_text: Any = "",
        limit: int = PICK_LIMIT,
    ) -> None:
        super().__init__(
            Staff.objects.none(),
            label=label,
            required=required,
            help_text=help_text,
            to_field_name="code",
            empty_label="",
            widget=SearchPick(placeholder=_("Gõ tên hoặc số hiệu…"), limit=limit),
        )


def offer_units(form: forms.Form, name: str, units: QuerySet[Unit]) -> None:
    """Offer these units in the field of that name."""
    field: Any = form.fields[name]
    field.offer(units)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DateInput())


class SearchFilter(forms.Form):
    """One search field, for lists that need no more."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)


class StaffFactsForm(forms.Form):
    """Facts of a person apart from the place of work."""

    fieldsets = [
        (_("Người"), ["full_name", "given_name", "birth_date", "sex", "email"]),
        (_("Trong cơ quan"), ["code", "category", "joined_on", "unit", "post", "is_manager"]),
        (_("Thời gian công tác"), ["recruited_on", "service_from", "retires_on"]),
        (_("Trùng tên"), ["despite_same"]),
    ]

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    given_name = forms.CharField(
        label=_("Tên gọi"),
        required=False,
        max_length=50,
        help_text=_("Chỉ nhập khi tên gọi không phải là chữ cuối của họ và tên."),
    )
    birth_date = day_field(_("Ngày sinh"), required=False)
    sex = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=[("", _("Chưa rõ")), *Sex.choices]
    )
    email = forms.CharField(label=_("Thư điện tử"), required=False, max_length=254)
    code = forms.CharField(label=_("Số hiệu nhân sự"), max_length=40)
    category = forms.ChoiceField(label=_("Loại nhân sự"), choices=StaffCategory.choices)
    joined_on = day_field(
        _("Ngày vào cơ quan"),
        help_text=_(
            "Ngày đầu tiên làm việc ở đây, kể cả thời gian hợp đồng. Thời gian 6 tháng, 10 tháng "
            "của danh hiệu thi đua tính từ ngày này, không tính từ ngày tuyển dụng."
        ),
    )
    recruited_on = day_field(
        _("Ngày tuyển dụng"),
        required=False,
        help_text=_(
            "Ngày được tuyển dụng chính thức; có thể sau ngày vào cơ quan khi trước đó làm hợp "
            "đồng. Để đối chiếu với hồ sơ, không làm ngắn thời gian đã làm việc."
        ),
    )
    service_from = day_field(
        _("Ngày bắt đầu công tác trong khu vực nhà nước"),
        required=False,
        help_text=_(
            "Ở nơi làm việc đầu tiên. Nhờ ngày này, khen thưởng có từ nơi công tác trước không bị "
            "coi là mâu thuẫn với ngày vào cơ quan."
        ),
    )
    retires_on = day_field(
        _("Ngày nghỉ hưu dự kiến"),
        required=False,
        help_text=_(
            "Dự kiến hoặc theo thông báo nghỉ hưu. Cho biết còn bao nhiêu thời gian để xét khen "
            "thưởng trước khi nghỉ; không phải ngày thôi việc."
        ),
    )


class HireForm(StaffFactsForm):
    """A new person with the first place of work."""

    unit = UnitField("nhan-su", _("Đơn vị"))
    post = forms.CharField(label=_("Chức vụ, chức danh"), max_length=150)
    is_manager = forms.BooleanField(label=_("Giữ chức vụ lãnh đạo, quản lý"), required=False)
    # Asked only where somebody of the same name is there.
    despite_same = forms.BooleanField(
        label=_("Đã xem hồ sơ trùng tên, đây là người khác"),
        required=False,
        widget=forms.HiddenInput,
    )

    def ask(self) -> None:
        """Let the officer say that nobody of the same name is the person."""
        self.fields["despite_same"].widget = forms.CheckboxInput()


class LeaveForm(forms.Form):
    """The end of service."""

    on = day_field(_("Ngày thôi việc"), help_text=_("Ngày đầu tiên không còn làm việc."))


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, help_text=_("Chữ không dấu, chữ số, . - _")
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.CharField(label=_("Thư điện tử"), required=False, max_length=254)
    staff = PersonField(
        _("Hồ sơ nhân sự"),
        required=False,
        help_text=_("Để người này thấy hồ sơ của mình và tự đăng ký thi đua."),
    )
    is_service = forms.BooleanField(
        label=_("Tài khoản máy"),
        required=False,
        help_text=_("Cho phần mềm khác gọi vào hệ thống; không đăng nhập và không có mật khẩu."),
    )
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 10 ký tự, không toàn chữ số."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the first password of a person, unless a province's sign-on opens the account."""
        values: dict[str, Any] = super().clean() or {}
        values["password"] = values.get("password") or None
        person = not values.get("is_service")
        if values["password"] is None and person and settings.SIGN_ON is None:
            self.add_error("password", _("Hãy nhập mật khẩu ban đầu."))
        return values

    def offer(self, people: QuerySet[Staff]) -> None:
        """Offer these people for the link to a staff record."""
        field: Any = self.fields["staff"]
        field.queryset = people
        field.widget.search_url = reverse("personnel:staff_pick", args=["tai-khoan"])


class PasswordForm(forms.Form):
    """A new password for somebody else's account."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 10 ký tự, không toàn chữ số."),
    )


class RoleForm(forms.Form):
    """A role at a unit."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = UnitField("tai-khoan", _("Ở đơn vị"), help_text=_("Gồm cả các đơn vị trực thuộc."))
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(
        _("Đến trước ngày"), required=False, help_text=_("Để trống nếu chưa biết.")
    )


class EndRoleForm(forms.Form):
    """The end of a role."""

    on = day_field(_("Ngày kết thúc"), help_text=_("Ngày đầu tiên không còn vai trò này."))

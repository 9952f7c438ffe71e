"""Forms of the delegation pages: they ask and convert; the services judge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.forms import SearchPick
from personnel.models import DelegationKind, RoleAssignment, Unit, User
from personnel.models.delegation import NOT_DELEGABLE
from personnel.web.forms import UnitField, day_field


class HeldRoleField(forms.ModelChoiceField):
    """One of the roles the principal holds."""

    def label_from_instance(self, obj: Any) -> str:
        """Role and unit, and until when if that is known."""
        text = f"{obj.get_role_display()} · {obj.unit.label}"
        if obj.valid_to is None:
            return text
        return gettext("%(role)s (đến trước ngày %(end)s)") % {
            "role": text,
            "end": f"{obj.valid_to:%d/%m/%Y}",
        }


class DeputyField(forms.ModelChoiceField):
    """An account, told by name and sign-in name."""

    def label_from_instance(self, obj: Any) -> str:
        """Full name and the name to sign in with."""
        return f"{obj.full_name} ({obj.username})"


class DelegationForm(forms.Form):
    """Who acts for whom, in which role, where and how long."""

    held = HeldRoleField(RoleAssignment.objects.none(), label=_("Vai trò"), empty_label="")
    unit = UnitField(
        "xem",
        _("Chỉ ở đơn vị"),
        required=False,
        help_text=_("Để trống nếu ủy quyền trong cả phạm vi của vai trò."),
    )
    deputy = DeputyField(
        User.objects.none(),
        label=_("Người thay mặt"),
        empty_label="",
        widget=SearchPick(placeholder=_("Gõ tên hoặc tên đăng nhập…")),
        help_text=_("Người có tài khoản. Người này không được ủy quyền lại."),
    )
    kind = forms.ChoiceField(label=_("Cách thay mặt"), choices=DelegationKind.choices)
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến trước ngày"), help_text=_("Ngày đầu tiên không còn thay mặt."))
    document_ref = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=100,
        help_text=_("Bắt buộc khi ủy quyền bằng văn bản."),
    )
    note = forms.CharField(label=_("Nội dung"), required=False, max_length=300)

    def offer(
        self, principal: User, deputies: QuerySet[User], units: QuerySet[Unit], today: date
    ) -> None:
        """Offer the principal's roles, and these people and units."""
        fields: Any = self.fields
        open_roles = RoleAssignment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=today), user=principal
        ).exclude(role__in=NOT_DELEGABLE)
        held = open_roles.select_related("unit").order_by("role", "pk")
        fields["held"].queryset = held
        if len(held) == 1:
            fields["held"].initial = held[0].pk
        fields["deputy"].queryset = deputies
        fields["unit"].offer(units)

    def search_at(self, deputies_url: str, units_what: str = "xem") -> None:
        """Say where the search fields ask."""
        fields: Any = self.fields
        fields["deputy"].widget.search_url = deputies_url
        fields["unit"].what = units_what


class EndDelegationForm(forms.Form):
    """The end of a delegation."""

    on = day_field(_("Ngày chấm dứt"), help_text=_("Ngày đầu tiên không còn thay mặt."))

"""Forms of the legal pages: the filter of the list and the local form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import DateInput
from legal.models.choices import Family, Level, ObjectKind

_FILTER_WORDS = {"loai": Family, "cap": Level, "doi_tuong": ObjectKind}


class CatalogueFilter(forms.Form):
    """What to show of the catalogue; a value nobody offers is left aside."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=100)
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Tất cả")), *Family.choices]
    )
    cap = forms.ChoiceField(
        label=_("Cấp"), required=False, choices=[("", _("Tất cả")), *Level.choices]
    )
    doi_tuong = forms.ChoiceField(
        label=_("Đối tượng"), required=False, choices=[("", _("Tất cả")), *ObjectKind.choices]
    )

    def chosen(self) -> dict[str, str]:
        """The filters in force, by field name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def shown(self, name: str) -> str:
        """What people read for the value of a field."""
        value = str(self.cleaned_data[name])
        words = _FILTER_WORDS.get(name)
        return str(words(value).label) if words else value


class LocalFormForm(forms.Form):
    """A form of praise of the installation."""

    name = forms.CharField(
        label=_("Tên hình thức khen thưởng"), max_length=200, help_text=_("Ví dụ: Thư khen.")
    )
    short_name = forms.CharField(
        label=_("Tên gọi tắt"),
        max_length=80,
        required=False,
        help_text=_("Dùng trong cột hẹp; để trống thì lấy tên đầy đủ."),
    )
    code = forms.CharField(
        label=_("Mã"),
        max_length=32,
        help_text=_("Bắt đầu bằng DP_, chữ in hoa không dấu, ví dụ DP_THU_KHEN. Không đổi về sau."),
    )
    object_kinds = forms.MultipleChoiceField(
        label=_("Đối tượng"), choices=ObjectKind.choices, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(
        label=_("Cấp quyết định"),
        choices=Level.choices,
        help_text=_("Người có thẩm quyền quyết định được suy ra từ cấp."),
    )
    citation = forms.CharField(
        label=_("Căn cứ"),
        max_length=400,
        required=False,
        help_text=_("Quyết định hoặc quy chế đặt ra hình thức này, như khi viện dẫn."),
    )
    valid_from = forms.DateField(label=_("Áp dụng từ ngày"), widget=DateInput)
    needs_qualifier = forms.BooleanField(
        label=_("Mỗi lần khen phải ghi rõ thêm tên"), required=False
    )
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def refuse(self, problems: Any) -> None:
        """Show the problems a service found at their fields."""
        for problem in problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, str(problem))

"""The small forms for quotas and deadlines, each with the text it was compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock
from legal.models.choices import StandingChoice
from legal.selectors.quota_words import QUOTA_BASE_LABELS, ROUNDING_LABELS
from legal.selectors.rule_words import standing_of
from legal.services.rule_set_confirmation import Comparison
from legal.web.rule_set_forms import CHOOSE, ConfirmForm

_CONFIRMED = "CONFIRMED"
_STANDINGS = [
    (_CONFIRMED, _("Đã đối chiếu với văn bản ghi dưới đây")),
    (StandingChoice.SECOND_HAND.value, StandingChoice.SECOND_HAND.label),
    (StandingChoice.TO_BE_CONFIRMED.value, StandingChoice.TO_BE_CONFIRMED.label),
]


class FigureForm(ConfirmForm):
    """What quotas and deadlines have in common: how far they may be relied on."""

    standing = forms.ChoiceField(label=_("Mức đối chiếu"))

    def __init__(self, *args: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        standing = "" if row else StandingChoice.TO_BE_CONFIRMED.value
        initial = {**row, "standing": standing, "on": clock.today()}
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("article", "on"):
            self.fields[name].required = False
        self.fields["code"].disabled = bool(row)
        field: Any = self.fields["standing"]
        field.choices = _STANDINGS
        if row:
            kept = gettext("Giữ mức đang ghi: %(standing)s") % {
                "standing": StandingChoice(standing_of(row)).label
            }
            field.choices, field.required = [("", kept), *_STANDINGS], False
            field.help_text = _(
                "Sửa nội dung mà giữ mức đang ghi thì mục này trở lại chờ đối chiếu."
            )

    def clean(self) -> dict[str, Any]:
        """Hold what is written of a text together with the standing that was chosen."""
        data = super().clean() or self.cleaned_data
        if data.get("standing") == _CONFIRMED:
            if not data.get("on") and "on" not in self.errors:
                self.add_error("on", _("Ghi ngày đối chiếu."))
        elif any(data.get(name) for name in ConfirmForm.base_fields if name != "on"):
            reason = _(
                "Đã ghi văn bản đối chiếu: chọn “Đã đối chiếu với văn bản ghi dưới đây”, hoặc xóa "
                "phần văn bản."
            )
            self.add_error("standing", reason)
        return data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        apart = {*ConfirmForm.base_fields}
        if self.cleaned_data["standing"] == _CONFIRMED:
            apart.add("standing")
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in apart and value not in (None, "")
        }

    def compared(self, by_name: str) -> Comparison | None:
        """The comparison with the text, if there was one."""
        chosen = self.cleaned_data["standing"] == _CONFIRMED
        return self.comparison(by_name) if chosen else None


class QuotaForm(FigureForm):
    """A cap or ratio."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Ví dụ: CSTDCS_15."))
    award = forms.ChoiceField(label=_("Hình thức bị giới hạn"))
    base = forms.ChoiceField(label=_("Cơ số"), choices=[CHOOSE, *QUOTA_BASE_LABELS.items()])
    # Bounds are kept by the change itself, which says them in its own words.
    percent = forms.IntegerField(
        label=_("Tỷ lệ (%)"),
        required=False,
        help_text=_("Từ 1 đến 100."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 100}),
    )
    limit = forms.IntegerField(
        label=_("Số cố định"), required=False, min_value=1, max_value=100_000
    )
    base_award = forms.ChoiceField(label=_("Danh hiệu làm cơ số"), required=False)
    rounding = forms.ChoiceField(
        label=_("Cách làm tròn"), choices=[CHOOSE, *ROUNDING_LABELS.items()]
    )
    citation = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Điều, khoản và văn bản.")
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=400)
    field_order = (
        *("code", "award", "base", "percent", "limit", "base_award", "rounding", "citation"),
        *("note", "standing"),
    )

    def __init__(self, *args: Any, awards: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(awards)
        self.fields["award"].choices = known  # type: ignore[attr-defined]
        self.fields["base_award"].choices = [CHOOSE, *known]  # type: ignore[attr-defined]


class DeadlineForm(FigureForm):
    """A day until which dossiers are to be sent."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Ví dụ: NOP_CUOI_NAM."))
    text = forms.CharField(label=_("Nội dung"), max_length=300)
    day = forms.IntegerField(label=_("Ngày"), required=False, min_value=1, max_value=31)
    month = forms.IntegerField(label=_("Tháng"), required=False, min_value=1, max_value=12)
    citation = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Điều, khoản và văn bản.")
    )
    field_order = ("code", "text", "day", "month", "citation", "standing")

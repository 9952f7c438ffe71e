"""The small forms by which a legal officer changes a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput, Problem
from core.web.forms import DateField
from legal.domain.codes import Join
from legal.models import LegalDocument
from legal.models.choices import LayerChoice, StandingChoice
from legal.rules.registry import registry
from legal.services.rule_set_confirmation import Comparison, Paper

CHOOSE = ("", "—")


class RuleSetForm(forms.Form):
    """A form that shows what a service refused beside its fields."""

    def refuse(self, error: InvalidInput) -> None:
        """Put each problem beside the field it names, else above the form."""
        for problem in error.problems:
            message = f"{problem.reason} {problem.hint}".strip()
            self.add_error(self.field_of(problem), message[:1].upper() + message[1:])
        if not error.problems:
            self.add_error(None, error.message)

    def field_of(self, problem: Problem) -> str | None:
        """The field a problem stands beside, if there is one."""
        return problem.field if problem.field in self.fields else None


class ConfirmForm(RuleSetForm):
    """With which document entries were compared, and when."""

    document = forms.ChoiceField(
        label=_("Văn bản"), required=False, help_text=_("Văn bản có trong danh mục.")
    )
    other_title = forms.CharField(
        label=_("Văn bản khác: tên"),
        required=False,
        max_length=200,
        help_text=_("Chỉ ghi khi văn bản chưa có trong danh mục."),
    )
    other_number = forms.CharField(
        label=_("Văn bản khác: số, ký hiệu"), required=False, max_length=40
    )
    other_issued_on = DateField(label=_("Văn bản khác: ngày ban hành"), required=False)
    article = forms.CharField(
        label=_("Điều, khoản, điểm"), max_length=120, help_text=_("Ví dụ: Điều 1 khoản 3.")
    )
    on = DateField(label=_("Ngày đối chiếu"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LegalDocument.objects.order_by("-issued_on", "code")
        field: Any = self.fields["document"]
        field.choices = [CHOOSE, *((row.code, f"{row.short_title} ({row.number})") for row in rows)]

    def comparison(self, by_name: str) -> Comparison:
        """What the service takes."""
        data = self.cleaned_data
        paper = Paper(
            code=data["document"],
            number=data["other_number"],
            title=data["other_title"],
            issued_on=data["other_issued_on"],
        )
        return Comparison(paper, data["article"], data["on"], by_name)


class ConfirmOneForm(ConfirmForm):
    """One entry, with or without its parts."""

    with_parts = forms.BooleanField(
        label=_("Đối chiếu luôn các phần bên trong"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_parts:
            del self.fields["with_parts"]


class ConfirmManyForm(ConfirmForm):
    """Every entry that waits, each ticked by whoever compared it."""

    entries = forms.MultipleChoiceField(
        label=_("Điều kiện đã đối chiếu với điều, khoản, điểm trên"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, entries: Sequence[tuple[str, str]], ticked: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entries"]
        field.choices = entries
        field.help_text = (
            _("Bỏ dấu ở điều kiện chưa đọc hoặc thuộc điều, khoản khác.")
            if ticked
            else _("Đánh dấu từng điều kiện đã đọc và thuộc đúng điều, khoản trên.")
        )
        field.initial = [key for key, _label in entries] if ticked else []


class EmptyForm(RuleSetForm):
    """Nothing to fill in: the act itself is asked about."""


class JoinForm(RuleSetForm):
    """Whether any or all parts are asked."""

    join = forms.ChoiceField(
        label=_("Các phần bên trong"),
        choices=[
            (Join.ANY.value, _("Chỉ cần một trong các phần")),
            (Join.ALL.value, _("Phải đạt tất cả các phần")),
        ],
        widget=forms.RadioSelect,
    )


class ChooseRuleForm(RuleSetForm):
    """Which rule is to be asked, and of which award."""

    hinh_thuc = forms.ChoiceField(label=_("Hình thức"))
    them = forms.ChoiceField(
        label=_("Quy tắc"),
        help_text=_("Mỗi quy tắc là một điều khoản chương trình biết đối chiếu."),
    )

    def __init__(self, *args: Any, awards: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        award, rule = self.fields["hinh_thuc"], self.fields["them"]
        award.choices = list(awards)  # type: ignore[attr-defined]
        rule.choices = [CHOOSE, *rule_choices()]  # type: ignore[attr-defined]


def rule_choices() -> list[tuple[str, str]]:
    """Every rule the program knows, by its provision."""
    rows = [
        (name, f"{rule.citation}: {rule.requirement()}"[:160]) for name, rule in registry.items()
    ]
    return sorted(rows, key=lambda row: row[1])


class FavourForm(RuleSetForm):
    """What is told where the set is better for a dossier received before it."""

    text = forms.CharField(
        label=_("Điều khoản chuyển tiếp nói gì"),
        required=False,
        max_length=300,
        help_text=_("Để trống thì không nhắc gì."),
    )
    standing = forms.ChoiceField(label=_("Mức đối chiếu"), choices=StandingChoice.choices)
    source = forms.CharField(
        label=_("Nguồn"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HeadForm(RuleSetForm):
    """When a set judges, for whom, and by which documents."""

    valid_from = DateField(label=_("Hồ sơ nhận từ ngày"))
    last_day = DateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa biết.")
    )
    both = forms.BooleanField(
        label=_("Hồ sơ nhận trước mà xét sau: xem theo cả hai bộ"), required=False
    )
    scopes = forms.CharField(
        label=_("Mã đơn vị áp dụng"),
        required=False,
        max_length=400,
        help_text=_("Cách nhau bằng dấu phẩy; áp dụng cho cả các đơn vị trực thuộc."),
    )
    document_codes = forms.MultipleChoiceField(
        label=_("Văn bản"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, national: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LegalDocument.objects.order_by("-in_force_from", "code")
        field: Any = self.fields["document_codes"]
        field.choices = [(row.code, f"{row.short_title} ({row.number})") for row in rows]
        del self.fields["scopes" if national else "both"]

    def refuse(self, error: InvalidInput) -> None:
        """Show what concerns the end of the period at the field people fill in."""
        for problem in error.problems:
            field = {"valid_to": "last_day"}.get(problem.field, problem.field)
            self.add_error(field if field in self.fields else None, problem.reason)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "valid_from": data["valid_from"],
            "valid_to": day_after(data["last_day"]),
            "document_codes": data["document_codes"],
            "scope_codes": scope_codes(data.get("scopes", "")),
            "note": data["note"],
            "both": data.get("both", False),
        }


class NewSetForm(RuleSetForm):
    """A new provincial or local set."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    code = forms.CharField(
        label=_("Mã"),
        max_length=32,
        help_text=_("Chữ in hoa không dấu, chữ số, gạch dưới; không đổi về sau."),
    )
    layer = forms.ChoiceField(
        label=_("Tầng quy định"),
        choices=[
            (layer.value, layer.label) for layer in LayerChoice if layer != LayerChoice.NATIONAL
        ],
    )
    valid_from = DateField(label=_("Hồ sơ nhận từ ngày"))
    last_day = DateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa biết.")
    )
    scopes = forms.CharField(
        label=_("Mã đơn vị áp dụng"),
        required=False,
        max_length=400,
        help_text=_("Cách nhau bằng dấu phẩy; áp dụng cho cả các đơn vị trực thuộc."),
    )
    copy_of = forms.ChoiceField(
        label=_("Bắt đầu từ"),
        required=False,
        help_text=_("Điều kiện được chép sang đều chờ đối chiếu lại."),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, versions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["copy_of"]
        field.choices = [("", _("Bộ trống")), *versions]

    def refuse(self, error: InvalidInput) -> None:
        """Show what concerns the end of the period at the field people fill in."""
        for problem in error.problems:
            field = {"valid_to": "last_day"}.get(problem.field, problem.field)
            message = f"{problem.reason} {problem.hint}".strip()
            self.add_error(field if field in self.fields else None, message)


def day_after(day: date | None) -> date | None:
    """The first day on which something no longer holds, from the last one on which it does."""
    # The last day a date can say has none after it: nothing ends then.
    return day + timedelta(days=1) if day and day < date.max else None


def day_before(day: date | None) -> date | None:
    """The last day on which something holds."""
    return day - timedelta(days=1) if day else None


def scope_codes(text: str) -> list[str]:
    """Codes of units as people write them in one line."""
    return [code.strip() for code in text.replace(";", ",").split(",") if code.strip()]

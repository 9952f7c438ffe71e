"""The small forms by which a legal officer changes a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from core.web.forms import DateField
from legal.domain.codes import Join
from legal.models import LegalDocument
from legal.models.choices import LayerChoice, StandingChoice
from legal.rules.base import Rule
from legal.rules.facts import DISCIPLINES, GRADES
from legal.rules.registry import registry, rule_sets
from legal.selectors.number_words import CLOSED_LISTS, WRITTEN, plain_words
from legal.selectors.quota_words import QUOTA_BASE_LABELS, ROUNDING_LABELS
from legal.selectors.rule_words import as_day

CONFIRMED = "CONFIRMED"
_STANDINGS = [
    (CONFIRMED, _("Đã đối chiếu với văn bản ghi ở căn cứ")),
    (StandingChoice.SECOND_HAND.value, StandingChoice.SECOND_HAND.label),
    (StandingChoice.TO_BE_CONFIRMED.value, StandingChoice.TO_BE_CONFIRMED.label),
]
_NUMBER = "so_"
_CHOOSE = ("", "—")


class RuleSetForm(forms.Form):
    """A form that shows what a service refused beside its fields."""

    def refuse(self, error: InvalidInput) -> None:
        """Put each problem beside the field it names, else above the form."""
        for problem in error.problems:
            field = problem.field if problem.field in self.fields else None
            message = f"{problem.reason} {problem.hint}".strip()
            self.add_error(field, message[:1].upper() + message[1:])
        if not error.problems:
            self.add_error(None, error.message)


class ConfirmForm(RuleSetForm):
    """With which document an entry was compared, and when."""

    document = forms.ChoiceField(
        label=_("Văn bản"), required=False, help_text=_("Văn bản có trong danh mục.")
    )
    other = forms.CharField(
        label=_("Văn bản khác"),
        required=False,
        max_length=200,
        help_text=_("Số, ký hiệu và tên, khi văn bản chưa có trong danh mục."),
    )
    article = forms.CharField(
        label=_("Điều, khoản, điểm"), max_length=120, help_text=_("Ví dụ: Điều 1 khoản 3.")
    )
    on = DateField(label=_("Ngày đối chiếu"))
    with_parts = forms.BooleanField(
        label=_("Đối chiếu luôn các phần bên trong"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LegalDocument.objects.order_by("-issued_on", "code")
        names = [f"{row.short_title} ({row.number})" for row in rows]
        field: Any = self.fields["document"]
        field.choices = [_CHOOSE, *((name, name) for name in names)]
        if not has_parts:
            del self.fields["with_parts"]

    def named(self) -> str:
        """The document, chosen or written."""
        return str(self.cleaned_data["other"] or self.cleaned_data["document"])


class EmptyForm(RuleSetForm):
    """Nothing to fill in: the act itself is asked about."""


class NumbersForm(RuleSetForm):
    """The numbers a rule asks for, each in the field that suits it, and a note."""

    def __init__(
        self, *args: Any, rule: type[Rule] | None, values: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(rule.threshold_labels) if rule is not None else {}
        optional = rule.optional_thresholds if rule is not None else frozenset()
        self._values = values
        self.written = frozenset(labels) & WRITTEN
        for name, label in labels.items():
            self.fields[f"{_NUMBER}{name}"] = number_field(
                name, label, values.get(name), required=name not in optional
            )
        self.fields["note"] = forms.CharField(
            label=_("Ghi chú, nguồn"),
            required=False,
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def numbers(self) -> dict[str, Any]:
        """The numbers as content keeps them."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name.startswith(_NUMBER) and value not in (None, "", []):
                key = name.removeprefix(_NUMBER)
                found[key] = self._plain(key, value)
        return found

    def _plain(self, name: str, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            former = self._values.get(name)
            # The same codes in another order are no change.
            return former if set(value) == set(listed(former)) else ", ".join(value)
        return value


def listed(value: Any) -> list[str]:
    """Return the codes of a list kept as one text."""
    return [code.strip() for code in value.split(",")] if isinstance(value, str) else []


def number_field(name: str, label: str, value: Any, *, required: bool) -> forms.Field:
    """The field for a number, day or code, by what it holds now or in another set."""
    common: dict[str, Any] = {"label": label, "required": required, "initial": value}
    if name in CLOSED_LISTS:
        return forms.MultipleChoiceField(
            choices=list(CLOSED_LISTS[name].items()),
            widget=forms.CheckboxSelectMultiple,
            **{**common, "initial": listed(value)},
        )
    if isinstance(value, int):
        return forms.IntegerField(min_value=0, max_value=10_000, **common)
    if isinstance(value, str) and as_day(value):
        return DateField(**{**common, "initial": as_day(value)})
    for known in (GRADES, DISCIPLINES):
        if value in known:
            blank = [] if required else [_CHOOSE]
            return forms.ChoiceField(choices=[*blank, *known.items()], **common)
    return forms.CharField(max_length=200, help_text=_written_help(name, value), **common)


def _written_help(name: str, value: Any) -> str:
    """How the codes of a text field are put together, and what it says now in words."""
    how = {
        "each_year": _("Dấu | là “hoặc”, dấu & là “và”."),
        "in_time": _("Số lượng rồi mã; dấu | là “hoặc”, dấu + là “và”, dấu ; ngăn các cách."),
        "in_time_without_flag": _(
            "Số lượng rồi mã; dấu | là “hoặc”, dấu + là “và”, dấu ; ngăn các cách."
        ),
    }.get(name, _("Các mã cách nhau bằng dấu phẩy, mỗi mã là một khả năng."))
    if name not in WRITTEN:
        return ""
    if not value:
        return str(how)
    return translate("Nghĩa là: %(words)s. %(how)s") % {
        "words": plain_words(name, value),
        "how": how,
    }


def sample_numbers(rule: str) -> dict[str, Any]:
    """Numbers the reviewed files give a rule, the newest set first, to begin with."""
    for row in reversed(list(rule_sets().values())):
        for _place, entry in row.every_entry():
            if entry.rule == rule:
                return {
                    name: value.isoformat() if isinstance(value, date) else value
                    for name, value in entry.thresholds.items()
                }
    return {}


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
        rule.choices = [_CHOOSE, *rule_choices()]  # type: ignore[attr-defined]


def rule_choices() -> list[tuple[str, str]]:
    """Every rule the program knows, by its provision."""
    rows = [
        (name, f"{rule.citation}: {rule.requirement()}"[:160]) for name, rule in registry.items()
    ]
    return sorted(rows, key=lambda row: row[1])


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


class QuotaForm(RuleSetForm):
    """A cap or ratio."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Ví dụ: CSTDCS_15."))
    award = forms.ChoiceField(label=_("Hình thức bị giới hạn"))
    base = forms.ChoiceField(label=_("Cơ số"), choices=[_CHOOSE, *QUOTA_BASE_LABELS.items()])
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
        label=_("Cách làm tròn"), choices=[_CHOOSE, *ROUNDING_LABELS.items()]
    )
    citation = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Điều, khoản và văn bản.")
    )
    standing = forms.ChoiceField(label=_("Mức đối chiếu"), choices=_STANDINGS)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=400)

    def __init__(self, *args: Any, awards: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(awards)
        self.fields["award"].choices = known  # type: ignore[attr-defined]
        self.fields["base_award"].choices = [_CHOOSE, *known]  # type: ignore[attr-defined]


class DeadlineForm(RuleSetForm):
    """A day until which dossiers are to be sent."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Ví dụ: NOP_CUOI_NAM."))
    text = forms.CharField(label=_("Nội dung"), max_length=300)
    day = forms.IntegerField(label=_("Ngày"), required=False, min_value=1, max_value=31)
    month = forms.IntegerField(label=_("Tháng"), required=False, min_value=1, max_value=12)
    citation = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Điều, khoản và văn bản.")
    )
    standing = forms.ChoiceField(label=_("Mức đối chiếu"), choices=_STANDINGS)


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

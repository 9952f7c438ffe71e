"""Forms of the page that records one decision with many names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.domain.steps import DECIDER_LABELS
from awards.models.recipient import Basis, Ground
from awards.services.back_entry.columns import STAFF, UNIT
from awards.services.back_entry.screen import MOST_LINES, LineInput, PaperInput
from awards.web.pasted_names import Pasted, birth_of, is_birth
from core.web.forms import DateField, SearchPick
from legal.models import AwardType
from legal.models.choices import Family
from legal.web.forms import LocalFormForm
from personnel.models import RecipientKind

# The value of the picked recipient that means: none of these.
NEW = "+"
PREFIX = "d"


class PaperForm(forms.Form):
    """What the decision says once."""

    fieldsets = [
        (
            gettext_lazy("Quyết định"),
            ["number", "decided_on", "signer_name", "signer_post", "issuer", "summary"],
        ),
        (
            gettext_lazy("Khen thưởng chung cho cả danh sách"),
            ["award", "year", "decider", "ground", "basis", "occasion", "qualifier"],
        ),
    ]

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu quyết định"),
        max_length=41,
        help_text=gettext_lazy("Ví dụ 18/QĐ-SCT."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decided_on = DateField(label=gettext_lazy("Ngày ký"))
    signer_name = forms.CharField(label=gettext_lazy("Người ký"), max_length=100, required=False)
    signer_post = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"), max_length=150, required=False
    )
    issuer = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tên hoặc mã. Bỏ trống thì lấy theo cấp quyết định và đơn vị."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    award = forms.ChoiceField(label=gettext_lazy("Danh hiệu, hình thức"))
    year = forms.IntegerField(label=gettext_lazy("Năm xét"), min_value=1945, max_value=9999)
    decider = forms.ChoiceField(label=gettext_lazy("Cấp quyết định"), required=False)
    ground = forms.ChoiceField(
        label=gettext_lazy("Căn cứ của danh hiệu"),
        required=False,
        choices=[("", gettext_lazy("Chưa ghi căn cứ")), *Ground.choices],
        help_text=gettext_lazy(
            "Chỉ với danh hiệu có nhiều căn cứ, như chiến sĩ thi đua. Ai có căn cứ khác thì chọn "
            "riêng ở dòng của người đó."
        ),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Loại hình"), choices=Basis.choices, initial=Basis.MERIT
    )
    occasion = forms.CharField(
        label=gettext_lazy("Phong trào, chuyên đề"), max_length=300, required=False
    )
    qualifier = forms.CharField(
        label=gettext_lazy("Nội dung cụ thể"), max_length=200, required=False
    )

    def __init__(self, *args: Any, awards: Sequence[AwardType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (str(family.label), [(one.code, one.name) for one in awards if one.family == family])
            for family in Family
        ]
        cast("forms.ChoiceField", self.fields["award"]).choices = [
            ("", _("Chọn danh hiệu, hình thức")),
            *((label, group) for label, group in groups if group),
        ]
        cast("forms.ChoiceField", self.fields["decider"]).choices = [
            ("", _("Cấp thường lệ của danh hiệu")),
            *((code, _(label)) for code, label in DECIDER_LABELS.items()),
        ]

    def entry(self) -> PaperInput:
        """What was entered, for the service."""
        return PaperInput(**self.cleaned_data)


def _named(label: Any, *, shown: bool = False) -> dict[str, Any]:
    """A field of the grid has its heading in the table, and says its name to who cannot see it.

    Two fields in one cell show which is which.
    """
    named = {"aria-label": label, "autocomplete": "off"}
    return {**named, "placeholder": label} if shown else named


def _kind_choices() -> list[tuple[str, Any]]:
    return [
        ("", gettext_lazy("Trong danh sách")),
        (STAFF, gettext_lazy("Cá nhân")),
        (UNIT, gettext_lazy("Tập thể")),
        *RecipientKind.choices,
    ]


def _ground_choices() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Căn cứ chung")), *Ground.choices]


class LineForm(forms.Form):
    """One line of the grid."""

    recipient = forms.CharField(required=False, max_length=40)
    name = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_named(gettext_lazy("Tên ghi trong quyết định"))),
    )
    kind = forms.ChoiceField(
        required=False,
        choices=_kind_choices,
        widget=forms.Select(attrs={"aria-label": gettext_lazy("Đối tượng")}),
    )
    birth = forms.CharField(
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs=_named(gettext_lazy("Ngày hoặc năm sinh")) | {"size": 10}),
    )
    unit = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_named(gettext_lazy("Đơn vị khi đó"), shown=True)),
    )
    post = forms.CharField(
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs=_named(gettext_lazy("Chức vụ khi đó"), shown=True)),
    )
    ground = forms.ChoiceField(
        required=False,
        choices=_ground_choices,
        widget=forms.Select(attrs={"aria-label": gettext_lazy("Căn cứ của danh hiệu")}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []
        self.warning = ""
        self.state = ""
        self.offer([])

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer who may be meant; the search finds everybody else."""
        typed = str(self["recipient"].value() or "")
        choices = [("", _("Tìm theo tên")), *options]
        if typed and typed not in dict(choices):
            choices.append((typed, typed))
        self.fields["recipient"].widget = SearchPick(
            reverse_lazy("awards:back_entry_pick"),
            placeholder=gettext_lazy("Gõ tên hoặc mã…"),
            choices=choices,
        )

    def ask(self, options: Iterable[tuple[str, str]]) -> None:
        """Show side by side who may be meant; one of them is to be chosen."""
        self.state = "doubt"
        self.fields["recipient"].widget = forms.RadioSelect(choices=list(options))

    def clean_birth(self) -> str:
        """A day or a year."""
        text: str = self.cleaned_data["birth"].strip()
        if text and not is_birth(text):
            raise forms.ValidationError(_("Hãy ghi ngày/tháng/năm, hoặc năm sinh."))
        return text

    @property
    def is_empty(self) -> bool:
        """Whether nobody stands on the line."""
        values = self.cleaned_data
        return not (values.get("recipient") or values.get("name", "").strip())

    def line(self) -> LineInput:
        """What was entered, for the service."""
        values = self.cleaned_data
        picked = values.get("recipient", "")
        return LineInput(
            recipient="" if picked == NEW else picked,
            is_new=picked == NEW,
            name=values.get("name", ""),
            kind=values.get("kind", ""),
            birth_date=birth_of(values.get("birth", "")),
            unit=values.get("unit", ""),
            post=values.get("post", ""),
            ground=values.get("ground", ""),
        )


LineFormSet: Any = formset_factory(
    LineForm, formset=BaseFormSet, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class PasteForm(forms.Form):
    """A list of names to be added to the grid."""

    pasted = forms.CharField(
        label=gettext_lazy("Dán danh sách tên"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Mỗi dòng một người hoặc tập thể; có thể chép từ Excel hoặc Word. Sau tên, cách bằng "
            "dấu chấm phẩy hoặc tab, có thể ghi ngày sinh, đơn vị, chức vụ."
        ),
    )
    pasted_kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng của danh sách dán"), required=False, choices=_kind_choices
    )


class NewFormForm(LocalFormForm):
    """A form of praise of the installation, added without leaving the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["prefix"] = "hinh-thuc"
        super().__init__(*args, **kwargs)


def lines_data(lines: Sequence[Pasted], kind: str, *, start: int) -> dict[str, str]:
    """Pasted lines as the fields of the grid, after those that stand there."""
    data: dict[str, str] = {}
    for number, line in enumerate(lines, start=start):
        fields = {
            "recipient": "",
            "name": line.name[:200],
            "kind": kind,
            "birth": line.birth[:10],
            "unit": line.unit[:200],
            "post": line.post[:150],
            "ground": "",
        }
        data |= {f"{PREFIX}-{number}-{name}": value for name, value in fields.items()}
    return data

"""Forms of the emulation pages: they ask and convert; the services judge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.forms import DateField, LongText, SearchPick
from emulation import workflow
from emulation.models import EmulationYear, InitiativeKind, PhaseKind, Scope
from emulation.selectors.counts import HANDED_IN
from emulation.services.years import FIRST_YEAR, LAST_YEAR, PhaseEntry
from legal.models import AwardType
from legal.models.choices import Family
from personnel.models import Unit
from personnel.web.forms import PersonField, UnitChoice, UnitField

ANY = [("", _("Tất cả"))]
SENT_IN = (HANDED_IN, _("Đã gửi, không tính bản nháp và đã rút"))


def states(table: dict[str, str] | Any) -> list[tuple[str, Any]]:
    """The states of a workflow as choices."""
    return [(state, _(label)) for state, label in table.items()]


class RegistrationFilter(forms.Form):
    """What narrows the list of registrations, besides the year of the page."""

    q = forms.CharField(label=_("Tên hoặc mã"), required=False, max_length=100)
    don_vi = UnitField("xem", _("Đơn vị"), required=False)
    tai_ngay = DateField(
        label=_("Cơ cấu tổ chức tại ngày"),
        required=False,
        help_text=_("Với đơn vị đã chọn: tính các đơn vị trực thuộc của ngày đó."),
    )
    danh_hieu = forms.ModelChoiceField(
        AwardType.objects.in_order(),
        label=_("Danh hiệu, hình thức"),
        required=False,
        to_field_name="code",
        empty_label=_("Tất cả"),
    )
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[*ANY, SENT_IN, *states(workflow.REGISTRATION.states)],
    )
    dot = forms.ModelChoiceField(
        EmulationYear.objects.none(),
        label=_("Năm thi đua"),
        required=False,
        widget=forms.HiddenInput,
    )


class InitiativeFilter(forms.Form):
    """What narrows the list of initiatives, besides the year of the page."""

    q = forms.CharField(label=_("Tên, mã hoặc tác giả"), required=False, max_length=100)
    don_vi = UnitField("xem", _("Đơn vị"), required=False)
    tai_ngay = DateField(
        label=_("Cơ cấu tổ chức tại ngày"),
        required=False,
        help_text=_("Với đơn vị đã chọn: tính các đơn vị trực thuộc của ngày đó."),
    )
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[*ANY, SENT_IN, *states(workflow.INITIATIVE.states)],
    )
    pham_vi = forms.ChoiceField(
        label=_("Phạm vi công nhận"), required=False, choices=[*ANY, *Scope.choices]
    )


class YearForm(forms.Form):
    """An emulation year with its phases; a phase without days is left for later."""

    theme = forms.CharField(
        label=_("Chủ đề, khẩu hiệu"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: “Đoàn kết, sáng tạo, hoàn thành thắng lợi nhiệm vụ năm”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fieldsets = [("", list(self.fields))]
        for kind in PhaseKind:
            names = [f"{kind.value.lower()}_{end}" for end in ("opens_on", "closes_on")]
            labels = (_("Mở ngày"), _("Đến hết ngày"))
            for name, label in zip(names, labels, strict=True):
                self.fields[name] = DateField(label=label, required=False)
            self.fieldsets.append((str(kind.label), names))

    def clean(self) -> dict[str, Any]:
        """A phase has both of its days or none."""
        cleaned = super().clean() or {}
        for kind in PhaseKind:
            opens, closes = self._days(kind, cleaned)
            name = kind.value.lower()
            if opens and not closes and f"{name}_closes_on" not in self.errors:
                self.add_error(f"{name}_closes_on", _("Hãy nhập cả ngày hết hạn."))
            if closes and not opens and f"{name}_opens_on" not in self.errors:
                self.add_error(f"{name}_opens_on", _("Hãy nhập cả ngày mở."))
            if self._was_emptied(name):
                self.add_error(
                    f"{name}_opens_on", _("Giai đoạn đã đặt thì sửa ngày, không để trống.")
                )
        return cleaned

    def entries(self) -> list[PhaseEntry]:
        """The phases that have their days."""
        found = []
        for kind in PhaseKind:
            opens, closes = self._days(kind, self.cleaned_data)
            if opens and closes:
                found.append(PhaseEntry(kind.value, opens, closes))
        return found

    def _was_emptied(self, name: str) -> bool:
        """Whether both days of a phase that had them were deleted: nothing would come of it."""
        fields = (f"{name}_opens_on", f"{name}_closes_on")
        return bool(self.initial.get(fields[0])) and all(
            self.data.get(field) == "" for field in fields
        )

    @staticmethod
    def _days(kind: PhaseKind, values: dict[str, Any]) -> tuple[date | None, date | None]:
        name = kind.value.lower()
        return values.get(f"{name}_opens_on"), values.get(f"{name}_closes_on")


class OpenYearForm(YearForm):
    """A new emulation year."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Cơ quan tổ chức"), to_field_name="code", empty_label=None
    )
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    field_order = ["unit", "year", "theme"]


class RegistrationForm(forms.Form):
    """A registration; ``recipient`` says for whom: me, person or collective."""

    year = forms.ModelChoiceField(
        EmulationYear.objects.none(), label=_("Năm thi đua"), empty_label=None
    )
    staff = PersonField(_("Người đăng ký"))
    unit = UnitChoice(
        Unit.objects.none(),
        label=_("Tập thể đăng ký"),
        to_field_name="code",
        empty_label="",
        widget=SearchPick(placeholder=_("Gõ tên hoặc mã đơn vị…")),
    )
    award = forms.ModelChoiceField(
        AwardType.objects.all(), label=_("Danh hiệu, hình thức"), to_field_name="code"
    )
    commitment = forms.CharField(
        label=_("Nội dung cam kết"),
        required=False,
        max_length=4000,
        widget=LongText,
        help_text=_("Nhiệm vụ, chỉ tiêu, sáng kiến dự kiến thực hiện trong năm."),
    )
    late_reason = forms.CharField(
        label=_("Lý do đăng ký ngoài đợt"),
        required=False,
        max_length=500,
        help_text=_("Chỉ ghi khi đợt đăng ký chưa mở hoặc đã hết hạn."),
    )
    submit_now = forms.BooleanField(
        label=_("Gửi luôn để duyệt"),
        required=False,
        initial=True,
        help_text=_("Bỏ chọn để giữ làm bản nháp, chỉ bạn và người phụ trách thấy."),
    )

    def for_recipient(self, is_person: bool) -> None:  # noqa: FBT001 - one of two kinds
        """Offer the awards that such a recipient may register for, in groups."""
        offer_awards(self.fields["award"], is_person=is_person)

    def offer_people(self, people: Any) -> None:
        """Ask which person, among these."""
        field: Any = self.fields["staff"]
        field.queryset = people
        field.widget.search_url = reverse("emulation:pick_registrant")
        del self.fields["unit"]

    def offer_units(self, units: Any) -> None:
        """Ask which collective, among these."""
        field: Any = self.fields["unit"]
        field.queryset = units
        field.widget.search_url = reverse("emulation:pick_collective")
        del self.fields["staff"]

    def ask_no_recipient(self) -> None:
        """The recipient is known."""
        del self.fields["staff"]
        del self.fields["unit"]


class RegistrationChangeForm(forms.Form):
    """New content of a draft or of a registration that came back."""

    award = forms.ModelChoiceField(
        AwardType.objects.all(), label=_("Danh hiệu, hình thức"), to_field_name="code"
    )
    commitment = forms.CharField(
        label=_("Nội dung cam kết"), required=False, max_length=4000, widget=LongText
    )


def offer_awards(field: Any, *, is_person: bool) -> None:
    """Offer the awards for a person or for a collective, titles and forms in groups."""
    kind = "INDIVIDUAL" if is_person else "COLLECTIVE"
    awards = [award for award in AwardType.objects.in_order() if award.allows(kind)]
    field.choices = [
        ("", gettext("Chọn danh hiệu hoặc hình thức")),
        *(
            (
                str(family.label),
                [(award.code, award.name) for award in awards if award.family == family],
            )
            for family in Family
        ),
    ]


class InitiativeForm(forms.Form):
    """The request for recognition, apart from its authors."""

    title = forms.CharField(
        label=_("Tên sáng kiến"),
        max_length=300,
        help_text=_("Tên phải nói được bản chất của giải pháp."),
    )
    kind = forms.ChoiceField(
        label=_("Loại giải pháp"), choices=InitiativeKind.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    first_applied_on = DateField(
        label=_("Ngày áp dụng lần đầu hoặc áp dụng thử"),
        required=False,
        help_text=_("Ghi ngày sớm hơn. Sáng kiến chỉ được công nhận sau khi đã áp dụng."),
    )
    summary = forms.CharField(
        label=_("Mô tả bản chất của giải pháp"),
        required=False,
        max_length=10_000,
        widget=LongText,
        help_text=_("Cách đang làm, điểm cải tiến, các bước và điều kiện thực hiện."),
    )
    benefit = forms.CharField(
        label=_("Lợi ích thu được"), required=False, max_length=10_000, widget=LongText
    )


class AuthorForm(forms.Form):
    """One author and the share; an empty row counts for nothing."""

    staff = PersonField(_("Tác giả"), required=False, limit=20)
    share = forms.DecimalField(
        label=_("Tỷ lệ đóng góp (%)"),
        required=False,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["staff"]
        field.queryset = people
        field.widget.search_url = reverse("emulation:pick_author")

    def clean(self) -> dict[str, Any]:
        """Author and share come together."""
        cleaned = super().clean() or {}
        staff, share = cleaned.get("staff"), cleaned.get("share")
        if staff and share is None and "share" not in self.errors:
            self.add_error("share", _("Hãy nhập tỷ lệ đóng góp."))
        if share is not None and not staff and "staff" not in self.errors:
            self.add_error("staff", _("Hãy chọn tác giả."))
        return cleaned


AuthorFormSet = forms.formset_factory(AuthorForm, extra=3, max_num=50)


class RecognitionForm(forms.Form):
    """The decision that recognises an initiative."""

    scope = forms.ChoiceField(
        label=_("Phạm vi công nhận"), choices=Scope.choices, widget=forms.RadioSelect
    )
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ 125/QĐ-SCT.")
    )
    decided_on = DateField(label=_("Ngày quyết định"))
    signer = forms.CharField(
        label=_("Người ký"), max_length=150, help_text=_("Họ tên và chức vụ như trên quyết định.")
    )
    comment = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, widget=LongText(rows=3)
    )

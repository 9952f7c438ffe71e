"""Forms of the steps with units: they ask and convert; the services judge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.models import CodeScheme, Staff, Unit, UnitKind
from personnel.services.orders import Order
from personnel.services.unit_values import NewUnit
from personnel.web.forms import UnitField, day_field, offer_units

OTHERS = 5
CHILDREN_ASKED = 60

# State, ministries and provinces are set up with the installation.
KINDS = [
    (kind.value, kind.label)
    for kind in UnitKind
    if kind not in {UnitKind.STATE, UnitKind.MINISTRY, UnitKind.PROVINCE}
]
ORDER_FIELDS = ["order_number", "order_date"]


def take_order(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a form with the decision as the services take it."""
    number, day = values.pop("order_number"), values.pop("order_date")
    return {**values, "order": Order(number, day)}


class OrderForm(forms.Form):
    """The decision by which it is done; its number and day are asked in every step."""

    order_number = forms.CharField(
        label=_("Số văn bản"),
        max_length=60,
        help_text=_("Quyết định hoặc nghị quyết, ví dụ 15/QĐ-UBND."),
    )
    order_date = day_field(_("Ngày văn bản"))


class NamesForm(forms.Form):
    """The names of a unit."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọn"), required=False, max_length=100)
    abbreviation = forms.CharField(
        label=_("Chữ viết tắt trong số văn bản"),
        required=False,
        max_length=20,
        help_text=_("Ví dụ SCT trong số 15/QĐ-SCT."),
    )


class OpenUnitForm(NamesForm, OrderForm):
    """A new unit with its place, its codes and its decision."""

    fieldsets = [
        (_("Đơn vị"), ["name", "short_name", "code", "kind", "has_legal_personality"]),
        (_("Vị trí"), ["parent", "opened_on"]),
        (_("Văn bản thành lập"), ORDER_FIELDS),
        (_("Mã và chữ viết tắt"), ["abbreviation", "agency_code", "former_code"]),
    ]

    code = forms.CharField(
        label=_("Mã đơn vị"), max_length=40, help_text=_("Không đổi về sau. Ví dụ SCT.VP.")
    )
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=KINDS)
    parent = UnitField("don-vi", _("Đơn vị cấp trên"))
    opened_on = day_field(_("Ngày thành lập"))
    has_legal_personality = forms.BooleanField(label=_("Có tư cách pháp nhân"), required=False)
    agency_code = forms.CharField(
        label=_("Mã định danh điện tử"),
        required=False,
        max_length=35,
        help_text=_("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H86.02. Ghi đúng như được cấp."),
    )
    former_code = forms.CharField(
        label=_("Mã định danh dạng cũ"),
        required=False,
        max_length=13,
        help_text=_("13 ký tự, ví dụ 000.00.02.H86. Hai dạng mã không suy ra nhau."),
    )


class RenameForm(NamesForm, OrderForm):
    """Another name from a day on."""

    fieldsets = [
        (_("Tên mới"), ["name", "short_name", "abbreviation", "on"]),
        (_("Văn bản đổi tên"), ORDER_FIELDS),
    ]

    on = day_field(_("Từ ngày"), help_text=_("Ngày tên mới có hiệu lực, kể cả ngày sắp tới."))


class CodeForm(OrderForm):
    """The national code in one of its two forms."""

    fieldsets = [
        (_("Mã định danh"), ["scheme", "value", "on"]),
        (_("Văn bản cấp mã"), ORDER_FIELDS),
    ]

    scheme = forms.ChoiceField(label=_("Dạng mã"), choices=CodeScheme.choices)
    value = forms.CharField(
        label=_("Mã định danh"),
        required=False,
        max_length=35,
        help_text=_("Ghi đúng như được cấp. Để trống để kết thúc mã đang dùng."),
    )
    on = day_field(_("Từ ngày"))


class MoveForm(OrderForm):
    """The next superior."""

    fieldsets = [
        (_("Vị trí mới"), ["parent", "on"]),
        (_("Văn bản"), ORDER_FIELDS),
    ]

    parent = UnitField("don-vi", _("Đơn vị cấp trên mới"))
    on = day_field(_("Từ ngày"))


class CancelForm(forms.Form):
    """Why a recorded step is taken back."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, help_text=_("Ví dụ: ghi nhầm sang đơn vị khác.")
    )


class DissolveForm(OrderForm):
    """The end of a unit, and where what stands below it goes."""

    fieldsets = [
        (_("Giải thể, kết thúc hoạt động"), ["on", "below_to"]),
        (_("Văn bản"), ORDER_FIELDS),
    ]

    on = day_field(_("Ngày giải thể"), help_text=_("Ngày đầu tiên đơn vị không còn hoạt động."))
    below_to = UnitField(
        "don-vi",
        _("Các đơn vị trực thuộc chuyển về"),
        required=False,
        help_text=_("Ví dụ khi kết thúc cấp huyện: các xã chuyển về tỉnh."),
    )


class NewUnitFields(forms.Form):
    """A unit that the step opens, or an existing one instead."""

    into = UnitField(
        "don-vi",
        _("Đơn vị đã có"),
        required=False,
        help_text=_("Để trống nếu đơn vị tiếp nhận được lập mới."),
    )
    new_name = forms.CharField(label=_("Tên đơn vị mới"), required=False, max_length=200)
    new_code = forms.CharField(label=_("Mã đơn vị mới"), required=False, max_length=40)
    new_kind = forms.ChoiceField(
        label=_("Loại đơn vị mới"), required=False, choices=[("", "—"), *KINDS]
    )
    new_parent = UnitField("don-vi", _("Đơn vị cấp trên của đơn vị mới"), required=False)
    new_short_name = forms.CharField(label=_("Tên gọn"), required=False, max_length=100)
    new_abbreviation = forms.CharField(
        label=_("Chữ viết tắt trong số văn bản"), required=False, max_length=20
    )

    NEW_FIELDS = [
        "into",
        "new_name",
        "new_code",
        "new_kind",
        "new_parent",
        "new_short_name",
        "new_abbreviation",
    ]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways, and for what a new unit needs."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("into") and values.get("new_name"):
            self.add_error("into", _("Chỉ chọn đơn vị đã có hoặc nhập đơn vị mới, không cả hai."))
        elif not values.get("into") and "into" not in self.errors:
            for name in ("new_name", "new_code", "new_kind", "new_parent"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy nhập, hoặc chọn một đơn vị đã có ở trên."))
        return values

    def target(self) -> Unit | NewUnit:
        """The unit that takes over, as the services take it."""
        values = self.cleaned_data
        existing: Unit | None = values.get("into")
        if existing is not None:
            return existing
        return NewUnit(
            code=values["new_code"],
            name=values["new_name"],
            kind=values["new_kind"],
            parent=values["new_parent"],
            short_name=values["new_short_name"],
            abbreviation=values["new_abbreviation"],
        )


class MergeForm(NewUnitFields, OrderForm):
    """Units that pass into one."""

    carries_record = forms.BooleanField(
        label=_("Đơn vị tiếp nhận được tính tiếp thành tích của các đơn vị này"), required=False
    )
    basis = forms.CharField(
        label=_("Căn cứ tính tiếp thành tích"),
        required=False,
        max_length=300,
        help_text=_("Chưa rõ quy định chung; hãy ghi văn bản cho phép của trường hợp này."),
    )
    on = day_field(_("Từ ngày"), help_text=_("Ngày đầu tiên đơn vị tiếp nhận làm việc."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [f"source_{number}" for number in range(2, OTHERS + 2)]
        self.children: dict[str, Unit] = {}
        for number, name in enumerate(self.others, start=2):
            self.fields[name] = UnitField("don-vi", _("Đơn vị thứ %d") % number, required=False)

    @property
    def fieldsets(self) -> list[tuple[Any, ...]]:
        """What is merged, into what, what stands below, when and by what."""
        return [
            (_("Đơn vị tiếp nhận"), self.NEW_FIELDS),
            (_("Sáp nhập cùng với"), self.others, _("Để trống nếu chỉ một đơn vị được sáp nhập.")),
            (
                _("Các đơn vị trực thuộc"),
                list(self.children),
                _("Đơn vị giữ nguyên sẽ chuyển về đơn vị tiếp nhận."),
            ),
            (_("Hiệu lực và văn bản"), ["on", *ORDER_FIELDS]),
            (_("Thành tích"), ["carries_record", "basis"]),
        ]

    def ask_children(self, children: Iterable[Unit], targets: Iterable[Unit]) -> None:
        """Ask for each sub-unit whether it goes on or passes into one of the target's."""
        choices: list[tuple[str, Any]] = [("", _("Giữ nguyên, chuyển về đơn vị tiếp nhận"))]
        choices += [(one.code, _("Sáp nhập vào %s") % one) for one in targets]
        for child in children:
            name = f"child_{child.pk}"
            self.children[name] = child
            self.fields[name] = forms.ChoiceField(
                label=f"{child.name} ({child.code})", required=False, choices=choices
            )

    def sources(self, first: Unit) -> list[Unit]:
        """Every unit that is merged."""
        found = [self.cleaned_data.get(name) for name in self.others]
        return [first, *(unit for unit in found if unit is not None)]


class SplitForm(NewUnitFields, OrderForm):
    """One part that leaves a unit, or the two into which it ends."""

    LEAVE, END = "tach", "chia"

    how = forms.ChoiceField(
        label=_("Cách sắp xếp"),
        choices=[
            (LEAVE, _("Tách: đơn vị cũ tiếp tục hoạt động")),
            (END, _("Chia: đơn vị cũ kết thúc, phần còn lại chuyển về đơn vị thứ hai")),
        ],
    )
    rest_to = UnitField(
        "don-vi",
        _("Đơn vị thứ hai, nhận phần còn lại"),
        required=False,
        help_text=_("Chỉ cần khi chia. Nếu là đơn vị mới, hãy lập đơn vị đó trước."),
    )
    children = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Đơn vị trực thuộc chuyển đi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        Staff.objects.none(),
        label=_("Người chuyển đi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = day_field(_("Từ ngày"))

    fieldsets = [
        (_("Cách sắp xếp"), ["how", "rest_to"]),
        (_("Đơn vị hình thành"), NewUnitFields.NEW_FIELDS),
        (_("Chuyển sang đơn vị này"), ["children", "people"]),
        (_("Hiệu lực và văn bản"), ["on", *ORDER_FIELDS]),
    ]

    def clean(self) -> dict[str, Any]:
        """Ask where the rest goes when the unit ends."""
        values = super().clean()
        if values.get("how") == self.END and not values.get("rest_to"):
            self.add_error("rest_to", _("Hãy chọn đơn vị nhận phần còn lại."))
        return values

    def offer(self, children: QuerySet[Unit], people: QuerySet[Staff]) -> None:
        """Offer what stands below the unit and who works in it."""
        for name, rows in (("children", children), ("people", people)):
            field: Any = self.fields[name]
            field.queryset = rows
            if not self.is_bound and not rows.exists():
                field.widget = forms.MultipleHiddenInput()


def offer_everywhere(form: forms.Form, units: QuerySet[Unit]) -> None:
    """Offer these units in every field that picks one."""
    for name, field in form.fields.items():
        if isinstance(field, UnitField):
            offer_units(form, name, units)

"""The filter of the proposal list: its form, its chips, and the proposals it leaves.

The names are those a report's figure carries (``ReportLine.filters``), so that a figure leads to
exactly the proposals it counted. ``qualifier`` and ``occasion`` have no field to fill in; they are
in force when the address names them, an empty text meaning "none".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.domain.steps import DECIDER_LABELS, STEP_RULES
from awards.models.proposal import ProposalQuerySet
from awards.models.recipient import Basis, ObjectKind
from awards.selectors import narrowing
from awards.selectors import proposals as reads
from awards.workflow import PROPOSAL
from core import clock
from core.scope import Actor
from core.web.forms import DateField, SearchPick
from core.web.parts import Chip
from core.web.years import FIRST_YEAR, YEAR_PARAM, year_choices
from legal.models import AwardType
from personnel.models import Unit
from personnel.selectors import units as unit_reads

ANY = ("", gettext_lazy("Tất cả"))
STATUS_CHOICES = [
    ANY,
    *((state, gettext_lazy(label)) for state, label in PROPOSAL.states.items()),
    (narrowing.PROPOSED, gettext_lazy("Đã trình cấp trên")),
    (narrowing.LATE, gettext_lazy("Quá hạn xét")),
]
EXACT = ("qualifier", "occasion")


class UnitField(forms.ModelChoiceField):
    """A unit picked from a search among those the person may see."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=False,
            to_field_name="code",
            empty_label="",
            widget=SearchPick(placeholder=gettext_lazy("Gõ tên hoặc mã đơn vị…")),
            error_messages={
                "invalid_choice": gettext_lazy("Không có đơn vị này trong phạm vi của bạn.")
            },
        )

    def offer(self, actor: Actor) -> None:
        """Offer the units the person may see."""
        self.queryset = unit_reads.visible_to(actor)
        self.widget.search_url = reverse("personnel:unit_pick", args=["xem"])


class ProposalFilter(forms.Form):
    """What narrows the list of proposals."""

    everyday: tuple[str, ...] = ("q", "year", "status", "unit")

    q = forms.CharField(label=gettext_lazy("Tên, mã"), required=False, max_length=100)
    year = forms.TypedChoiceField(
        label=gettext_lazy("Năm xét"), required=False, coerce=int, empty_value=None
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"), required=False, choices=STATUS_CHOICES
    )
    unit = UnitField(gettext_lazy("Đơn vị"))
    as_of = DateField(
        label=gettext_lazy("Cơ cấu tổ chức tại ngày"),
        required=False,
        help_text=gettext_lazy(
            "Với đơn vị đã chọn: tính các đơn vị trực thuộc của ngày đó. Bỏ trống là hôm nay."
        ),
    )
    award = forms.ModelChoiceField(
        AwardType.objects.in_order(),
        label=gettext_lazy("Danh hiệu, hình thức"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("Tất cả"),
    )
    step = forms.ChoiceField(
        label=gettext_lazy("Bước đang xét"),
        required=False,
        choices=[
            ANY,
            *((kind.value, gettext_lazy(rule.label)) for kind, rule in STEP_RULES.items()),
        ],
    )
    holder = UnitField(gettext_lazy("Nơi đang giữ"))
    object_kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), required=False, choices=[ANY, *ObjectKind.choices]
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Loại hình"), required=False, choices=[ANY, *Basis.choices]
    )
    decider = forms.ChoiceField(
        label=gettext_lazy("Cấp quyết định"),
        required=False,
        choices=[ANY, *((code, gettext_lazy(label)) for code, label in DECIDER_LABELS.items())],
    )
    waiting = forms.BooleanField(label=gettext_lazy("Chỉ hồ sơ chờ tôi"), required=False)

    def __init__(
        self,
        request: HttpRequest,
        actor: Actor,
        offer: Callable[[forms.Form, Actor], None] | None = None,
    ) -> None:
        data = request.GET.copy()
        if "year" not in data and data.get(YEAR_PARAM):
            data["year"] = str(data[YEAR_PARAM])
        super().__init__(data)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.offer(actor)
        if offer is not None:
            offer(self, actor)
        year: Any = self.fields["year"]
        year.choices = [
            ("", _("Tất cả")),
            *((year, str(year)) for year in _years(data.get("year", ""))),
        ]
        self.wanted = self._wanted()

    def _wanted(self) -> dict[str, Any]:
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if "award" in wanted:
            wanted["award"] = wanted["award"].code
        for name in EXACT:
            if name in self.data:
                wanted[name] = self.data[name].strip()
        return wanted

    @property
    def everyday_fields(self) -> list[forms.BoundField]:
        """The fields always shown."""
        return [self[name] for name in self.everyday]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The fields shown on request."""
        return [self[name] for name in self.fields if name not in self.everyday]

    @property
    def further_faulty(self) -> bool:
        """Whether one of the fields shown on request has an error to be seen."""
        return any(name not in self.everyday for name in self.errors)

    @property
    def exact_pairs(self) -> list[tuple[str, str]]:
        """Filters without a field, to be carried along by the form."""
        return [(name, self.wanted[name]) for name in EXACT if name in self.wanted]


def _years(asked: str) -> list[int]:
    known = asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked) <= 9999
    return year_choices(int(asked) if known else clock.today().year)


def chosen(form: ProposalFilter, actor: Actor, day: date) -> ProposalQuerySet:
    """The proposals the person may see that fit; none while a filter is faulty."""
    rows = reads.visible_to(actor)
    if form.errors:
        return rows.none()
    return narrowing.narrowed(rows, form.wanted, actor, day)


def chips(request: HttpRequest, form: ProposalFilter) -> list[Chip]:
    """The filters in force, each with the same list without it."""
    return [
        Chip(str(label), str(value), _without(request, name)) for name, label, value in _shown(form)
    ]


def _shown(form: ProposalFilter) -> Iterator[tuple[str, Any, Any]]:
    exact = {"qualifier": _("Nội dung cụ thể"), "occasion": _("Phong trào, chuyên đề")}
    for name, value in form.wanted.items():
        if name in exact:
            yield name, exact[name], value or _("không ghi")
        elif name == "waiting":
            yield name, _("Chờ tôi"), _("có")
        else:
            yield name, form.fields[name].label, _words(form, name, value)


def _words(form: ProposalFilter, name: str, value: Any) -> Any:
    field = form.fields[name]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(field, forms.ModelChoiceField):
        return form.cleaned_data[name]
    return dict(getattr(field, "choices", ())).get(value, value)


def _without(request: HttpRequest, name: str) -> str:
    rest = request.GET.copy()
    gone = (name, "trang", *([YEAR_PARAM] if name == "year" else []))
    for parameter in gone:
        rest.pop(parameter, None)
    query = rest.urlencode()
    return f"?{query}" if query else request.path

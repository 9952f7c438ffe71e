"""Filters of the lists; a wrong value is refused with the name of its parameter.

The names are those a report's figure carries, so that a figure leads to the records it counted.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters  # type: ignore[import-untyped]

from awards.domain.steps import DECIDER_LABELS
from awards.models import Decision, Proposal, RecordedAward
from awards.models.recipient import Basis, ObjectKind
from awards.selectors import narrowing
from awards.selectors.reach import ranges_on
from awards.workflow import PROPOSAL
from core import clock
from core.errors import NotVisible
from core.scope import Actor, actor_of, in_ranges
from personnel.models import Unit
from personnel.permissions import VIEW_UNIT

_DECIDERS = list(DECIDER_LABELS.items())
_UNIT_HELP = "Mã đơn vị: chỉ lấy đơn vị này và cấp dưới."
_AS_OF_HELP = "Với `unit`: các đơn vị trực thuộc theo cơ cấu của ngày này; mặc định hôm nay."
_STATUSES = [
    (narrowing.PROPOSED, "Đã trình cấp trên, chờ quyết định"),
    (narrowing.LATE, "Quá hạn xét"),
]
# Filters for which an empty text is a value of its own: "of no movement".
_EXACT = ("qualifier", "occasion")


class ProposalFilters(filters.FilterSet):
    """Filters of proposals."""

    year = filters.NumberFilter(label="Năm xét.", min_value=1, max_value=9999)
    unit = filters.CharFilter(label=_UNIT_HELP)
    as_of = filters.DateFilter(label=_AS_OF_HELP)
    award = filters.CharFilter(label="Mã danh hiệu, hình thức.")
    state = filters.ChoiceFilter(choices=list(PROPOSAL.states.items()), label="Trạng thái.")
    status = filters.ChoiceFilter(choices=_STATUSES, label="Đã trình cấp trên, hoặc quá hạn.")
    decider = filters.ChoiceFilter(choices=_DECIDERS, label="Cấp quyết định.")
    basis = filters.ChoiceFilter(choices=Basis.choices, label="Loại hình.")
    object_kind = filters.ChoiceFilter(choices=ObjectKind.choices, label="Đối tượng.")
    occasion = filters.CharFilter(label="Phong trào, chuyên đề, đúng từng chữ; để trống là không.")
    qualifier = filters.CharFilter(label="Nội dung cụ thể, đúng từng chữ; để trống là không.")
    waiting_for_me = filters.BooleanFilter(label="Chỉ hồ sơ chờ tôi xử lý.")
    q = filters.CharFilter(label="Tìm theo tên, mã, không cần dấu.")

    class Meta:
        model = Proposal
        fields = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """Narrow by the very rules of the pages."""
        wanted = _wanted(self)
        actor = actor_of(self.request)
        if code := wanted.get("unit"):
            wanted["unit"] = reachable_unit(actor, code, queryset)
        if state := wanted.pop("state", None):
            queryset = queryset.filter(state=state)
        wanted["waiting"] = wanted.pop("waiting_for_me", False)
        return narrowing.narrowed(queryset, wanted, actor, clock.today())


class AwardFilters(filters.FilterSet):
    """Filters of the register."""

    year = filters.NumberFilter(label="Năm xét.", min_value=1, max_value=9999)
    unit = filters.CharFilter(label=_UNIT_HELP)
    as_of = filters.DateFilter(label=_AS_OF_HELP)
    award = filters.CharFilter(label="Mã danh hiệu, hình thức.")
    status = filters.ChoiceFilter(
        choices=[("DECIDED", "Còn hiệu lực"), ("ANNULLED", "Đã hủy bỏ")], label="Hiệu lực."
    )
    decider = filters.ChoiceFilter(choices=_DECIDERS, label="Cấp quyết định.")
    basis = filters.ChoiceFilter(choices=Basis.choices, label="Loại hình.")
    object_kind = filters.ChoiceFilter(choices=ObjectKind.choices, label="Đối tượng.")
    occasion = filters.CharFilter(label="Phong trào, chuyên đề, đúng từng chữ; để trống là không.")
    qualifier = filters.CharFilter(label="Nội dung cụ thể, đúng từng chữ; để trống là không.")
    staff = filters.CharFilter(label="Số hiệu nhân sự của người được khen.")
    external = filters.CharFilter(label="Mã đối tượng ngoài được khen.")
    decision = filters.NumberFilter(label="Số thứ tự (id) của quyết định.", min_value=1)
    since_id = filters.NumberFilter(
        label="Chỉ lấy khen thưởng có id lớn hơn, id nhỏ trước: để đồng bộ dần.", min_value=0
    )
    q = filters.CharFilter(label="Tìm theo tên, mã, không cần dấu.")

    class Meta:
        model = RecordedAward
        fields = ()

    _PATHS = {
        "year": "year",
        "award": "award_type__code",
        "decider": "decider",
        "basis": "basis",
        "object_kind": "object_kind",
        "occasion": "occasion",
        "qualifier": "qualifier",
        "staff": "staff__code",
        "external": "external__code",
        "decision": "decision_id",
        "since_id": "pk__gt",
    }

    def filter_queryset(self, queryset: Any) -> Any:
        """Keep the awards that fit every filter given."""
        wanted = _wanted(self)
        for name, path in self._PATHS.items():
            if name in wanted:
                queryset = queryset.filter(**{path: wanted[name]})
        if code := wanted.get("unit"):
            unit = reachable_unit(actor_of(self.request), code, queryset)
            within = ranges_on(unit, wanted.get("as_of"))
            queryset = queryset.filter(in_ranges("unit__tree_start", within))
        if status := wanted.get("status"):
            queryset = queryset.filter(annulment__isnull=status == "DECIDED")
        return queryset.search(wanted["q"]) if "q" in wanted else queryset


class DecisionFilters(filters.FilterSet):
    """Filters of decisions."""

    year = filters.NumberFilter(label="Năm ký.", min_value=1, max_value=9999)
    decider = filters.ChoiceFilter(choices=_DECIDERS, label="Thẩm quyền.")
    number = filters.CharFilter(label="Số, ký hiệu, đúng từng chữ.")

    class Meta:
        model = Decision
        fields = ()


def reachable_unit(actor: Actor, code: str, rows: Any) -> Unit:
    """The unit of that code, if the actor may see it or something of it in ``rows``.

    Upper levels see dossiers of units whose pages they may not open.

    Raises:
        NotVisible: there is none, or it is not the actor's business.
    """
    unit = Unit.objects.filter(code=code).first()
    if unit is not None:
        subtree = (unit.tree_start, unit.tree_end)
        if actor.may(VIEW_UNIT, unit.tree_start) or (
            rows.filter(unit__tree_start__range=subtree).exists()
        ):
            return unit
    raise NotVisible(_("Không tìm thấy đơn vị “%(code)s”.") % {"code": code})


def _wanted(filterset: Any) -> dict[str, Any]:
    """What was asked for, by name."""
    cleaned = filterset.form.cleaned_data
    wanted = {name: value for name, value in cleaned.items() if value not in (None, "", False)}
    for name in _EXACT:
        if name in filterset.data and name in cleaned:
            wanted[name] = cleaned[name]
    return wanted

"""Filters of the lists."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters  # type: ignore[import-untyped]

from core.scope import actor_of
from emulation import workflow
from emulation.models import Initiative, InitiativeKind, Registration, Scope
from personnel.selectors.units import visible_unit


class UnitAndWords(filters.FilterSet):
    """What every list can be narrowed by."""

    unit = filters.CharFilter(method="in_unit", label="Mã đơn vị: chỉ lấy đơn vị này và cấp dưới.")
    q = filters.CharFilter(method="with_words", label="Tìm theo chữ, không cần dấu.")

    def in_unit(self, rows: Any, name: str, code: str) -> Any:
        """Only the unit and what is below it; a unit out of reach does not exist."""
        return rows.in_subtree(visible_unit(actor_of(self.request), code))

    def with_words(self, rows: Any, name: str, text: str) -> Any:
        """Only rows with every word of the text."""
        return rows.matching(text)


class RegistrationFilters(UnitAndWords):
    """Filters of registrations."""

    year = filters.NumberFilter(field_name="emulation_year__year", label="Năm thi đua.")
    state = filters.ChoiceFilter(
        choices=list(workflow.REGISTRATION.states.items()), label="Trạng thái."
    )
    award = filters.CharFilter(field_name="award_type__code", label="Mã danh hiệu, hình thức.")
    staff = filters.CharFilter(field_name="staff__code", label="Số hiệu nhân sự.")

    class Meta:
        model = Registration
        fields = ("year", "unit", "state", "award", "staff", "q")


class InitiativeFilters(UnitAndWords):
    """Filters of initiatives."""

    year = filters.NumberFilter(label="Năm.")
    state = filters.ChoiceFilter(
        choices=list(workflow.INITIATIVE.states.items()), label="Trạng thái."
    )
    kind = filters.ChoiceFilter(choices=InitiativeKind.choices, label="Loại giải pháp.")
    scope = filters.ChoiceFilter(
        choices=Scope.choices, field_name="recognitions__scope", label="Phạm vi công nhận."
    )
    author = filters.CharFilter(
        field_name="authors__staff__code", label="Số hiệu nhân sự của một tác giả."
    )

    class Meta:
        model = Initiative
        fields = ("year", "unit", "state", "kind", "scope", "author", "q")

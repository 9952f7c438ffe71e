"""Grades of units and notices from other agencies over REST."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api import pagination
from core.errors import InvalidInput
from core.scope import actor_of
from personnel.api.serializers import (
    BarNoticeSerializer,
    UnitAssessmentSerializer,
    UnitRefSerializer,
)
from personnel.api.staff import IN_FORCE, StaffRefSerializer, conduct_page, unit_asked
from personnel.api.views import UNDER, UNIT_GRADE, choice
from personnel.models import Grade
from personnel.selectors import bars as bar_reads
from personnel.selectors import unit_grades as grade_reads
from personnel.services.bars import FACTS as BAR_NOTICE

_STANDING, _LIFTED = "standing", "lifted"


class BarNoticeOfSerializer(BarNoticeSerializer):
    """Thông báo lưu ý về một người."""

    staff = StaffRefSerializer()


class UnitAssessmentOfSerializer(UnitAssessmentSerializer):
    """Kết quả xếp loại của một đơn vị."""

    unit = UnitRefSerializer()


class BarNoticeList(APIView):
    """The notices about the people in the client's reach."""

    @extend_schema(
        operation_id="bar_notices_list",
        parameters=[
            UNDER,
            OpenApiParameter("state", str, enum=[_STANDING, _LIFTED]),
            IN_FORCE,
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(BarNoticeOfSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách người đang hoặc đã bị lưu ý, mới nhất trước."""
        rows = bar_reads.visible_bars(actor_of(request))
        state = choice(request, "state", [_STANDING, _LIFTED])
        if state:
            today = clock.today()
            rows = rows.standing(today) if state == _STANDING else rows.lifted(today)
        return conduct_page(request, rows, BAR_NOTICE)


class UnitAssessmentList(APIView):
    """The annual grades of the units in the client's reach."""

    @extend_schema(
        operation_id="unit_assessments_list",
        parameters=[
            UNDER,
            OpenApiParameter("year", int, description="Năm được xếp loại."),
            OpenApiParameter("grade", str, enum=Grade.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(UnitAssessmentOfSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách mức độ hoàn thành nhiệm vụ của các đơn vị, năm mới nhất trước."""
        rows = grade_reads.visible_unit_grades(actor_of(request))
        if unit := unit_asked(request):
            rows = rows.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))
        if (year := _year(request)) is not None:
            rows = rows.filter(year=year)
        if grade := choice(request, "grade", Grade.values):
            rows = rows.filter(grade=grade)
        values = rows.values("pk", "unit__code", "unit__name", *UNIT_GRADE)
        return pagination.paginated(request, values, ("-year", "-pk"), _present)


def _present(row: dict[str, Any]) -> dict[str, Any]:
    unit = {"code": row["unit__code"], "name": row["unit__name"]}
    return {"unit": unit} | {name: row[name] for name in UNIT_GRADE}


def _year(request: Request) -> int | None:
    asked = request.query_params.get("year", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) == len("2025")):
        raise InvalidInput.at(
            "year",
            _("“%(value)s” không phải năm.") % {"value": asked[:40]},
            _("Viết đủ bốn chữ số, như 2025."),
        )
    return int(asked)

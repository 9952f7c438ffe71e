"""Units and staff over REST: lists, one of each, and the upsert for staff software."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api import pagination
from core.errors import InvalidInput
from personnel.api.serializers import (
    STAFF_COLUMNS,
    UNIT_COLUMNS,
    StaffDetailSerializer,
    StaffSerializer,
    StaffUpsertSerializer,
    UnitDetailSerializer,
    UnitSerializer,
    UpsertAnswerSerializer,
    present_staff,
    present_unit,
)
from personnel.middleware import actor_of
from personnel.models import StaffCategory, UnitKind
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads
from personnel.services.staff_sync import Outcome, upsert_by_external_id

UNDER = OpenApiParameter("unit", str, description="Mã đơn vị: chỉ lấy đơn vị này và cấp dưới.")
TEXT = OpenApiParameter("q", str, description="Tìm theo tên hoặc mã, không cần dấu.")


class UnitList(APIView):
    """The units in the client's reach."""

    @extend_schema(
        operation_id="units_list",
        parameters=[
            UNDER,
            TEXT,
            OpenApiParameter("kind", str, enum=UnitKind.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(UnitSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đơn vị theo thứ tự của cây tổ chức."""
        units = unit_reads.visible_to(actor_of(request))
        if code := request.query_params.get("unit"):
            units = units.subtree_of(unit_reads.visible_unit(actor_of(request), code))
        if kind := _choice(request, "kind", UnitKind.values):
            units = units.filter(kind=kind)
        if text := request.query_params.get("q"):
            units = units.matching(text)
        rows = units.values(*UNIT_COLUMNS, "tree_start", "pk")
        return pagination.paginated(request, rows, ("tree_start", "pk"), present_unit)


class UnitDetail(APIView):
    """One unit with its places in the tree over time."""

    @extend_schema(operation_id="units_retrieve", responses=UnitDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Một đơn vị."""
        unit = unit_reads.visible_unit(actor_of(request), code)
        row = type(unit).objects.filter(pk=unit.pk).values(*UNIT_COLUMNS).get()
        placements = unit.placements.order_by("valid_from").values(
            "valid_from", "valid_to", parent_code=F("parent__code")
        )
        return Response(
            present_unit(row) | {"placements": list(placements), "version": unit.version}
        )


class StaffList(APIView):
    """The people in the client's reach."""

    @extend_schema(
        operation_id="staff_list",
        parameters=[
            UNDER,
            TEXT,
            OpenApiParameter("category", str, enum=StaffCategory.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(StaffSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách nhân sự theo thứ tự tên tiếng Việt."""
        people = staff_reads.visible_to(actor_of(request))
        if code := request.query_params.get("unit"):
            people = people.in_subtree(unit_reads.visible_unit(actor_of(request), code))
        if category := _choice(request, "category", StaffCategory.values):
            people = people.filter(category=category)
        if text := request.query_params.get("q"):
            people = people.matching(text)
        rows = people.values(*STAFF_COLUMNS, "sort_key", "pk")
        return pagination.paginated(request, rows, ("sort_key", "pk"), present_staff)


class StaffDetail(APIView):
    """One person with appointments and assessments."""

    @extend_schema(operation_id="staff_retrieve", responses=StaffDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Một nhân sự."""
        person = staff_reads.visible_staff(actor_of(request), code)
        row = type(person).objects.filter(pk=person.pk).values(*STAFF_COLUMNS).get()
        appointments = person.appointments.select_related("unit").order_by("valid_from")
        return Response(
            present_staff(row)
            | {
                "appointments": [_present_appointment(one) for one in appointments],
                "assessments": list(
                    person.assessments.order_by("year").values(
                        "year", "grade", "decision_ref", "decided_on"
                    )
                ),
                "version": person.version,
            }
        )


class StaffUpsert(APIView):
    """One person kept equal to the agency's staff software."""

    @extend_schema(
        operation_id="staff_upsert",
        request=StaffUpsertSerializer,
        responses={
            200: OpenApiResponse(UpsertAnswerSerializer, description="Đã có, sửa hoặc giữ nguyên."),
            201: OpenApiResponse(UpsertAnswerSerializer, description="Đã lập hồ sơ mới."),
        },
    )
    def put(self, request: Request, external_id: str) -> Response:
        """Lập hoặc sửa một nhân sự theo mã ở phần mềm nhân sự."""
        body = StaffUpsertSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        person, outcome = upsert_by_external_id(
            external_id=external_id, data=body.to_input(), by=actor_of(request), at=clock.now()
        )
        return Response(
            {
                "outcome": outcome,
                "code": person.code,
                "external_id": person.external_id,
                "version": person.version,
            },
            status=status.HTTP_201_CREATED if outcome == Outcome.CREATED else status.HTTP_200_OK,
        )


def _present_appointment(appointment: Any) -> dict[str, Any]:
    return {
        "unit": {"code": appointment.unit.code, "name": appointment.unit.name},
        "post": appointment.post,
        "is_manager": appointment.is_manager,
        "valid_from": appointment.valid_from,
        "valid_to": appointment.valid_to,
    }


def _choice(request: Request, name: str, allowed: list[str]) -> str:
    value = request.query_params.get(name, "")
    if value and value not in allowed:
        raise InvalidInput.at(
            name,
            _("“%(value)s” không có trong danh mục.") % {"value": value},
            _("Chọn một trong: %(known)s.") % {"known": ", ".join(allowed)},
        )
    return value

"""Units over REST: the list and one of them."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api import pagination
from core.errors import InvalidInput
from core.scope import actor_of, in_ranges
from personnel.api.serializers import (
    UNIT_COLUMNS,
    UnitDetailSerializer,
    UnitSerializer,
    present_unit,
)
from personnel.api.units_over_time import ON, day_asked, told_as_of
from personnel.models import UnitKind
from personnel.selectors import units as unit_reads
from personnel.selectors.as_of import positions_in

UNDER = OpenApiParameter("unit", str, description="Mã đơn vị: chỉ lấy đơn vị này và cấp dưới.")
UNIT_GRADE = ("year", "grade", "party_grade", "decision_ref", "decided_on")
TEXT = OpenApiParameter("q", str, description="Tìm theo tên hoặc mã, không cần dấu.")


class UnitList(APIView):
    """The units in the client's reach."""

    @extend_schema(
        operation_id="units_list",
        parameters=[
            UNDER,
            TEXT,
            ON,
            OpenApiParameter("kind", str, enum=UnitKind.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(UnitSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đơn vị theo thứ tự của cây tổ chức."""
        units = unit_reads.visible_to(actor_of(request))
        day = day_asked(request)
        if day is not None:
            units = units.open_on(day)
        if code := request.query_params.get("unit"):
            unit = unit_reads.visible_unit(actor_of(request), code)
            below = positions_in(unit, day) if day else [(unit.tree_start, unit.tree_end)]
            units = units.filter(in_ranges("tree_start", below))
        if kind := choice(request, "kind", UnitKind.values):
            units = units.filter(kind=kind)
        if text := request.query_params.get("q"):
            units = units.matching(text)
        rows = units.values(*UNIT_COLUMNS, "tree_start", "pk")
        return pagination.paginated(
            request, rows, ("tree_start", "pk"), present_unit, together=told_as_of(day)
        )


class UnitDetail(APIView):
    """One unit with its places, names and national codes over time."""

    @extend_schema(operation_id="units_retrieve", responses=UnitDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Một đơn vị."""
        unit = unit_reads.visible_unit(actor_of(request), code)
        row = type(unit).objects.filter(pk=unit.pk).values(*UNIT_COLUMNS).get()
        placements = unit.placements.order_by("valid_from").values(
            "valid_from", "valid_to", parent_code=F("parent__code")
        )
        periods = ("valid_from", "valid_to")
        return Response(
            present_unit(row)
            | {
                "placements": list(placements),
                "names": list(
                    unit.names.order_by("valid_from").values("name", "short_name", *periods)
                ),
                "agency_codes": list(
                    unit.agency_codes.order_by("scheme", "valid_from").values(
                        "scheme", "value", *periods
                    )
                ),
                "assessments": list(unit.assessments.order_by("year").values(*UNIT_GRADE)),
                "version": unit.version,
            }
        )


def choice(request: Request, name: str, allowed: list[str]) -> str:
    """The parameter of that name if it is one of a list, or nothing."""
    value = request.query_params.get(name, "")
    if value and value not in allowed:
        raise InvalidInput.at(
            name,
            _("“%(value)s” không có trong danh mục.") % {"value": value},
            _("Chọn một trong: %(known)s.") % {"known": ", ".join(allowed)},
        )
    return value

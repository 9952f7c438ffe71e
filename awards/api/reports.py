"""The annual report over REST."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from awards.domain.steps import DECIDER_LABELS
from awards.models.recipient import Basis
from awards.reports import annual
from awards.reports.as_json import as_json
from awards.selectors.reach import reach_on, usual_day
from core import clock
from core.api.shapes import RefSerializer
from core.errors import Forbidden
from core.scope import actor_of
from personnel.selectors import units as unit_reads

VIEW_REPORT = "awards.view_report"


class TotalsSerializer(serializers.Serializer[Any]):
    """Số tập thể, cá nhân và hộ gia đình."""

    collectives = serializers.IntegerField()
    individuals = serializers.IntegerField()
    households = serializers.IntegerField()


class ReportLineSerializer(TotalsSerializer):
    """Một danh hiệu, hình thức trong báo cáo; các trường trùng tên bộ lọc của danh sách."""

    award = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    qualifier = serializers.CharField(allow_blank=True)
    occasion = serializers.CharField(allow_blank=True)
    basis = serializers.ChoiceField(choices=Basis.choices)
    blocs = serializers.ListField(
        child=serializers.CharField(),
        help_text="Khối, cụm thi đua đã hoặc đang suy tôn.",
    )


class ReportSectionSerializer(TotalsSerializer):
    """Các dòng của một cấp quyết định."""

    status = serializers.ChoiceField(choices=[annual.DECIDED, annual.PROPOSED])
    decider = serializers.ChoiceField(choices=list(DECIDER_LABELS.items()))
    title = serializers.CharField()
    lines = ReportLineSerializer(many=True)


class ReportPartSerializer(TotalsSerializer):
    """Một phần của báo cáo."""

    key = serializers.CharField()
    title = serializers.CharField()
    sections = ReportSectionSerializer(many=True)


class AllTotalsSerializer(serializers.Serializer[Any]):
    """Số cộng của cả báo cáo, phần đã quyết định và phần đã đề nghị."""

    all = TotalsSerializer()
    decided = TotalsSerializer()
    proposed = TotalsSerializer()


class RegistrationCountsSerializer(serializers.Serializer[Any]):
    """Số đăng ký thi đua."""

    registered = serializers.IntegerField()
    approved = serializers.IntegerField()


class InitiativeCountsSerializer(serializers.Serializer[Any]):
    """Số sáng kiến."""

    registered = serializers.IntegerField()
    recognised = serializers.IntegerField()


class AnnualReportSerializer(serializers.Serializer[Any]):
    """Kết quả thi đua, khen thưởng của một đơn vị trong một năm."""

    unit = RefSerializer()
    year = serializers.IntegerField()
    as_of = serializers.DateField(help_text="Ngày của cơ cấu tổ chức mà báo cáo theo.")
    totals = AllTotalsSerializer()
    registrations = RegistrationCountsSerializer()
    initiatives = InitiativeCountsSerializer()
    parts = ReportPartSerializer(many=True)


class ReportQuerySerializer(serializers.Serializer[Any]):
    """Đơn vị, năm và ngày của cơ cấu tổ chức."""

    unit = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1, max_value=9999)
    as_of = serializers.DateField(required=False)


class AnnualReport(APIView):
    """The annual report of a unit."""

    @extend_schema(
        operation_id="reports_annual",
        parameters=[
            OpenApiParameter("unit", str, required=True, description="Mã đơn vị."),
            OpenApiParameter("year", int, required=True, description="Năm xét khen thưởng."),
            OpenApiParameter(
                "as_of",
                date,
                description=(
                    "Theo cơ cấu tổ chức của ngày này; mặc định: cuối năm đó, hoặc hôm nay nếu năm "
                    "chưa hết."
                ),
            ),
        ],
        responses=AnnualReportSerializer,
    )
    def get(self, request: Request) -> Response:
        """Báo cáo năm của một đơn vị và cấp dưới."""
        query = ReportQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        actor = actor_of(request)
        unit = unit_reads.visible_unit(actor, query.validated_data["unit"])
        if not actor.may(VIEW_REPORT, unit.tree_start):
            raise Forbidden(
                _("Vai trò của bạn không xem được báo cáo của %(unit)s.") % {"unit": unit}
            )
        today, year = clock.today(), query.validated_data["year"]
        day = query.validated_data.get("as_of") or usual_day(year, today=today)
        reach = reach_on(unit, day, today=today)
        return Response(as_json(annual.build(unit, year, reach)))

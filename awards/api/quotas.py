"""Quotas of a unit's list over REST."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards import permissions
from awards.models import Proposal
from awards.selectors.books import every_book, usual_receipt
from awards.selectors.quota_lists import counted
from core import clock
from core.errors import NotVisible
from core.scope import actor_of
from legal.domain.codes import QUOTA_BASES, Rounding, Standing
from legal.rules.quotas import QuotaState


class QuotaSerializer(serializers.Serializer[Any]):
    """Một chỉ tiêu: cơ sở tính, cách làm tròn, căn cứ, số được phép và số đã dùng."""

    code = serializers.CharField()
    award = serializers.CharField()
    rule_set = serializers.CharField(
        help_text="Bộ quy tắc có chỉ tiêu này, có thể của thời kỳ khác với “rule_sets”."
    )
    rule_set_version = serializers.IntegerField(help_text="Bản của bộ quy tắc đó.")
    base = serializers.ChoiceField(choices=QUOTA_BASES)
    base_award = serializers.CharField(allow_blank=True)
    base_count = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    rounding = serializers.ChoiceField(choices=[one.value for one in Rounding])
    allowed = serializers.IntegerField(allow_null=True)
    used = serializers.IntegerField(help_text="Số lượt của những hồ sơ mà chỉ tiêu này giới hạn.")
    not_counted = serializers.IntegerField(
        help_text="Số lượt cùng danh hiệu của năm, xét theo quy định của ngày nhận khác."
    )
    received_from = serializers.DateField(help_text="Giới hạn hồ sơ nhận từ ngày này.")
    received_until = serializers.DateField(
        allow_null=True, help_text="Đến hết ngày này; trống khi chưa biết."
    )
    left = serializers.IntegerField(allow_null=True)
    binding = serializers.BooleanField(help_text="Căn cứ đã đọc hoặc đã xác nhận.")
    hangs_on_rounding = serializers.BooleanField(
        help_text="Chỉ vượt khi làm tròn xuống, mà văn bản không nói cách làm tròn."
    )
    citation = serializers.CharField()
    quota_standing = serializers.ChoiceField(choices=[one.value for one in Standing])


class QuotasSerializer(serializers.Serializer[Any]):
    """Chỉ tiêu của một đơn vị trong một năm; danh sách gồm cả bản nháp."""

    unit = serializers.CharField()
    year = serializers.IntegerField()
    rule_sets = serializers.CharField(
        help_text="Các bộ quy tắc của ngày nhận thường gặp trong năm; trống khi không có."
    )
    results = QuotaSerializer(many=True)


class QuotaQuery(serializers.Serializer[Any]):
    """Năm xét; bỏ trống là năm nay."""

    year = serializers.IntegerField(min_value=2015, max_value=2200, required=False)


class Quotas(GenericAPIView):
    """How much of each quota a unit's list uses."""

    queryset = Proposal.objects.none()
    serializer_class = QuotasSerializer

    @extend_schema(operation_id="units_quotas_retrieve", parameters=[QuotaQuery])
    def get(self, request: Request, code: str) -> Response:
        """Chỉ tiêu, tỷ lệ khen thưởng của đơn vị và các đơn vị trực thuộc."""
        actor, today = actor_of(request), clock.today()
        query = QuotaQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        unit = permissions.quota_units(actor).filter(code=code).first()
        if unit is None:
            raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi của bạn."))
        year = query.validated_data.get("year") or today.year
        books = every_book()
        book = books.of(unit, usual_receipt(year, today))
        (listed,) = counted([(unit, year)], today, books)
        return Response(
            {
                "unit": unit.code,
                "year": year,
                "rule_sets": book.key if book else "",
                "results": [_present(one) for one in listed.quotas()],
            }
        )


def _present(state: QuotaState) -> dict[str, Any]:
    quota = state.quota
    return {
        "code": quota.code,
        "award": quota.award,
        "rule_set": state.row.code,
        "rule_set_version": state.row.version,
        "base": quota.base,
        "base_award": quota.base_award,
        "base_count": state.base,
        "percent": quota.percent,
        "rounding": quota.rounding.value,
        "allowed": state.allowed,
        "used": state.used,
        "not_counted": state.elsewhere,
        "received_from": state.holds_from,
        "received_until": state.holds_until,
        "left": state.left,
        "binding": state.is_binding,
        "hangs_on_rounding": state.hangs_on_rounding,
        "citation": quota.citation,
        "quota_standing": quota.established.value,
    }

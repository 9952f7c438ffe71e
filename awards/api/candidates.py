"""Missed candidates and forecasts over REST: one portion of a unit's recipients at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from awards.models.recipient import ObjectKind
from awards.permissions import VIEW_ELIGIBILITY
from awards.selectors import missed as missed_reads
from awards.selectors import outlooks as outlook_reads
from awards.selectors import portions, standings
from awards.selectors.books import usual_receipt
from awards.selectors.missed import Missed
from awards.selectors.outlooks import Prospect
from awards.selectors.portions import Portion
from core import clock
from core.api.shapes import RefSerializer, ref
from core.errors import Forbidden
from core.scope import Actor, actor_of
from legal.models import AwardType
from legal.rules.assumptions import words
from legal.rules.verdict import CODES, ELIGIBLE, NEEDS_JUDGEMENT
from legal.selectors.catalogue import require_award
from personnel.models import Staff, Unit

# Every line comes with its reason, so that a portion is smaller than that of a page.
AT_ONCE = 200
_KINDS = [
    (ObjectKind.INDIVIDUAL.value, ObjectKind.INDIVIDUAL.label),
    (ObjectKind.COLLECTIVE.value, ObjectKind.COLLECTIVE.label),
]
# The same set as of every verdict, of which only two can come here.
_COULD = list(CODES.items())
_UNIT = OpenApiParameter("unit", str, required=True, description="Mã đơn vị, tính cả cấp dưới.")
_AWARD = OpenApiParameter(
    "award", str, description="Mã danh hiệu, hình thức; mặc định mọi danh hiệu có tiêu chuẩn."
)
_PORTION = OpenApiParameter(
    "portion", int, description="Phần thứ mấy của đơn vị; “portions” của câu trả lời là số phần."
)


class CandidateQuery(serializers.Serializer[Any]):
    """Đơn vị, năm, danh hiệu và phần."""

    unit = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1948, max_value=2200, required=False)
    award = serializers.CharField(max_length=32, required=False)
    kind = serializers.ChoiceField(choices=_KINDS, required=False, default=portions.PERSON)
    portion = serializers.IntegerField(min_value=1, max_value=10_000, required=False, default=1)


class _PortionSerializer(serializers.Serializer[Any]):
    unit = RefSerializer()
    year = serializers.IntegerField()
    portion = serializers.IntegerField(help_text="Phần đang trả lời, từ 1.")
    portions = serializers.IntegerField(help_text="Số phần của đơn vị.")
    judged = serializers.IntegerField(help_text="Số đối tượng đã xét trong phần này.")
    total = serializers.IntegerField(help_text="Số đối tượng của cả đơn vị.")


class MissedSerializer(serializers.Serializer[Any]):
    """Một người hoặc tập thể chưa được đề nghị, với một danh hiệu, hình thức."""

    recipient = RefSerializer()
    unit = RefSerializer()
    award = RefSerializer()
    code = serializers.ChoiceField(
        choices=_COULD, help_text="NEEDS_JUDGEMENT: chỉ còn chờ người xét đánh giá."
    )
    reason = serializers.CharField(help_text="Điều kiện tính được nào đã đạt, bằng năm nào.")
    left = serializers.ListField(
        child=serializers.CharField(), help_text="Những điều kiện người xét còn đánh giá."
    )


class MissedListSerializer(_PortionSerializer):
    """Người, tập thể đủ điều kiện mà chưa được đề nghị."""

    results = MissedSerializer(many=True)


class OutlookSerializer(serializers.Serializer[Any]):
    """Một năm tới."""

    year = serializers.IntegerField()
    code = serializers.ChoiceField(choices=_COULD)
    needs = serializers.ListField(
        child=serializers.CharField(),
        help_text="Mỗi cách một dòng; trống: chỉ cần giữ như hiện nay.",
    )


class ProspectSerializer(serializers.Serializer[Any]):
    """Một người có thể đủ điều kiện với một danh hiệu, hình thức; không phải cam kết."""

    recipient = RefSerializer()
    unit = RefSerializer()
    award = RefSerializer()
    retires_on = serializers.DateField(
        allow_null=True, help_text="Trống: chưa biết năm nào trước khi nghỉ hưu."
    )
    outlook = OutlookSerializer(many=True)


class ForecastSerializer(_PortionSerializer):
    """Ai có thể đủ điều kiện trong ba năm tới, và còn cần thêm gì."""

    results = ProspectSerializer(many=True)


class MissedCandidates(APIView):
    """Who is favoured by the rules and was not proposed."""

    @extend_schema(
        operation_id="eligibility_missed",
        parameters=[
            _UNIT,
            OpenApiParameter("year", int, description="Năm xét; mặc định năm nay."),
            _AWARD,
            OpenApiParameter("kind", str, enum=[code for code, _label in _KINDS]),
            _PORTION,
        ],
        responses=MissedListSerializer,
    )
    def get(self, request: Request) -> Response:
        """Ai trong đơn vị đủ điều kiện mà chưa được đề nghị, từng phần của đơn vị."""
        actor, today = actor_of(request), clock.today()
        asked = _asked(request)
        unit = _unit(actor, asked["unit"])
        year = asked.get("year", today.year)
        day = usual_receipt(year, today)
        case = standings.Asked(year, day)
        parts = standings.parts_of(unit, day)
        part = portions.portion(
            unit,
            actor,
            today,
            kind=asked["kind"],
            number=asked["portion"],
            size=AT_ONCE,
        )
        found = missed_reads.missed(part, parts, case, _named(asked))
        reasons = missed_reads.reasons(part, parts, case, found)
        recipients = portions.recipients(asked["kind"], {one.key for one in found})
        awards = AwardType.objects.in_bulk({one.award for one in found}, field_name="code")
        known = [one for one in found if one.award in awards]
        return Response(
            {
                **_head(unit, year, part),
                "results": [
                    _missed(one, recipients[one.key], awards[one.award], reasons[one])
                    for one in known
                ],
            }
        )


class ForecastOfUnit(APIView):
    """Who could become eligible in the next years."""

    @extend_schema(
        operation_id="eligibility_forecast",
        parameters=[
            _UNIT,
            OpenApiParameter(
                "year",
                int,
                description="Nhìn từ năm nay (mặc định) hoặc năm trước; xét ba năm sau.",
            ),
            _AWARD,
            _PORTION,
        ],
        responses=ForecastSerializer,
    )
    def get(self, request: Request) -> Response:
        """Ai có thể đủ điều kiện trong ba năm tới và còn cần thêm gì, từng phần của đơn vị."""
        actor, today = actor_of(request), clock.today()
        asked = _asked(request)
        unit = _unit(actor, asked["unit"])
        year = outlook_reads.base_year(asked.get("year", today.year), today)
        part = portions.portion(unit, actor, today, number=asked["portion"], size=AT_ONCE)
        found = outlook_reads.outlooks(
            part,
            outlook_reads.year_books(unit, year),
            year=year,
            today=today,
            awards=_named(asked),
            every_way=True,
        )
        people = portions.recipients(portions.PERSON, {one.key for one in found})
        awards = AwardType.objects.in_bulk({one.award for one in found}, field_name="code")
        known = [one for one in found if one.award in awards]
        return Response(
            {
                **_head(unit, year, part),
                "results": [_prospect(one, people[one.key], awards[one.award]) for one in known],
            }
        )


def _asked(request: Request) -> dict[str, Any]:
    query = CandidateQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    if award := query.validated_data.get("award"):
        require_award(award)
    return dict(query.validated_data)


def _named(asked: Mapping[str, Any]) -> Sequence[str]:
    return [asked["award"]] if "award" in asked else []


def _unit(actor: Actor, code: str) -> Unit:
    if not actor.may_somewhere(VIEW_ELIGIBILITY):
        raise Forbidden(_("Chỉ người xét khen thưởng của đơn vị mới xem được."))
    return standings.visible_unit(actor, code)


def _head(unit: Unit, year: int, part: Portion) -> dict[str, Any]:
    return {
        "unit": ref(unit.code, unit.name),
        "year": year,
        "portion": part.number,
        "portions": part.of,
        "judged": len(part.places),
        "total": part.total,
    }


def _missed(
    one: Missed, recipient: Staff | Unit, award: AwardType, reason: missed_reads.Reason
) -> dict[str, Any]:
    return {
        **_about(recipient, award),
        "code": NEEDS_JUDGEMENT if one.waits else ELIGIBLE,
        "reason": reason.met,
        "left": list(reason.left),
    }


def _prospect(one: Prospect, person: Staff | Unit, award: AwardType) -> dict[str, Any]:
    return {
        **_about(person, award),
        "retires_on": getattr(person, "retires_on", None),
        "outlook": [
            {
                "year": row.year,
                "code": row.code,
                "needs": [words(way) for way in row.ways if way],
            }
            for row in one.years.values()
        ],
    }


def _about(recipient: Staff | Unit, award: AwardType) -> dict[str, Any]:
    if isinstance(recipient, Staff):
        unit, name = recipient.unit, recipient.full_name
    else:
        unit, name = recipient, recipient.name
    return {
        "recipient": ref(recipient.code, name),
        "unit": ref(unit.code, unit.name),
        "award": ref(award.code, award.name),
    }

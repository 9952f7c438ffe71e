"""Who may be given what, and why, over REST."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from awards.api.verdicts import (
    VERDICTS,
    FavourSerializer,
    VerdictSerializer,
    present_favour,
    present_verdicts,
)
from awards.selectors import standings as reads
from awards.selectors.books import usual_receipt
from awards.selectors.standings import Asked, AwardStanding
from awards.services.verdicts import keep_faults_of
from core import clock
from core.api import pagination
from core.api.shapes import RefSerializer, ref
from core.errors import InvalidInput
from core.scope import actor_of
from legal.rules.verdict import CODES
from legal.selectors.catalogue import require_award
from personnel.models import Staff

_QUERY = [
    OpenApiParameter("year", int, description="Năm xét; mặc định năm nay."),
    OpenApiParameter("award", str, description="Mã danh hiệu, hình thức; mặc định tất cả."),
    OpenApiParameter(
        "received_on",
        date,
        description=(
            "Ngày cơ quan có thẩm quyền nhận hồ sơ: luật của ngày này được áp dụng. Mặc định hôm "
            "nay, hoặc cuối năm xét đã qua."
        ),
    ),
]


class EligibilityQuery(serializers.Serializer[Any]):
    """Năm, danh hiệu và ngày nhận hồ sơ."""

    year = serializers.IntegerField(min_value=1948, max_value=2200, required=False)
    award = serializers.CharField(max_length=32, required=False)
    received_on = serializers.DateField(required=False)


class AwardEligibilitySerializer(serializers.Serializer[Any]):
    """Kết luận về một danh hiệu, hình thức."""

    award = RefSerializer()
    code = serializers.ChoiceField(choices=VERDICTS)
    verdict = VerdictSerializer()
    beside = VerdictSerializer(
        allow_null=True, help_text="Theo luật mới hơn, khi hồ sơ nhận trước và xét sau."
    )
    more_favourable = FavourSerializer(
        allow_null=True, help_text="Khi `beside` có lợi hơn `verdict`; lời nhắc, không quyết định."
    )


class EligibilitySerializer(serializers.Serializer[Any]):
    """Kết luận về một người hoặc một tập thể."""

    subject = RefSerializer()
    year = serializers.IntegerField()
    received_on = serializers.DateField()
    results = AwardEligibilitySerializer(many=True)


class PersonEligibilitySerializer(serializers.Serializer[Any]):
    """Kết luận về một người của danh sách."""

    staff = RefSerializer()
    unit = RefSerializer()
    award = serializers.CharField()
    code = serializers.ChoiceField(choices=VERDICTS)
    label = serializers.CharField()  # type: ignore[assignment]


class PersonEligibility(APIView):
    """One person."""

    @extend_schema(
        operation_id="eligibility_person", parameters=_QUERY, responses=EligibilitySerializer
    )
    def get(self, request: Request, code: str) -> Response:
        """Một người đủ điều kiện được khen gì trong năm, và vì sao."""
        person = reads.visible_person(actor_of(request), code)
        asked, award = _asked(request)
        found = reads.of_person(person, asked, award)
        return _answer(request, ref(person.code, person.full_name), asked, found)


class CollectiveEligibility(APIView):
    """One unit as a collective."""

    @extend_schema(
        operation_id="eligibility_collective", parameters=_QUERY, responses=EligibilitySerializer
    )
    def get(self, request: Request, code: str) -> Response:
        """Một tập thể đủ điều kiện được khen gì trong năm, và vì sao."""
        unit = reads.visible_unit(actor_of(request), code)
        asked, award = _asked(request)
        found = reads.of_unit(unit, asked, award)
        return _answer(request, ref(unit.code, unit.name), asked, found)


class UnitEligibility(APIView):
    """The people of a unit and of all below it."""

    @extend_schema(
        operation_id="eligibility_unit_people",
        parameters=[
            *_QUERY[:1],
            OpenApiParameter("award", str, required=True, description="Mã danh hiệu, hình thức."),
            *_QUERY[2:],
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(PersonEligibilitySerializer),
    )
    def get(self, request: Request, code: str) -> Response:
        """Từng người của đơn vị và cấp dưới: kết luận về một danh hiệu, hình thức."""
        actor = actor_of(request)
        unit = reads.visible_unit(actor, code)
        asked, [award] = _asked(request, needs_award=True)
        parts = reads.parts_of(unit, asked.received_on)
        people = reads.visible_people(actor).in_subtree(unit).working_on(asked.received_on)

        def judged(rows: Sequence[Staff]) -> list[tuple[Staff, str]]:
            chosen = Staff.objects.filter(pk__in=[one.pk for one in rows])
            codes = dict(reads.codes_of_people(chosen, parts, [award], asked))
            return [(one, codes[one.pk][award] if one.pk in codes else "NO_RULE") for one in rows]

        def present(row: tuple[Staff, str]) -> dict[str, Any]:
            person, verdict = row
            return {
                "staff": ref(person.code, person.full_name),
                "unit": ref(person.unit.code, person.unit.name),
                "award": award,
                "code": verdict,
                "label": CODES[verdict],
            }

        return pagination.paginated(request, people, ("sort_key", "pk"), present, together=judged)


def _asked(request: Request, *, needs_award: bool = False) -> tuple[Asked, list[str]]:
    query = EligibilityQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    values, today = query.validated_data, clock.today()
    award = values.get("award")
    if needs_award and not award:
        raise InvalidInput.at(
            "award", _("Chưa nêu danh hiệu, hình thức."), _("Hãy thêm award=LDTT.")
        )
    if award:
        require_award(award)
    year, day = values.get("year", today.year), values.get("received_on")
    asked = (
        Asked(year, usual_receipt(year, today))
        if day is None
        else Asked(year, day, max(day, today))
    )
    return asked, [award] if award else []


def _answer(
    request: Request, subject: Any, asked: Asked, found: Sequence[AwardStanding]
) -> Response:
    keep_faults_of(found, asked.received_on, by=actor_of(request), at=clock.now())
    return Response(
        {
            "subject": subject,
            "year": asked.year,
            "received_on": asked.received_on,
            "results": list(_present(found)),
        }
    )


def _present(found: Sequence[AwardStanding]) -> Iterator[dict[str, Any]]:
    shown = present_verdicts([told for one in found for told in (one.verdict, one.beside)])
    for one, verdict, beside in zip(found, shown[::2], shown[1::2], strict=True):
        yield {
            "award": ref(one.award.code, one.award.name),
            "code": one.verdict.code,
            "verdict": verdict,
            "beside": beside,
            "more_favourable": present_favour(one.favour),
        }

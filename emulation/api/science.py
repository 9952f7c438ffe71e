"""Science works over REST: reading only; they are recorded on their pages or from lists."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import pagination
from core.api.shapes import RefSerializer, conditional, local_time, ref
from core.scope import actor_of
from emulation.api.filters import UnitAndWords
from emulation.models import ScienceWork, Scope, WorkKind, WorkRole
from emulation.models.science import INFLUENCE_SCOPES
from emulation.selectors import science as reads

INFLUENCE_CHOICES = [(scope.value, scope.label) for scope in INFLUENCE_SCOPES]


class ScienceFilters(UnitAndWords):
    """Filters of science works."""

    year = filters.NumberFilter(label="Năm mà đề tài được tính.")
    kind = filters.ChoiceFilter(choices=WorkKind.choices, label="Loại.")
    scope = filters.ChoiceFilter(choices=Scope.choices, label="Cấp nghiệm thu.")
    applied = filters.BooleanFilter(label="Đã áp dụng hiệu quả.")
    influence_scope = filters.ChoiceFilter(
        choices=INFLUENCE_CHOICES, label="Phạm vi ảnh hưởng được công nhận."
    )
    member = filters.CharFilter(
        field_name="members__staff__code", label="Số hiệu nhân sự của một người tham gia."
    )

    class Meta:
        model = ScienceWork
        fields = ("year", "unit", "kind", "scope", "applied", "influence_scope", "member", "q")


class ScienceMemberSerializer(serializers.Serializer[Any]):
    """Một người tham gia và vai trò."""

    staff = RefSerializer()
    role = serializers.ChoiceField(choices=WorkRole.choices)


class InfluenceSerializer(serializers.Serializer[Any]):
    """Phạm vi ảnh hưởng và văn bản công nhận của người đứng đầu bộ, tỉnh."""

    scope = serializers.ChoiceField(choices=INFLUENCE_CHOICES)
    document = serializers.CharField()
    decided_on = serializers.DateField()


class ScienceWorkSerializer(serializers.Serializer[Any]):
    """Một đề tài, đề án hoặc công trình khoa học đã nghiệm thu."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=WorkKind.choices)
    unit = RefSerializer()
    year = serializers.IntegerField()
    scope = serializers.ChoiceField(choices=Scope.choices)
    accepted_on = serializers.DateField()
    acceptance_document = serializers.CharField()
    applied = serializers.BooleanField()
    evidence = serializers.CharField(allow_blank=True)
    influence = InfluenceSerializer(allow_null=True)
    members = ScienceMemberSerializer(many=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


def present_work(work: ScienceWork) -> dict[str, Any]:
    """A science work as the API shows it."""
    influence = None
    if work.influence_scope:
        influence = {
            "scope": work.influence_scope,
            "document": work.influence_ref,
            "decided_on": work.influence_on,
        }
    return {
        "id": work.pk,
        "code": work.code,
        "title": work.title,
        "kind": work.kind,
        "unit": ref(work.unit.code, work.unit.name),
        "year": work.year,
        "scope": work.scope,
        "accepted_on": work.accepted_on,
        "acceptance_document": work.acceptance_ref,
        "applied": work.applied,
        "evidence": work.evidence,
        "influence": influence,
        "members": [
            {"staff": ref(one.staff.code, one.staff.full_name), "role": one.role}
            for one in work.members.all()
        ],
        "created_at": local_time(work.created_at),
        "version": work.version,
    }


class ScienceWorkList(GenericAPIView):
    """The science works in the client's reach."""

    queryset = ScienceWork.objects.none()
    serializer_class = ScienceWorkSerializer
    filterset_class = ScienceFilters

    @extend_schema(
        operation_id="science_works_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(ScienceWorkSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đề tài, công trình đã nghiệm thu, mới nhất trước."""
        rows = self.filter_queryset(reads.visible_to(actor_of(request)))
        return pagination.paginated(request, rows, ("-accepted_on", "-pk"), present_work)


class ScienceWorkDetail(GenericAPIView):
    """One science work."""

    queryset = ScienceWork.objects.none()
    serializer_class = ScienceWorkSerializer

    @extend_schema(operation_id="science_works_retrieve")
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Một đề tài, kèm ETag."""
        found = reads.visible_work(actor_of(request), pk)
        return conditional(request, present_work(found), found.pk, found.version)

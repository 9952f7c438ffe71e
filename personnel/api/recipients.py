"""Recipients outside the staff lists over REST: list, one of them, a new one."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api import pagination
from core.scope import actor_of
from personnel import permissions
from personnel.api.serializers import UnitRefSerializer
from personnel.api.views import TEXT, UNDER, choice
from personnel.models import ExternalRecipient, RecipientKind
from personnel.models.staff import Sex
from personnel.selectors import recipients as reads
from personnel.selectors import units as unit_reads
from personnel.services import recipients as services

_COLUMNS = ("code", *services.FACTS, "unit__code", "unit__name", "version")


class RecipientSerializer(serializers.Serializer[Any]):
    """Một đối tượng ngoài danh sách nhân sự."""

    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=RecipientKind.choices)
    name = serializers.CharField()
    registration = serializers.CharField(allow_blank=True)
    representative = serializers.CharField(allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    sex = serializers.ChoiceField(choices=Sex.choices, allow_blank=True)
    position = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    unit = UnitRefSerializer()
    version = serializers.IntegerField()


class NewRecipientSerializer(serializers.Serializer[Any]):
    """Một đối tượng ngoài cần lập; chỉ kiểm tra dạng, nội dung do dịch vụ kiểm tra."""

    kind = serializers.ChoiceField(choices=RecipientKind.choices)
    name = serializers.CharField(max_length=200)
    unit = serializers.CharField(max_length=40, help_text="Mã đơn vị theo dõi.")
    code = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="Bỏ trống để hệ thống cấp mã."
    )
    registration = serializers.CharField(max_length=40, required=False, allow_blank=True)
    representative = serializers.CharField(max_length=150, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    sex = serializers.ChoiceField(choices=Sex.choices, required=False, allow_blank=True)
    position = serializers.CharField(max_length=150, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    despite_similar = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Đã xem các đối tượng gần giống, đây là đối tượng khác.",
    )


class RecipientList(APIView):
    """The outside recipients in the client's reach."""

    @extend_schema(
        operation_id="recipients_list",
        parameters=[
            UNDER,
            TEXT,
            OpenApiParameter("kind", str, enum=RecipientKind.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(RecipientSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đối tượng ngoài theo thứ tự tên."""
        actor = actor_of(request)
        rows = ExternalRecipient.objects.visible_to(actor)
        if code := request.query_params.get("unit"):
            unit = unit_reads.visible_unit(actor, code)
            rows = rows.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))
        if kind := choice(request, "kind", RecipientKind.values):
            rows = rows.filter(kind=kind)
        if text := request.query_params.get("q"):
            rows = rows.matching(text)
        values = rows.values(*_COLUMNS, "sort_key", "pk")
        return pagination.paginated(request, values, ("sort_key", "pk"), _present)

    @extend_schema(
        operation_id="recipients_create",
        request=NewRecipientSerializer,
        responses={201: OpenApiResponse(RecipientSerializer, description="Đã lập.")},
    )
    def post(self, request: Request) -> Response:
        """Lập một đối tượng ngoài; trùng hoặc gần giống thì báo lại trước khi lập."""
        body = NewRecipientSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        values = dict(body.validated_data)
        actor = actor_of(request)
        unit = unit_reads.visible_unit(actor, values.pop("unit"), permissions.VIEW_UNIT)
        made = services.create_recipient(**values, unit=unit, by=actor, at=clock.now())
        return Response(_one(made.pk), status=status.HTTP_201_CREATED)


class RecipientDetail(APIView):
    """One outside recipient."""

    @extend_schema(operation_id="recipients_retrieve", responses=RecipientSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Một đối tượng ngoài."""
        return Response(_one(reads.visible_recipient(actor_of(request), code).pk))


def _one(pk: int) -> dict[str, Any]:
    return _present(ExternalRecipient.objects.filter(pk=pk).values(*_COLUMNS).get())


def _present(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in _COLUMNS if "__" not in name}
    return shown | {"unit": {"code": row["unit__code"], "name": row["unit__name"]}}

"""Identity numbers over REST: masked to read, set, taken away, and told on a stated purpose."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api import pagination
from core.api.shapes import local_time
from core.models import AuditEvent
from core.scope import actor_of
from personnel import permissions
from personnel.domain import looks as look_names
from personnel.models import Staff, StaffIdentity
from personnel.selectors import looks
from personnel.selectors.staff import visible_staff
from personnel.services import identity, purposes

_NO_STORE = {"Cache-Control": "no-store"}


class MaskedIdentitySerializer(serializers.Serializer[Any]):
    """Số định danh cá nhân, đã che; trống khi chưa ghi."""

    masked = serializers.CharField(allow_null=True)


class IdentityInputSerializer(serializers.Serializer[Any]):
    """Số định danh cá nhân cần ghi."""

    number = serializers.CharField(max_length=30, help_text="12 chữ số.")


class LookInputSerializer(serializers.Serializer[Any]):
    """Vì sao cần xem đủ số; được ghi nhật ký và người được xem đọc được."""

    purpose = serializers.ChoiceField(choices=list(look_names.PURPOSES.items()))
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=purposes.NOTE_LENGTH
    )


class IdentitySerializer(serializers.Serializer[Any]):
    """Số định danh cá nhân, đủ 12 chữ số."""

    number = serializers.CharField()


class LookSerializer(serializers.Serializer[Any]):
    """Một lượt xem dữ liệu được bảo vệ."""

    at = serializers.DateTimeField()
    by = serializers.CharField()
    on_behalf_of = serializers.CharField(allow_blank=True)
    act = serializers.ChoiceField(choices=[(name, name) for name in look_names.ALL])
    purpose = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class StaffIdentityView(GenericAPIView):
    """The number of one person."""

    queryset = StaffIdentity.objects.none()
    serializer_class = MaskedIdentitySerializer

    @extend_schema(operation_id="staff_identity_retrieve")
    def get(self, request: Request, code: str) -> Response:
        """Số định danh đã che của một nhân sự."""
        return Response(_masked(visible_staff(actor_of(request), code)))

    @extend_schema(
        operation_id="staff_identity_update",
        request=IdentityInputSerializer,
        responses=MaskedIdentitySerializer,
    )
    def put(self, request: Request, code: str) -> Response:
        """Ghi hoặc thay số định danh."""
        staff = visible_staff(actor_of(request), code)
        body = IdentityInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        identity.set_number(
            staff=staff, **body.validated_data, by=actor_of(request), at=clock.now()
        )
        return Response(_masked(staff))

    @extend_schema(
        operation_id="staff_identity_destroy",
        responses={204: OpenApiResponse(description="Đã xóa, hoặc chưa từng ghi.")},
    )
    def delete(self, request: Request, code: str) -> Response:
        """Xóa số định danh."""
        staff = visible_staff(actor_of(request), code)
        identity.clear_number(staff=staff, by=actor_of(request), at=clock.now())
        return Response(status=204)


class StaffLooks(GenericAPIView):
    """The looks at one person's guarded data, and looking."""

    queryset = AuditEvent.objects.none()
    serializer_class = LookSerializer

    @extend_schema(
        operation_id="staff_identity_looks_list",
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(LookSerializer),
    )
    def get(self, request: Request, code: str) -> Response:
        """Ai đã xem; cho chính người đó và người phụ trách bảo vệ dữ liệu."""
        actor = actor_of(request)
        staff = visible_staff(actor, code)
        if actor.staff_id != staff.pk:
            permissions.require(actor, permissions.VIEW_LOOKS, staff)
        return pagination.paginated(request, looks.at_person(staff.pk), ("-pk",), _look)

    @extend_schema(
        operation_id="staff_identity_looks_create",
        request=LookInputSerializer,
        responses={201: IdentitySerializer},
    )
    def post(self, request: Request, code: str) -> Response:
        """Xem đủ số. Câu trả lời không được lưu ở đâu; gửi lại là một lượt xem khác."""
        staff: Staff = visible_staff(actor_of(request), code)
        body = LookInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        number = identity.look(
            staff=staff, **body.validated_data, by=actor_of(request), at=clock.now()
        )
        return Response({"number": number}, status=201, headers=_NO_STORE)


def _masked(staff: Staff) -> dict[str, str | None]:
    row = StaffIdentity.objects.filter(staff=staff).first()
    return {"masked": str(row) if row else None}


def _look(event: AuditEvent) -> dict[str, Any]:
    return {
        "at": local_time(event.at),
        "by": event.actor_name,
        "on_behalf_of": event.on_behalf_name,
        "act": event.action,
        "purpose": event.data.get("purpose", ""),
        "note": event.data.get("note", ""),
    }

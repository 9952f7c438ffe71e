"""Delegations over REST: those a client gave and holds, and how to act under one."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api import pagination
from personnel.api.serializers import UnitRefSerializer
from personnel.middleware import HEADER
from personnel.models import Delegation, DelegationKind, Role
from personnel.selectors import delegations

STATES = ("running", "coming", "ended")


class DelegationSerializer(serializers.Serializer[Any]):
    """Một ủy quyền."""

    id = serializers.IntegerField(help_text=f"Gửi kèm ở tiêu đề {HEADER} để làm việc thay mặt.")
    principal = serializers.CharField(help_text="Người được thay mặt.")
    deputy = serializers.CharField(help_text="Người thay mặt.")
    held = serializers.BooleanField(help_text="Tài khoản này là người thay mặt.")
    kind = serializers.ChoiceField(choices=DelegationKind.choices)
    role = serializers.ChoiceField(choices=Role.choices)
    unit = UnitRefSerializer()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    document = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=STATES)


class DelegationList(APIView):
    """The delegations of the client's account."""

    @extend_schema(
        operation_id="delegations_list",
        parameters=[
            OpenApiParameter("held", bool, description="true: chỉ những ủy quyền mình thay mặt."),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(DelegationSerializer),
    )
    def get(self, request: Request) -> Response:
        """Các ủy quyền tài khoản này đã trao và đang giữ, mới nhất trước."""
        mine = delegations.of_person(request.user.pk or 0)
        if request.query_params.get("held", "").lower() in {"true", "1"}:
            mine = mine.filter(deputy=request.user.pk)
        today = clock.today()

        def present(row: Delegation) -> dict[str, Any]:
            return {
                "id": row.pk,
                "principal": row.principal.get_full_name(),
                "deputy": row.deputy.get_full_name(),
                "held": row.deputy_id == request.user.pk,
                "kind": row.kind,
                "role": row.role,
                "unit": {"code": row.unit.code, "name": row.unit.name},
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "document": row.document_ref,
                "state": row.state_on(today),
            }

        return pagination.paginated(request, mine, ("-valid_from", "-pk"), present)

"""Initiatives over REST."""

from __future__ import annotations

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api import etags, idempotency, pagination
from core.api.shapes import conditional, tagged
from core.api.steps import StepsSerializer
from core.scope import actor_of
from emulation.api import lookups, steps
from emulation.api.filters import InitiativeFilters
from emulation.api.serializers import (
    InitiativeChangeSerializer,
    InitiativeCreateSerializer,
    InitiativeSerializer,
    InitiativeStepInputSerializer,
    present_initiative,
)
from emulation.models import Initiative
from emulation.selectors import initiatives as reads
from emulation.services import initiatives
from personnel.selectors.units import visible_to as visible_units


class InitiativeList(GenericAPIView):
    """The initiatives in the client's reach, and entering a new one."""

    queryset = Initiative.objects.none()
    serializer_class = InitiativeSerializer
    filterset_class = InitiativeFilters

    @extend_schema(
        operation_id="initiatives_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(InitiativeSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách sáng kiến theo mã."""
        rows = self.filter_queryset(reads.visible_to(actor_of(request)))
        return pagination.paginated(request, rows, ("code",), present_initiative)

    @extend_schema(
        operation_id="initiatives_create",
        parameters=[idempotency.PARAMETER],
        request=InitiativeCreateSerializer,
        responses={201: InitiativeSerializer},
    )
    def post(self, request: Request) -> Response:
        """Đăng ký một sáng kiến; với `submit` thì gửi đề nghị công nhận luôn."""
        return idempotency.once(request, lambda: self._create(request))

    @staticmethod
    def _create(request: Request) -> Response:
        body = InitiativeCreateSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data, actor = body.validated_data, actor_of(request)
        unit = None
        if "unit" in data:
            unit = lookups.by_code(visible_units(actor), "unit", data["unit"])
        enter = initiatives.register if data["submit"] else initiatives.draft
        made = enter(
            content=lookups.content(actor, data),
            year=data["year"],
            unit=unit,
            by=actor,
            at=clock.now(),
        )
        return tagged(present_initiative(made), made.pk, made.version, status.HTTP_201_CREATED)


class InitiativeDetail(GenericAPIView):
    """One initiative."""

    queryset = Initiative.objects.none()
    serializer_class = InitiativeSerializer

    @extend_schema(operation_id="initiatives_retrieve")
    def get(self, request: Request, code: str) -> HttpResponseBase:
        """Một sáng kiến, kèm ETag."""
        found = reads.visible_initiative(actor_of(request), code)
        return conditional(request, present_initiative(found), found.pk, found.version)

    @extend_schema(
        operation_id="initiatives_change",
        parameters=[etags.IF_MATCH],
        request=InitiativeChangeSerializer,
        responses={200: InitiativeSerializer, 409: OpenApiResponse(description="Đã bị thay đổi.")},
    )
    def put(self, request: Request, code: str) -> Response:
        """Thay nội dung một bản nháp hoặc một đơn được trả lại."""
        found = reads.visible_initiative(actor_of(request), code)
        body = InitiativeChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        initiatives.revise(
            found,
            content=lookups.content(actor_of(request), data, found),
            by=actor_of(request),
            at=clock.now(),
            expected_version=etags.expected_version(request, found.pk),
        )
        changed = reads.visible_initiative(actor_of(request), code)
        return tagged(present_initiative(changed), changed.pk, changed.version)


class InitiativeSteps(GenericAPIView):
    """The steps of one initiative."""

    queryset = Initiative.objects.none()
    serializer_class = StepsSerializer

    @extend_schema(operation_id="initiatives_transitions_list")
    def get(self, request: Request, code: str) -> Response:
        """Các bước đã làm và các bước có thể làm."""
        found = reads.visible_initiative(actor_of(request), code)
        return Response(steps.present(request, initiatives.MACHINE, found))

    @extend_schema(
        operation_id="initiatives_transitions_create",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=InitiativeStepInputSerializer,
        responses={200: StepsSerializer, 409: OpenApiResponse(description="Đã bị thay đổi.")},
    )
    def post(self, request: Request, code: str) -> Response:
        """Làm một bước; `recognise` và `widen` cần quyết định."""
        return idempotency.once(request, lambda: self._do(request, code))

    @staticmethod
    def _do(request: Request, code: str) -> Response:
        found = reads.visible_initiative(actor_of(request), code)
        body = InitiativeStepInputSerializer(data=request.data)
        return steps.do(request, initiatives.MACHINE, found, body)

"""Registrations over REST."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api import etags, idempotency, pagination
from core.api.shapes import conditional, tagged
from core.api.steps import StepsSerializer
from core.errors import InvalidInput
from core.scope import actor_of
from emulation import permissions
from emulation.api import lookups, steps
from emulation.api.filters import RegistrationFilters
from emulation.api.serializers import (
    RegistrationChangeSerializer,
    RegistrationCreateSerializer,
    RegistrationSerializer,
    StepInputSerializer,
    present_registration,
)
from emulation.models import Registration
from emulation.selectors import people
from emulation.selectors import registrations as reads
from emulation.services import registrations
from personnel.models import Staff, Unit


class RegistrationList(GenericAPIView):
    """The registrations in the client's reach, and entering a new one."""

    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilters

    @extend_schema(
        operation_id="registrations_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(RegistrationSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đăng ký thi đua theo thứ tự tên tiếng Việt."""
        rows = self.filter_queryset(reads.visible_to(actor_of(request)))
        return pagination.paginated(request, rows, ("sort_key", "pk"), present_registration)

    @extend_schema(
        operation_id="registrations_create",
        parameters=[idempotency.PARAMETER],
        request=RegistrationCreateSerializer,
        responses={201: RegistrationSerializer},
    )
    def post(self, request: Request) -> Response:
        """Lập một đăng ký thi đua; với `submit` thì gửi luôn."""
        return idempotency.once(request, lambda: self._create(request))

    @staticmethod
    def _create(request: Request) -> Response:
        body = RegistrationCreateSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        if ("staff" in data) == ("collective" in data):
            raise InvalidInput.at(
                "staff",
                _("Phải có đúng một: “staff” hoặc “collective”."),
                _("Hãy bỏ bớt hoặc thêm một trong hai."),
            )
        at, actor = clock.now(), actor_of(request)
        staff: Staff | None = None
        unit: Unit | None = None
        if "staff" in data:
            staff = lookups.by_code(people.registrable(actor), "staff", data["staff"])
        else:
            # The service says of a unit that ended that it did; here it is only looked up.
            units = Unit.objects.visible_to(actor, permissions.REGISTER)
            unit = lookups.by_code(units, "collective", data["collective"])
        place: Unit = staff.unit if staff else unit  # type: ignore[assignment]
        enter = registrations.register if data["submit"] else registrations.draft
        made = enter(
            year=lookups.emulation_year(place, data["year"]),
            award=lookups.award(data["award"]),
            staff=staff,
            unit=unit,
            commitment=data["commitment"],
            late_reason=data["late_reason"],
            by=actor,
            at=at,
        )
        return tagged(present_registration(made), made.pk, made.version, status.HTTP_201_CREATED)


class RegistrationDetail(GenericAPIView):
    """One registration."""

    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer

    @extend_schema(operation_id="registrations_retrieve")
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Một đăng ký thi đua, kèm ETag."""
        found = reads.visible_registration(actor_of(request), pk)
        return conditional(request, present_registration(found), found.pk, found.version)

    @extend_schema(
        operation_id="registrations_change",
        parameters=[etags.IF_MATCH],
        request=RegistrationChangeSerializer,
        responses={
            200: RegistrationSerializer,
            409: OpenApiResponse(description="Đã bị thay đổi."),
        },
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Sửa một bản nháp hoặc một đăng ký được trả lại."""
        found = reads.visible_registration(actor_of(request), pk)
        body = RegistrationChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        registrations.revise(
            found,
            award=lookups.award(data["award"]) if "award" in data else found.award_type,
            commitment=data.get("commitment", found.commitment),
            by=actor_of(request),
            at=clock.now(),
            expected_version=etags.expected_version(request, found.pk),
        )
        changed = reads.visible_registration(actor_of(request), pk)
        return tagged(present_registration(changed), changed.pk, changed.version)


class RegistrationSteps(GenericAPIView):
    """The steps of one registration."""

    queryset = Registration.objects.none()
    serializer_class = StepsSerializer

    @extend_schema(operation_id="registrations_transitions_list")
    def get(self, request: Request, pk: int) -> Response:
        """Các bước đã làm và các bước có thể làm."""
        found = reads.visible_registration(actor_of(request), pk)
        return Response(steps.present(request, registrations.MACHINE, found))

    @extend_schema(
        operation_id="registrations_transitions_create",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=StepInputSerializer,
        responses={200: StepsSerializer, 409: OpenApiResponse(description="Đã bị thay đổi.")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Làm một bước."""
        return idempotency.once(request, lambda: self._do(request, pk))

    @staticmethod
    def _do(request: Request, pk: int) -> Response:
        found = reads.visible_registration(actor_of(request), pk)
        body = StepInputSerializer(data=request.data)
        return steps.do(request, registrations.MACHINE, found, body)

"""Requests for correction over REST: the list, sending one, and the steps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api import etags, idempotency, pagination
from core.api.shapes import RefSerializer, local_time, ref, tagged
from core.api.steps import StepsSerializer, present_steps
from core.errors import InvalidInput
from core.scope import actor_of
from personnel import workflow
from personnel.models import CorrectionRequest, CorrectionTopic
from personnel.selectors import corrections as reads
from personnel.services import corrections, own_record

STATES = list(workflow.CORRECTION_STATES.items())
STEPS = [(step.name, step.label) for step in workflow.CORRECTION.transitions]


class CorrectionSerializer(serializers.Serializer[Any]):
    """Một yêu cầu chỉnh sửa dữ liệu cá nhân."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    staff = RefSerializer()
    topic = serializers.ChoiceField(choices=CorrectionTopic.choices)
    current = serializers.CharField(allow_blank=True, help_text="Đang ghi khi gửi yêu cầu.")
    wanted = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    sent_at = serializers.DateTimeField()
    due_on = serializers.DateField(help_text="Ngày làm việc thứ hai sau ngày gửi.")
    is_late = serializers.BooleanField()
    answer = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()


class CorrectionInputSerializer(serializers.Serializer[Any]):
    """Điều người gửi thấy sai trong hồ sơ của chính mình."""

    topic = serializers.ChoiceField(choices=CorrectionTopic.choices)
    wanted = serializers.CharField(max_length=corrections.TEXT_LENGTH)
    reason = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=corrections.REASON_LENGTH
    )


class CorrectionStepInputSerializer(serializers.Serializer[Any]):
    """Một bước cần làm."""

    name = serializers.ChoiceField(choices=STEPS)
    comment = serializers.CharField(required=False, allow_blank=True, default="")
    version = serializers.IntegerField(
        required=False,
        help_text="Phiên bản đã xem, nếu không gửi If-Match; khác hiện tại thì trả lời 409.",
    )


class CorrectionList(GenericAPIView):
    """The requests in the client's reach, and sending one."""

    queryset = CorrectionRequest.objects.none()
    serializer_class = CorrectionSerializer

    @extend_schema(
        operation_id="correction_requests_list",
        parameters=[
            OpenApiParameter("state", str, enum=list(workflow.CORRECTION_STATES)),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(CorrectionSerializer),
    )
    def get(self, request: Request) -> Response:
        """Yêu cầu chỉnh sửa, hạn sớm trước."""
        rows = reads.visible_to(actor_of(request))
        if state := request.query_params.get("state"):
            rows = rows.filter(state=_known(state))
        return pagination.paginated(request, rows, ("due_on", "pk"), present)

    @extend_schema(
        operation_id="correction_requests_create",
        parameters=[idempotency.PARAMETER],
        request=CorrectionInputSerializer,
        responses={201: CorrectionSerializer},
    )
    def post(self, request: Request) -> Response:
        """Gửi một yêu cầu về hồ sơ của chính mình."""
        return idempotency.once(request, lambda: self._create(request))

    @staticmethod
    def _create(request: Request) -> Response:
        body = CorrectionInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        actor = actor_of(request)
        made = corrections.send(
            staff=own_record.own_staff(actor), **body.validated_data, by=actor, at=clock.now()
        )
        return tagged(present(made), made.pk, made.version, status.HTTP_201_CREATED)


class CorrectionDetail(GenericAPIView):
    """One request."""

    queryset = CorrectionRequest.objects.none()
    serializer_class = CorrectionSerializer

    @extend_schema(operation_id="correction_requests_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Một yêu cầu chỉnh sửa, kèm ETag."""
        found = reads.visible_request(actor_of(request), pk)
        return tagged(present(found), found.pk, found.version)


class CorrectionSteps(GenericAPIView):
    """The steps of one request."""

    queryset = CorrectionRequest.objects.none()
    serializer_class = StepsSerializer

    @extend_schema(operation_id="correction_requests_transitions_list")
    def get(self, request: Request, pk: int) -> Response:
        """Các bước đã làm và các bước có thể làm."""
        return Response(_steps(request, reads.visible_request(actor_of(request), pk)))

    @extend_schema(
        operation_id="correction_requests_transitions_create",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=CorrectionStepInputSerializer,
        responses={200: StepsSerializer, 409: OpenApiResponse(description="Đã bị thay đổi.")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Làm một bước."""
        return idempotency.once(request, lambda: self._do(request, pk))

    @staticmethod
    def _do(request: Request, pk: int) -> Response:
        found = reads.visible_request(actor_of(request), pk)
        body = CorrectionStepInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        corrections.perform_transition(
            found,
            body.validated_data["name"],
            by=actor_of(request),
            at=clock.now(),
            comment=body.validated_data["comment"],
            expected_version=etags.expected_version(request, found.pk),
        )
        return tagged(_steps(request, found), found.pk, found.version)


def present(row: CorrectionRequest) -> dict[str, Any]:
    """A request as the API shows it."""
    return {
        "id": row.pk,
        "state": row.state,
        "staff": ref(row.staff.code, row.staff.full_name),
        "topic": row.topic,
        "current": row.current,
        "wanted": row.wanted,
        "reason": row.reason,
        "sent_at": local_time(row.sent_at),
        "due_on": row.due_on,
        "is_late": row.is_late(clock.today()),
        "answer": row.answer,
        "answered_at": local_time(row.answered_at),
        "answered_by": row.answered_by_name,
        "version": row.version,
    }


def _steps(request: Request, found: CorrectionRequest) -> dict[str, Any]:
    options = corrections.available(found, actor_of(request))
    return present_steps(workflow.CORRECTION, found, found.transitions.all(), options)


def _known(state: str) -> str:
    if state not in workflow.CORRECTION_STATES:
        raise InvalidInput.at(
            "state",
            _("“%(value)s” không có trong danh mục.") % {"value": state[:40]},
            _("Chọn một trong: %(known)s.") % {"known": ", ".join(workflow.CORRECTION_STATES)},
        )
    return state

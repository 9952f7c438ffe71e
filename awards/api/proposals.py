"""Proposals over REST: the list, one of them, making and changing one, its steps."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.api import steps
from awards.api.filters import ProposalFilters
from awards.api.lookups import changed_entry, entry_of, named_as_here
from awards.api.presenting import PROPOSAL_COLUMNS, present_detail, present_proposal
from awards.api.serializers import (
    ProposalChangeSerializer,
    ProposalCreateSerializer,
    ProposalDetailSerializer,
    ProposalSerializer,
    ProposalStepInputSerializer,
)
from awards.models import Proposal
from awards.selectors import proposals as reads
from awards.services import proposals
from awards.services.machine import PROPOSAL_MACHINE
from awards.workflow import PROPOSAL
from core import clock
from core.api import etags, idempotency, pagination
from core.api.shapes import tagged
from core.api.steps import StepsSerializer, present_steps
from core.scope import Actor, actor_of
from core.workflow.engine import available

_RECIPIENTS = ("staff", "collective", "external")


class ProposalList(GenericAPIView):
    """The proposals in the client's reach, and drafting a new one."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilters

    def get_queryset(self) -> Any:
        """Only what the actor may see, whatever is asked."""
        return reads.visible_to(actor_of(self.request))

    @extend_schema(
        operation_id="proposals_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(ProposalSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách đề nghị khen thưởng, mới trước."""
        rows = self.filter_queryset(self.get_queryset()).values(*PROPOSAL_COLUMNS)
        return pagination.paginated(request, rows, ("-pk",), present_proposal)

    @extend_schema(
        operation_id="proposals_create",
        parameters=[idempotency.PARAMETER],
        request=ProposalCreateSerializer,
        responses={201: ProposalDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        """Soạn một đề nghị; gửi đi bằng bước `submit`."""
        return idempotency.once(request, lambda: self._create(request))

    @staticmethod
    def _create(request: Request) -> Response:
        body = ProposalCreateSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data, actor = body.validated_data, actor_of(request)
        with named_as_here(next((one for one in _RECIPIENTS if data.get(one)), "staff")):
            made = proposals.create(entry_of(actor, data), by=actor, at=clock.now())
        return _answer(made, actor, status.HTTP_201_CREATED)


class ProposalDetail(GenericAPIView):
    """One proposal."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalDetailSerializer

    @extend_schema(operation_id="proposals_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Một đề nghị với đường đi, kết quả đối chiếu, lịch sử; kèm ETag."""
        actor = actor_of(request)
        return _answer(reads.visible_proposal(actor, pk), actor)

    @extend_schema(
        operation_id="proposals_change",
        parameters=[etags.IF_MATCH],
        request=ProposalChangeSerializer,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Sửa một đề nghị đang soạn hoặc được trả lại; không nêu thì giữ nguyên."""
        actor = actor_of(request)
        found = reads.visible_proposal(actor, pk)
        body = ProposalChangeSerializer(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        version = etags.expected_version(request, found.pk)
        with named_as_here():
            changed = proposals.update(
                found,
                changed_entry(actor, found, body.validated_data),
                by=actor,
                at=clock.now(),
                expected_version=version,
            )
        return _answer(changed, actor)


class ProposalSteps(GenericAPIView):
    """The steps of one proposal."""

    queryset = Proposal.objects.none()
    serializer_class = StepsSerializer

    @extend_schema(operation_id="proposals_transitions_list")
    def get(self, request: Request, pk: int) -> Response:
        """Các bước đã làm, các bước có thể làm, và vì sao không làm được."""
        found = reads.visible_proposal(actor_of(request), pk)
        return tagged(_steps(request, found), found.pk, found.version)

    @extend_schema(
        operation_id="proposals_transitions_create",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=ProposalStepInputSerializer,
        responses=StepsSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Làm một bước."""
        return idempotency.once(request, lambda: self._do(request, pk))

    @staticmethod
    def _do(request: Request, pk: int) -> Response:
        actor = actor_of(request)
        found = reads.visible_proposal(actor, pk)
        body = ProposalStepInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        version = etags.expected_version(request, found.pk)
        act = steps.Act(by=actor, at=clock.now(), version=version, **steps.asked(body))
        steps.perform(found, act)
        # The person may have acted on what is now out of his hands, but he may still know.
        found.refresh_from_db()
        return tagged(_steps(request, found), found.pk, found.version)


def _steps(request: Request, found: Proposal) -> dict[str, Any]:
    options = available(PROPOSAL_MACHINE, found, actor_of(request))
    return present_steps(PROPOSAL, found, found.transitions.all(), options)


def _answer(proposal: Proposal, by: Actor, code: int = status.HTTP_200_OK) -> Response:
    body = present_detail(proposal, by=by, at=clock.now())
    return tagged(body, proposal.pk, body["version"], code)

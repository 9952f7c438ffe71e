"""Decisions over REST: the list, one of them, and issuing one for many proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.api.filters import DecisionFilters
from awards.api.presenting import DECISION_COLUMNS, present_decision
from awards.api.serializers import DecisionCreateSerializer, DecisionSerializer
from awards.models import Decision, Proposal
from awards.selectors import decisions as reads
from awards.selectors import proposals as proposal_reads
from awards.services import decisions
from awards.services.decisions import DecisionInput
from core import clock
from core.api import idempotency, pagination
from core.errors import InvalidInput, Problem
from core.scope import Actor, actor_of


class DecisionList(GenericAPIView):
    """The decisions in the client's reach, and issuing one."""

    queryset = Decision.objects.none()
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilters

    def get_queryset(self) -> Any:
        """Only what the actor may see, whatever is asked."""
        return reads.visible_to(actor_of(self.request))

    @extend_schema(
        operation_id="decisions_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(DecisionSerializer),
    )
    def get(self, request: Request) -> Response:
        """Danh sách quyết định khen thưởng, ghi sau đứng trước."""
        rows = self.filter_queryset(self.get_queryset()).values(*DECISION_COLUMNS)
        return pagination.paginated(request, rows, ("-pk",), present_decision)

    @extend_schema(
        operation_id="decisions_create",
        parameters=[idempotency.PARAMETER],
        request=DecisionCreateSerializer,
        responses={201: DecisionSerializer},
    )
    def post(self, request: Request) -> Response:
        """Ghi một quyết định cho nhiều hồ sơ: tất cả hoặc không hồ sơ nào."""
        return idempotency.once(request, lambda: self._issue(request))

    @staticmethod
    def _issue(request: Request) -> Response:
        body = DecisionCreateSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        entry = dict(body.validated_data)
        actor = actor_of(request)
        chosen = _chosen(actor, entry.pop("proposals"))
        made = decisions.issue(DecisionInput(**entry), chosen, by=actor, at=clock.now())
        return Response(_present(made), status=status.HTTP_201_CREATED)


class DecisionDetail(GenericAPIView):
    """One decision."""

    queryset = Decision.objects.none()
    serializer_class = DecisionSerializer

    @extend_schema(operation_id="decisions_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Một quyết định; các khen thưởng của nó ở `/awards/?decision=`."""
        return Response(_present(reads.visible_decision(actor_of(request), pk)))


def _present(decision: Decision) -> dict[str, Any]:
    return present_decision(Decision.objects.filter(pk=decision.pk).values(*DECISION_COLUMNS).get())


def _chosen(actor: Actor, named: Sequence[dict[str, int]]) -> list[tuple[Proposal, int]]:
    """The proposals named, each once and in reach, with the version the client saw."""
    pks = [one["id"] for one in named]
    rows = proposal_reads.visible_to(actor).with_parts().filter(pk__in=pks)
    known = {proposal.pk: proposal for proposal in rows}
    problems = []
    for place, pk in enumerate(pks):
        if pk not in known:
            problems.append(
                Problem(_("Không tìm thấy hồ sơ này trong phạm vi của bạn."), _name(place))
            )
        elif pk in pks[:place]:
            problems.append(Problem(_("Hồ sơ này có hai lần."), _name(place)))
    if problems:
        raise InvalidInput(problems=problems)
    return [(known[one["id"]], one["version"]) for one in named]


def _name(place: int) -> str:
    return f"proposals[{place}].id"

"""The ledger of initiatives over REST: which proposals an initiative carries, and whose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.models import Proposal
from awards.selectors import initiative_uses as reads
from awards.selectors.initiative_uses import InitiativeUse
from awards.workflow import PROPOSAL
from core.scope import Actor, actor_of
from emulation.selectors.initiatives import visible_initiative
from personnel.models import Staff
from personnel.selectors.staff import visible_staff


class InitiativeUseSerializer(serializers.Serializer[Any]):
    """Một lần sáng kiến được dùng; ở đơn vị khác thì chỉ nêu mã hồ sơ và năm."""

    initiative = serializers.CharField(help_text="Mã sáng kiến.")
    staff = serializers.CharField(allow_null=True, help_text="Số hiệu người được đề nghị.")
    award = serializers.CharField(allow_null=True)
    family = serializers.ChoiceField(
        choices=[("TITLE", "Danh hiệu"), ("FORM", "Hình thức")], allow_null=True
    )
    year = serializers.IntegerField()
    proposal = serializers.CharField(help_text="Mã hồ sơ.")
    state = serializers.ChoiceField(choices=list(PROPOSAL.states.items()), allow_null=True)


class InitiativeUsesSerializer(serializers.Serializer[Any]):
    """Sổ sử dụng sáng kiến: đề nghị đang xét hoặc đã được khen."""

    results = InitiativeUseSerializer(many=True)


class UsesOfInitiative(GenericAPIView):
    """Where one initiative was used."""

    queryset = Proposal.objects.none()
    serializer_class = InitiativeUsesSerializer

    @extend_schema(operation_id="initiatives_uses_list")
    def get(self, request: Request, code: str) -> Response:
        """Sáng kiến này đã dùng cho ai, danh hiệu nào, năm nào."""
        actor = actor_of(request)
        initiative = visible_initiative(actor, code)
        return _answer(actor, reads.uses_of_initiatives([initiative.pk]))


class UsesOfPerson(GenericAPIView):
    """Which initiatives carried one person's proposals."""

    queryset = Proposal.objects.none()
    serializer_class = InitiativeUsesSerializer

    @extend_schema(operation_id="staff_initiative_uses_list")
    def get(self, request: Request, code: str) -> Response:
        """Sáng kiến nào đã dùng để đề nghị khen thưởng người này."""
        actor = actor_of(request)
        person = visible_staff(actor, code)
        return _answer(actor, reads.uses_of_people([person.pk]))


def _answer(actor: Actor, uses: Sequence[InitiativeUse]) -> Response:
    seen = reads.visible(actor, uses)
    people = {use.staff_id for use in uses if use.staff_id and use.proposal_id in seen}
    codes = dict(Staff.objects.filter(pk__among=sorted(people)).values_list("pk", "code"))
    return Response(
        {"results": [_present(use, codes, is_seen=use.proposal_id in seen) for use in uses]}
    )


def _present(use: InitiativeUse, codes: dict[int, str], *, is_seen: bool) -> dict[str, Any]:
    return {
        "initiative": use.code,
        "staff": codes.get(use.staff_id or 0),
        "award": use.award if is_seen else None,
        "family": use.family if is_seen else None,
        "year": use.year,
        "proposal": use.proposal,
        "state": use.state if is_seen else None,
    }

"""Recording a decision that was made on paper over REST: one decision, many recipients."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.api.serializers import DECIDERS
from awards.models import RecordedAward
from awards.models.recipient import Basis, Ground
from awards.services.back_entry import screen
from awards.services.back_entry.columns import STAFF, UNIT
from awards.services.back_entry.screen import MOST_LINES, LineInput, PaperInput
from core import clock
from core.api import idempotency
from core.scope import actor_of
from personnel.models import RecipientKind

_KINDS = [(STAFF, "Cá nhân trong danh sách"), (UNIT, "Tập thể"), *RecipientKind.choices]


class RecordedRecipientSerializer(serializers.Serializer[Any]):
    """Một người, tập thể trong quyết định: theo mã, hoặc theo tên."""

    recipient = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="Mã nhân sự, mã đơn vị hoặc mã đối tượng ngoài; trống thì tìm theo tên.",
    )
    is_new = serializers.BooleanField(
        required=False, help_text="Không phải ai đã có: lập đối tượng ngoài mới."
    )
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=_KINDS, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    unit = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Tên hoặc mã đơn vị khi đó."
    )
    post = serializers.CharField(max_length=150, required=False, allow_blank=True)
    merit = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    ground = serializers.ChoiceField(
        choices=Ground.choices,
        required=False,
        allow_blank=True,
        help_text="Căn cứ riêng của người này; trống thì theo căn cứ chung.",
    )


class RecordedDecisionSerializer(serializers.Serializer[Any]):
    """Một quyết định đã có, với mọi người và tập thể trong đó."""

    number = serializers.CharField(max_length=41)
    decided_on = serializers.DateField()
    year = serializers.IntegerField(min_value=1, max_value=9999)
    award = serializers.CharField(max_length=32, help_text="Mã danh hiệu, hình thức.")
    decider = serializers.ChoiceField(choices=DECIDERS, required=False, allow_blank=True)
    issuer = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Tên hoặc mã cơ quan ban hành."
    )
    signer_name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    signer_post = serializers.CharField(max_length=150, required=False, allow_blank=True)
    summary = serializers.CharField(max_length=500, required=False, allow_blank=True)
    basis = serializers.ChoiceField(choices=Basis.choices, required=False)
    occasion = serializers.CharField(max_length=300, required=False, allow_blank=True)
    qualifier = serializers.CharField(max_length=200, required=False, allow_blank=True)
    ground = serializers.ChoiceField(
        choices=Ground.choices,
        required=False,
        allow_blank=True,
        help_text="Căn cứ của danh hiệu, chung cho danh sách.",
    )
    recipients = RecordedRecipientSerializer(
        many=True,
        allow_empty=False,
        max_length=MOST_LINES,  # type: ignore[call-arg]  # an argument of the list
    )


class BackEntrySerializer(serializers.Serializer[Any]):
    """Kết quả ghi: lần ghi (để hoàn tác cả lần) và số khen thưởng."""

    load = serializers.IntegerField(help_text="id của lần ghi.")
    decision = serializers.IntegerField(allow_null=True, help_text="id của quyết định.")
    created = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class BackEntry(GenericAPIView):
    """Earlier decisions, taken over from paper."""

    queryset = RecordedAward.objects.none()
    serializer_class = BackEntrySerializer

    @extend_schema(
        operation_id="awards_back_enter",
        parameters=[idempotency.PARAMETER],
        request=RecordedDecisionSerializer,
        responses={201: BackEntrySerializer},
    )
    def post(self, request: Request) -> Response:
        """Ghi lại một quyết định khen thưởng đã có: tất cả hoặc không dòng nào."""
        return idempotency.once(request, lambda: self._record(request))

    @staticmethod
    def _record(request: Request) -> Response:
        body = RecordedDecisionSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        entry = dict(body.validated_data)
        lines = [LineInput(**line) for line in entry.pop("recipients")]
        paper = PaperInput(**entry)
        load = screen.record(paper, lines, by=actor_of(request), at=clock.now())
        written = load.summary["written"]
        made = load.decisions.first()
        answer = {
            "load": load.pk,
            "decision": made.pk if made else None,
            "created": written["created"],
            "unchanged": written["unchanged"],
        }
        return Response(answer, status=status.HTTP_201_CREATED)

"""Over REST: judging conditions of a dossier, answering likenesses, the day it was received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.models import DuplicateAcknowledgement, JudgementTick, Proposal
from awards.selectors import likenesses as likeness_reads
from awards.selectors import proposals as reads
from awards.selectors.likenesses import Likeness
from awards.selectors.ticks import ticks_of
from awards.services import likenesses, received_dates, ticks
from awards.services.considered import considered
from core import clock
from core.api import etags, idempotency
from core.api.shapes import local_time, tagged
from core.scope import Actor, actor_of


class TickSerializer(serializers.Serializer[Any]):
    """Đánh giá sau cùng của người xét về một điều kiện."""

    rule = serializers.CharField(help_text="Tên điều kiện, như trong “verdict”.")
    ok = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)
    by = serializers.CharField()
    at = serializers.DateTimeField()


class UnjudgedSerializer(serializers.Serializer[Any]):
    """Một điều kiện cần người xét mà chưa ai đánh giá."""

    rule = serializers.CharField(
        help_text="Tên điều kiện; của các cách thay thế: điều kiện chung, được đánh giá từng phần."
    )
    requirement = serializers.CharField()
    citation = serializers.CharField()


class TicksSerializer(serializers.Serializer[Any]):
    """Các đánh giá được tính của một hồ sơ."""

    results = TickSerializer(many=True)
    unjudged = UnjudgedSerializer(
        many=True, help_text="Của hồ sơ đã gửi: điều kiện cần người xét mà chưa ai đánh giá."
    )


class TickInputSerializer(serializers.Serializer[Any]):
    """Một đánh giá: đạt, hoặc chưa đạt kèm lý do."""

    rule = serializers.CharField(max_length=100)
    ok = serializers.BooleanField()
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False)


class Judgements(GenericAPIView):
    """What people judged of a dossier."""

    queryset = Proposal.objects.none()
    serializer_class = TicksSerializer

    @extend_schema(operation_id="proposals_judgements_list")
    def get(self, request: Request, pk: int) -> Response:
        """Các đánh giá của người xét: của mỗi điều kiện lần sau cùng được tính."""
        return _ticks(reads.visible_proposal(actor_of(request), pk))

    @extend_schema(
        operation_id="proposals_judgements_create",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=TickInputSerializer,
        responses={201: TicksSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Ghi một đánh giá: người lập khi hồ sơ còn sửa được, rồi người đang xét."""
        return idempotency.once(request, lambda: self._judge(request, pk))

    @staticmethod
    def _judge(request: Request, pk: int) -> Response:
        actor = actor_of(request)
        found = reads.visible_proposal(actor, pk)
        body = TickInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        ticks.tick(
            found,
            said["rule"],
            ok=said["ok"],
            note=said["note"],
            by=actor,
            at=clock.now(),
            expected_version=etags.expected_version(request, found.pk),
        )
        return _ticks(found, status.HTTP_201_CREATED)


def _ticks(proposal: Proposal, code: int = status.HTTP_200_OK) -> Response:
    body = {"results": present_ticks(proposal.pk), "unjudged": _unjudged(proposal)}
    return tagged(body, proposal.pk, proposal.version, code)


def _unjudged(proposal: Proposal) -> list[dict[str, Any]]:
    found = considered([proposal])[proposal.pk].unjudged
    return [
        {"rule": one.rule, "requirement": one.requirement, "citation": one.citation}
        for one in found
    ]


def present_ticks(pk: int) -> list[dict[str, Any]]:
    """The judgements that count; the caller was let into the proposal."""
    return [_present_tick(row) for row in ticks_of([pk]).get(pk, {}).values()]


def _present_tick(row: JudgementTick) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "ok": row.ok,
        "note": row.note,
        "by": row.signature,
        "at": local_time(row.at),
    }


# --- Likenesses -----------------------------------------------------------------------------


class AnswerSerializer(serializers.Serializer[Any]):
    """Ai xác nhận là thành tích khác, vì sao."""

    score = serializers.IntegerField(help_text="Mức giống nhau khi xác nhận, phần trăm.")
    note = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class LikenessSerializer(serializers.Serializer[Any]):
    """Một hồ sơ, khen thưởng khác kể gần như cùng một thành tích."""

    ref = serializers.CharField(help_text="Dùng để xác nhận, ví dụ “proposal:12”.")
    code = serializers.CharField(help_text="Mã hồ sơ, hoặc số quyết định.")
    score = serializers.IntegerField(help_text="Mức giống nhau, phần trăm.")
    message = serializers.CharField()
    is_open = serializers.BooleanField(help_text="Còn phải xác nhận trước khi gửi.")
    answer = AnswerSerializer(allow_null=True)


class LikenessesSerializer(serializers.Serializer[Any]):
    """Những gì hồ sơ này giống."""

    results = LikenessSerializer(many=True)


class AcknowledgeSerializer(serializers.Serializer[Any]):
    """Xác nhận đã xem, là thành tích khác."""

    refs = serializers.ListField(
        child=serializers.CharField(max_length=40), help_text="“ref” của từng chỗ giống."
    )
    note = serializers.CharField(max_length=500, help_text="Vì sao là thành tích khác.")
    version = serializers.IntegerField(required=False)


class Likenesses(GenericAPIView):
    """What a dossier looks like."""

    queryset = Proposal.objects.none()
    serializer_class = LikenessesSerializer

    @extend_schema(operation_id="proposals_likenesses_list")
    def get(self, request: Request, pk: int) -> Response:
        """Hồ sơ, khen thưởng khác kể gần như cùng một thành tích, và ai đã xác nhận."""
        actor = actor_of(request)
        return _likenesses(reads.visible_proposal(actor, pk), actor)

    @extend_schema(
        operation_id="proposals_likenesses_acknowledge",
        parameters=[etags.IF_MATCH, idempotency.PARAMETER],
        request=AcknowledgeSerializer,
        responses={201: LikenessesSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Xác nhận đã xem và là thành tích khác; sau đó mới gửi được hồ sơ."""
        return idempotency.once(request, lambda: self._acknowledge(request, pk))

    @staticmethod
    def _acknowledge(request: Request, pk: int) -> Response:
        actor = actor_of(request)
        found = reads.visible_proposal(actor, pk)
        body = AcknowledgeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        likenesses.acknowledge(
            found,
            body.validated_data["refs"],
            body.validated_data["note"],
            by=actor,
            at=clock.now(),
            expected_version=etags.expected_version(request, found.pk),
        )
        return _likenesses(found, actor, status.HTTP_201_CREATED)


def _likenesses(proposal: Proposal, actor: Actor, code: int = status.HTTP_200_OK) -> Response:
    answers = likeness_reads.acknowledgements([proposal.pk]).get(proposal.pk, {})
    found = likeness_reads.likenesses(proposal, by=actor)
    body = {"results": [_present_likeness(one, answers.get(one.other)) for one in found]}
    return tagged(body, proposal.pk, proposal.version, code)


def _present_likeness(one: Likeness, answer: DuplicateAcknowledgement | None) -> Mapping[str, Any]:
    return {
        "ref": one.ref,
        "code": one.code,
        "score": one.score,
        "message": likenesses.text_of(one),
        "is_open": answer is None or answer.score < one.score,
        "answer": answer
        and {
            "score": answer.score,
            "note": answer.note,
            "by": answer.signature,
            "at": local_time(answer.at),
        },
    }


# --- The day it was received ----------------------------------------------------------------


class ReceivedSerializer(serializers.Serializer[Any]):
    """Hai ngày của hồ sơ."""

    received_on = serializers.DateField(allow_null=True, help_text="Ngày gửi lần đầu.")
    competent_received_on = serializers.DateField(
        allow_null=True, help_text="Ngày cơ quan có thẩm quyền nhận để thẩm định."
    )


class ReceivedInputSerializer(serializers.Serializer[Any]):
    """Ngày đúng và lý do sửa."""

    day = serializers.DateField()
    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(required=False)


class ReceivedDays(GenericAPIView):
    """The two days by which rules are chosen."""

    queryset = Proposal.objects.none()
    serializer_class = ReceivedSerializer

    @extend_schema(operation_id="proposals_received_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Ngày gửi lần đầu, và ngày cơ quan có thẩm quyền nhận để thẩm định."""
        return _days(reads.visible_proposal(actor_of(request), pk))

    @extend_schema(
        operation_id="proposals_received_correct",
        parameters=[etags.IF_MATCH],
        request=ReceivedInputSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        """Sửa ngày cơ quan có thẩm quyền nhận, kèm lý do."""
        actor = actor_of(request)
        found = reads.visible_proposal(actor, pk)
        body = ReceivedInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        changed = received_dates.correct(
            found,
            body.validated_data["day"],
            body.validated_data["reason"],
            by=actor,
            at=clock.now(),
            expected_version=etags.expected_version(request, found.pk),
        )
        return _days(changed)


def _days(proposal: Proposal) -> Response:
    body = {
        "received_on": proposal.received_on,
        "competent_received_on": proposal.competent_received_on,
    }
    return tagged(body, proposal.pk, proposal.version)

"""The catalogue over REST: documents with their articles, and rules with where they are used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.api import pagination
from core.scope import actor_of
from legal.documents.rule_tests import recorded
from legal.domain.codes import Standing
from legal.domain.provisions import Provision
from legal.models import LegalDocument
from legal.models.choices import DocumentRelationKind
from legal.permissions import require_view
from legal.rules.base import Rule
from legal.selectors import documents as document_reads
from legal.selectors import rule_uses as rule_reads
from legal.selectors.finding import rules_fitting
from legal.selectors.rule_uses import Use
from legal.selectors.rulebooks import speaking_entries

STANDINGS = [one.value for one in Standing]


class DocumentRelationSerializer(serializers.Serializer[Any]):
    """Văn bản này làm gì với một văn bản trước."""

    kind = serializers.ChoiceField(choices=DocumentRelationKind.choices)
    document = serializers.CharField()
    provision = serializers.CharField(
        allow_blank=True, help_text="Điều nói thế; trống khi chưa rõ."
    )
    standing = serializers.ChoiceField(choices=STANDINGS)


class LegalDocumentSerializer(serializers.Serializer[Any]):
    """Một văn bản; ngày chưa đối chiếu để trống."""

    code = serializers.CharField()
    number = serializers.CharField()
    title = serializers.CharField()
    issuer = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    in_force_from = serializers.DateField(allow_null=True)
    in_force_to = serializers.DateField(
        allow_null=True, help_text="Ngày đầu tiên không còn hiệu lực."
    )
    standing = serializers.ChoiceField(choices=STANDINGS)
    note = serializers.CharField(allow_blank=True)
    relations = DocumentRelationSerializer(many=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """Điều, khoản, điểm; trống ở mức chưa rõ."""

    document = serializers.CharField()
    article = serializers.CharField(allow_blank=True)
    clause = serializers.CharField(allow_blank=True)
    point = serializers.CharField(allow_blank=True)
    section = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field's own


class DocumentPlaceSerializer(PlaceSerializer):
    """Một điều, khoản, điểm của văn bản với các quy tắc và hình thức khen thưởng dẫn tới nó."""

    rules = serializers.ListField(child=serializers.CharField())
    awards = serializers.ListField(child=serializers.CharField())


class LegalDocumentDetailSerializer(LegalDocumentSerializer):
    """Một văn bản với các điều được dẫn, theo thứ tự của văn bản."""

    places = DocumentPlaceSerializer(many=True)


class RuleSerializer(serializers.Serializer[Any]):
    """Một quy tắc: yêu cầu gì, theo điều nào."""

    code = serializers.CharField()
    requirement = serializers.CharField()
    citation = serializers.CharField()
    places = PlaceSerializer(many=True, help_text="Điều nó nêu đứng đầu, rồi các điều nó dẫn.")
    bars = serializers.BooleanField(help_text="Không đạt thì không được xét.")


class RuleNumberSerializer(serializers.Serializer[Any]):
    """Một số liệu bằng lời."""

    label = serializers.CharField()  # type: ignore[assignment]  # a field's own
    value = serializers.CharField()


class RuleConfirmationSerializer(serializers.Serializer[Any]):
    """Ai đã đối chiếu với văn bản nào, ngày nào."""

    by = serializers.CharField()
    on = serializers.DateField()
    document = serializers.CharField()


class RuleUseSerializer(serializers.Serializer[Any]):
    """Cách một bộ quy tắc dùng quy tắc."""

    rule_set = serializers.CharField()
    version = serializers.IntegerField()
    published = serializers.BooleanField()
    awards = serializers.ListField(
        child=serializers.CharField(), help_text="Mã hình thức, “*” là mọi hình thức."
    )
    numbers = RuleNumberSerializer(many=True)
    standing = serializers.ChoiceField(choices=STANDINGS)
    confirmed = RuleConfirmationSerializer(allow_null=True)
    part_of = serializers.CharField(allow_blank=True)
    join = serializers.ChoiceField(choices=["ANY", "ALL"], allow_blank=True)
    parts = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(allow_blank=True)


class RuleDetailSerializer(RuleSerializer):
    """Một quy tắc với mọi cách dùng và kiểm thử của nó."""

    uses = RuleUseSerializer(many=True)
    test = serializers.CharField(allow_blank=True)


class LegalDocumentList(GenericAPIView):
    """All documents."""

    queryset = LegalDocument.objects.none()
    serializer_class = LegalDocumentSerializer

    @extend_schema(
        operation_id="legal_documents_list",
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(LegalDocumentSerializer),
    )
    def get(self, request: Request) -> Response:
        """Các văn bản với quan hệ đã ghi nhận."""
        actor = actor_of(request)
        require_view(actor)
        rows = LegalDocument.objects.visible_to(actor)
        return pagination.paginated(request, rows, ("code",), _document)


class LegalDocumentDetail(GenericAPIView):
    """One document."""

    queryset = LegalDocument.objects.none()
    serializer_class = LegalDocumentDetailSerializer

    @extend_schema(operation_id="legal_documents_retrieve")
    def get(self, request: Request, code: str) -> Response:
        """Một văn bản với các điều mà quy tắc và căn cứ dẫn tới."""
        row = document_reads.visible_document(actor_of(request), code)
        articles = document_reads.articles(row.code, document_reads.citations_of(row))
        places = [
            {
                **_place(one.provision),
                "rules": [rule.__name__ for rule in one.rules],
                "awards": list(dict.fromkeys(cited.award_type.code for cited in one.citations)),
            }
            for article in articles
            for one in article.places
        ]
        return Response({**_document(row), "places": places})


class RuleList(GenericAPIView):
    """All rules of the program."""

    queryset = LegalDocument.objects.none()
    serializer_class = RuleSerializer

    @extend_schema(
        operation_id="legal_rules_list",
        parameters=[
            OpenApiParameter("q", str, description="Mọi từ phải có; không cần gõ dấu."),
            OpenApiParameter("document", str, description="Mã văn bản quy tắc dẫn tới."),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(RuleSerializer),
    )
    def get(self, request: Request) -> Response:
        """Các quy tắc theo văn bản, theo thứ tự của văn bản."""
        require_view(actor_of(request))
        rows = rules_fitting(request.query_params.get("q", ""))
        if document := request.query_params.get("document"):
            rows = [
                row
                for row in rows
                if any(one.document == document for one in rule_reads.places(row))
            ]
        return _page(request, rows)


class RuleDetail(GenericAPIView):
    """One rule."""

    queryset = LegalDocument.objects.none()
    serializer_class = RuleDetailSerializer

    @extend_schema(operation_id="legal_rules_retrieve")
    def get(self, request: Request, code: str) -> Response:
        """Một quy tắc với mọi cách dùng trong các bộ quy tắc."""
        found = rule_reads.visible_rule(actor_of(request), code)
        uses = rule_reads.uses_by_rule(speaking_entries()).get(code, [])
        return Response(
            {
                **_rule(found),
                "uses": [_use(one) for one in uses],
                "test": recorded().get(code, ""),
            }
        )


def _page(request: Request, rows: Sequence[type[Rule]]) -> Response:
    """One page of rules; the cursor is the name of the last rule of the page before."""
    size = pagination.asked_size(request)
    names = [row.__name__ for row in rows]
    cursor = request.query_params.get("cursor", "")
    start = names.index(cursor) + 1 if cursor in names else 0
    shown = rows[start : start + size]
    here = request.build_absolute_uri()
    before = names[start - size - 1] if start > size else ""
    return Response(
        {
            "next": (
                replace_query_param(here, "cursor", shown[-1].__name__)
                if start + size < len(rows)
                else None
            ),
            "previous": replace_query_param(here, "cursor", before) if start else None,
            "results": [_rule(row) for row in shown],
        }
    )


def _document(row: LegalDocument) -> dict[str, Any]:
    return {
        "code": row.code,
        "number": row.number,
        "title": row.title,
        "issuer": row.issuer,
        "issued_on": row.issued_on,
        "in_force_from": row.in_force_from,
        "in_force_to": row.in_force_to,
        "standing": row.standing,
        "note": row.note,
        "relations": row.relations,
    }


def _place(one: Provision) -> dict[str, str]:
    return {
        "document": one.document,
        "article": one.article,
        "clause": one.clause,
        "point": one.point,
        "section": one.section,
        "label": one.label,
    }


def _rule(row: type[Rule]) -> dict[str, Any]:
    return {
        "code": row.__name__,
        "requirement": row.requirement(),
        "citation": row.citation,
        "places": [_place(one) for one in rule_reads.places(row)],
        "bars": row.bars,
    }


def _use(use: Use) -> Mapping[str, Any]:
    confirmed = use.confirmed
    return {
        "rule_set": use.rule_set.code,
        "version": use.rule_set.version,
        "published": use.rule_set.published,
        "awards": list(use.awards),
        "numbers": [{"label": label, "value": value} for label, value in use.numbers],
        "standing": use.standing.value,
        "confirmed": (
            {"by": confirmed.by, "on": confirmed.on, "document": confirmed.document}
            if confirmed
            else None
        ),
        "part_of": use.part_of,
        "join": use.join,
        "parts": list(use.parts),
        "note": use.note,
    }

"""Rule-sets over REST: the list, one set with its versions, one version with its content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import pagination
from core.api.shapes import conditional, local_time
from core.errors import InvalidInput
from core.scope import actor_of
from legal.models import RuleSet, RuleSetVersion
from legal.models.choices import LayerChoice
from legal.permissions import require_view
from legal.selectors import rule_sets as reads
from legal.workflow import RULE_SET_VERSION

STATES = list(RULE_SET_VERSION.states.items())


class RuleSetVersionHeadSerializer(serializers.Serializer[Any]):
    """Một bản của bộ quy tắc, không kèm nội dung."""

    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(
        allow_null=True, help_text="Ngày đầu tiên không còn áp dụng; để trống khi chưa biết."
    )
    content_sha256 = serializers.CharField()
    is_from_file = serializers.BooleanField(help_text="Nguyên văn tệp đã soát.")
    published_at = serializers.DateTimeField(allow_null=True)
    published_by = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()


class RuleSetSerializer(serializers.Serializer[Any]):
    """Một bộ quy tắc với các bản, mới trước."""

    code = serializers.CharField()
    layer = serializers.ChoiceField(choices=LayerChoice.choices)
    name = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    scope_codes = serializers.ListField(child=serializers.CharField())
    versions = RuleSetVersionHeadSerializer(many=True)


class RuleSetVersionSerializer(RuleSetVersionHeadSerializer):
    """Một bản với toàn bộ nội dung: điều kiện theo hình thức, chỉ tiêu, thời hạn."""

    rule_set = serializers.CharField()
    layer = serializers.ChoiceField(choices=LayerChoice.choices)
    documents = serializers.ListField(child=serializers.CharField())
    scope_codes = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(allow_blank=True)
    content = serializers.JSONField()


class RuleSetList(GenericAPIView):
    """All rule-sets."""

    queryset = RuleSet.objects.none()
    serializer_class = RuleSetSerializer

    @extend_schema(
        operation_id="rule_sets_list",
        parameters=[
            OpenApiParameter("layer", str, enum=LayerChoice.values),
            *pagination.PARAMETERS,
        ],
        responses=pagination.page_of(RuleSetSerializer),
    )
    def get(self, request: Request) -> Response:
        """Các bộ quy tắc theo thời gian, kèm các bản."""
        actor = actor_of(request)
        require_view(actor)
        rows = RuleSet.objects.visible_to(actor)
        if layer := request.query_params.get("layer"):
            rows = rows.filter(layer=_known(layer))
        return pagination.paginated(
            request, rows, ("valid_from", "code"), _set, together=_with_versions
        )


class RuleSetDetail(GenericAPIView):
    """One rule-set."""

    queryset = RuleSet.objects.none()
    serializer_class = RuleSetSerializer

    @extend_schema(operation_id="rule_sets_retrieve")
    def get(self, request: Request, code: str) -> Response:
        """Một bộ quy tắc với các bản."""
        return Response(_set(_with_versions([reads.visible_set(actor_of(request), code)])[0]))


class RuleSetVersionDetail(GenericAPIView):
    """One version with its content."""

    queryset = RuleSetVersion.objects.none()
    serializer_class = RuleSetVersionSerializer

    @extend_schema(operation_id="rule_sets_versions_retrieve")
    def get(self, request: Request, code: str, number: int) -> Response:
        """Một bản với nội dung và mã kiểm, kèm ETag."""
        version = reads.visible_version(actor_of(request), code, number)
        body = {
            **_head(version),
            "rule_set": version.rule_set.code,
            "layer": version.rule_set.layer,
            "documents": version.document_codes,
            "scope_codes": version.scope_codes,
            "note": version.note,
            "content": version.content,
        }
        return conditional(request, body, version.pk, version.version)  # type: ignore[return-value]


def _with_versions(rows: Sequence[RuleSet]) -> list[tuple[RuleSet, list[RuleSetVersion]]]:
    versions = reads.newest_versions(rows)
    return [(row, versions.get(row.pk, [])) for row in rows]


def _set(found: tuple[RuleSet, list[RuleSetVersion]]) -> dict[str, Any]:
    row, versions = found
    return {
        "code": row.code,
        "layer": row.layer,
        "name": row.name,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "scope_codes": row.scope_codes,
        "versions": [_head(version) for version in versions],
    }


def _head(version: RuleSetVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "content_sha256": version.content_sha256,
        "is_from_file": version.is_from_file,
        "published_at": local_time(version.published_at),
        "published_by": version.published_by_name,
        "version": version.version,
    }


def _known(layer: str) -> str:
    if layer not in LayerChoice.values:
        raise InvalidInput.at(
            "layer", f"“{layer[:40]}” không thuộc {', '.join(LayerChoice.values)}."
        )
    return layer

"""The award register over REST, to read and to follow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from awards.api.filters import AwardFilters
from awards.api.presenting import AWARD_COLUMNS, present_award
from awards.api.serializers import AwardSerializer
from awards.models import RecordedAward
from core.api import pagination
from core.errors import NotVisible
from core.scope import actor_of


class AwardList(GenericAPIView):
    """The register in the client's reach."""

    queryset = RecordedAward.objects.none()
    serializer_class = AwardSerializer
    filterset_class = AwardFilters

    def get_queryset(self) -> Any:
        """Only what the actor may see, whatever is asked."""
        return RecordedAward.objects.visible_to(actor_of(self.request))

    @extend_schema(
        operation_id="awards_list",
        filters=True,
        parameters=pagination.PARAMETERS,
        responses=pagination.page_of(AwardSerializer),
    )
    def get(self, request: Request) -> Response:
        """Sổ khen thưởng, ghi sau đứng trước; với `since_id` thì ghi trước đứng trước."""
        rows = self.filter_queryset(self.get_queryset())
        order = ("pk",) if "since_id" in request.query_params else ("-pk",)
        shown = RecordedAward.objects.values(*AWARD_COLUMNS)
        return pagination.paginated(request, rows, order, present_award, shown)


class AwardDetail(GenericAPIView):
    """One recorded award."""

    queryset = RecordedAward.objects.none()
    serializer_class = AwardSerializer

    @extend_schema(operation_id="awards_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Một khen thưởng đã ghi."""
        rows = RecordedAward.objects.visible_to(actor_of(request)).filter(pk=pk)
        row = rows.values(*AWARD_COLUMNS).first()
        if row is None:
            raise NotVisible(_("Không tìm thấy khen thưởng này trong phạm vi của bạn."))
        return Response(present_award(row))

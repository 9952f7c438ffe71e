"""Units as of a day, and what became of what, over REST."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.errors import InvalidInput
from core.scope import actor_of
from personnel.api.serializers import UnitRefSerializer
from personnel.models import Unit, UnitEventKind, UnitPlacement
from personnel.selectors import as_of, lineage
from personnel.selectors import units as unit_reads

ON = OpenApiParameter(
    "on",
    date,
    description="Tại ngày (YYYY-MM-DD): chỉ các đơn vị hoạt động ngày đó, với tên, đơn vị cấp "
    "trên và cấp của ngày đó. Bỏ trống: hôm nay, gồm cả đơn vị đã giải thể.",
)
Row = dict[str, Any]


class LineageEventSerializer(serializers.Serializer[Any]):
    """Một bước tổ chức và văn bản của nó."""

    kind = serializers.ChoiceField(choices=UnitEventKind.choices)
    on = serializers.DateField()
    decision_number = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField(allow_null=True)


class PassageSerializer(serializers.Serializer[Any]):
    """Những đơn vị nào trở thành những đơn vị nào; tên là tên khi đó."""

    event = LineageEventSerializer()
    predecessors = UnitRefSerializer(many=True)
    successors = UnitRefSerializer(many=True)
    carries_record = serializers.BooleanField()
    basis = serializers.CharField(allow_blank=True)


class LineageSerializer(UnitRefSerializer):
    """Nguồn gốc và kế thừa của một đơn vị."""

    dissolved_on = serializers.DateField(allow_null=True)
    heirs = UnitRefSerializer(
        many=True, help_text="Các đơn vị hôm nay giữ nhiệm vụ của đơn vị đã giải thể."
    )
    passages = PassageSerializer(many=True)


class UnitLineage(APIView):
    """Which units became this one, and what became of it."""

    @extend_schema(operation_id="units_lineage", responses=LineageSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Nguồn gốc, kế thừa của một đơn vị, việc cũ trước."""
        unit = unit_reads.visible_unit(actor_of(request), code)
        return Response(
            {
                "code": unit.code,
                "name": unit.name,
                "dissolved_on": unit.dissolved_on,
                "heirs": [_ref(one) for one in lineage.living_heirs(unit, clock.today())],
                "passages": [_present(one) for one in lineage.lineage(unit).passages],
            }
        )


def day_asked(request: Request) -> date | None:
    """The parameter ``on`` as a day, or nothing."""
    text = request.query_params.get("on", "")
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput.at(
            "on", _("“%(value)s” không phải ngày.") % {"value": text}, _("Ví dụ đúng: 2025-07-01.")
        )
    return day


def told_as_of(day: date | None) -> Callable[[Sequence[Row]], Sequence[Row]]:
    """Turn the rows of a page into what was true on the day; three queries for all of them."""

    def turned(rows: Sequence[Row]) -> Sequence[Row]:
        if day is None or not rows:
            return rows
        ids = [row["pk"] for row in rows]
        names = as_of.names_on(ids, day)
        places = as_of.places_on(day)
        parents = dict(
            UnitPlacement.objects.in_force_on(day)
            .filter(unit__in=ids)
            .values_list("unit_id", "parent__code")
        )
        for row in rows:
            row["parent__code"] = parents.get(row["pk"])
            if row["pk"] in places:
                row["depth"] = places[row["pk"]].depth
            if name := names.get(row["pk"]):
                row |= {
                    field: getattr(name, field) for field in ("name", "short_name", "abbreviation")
                }
        return rows

    return turned


def _present(one: lineage.Passage) -> dict[str, Any]:
    event = one.event
    return {
        "event": {
            "kind": event.kind,
            "on": event.on,
            "decision_number": event.decision_number,
            "decided_on": event.decided_on,
        },
        "predecessors": [{"code": it.unit.code, "name": it.name} for it in one.predecessors],
        "successors": [{"code": it.unit.code, "name": it.name} for it in one.successors],
        "carries_record": one.carries_record,
        "basis": one.basis,
    }


def _ref(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}

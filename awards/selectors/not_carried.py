"""Predecessors whose record does not count on for a unit (chưa tính tiếp thành tích)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from awards.models import RecordedAward
from personnel.models import Unit, UnitAssessment, UnitSuccession


def not_carried(unit: Unit) -> list[Unit]:
    """Return those the unit took over that have grades or titles nobody decided to count on.

    One query; nobody where every passage that left records says that they count on.
    """
    passages = UnitSuccession.objects.filter(successor=unit, event__cancelled_by=None)
    taken = passages.filter(carries_record=False).values("predecessor")
    carried = passages.filter(carries_record=True).values("predecessor")
    grades = UnitAssessment.objects.filter(unit=OuterRef("pk"))
    awards = RecordedAward.objects.standing().filter(subject_unit=OuterRef("pk"))
    before = Unit.objects.filter(pk__in=taken).exclude(pk__in=carried)
    return list(before.filter(Exists(grades) | Exists(awards)).order_by("code"))

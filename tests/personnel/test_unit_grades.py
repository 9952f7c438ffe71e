"""Yearly grades of units: recorded, corrected, taken back, read in one query."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, Unit, UnitAssessment
from personnel.selectors.unit_grades import visible_unit_grades
from personnel.services import unit_grades as steps
from tests.factories.personnel import AT, actor_with

BY = {"by": SYSTEM, "at": AT}
PAPER = {"decision_ref": "40/QĐ-UBND", "decided_on": date(2019, 12, 20)}


def graded(unit, year=2019, grade="GOOD", **more):
    return steps.record_unit_grade(unit=unit, year=year, grade=grade, **{**BY, **more})


def test_a_grade_is_kept_with_that_of_the_party_organisation_and_in_the_trail(country):
    made = graded(country.trade, party_grade="EXCELLENT", **PAPER)
    kept = country.trade.assessments.get()
    assert (kept.year, kept.grade, kept.party_grade) == (2019, "GOOD", "EXCELLENT")
    assert (kept.pk, kept.decision_ref) == (made.pk, "40/QĐ-UBND")
    event = AuditEvent.objects.get(action="personnel.unit_graded")
    assert (event.subject_type, event.subject_id) == ("personnel.unit", str(country.trade.pk))
    assert event.data["year"] == 2019
    assert event.data["party_grade"] == "EXCELLENT"
    assert event.data["before"] is None


def test_one_grade_for_a_year_and_the_same_again_writes_nothing(country):
    first = graded(country.trade, **PAPER)
    assert graded(country.trade, **PAPER) == first
    assert AuditEvent.objects.filter(action="personnel.unit_graded").count() == 1
    with pytest.raises(InvalidInput, match="đã có xếp loại “Hoàn thành tốt nhiệm vụ”") as refused:
        graded(country.trade, grade="EXCELLENT")
    assert "40/QĐ-UBND, 20/12/2019" in refused.value.problems[0].reason
    graded(country.trade, year=2018, grade="EXCELLENT")
    graded(country.office, grade="EXCELLENT")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"grade": "KHA"}, "không có trong danh mục"),
        ({"party_grade": "KHA"}, "không có trong danh mục"),
        ({"year": 2009}, "từ năm thành lập"),
        ({"year": 2021}, "đến năm nay"),
        ({"decided_on": date(2018, 12, 31)}, "trước năm được xếp loại"),
        ({"decided_on": date(2021, 1, 1)}, "sau hôm nay"),
        ({"decision_ref": "x" * 61}, "tối đa 60"),
    ],
)
def test_grades_that_cannot_be(country, values, words):
    with pytest.raises(InvalidInput, match=words):
        graded(country.trade, **values)
    assert not UnitAssessment.objects.exists()


def test_a_dissolved_unit_is_graded_for_the_years_it_worked(country):
    Unit.objects.filter(pk=country.trade.pk).update(dissolved_on=date(2019, 1, 1))
    country.trade.refresh_from_db()
    with pytest.raises(InvalidInput, match="đã giải thể từ ngày 01/01/2019"):
        graded(country.trade)
    graded(country.trade, year=2018)


def test_a_grade_is_corrected_and_withdrawn_with_what_it_was(country):
    made = graded(country.trade)
    steps.correct_unit_grade(assessment=made, grade="COMPLETED", party_grade="GOOD", **BY)
    steps.correct_unit_grade(assessment=made, grade="COMPLETED", party_grade="GOOD", **BY)
    events = AuditEvent.objects.filter(action="personnel.unit_graded").order_by("pk")
    assert [one.data["before"] and one.data["before"]["grade"] for one in events] == [None, "GOOD"]
    with pytest.raises(InvalidInput, match="chưa có nội dung"):
        steps.withdraw_unit_grade(assessment=made, reason=" ", **BY)
    stale = UnitAssessment.objects.get()
    steps.withdraw_unit_grade(assessment=made, reason="Nhầm đơn vị", **BY)
    assert not UnitAssessment.objects.exists()
    gone = AuditEvent.objects.get(action="personnel.unit_grade_withdrawn").data
    assert (gone["year"], gone["grade"], gone["reason"]) == (2019, "COMPLETED", "Nhầm đơn vị")
    for again in (
        lambda: steps.withdraw_unit_grade(assessment=stale, reason="Lại", **BY),
        lambda: steps.correct_unit_grade(assessment=stale, grade="GOOD", **BY),
    ):
        with pytest.raises(Stale):
            again()


def test_who_may_grade_a_unit_and_who_sees_its_grades(country):
    with pytest.raises(Forbidden):
        graded(country.trade, by=actor_with(Role.DIRECTOR, country.industry))
    with pytest.raises(NotVisible):
        graded(country.trade, by=actor_with(Role.HR_OFFICER, country.health))
    graded(country.trade, by=actor_with(Role.HR_OFFICER, country.industry))
    assert visible_unit_grades(actor_with(Role.STAFF_MEMBER, country.trade)).count() == 1
    assert not visible_unit_grades(actor_with(Role.UNIT_HEAD, country.office)).exists()


@pytest.mark.parametrize(
    "values",
    [{"grade": "KHA"}, {"party_grade": "KHA"}, {"year": 1900}],
)
def test_the_database_refuses_what_is_no_grade(country, values):
    graded(country.trade)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitAssessment.objects.update(**values)


def test_the_database_refuses_a_second_grade_of_a_year(country):
    graded(country.trade)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitAssessment.objects.bulk_create(
            [UnitAssessment(unit=country.trade, year=2019, grade="GOOD")]
        )

"""A decision typed once is one decision, also when its names have come from several agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from awards.models import Decision, RecordedAward
from awards.services.back_entry import screen
from awards.services.back_entry.screen import LineInput, PaperInput
from core.scope import SYSTEM
from personnel.models import RecipientKind, Role, Staff, UnitKind
from personnel.services import unit_changes
from personnel.services.orders import Order
from tests.factories.awards import make_government
from tests.factories.legal import load_catalogue
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with, fresh
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db

AT = datetime(2022, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MERGED = date(2020, 7, 1)
PAPER = PaperInput(number="12/QĐ-SCT", decided_on=date(2019, 1, 15), year=2018, award="GIAYKHEN")
HOUSEHOLD = LineInput(name="Hộ ông Kim Rinh", kind=RecipientKind.HOUSEHOLD)


@pytest.fixture
def gov():
    """A department that has taken another one in; Lan was in the former, Minh always here."""
    load_catalogue()
    gov = make_government()
    gov.former = UnitFactory(
        code="SCT-CU", kind=UnitKind.DEPARTMENT, name="Sở Công Thương Cổ Chiên",
        parent=gov.province, has_legal_personality=True,
    )  # fmt: skip
    gov.former_division = UnitFactory(code="SCT-CU-KT", name="Phòng Kinh tế", parent=gov.former)
    fresh(gov.former, gov.former_division, gov.department, gov.division)
    StaffFactory(unit=gov.former_division, full_name="Nguyễn Thị Lan", code="NS001")
    StaffFactory(unit=gov.division, full_name="Trần Văn Minh", code="NS002")
    unit_changes.merge_units(
        sources=[gov.former], into=gov.department, on=MERGED,
        order=Order("12/NQ-HĐND", date(2020, 6, 12)), by=SYSTEM, at=AT,
    )  # fmt: skip
    fresh(gov.former, gov.former_division, gov.department, gov.division)
    gov.now = actor_with(Role.HR_OFFICER, gov.department, on=AT.date())
    return gov


def test_recipients_outside_follow_those_who_had_a_place_then(gov):
    lines = [LineInput(recipient="NS001"), HOUSEHOLD]
    found = screen.check(PAPER, lines, by=gov.now, at=AT)
    assert found.is_clean
    screen.record(PAPER, lines, by=gov.now, at=AT)
    assert Decision.objects.get().unit == gov.former
    household = RecordedAward.objects.get(external__isnull=False)
    assert (household.unit, household.unit_name) == (gov.former, "Sở Công Thương Cổ Chiên")
    # Written a second time it is the same decision still.
    again = screen.check(PAPER, lines, by=gov.now, at=AT)
    assert again.is_clean
    assert not again.changes.drafts


def test_names_of_two_agencies_need_the_one_that_issued_it(gov):
    lines = [LineInput(recipient="NS001"), LineInput(recipient="NS002")]
    problem = screen.check(PAPER, lines, by=gov.now, at=AT).problems[0]
    assert screen.key_of_column(problem.column) == "issuer"
    assert "Sở Công Thương Cổ Chiên" in problem.sentence
    said = replace(PAPER, issuer="SCT-CU")
    screen.record(said, lines, by=gov.now, at=AT)
    assert Decision.objects.get().unit == gov.former


def test_somebody_outside_is_not_taken_for_a_member_of_staff_with_the_same_key(gov):
    """The record of an enterprise and that of a person may bear the same number."""
    person = Staff.objects.get(code="NS001")
    firm = outsider(gov.department)
    firm.pk = person.pk
    firm.code = "DN-TRUNG"
    firm.save(force_insert=True)
    screen.record(PAPER, [LineInput(recipient="DN-TRUNG")], by=gov.now, at=AT)
    assert RecordedAward.objects.get().unit == gov.department

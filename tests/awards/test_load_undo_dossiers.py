"""A load of grades stays once a dossier was judged by them."""

from datetime import date, timedelta

import pytest

from awards.models import Proposal
from core.errors import GuardRefused
from core.scope import SYSTEM
from personnel.models import AnnualAssessment, UnitAssessment
from personnel.services import unit_changes
from personnel.services.orders import Order
from tests.factories.awards import AT, ProposalFactory
from tests.factories.personnel import StaffFactory, UnitFactory, fresh
from tests.personnel.loading import GRADES, bring_in, records_file, told, undo

pytestmark = pytest.mark.django_db


def load(staff):
    row = {"Số hiệu nhân sự": staff.code, "Năm": "2020", "Mức xếp loại": "HTTNV", "Số văn bản": "1"}
    plan, done = bring_in(GRADES, records_file(row), at=AT - timedelta(hours=1))
    assert told(plan) == []
    return done


def test_a_dossier_sent_since_refuses_and_is_named(gov):
    staff = StaffFactory(unit=gov.division)
    done = load(staff)
    ProposalFactory(gov=gov, staff=staff)
    with pytest.raises(GuardRefused, match=Proposal.objects.get().code):
        undo(done, at=AT)
    assert AnnualAssessment.objects.filter(staff=staff).exists()


def test_dossiers_of_others_or_only_drafted_do_not(gov):
    staff, other = StaffFactory(unit=gov.division), StaffFactory(unit=gov.division)
    done = load(staff)
    load(other)
    ProposalFactory(gov=gov, staff=staff, submit=False)
    ProposalFactory(gov=gov, staff=other)
    undo(done, at=AT)
    assert not AnnualAssessment.objects.filter(staff=staff).exists()


UNIT_GRADES = "personnel.unit_assessments"


def load_of_unit(unit, year="2020"):
    row = {"Đơn vị": unit.code, "Năm": year, "Mức độ hoàn thành nhiệm vụ": "HTTNV"}
    plan, done = bring_in(UNIT_GRADES, records_file(row), at=AT - timedelta(hours=1))
    assert told(plan) == []
    return done


def sent_for(gov, unit, **values):
    """A dossier of the unit as a collective."""
    return ProposalFactory(gov=gov, subject_unit=unit, code="GIAYKHEN", basis="SUDDEN", **values)


def test_a_sent_dossier_of_a_collective_keeps_the_grade_of_the_unit(gov):
    done = load_of_unit(gov.division)
    sent = sent_for(gov, gov.division)
    with pytest.raises(GuardRefused, match=sent.code):
        undo(done, at=AT)
    assert UnitAssessment.objects.exists()


def test_so_does_one_of_a_unit_that_continues_the_record(gov):
    former = UnitFactory(parent=gov.department)
    heir = UnitFactory(parent=gov.department, opened_on=date(2016, 1, 4))
    done = load_of_unit(former, "2019")
    unit_changes.merge_units(
        sources=[former], into=heir, carries_record=True, basis="Kết luận 5/KL-SNV",
        on=date(2020, 7, 1), order=Order("12/QĐ", date(2020, 6, 12)), by=SYSTEM, at=AT,
    )  # fmt: skip
    fresh(heir)
    sent = sent_for(gov, heir)
    with pytest.raises(GuardRefused, match=sent.code):
        undo(done, at=AT)


def test_dossiers_of_other_collectives_or_only_drafted_do_not(gov):
    done = load_of_unit(gov.division)
    sent_for(gov, gov.other_division)
    sent_for(gov, gov.division, submit=False)
    undo(done, at=AT)
    assert not UnitAssessment.objects.exists()

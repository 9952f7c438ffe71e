"""What the rules are told of collectives: members, bloc, and whose record they continue."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.selectors.facts.collectives import facts_of_units, unit_facts
from awards.selectors.facts.outside import outside_facts
from awards.selectors.not_carried import not_carried
from core.scope import SYSTEM
from emulation.models import BlocMembership, EmulationBloc
from legal.rules.facts import MemberCount
from personnel.models import RecipientKind, Staff
from personnel.services import conduct, unit_changes
from personnel.services.orders import Order
from personnel.services.unit_grades import record_unit_grade
from tests.awards.web.pages import as_actor
from tests.factories.awards import ProposalFactory, assessed, decide
from tests.factories.personnel import OPENED, StaffFactory, UnitFactory, fresh
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db
YEAR = 2020
AT = datetime(2021, 1, 11, 9, tzinfo=UTC)
MERGED = date(2020, 7, 1)


def graded(unit, year, grade):
    record_unit_grade(
        unit=unit, year=year, grade=grade, by=SYSTEM, at=AT,
        party_grade="", decision_ref="9/QĐ", decided_on=None,
    )  # fmt: skip


def test_members_are_those_of_the_whole_unit_with_titles_given_or_proposed(gov):
    ProposalFactory(gov=gov, submit=False)
    other = assessed(StaffFactory(unit=gov.other_division), "FAILED")
    conduct.record_discipline(
        staff=other, form="WARNING", valid_from=date(2020, 5, 4), valid_to=date(2021, 5, 4),
        decision_ref="7/QĐ", by=SYSTEM, at=AT,
    )  # fmt: skip
    # The head has no grade, so nobody knows how many completed their tasks.
    assert unit_facts(gov.department, YEAR).members[YEAR] == MemberCount(3, 1, 0, None, 1)
    assert unit_facts(gov.other_division, YEAR).members[YEAR] == MemberCount(1, 0, 0, 0, 1)
    assessed(Staff.objects.get(pk=gov.head.staff_id), "COMPLETED")
    assert unit_facts(gov.department, YEAR).members[YEAR].completed == 2


def test_an_award_that_was_given_counts_and_a_refused_proposal_does_not(gov):
    proposal = ProposalFactory(gov=gov)
    decide(gov, proposal)
    members = unit_facts(gov.division, YEAR).members[YEAR]
    assert (members.total, members.ldtt) == (1, 1)
    assert unit_facts(gov.division, YEAR - 1).members[YEAR - 1].ldtt == 0


def test_a_record_counts_on_only_where_that_was_decided(gov):
    former, other = (UnitFactory(parent=gov.department) for _one in range(2))
    heir, stranger = (
        UnitFactory(parent=gov.department, opened_on=date(2016, 1, 4)) for _one in range(2)
    )
    graded(former, 2019, "EXCELLENT")
    graded(other, 2019, "GOOD")
    merge = {"on": MERGED, "order": Order("12/QĐ", date(2020, 6, 12)), "by": SYSTEM, "at": AT}
    unit_changes.merge_units(
        sources=[former], into=heir, carries_record=True, basis="Kết luận 5/KL-SNV", **merge
    )
    unit_changes.merge_units(sources=[other], into=stranger, **merge)
    fresh(heir, stranger)
    continued = unit_facts(heir, YEAR)
    assert continued.grades[2019].grade == "EXCELLENT"
    assert continued.founded_on == OPENED
    anew = unit_facts(stranger, YEAR)
    assert 2019 not in anew.grades
    assert anew.founded_on == date(2016, 1, 4)
    # Who reads the standing of the second is told whose record was left behind.
    assert not_carried(heir) == []
    assert not_carried(stranger) == [other]
    address = reverse("awards:unit_standing", args=[stranger.code])
    page = as_actor(gov.officer).get(address).content.decode()
    assert "1 đơn vị trước sáp nhập có bản ghi nhưng chưa ghi tính tiếp thành tích" in page
    assert reverse("personnel:unit_lineage", args=[stranger.code]) in page


def test_a_member_of_a_bloc_of_the_province_can_get_a_flag(gov):
    assert unit_facts(gov.department, YEAR).eligible_for_flag is None
    bloc = EmulationBloc.objects.create(organiser=gov.province, name="Khối 3")
    BlocMembership.objects.create(bloc=bloc, unit=gov.department, valid_from=date(2020, 1, 1))
    assert unit_facts(gov.department, YEAR).eligible_for_flag is True
    assert unit_facts(gov.department, 2019).eligible_for_flag is None


def test_households_are_known_by_their_awards_alone(gov):
    household = outsider(gov.division, RecipientKind.HOUSEHOLD, "Hộ ông Kim Rinh")
    facts = outside_facts(household, YEAR)
    assert (facts.kind, facts.object_kind) == ("HOUSEHOLD", "HOUSEHOLD")
    # What others gave it is not known here: no year counts as complete.
    assert facts.awards_since == YEAR + 1
    assert outside_facts(outsider(gov.division, RecipientKind.ENTREPRENEUR, "Bà Lê Thị Sen"),
                         YEAR).occupation == "ENTREPRENEUR"  # fmt: skip


def test_the_number_of_queries_does_not_depend_on_the_units(gov):
    def queries(units):
        with CaptureQueriesContext(connection) as found:
            dict(facts_of_units(units, YEAR))
        return len(found)

    assert queries([gov.division]) == queries([gov.division, gov.other_division, gov.department])

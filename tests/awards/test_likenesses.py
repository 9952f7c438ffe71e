"""One achievement proposed twice: noticed, answered with a name, and only then sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from awards.models import DuplicateAcknowledgement
from awards.selectors.likenesses import likenesses
from awards.services import likenesses as services
from awards.services import proposals
from awards.services.likenesses import NotAcknowledged
from awards.services.machine import PROPOSAL_MACHINE
from awards.services.proposal_entry import ProposalInput
from core.errors import Forbidden, GuardRefused, IllegalTransition, InvalidInput
from core.scope import SYSTEM
from core.workflow.engine import perform
from personnel.models import Role
from personnel.services import appointments
from tests.awards.old_awards import load, row, told
from tests.awards.test_likeness import FLOOD, FLOOD_AGAIN, POWER
from tests.factories.awards import (
    AT,
    DAY,
    YEAR,
    ProposalFactory,
    assessed,
    decide,
)
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan", code="NS001"))


def sudden(gov, person, code, merit, **values):
    values = {"basis": "SUDDEN", "submit": False, **values}
    return ProposalFactory(gov=gov, staff=person, code=code, merit=merit, **values)


def refs(proposal, by):
    return [one.ref for one in likenesses(proposal, by=by)]


def test_one_deed_in_two_forms_is_noticed_in_neighbouring_years_too(gov, person):
    first = sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD_AGAIN)
    assert refs(second, gov.officer) == [f"proposal:{first.pk}"]
    assert refs(first, gov.officer) == [f"proposal:{second.pk}"]
    next_year = sudden(gov, person, "BK_BO", FLOOD, year=YEAR - 1)
    assert len(refs(next_year, gov.officer)) == 2
    far = sudden(gov, person, "BK_BO", FLOOD, year=YEAR - 3)
    assert refs(far, gov.officer) == []


def test_other_deeds_other_people_and_ended_dossiers_are_not(gov, person):
    draft = sudden(gov, person, "BK_TINH", FLOOD)
    sudden(gov, person, "GIAYKHEN", POWER)
    sudden(gov, assessed(StaffFactory(unit=gov.division)), "GIAYKHEN", FLOOD)
    ended = sudden(gov, person, "GIAYKHEN", FLOOD, occasion="Cứu hộ")
    proposals.withdraw(ended, by=gov.officer, at=AT, comment="Thôi.")
    assert refs(draft, gov.officer) == []


def test_titles_rest_on_the_same_work_as_the_law_has_it(gov, person):
    title = sudden(gov, person, "CSTDCS", FLOOD, basis="MERIT")
    sudden(gov, person, "LDTT", FLOOD, basis="MERIT")
    sudden(gov, person, "BK_TINH", FLOOD, basis="MERIT")
    assert refs(title, gov.officer) == []
    again = sudden(gov, person, "CSTDCS", FLOOD, basis="MERIT", year=YEAR - 1)
    assert refs(again, gov.officer) == [f"proposal:{title.pk}"]


def test_an_award_of_an_old_list_is_looked_at_and_a_decided_one_once(gov, person):
    old = row(
        recipient="NS001",
        name=person.full_name,
        award="GIAYKHEN",
        year=str(YEAR),
        decided_on="05/01/2021",
        merit=FLOOD,
    )
    found, _done = load(gov, old)
    assert told(found) == []
    draft = sudden(gov, person, "BK_TINH", FLOOD_AGAIN)
    (one,) = likenesses(draft, by=gov.officer)
    assert (one.kind, one.code) == ("award", "12/QĐ-SCT")
    services.acknowledge(draft, [one.ref], "Đợt khác.", by=gov.officer, at=AT)
    proposals.submit(draft, by=gov.officer, at=AT)
    (kept,) = draft.revisions.get().content["acknowledged"]
    assert (kept["other"], kept["note"]) == ("12/QĐ-SCT", "Đợt khác.")


def test_it_costs_the_same_however_many_there_are(gov, person, django_assert_num_queries):
    draft = sudden(gov, person, "BK_TINH", FLOOD)
    with django_assert_num_queries(2):
        likenesses(draft, by=SYSTEM)
    for number in range(5):
        sudden(gov, person, "GIAYKHEN", FLOOD, occasion=f"Đợt {number}")
    with django_assert_num_queries(2):
        assert len(likenesses(draft, by=SYSTEM)) == 5


# --- Answering ------------------------------------------------------------------------------


def test_it_is_not_sent_before_somebody_answered_and_reviewers_read_the_answer(gov, person):
    first = sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD_AGAIN)
    with pytest.raises(NotAcknowledged) as refused:
        proposals.submit(second, by=gov.officer, at=AT)
    (problem,) = refused.value.problems
    assert first.code in problem.reason
    assert f"proposal:{first.pk}" in problem.hint
    ref = f"proposal:{first.pk}"
    (made,) = services.acknowledge(second, [ref], "Đợt tháng 10.", by=gov.head, at=AT)
    assert (made.signature, made.other_proposal) == (gov.head.name, first)
    assert 60 <= made.score <= 100
    proposals.submit(second, by=gov.officer, at=AT)
    decide(gov, second, number="30/QĐ-UBND")


def test_no_way_round_the_answer(gov, person):
    sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD)
    with pytest.raises(GuardRefused, match="Thành tích giống"):
        perform(PROPOSAL_MACHINE, second, "submit", by=gov.officer, at=AT)


def test_an_answer_holds_until_the_texts_are_more_alike(gov, person):
    first = sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD_AGAIN)
    ref = f"proposal:{first.pk}"
    services.acknowledge(second, [ref], "Đợt tháng 10.", by=gov.officer, at=AT)
    assert services.not_acknowledged(second, by=gov.officer) == []
    entry = ProposalInput(
        year=YEAR,
        award_type=second.award_type,
        staff=person,
        basis="SUDDEN",
        merit=FLOOD,
    )
    changed = proposals.update(second, entry, by=gov.officer, at=AT, expected_version=1)
    assert [one.ref for one in services.not_acknowledged(changed, by=gov.officer)] == [ref]
    other = replace(entry, merit=POWER)
    changed = proposals.update(changed, other, by=gov.officer, at=AT, expected_version=2)
    proposals.submit(changed, by=gov.officer, at=AT)


@pytest.mark.parametrize(
    ("asked", "note", "field"),
    [
        ([], "Khác.", "refs"),
        (["proposal:999999"], "Khác.", "refs"),
        (None, "  ", "note"),
        (None, "x" * 501, "note"),
    ],
)
def test_an_answer_names_what_it_is_about_and_why(gov, person, asked, note, field):
    sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD)
    with pytest.raises(InvalidInput) as refused:
        services.acknowledge(
            second,
            refs(second, gov.officer) if asked is None else asked,
            note,
            by=gov.officer,
            at=AT,
        )
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not DuplicateAcknowledgement.objects.exists()


def test_only_who_makes_the_dossier_answers_and_only_before_it_is_sent(gov, person):
    sent = sudden(gov, person, "GIAYKHEN", FLOOD, submit=True)
    second = sudden(gov, person, "BK_TINH", FLOOD)
    with pytest.raises(Forbidden):
        services.acknowledge(second, [], "Khác.", by=gov.director, at=AT)
    with pytest.raises(IllegalTransition):
        services.acknowledge(sent, [], "Khác.", by=gov.officer, at=AT)


def test_of_another_agency_only_the_number_is_told(gov, person):
    first = sudden(gov, person, "GIAYKHEN", FLOOD)
    elsewhere = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Tài chính"
    )
    stranger = actor_with(Role.HR_OFFICER, elsewhere, on=DAY)
    appointments.transfer(
        staff=person, unit=elsewhere, on=DAY, post="Chuyên viên", by=SYSTEM, at=AT
    )
    person.refresh_from_db()
    second = sudden(gov, person, "BK_TINH", FLOOD, by=stranger)
    (one,) = likenesses(second, by=stranger)
    said = services.text_of(one)
    assert (one.is_visible, first.code in said) == (False, True)
    assert "ở đơn vị khác" in said
    assert gov.division.name not in said


def test_the_database_lets_nobody_change_an_answer(gov, person):
    sudden(gov, person, "GIAYKHEN", FLOOD)
    second = sudden(gov, person, "BK_TINH", FLOOD)
    (made,) = services.acknowledge(
        second, refs(second, gov.officer), "Khác.", by=gov.officer, at=AT
    )
    for change in (
        lambda: DuplicateAcknowledgement.objects.filter(pk=made.pk).update(note="A"),
        made.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

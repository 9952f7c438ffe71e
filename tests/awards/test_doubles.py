"""The same award, person and year: refused wherever it lies, and told as far as one may know."""

from __future__ import annotations

import pytest

from awards.models import Decision, RecordedAward
from awards.services import decisions, proposals
from awards.services.proposal_entry import ProposalInput
from core.errors import GuardRefused, InvalidInput
from core.scope import SYSTEM
from personnel.models import Role
from personnel.services import appointments
from tests.awards.old_awards import load, plan, row, told
from tests.factories.awards import (
    AT,
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
    decision_input,
)
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan", code="NS001"))


def asked(person, code="LDTT", year=YEAR, **values):
    return ProposalInput(year=year, award_type=award(code), staff=person, **values)


def refusal(entry, by):
    with pytest.raises(InvalidInput) as refused:
        proposals.create(entry, by=by, at=AT)
    (problem,) = refused.value.problems
    assert problem.field == "recipient"
    return f"{problem.reason} {problem.hint}"


def test_a_dossier_under_way_is_named_with_its_unit(gov, person):
    standing = ProposalFactory(gov=gov, staff=person)
    said = refusal(asked(person), gov.officer)
    assert standing.code in said
    assert gov.division.name in said
    assert f"Hãy mở hồ sơ {standing.code} đã có." in said


def test_an_award_of_an_old_list_counts_without_a_dossier(gov, person):
    load(gov, row(recipient="NS001", year=str(YEAR), decided_on="15/01/2021"))
    assert RecordedAward.objects.get().proposal_id is None
    said = refusal(asked(person), gov.officer)
    assert "quyết định 12/QĐ-SCT ngày 15/01/2021" in said
    assert gov.division.name in said


def test_a_decided_dossier_is_told_by_decision_and_number(gov, person):
    given = ProposalFactory(gov=gov, staff=person)
    decide(gov, given)
    said = refusal(asked(person), gov.officer)
    assert "18/QĐ-SCT" in said
    assert given.code in said


def test_of_another_agency_only_the_number_is_told(gov, person):
    """Moved since: the new agency learns that it stands, not where."""
    standing = ProposalFactory(gov=gov, staff=person)
    elsewhere = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Tài chính"
    )
    stranger = actor_with(Role.HR_OFFICER, elsewhere, on=DAY)
    _move(person, elsewhere)
    said = refusal(asked(person), stranger)
    assert standing.code in said
    assert "ở đơn vị khác" in said
    assert gov.division.name not in said
    assert "Hãy mở" not in said


def _move(person, unit):
    appointments.transfer(staff=person, unit=unit, on=DAY, post="Chuyên viên", by=SYSTEM, at=AT)
    person.refresh_from_db()


@pytest.mark.parametrize(
    ("code", "values", "is_double"),
    [
        ("LDTT", {"occasion": "Phong trào xanh"}, True),
        ("GIAYKHEN", {"occasion": "Phong trào xanh"}, False),
        ("GIAYKHEN", {"occasion": "PHONG TRÀO  đỏ"}, True),
        ("GIAYKHEN", {"occasion": "Phong trào đỏ", "qualifier": "Đợt 2"}, False),
    ],
)
def test_titles_are_given_once_a_year_and_forms_once_for_an_occasion(
    gov, person, code, values, is_double
):
    first = {} if code == "LDTT" else {"occasion": "Phong trào đỏ"}
    ProposalFactory(gov=gov, staff=person, code=code, submit=False, **first)
    if is_double:
        assert "đã có đề nghị" in refusal(asked(person, code, **values), gov.officer)
    else:
        assert proposals.create(asked(person, code, **values), by=gov.officer, at=AT).pk


def test_what_was_recorded_meanwhile_stops_sending_and_deciding(gov, person):
    draft = ProposalFactory(gov=gov, staff=person, submit=False)
    other = ProposalFactory(gov=gov, staff=assessed(StaffFactory(unit=gov.division)))
    twin_of_other = row(
        recipient=other.staff.code,
        name=other.staff.full_name,
        year=str(YEAR),
        decided_on="12/01/2021",
    )
    found = plan(gov, twin_of_other)
    assert f"hồ sơ {other.code}" in told(found)[0]
    _record_beside(draft)
    with pytest.raises(GuardRefused, match="đã có đề nghị"):
        proposals.submit(draft, by=gov.officer, at=AT)
    advance(gov, other, "DIRECTOR")
    _record_beside(other)
    with pytest.raises(GuardRefused, match="đã có đề nghị"):
        decisions.issue(
            decision_input(number="21/QĐ-SCT"),
            [(other, other.version)],
            by=gov.director,
            at=AT,
        )


def _record_beside(proposal):
    """An award of the same that came in without a dossier."""
    decision = Decision.objects.create(
        unit=proposal.unit.parent,
        decider="UNIT_HEAD",
        number=f"{proposal.pk}/CU",
        decided_on=DAY,
        year=DAY.year,
        signer_name="A",
        signer_post="B",
        summary="C",
        recorded_at=AT,
        recorded_by_name="D",
    )
    RecordedAward.objects.create(
        decision=decision,
        year=proposal.year,
        basis=proposal.basis,
        award_type=proposal.award_type,
        decider=proposal.decider,
        object_kind=proposal.object_kind,
        staff=proposal.staff,
        unit=proposal.unit,
        recipient_name=proposal.recipient_name,
        search_key="",
        unit_name=proposal.unit.name,
        recorded_at=AT,
    )

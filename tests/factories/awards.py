"""A small government for tests, proposals in it, and ways to move them along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import factory

from awards.domain.steps import StepKind
from awards.models import Decision, Proposal
from awards.models.recipient import Basis
from awards.services import decisions, proposals, review
from awards.services.decisions import DecisionInput
from awards.services.proposal_entry import ProposalInput
from awards.services.review import CouncilInput
from core import clock
from core.scope import SYSTEM, Actor
from personnel.models import Role, Staff, Unit, UnitKind
from personnel.services import staff as staff_services
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with, fresh

AT = datetime(2021, 1, 11, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = AT.date()
YEAR = 2020


@dataclass
class Government:
    """The State, a ministry, a province, one department with two divisions, and its people."""

    state: Unit
    ministry: Unit
    province: Unit
    department: Unit
    division: Unit
    other_division: Unit
    head: Actor
    officer: Actor
    council: Actor
    director: Actor
    auditor: Actor
    province_officer: Actor
    province_leader: Actor
    ministry_officer: Actor

    def actor(self, role: str) -> Actor:
        """Return the actor who holds the role."""
        return {
            Role.UNIT_HEAD: self.head,
            Role.HR_OFFICER: self.officer,
            Role.COUNCIL_MEMBER: self.council,
            Role.DIRECTOR: self.director,
            Role.AUDITOR: self.auditor,
            Role.PROVINCE_OFFICER: self.province_officer,
            Role.PROVINCE_LEADER: self.province_leader,
            Role.MINISTRY_OFFICER: self.ministry_officer,
        }[Role(role)]

    def actor_of_step(self, proposal: Proposal) -> Actor:
        """Return somebody who may act in the proposal's current step."""
        step = proposal.current_step
        if step.is_external:
            return self.officer
        return {
            StepKind.HEAD: self.director,
            StepKind.HR_CHECK: self.officer,
            StepKind.COUNCIL: self.council,
            StepKind.DIRECTOR: self.director,
            StepKind.PROVINCE_CHECK: self.province_officer,
            StepKind.PROVINCE: self.province_leader,
            StepKind.MINISTRY: self.ministry_officer,
        }[StepKind(step.kind)]


def make_government(*, upper_participates: bool = True) -> Government:
    """Build the units from the top and give every role to a person of its own."""
    state = UnitFactory(kind=UnitKind.STATE, name="Trung ương", participates=False)
    ministry = UnitFactory(
        kind=UnitKind.MINISTRY,
        name="Bộ Công Thương",
        parent=state,
        participates=upper_participates,
        has_legal_personality=True,
    )
    province = UnitFactory(
        kind=UnitKind.PROVINCE,
        name="UBND tỉnh Trà Vinh",
        parent=state,
        participates=upper_participates,
    )
    department = UnitFactory(
        kind=UnitKind.DEPARTMENT,
        name="Sở Công Thương",
        parent=province,
        has_legal_personality=True,
        sector_unit=ministry,
    )
    division = UnitFactory(name="Phòng Quản lý Công nghiệp", parent=department)
    other_division = UnitFactory(name="Văn phòng", parent=department)
    fresh(state, ministry, province, department, division, other_division)
    # The head works in the department: titles of the division go by the people of its own.
    return Government(
        state=state,
        ministry=ministry,
        province=province,
        department=department,
        division=division,
        other_division=other_division,
        head=actor_with(Role.UNIT_HEAD, division, staff=StaffFactory(unit=department), on=DAY),
        officer=actor_with(Role.HR_OFFICER, department, on=DAY),
        council=actor_with(Role.COUNCIL_MEMBER, department, on=DAY),
        director=actor_with(Role.DIRECTOR, department, on=DAY),
        auditor=actor_with(Role.AUDITOR, province, on=DAY),
        province_officer=actor_with(Role.PROVINCE_OFFICER, province, on=DAY),
        province_leader=actor_with(Role.PROVINCE_LEADER, province, on=DAY),
        ministry_officer=actor_with(Role.MINISTRY_OFFICER, ministry, on=DAY),
    )


def assessed(staff: Staff, grade: str = "GOOD", year: int = YEAR, at: datetime = AT) -> Staff:
    """Return the person with a grade of the year."""
    staff_services.record_assessment(
        staff=staff,
        year=year,
        grade=grade,
        decision_ref="15/QĐ-SCT",
        decided_on=date(year, 12, 20),
        by=SYSTEM,
        at=at,
    )
    return staff


# Without ten years of record these are given for a sudden deed, which is for people to judge.
_ABOVE = frozenset({"BK_TTG", "HCLD_3"})


def _propose(
    *, gov: Government, code: str, by: Actor | None, submit: bool, **values: Any
) -> Proposal:
    if code in _ABOVE:
        values.setdefault("basis", Basis.SUDDEN)
    entry = ProposalInput(award_type=award(code), **values)
    at = values.get("at", AT)
    proposal = proposals.create(entry, by=by or gov.officer, at=at)
    if submit:
        proposals.submit(proposal, by=by or gov.officer, at=at)
    return proposal


class ProposalFactory(factory.Factory):
    """A proposal of the HR officer for a person of the division with a good grade."""

    class Meta:
        model = _propose

    gov = factory.LazyFunction(make_government)
    code = "LDTT"
    staff = factory.LazyAttribute(
        lambda p: None if p.subject_unit else assessed(StaffFactory(unit=p.gov.division))
    )
    subject_unit = None
    year = YEAR
    merit = "Hoàn thành tốt các nhiệm vụ được giao trong năm."
    by = None
    submit = True


def council_result(**changes: Any) -> CouncilInput:
    """Return a vote of nine members, all for."""
    values: dict[str, Any] = {
        "minutes_number": "02/BB-HĐTĐKT",
        "met_on": DAY,
        "members": 9,
        "votes_for": 9,
        "votes_against": 0,
    }
    return CouncilInput(**{**values, **changes})


def decision_input(**changes: Any) -> DecisionInput:
    """Return the data of a decision by the director."""
    values: dict[str, Any] = {
        "number": "18/QĐ-SCT",
        "decided_on": DAY,
        "signer_name": "Phạm Minh Đức",
        "signer_post": "Giám đốc",
        "summary": "Về việc công nhận danh hiệu thi đua năm 2020",
    }
    return DecisionInput(**{**values, **changes})


def advance(gov: Government, proposal: Proposal, kind: StepKind, *, at: datetime = AT) -> Proposal:
    """Pass the steps before one of this kind, each by somebody who may."""
    while proposal.current_step.kind != kind:
        by = gov.actor_of_step(proposal)
        if proposal.current_step.kind == StepKind.COUNCIL:
            result = council_result(met_on=clock.day_of(at))
            review.record_council(proposal, result, by=by, at=at)
        else:
            document = "99/TTr" if proposal.current_step.is_external else ""
            review.act(proposal, "approve", by=by, at=at, document=document)
    return proposal


def decide(gov: Government, *decided: Proposal, at: datetime = AT, **changes: Any) -> Decision:
    """Bring the proposals to their deciding step and decide them with one decision."""
    for proposal in decided:
        last = proposal.steps.get(decides=True, revision=proposal.current_step.revision)
        advance(gov, proposal, StepKind(last.kind), at=at)
    return decisions.issue(
        decision_input(**changes),
        [(proposal, proposal.version) for proposal in decided],
        by=gov.actor_of_step(decided[0]),
        at=at,
    )

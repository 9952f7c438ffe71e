"""Cases brought into each state, and a small department to act in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from emulation import workflow
from emulation.models import EmulationYear, Initiative, Registration
from emulation.services import initiatives, registrations
from personnel.models import Role, Staff, Unit, User
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, UnitFactory, UserFactory, actor_for, fresh


@dataclass
class Department:
    """A department with two divisions, its people and their accounts."""

    province: Unit
    unit: Unit
    office: Unit
    other: Unit
    elsewhere: Unit
    year: EmulationYear
    person: Staff
    person_user: User
    head: Staff
    head_user: User
    officer_user: User
    director: Staff
    director_user: User

    def actor(self, user: User) -> Any:
        return actor_for(user)


def department() -> Department:
    """Province › department › (office, other division); another department beside it."""
    province = UnitFactory(kind="PROVINCE", name="Tỉnh Hải Đăng")
    unit = UnitFactory(kind="DEPARTMENT", parent=province, name="Sở Công Thương")
    office = UnitFactory(parent=unit, name="Văn phòng")
    other = UnitFactory(parent=unit, name="Thanh tra")
    elsewhere = UnitFactory(kind="DEPARTMENT", parent=province, name="Sở Nội vụ")
    fresh(province, unit, office, other, elsewhere)
    person = StaffFactory(unit=office, full_name="Nguyễn Thị Ánh")
    head = StaffFactory(unit=office, full_name="Trần Văn Bình", post="Chánh Văn phòng")
    director = StaffFactory(unit=unit, full_name="Lê Minh Dũng", post="Giám đốc")
    officer_user = UserFactory(roles=[(Role.HR_OFFICER, unit)])
    return Department(
        province=province,
        unit=unit,
        office=office,
        other=other,
        elsewhere=elsewhere,
        year=made.EmulationYearFactory(unit=unit, by=actor_for(officer_user)),
        person=person,
        person_user=UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, office)]),
        head=head,
        head_user=UserFactory(staff=head, roles=[(Role.UNIT_HEAD, office)]),
        officer_user=officer_user,
        director=director,
        director_user=UserFactory(staff=director, roles=[(Role.DIRECTOR, unit)]),
    )


def registration_in(state: str, place: Department, **values: Any) -> Registration:
    """A registration of the department's person in that state, reached by real steps."""
    by = actor_for(place.person_user)
    head = actor_for(place.head_user)
    case = made.RegistrationFactory(
        year=place.year, staff=place.person, by=by, submit=state != workflow.DRAFT, **values
    )
    if state == workflow.APPROVED:
        registrations.perform_transition(case, "approve", by=head, at=AT)
    elif state == workflow.RETURNED:
        registrations.perform_transition(case, "return", comment="Bổ sung cam kết.", by=head, at=AT)
    elif state == workflow.WITHDRAWN:
        registrations.perform_transition(case, "withdraw", by=by, at=AT)
    assert case.state == state
    return case


def initiative_in(state: str, place: Department, **values: Any) -> Initiative:
    """An initiative of the department's person in that state, reached by real steps."""
    by = actor_for(place.person_user)
    officer = actor_for(place.officer_user)
    case = made.InitiativeFactory(
        authors=[place.person], by=by, submit=state != workflow.DRAFT, **values
    )
    if state == workflow.RECOGNISED:
        initiatives.recognise(case, decision=made.decision(), by=officer, at=AT)
    elif state == workflow.NOT_RECOGNISED:
        initiatives.perform_transition(
            case, "reject", comment="Không mới tại đơn vị.", by=officer, at=AT
        )
    elif state == workflow.RETURNED:
        initiatives.perform_transition(case, "return", comment="Bổ sung mô tả.", by=officer, at=AT)
    elif state == workflow.WITHDRAWN:
        initiatives.perform_transition(case, "withdraw", by=by, at=AT)
    assert case.state == state
    return case

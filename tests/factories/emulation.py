"""Emulation years, registrations, initiatives and science works for tests, by the services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from emulation.models import (
    EmulationYear,
    Initiative,
    InitiativeKind,
    PhaseKind,
    Registration,
    ScienceWork,
    Scope,
    WorkKind,
    WorkRole,
)
from emulation.services import initiatives, registrations, science, years
from emulation.services.initiatives import Author, Content, Decision
from emulation.services.science import Part, WorkContent
from emulation.services.years import PhaseEntry
from legal.models import AwardType
from personnel.models import Role, Staff, Unit, User
from tests.factories.personnel import (
    AT,
    StaffFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_with,
)

REGISTRATION_OPENS = date(2020, 11, 1)
REGISTRATION_CLOSES = date(2020, 12, 10)


def phases(
    opens_on: date = REGISTRATION_OPENS, closes_on: date = REGISTRATION_CLOSES
) -> list[PhaseEntry]:
    """A registration phase that is open on the usual day of tests, and what follows it."""
    return [
        PhaseEntry(PhaseKind.REGISTRATION, opens_on, closes_on),
        PhaseEntry(PhaseKind.INITIATIVE, date(2021, 1, 4), date(2021, 9, 30)),
        PhaseEntry(PhaseKind.PROPOSAL, date(2021, 11, 1), date(2021, 11, 30)),
        PhaseEntry(PhaseKind.REVIEW, date(2021, 12, 1), date(2021, 12, 20)),
        PhaseEntry(PhaseKind.REPORT, date(2021, 12, 21), date(2021, 12, 31)),
    ]


def award(code: str = "LDTT") -> AwardType:
    """An award of the catalogue, which every test database holds."""
    return AwardType.objects.get(code=code)


def _open_year(*, unit: Unit, by: Any = None, **values: Any) -> EmulationYear:
    return years.open_year(unit=unit, by=by or actor_with(Role.HR_OFFICER, unit), **values)


def _register(
    *, year: EmulationYear, code: str, by: Any = None, submit: bool, **values: Any
) -> Registration:
    step = registrations.register if submit else registrations.draft
    officer = by or actor_with(Role.HR_OFFICER, year.unit)
    return step(year=year, award=award(code), by=officer, **values)


def _even(count: int) -> list[Decimal]:
    """Whole percentages that make a hundred; the first one has the odd ones."""
    each = 100 // count
    return [Decimal(100 - each * (count - 1)), *[Decimal(each)] * (count - 1)]


def _enter_initiative(
    *, authors: list[Staff], shares: list[Decimal] | None, submit: bool, **values: Any
) -> Initiative:
    content = Content(
        title=values.pop("title"),
        kind=values.pop("kind"),
        authors=[
            Author(person, share)
            for person, share in zip(authors, shares or _even(len(authors)), strict=True)
        ],
        summary=values.pop("summary"),
        benefit=values.pop("benefit"),
        first_applied_on=values.pop("first_applied_on"),
    )
    by = values.pop("by") or actor_with(Role.HR_OFFICER, authors[0].unit)
    step = initiatives.register if submit else initiatives.draft
    return step(content=content, by=by, **values)


class EmulationYearFactory(factory.Factory):
    """The year 2021 of a new department; registration is open on the usual day of tests."""

    class Meta:
        model = _open_year

    unit = factory.SubFactory(UnitFactory, kind="DEPARTMENT")
    year = 2021
    theme = "Đoàn kết, sáng tạo"
    phases = factory.LazyFunction(phases)
    by = None
    at = AT


class RegistrationFactory(factory.Factory):
    """A registration for LDTT entered by an officer: ``submit=False`` leaves it a draft."""

    class Meta:
        model = _register

    year = factory.SubFactory(EmulationYearFactory)
    code = "LDTT"
    staff = factory.LazyAttribute(
        lambda entry: None if entry.unit else StaffFactory(unit=entry.year.unit)
    )
    unit = None
    commitment = "Hoàn thành tốt nhiệm vụ được giao."
    late_reason = ""
    submit = True
    by = None
    at = AT


class InitiativeFactory(factory.Factory):
    """An initiative of one author with everything filled in; ``submit=False`` leaves a draft."""

    class Meta:
        model = _enter_initiative

    authors = factory.LazyFunction(lambda: [StaffFactory()])
    shares = None
    title = factory.Sequence(lambda n: f"Cải tiến quy trình tiếp nhận hồ sơ {n}")
    kind = InitiativeKind.MANAGEMENT
    summary = "Gộp hai bước kiểm tra thành một."
    benefit = "Giảm một nửa thời gian xử lý."
    first_applied_on = date(2020, 3, 2)
    year = 2020
    unit = None
    submit = True
    by = None
    at = AT


def decision(
    scope: str = "BASE",
    decision_number: str = "12/QĐ-SCT",
    decided_on: date = date(2020, 11, 20),
    signer: str = "Trần Văn Giám Đốc",
) -> Decision:
    """A decision that recognises an initiative."""
    return Decision(scope, decision_number, decided_on, signer)


def head_of(unit: Unit, staff: Staff | None = None) -> User:
    """An account that heads the unit."""
    return UserFactory(roles=[(Role.UNIT_HEAD, unit)], staff=staff)


def approved(registration: Registration, at: Any = AT) -> Registration:
    """The registration after its unit's head has approved it."""
    registrations.perform_transition(
        registration, "approve", by=actor_for(head_of(registration.unit)), at=at
    )
    return registration


def recognised(initiative: Initiative, at: Any = AT, **values: Any) -> Initiative:
    """The initiative after an officer has recorded the decision that recognises it."""
    initiatives.recognise(
        initiative,
        decision=decision(**values),
        by=actor_with(Role.HR_OFFICER, initiative.unit),
        at=at,
    )
    return initiative


def science_content(people: list[Staff], **values: Any) -> WorkContent:
    """An accepted topic of these people, the first one its chair."""
    parts = [
        Part(person, WorkRole.MEMBER if number else WorkRole.CHAIR)
        for number, person in enumerate(people)
    ]
    facts: dict[str, Any] = {
        "code": "ĐT-01/2020",
        "title": "Nghiên cứu bảo quản nông sản sau thu hoạch",
        "kind": WorkKind.TOPIC.value,
        "scope": Scope.BASE.value,
        "accepted_on": date(2020, 10, 15),
        "acceptance_ref": "45/QĐ-SKHCN",
        "members": parts,
    }
    return WorkContent(**facts | values)


def _record_work(
    *, members: list[Staff], unit: Unit | None, by: Any, at: Any, **values: Any
) -> ScienceWork:
    place = unit or members[0].unit
    return science.record(
        content=science_content(members, **values),
        unit=place,
        by=by or actor_with(Role.HR_OFFICER, place),
        at=at,
    )


class ScienceWorkFactory(factory.Factory):
    """An accepted topic recorded by an officer, one member; nothing of effect or influence."""

    class Meta:
        model = _record_work

    members = factory.LazyFunction(lambda: [StaffFactory()])
    code = factory.Sequence(lambda n: f"ĐT-{n:04d}/2020")
    title = factory.Sequence(lambda n: f"Nghiên cứu bảo quản nông sản {n}")
    unit = None
    by = None
    at = AT

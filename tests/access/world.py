"""One small country with a case of every kind, and people who stand to it in every way."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.models import RecordedAward
from core.models import Load, LoadState
from core.scope import SYSTEM
from emulation.services import blocs
from legal.services import rule_set_steps
from personnel.models import Role, Staff, Unit, User
from personnel.models.delegation import NOT_DELEGABLE
from personnel.services import (
    absences,
    bars,
    conduct,
    corrections,
    identity,
    privacy_settings,
    unit_grades,
)
from personnel.services import recipients as recipient_services
from tests.access.matrix import ABOVE, Standing
from tests.factories import emulation as made
from tests.factories import rule_sets
from tests.factories.awards import (
    AT,
    DAY,
    ProposalFactory,
    advance,
    assessed,
    decide,
    make_government,
)
from tests.factories.delegations import delegate, marry
from tests.factories.faults import made_fault
from tests.factories.personnel import (
    StaffFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_with,
    fresh,
    grant,
)

STEPS = {
    "head": ("LDTT", StepKind.HEAD),
    "check": ("LDTT", StepKind.HR_CHECK),
    "council": ("LDTT", StepKind.COUNCIL),
    "director": ("LDTT", StepKind.DIRECTOR),
    "province_check": ("BK_TINH", StepKind.PROVINCE_CHECK),
    "province": ("BK_TINH", StepKind.PROVINCE),
    "ministry": ("BK_BO", StepKind.MINISTRY),
    "prime_minister": ("BK_TTG", StepKind.PRIME_MINISTER),
}


def build() -> SimpleNamespace:
    """The country of the award factories, with one more department, and its cases."""
    gov = make_government()
    elsewhere = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Tài chính"
    )
    units = {name: getattr(gov, name) for name in {*ABOVE, *ABOVE.values()} - {"elsewhere"}}
    units["elsewhere"] = elsewhere
    fresh(*units.values())
    world = SimpleNamespace(gov=gov, units=units, **units)
    world.person = StaffFactory(unit=gov.division, code="NV-01", full_name="Kim Thị Ngọc Lan")
    _accounts(world)
    _conduct(world)
    _private(world)
    _emulation(world)
    _awards(world)
    _law(world)
    return world


def _accounts(world: SimpleNamespace) -> None:
    world.account = UserFactory(staff=StaffFactory(unit=world.division))
    world.load = Load.objects.create(
        importer="personnel.staff",
        owner=world.account,
        owner_name=world.account.full_name,
        name="nhan-su.xlsx",
        state=LoadState.DONE,
        uploaded_at=AT,
    )
    world.assignment = grant(world.account, Role.STAFF_MEMBER, world.division)
    world.recipient = recipient_services.create_recipient(
        unit=world.division, name="Công ty Biển Xanh", kind="ENTERPRISE", by=SYSTEM, at=AT
    )


def _conduct(world: SimpleNamespace) -> None:
    assessed(world.person)
    world.discipline = conduct.record_discipline(
        staff=world.person,
        form="REPRIMAND",
        decision_ref="09/QĐ-SCT",
        decided_on=date(2020, 12, 1),
        valid_from=date(2020, 12, 1),
        by=SYSTEM,
        at=AT,
    )
    world.bar = bars.record_bar(
        staff=world.person,
        source="Thuế tỉnh Trà Vinh",
        reason="Đang xác minh hóa đơn",
        document_ref="77/TTR",
        document_on=date(2020, 12, 1),
        by=SYSTEM,
        at=AT,
    )
    unit_grades.record_unit_grade(unit=world.division, year=2020, grade="GOOD", by=SYSTEM, at=AT)
    world.absence = absences.record_absence(
        staff=world.person,
        kind="TRAINING",
        valid_from=date(2020, 3, 2),
        valid_to=date(2020, 6, 1),
        by=SYSTEM,
        at=AT,
    )


def _private(world: SimpleNamespace) -> None:
    identity.set_number(staff=world.person, number="086199000123", by=SYSTEM, at=AT)
    keeper = actor_with(Role.DATA_OFFICER, world.state, on=DAY)
    privacy_settings.keep_sensitive(by=keeper, at=AT)
    me = UserFactory(staff=world.person, roles=[(Role.STAFF_MEMBER, world.division)])
    world.me = actor_for(me, DAY)
    world.correction = corrections.send(
        staff=world.person,
        topic="birth_date",
        wanted="05/06/1990",
        reason="Giấy khai sinh",
        by=world.me,
        at=AT,
    )


def _emulation(world: SimpleNamespace) -> None:
    officer = world.gov.officer
    world.year = made.EmulationYearFactory(
        unit=world.department,
        year=2022,
        by=officer,
        phases=made.phases(date(2021, 1, 4), date(2021, 3, 31))[:1],
        at=AT,
    )
    sent = {"year": world.year, "staff": world.person, "by": officer, "at": AT}
    world.registration = made.RegistrationFactory(**sent)
    world.registration_draft = made.RegistrationFactory(**sent, code="CSTDCS", submit=False)
    province = actor_with(Role.PROVINCE_OFFICER, world.province, on=DAY)
    world.bloc = blocs.open_bloc(organiser=world.province, name="Khối kinh tế", by=province, at=AT)
    start = date(2020, 1, 1)
    blocs.add_member(bloc=world.bloc, unit=world.department, valid_from=start, by=province, at=AT)
    one = {"authors": [world.person], "by": officer, "at": AT, "year": 2021}
    world.initiative = made.InitiativeFactory(**one)
    world.initiative_draft = made.InitiativeFactory(**one, submit=False)
    world.science = made.ScienceWorkFactory(members=[world.person], by=officer, at=AT)


def _awards(world: SimpleNamespace) -> None:
    gov = world.gov
    world.proposals = {}
    for name, (code, kind) in STEPS.items():
        proposal = ProposalFactory(gov=gov, code=code)
        world.proposals[name] = advance(gov, proposal, kind)
    world.proposals["bloc"] = advance(
        gov, ProposalFactory(gov=gov, code="CO_TINH", subject_unit=gov.department), StepKind.BLOC
    )
    world.proposals["draft"] = ProposalFactory(gov=gov, submit=False)
    given = ProposalFactory(gov=gov, staff=assessed(StaffFactory(unit=gov.division)))
    decide(gov, given)
    world.proposals["decided"] = given
    world.award = RecordedAward.objects.get(proposal=given)
    by_ministry = ProposalFactory(gov=gov, code="BK_BO")
    decide(gov, by_ministry, number="40/QĐ-BCT")
    world.ministry_award = RecordedAward.objects.get(proposal=by_ministry)
    for name, proposal in world.proposals.items():
        setattr(world, f"of_{name}", proposal.staff)


def _law(world: SimpleNamespace) -> None:
    """A draft of a rule-set, a version that somebody else sent in, and a rule that failed."""
    writer = actor_with(Role.LEGAL_OFFICER, world.state, on=DAY)
    world.sent_rule_set = rule_sets.open_draft("2025B", writer, AT)
    rule_set_steps.perform_step(world.sent_rule_set, "submit", by=writer, at=AT)
    rule_sets.open_draft("2026C", writer, AT)
    world.rule_fault = made_fault(at=AT)


# --- People ---------------------------------------------------------------------------------


class Somebody:
    """A person as the matrix needs him: how he stands, and how he asks."""

    def __init__(self, user: User, standing: Standing, delegation: Any = None) -> None:
        self.standing = standing
        self.user = user
        self.delegation = delegation
        self.browser = Client()
        self.browser.force_login(user)
        if delegation is not None:
            self.browser.post(reverse("personnel:acting_start", args=[delegation.pk]))

    def ask(self, ask: Any, world: Any) -> int:
        """Send the request and return the status of its answer."""
        url = reverse(ask.url, args=list(ask.args(world)))
        options: dict[str, Any] = {}
        if ask.url.startswith("api:"):
            if ask.method != "get":
                options["content_type"] = "application/json"
            if self.delegation is not None:
                options["headers"] = {"X-On-Behalf-Of": str(self.delegation.pk)}
        answer = getattr(self.browser, ask.method)(url, dict(ask.data(world)), **options)
        return answer.status_code


def somebody(world: SimpleNamespace, role: str, case: str, place: str) -> Somebody | None:
    """Somebody who stands in this way to what is judged at the place; ``None``: nobody can."""
    at = {"subtree": ABOVE.get(place), "outside": "elsewhere", "on_behalf_outside": "elsewhere"}
    name = at.get(case, place)
    if name is None:
        return None
    unit = world.units[name]
    if case.startswith("on_behalf"):
        return _deputy(world, role, case, name)
    period = {
        "after_the_date": {"valid_to": DAY},
        "before_the_date": {"valid_from": DAY + timedelta(1)},
    }.get(case, {})
    user = UserFactory()
    grant(user, role, unit, **period)
    return Somebody(user, Standing(role, None if period else name))


def _deputy(world: SimpleNamespace, role: str, case: str, name: str) -> Somebody | None:
    if role in NOT_DELEGABLE:
        return None
    unit = world.units[name]
    principal, deputy = UserFactory(roles=[(role, unit)]), UserFactory()
    start = DAY - timedelta(5)
    ends = DAY if case == "on_behalf_no_longer" else DAY + timedelta(5)
    given = delegate(principal, deputy, role, unit, start=start, end=ends, at=AT - timedelta(5))
    if case == "on_behalf_no_longer":
        return Somebody(deputy, Standing(role, None))
    return Somebody(deputy, Standing(role, name), given)


def near(world: SimpleNamespace, role: str, how: str, place: str, whose: Staff) -> Somebody | None:
    """Somebody with the role to whom the case is as near as that."""
    unit: Unit = world.units[place]
    User.objects.filter(staff=whose).update(staff=None)
    staff = whose if how in {"nominee", "principal"} else StaffFactory(unit=unit)
    if how in {"spouse", "principals_spouse"}:
        marry(staff, whose)
    holder = UserFactory(staff=staff, roles=[(role, unit)])
    if not how.startswith("principal"):
        return Somebody(holder, Standing(role, place))
    if role in NOT_DELEGABLE:
        return None
    deputy = UserFactory(staff=StaffFactory(unit=unit))
    given = delegate(holder, deputy, role, unit, start=DAY, end=DAY + timedelta(5), at=AT)
    return Somebody(deputy, Standing(role, place), given)

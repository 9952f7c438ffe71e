"""Who may let whom act on his behalf, what that reaches, and when it ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent, Notification
from personnel import permissions as policy
from personnel.models import Delegation, Role, RoleAssignment, Unit, User
from personnel.selectors import actors, delegations
from personnel.services import delegations as services
from personnel.services import staff as staff_services
from personnel.services.delegations import Terms
from tests.factories.delegations import delegate, marry, on_behalf
from tests.factories.personnel import (
    AT,
    DAY,
    StaffFactory,
    UserFactory,
    actor_for,
    actor_with,
    grant,
)

END = DAY + timedelta(10)


@pytest.fixture
def director(country):
    staff = StaffFactory(unit=country.industry)
    return UserFactory(staff=staff, roles=[(Role.DIRECTOR, country.industry)])


@pytest.fixture
def deputy(country):
    staff = StaffFactory(unit=country.trade)
    return UserFactory(staff=staff, roles=[(Role.STAFF_MEMBER, country.trade)])


def refused(principal, deputy, by=None, **changes):
    """The field a delegation is refused for."""
    values = {
        "role": Role.DIRECTOR,
        "kind": "DEPUTY",
        "valid_from": DAY,
        "valid_to": END,
        **changes,
    }
    with pytest.raises(InvalidInput) as found:
        services.give(
            principal=principal,
            deputy=deputy,
            terms=Terms(**values),
            by=by or actor_for(principal),
            at=AT,
        )
    assert not Delegation.objects.exists()
    return {problem.field for problem in found.value.problems}


# --- What it reaches ------------------------------------------------------------------------


def test_acting_on_behalf_gives_the_delegated_role_and_nothing_of_ones_own(
    country, director, deputy
):
    grant(deputy, Role.HR_OFFICER, country.health)
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    actor = on_behalf(deputy, given)
    assert actor.roles == {Role.DIRECTOR}
    assert actor.may("personnel.view_staff", country.trade.tree_start)
    assert not actor.may("personnel.view_staff", country.clinic.tree_start)
    assert (actor.name, actor.staff_id, actor.principal.user_id) == (
        deputy.full_name, None, director.pk,
    )  # fmt: skip
    assert actor.signature == f"{deputy.full_name}, thay mặt {director.full_name}"
    assert actor_for(deputy).roles == {Role.STAFF_MEMBER, Role.HR_OFFICER}


@pytest.mark.parametrize(
    ("held_at", "given_at", "reached"),
    [
        ("industry", "industry", {"industry", "office", "trade"}),
        ("industry", "trade", {"trade"}),
        ("trade", "industry", {"trade"}),
        ("health", "industry", set()),
    ],
)
def test_it_reaches_no_further_than_the_role_held_on_the_day(
    country, deputy, held_at, given_at, reached
):
    """The role may have changed since; the row itself is older."""
    principal = UserFactory(roles=[(Role.DIRECTOR, country.province)])
    given = delegate(principal, deputy, Role.DIRECTOR, getattr(country, given_at))
    RoleAssignment.objects.filter(user=principal).update(unit=getattr(country, held_at))
    actor = on_behalf(deputy, given)
    seen = {
        name
        for name, unit in vars(country).items()
        if actor.may("personnel.view_staff", unit.tree_start)
    }
    told = {
        name
        for name, unit in vars(country).items()
        if deputy in policy.who_can("personnel.view_staff", unit, DAY)
    }
    assert seen == told == reached


@pytest.mark.parametrize("what", ["before", "after", "role_ended", "principal_off", "revoked"])
def test_outside_its_time_it_gives_nothing(country, director, deputy, what):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry, start=DAY + timedelta(1))
    day = {"before": DAY, "after": END}.get(what, DAY + timedelta(2))
    if what == "role_ended":
        RoleAssignment.objects.filter(user=director).update(valid_to=DAY)
    if what == "principal_off":
        User.objects.filter(pk=director.pk).update(is_active=False)
    if what == "revoked":
        services.end(delegation=given, on=DAY, by=actor_for(director), at=AT)
    assert not on_behalf(deputy, given, day).may_somewhere("personnel.view_staff")
    assert deputy not in policy.who_can("personnel.view_staff", country.trade, day)


def test_a_delegation_of_somebody_else_gives_nothing(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    assert not on_behalf(UserFactory(), given).grants
    assert delegations.chosen(UserFactory().pk, given.pk, DAY) is None
    for nonsense in ("", "x", "-1", "9" * 40, "٣"):
        assert delegations.chosen(deputy.pk, nonsense, DAY) is None


def test_spouse_principal_and_his_spouse_are_too_close(country, director, deputy):
    wife, husband = (StaffFactory(unit=country.office) for _ in range(2))
    marry(deputy.staff, wife)
    marry(director.staff, husband)
    assert actor_for(deputy).close_staff_ids == {deputy.staff_id, wife.pk}
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    everybody = {deputy.staff_id, wife.pk, director.staff_id, husband.pk}
    assert on_behalf(deputy, given).close_staff_ids == everybody


def test_an_actor_costs_one_query_in_either_name(
    country, director, deputy, django_assert_num_queries
):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    given = delegations.chosen(deputy.pk, given.pk, DAY)
    for delegation in (None, given):
        with django_assert_num_queries(1):
            actors.actor_for(deputy, DAY, delegation)


# --- Giving ---------------------------------------------------------------------------------


def test_both_are_told_and_the_trail_keeps_it(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    event = AuditEvent.objects.get(action="personnel.delegation_given")
    assert (event.subject_id, event.actor_name) == (str(given.pk), director.full_name)
    told = Notification.objects.get(kind="personnel.delegation")
    assert told.recipient_id == deputy.pk
    services.end(delegation=given, on=DAY + timedelta(2), by=actor_for(deputy), at=AT)
    assert Notification.objects.filter(recipient_id=director.pk).count() == 1


def test_only_within_a_role_of_his_own(country, director, deputy):
    assert refused(director, deputy, unit=country.industry, role=Role.HR_OFFICER) == {"role"}
    assert refused(director, deputy, unit=country.province) == {"role"}
    assert refused(director, deputy, unit=country.clinic) == {"role"}
    RoleAssignment.objects.filter(user=director).update(valid_to=END - timedelta(1))
    assert refused(director, deputy, unit=country.industry) == {"valid_to"}


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.STAFF_MEMBER])
def test_some_roles_are_nobody_elses(country, deputy, role):
    principal = UserFactory(roles=[(role, country.industry)])
    assert refused(principal, deputy, unit=country.industry, role=role) == {"role"}


def test_faulty_terms_are_all_told_at_once(country, director, deputy):
    changes = {"kind": "X", "valid_from": DAY - timedelta(1), "valid_to": DAY - timedelta(1)}
    found = refused(director, deputy, unit=country.industry, **changes)
    assert found == {"kind", "valid_from", "valid_to"}
    found = refused(director, deputy, unit=country.industry, kind="MANDATE")
    assert found == {"document_ref"}


def test_not_to_himself_a_machine_or_a_closed_account(country, director):
    machine = UserFactory(is_service=True)
    closed = UserFactory()
    User.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    for deputy in (director, machine, closed):
        assert refused(director, deputy, unit=country.industry) == {"deputy"}


def test_not_twice_at_the_same_time(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    with pytest.raises(InvalidInput, match="đã được ủy quyền"):
        delegate(director, deputy, Role.DIRECTOR, country.industry, start=DAY + timedelta(3))
    row = Delegation.objects.get(pk=given.pk)
    row.pk, row.valid_from = None, DAY + timedelta(3)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    services.end(delegation=given, on=DAY, by=actor_for(director), at=AT)
    delegate(director, deputy, Role.DIRECTOR, country.industry)


def test_what_was_delegated_is_not_delegated_on(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    other = UserFactory()
    terms = Terms(Role.DIRECTOR, country.industry, "DEPUTY", DAY, END)
    with pytest.raises(Forbidden, match="ủy quyền lại"):
        services.give(
            principal=deputy, deputy=other, terms=terms, by=on_behalf(deputy, given), at=AT
        )
    with pytest.raises(InvalidInput):
        services.give(principal=deputy, deputy=other, terms=terms, by=actor_for(deputy), at=AT)


def test_the_administrator_records_it_on_a_document_and_never_for_himself(
    country, director, deputy
):
    staff = StaffFactory(unit=country.industry)
    admin = actor_with(Role.SYSTEM_ADMIN, country.industry, staff=staff)
    terms = Terms(Role.DIRECTOR, country.industry, "DEPUTY", DAY, END)
    values = {"principal": director, "by": admin, "at": AT}
    with pytest.raises(InvalidInput, match="văn bản"):
        services.give(deputy=deputy, terms=terms, **values)
    written = terms._replace(document_ref="15/GUQ-SCT")
    with pytest.raises(InvalidInput, match="tự ghi mình"):
        services.give(deputy=User.objects.get(pk=admin.user_id), terms=written, **values)
    given = services.give(deputy=deputy, terms=written, **values)
    assert on_behalf(deputy, given).roles == {Role.DIRECTOR}
    elsewhere = actor_with(Role.SYSTEM_ADMIN, country.health)
    with pytest.raises(NotVisible):
        services.give(deputy=deputy, terms=written, **{**values, "by": elsewhere})


def test_a_colleague_cannot_give_in_anothers_name(country, director, deputy):
    colleague = actor_with(Role.DIRECTOR, country.industry)
    terms = Terms(Role.DIRECTOR, country.industry, "DEPUTY", DAY, END)
    with pytest.raises(Forbidden):
        services.give(principal=director, deputy=deputy, terms=terms, by=colleague, at=AT)


# --- Ending ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["principal", "deputy", "admin", "stranger", "in_the_mode"])
def test_either_of_the_two_may_end_it(country, director, deputy, who):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    by = {
        "principal": lambda: actor_for(director),
        "deputy": lambda: actor_for(deputy),
        "admin": lambda: actor_with(Role.SYSTEM_ADMIN, country.industry),
        "stranger": lambda: actor_with(Role.DIRECTOR, country.industry),
        "in_the_mode": lambda: on_behalf(deputy, given),
    }[who]()
    if who in {"stranger", "in_the_mode"}:
        with pytest.raises(NotVisible):
            services.end(delegation=given, on=DAY, by=by, at=AT)
        return
    services.end(delegation=given, on=DAY + timedelta(1), by=by, at=AT)
    assert on_behalf(deputy, given, DAY).grants
    assert not on_behalf(deputy, given, DAY + timedelta(1)).grants
    with pytest.raises(InvalidInput, match="đã chấm dứt"):
        services.end(delegation=given, on=DAY + timedelta(1), by=by, at=AT)
    with pytest.raises(InvalidInput, match="hôm nay"):
        services.end(delegation=given, on=DAY - timedelta(1), by=by, at=AT)


def test_ended_on_its_first_day_it_stays_to_be_read(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.industry)
    services.end(delegation=given, on=DAY, by=actor_for(director), at=AT)
    assert [one.pk for one in delegations.of_person(director.pk)] == [given.pk]
    assert delegations.held_by(deputy.pk, DAY) == []


# --- What was done under it -----------------------------------------------------------------


def test_every_act_keeps_both_names_and_the_delegation(country, deputy):
    officer = UserFactory(roles=[(Role.HR_OFFICER, country.industry)])
    first = delegate(officer, deputy, Role.HR_OFFICER, country.trade)
    second = delegate(officer, deputy, Role.HR_OFFICER, country.office)
    person = StaffFactory(unit=country.trade)
    staff_services.leave(staff=person, on=DAY, by=on_behalf(deputy, first), at=AT)
    event = delegations.acts_under(first).get()
    assert (event.actor_name, event.on_behalf_name) == (deputy.full_name, officer.full_name)
    assert event.signature == f"{deputy.full_name}, thay mặt {officer.full_name}"
    assert event.on_behalf_id == officer.pk
    assert not delegations.acts_under(second).exists()


def test_the_units_of_a_list_are_those_delegated(country, director, deputy):
    given = delegate(director, deputy, Role.DIRECTOR, country.trade)
    assert list(Unit.objects.visible_to(on_behalf(deputy, given))) == [country.trade]

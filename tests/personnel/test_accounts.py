"""Accounts and roles: who may give them, and what a wrong entry says."""

from datetime import date

import pytest

from core.db.doubles import doubles_refused
from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, RoleAssignment, User
from personnel.services import accounts
from tests.factories.personnel import (
    AT,
    DAY,
    JOINED,
    PASSWORD,
    StaffFactory,
    UserFactory,
    actor_for,
    actor_with,
    grant,
)


def test_administrator_opens_accounts_and_grants_roles_in_his_reach(country):
    admin = actor_with(Role.SYSTEM_ADMIN, country.industry)
    user = UserFactory(by=admin)
    accounts.grant_role(
        user=user, role="DIRECTOR", unit=country.trade, valid_from=JOINED, by=admin, at=AT
    )
    assert actor_for(user).may("personnel.view_staff", country.trade.tree_start)
    with pytest.raises(Forbidden, match="không bao gồm"):
        accounts.grant_role(
            user=user, role="DIRECTOR", unit=country.clinic, valid_from=JOINED, by=admin, at=AT
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_nobody_else_opens_accounts_or_grants_roles(country, role):
    actor = actor_with(role, country.province)
    with pytest.raises(Forbidden, match="quản lý tài khoản"):
        UserFactory(by=actor)
    user = UserFactory()
    with pytest.raises(Forbidden):
        accounts.grant_role(
            user=user, role="DIRECTOR", unit=country.trade, valid_from=JOINED, by=actor, at=AT
        )
    with pytest.raises(Forbidden):
        accounts.set_active(user=user, active=False, by=actor, at=AT)


def test_faults_of_an_account_are_told_at_once(country):
    person = StaffFactory(unit=country.trade)
    UserFactory(username="ánh".replace("á", "a"), staff=person)
    with pytest.raises(InvalidInput) as refused:
        UserFactory(username="ANH", full_name="", email="x", staff=person, password="123")
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"username", "full_name", "email", "staff", "password"}


def test_an_account_without_password_cannot_sign_in(db):
    assert not UserFactory(password=None).has_usable_password()


def test_a_role_held_already_is_refused_with_its_day(country):
    user = UserFactory()
    first = grant(user, "DIRECTOR", country.trade)
    with pytest.raises(InvalidInput, match="đã có vai trò này"):
        grant(user, "DIRECTOR", country.trade, valid_from=DAY)
    accounts.end_role(assignment=first, on=DAY, by=SYSTEM, at=AT)
    grant(user, "DIRECTOR", country.trade, valid_from=DAY)
    with pytest.raises(InvalidInput, match="đã kết thúc từ ngày 30/11/2020"):
        accounts.end_role(
            assignment=RoleAssignment.objects.get(pk=first.pk), on=DAY, by=SYSTEM, at=AT
        )


def test_a_role_that_never_began_is_taken_away(country):
    user = UserFactory()
    coming = grant(user, "DIRECTOR", country.trade, valid_from=date(2021, 1, 1))
    accounts.end_role(assignment=coming, on=DAY, by=SYSTEM, at=AT)
    assert not RoleAssignment.objects.exists()
    assert AuditEvent.objects.filter(action="personnel.role_ended").count() == 1


def test_switching_off_and_on_leaves_a_trace(country):
    user = UserFactory()
    for active in (False, False, True):
        accounts.set_active(user=user, active=active, by=SYSTEM, at=AT)
    assert User.objects.get(pk=user.pk).is_active
    actions = AuditEvent.objects.filter(action__contains="switched").order_by("pk")
    assert [event.action for event in actions] == [
        "personnel.account_switched_off",
        "personnel.account_switched_on",
    ]


def test_an_account_opens_nobodys_record_outside_the_administrators_reach(country, people):
    admin = actor_with(Role.SYSTEM_ADMIN, country.industry)
    with pytest.raises(Forbidden):
        UserFactory(staff=people["clinic"], by=admin)
    assert UserFactory(staff=people["trade"], by=admin).staff == people["trade"]


def test_a_password_is_set_only_where_everything_behind_it_is_in_reach(country, people):
    admin = actor_with(Role.SYSTEM_ADMIN, country.industry)
    elsewhere = UserFactory(staff=people["clinic"], roles=[(Role.UNIT_HEAD, country.trade)])
    promoted = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    grant(promoted, Role.PROVINCE_LEADER, country.province, valid_from=date(2021, 1, 1))
    for user in (elsewhere, promoted):
        with pytest.raises(Forbidden, match="ngoài phạm vi"):
            accounts.set_password(user=user, password=PASSWORD, by=admin, at=AT)


def test_accounts_of_the_back_office_are_nobodys_to_take_over(country):
    admin = actor_with(Role.SYSTEM_ADMIN, country.province)
    operator = UserFactory()
    User.objects.filter(pk=operator.pk).update(is_superuser=True)
    for step in (
        lambda: accounts.set_password(user=operator, password=PASSWORD, by=admin, at=AT),
        lambda: grant_by(admin, operator, country.trade),
    ):
        with pytest.raises(NotVisible):
            step()


def test_a_role_is_given_only_to_an_account_one_looks_after(country):
    admin = actor_with(Role.SYSTEM_ADMIN, country.industry)
    with pytest.raises(NotVisible):
        grant_by(admin, UserFactory(roles=[(Role.DIRECTOR, country.health)]), country.trade)


def grant_by(admin, user, unit):
    return accounts.grant_role(
        user=user, role="UNIT_HEAD", unit=unit, valid_from=DAY, by=admin, at=AT
    )


def test_nobody_locks_himself_out(country):
    admin = actor_with(Role.SYSTEM_ADMIN, country.province)
    with pytest.raises(Forbidden, match="tự khóa"):
        accounts.set_active(user=User.objects.get(pk=admin.user_id), active=False, by=admin, at=AT)


def test_a_machine_has_no_password(country):
    with pytest.raises(InvalidInput, match="tài khoản máy không có mật khẩu"):
        UserFactory(is_service=True, password=PASSWORD)


def test_names_that_differ_in_case_are_one_also_for_the_database(db):
    UserFactory(username="anh")
    with pytest.raises(Stale, match="vừa ghi"), doubles_refused():
        User.objects.create(username="ANH", full_name="Anh")


def test_the_own_password_changes_with_a_trace_and_only_the_own(country):
    user = UserFactory(roles=[(Role.DIRECTOR, country.trade)])
    new = "sen-hong-thap-muoi-7"
    accounts.change_own_password(user=user, password=new, by=actor_for(user), at=AT)
    assert User.objects.get(pk=user.pk).check_password(new)
    event = AuditEvent.objects.get(action="personnel.password_changed")
    assert (event.actor_id, event.data) == (user.pk, {})
    with pytest.raises(Forbidden):
        accounts.change_own_password(user=UserFactory(), password=new, by=actor_for(user), at=AT)

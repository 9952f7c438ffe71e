"""Who may do what: the table as it was decided, and that all three questions agree with it."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Forbidden, NotVisible
from core.scope import SYSTEM, permissions
from personnel import permissions as policy
from personnel.models import Delegation, Role, Staff, Unit, User
from personnel.selectors import actors
from personnel.selectors.actors import ANONYMOUS
from tests.access.tables import PERSONNEL
from tests.factories.delegations import on_behalf
from tests.factories.personnel import (
    AT,
    DAY,
    JOINED,
    StaffFactory,
    UserFactory,
    actor_for,
    actor_with,
    grant,
)

STAFF_ACTIONS = ("personnel.view_staff", "personnel.change_staff")
# Actions of different sets of roles, for what is asked very often.
AGREED = ("personnel.view_unit", "personnel.manage_accounts", "personnel.view_sensitive")
# Every action may be asked about at a unit.
PLACED_ACTIONS = tuple(PERSONNEL)


def test_the_table_names_every_action():
    assert set(PERSONNEL) == set(policy.ACTIONS)


def test_every_app_names_only_roles_that_exist():
    for action in permissions.actions():
        assert permissions.roles_for(action) <= set(Role.values), action
    assert permissions.roles_for("legal.view_catalogue") == set(Role.values)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("place", ["own", "subtree", "outside", "above", "after_the_date"])
def test_role_by_action_by_place(country, role, place):
    """Held at the industry department: allowed there and below, nowhere else, not after its end."""
    ended = DAY if place == "after_the_date" else None
    user = UserFactory()
    grant(user, role, country.industry, valid_to=ended)
    actor = actor_for(user)
    unit = {
        "own": country.industry,
        "subtree": country.trade,
        "outside": country.pharmacy,
        "above": country.province,
        "after_the_date": country.trade,
    }[place]
    inside = place in ("own", "subtree")
    for action, roles in PERSONNEL.items():
        allowed = inside and role in roles
        assert policy.can(actor, action, unit).allowed is allowed, action
        assert (unit in Unit.objects.visible_to(actor, action)) is allowed, action
        assert (user in policy.who_can(action, unit, DAY)) is allowed, action
        assert (user in policy.users_who_can(action, unit.tree_start, DAY)) is allowed, action


def test_a_role_does_not_reach_before_its_first_day(country):
    user = UserFactory()
    grant(user, Role.DIRECTOR, country.industry, valid_from=DAY)
    assert not actor_for(user, DAY - timedelta(1)).may_somewhere("personnel.view_staff")
    assert actor_for(user, DAY).may("personnel.view_staff", country.trade.tree_start)


def test_nobody_and_switched_off_accounts_may_nothing(country):
    user = UserFactory(roles=[(Role.DIRECTOR, country.province)])
    User.objects.filter(pk=user.pk).update(is_active=False)
    StaffFactory(unit=country.trade)
    for actor in (ANONYMOUS, actor_for(user)):
        assert not Unit.objects.visible_to(actor).exists()
        assert not Staff.objects.visible_to(actor).exists()
        assert not policy.can(actor, "personnel.view_unit", country.trade).allowed
    assert user not in policy.who_can("personnel.view_unit", country.trade, DAY)


def test_own_record_is_seen_always_and_changed_never(country):
    me = StaffFactory(unit=country.trade)
    other = StaffFactory(unit=country.trade)
    actor = actor_with("STAFF_MEMBER", country.trade, staff=me)
    assert list(Staff.objects.visible_to(actor)) == [me]
    assert policy.can(actor, "personnel.view_staff", me).allowed
    assert not policy.can(actor, "personnel.view_staff", other).allowed
    assert not policy.can(actor, "personnel.change_staff", me).allowed
    assert not Staff.objects.visible_to(actor, "personnel.change_staff").exists()
    assert me.user in policy.who_can("personnel.view_staff", me, DAY)


def test_refusal_is_not_found_outside_and_a_reason_inside(country):
    auditor = actor_with("AUDITOR", country.industry)
    with pytest.raises(NotVisible):
        policy.require(auditor, "personnel.change_unit", country.clinic)
    with pytest.raises(Forbidden, match="không có quyền sửa đơn vị"):
        policy.require(auditor, "personnel.change_unit", country.trade)
    officer = actor_with("HR_OFFICER", country.trade)
    grant(User.objects.get(pk=officer.user_id), Role.DIRECTOR, country.industry)
    officer = actor_for(User.objects.get(pk=officer.user_id))
    with pytest.raises(Forbidden, match="không bao gồm"):
        policy.require(officer, "personnel.change_unit", country.office)


def test_set_up_commands_have_no_business_right_in_other_apps(country):
    assert policy.can(SYSTEM, "personnel.change_unit", country.trade).allowed
    assert not SYSTEM.may("personnel.change_unit", country.trade.tree_start)


def test_actor_costs_one_query_and_answers_without_more(country, django_assert_num_queries):
    roles = [(Role.UNIT_HEAD, country.trade), (Role.COUNCIL_MEMBER, country.industry)]
    user = UserFactory(roles=roles)
    with django_assert_num_queries(1):
        actor = actors.actor_for(user, DAY)
    with django_assert_num_queries(0):
        for action in permissions.actions():
            actor.ranges(action)
            actor.may(action, country.trade.tree_start)


ROLES = st.sampled_from(sorted(Role.values))
PLACES = st.sampled_from(["province", "industry", "trade", "health", "clinic", "ministry"])
PERIODS = st.sampled_from([(JOINED, None), (JOINED, DAY), (DAY, None), (DAY + timedelta(1), None)])
GRANTS = st.lists(
    st.tuples(st.integers(0, 2), ROLES, PLACES, PERIODS),
    max_size=8,
    unique_by=lambda given_role: given_role[:3],
)
DELEGATED = st.lists(
    st.tuples(st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 0)]), ROLES, PLACES, st.booleans()),
    max_size=4,
    unique_by=lambda one: one[:3],
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GRANTS, DELEGATED)
def test_the_three_questions_agree(country, grants, delegated):
    """What may I act on, may I act on this, who may act on this: one answer to all.

    Somebody may act when he may in his own name or in one of those he may take on.
    """
    with transaction.atomic():
        people = [StaffFactory(unit=unit) for unit in (country.trade, country.pharmacy)]
        users = [UserFactory(staff=people[0]), UserFactory(), UserFactory()]
        for who, role, place, (start, end) in grants:
            grant(users[who], role, getattr(country, place), start, end)
        held = {user.pk: [] for user in users}
        for (principal, deputy), role, place, ended in delegated:
            row = _row(users[principal], users[deputy], role, getattr(country, place), ended=ended)
            held[row.deputy_id].append(row)
        for user in users:
            names = [actor_for(user), *(on_behalf(user, row) for row in held[user.pk])]
            _compare(user, names, [*vars(country).values()], people)
        transaction.set_rollback(True)


def _row(principal, deputy, role, unit, *, ended):
    """A delegation as it may lie in the table: wider than the role behind it, or not backed."""
    return Delegation.objects.create(
        principal=principal,
        deputy=deputy,
        kind="DEPUTY",
        role=role,
        unit=unit,
        valid_from=JOINED,
        valid_to=DAY if ended else DAY + timedelta(1),
        recorded_at=AT,
        recorded_by_name="",
    )


def _compare(user, names, units, people):
    for actions, rows, model in ((AGREED, units, Unit), (STAFF_ACTIONS, people, Staff)):
        for action in actions:
            mine = [set(model.objects.visible_to(actor, action)) for actor in names]
            for row in rows:
                asked = [policy.can(actor, action, row).allowed for actor in names]
                assert asked == [row in seen for seen in mine]
                assert any(asked) == (user in policy.who_can(action, row, DAY))

"""The permission matrix: role × action × how somebody stands to it, by web and by API.

The tables say what was decided; every cell is asked of the policy and of real requests.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from core.scope import permissions
from personnel.models import Role
from personnel.permissions import users_who_can
from tests.access import asks_awards, asks_emulation, asks_legal, asks_personnel, tables
from tests.access.matrix import CASES, NEAR, Ask, expected
from tests.access.world import DAY, build, near, somebody
from tests.factories.delegations import on_behalf
from tests.factories.personnel import actor_for
from tests.support.clock import stopped_at

PACKAGES = {
    "personnel": asks_personnel.ASKS,
    "emulation": asks_emulation.ASKS,
    "awards": asks_awards.ASKS,
    "legal": asks_legal.ASKS,
}
ASKS = [ask for asks in PACKAGES.values() for ask in asks]
PLACES = sorted({ask.place for ask in ASKS})
# A request answers alike whyever a right is missing: the policy is asked in every case, requests
# in these.
ASKED = ("own", "subtree", "outside", "after_the_date", "on_behalf")
# A role that has not the action anywhere is refused where it would reach furthest.
ASKED_WITHOUT_RIGHT = ("subtree",)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for all cells; every request is taken back after its answer."""
    with django_db_blocker.unblock(), stopped_at(DAY.isoformat()), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(world):
    """Whoever was needed for a cell serves the next ones too."""
    known = {}

    def person(role, case, place):
        key = (role, case, place)
        if key not in known:
            known[key] = somebody(world, *key)
        return known[key]

    return person


# --- The table is whole ---------------------------------------------------------------------


def test_every_action_of_every_app_stands_in_a_table():
    assert set(tables.MARKS) == permissions.actions() - tables.BY_STEP


def test_the_code_gives_each_action_to_the_roles_of_the_table():
    code = {action: permissions.roles_for(action) for action in tables.MARKS}
    assert code == tables.MARKS


def test_every_action_is_asked_for_by_a_real_request():
    asked = {ask.action for ask in ASKS}
    # The State works nowhere near this installation: no role has its step.
    assert set(tables.MARKS) - asked == {"awards.state_lead"}


def test_the_administrator_has_no_business_rights():
    his = {action for action, roles in tables.MARKS.items() if "SYSTEM_ADMIN" in roles}
    assert his == {"personnel.manage_accounts", "legal.view_catalogue", "legal.repair_rules"}


# --- The policy -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_the_policy_answers_as_the_table(world, people, role):
    """Every action of every app, in every case, asked of the actor and of "who may"."""
    wrong = []
    for place in PLACES:
        position = world.units[place].tree_start
        found = {case: people(role, case, place) for case in CASES}
        actors = {case: _actor(who) for case, who in found.items() if who is not None}
        for action, roles in tables.MARKS.items():
            may = set(users_who_can(action, position, DAY).values_list("pk", flat=True))
            for case, actor in actors.items():
                right = CASES[case] and role in roles
                told = actor.user_id in may
                if (actor.may(action, position), told) != (right, right):
                    wrong.append((action, case, place, right, told))
    assert not wrong, "\n".join(map(str, wrong))


def _actor(who):
    if who.delegation is not None:
        return on_behalf(who.user, who.delegation, DAY)
    return actor_for(who.user, DAY)


# --- Real requests --------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("role", list(Role))
def test_requests_are_answered_as_the_table_says(world, people, role, package):
    wrong = []
    for ask in PACKAGES[package]:
        for case in ASKED if role in tables.MARKS[ask.action] else ASKED_WITHOUT_RIGHT:
            who = people(role, case, ask.place)
            if who is not None:
                right = expected(tables.MARKS, ask, who.standing, near=False)
                _compare(wrong, world, ask, who, case, right)
    assert not wrong, "\n".join(wrong)


NEARLY = [ask for ask in ASKS if ask.near]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_handles_a_case_near_to_him(world, role):
    """Nominee, author, spouse, principal: refused wherever a colleague's case would be handled."""
    wrong = []
    for ask in NEARLY:
        if role not in tables.MARKS[ask.action]:
            continue
        for how, may in NEAR.items():
            with transaction.atomic():
                whose = getattr(world, ask.near)
                who = near(world, role, how, ask.place, whose)
                if who is not None:
                    right = expected(tables.MARKS, ask, who.standing, near=not may)
                    # Whoever does not see it by his role sees it as his own.
                    right = 403 if how == "nominee" else right
                    _compare(wrong, world, ask, who, how, right)
                transaction.set_rollback(True)
    assert not wrong, "\n".join(map(str, wrong))


def _compare(wrong: list, world, ask: Ask, who, case: str, right: int) -> None:
    with transaction.atomic():
        got = who.ask(ask, world)
        transaction.set_rollback(True)
    if got != right:
        wrong.append(f"{ask.action} {case} at {ask.place}: {ask.label} gave {got}, not {right}")

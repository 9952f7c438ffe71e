"""The policy's three questions have one answer, in one's own name and in another's.

What may I act on, may I act on this, who may act on this: asked about every case of the small
country, for every role, also for deputies, spouses and those who act for somebody too near.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from awards import permissions as awards
from awards.models import Proposal
from emulation import permissions as emulation
from emulation.models import Initiative, Registration, ScienceWork
from personnel.models import Role
from personnel.selectors import holders
from tests.access.matrix import NEAR
from tests.access.world import DAY, build, near, somebody
from tests.factories.delegations import on_behalf
from tests.factories.personnel import actor_for
from tests.support.clock import stopped_at

PROPOSAL_ACTIONS = (awards.VIEW, awards.PROPOSE, awards.REVIEW, awards.JUDGE, "awards.annul")
REGISTRATION_ACTIONS = (
    emulation.VIEW_REGISTRATION,
    emulation.REGISTER,
    emulation.APPROVE_REGISTRATION,
)
INITIATIVE_ACTIONS = (
    emulation.VIEW_INITIATIVE,
    emulation.SUBMIT_INITIATIVE,
    emulation.DECIDE_INITIATIVE,
)
KINDS = (
    (awards, Proposal, PROPOSAL_ACTIONS),
    (emulation, Registration, REGISTRATION_ACTIONS),
    (emulation, Initiative, INITIATIVE_ACTIONS),
    (emulation, ScienceWork, (emulation.VIEW_INITIATIVE, emulation.DECIDE_INITIATIVE)),
)
WAYS = [
    *(("case", case) for case in ("own", "subtree", "outside", "on_behalf", "after_the_date")),
    *(("near", how) for how in NEAR),
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; what a test adds is taken back."""
    with django_db_blocker.unblock(), stopped_at(DAY.isoformat()), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STAFF_MEMBER])
def test_the_three_questions_agree_in_every_name(world, role):
    wrong = []
    for how, case in WAYS:
        with transaction.atomic():
            who = (
                somebody(world, role, case, "department")
                if how == "case"
                else near(world, role, case, "department", world.person)
            )
            if who is not None:
                wrong += [(how, case, *one) for one in _differences(who)]
            transaction.set_rollback(True)
    assert not wrong, "\n".join(map(str, wrong))


def _differences(who):
    names = [actor_for(who.user, DAY)]
    if who.delegation is not None:
        names.append(on_behalf(who.user, who.delegation, DAY))
    for policy, model, actions in KINDS:
        for action in actions:
            listed = [
                set(model.objects.visible_to(actor, action).values_list("pk", flat=True))
                for actor in names
            ]
            for thing in model.objects.all():
                asked = [policy.can(actor, action, thing).allowed for actor in names]
                told = policy.who_can(action, thing, DAY).filter(pk=who.user.pk).exists()
                if asked != [thing.pk in mine for mine in listed] or any(asked) != told:
                    yield action, str(thing), asked, told


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.DIRECTOR])
@pytest.mark.parametrize("how", NEAR)
def test_whoever_is_reminded_is_whoever_may_act(world, role, how):
    """Reminders read the ways to act at once; the policy is asked about one thing at a time."""
    with transaction.atomic():
        somebody(world, role, "own", "division")
        somebody(world, role, "on_behalf", "department")
        near(world, role, how, "department", world.person)
        ways = holders.ways(emulation.APPROVE_REGISTRATION, DAY)
        for case in Registration.objects.select_related("unit"):
            people, entered_by = emulation.case_of(emulation.APPROVE_REGISTRATION, case)
            position = emulation.position_of(case)
            reminded = {
                way.user_id
                for way in ways
                if way.reaches(position) and way.may_handle(people, entered_by)
            }
            may = emulation.who_can(emulation.APPROVE_REGISTRATION, case, DAY)
            assert reminded == set(may.values_list("pk", flat=True))
            assert reminded
        transaction.set_rollback(True)

"""Role × action × place, the three questions with one answer, and nobody judging himself."""

import pytest

from core.errors import Forbidden, NotVisible
from core.scope import SYSTEM
from emulation import permissions, workflow
from emulation.models import EmulationYear, Initiative, Registration
from emulation.services import initiatives, registrations
from personnel.models import Role, User
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, DAY, StaffFactory, UserFactory, actor_for, actor_with

# What a role may do with cases of the unit it is held at, or of a unit below; own cases apart.
READS = {"emulation.view_registration", "emulation.view_initiative", "emulation.view_year"}
MAY = {
    Role.STAFF_MEMBER: {"emulation.view_year"},
    Role.HR_OFFICER: READS
    | {
        "emulation.manage_year",
        "emulation.manage_bloc",
        "emulation.register",
        "emulation.submit_initiative",
        "emulation.decide_initiative",
    },
    Role.UNIT_HEAD: READS
    | {
        "emulation.register",
        "emulation.approve_registration",
        "emulation.submit_initiative",
    },
    Role.DIRECTOR: READS
    | {
        "emulation.manage_year",
        "emulation.approve_registration",
        "emulation.decide_initiative",
    },
    Role.COUNCIL_MEMBER: READS,
    Role.PROVINCE_OFFICER: READS | {"emulation.manage_bloc"},
    Role.PROVINCE_LEADER: READS,
    Role.MINISTRY_OFFICER: READS,
    Role.AUDITOR: READS,
    Role.DATA_OFFICER: set(),
    Role.LEGAL_OFFICER: set(),
    Role.SYSTEM_ADMIN: set(),
}
REGISTRATION_ACTIONS = (
    "emulation.view_registration",
    "emulation.register",
    "emulation.approve_registration",
)
INITIATIVE_ACTIONS = (
    "emulation.view_initiative",
    "emulation.submit_initiative",
    "emulation.decide_initiative",
)


def three_answers(actor, user, action, obj):
    """What each of the three questions says about one actor, action and thing."""
    return {
        "list": type(obj).objects.visible_to(actor, action).filter(pk=obj.pk).exists(),
        "one": permissions.can(actor, action, obj).allowed,
        "who": permissions.who_can(action, obj, DAY).filter(pk=user.pk).exists(),
    }


def all_say(expected):
    return {"list": expected, "one": expected, "who": expected}


def test_every_action_is_in_the_table():
    assert set().union(*MAY.values()) == set(permissions.ACTIONS)
    assert set(permissions.ACTION_LABELS) == set(permissions.ACTIONS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", ["office", "unit", "province", "other", "elsewhere"])
def test_a_role_reaches_its_unit_and_below_and_no_further(place, role, where):
    held_at = getattr(place, where)
    user = UserFactory(roles=[(role, held_at)])
    actor = actor_for(user)
    case = registration_in(workflow.SUBMITTED, place)
    idea = initiative_in(workflow.SUBMITTED, place)
    covers = where in {"office", "unit", "province"}
    for obj, actions in ((case, REGISTRATION_ACTIONS), (idea, INITIATIVE_ACTIONS)):
        for action in actions:
            expected = covers and action in MAY[role]
            assert three_answers(actor, user, action, obj) == all_say(expected), action


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", ["office", "unit", "province", "elsewhere"])
def test_a_year_is_seen_from_below_and_managed_from_its_unit_or_above(place, role, where):
    user = UserFactory(roles=[(role, getattr(place, where))])
    actor = actor_for(user)
    sees = where != "elsewhere" and "emulation.view_year" in MAY[role]
    manages = where in {"unit", "province"} and "emulation.manage_year" in MAY[role]
    year = EmulationYear.objects.get(pk=place.year.pk)
    assert three_answers(actor, user, "emulation.view_year", year) == all_say(sees)
    assert three_answers(actor, user, "emulation.manage_year", year) == all_say(manages)


def test_people_see_and_enter_what_is_their_own_without_a_role(place):
    user = UserFactory(staff=StaffFactory(unit=place.other))
    actor = actor_for(user)
    case = registrations.register(
        year=place.year, award=made.award(), staff=user.staff, by=actor, at=AT
    )
    idea = made.InitiativeFactory(authors=[user.staff, place.person], by=actor)
    strange = registration_in(workflow.SUBMITTED, place)
    for action in ("emulation.view_registration", "emulation.register"):
        assert three_answers(actor, user, action, case) == all_say(True)
        assert three_answers(actor, user, action, strange) == all_say(False)
    for action in ("emulation.view_initiative", "emulation.submit_initiative"):
        assert three_answers(actor, user, action, idea) == all_say(True)
        other = actor_for(place.person_user)
        assert three_answers(other, place.person_user, action, idea) == all_say(True)


def test_a_head_does_not_approve_his_own_registration_but_the_director_does(place):
    head, director = actor_for(place.head_user), actor_for(place.director_user)
    case = registrations.register(
        year=place.year, award=made.award(), staff=place.head, by=head, at=AT
    )
    action = "emulation.approve_registration"
    assert three_answers(head, place.head_user, action, case) == all_say(False)
    assert three_answers(director, place.director_user, action, case) == all_say(True)
    with pytest.raises(Forbidden, match="chính bạn"):
        registrations.perform_transition(case, "approve", by=head, at=AT)
    registrations.perform_transition(case, "approve", by=director, at=AT)


def test_whoever_enters_for_a_collective_does_not_approve_it(place):
    head, director = actor_for(place.head_user), actor_for(place.director_user)
    case = registrations.register(
        year=place.year, award=made.award("TTLDTT"), unit=place.office, by=head, at=AT
    )
    action = "emulation.approve_registration"
    assert three_answers(head, place.head_user, action, case) == all_say(False)
    assert three_answers(director, place.director_user, action, case) == all_say(True)
    with pytest.raises(Forbidden, match="tập thể"):
        registrations.perform_transition(case, "approve", by=head, at=AT)


def test_a_head_approves_what_he_entered_for_one_of_his_people(place):
    head = actor_for(place.head_user)
    case = registrations.register(
        year=place.year, award=made.award(), staff=place.person, by=head, at=AT
    )
    answers = three_answers(head, place.head_user, "emulation.approve_registration", case)
    assert answers == all_say(True)


def test_an_author_does_not_decide_his_own_initiative(place):
    author = StaffFactory(unit=place.unit)
    user = UserFactory(staff=author, roles=[(Role.HR_OFFICER, place.unit)])
    actor = actor_for(user)
    idea = made.InitiativeFactory(authors=[place.person, author], by=actor)
    action = "emulation.decide_initiative"
    assert three_answers(actor, user, action, idea) == all_say(False)
    with pytest.raises(Forbidden, match="tác giả"):
        initiatives.recognise(idea, decision=made.decision(), by=actor, at=AT)
    assert three_answers(
        actor_for(place.officer_user), place.officer_user, action, idea
    ) == all_say(True)


def test_accounts_that_are_off_and_roles_that_ended_count_for_nothing(place):
    case = registration_in(workflow.SUBMITTED, place)
    User.objects.filter(pk=place.head_user.pk).update(is_active=False)
    who = permissions.who_can("emulation.approve_registration", case, DAY)
    assert set(who) == {place.director_user}
    place.director_user.roles.update(valid_to=DAY)
    assert not permissions.who_can("emulation.approve_registration", case, DAY).exists()
    assert not permissions.can(
        actor_for(place.director_user), "emulation.approve_registration", case
    )


def test_the_system_itself_decides_nothing(place):
    case = registration_in(workflow.SUBMITTED, place)
    for action in REGISTRATION_ACTIONS:
        assert not permissions.can(SYSTEM, action, case)
        assert not Registration.objects.visible_to(SYSTEM, action).exists()
    assert not Initiative.objects.visible_to(SYSTEM).exists()


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.UNIT_HEAD, Role.STAFF_MEMBER])
def test_what_is_out_of_reach_does_not_exist(place, role):
    case = registration_in(workflow.SUBMITTED, place)
    stranger = actor_with(role, place.elsewhere)
    with pytest.raises(NotVisible):
        permissions.require(stranger, "emulation.approve_registration", case)


def test_in_reach_but_not_allowed_is_told_with_the_reason(place):
    case = registration_in(workflow.SUBMITTED, place)
    with pytest.raises(Forbidden, match="Hãy đề nghị"):
        permissions.require(actor_for(place.officer_user), "emulation.approve_registration", case)
    other_head = actor_with(Role.UNIT_HEAD, place.other)
    verdict = permissions.can(other_head, "emulation.approve_registration", case)
    assert "không bao gồm Văn phòng" in verdict.reason

"""Every state with every transition of the two tables."""

from decimal import Decimal

import pytest

from core.errors import Forbidden, IllegalTransition, InvalidInput, Stale
from core.models import AuditEvent
from emulation import workflow
from emulation.models import Initiative, Registration
from emulation.services import initiatives, registrations
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, actor_for

REGISTRATION_STATES = list(workflow.REGISTRATION.states)
INITIATIVE_STATES = list(workflow.INITIATIVE.states)
REVISIONS = set(workflow.REVISE_IN)


def product(table):
    for state in table.states:
        for transition in table.transitions:
            if transition.name not in REVISIONS:
                yield state, transition.name


def actor_of(place, action):
    """Somebody who may do the action with the cases of the department's person."""
    users = {
        "emulation.register": place.person_user,
        "emulation.submit_initiative": place.person_user,
        "emulation.approve_registration": place.head_user,
        "emulation.decide_initiative": place.officer_user,
    }
    return actor_for(users[action])


@pytest.mark.parametrize(("state", "name"), list(product(workflow.REGISTRATION)))
def test_registration_moves_only_as_the_table_says(place, state, name):
    case = registration_in(state, place)
    transition = workflow.REGISTRATION.get(name)
    by = actor_of(place, transition.action)
    before, version = case.transitions.count(), case.version
    if state in transition.sources:
        record = registrations.perform_transition(case, name, by=by, at=AT, comment="Lý do.")
        case.refresh_from_db()
        assert (case.state, case.version) == (transition.target, version + 1)
        assert (record.from_state, record.to_state) == (state, transition.target)
        event = AuditEvent.objects.latest("pk")
        assert event.action == f"emulation.registration.{name}"
        assert event.actor_id == by.user_id
    else:
        with pytest.raises(IllegalTransition) as refused:
            registrations.perform_transition(case, name, by=by, at=AT, comment="Lý do.")
        assert workflow.REGISTRATION.states[state] in refused.value.message
        case.refresh_from_db()
        assert (case.state, case.version) == (state, version)
        assert case.transitions.count() == before


@pytest.mark.parametrize(("state", "name"), list(product(workflow.INITIATIVE)))
def test_initiative_moves_only_as_the_table_says(place, state, name):
    case = initiative_in(state, place)
    transition = workflow.INITIATIVE.get(name)
    by = actor_of(place, transition.action)
    version = case.version
    data = made.decision(scope="PROVINCE")._asdict()
    if state in transition.sources:
        initiatives.perform_transition(case, name, by=by, at=AT, comment="Lý do.", data=data)
        case.refresh_from_db()
        assert (case.state, case.version) == (transition.target, version + 1)
    else:
        with pytest.raises(IllegalTransition):
            initiatives.perform_transition(case, name, by=by, at=AT, comment="Lý do.", data=data)
        case.refresh_from_db()
        assert (case.state, case.version) == (state, version)


@pytest.mark.parametrize("state", REGISTRATION_STATES)
def test_a_registration_is_revised_only_while_it_is_open(place, state):
    case = registration_in(state, place)
    by = actor_for(place.person_user)
    change = {"award": made.award("CSTDCS"), "commitment": "Có sáng kiến.", "by": by, "at": AT}
    if state in workflow.REGISTRATION_EDITABLE:
        registrations.revise(case, **change)
        fresh = Registration.objects.get(pk=case.pk)
        assert (fresh.award_type.code, fresh.commitment) == ("CSTDCS", "Có sáng kiến.")
        assert fresh.state == state
        record = fresh.transitions.latest("pk")
        assert record.data["before"]["award"] == "LDTT"
        assert record.data["after"]["award"] == "CSTDCS"
    else:
        with pytest.raises(IllegalTransition):
            registrations.revise(case, **change)


@pytest.mark.parametrize("state", INITIATIVE_STATES)
def test_an_initiative_is_revised_only_while_it_is_open(place, state):
    case = initiative_in(state, place)
    by = actor_for(place.person_user)
    content = initiatives.Content(
        title="Tên mới",
        kind="TECHNICAL",
        authors=[
            initiatives.Author(place.person, Decimal(60)),
            initiatives.Author(place.head, Decimal(40)),
        ],
    )
    if state in workflow.INITIATIVE_EDITABLE:
        initiatives.revise(case, content=content, by=by, at=AT)
        fresh = Initiative.objects.get(pk=case.pk)
        assert (fresh.title, fresh.kind, fresh.state) == ("Tên mới", "TECHNICAL", state)
        assert {author.staff_id: author.share for author in fresh.authors.all()} == {
            place.person.pk: 60,
            place.head.pk: 40,
        }
        assert [one.pk for one in Initiative.objects.matching("tran binh ten moi")] == [case.pk]
        assert [one.pk for one in Initiative.objects.matching(case.code)] == [case.pk]
    else:
        with pytest.raises(IllegalTransition):
            initiatives.revise(case, content=content, by=by, at=AT)


@pytest.mark.parametrize(
    ("table", "enter", "perform"),
    [
        (workflow.REGISTRATION, registration_in, registrations.perform_transition),
        (workflow.INITIATIVE, initiative_in, initiatives.perform_transition),
    ],
)
def test_a_step_that_needs_a_reason_is_refused_without_one(place, table, enter, perform):
    silent = [t for t in table.transitions if t.comment_required]
    assert silent
    for transition in silent:
        case = enter(min(transition.sources), place, **_apart(table, transition.name))
        with pytest.raises(InvalidInput, match="lý do"):
            perform(case, transition.name, by=actor_of(place, transition.action), at=AT)
        case.refresh_from_db()
        assert case.state in transition.sources


def _apart(table, name):
    """A registration of its own for each step, or the second would repeat the first."""
    if table is workflow.INITIATIVE:
        return {}
    return {"code": {"return": "LDTT", "withdraw_approved": "CSTDCS"}[name]}


def test_an_unknown_step_is_refused(place):
    case = registration_in(workflow.SUBMITTED, place)
    with pytest.raises(IllegalTransition, match="nhảy"):
        registrations.perform_transition(case, "nhảy", by=actor_for(place.head_user), at=AT)


def test_the_second_of_two_who_act_at_once_learns_what_changed(place):
    case = registration_in(workflow.SUBMITTED, place)
    seen = Registration.objects.get(pk=case.pk)
    head = actor_for(place.head_user)
    registrations.perform_transition(case, "return", comment="Thiếu cam kết.", by=head, at=AT)
    with pytest.raises(Stale) as stale:
        registrations.perform_transition(seen, "approve", by=actor_for(place.director_user), at=AT)
    assert [(change["label"], change["comment"]) for change in stale.value.changes] == [
        ("Trả lại để sửa", "Thiếu cam kết.")
    ]
    seen.refresh_from_db()
    assert seen.state == workflow.RETURNED


def test_a_revision_between_makes_the_view_stale_too(place):
    case = registration_in(workflow.DRAFT, place)
    seen = case.version
    by = actor_for(place.person_user)
    registrations.revise(case, award=case.award_type, commitment="Nội dung khác.", by=by, at=AT)
    with pytest.raises(Stale) as stale:
        registrations.perform_transition(case, "submit", by=by, at=AT, expected_version=seen)
    assert [change["label"] for change in stale.value.changes] == ["Sửa nội dung"]


def test_revising_without_a_difference_writes_nothing(place):
    case = registration_in(workflow.DRAFT, place)
    events = AuditEvent.objects.count()
    registrations.revise(
        case,
        award=case.award_type,
        commitment=f" {case.commitment}\n",
        by=actor_for(place.person_user),
        at=AT,
    )
    assert (case.version, AuditEvent.objects.count()) == (1, events)


def test_approving_twice_is_refused_the_second_time(place):
    case = registration_in(workflow.SUBMITTED, place)
    head = actor_for(place.head_user)
    registrations.perform_transition(case, "approve", by=head, at=AT)
    with pytest.raises(IllegalTransition, match="Đã duyệt"):
        registrations.perform_transition(case, "approve", by=head, at=AT)
    assert case.transitions.filter(name="approve").count() == 1


def test_options_say_why_not(place):
    case = registration_in(workflow.SUBMITTED, place)
    options = {
        option.transition.name: option
        for option in registrations.available(case, actor_for(place.person_user))
    }
    assert set(options) == {"approve", "return", "withdraw"}
    assert options["withdraw"].allowed
    assert not options["approve"].allowed
    assert "không có quyền duyệt đăng ký thi đua" in options["approve"].reason
    with pytest.raises(Forbidden):
        registrations.perform_transition(case, "approve", by=actor_for(place.person_user), at=AT)

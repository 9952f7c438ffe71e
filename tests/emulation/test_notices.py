"""Who is told when something moved: once each, also by e-mail."""

import pytest
from django.core import mail

from core import notifications, outbox
from core.models import Notification, OutboxMessage
from emulation import workflow
from emulation.services import initiatives, registrations
from personnel.models import Role
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, UserFactory, actor_for


def deliver():
    """Handle what waits in the outbox and return the new notices as (recipient, title)."""
    before = set(Notification.objects.values_list("pk", flat=True))
    outbox.drain(at=AT)
    assert not OutboxMessage.objects.exclude(last_error="").exists()
    new = Notification.objects.exclude(pk__in=before).order_by("recipient_id")
    return [(notice.recipient, notice.title) for notice in new]


def test_a_registration_sent_in_is_told_to_the_nearest_who_may_approve(place):
    registration_in(workflow.SUBMITTED, place)
    assert deliver() == [(place.head_user, "Chờ duyệt: đăng ký của Nguyễn Thị Ánh")]
    assert deliver() == []


def test_machines_read_no_notices(place):
    UserFactory(roles=[(Role.UNIT_HEAD, place.office)], is_service=True)
    registration_in(workflow.SUBMITTED, place)
    assert [user for user, _title in deliver()] == [place.head_user]


def test_the_heads_own_registration_goes_to_the_director(place):
    registrations.register(
        year=place.year,
        award=made.award(),
        staff=place.head,
        by=actor_for(place.head_user),
        at=AT,
    )
    assert [user for user, _title in deliver()] == [place.director_user]


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (workflow.APPROVED, "Đăng ký thi đua đã được duyệt"),
        (workflow.RETURNED, "Đăng ký thi đua được trả lại để sửa"),
    ],
)
def test_the_registrant_hears_what_came_of_it(place, state, title):
    registration_in(state, place)
    assert deliver()[0] == (place.person_user, title)
    body = Notification.objects.get(recipient=place.person_user).body
    assert ("Bổ sung cam kết." in body) == (state == workflow.RETURNED)


def test_who_entered_it_for_another_hears_too(place):
    officer = actor_for(place.officer_user)
    case = made.RegistrationFactory(year=place.year, staff=place.person, by=officer)
    deliver()
    registrations.perform_transition(case, "approve", by=actor_for(place.head_user), at=AT)
    assert {user for user, _title in deliver()} == {place.person_user, place.officer_user}


def test_an_approved_registration_withdrawn_is_told_to_its_approver(place):
    case = registration_in(workflow.APPROVED, place)
    deliver()
    registrations.perform_transition(
        case, "withdraw_approved", by=actor_for(place.person_user), at=AT, comment="Chuyển đơn vị."
    )
    assert deliver() == [(place.head_user, "Đã rút: đăng ký của Nguyễn Thị Ánh")]


def test_an_initiative_sent_in_is_told_to_the_officers_alone(place):
    case = initiative_in(workflow.SUBMITTED, place)
    assert deliver() == [(place.officer_user, f"Chờ xét: sáng kiến {case.code}")]


def test_without_an_officer_the_director_is_told(place):
    place.officer_user.roles.all().delete()
    initiative_in(workflow.SUBMITTED, place)
    assert [user for user, _title in deliver()] == [place.director_user]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (workflow.RECOGNISED, "được công nhận"),
        (workflow.NOT_RECOGNISED, "không được công nhận"),
        (workflow.RETURNED, "được trả lại để bổ sung"),
    ],
)
def test_the_authors_hear_what_came_of_it(place, state, words):
    case = initiative_in(state, place)
    told = dict(deliver())
    assert told[place.person_user] == f"Sáng kiến {case.code} {words}"
    body = Notification.objects.get(recipient=place.person_user).body
    assert ("12/QĐ-SCT" in body) == (state == workflow.RECOGNISED)


def test_every_co_author_hears_of_a_wider_recognition(place):
    case = made.InitiativeFactory(authors=[place.person, place.head])
    made.recognised(case)
    deliver()
    by = actor_for(place.officer_user)
    wider = made.decision("PROVINCE", "5/QĐ-UBND")
    initiatives.recognise(case, decision=wider, by=by, at=AT)
    told = [user for user, title in deliver() if "phạm vi mới" in title]
    assert {place.person_user, place.head_user} <= set(told)
    assert place.officer_user not in told


def test_a_message_handled_again_tells_nobody_twice(place):
    registration_in(workflow.SUBMITTED, place)
    deliver()
    OutboxMessage.objects.update(done_at=None, claimed_until=None)
    assert deliver() == []


def test_the_notice_goes_out_by_mail_to_those_with_an_address(place):
    second = UserFactory(roles=[(Role.UNIT_HEAD, place.office)], email="")
    registration_in(workflow.SUBMITTED, place)
    assert {user for user, _title in deliver()} == {place.head_user, second}
    notifications.send_pending(at=AT)
    assert [message.to for message in mail.outbox] == [[place.head_user.email]]
    assert "/thi-dua/" in mail.outbox[0].body

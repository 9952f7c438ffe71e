"""Closing reminders: the right people, the true number of days, each step once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Notification
from core.notifications import tell
from emulation import workflow
from emulation.reminders import registration_closing
from emulation.services import registrations, years
from personnel.models import Role
from personnel.services import staff as staff_services
from tests.emulation.cases import registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, SYSTEM, StaffFactory, UserFactory, actor_for, fresh

CLOSES = made.REGISTRATION_CLOSES


def before(days):
    return CLOSES - timedelta(days=days)


def told(as_of):
    return {notice.recipient_id: notice for notice in registration_closing(as_of=as_of)}


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (8, None),
        (7, "Còn 7 ngày đăng ký thi đua năm 2021"),
        (5, "Còn 5 ngày đăng ký thi đua năm 2021"),
        (3, "Còn 3 ngày đăng ký thi đua năm 2021"),
        (2, "Còn 2 ngày đăng ký thi đua năm 2021"),
        (1, "Còn 1 ngày đăng ký thi đua năm 2021"),
        (0, "Hôm nay hết hạn đăng ký thi đua năm 2021"),
        (-1, None),
    ],
)
def test_the_notice_tells_the_true_number_of_days(place, days, title):
    notices = told(before(days))
    if title is None:
        assert notices == {}
    else:
        assert notices[place.person_user.pk].title == title
        assert "hết hạn ngày 10/12/2020" in notices[place.person_user.pk].body


def test_nobody_is_reminded_before_the_phase_opens(place):
    years.set_phase(
        year=place.year,
        kind="REGISTRATION",
        opens_on=CLOSES,
        closes_on=CLOSES,
        by=actor_for(place.officer_user),
        at=AT,
    )
    assert told(before(1)) == {}
    assert told(before(0))


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        (workflow.DRAFT, True),
        (workflow.RETURNED, True),
        (workflow.WITHDRAWN, True),
        (workflow.SUBMITTED, False),
        (workflow.APPROVED, False),
    ],
)
def test_those_who_have_not_sent_a_registration_are_reminded(place, state, missing):
    registration_in(state, place)
    notices = told(before(3))
    assert (place.person_user.pk in notices) is missing
    if missing:
        assert "chưa gửi đăng ký" in notices[place.person_user.pk].body


def test_who_may_approve_hears_how_many_wait(place):
    registration_in(workflow.SUBMITTED, place)
    made.RegistrationFactory(year=place.year, staff=StaffFactory(unit=place.other))
    own = registrations.register(
        year=place.year,
        award=made.award(),
        staff=place.head,
        by=actor_for(place.head_user),
        at=AT,
    )
    notices = told(before(3))
    assert "Có 1 đăng ký đang chờ" in notices[place.head_user.pk].body
    assert "chưa gửi" not in notices[place.head_user.pk].body
    assert "Có 3 đăng ký đang chờ" in notices[place.director_user.pk].body
    assert "chưa gửi đăng ký" in notices[place.director_user.pk].body
    assert own.state == workflow.SUBMITTED
    assert place.officer_user.pk not in notices


def test_only_people_of_the_agency_with_an_active_account_are_reminded(place):
    stranger = UserFactory(staff=StaffFactory(unit=place.elsewhere))
    gone = UserFactory(staff=StaffFactory(unit=place.office))
    staff_services.leave(staff=gone.staff, on=date(2020, 11, 15), by=SYSTEM, at=AT)
    off = UserFactory(staff=StaffFactory(unit=place.office))
    type(off).objects.filter(pk=off.pk).update(is_active=False)
    silent = UserFactory(staff=StaffFactory(unit=place.office), email="")
    notices = told(before(3))
    assert not {stranger.pk, gone.pk, off.pk} & notices.keys()
    assert notices[silent.pk].has_email is False
    assert notices[place.person_user.pk].has_email is True


def test_an_extended_phase_is_announced_anew(place):
    tell(registration_closing(as_of=before(1)), at=AT)
    years.set_phase(
        year=place.year,
        kind="REGISTRATION",
        opens_on=made.REGISTRATION_OPENS,
        closes_on=CLOSES + timedelta(days=1),
        by=actor_for(place.officer_user),
        at=AT,
    )
    count = Notification.objects.count()
    tell(registration_closing(as_of=CLOSES), at=AT)
    assert Notification.objects.count() == 2 * count


def test_the_installation_may_choose_other_steps(place, settings):
    settings.REGISTRATION_REMINDER_DAYS = (10,)
    assert told(before(9))[place.person_user.pk].title.startswith("Còn 9 ngày")
    settings.REGISTRATION_REMINDER_DAYS = ()
    assert told(before(0)) == {}


def run(days):
    Notification.objects.all().delete()
    for each in days:
        tell(registration_closing(as_of=before(each)), at=AT)
    return sorted(Notification.objects.values_list("recipient_id", "key"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=20,
    deadline=None,
)
@given(days=st.lists(st.integers(-2, 9), max_size=10), repeats=st.integers(1, 24))
def test_however_often_or_late_the_job_runs_each_step_is_told_once(place, days, repeats):
    registrations_waiting(place)
    in_order = sorted(days, reverse=True)
    once = run(in_order)
    assert len(set(once)) == len(once)
    assert run([day for day in in_order for _again in range(min(repeats, 3))]) == once
    steps = {key.rsplit(":", 1)[1] for _user, key in once}
    reached = {"1" if d <= 1 else "3" if d <= 3 else "7" for d in days if 0 <= d <= 7}
    assert steps == reached


def registrations_waiting(place):
    if not place.year.registrations.exists():
        registration_in(workflow.SUBMITTED, place)


def test_a_job_every_hour_of_every_day_tells_three_times(place):
    for day in range(8, -2, -1):
        for _hour in range(24 if day == 3 else 2):
            tell(registration_closing(as_of=before(day)), at=AT)
    assert Notification.objects.filter(recipient=place.person_user).count() == 3


def test_the_number_of_queries_does_not_grow(place, django_assert_num_queries):
    for number in range(5):
        person = StaffFactory(unit=place.office)
        UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, place.office)])
        if number % 2:
            made.RegistrationFactory(
                year=place.year, staff=person, by=actor_for(place.officer_user)
            )
    second = made.EmulationYearFactory(unit=place.elsewhere)
    fresh(place.unit)
    UserFactory(staff=StaffFactory(unit=second.unit))
    with django_assert_num_queries(6):
        notices = registration_closing(as_of=before(3))
    assert len({notice.key for notice in notices}) == 2
    with django_assert_num_queries(1):
        assert registration_closing(as_of=before(30)) == []

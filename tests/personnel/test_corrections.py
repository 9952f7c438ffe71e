"""Requests for correction: who sends and answers them, by when, and who is told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from awards import reminders as all_reminders
from core import outbox
from core.errors import Forbidden, IllegalTransition, InvalidInput, NotVisible, Stale
from core.models import AuditEvent, Notification
from core.scope import SYSTEM
from core.workdays import due_date, is_workday, vietnamese_holidays
from personnel import reminders, workflow
from personnel.models import CorrectionRequest, CorrectionTopic
from personnel.selectors import corrections as reads
from personnel.services import corrections
from personnel.services.staff import update_staff
from tests.factories.personnel import (
    AT,
    StaffFactory,
    UserFactory,
    actor_for,
    actor_with,
    grant,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STEPS = ("accept", "refuse", "withdraw")


@pytest.fixture
def person(country):
    return StaffFactory(unit=country.trade, full_name="Thạch Thị Sa Rinh", code="CB-SR")


@pytest.fixture
def me(country, person):
    return actor_with("STAFF_MEMBER", country.trade, staff=person)


@pytest.fixture
def officer(country):
    return actor_with("HR_OFFICER", country.industry)


def sent(me, person, at=AT, **more):
    values = {"topic": "birth_date", "wanted": "05/06/1990", "reason": "Giấy khai sinh"} | more
    return corrections.send(staff=person, **values, by=me, at=at)


def in_state(me, officer, person, state):
    request = sent(me, person)
    step = {"ACCEPTED": "accept", "REFUSED": "refuse", "WITHDRAWN": "withdraw"}.get(state)
    if step:
        by = me if step == "withdraw" else officer
        corrections.perform_transition(request, step, by=by, at=AT, comment="Theo giấy tờ")
    return request


# --- The table ------------------------------------------------------------------------------


def test_the_table_is_sound():
    assert workflow.CORRECTION.problems() == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", workflow.CORRECTION.states)
def test_every_step_from_every_state(me, officer, person, state, step):
    request = in_state(me, officer, person, state)
    by = me if step == "withdraw" else officer

    def perform():
        corrections.perform_transition(request, step, by=by, at=AT, comment="Đã đối chiếu")

    if state == workflow.SENT:
        perform()
        assert request.state == workflow.CORRECTION.get(step).target
        names = [record.name for record in request.transitions.order_by("pk")]
        assert names == ["send", step]
    else:
        with pytest.raises(IllegalTransition):
            perform()
        assert CorrectionRequest.objects.get().state == state


def test_a_refusal_needs_a_reason_and_an_acceptance_does_not(me, officer, person):
    request = sent(me, person)
    with pytest.raises(InvalidInput, match="lý do"):
        corrections.perform_transition(request, "refuse", by=officer, at=AT, comment="  ")
    corrections.perform_transition(request, "accept", by=officer, at=AT)
    request.refresh_from_db()
    assert (request.state, request.answered_by_name) == ("ACCEPTED", officer.name)
    assert request.answered_at == AT


def test_the_answer_stays_with_the_request_and_nowhere_else(me, officer, person):
    request = in_state(me, officer, person, "REFUSED")
    request.refresh_from_db()
    assert request.answer == "Theo giấy tờ"
    for event in AuditEvent.objects.all():
        assert "Theo giấy tờ" not in str(event.data), event.action
    assert not request.transitions.exclude(comment="").exists()


def test_an_answer_tells_no_identity_number(me, officer, person):
    request = sent(me, person)
    with pytest.raises(InvalidInput, match="số định danh") as raised:
        corrections.perform_transition(
            request, "accept", by=officer, at=AT, comment="Đã ghi số 086 199 000 123"
        )
    assert raised.value.problems[0].field == "comment"
    assert CorrectionRequest.objects.get().state == workflow.SENT


def test_a_stale_view_is_refused(me, officer, person):
    request = sent(me, person)
    seen = request.version
    corrections.perform_transition(request, "withdraw", by=me, at=AT)
    again = CorrectionRequest.objects.get()
    with pytest.raises(Stale):
        corrections.perform_transition(again, "accept", by=officer, at=AT, expected_version=seen)


@pytest.mark.django_db
def test_steps_done_cannot_be_changed_in_the_database(me, person):
    sent(me, person)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE personnel_correctiontransition SET comment = 'x'")


# --- Sending --------------------------------------------------------------------------------


def test_what_is_recorded_is_kept_beside_what_is_wanted(me, person):
    update_staff(staff=person, birth_date=date(1990, 6, 5), by=SYSTEM, at=AT)
    request = sent(me, person)
    assert (request.current, request.wanted) == ("05/06/1990", "05/06/1990")
    assert sent(me, person, topic="award", wanted="Giấy khen năm 2019").current == ""
    event = AuditEvent.objects.filter(action="personnel.correction.send").first()
    assert event.data == {"topic": "birth_date", "due_on": "2020-12-02"}


def test_only_oneself_asks(country, me, person, officer):
    other = StaffFactory(unit=country.trade)
    for by in (me, officer):
        with pytest.raises(Forbidden):
            sent(by, other)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "nothing"),
        ("topic", CorrectionTopic.SENSITIVE),
        ("wanted", " "),
        ("wanted", "x" * 501),
        ("reason", "x" * 2001),
        ("wanted", "Số đúng là 086199000123"),
        ("reason", "086 199 000 123"),
        ("reason", "086.199.000.123 theo thẻ"),
    ],
)
def test_what_cannot_be_sent_names_its_field(me, person, field, value):
    with pytest.raises(InvalidInput) as caught:
        sent(me, person, **{field: value})
    assert [problem.field for problem in caught.value.problems] == [field]
    assert not CorrectionRequest.objects.exists()


def test_telephone_numbers_and_decisions_are_no_identity_numbers(me, person):
    assert sent(me, person, reason="Quyết định 123/QĐ-SCT ngày 05/06/2019, gọi 0912 345 678").pk


# --- The clock ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        (date(2020, 11, 30), date(2020, 12, 2)),  # Monday: Wednesday
        (date(2020, 12, 3), date(2020, 12, 7)),  # Thursday: over the week-end
        (date(2020, 12, 4), date(2020, 12, 8)),
        (date(2020, 12, 5), date(2020, 12, 8)),  # Saturday
        (date(2021, 2, 9), date(2021, 2, 18)),  # the day before Tết Tân Sửu begins
        (date(2020, 12, 31), date(2021, 1, 5)),  # over the New Year
    ],
)
def test_the_answer_is_due_on_the_second_working_day(me, person, sent_on, due_on):
    at = datetime.combine(sent_on, datetime.min.time().replace(hour=16), ZONE)
    request = sent(me, person, at=at)
    assert request.due_on == due_on
    assert not request.is_late(due_on)
    assert request.is_late(due_on + timedelta(1))


@given(st.dates(date(2016, 1, 1), date(2030, 12, 1)))
def test_between_sending_and_due_lie_exactly_two_working_days(start):
    holidays = vietnamese_holidays((start.year, start.year + 1))
    due = due_date(start, workflow.ANSWER_WORKDAYS)
    days = [start + timedelta(n) for n in range(1, (due - start).days + 1)]
    assert sum(is_workday(day, holidays) for day in days) == 2
    assert is_workday(due, holidays)


# --- Who answers ----------------------------------------------------------------------------


def test_nobody_answers_his_own_request_or_that_of_his_spouse(country, person):
    officer_self = actor_with("HR_OFFICER", country.industry, staff=person)
    request = sent(officer_self, person)
    with pytest.raises(Forbidden, match="tự trả lời"):
        corrections.perform_transition(request, "accept", by=officer_self, at=AT)
    assert request not in reads.waiting_for(officer_self)
    spouse = StaffFactory(unit=country.office)
    type(person).objects.filter(pk=person.pk).update(spouse=spouse)
    type(person).objects.filter(pk=spouse.pk).update(spouse=person)
    married = actor_with("HR_OFFICER", country.industry, staff=spouse)
    with pytest.raises(Forbidden, match="tự trả lời"):
        corrections.perform_transition(request, "accept", by=married, at=AT)
    assert request not in reads.waiting_for(married)
    above = actor_with("PROVINCE_OFFICER", country.province)
    assert request in reads.waiting_for(above)
    corrections.perform_transition(request, "accept", by=above, at=AT)


def test_who_sees_and_who_answers(country, me, person, officer):
    request = sent(me, person)
    sees = {"HR_OFFICER", "PROVINCE_OFFICER", "DATA_OFFICER"}
    answers = {"HR_OFFICER", "PROVINCE_OFFICER"}
    roles = ("HR_OFFICER", "PROVINCE_OFFICER", "DATA_OFFICER", "DIRECTOR", "UNIT_HEAD", "AUDITOR",
             "COUNCIL_MEMBER", "STAFF_MEMBER", "SYSTEM_ADMIN")  # fmt: skip
    for role in roles:
        actor = actor_with(role, country.industry)
        assert (request in reads.visible_to(actor)) is (role in sees), role
        assert (request in reads.waiting_for(actor)) is (role in answers), role
        assert corrections.can(actor, "personnel.answer_correction", request).allowed is (
            role in answers
        ), role
    outside = actor_with("HR_OFFICER", country.health)
    assert request not in reads.visible_to(outside)
    with pytest.raises(NotVisible):
        reads.visible_request(outside, request.pk)
    assert reads.visible_request(me, request.pk) == request
    with pytest.raises(Forbidden):
        corrections.perform_transition(request, "withdraw", by=officer, at=AT)


# --- Who is told ----------------------------------------------------------------------------


def told():
    return set(Notification.objects.values_list("kind", "recipient__username"))


def drained():
    outbox.drain(at=AT)
    return told()


def test_sending_tells_the_nearest_officers_and_the_answer_tells_the_person(country, me, person):
    near = UserFactory(username="gan", roles=[("HR_OFFICER", country.industry)])
    UserFactory(username="tinh", roles=[("PROVINCE_OFFICER", country.province)])
    UserFactory(username="khac", roles=[("HR_OFFICER", country.health)])
    request = sent(me, person)
    assert drained() == {("personnel.correction", "gan")}
    corrections.perform_transition(
        request, "refuse", by=actor_for(near), at=AT, comment="Giấy khai sinh ghi khác"
    )
    outbox.drain(at=AT)
    notice = Notification.objects.get(recipient_id=me.user_id)
    assert "Giấy khai sinh ghi khác" in notice.body
    assert notice.url.endswith(f"/{request.pk}/")


def test_where_the_only_officer_is_the_person_himself_the_next_above_is_told(country, person):
    own = UserFactory(username="chinhminh", staff=person, roles=[("HR_OFFICER", country.industry)])
    UserFactory(username="tinh", roles=[("PROVINCE_OFFICER", country.province)])
    sent(actor_for(own), person)
    assert drained() == {("personnel.correction", "tinh")}


def test_reminders_on_the_last_day_and_while_late_are_told_once(country, me, person):
    UserFactory(username="gan", roles=[("HR_OFFICER", country.industry)])
    guard = UserFactory(username="dulieu")
    grant(guard, "DATA_OFFICER", country.province)
    sent(me, person)  # due on Wednesday 2 December

    def keys(day):
        at = datetime.combine(day, datetime.min.time().replace(hour=8), ZONE)
        for _ in range(2):
            all_reminders.send(at=at)
        rows = Notification.objects.filter(kind=reminders.KIND).order_by("pk")
        return [(name, key.split(":")[1]) for name, key in rows.values_list(
            "recipient__username", "key")]  # fmt: skip

    assert keys(date(2020, 12, 1)) == []
    first = [("gan", "0")]
    assert keys(date(2020, 12, 2)) == first
    second = [*first, ("gan", "1"), ("dulieu", "1")]
    assert keys(date(2020, 12, 3)) == second
    assert keys(date(2020, 12, 4)) == second
    assert keys(date(2020, 12, 6)) == second  # Sunday after the second late working day
    assert keys(date(2020, 12, 7)) == [*second, ("gan", "2"), ("dulieu", "2")]


def test_an_answered_request_is_reminded_of_no_more(me, officer, person):
    request = sent(me, person)
    corrections.perform_transition(request, "accept", by=officer, at=AT)
    assert reminders.corrections_due(as_of=date(2020, 12, 9)) == []

"""Places of work over time: posts held beside, coming back, and the way back from mistakes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Appointment, Role, Staff
from personnel.selectors import staff as reads
from personnel.services import appointment_fixes as fixes
from personnel.services import appointments as steps
from personnel.services import staff as staff_steps
from personnel.services.rollover import roll_over
from tests.factories.personnel import AT, DAY, JOINED, StaffFactory, actor_with

MOVED = date(2020, 7, 1)
LATER = date(2020, 10, 1)
BY = {"by": SYSTEM, "at": AT}


def move(person, unit, on=MOVED, post="Phó Trưởng phòng", **more):
    return steps.transfer(staff=person, unit=unit, post=post, on=on, **{**BY, **more})


def beside(person, unit, on=MOVED, post="Thư ký hội đồng", **more):
    return steps.begin_concurrent(staff=person, unit=unit, post=post, on=on, **{**BY, **more})


def places(person, *, concurrent=False):
    rows = person.appointments.filter(is_concurrent=concurrent).order_by("valid_from")
    return [(one.unit.code, one.post, one.valid_from, one.valid_to) for one in rows]


# --- Posts held beside ------------------------------------------------------------------------


def test_a_post_beside_leaves_the_place_of_work_alone(country):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office, decision_ref="12/QĐ-SCT", is_manager=True)
    assert reads.unit_of(person, DAY) == country.trade
    assert reads.standings([person.pk], DAY)[person.pk].post == "Chuyên viên"
    assert not reads.roster(country.office, DAY)
    shown = reads.roster(country.office, DAY, with_concurrent=True).get()
    assert (shown.staff, shown.is_concurrent, shown.decision_ref) == (person, True, "12/QĐ-SCT")
    assert roll_over(on=DAY) == 0
    assert Staff.objects.get(pk=person.pk).unit == country.trade


def test_a_post_beside_ends_by_itself_with_service_and_by_a_step(country):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office, until=date(2020, 9, 1))
    second = beside(person, country.clinic, post="Thành viên")
    beside(person, country.industry, post="Ủy viên")
    steps.end_concurrent(appointment=second, on=LATER, decision_ref="30/QĐ", **BY)
    steps.leave(staff=person, on=DAY, **BY)
    ends = [end for _unit, _post, _start, end in places(person, concurrent=True)]
    assert sorted(ends) == [date(2020, 9, 1), LATER, DAY]
    event = AuditEvent.objects.get(action="personnel.staff_left")
    assert [post["post"] for post in event.data["posts_ended"]] == ["Ủy viên"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": date(2014, 1, 1)}, "trước ngày vào cơ quan"),
        ({"on": MOVED, "until": MOVED}, "phải sau ngày bắt đầu"),
        ({"post": " "}, "chưa có nội dung"),
        ({"post": "Chuyên viên", "place": "trade"}, "đã giữ chức vụ này"),
        ({"post": "Thư ký", "on": date(2020, 8, 1)}, "đã giữ chức vụ này"),
        ({"post": "Thư ký", "on": date(2019, 8, 1)}, "đã giữ chức vụ này"),
        ({"decision_ref": "x" * 61}, "tối đa 60"),
    ],
)
def test_posts_beside_that_cannot_be(country, values, words):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office, post="Thư ký")
    place = getattr(country, values.pop("place", "office"))
    with pytest.raises(InvalidInput, match=words):
        beside(person, place, **values)
    assert Appointment.objects.concurrent().count() == 1


def test_the_same_post_may_be_held_again_after_its_end(country):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office, until=LATER)
    beside(person, country.office, on=LATER)
    beside(person, country.office, on=date(2020, 1, 1), until=MOVED)
    assert len(places(person, concurrent=True)) == 3


def test_who_may_give_a_post_beside(country):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(NotVisible):
        beside(person, country.clinic, by=actor_with(Role.HR_OFFICER, country.industry))
    with pytest.raises(NotVisible):
        beside(person, country.clinic, by=actor_with(Role.HR_OFFICER, country.health))
    with pytest.raises(Forbidden):
        beside(person, country.office, by=actor_with(Role.DIRECTOR, country.industry))
    beside(person, country.clinic, by=actor_with(Role.PROVINCE_OFFICER, country.province))


def test_nobody_moves_into_the_very_post_he_holds_beside(country):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office, post="Chánh Văn phòng")
    with pytest.raises(InvalidInput, match="đã giữ chức vụ này"):
        move(person, country.office, on=LATER, post="Chánh Văn phòng")
    steps.end_concurrent(appointment=person.appointments.concurrent().get(), on=LATER, **BY)
    move(person, country.office, on=LATER, post="Chánh Văn phòng")


# --- Leaving and coming back ------------------------------------------------------------------


def test_somebody_who_left_comes_back_into_the_same_record(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=date(2018, 1, 1), **BY)
    back = steps.rehire(
        staff=person, unit=country.clinic, post="Bác sĩ", on=MOVED, decision_ref="7/QĐ", **BY
    )
    person.refresh_from_db()
    assert (person.left_on, person.unit, back.decision_ref) == (None, country.clinic, "7/QĐ")
    assert reads.unit_of(person, date(2019, 1, 1)) is None
    assert reads.unit_of(person, MOVED) == country.clinic
    assert person in Staff.objects.working_on(DAY)
    with pytest.raises(InvalidInput, match="không ở tình trạng thôi việc"):
        steps.rehire(staff=person, unit=country.trade, post="Chuyên viên", on=LATER, **BY)


def test_a_return_that_begins_later_shows_from_its_day(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=date(2018, 1, 1), **BY)
    begins = date(2021, 1, 1)
    steps.rehire(staff=person, unit=country.clinic, post="Bác sĩ", on=begins, **BY)
    person.refresh_from_db()
    assert (person.left_on, person.unit) == (date(2018, 1, 1), country.trade)
    roll_over(on=begins)
    person.refresh_from_db()
    assert (person.left_on, person.unit) == (None, country.clinic)
    assert roll_over(on=begins) == 0


def test_nobody_comes_back_before_he_left(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=MOVED, **BY)
    with pytest.raises(InvalidInput, match="trước ngày thôi việc"):
        steps.rehire(
            staff=person, unit=country.trade, post="Chuyên viên", on=date(2020, 6, 30), **BY
        )
    with pytest.raises(InvalidInput, match="Trở lại làm việc"):
        move(person, country.clinic, on=LATER)


# --- The way back -----------------------------------------------------------------------------


@pytest.mark.parametrize("on", [date(2020, 5, 1), date(2020, 9, 1)])
def test_a_wrong_first_day_moves_with_the_end_of_the_place_before(country, on):
    person = StaffFactory(unit=country.trade)
    wrong = move(person, country.clinic)
    fixes.correct_appointment(appointment=wrong, on=on, decision_ref="45/QĐ", **BY)
    assert places(person) == [
        ("SCT.trade", "Chuyên viên", JOINED, on),
        ("SYT.clinic", "Phó Trưởng phòng", on, None),
    ]
    event = AuditEvent.objects.get(action="personnel.appointment_corrected")
    assert event.data["changes"]["valid_from"] == {"from": "2020-07-01", "to": on.isoformat()}
    fixes.correct_appointment(appointment=wrong, on=on, **BY)
    assert AuditEvent.objects.filter(action="personnel.appointment_corrected").count() == 1


def test_a_wrong_unit_and_post_are_put_right_and_the_record_follows(country):
    person = StaffFactory(unit=country.trade)
    wrong = move(person, country.clinic)
    fixes.correct_appointment(
        appointment=wrong, unit=country.pharmacy, post="Dược sĩ", is_manager=True, **BY
    )
    assert Staff.objects.get(pk=person.pk).unit == country.pharmacy
    assert reads.standings([person.pk], DAY)[person.pk].is_manager
    first = person.appointments.earliest("valid_from")
    with pytest.raises(InvalidInput, match="đã có vị trí khác"):
        fixes.correct_appointment(appointment=first, post="Nhân viên", **BY)


def test_a_correction_into_the_future_takes_the_record_back(country):
    person = StaffFactory(unit=country.trade)
    wrong = move(person, country.clinic)
    fixes.correct_appointment(appointment=wrong, on=date(2021, 1, 1), **BY)
    assert Staff.objects.get(pk=person.pk).unit == country.trade


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": JOINED}, "phải sau ngày bắt đầu vị trí trước"),
        ({"on": date(1900, 1, 1)}, "nằm ngoài khoảng"),
        ({"post": ""}, "chưa có nội dung"),
    ],
)
def test_corrections_that_cannot_be(country, values, words):
    person = StaffFactory(unit=country.trade)
    wrong = move(person, country.clinic)
    before = places(person)
    with pytest.raises(InvalidInput, match=words):
        fixes.correct_appointment(appointment=wrong, **values, **BY)
    assert places(person) == before


def test_the_first_place_begins_with_service(country):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput, match="ngày vào cơ quan"):
        fixes.correct_appointment(appointment=person.appointments.get(), on=MOVED, **BY)
    fixes.correct_appointment(appointment=person.appointments.get(), post="Văn thư", **BY)
    assert places(person) == [("SCT.trade", "Văn thư", JOINED, None)]


def test_a_transfer_recorded_by_mistake_is_withdrawn(country):
    person = StaffFactory(unit=country.trade)
    before = places(person)
    wrong = move(person, country.clinic)
    fixes.withdraw_appointment(appointment=wrong, reason="Nhầm người", **BY)
    assert places(person) == before
    assert Staff.objects.get(pk=person.pk).unit == country.trade
    assert AuditEvent.objects.get(action="personnel.appointment_withdrawn").data["reason"]
    with pytest.raises(InvalidInput, match="vị trí đầu tiên"):
        fixes.withdraw_appointment(appointment=person.appointments.get(), reason="x", **BY)


def test_a_return_recorded_by_mistake_is_withdrawn(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=date(2018, 1, 1), **BY)
    back = steps.rehire(staff=person, unit=country.clinic, post="Bác sĩ", on=MOVED, **BY)
    fixes.withdraw_appointment(appointment=back, reason="Chưa có quyết định", **BY)
    person.refresh_from_db()
    assert (person.left_on, person.unit) == (date(2018, 1, 1), country.trade)
    assert places(person) == [("SCT.trade", "Chuyên viên", JOINED, date(2018, 1, 1))]


def test_steps_recorded_ahead_leave_the_record_where_it_is_today(country):
    person = StaffFactory(unit=country.trade)
    move(person, country.office, on=DAY + timedelta(10))
    last = move(person, country.clinic, on=DAY + timedelta(20))
    assert Staff.objects.get(pk=person.pk).unit == country.trade
    fixes.correct_appointment(appointment=last, post="Trưởng phòng", **BY)
    assert Staff.objects.get(pk=person.pk).unit == country.trade
    fixes.withdraw_appointment(appointment=last, reason="ghi nhầm", **BY)
    assert Staff.objects.get(pk=person.pk).unit == country.trade
    assert roll_over(on=DAY) == 0


def test_leaving_is_corrected_or_taken_back(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=MOVED, **BY)
    fixes.correct_leave(staff=person, on=LATER, **BY)
    assert reads.unit_of(person, date(2020, 9, 30)) == country.trade
    fixes.correct_leave(staff=person, on=None, **BY)
    person.refresh_from_db()
    assert person.left_on is None
    assert reads.unit_of(person, DAY) == country.trade
    with pytest.raises(InvalidInput, match="chưa thôi việc"):
        fixes.correct_leave(staff=person, on=LATER, **BY)


def test_stale_steps_are_refused(country):
    person = StaffFactory(unit=country.trade)
    old = Staff.objects.get(pk=person.pk)
    post = beside(person, country.office)
    for act in (
        lambda: beside(old, country.office, post="Khác"),
        lambda: move(old, country.clinic),
        lambda: fixes.correct_appointment(appointment=post, post="Khác", expected_version=1, **BY),
    ):
        with pytest.raises(Stale), transaction.atomic():
            act()
    assert len(places(person, concurrent=True)) == 1


# --- What the database itself refuses ---------------------------------------------------------

_DAYS = st.dates(JOINED, date(2021, 12, 31))
_PERIODS = st.tuples(_DAYS, st.one_of(st.none(), st.integers(1, 900)), st.booleans())


def _rows(drawn):
    for start, length, is_concurrent in drawn:
        yield start, start + timedelta(length) if length else None, is_concurrent


def _overlap(one, other):
    (start, end), (start2, end2) = one, other
    return (end2 is None or start < end2) and (end is None or start2 < end)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=st.lists(_PERIODS, min_size=1, max_size=6))
def test_no_two_places_of_work_on_a_day_even_past_the_services(country, drawn):
    """Posts beside may overlap; two places of work never do, whatever writes them."""
    person = StaffFactory(unit=country.trade, joined_on=date(2012, 1, 2))
    Appointment.objects.filter(staff=person).delete()
    kept = []
    for number, (start, end, is_concurrent) in enumerate(_rows(drawn)):
        row = Appointment(
            staff=person,
            unit=country.trade,
            post=f"Chức vụ {number}",
            valid_from=start,
            valid_to=end,
            is_concurrent=is_concurrent,
        )
        clash = not is_concurrent and any(_overlap((start, end), one) for one in kept)
        if clash:
            with pytest.raises(IntegrityError), transaction.atomic():
                Appointment.objects.bulk_create([row])
        else:
            Appointment.objects.bulk_create([row])
            if not is_concurrent:
                kept.append((start, end))
    for day in {start for start, _end in kept}:
        assert Appointment.objects.main().filter(staff=person).in_force_on(day).count() == 1


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["move", "leave", "back", "beside", "fix", "undo"]),
            st.dates(date(2015, 3, 1), date(2020, 11, 30)),
            st.sampled_from(["trade", "office", "clinic"]),
        ),
        max_size=12,
    )
)
def test_whatever_is_entered_the_history_stays_sound(country, acts):
    """Any order of steps, refused or not, leaves one place a day and a true current unit."""
    person = StaffFactory(unit=country.trade)
    for number, (act, on, place) in enumerate(acts):
        _try(act, Staff.objects.get(pk=person.pk), on, getattr(country, place), number)
    person.refresh_from_db()
    main = list(person.appointments.main().order_by("valid_from"))
    assert main[0].valid_from == person.joined_on
    for one, following in pairwise(main):
        assert one.valid_to is not None
        assert one.valid_to <= following.valid_from
    assert main[-1].valid_to == person.left_on
    assert person.unit_id == main[-1].unit_id


def _try(act, person, on, unit, number):
    last = person.appointments.main().latest("valid_from")
    post = {"unit": unit, "post": f"Chức vụ {number}", "on": on}
    calls = {
        "move": lambda: steps.transfer(staff=person, **post, **BY),
        "leave": lambda: steps.leave(staff=person, on=on, **BY),
        "back": lambda: steps.rehire(staff=person, **post, **BY),
        "beside": lambda: steps.begin_concurrent(staff=person, **post, **BY),
        "fix": lambda: fixes.correct_appointment(appointment=last, **post, **BY),
        "undo": lambda: fixes.withdraw_appointment(appointment=last, reason="Nhầm", **BY),
    }
    try:
        with transaction.atomic():
            calls[act]()
    except InvalidInput:
        pass


def test_service_begins_no_later_than_a_post_held_beside(country):
    person = StaffFactory(unit=country.trade)
    beside(person, country.office)
    with pytest.raises(InvalidInput, match="sau ngày bắt đầu kiêm nhiệm"):
        staff_steps.update_staff(staff=person, joined_on=LATER, **BY)
    staff_steps.update_staff(staff=person, joined_on=MOVED, **BY)

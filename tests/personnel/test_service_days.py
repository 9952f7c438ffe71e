"""Day of recruitment, first day of public service, day of retirement: kept in order, everywhere."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, Staff
from personnel.selectors import own_data
from personnel.services import corrections, person_facts, versions
from personnel.services import staff as steps
from personnel.services.checks import Checks
from personnel.services.staff_sync import upsert_by_external_id
from tests.factories.personnel import AT, JOINED, StaffFactory, actor_with
from tests.personnel.browsing import browser_of, page, post
from tests.personnel.loading import told, undo, wrong
from tests.personnel.staff_rows import load, row
from tests.personnel.test_staff_sync import PERSON

BY = {"by": SYSTEM, "at": AT}
DAYS = {
    "recruited_on": date(2016, 1, 4),
    "service_from": date(2009, 9, 1),
    "retires_on": date(2044, 6, 1),
}
FILE_DAYS = {
    "Ngày tuyển dụng": "04/01/2016",
    "Ngày bắt đầu công tác trong khu vực nhà nước": "01/09/2009",
    "Ngày nghỉ hưu dự kiến": "01/06/2044",
}


def kept():
    return Staff.objects.values(*DAYS).get()


def test_they_are_recorded_with_the_person_and_told_in_the_trail(country):
    StaffFactory(unit=country.trade, **DAYS)
    assert kept() == DAYS
    event = AuditEvent.objects.get(action="personnel.staff_hired")
    assert event.data["recruited_on"] == "2016-01-04"


def test_a_change_is_told_in_words_to_whoever_was_slower(country):
    person = StaffFactory(unit=country.trade)
    steps.update_staff(staff=person, retires_on=DAYS["retires_on"], **BY)
    changed = versions.changes_since(person, 1)[0]["fields"]
    assert [(one["label"], one["from"], one["to"]) for one in changed] == [
        ("Ngày nghỉ hưu dự kiến", "(trống)", "01/06/2044")
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"recruited_on": date(2015, 3, 1)}, "recruited_on"),
        ({"service_from": date(2015, 3, 3)}, "service_from"),
        ({"service_from": date(1979, 1, 1), "birth_date": date(1980, 1, 1)}, "service_from"),
        ({"retires_on": JOINED}, "retires_on"),
        ({"retires_on": date(2300, 1, 1)}, "retires_on"),
        ({"joined_on": date(2016, 1, 5), **DAYS}, "recruited_on"),
        ({"joined_on": date(2009, 8, 31), **DAYS}, "service_from"),
    ],
)
def test_days_out_of_order_are_refused(country, values, field):
    with pytest.raises(InvalidInput) as refused:
        StaffFactory(unit=country.trade, **values)
    assert field in {one.field for one in refused.value.problems}
    assert not Staff.objects.exists()


def test_the_first_days_may_be_the_same(country):
    StaffFactory(unit=country.trade, recruited_on=JOINED, service_from=JOINED)


@pytest.mark.parametrize(
    "values",
    [
        {"recruited_on": date(2015, 3, 1)},
        {"service_from": date(2015, 3, 3)},
        {"retires_on": JOINED},
    ],
)
def test_the_database_refuses_them_too(country, values):
    StaffFactory(unit=country.trade)
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.update(**values)


_APART = st.none() | st.integers(-3, 3)


@given(recruited=_APART, began=_APART, retires=_APART)
def test_what_the_check_lets_through_is_in_order(recruited, began, retires):
    def day(apart):
        return None if apart is None else JOINED + timedelta(apart)

    checks = Checks()
    facts = {
        **person_facts.UNSAID,
        "code": "CB1", "full_name": "Kim Lan", "category": "WORKER", "joined_on": JOINED,
        "recruited_on": day(recruited), "service_from": day(began), "retires_on": day(retires),
    }  # fmt: skip
    person_facts.clean_alone(checks, facts)
    in_order = (
        (began is None or began <= 0)
        and (recruited is None or recruited >= 0)
        and (retires is None or retires > 0)
    )
    assert in_order == (not checks.problems)


# --- Lists, pages, other software -------------------------------------------------------------


def test_a_list_tells_them_and_is_taken_back(country):
    plan, first = load(row() | FILE_DAYS)
    assert told(plan) == []
    assert kept() == DAYS
    # An empty cell says nothing; another day is a change.
    _plan, second = load(row() | FILE_DAYS | {"Ngày nghỉ hưu dự kiến": "01/07/2044"})
    load(row())
    assert kept() == DAYS | {"retires_on": date(2044, 7, 1)}
    undo(second)
    assert kept() == DAYS
    assert first.summary["written"]["created"] == 1


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Ngày tuyển dụng", "01/01/2012"),
        ("Ngày bắt đầu công tác trong khu vực nhà nước", "01/04/2012"),
        ("Ngày nghỉ hưu dự kiến", "01/01/2012"),
        ("Ngày nghỉ hưu dự kiến", "31/02/2044"),
    ],
)
def test_a_wrong_day_in_a_list_is_named(country, heading, text):
    plan, done = load(row() | {heading: text})
    assert (wrong(plan), done) == ([(2, heading)], None)
    load(row())
    plan, done = load(row() | {heading: text})
    assert (wrong(plan), done) == ([(2, heading)], None)


def test_the_form_asks_for_them_and_says_why(country):
    StaffFactory(unit=country.trade, code="CB1")
    officer = browser_of(Role.HR_OFFICER, country.industry)
    form = page(officer, "staff_edit", "CB1").content.decode()
    assert "không tính từ ngày tuyển dụng" in form
    person = Staff.objects.get()
    sent = {
        "code": "CB1", "full_name": person.full_name, "category": person.category,
        "joined_on": "02/03/2015", "version": person.version,
        "recruited_on": "04/01/2016", "service_from": "01/09/2009", "retires_on": "01/06/2044",
    }  # fmt: skip
    refused = post(officer, "staff_edit", "CB1", **sent | {"recruited_on": "01/01/2015"})
    assert refused.status_code == 422
    assert "trước ngày vào cơ quan" in refused.content.decode()
    assert post(officer, "staff_edit", "CB1", **sent).status_code == 302
    assert kept() == DAYS
    shown = page(officer, "staff_detail", "CB1").content.decode()
    assert "Ngày nghỉ hưu dự kiến" in shown
    assert "01/06/2044" in shown


def test_other_software_tells_them_and_what_it_does_not_tell_stays(country):
    def sync(service):
        data = replace(PERSON, service=service)
        return upsert_by_external_id(external_id="HRM-7", data=data, **BY)

    sync(DAYS)
    assert kept() == DAYS
    sync({})
    assert kept() == DAYS
    sync({"retires_on": None})
    assert kept() == DAYS | {"retires_on": None}


def test_the_person_reads_them_and_may_say_that_one_is_wrong(country):
    person = StaffFactory(unit=country.trade, **DAYS)
    facts = dict(own_data.sections(person)[0].rows)
    assert facts["Ngày tuyển dụng"] == DAYS["recruited_on"]
    assert facts["Ngày nghỉ hưu dự kiến"] == DAYS["retires_on"]
    me = actor_with(Role.STAFF_MEMBER, country.trade, staff=person)
    sent = corrections.send(staff=person, topic="service_from", wanted="01/09/2008", by=me, at=AT)
    assert sent.current == "01/09/2009"

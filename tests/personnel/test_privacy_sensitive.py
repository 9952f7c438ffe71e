"""Sensitive facts: off until switched on, behind a right of their own, gone when switched off."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from django.db import connection, transaction

from core.errors import Forbidden, GuardRefused, InvalidInput, NotVisible
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import CorrectionTopic, SensitiveFacts
from personnel.selectors import privacy
from personnel.services import corrections, privacy_settings, purposes, sensitive
from personnel.services.staff import update_staff
from tests.factories.personnel import AT, StaffFactory, actor_with


@pytest.fixture
def keeper(country):
    return actor_with("DATA_OFFICER", country.province)


@pytest.fixture
def switched_on(keeper):
    privacy_settings.keep_sensitive(by=keeper, at=AT)


def written(staff, by, **more):
    values = {"ethnicity": "Khmer", "religion": "Phật giáo"} | more
    sensitive.set_facts(staff=staff, **values, by=by, at=AT)


def test_off_by_default_nothing_is_taken_or_shown(country, keeper):
    staff = StaffFactory(unit=country.trade)
    assert not privacy.keeps_sensitive()
    assert CorrectionTopic.SENSITIVE not in corrections.topics()
    with pytest.raises(NotVisible, match="không lưu"):
        written(staff, keeper)
    with pytest.raises(NotVisible, match="không lưu"):
        sensitive.look(staff=staff, purpose="CHECK", by=keeper, at=AT)
    assert not SensitiveFacts.objects.exists()


def test_switched_on_they_are_kept_and_each_look_is_written_down(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    written(staff, keeper, party_joined_on=date(2012, 2, 3))
    with pytest.raises(InvalidInput):
        sensitive.look(staff=staff, by=keeper, at=AT)
    found = sensitive.look(staff=staff, purpose="CHECK", by=keeper, at=AT)
    assert (found.ethnicity, found.religion) == ("Khmer", "Phật giáo")
    assert found.party_joined_on == date(2012, 2, 3)
    event = AuditEvent.objects.get(action=sensitive.VIEWED)
    assert event.data == {"purpose": "CHECK", "note": ""}
    assert CorrectionTopic.SENSITIVE in corrections.topics()


def test_the_trail_never_holds_what_they_say(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    written(staff, keeper)
    written(staff, keeper)
    written(staff, keeper, religion="")
    events = AuditEvent.objects.filter(action=sensitive.SET).order_by("pk")
    assert [event.data["fields"] for event in events] == [["ethnicity", "religion"], ["religion"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT data, subject_label FROM core_auditevent")
        trail = str(cursor.fetchall())
    assert "Khmer" not in trail
    assert "Phật giáo" not in trail


def test_all_empty_takes_the_row_away(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    written(staff, keeper)
    sensitive.set_facts(staff=staff, by=keeper, at=AT)
    assert not SensitiveFacts.objects.exists()


def test_what_cannot_be_is_refused(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    update_staff(staff=staff, birth_date=date(1990, 1, 1), by=SYSTEM, at=AT)
    for more in ({"ethnicity": "x" * 61}, {"party_joined_on": date(1989, 1, 1)}):
        with pytest.raises(InvalidInput):
            written(staff, keeper, **more)


def test_a_day_to_come_is_refused(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput, match="ở sau hôm nay"):
        written(staff, keeper, party_joined_on=date(2020, 12, 1))
    written(staff, keeper, party_joined_on=AT.date())


def test_a_right_of_their_own(country, keeper, switched_on):
    staff = StaffFactory(unit=country.trade)
    written(staff, keeper)
    for role in ("HR_OFFICER", "PROVINCE_OFFICER", "DIRECTOR", "AUDITOR", "COUNCIL_MEMBER"):
        actor = actor_with(role, country.industry)
        with pytest.raises(Forbidden):
            sensitive.look(staff=staff, purpose="CHECK", by=actor, at=AT)
        with pytest.raises(Forbidden):
            written(staff, actor)
    for role in ("SYSTEM_ADMIN", "STAFF_MEMBER"):
        with pytest.raises(NotVisible):
            sensitive.look(
                staff=staff, purpose="CHECK", by=actor_with(role, country.province), at=AT
            )
    with pytest.raises(NotVisible):
        sensitive.look(
            staff=staff, purpose="CHECK", by=actor_with("DATA_OFFICER", country.health), at=AT
        )


def test_the_person_sees_his_own_and_changes_nothing(country, keeper, switched_on):
    me = StaffFactory(unit=country.trade)
    written(me, keeper)
    actor = actor_with("STAFF_MEMBER", country.trade, staff=me)
    assert sensitive.look(staff=me, by=actor, at=AT).ethnicity == "Khmer"
    assert AuditEvent.objects.get(action=sensitive.VIEWED).data["purpose"] == purposes.OWN
    with pytest.raises(Forbidden):
        written(me, actor)
    officer = StaffFactory(unit=country.office)
    with pytest.raises(Forbidden, match=r"chính (bạn|mình)"):
        written(officer, actor_with("DATA_OFFICER", country.industry, staff=officer))


def test_switching_off_asks_about_what_is_stored_and_deletes_it_in_one_step(
    country, keeper, switched_on
):
    for _ in range(3):
        written(StaffFactory(unit=country.trade), keeper)
    with pytest.raises(GuardRefused, match="3 người"):
        privacy_settings.stop_sensitive(delete=False, by=keeper, at=AT)
    assert privacy.keeps_sensitive()
    assert SensitiveFacts.objects.count() == 3
    privacy_settings.stop_sensitive(delete=True, by=keeper, at=AT)
    assert not privacy.keeps_sensitive()
    assert not SensitiveFacts.objects.exists()
    event = AuditEvent.objects.get(action="personnel.sensitive_switched_off")
    assert event.data == {"deleted": 3}


def test_with_nothing_stored_switching_off_asks_nothing(keeper, switched_on):
    privacy_settings.stop_sensitive(delete=False, by=keeper, at=AT)
    privacy_settings.stop_sensitive(delete=False, by=keeper, at=AT)
    assert AuditEvent.objects.filter(action="personnel.sensitive_switched_off").count() == 1


def test_only_the_data_officer_at_the_top_may_switch(country):
    for role, unit in [
        ("DATA_OFFICER", country.industry),
        ("SYSTEM_ADMIN", country.province),
        ("PROVINCE_LEADER", country.province),
    ]:
        with pytest.raises(Forbidden):
            privacy_settings.keep_sensitive(by=actor_with(role, unit), at=AT)
        with pytest.raises(Forbidden):
            privacy_settings.set_notice(text="x", by=actor_with(role, unit), at=AT)


def test_the_notice_is_that_of_the_installation_or_the_usual_one(keeper):
    assert privacy.notice() == privacy.default_notice()
    privacy_settings.set_notice(text="Sở xử lý dữ liệu để xét khen thưởng.", by=keeper, at=AT)
    assert privacy.notice() == "Sở xử lý dữ liệu để xét khen thưởng."
    with pytest.raises(InvalidInput):
        privacy_settings.set_notice(text="x" * 2001, by=keeper, at=AT)
    privacy_settings.set_notice(text=" ", by=keeper, at=AT)
    assert privacy.notice() == privacy.default_notice()
    assert AuditEvent.objects.filter(action="personnel.privacy_notice_set").count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_row_outlives_the_switch(country, keeper, switched_on):
    """Somebody writes while the data officer switches them off: he waits, and writes nothing."""
    staff = StaffFactory(unit=country.trade)

    def write():
        try:
            return written(staff, SYSTEM)
        except NotVisible as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            privacy_settings.stop_sensitive(delete=False, by=keeper, at=AT)
            writing = pool.submit(write)
            wait([writing], timeout=0.5)
        assert isinstance(writing.result(timeout=30), NotVisible)
    assert not SensitiveFacts.objects.exists()

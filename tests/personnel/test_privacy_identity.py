"""Identity numbers: taken in, enciphered at rest, found again, looked at on a stated purpose."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core import ciphers
from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import StaffIdentity
from personnel.services import identity, purposes
from tests.factories.personnel import AT, StaffFactory, actor_with

NUMBER = "086199000123"
OTHER_NUMBER = "084088001999"
FIRST, SECOND = "first-key-of-the-tests-0000000001", "second-key-of-the-tests-000000002"


@pytest.fixture
def officer(country):
    return actor_with("HR_OFFICER", country.industry)


def given_number(staff, number=NUMBER, by=SYSTEM):
    return identity.set_number(staff=staff, number=number, by=by, at=AT)


def looks(staff):
    return AuditEvent.objects.filter(action=identity.VIEWED, subject_id=str(staff.pk))


# --- Numbers --------------------------------------------------------------------------------


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_every_number_of_twelve_digits_is_taken_and_comes_back(number):
    assert identity.clean_number(number) == number
    kept = identity.prepared(number)
    assert ciphers.decipher(kept.cipher) == number
    assert kept.last_digits == number[-3:]
    assert number.encode() not in kept.cipher
    assert number not in kept.digest


@pytest.mark.parametrize("text", ["086 199 000 123", "086.199.000.123", " 086-199-000123\n"])
def test_spaces_and_marks_between_digits_do_not_matter(text):
    assert identity.clean_number(text) == NUMBER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("86199000123", "11 chữ số"),
        ("0861990001234", "13 chữ số"),
        ("", "chỉ gồm 12 chữ số"),
        ("08619900012a", "chỉ gồm 12 chữ số"),
        ("٠٨٦١٩٩٠٠٠١٢٣", "chỉ gồm 12 chữ số"),
        ("8.6199E+10", "chỉ gồm 12 chữ số"),
    ],
)
def test_anything_else_is_refused_without_repeating_it(text, said):
    with pytest.raises(InvalidInput) as caught:
        identity.clean_number(text)
    assert said in str(caught.value)
    assert not text or text not in str(caught.value)


# --- At rest --------------------------------------------------------------------------------


def test_the_database_holds_no_digit_of_it_but_the_last_three(country, officer):
    staff = StaffFactory(unit=country.trade)
    given_number(staff, by=officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cipher, digest, last_digits FROM personnel_staffidentity")
        cipher, digest, last_digits = cursor.fetchone()
        cursor.execute("SELECT data, subject_label FROM core_auditevent")
        events = str(cursor.fetchall())
    assert NUMBER.encode() not in bytes(cipher)
    assert NUMBER not in digest
    assert last_digits == "123"
    assert NUMBER not in events


def test_equal_numbers_look_different_and_are_found_by_their_digest():
    assert ciphers.encipher(NUMBER) != ciphers.encipher(NUMBER)
    assert ciphers.digest(NUMBER) == ciphers.digest(NUMBER)


def test_without_keys_nothing_is_enciphered(settings):
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        ciphers.encipher(NUMBER)
    assert [error.id for error in ciphers.check_keys()] == ["core.E002"]
    settings.FIELD_KEYS = ["short"]
    assert [error.id for error in ciphers.check_keys()] == ["core.E002"]
    settings.FIELD_KEYS = [FIRST]
    assert ciphers.check_keys() == []


# --- Setting and clearing -------------------------------------------------------------------


def test_set_replace_and_clear_are_in_the_trail_without_the_number(country, officer):
    staff = StaffFactory(unit=country.trade)
    given_number(staff, by=officer)
    given_number(staff, by=officer)
    given_number(staff, OTHER_NUMBER, by=officer)
    identity.clear_number(staff=staff, by=officer, at=AT)
    identity.clear_number(staff=staff, by=officer, at=AT)
    events = AuditEvent.objects.filter(action__startswith="personnel.identity").order_by("pk")
    assert list(events.values_list("action", "data")) == [
        (identity.SET, {"replaced": False}),
        (identity.SET, {"replaced": True}),
        (identity.CLEARED, {}),
    ]
    assert not StaffIdentity.objects.exists()


def test_one_number_belongs_to_one_person(country, officer):
    given_number(StaffFactory(unit=country.clinic))
    with pytest.raises(InvalidInput, match="đã ghi cho người khác"):
        given_number(StaffFactory(unit=country.trade), by=officer)
    assert StaffIdentity.objects.count() == 1


def test_only_who_may_see_numbers_sets_them_and_nobody_his_own(country, officer):
    staff = StaffFactory(unit=country.trade)
    with pytest.raises(Forbidden):
        given_number(staff, by=actor_with("DIRECTOR", country.industry))
    with pytest.raises(NotVisible):
        given_number(StaffFactory(unit=country.clinic), by=officer)
    me = StaffFactory(unit=country.office)
    with pytest.raises(Forbidden, match=r"chính (bạn|mình)"):
        given_number(me, by=actor_with("HR_OFFICER", country.industry, staff=me))
    assert not StaffIdentity.objects.exists()


def test_owners_answers_for_a_whole_load_at_once(country, django_assert_max_num_queries):
    holders = {f"0861990{n:05d}": StaffFactory(unit=country.trade) for n in range(6)}
    for number, staff in holders.items():
        given_number(staff, number)
    wanted = [*holders, OTHER_NUMBER]
    with django_assert_max_num_queries(1):
        assert identity.owners(wanted) == {number: one.pk for number, one in holders.items()}


# --- Looking --------------------------------------------------------------------------------


def test_a_look_needs_a_purpose_and_is_written_down(country, officer):
    staff = StaffFactory(unit=country.trade)
    given_number(staff)

    def look(purpose, note=""):
        return identity.look(staff=staff, purpose=purpose, note=note, by=officer, at=AT)

    told = f"Thẻ số {NUMBER[:3]} {NUMBER[3:]}"
    wrong = [("", ""), ("BECAUSE", ""), ("OTHER", " "), ("CHECK", "x" * 301), ("CHECK", told)]
    for purpose, note in wrong:
        with pytest.raises(InvalidInput):
            look(purpose, note)
    assert not looks(staff).exists()
    assert look("CHECK") == NUMBER
    assert look("OTHER", "Đoàn kiểm tra đề nghị") == NUMBER
    assert list(looks(staff).order_by("pk").values_list("actor_name", "data")) == [
        (officer.name, {"purpose": "CHECK", "note": ""}),
        (officer.name, {"purpose": "OTHER", "note": "Đoàn kiểm tra đề nghị"}),
    ]


def test_who_may_look(country):
    staff = StaffFactory(unit=country.trade)
    given_number(staff)

    def look(by):
        return identity.look(staff=staff, purpose="CHECK", by=by, at=AT)

    assert look(actor_with("PROVINCE_OFFICER", country.province)) == NUMBER
    for role in ("DIRECTOR", "COUNCIL_MEMBER", "AUDITOR", "UNIT_HEAD", "DATA_OFFICER"):
        with pytest.raises(Forbidden):
            look(actor_with(role, country.industry))
    for role in ("SYSTEM_ADMIN", "STAFF_MEMBER"):
        with pytest.raises(NotVisible):
            look(actor_with(role, country.industry))
    with pytest.raises(NotVisible):
        look(actor_with("HR_OFFICER", country.health))
    assert looks(staff).count() == 1


def test_a_person_sees_his_own_without_a_purpose(country):
    me = StaffFactory(unit=country.trade)
    given_number(me)
    actor = actor_with("STAFF_MEMBER", country.trade, staff=me)
    assert identity.look(staff=me, purpose="", by=actor, at=AT) == NUMBER
    assert looks(me).get().data["purpose"] == purposes.OWN


# --- Keys -----------------------------------------------------------------------------------


def test_a_new_key_reads_what_the_old_one_wrote_and_the_command_writes_it_anew(
    country, settings, capsys
):
    settings.FIELD_KEYS = [FIRST]
    staff = [StaffFactory(unit=country.trade) for _ in range(3)]
    numbers = [f"08619900000{n}" for n in range(3)]
    for one, number in zip(staff, numbers, strict=True):
        given_number(one, number)

    settings.FIELD_KEYS = [SECOND, FIRST]
    assert identity.owners(numbers) == dict(zip(numbers, [one.pk for one in staff], strict=True))
    with pytest.raises(InvalidInput, match="đã ghi cho người khác"):
        given_number(StaffFactory(unit=country.trade), numbers[0])
    call_command("rotate_field_keys")
    assert "3" in capsys.readouterr().out

    settings.FIELD_KEYS = [SECOND]
    assert identity.owners(numbers) == dict(zip(numbers, [one.pk for one in staff], strict=True))
    rows = StaffIdentity.objects.order_by("staff_id")
    assert [ciphers.decipher(bytes(row.cipher)) for row in rows] == numbers
    event = AuditEvent.objects.get(action="personnel.identity_keys_rotated")
    assert event.data == {"rows": 3}


def test_rotation_without_the_old_key_changes_nothing(country, settings, capsys):
    settings.FIELD_KEYS = [FIRST]
    given_number(StaffFactory(unit=country.trade))
    before = StaffIdentity.objects.values_list("digest", flat=True).get()
    settings.FIELD_KEYS = [SECOND]
    with pytest.raises(Exception, match="FIELD_KEYS"):
        call_command("rotate_field_keys")
    assert StaffIdentity.objects.values_list("digest", flat=True).get() == before

"""Recording, correcting and removing science works, and the facts the rules read."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from emulation.models import ScienceMember, ScienceWork
from emulation.selectors import science as reads
from emulation.selectors.own_data import collect
from emulation.services import science
from emulation.services.science import Part
from personnel.models import Role
from tests.factories import emulation as made
from tests.factories.delegations import marry
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for, actor_with

INFLUENCE = {
    "influence_scope": "PROVINCE",
    "influence_ref": "88/QĐ-UBND",
    "influence_on": date(2020, 11, 2),
}


@pytest.fixture
def officer(place):
    return actor_for(place.officer_user)


def record(place, officer, *members, **values):
    content = made.science_content(list(members) or [place.person], **values)
    return science.record(content=content, unit=place.unit, by=officer, at=AT)


def test_a_work_is_recorded_with_its_members_and_trail(place, officer):
    work = record(
        place,
        officer,
        place.person,
        place.head,
        applied=True,
        evidence="Dùng ở ba xã.",
        **INFLUENCE,
    )
    assert (work.year, work.version, work.created_by) == (2020, 1, place.officer_user)
    parts = list(work.members.values_list("staff", "role"))
    assert parts == [(place.person.pk, "CHAIR"), (place.head.pk, "MEMBER")]
    event = AuditEvent.objects.get(action="emulation.science.recorded")
    assert event.data["members"][0] == {"staff": place.person.code, "role": "CHAIR"}
    assert (event.data["accepted_on"], event.data["unit"]) == ("2020-10-15", place.unit.code)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": ""}, "code"),
        ({"title": " "}, "title"),
        ({"kind": "BOOK"}, "kind"),
        ({"scope": "WORLD"}, "scope"),
        ({"acceptance_ref": ""}, "acceptance_ref"),
        ({"accepted_on": date(2020, 12, 1)}, "accepted_on"),
        ({"year": 2018}, "year"),
        ({"applied": True}, "evidence"),
        ({"evidence": "Dùng ở ba xã."}, "applied"),
        ({"influence_scope": "PROVINCE"}, "influence_ref"),
        ({"influence_ref": "8/QĐ"}, "influence_scope"),
        ({**INFLUENCE, "influence_scope": "BASE"}, "influence_scope"),
        ({**INFLUENCE, "influence_on": date(2020, 10, 1)}, "influence_on"),
        ({**INFLUENCE, "influence_on": date(2021, 1, 1)}, "influence_on"),
        ({"members": []}, "members"),
    ],
)
def test_what_cannot_be_accepted_is_named(place, officer, change, field):
    with pytest.raises(InvalidInput) as refused:
        record(place, officer, **change)
    assert field in {problem.field for problem in refused.value.problems}
    assert all(problem.reason for problem in refused.value.problems)
    assert not ScienceWork.objects.exists()


def test_a_person_stands_once_in_a_work(place, officer):
    twice = [Part(place.person, "CHAIR"), Part(place.person, "MEMBER")]
    with pytest.raises(InvalidInput, match="đã có trong danh sách"):
        record(place, officer, members=twice)


def test_a_code_stands_once_in_a_unit(place, officer):
    record(place, officer)
    with pytest.raises(InvalidInput, match="đã ghi mã số này"):
        record(place, officer, title="Tên khác")
    elsewhere = actor_with(Role.HR_OFFICER, place.elsewhere)
    content = made.science_content([StaffFactory(unit=place.elsewhere)])
    science.record(content=content, unit=place.elsewhere, by=elsewhere, at=AT)
    assert ScienceWork.objects.count() == 2


def test_the_year_may_be_the_one_after_acceptance(place, officer):
    assert record(place, officer, year=2021).year == 2021


def test_a_correction_keeps_what_was_and_the_same_writes_nothing(place, officer):
    work = record(place, officer)
    content = made.science_content([place.person])
    same = science.correct(work, content=content, unit=place.unit, by=officer, at=AT)
    assert same.version == 1
    content = made.science_content([place.head, place.person], title="Tên đúng", **INFLUENCE)
    science.correct(work, content=content, unit=place.unit, by=officer, at=AT, expected_version=1)
    work.refresh_from_db()
    assert (work.title, work.version, work.influence_scope) == ("Tên đúng", 2, "PROVINCE")
    assert work.members.get(role="CHAIR").staff == place.head
    changes = AuditEvent.objects.get(action="emulation.science.corrected").data["changes"]
    assert changes["title"]["from"] == "Nghiên cứu bảo quản nông sản sau thu hoạch"
    assert set(changes) == {
        "title", "influence_scope", "influence_ref", "influence_on", "members",
    }  # fmt: skip


def test_who_looked_before_somebody_elses_change_is_told_of_it(place, officer):
    work = record(place, officer)
    first = made.science_content([place.person], scope="PROVINCE", year=2021)
    science.correct(work, content=first, unit=place.unit, by=officer, at=AT)
    second = made.science_content([place.person], title="Của tôi")
    with pytest.raises(Stale) as stale:
        science.correct(
            work, content=second, unit=place.unit, by=officer, at=AT, expected_version=1
        )
    [change] = stale.value.changes
    assert change["label"] == "Cấp nghiệm thu: Cấp cơ sở → Cấp tỉnh; Tính cho năm: 2020 → 2021"


def test_a_work_entered_by_mistake_goes_and_stays_in_the_trail(place, officer):
    work = record(place, officer)
    with pytest.raises(InvalidInput, match="Lý do"):
        science.remove(work, reason="", by=officer, at=AT)
    science.remove(work, reason="Chưa nghiệm thu.", by=officer, at=AT)
    assert not ScienceWork.objects.exists()
    assert not ScienceMember.objects.exists()
    event = AuditEvent.objects.get(action="emulation.science.removed")
    assert (event.data["why"], event.data["code"]) == ("Chưa nghiệm thu.", "ĐT-01/2020")
    with pytest.raises(Stale, match="bỏ ra"):
        science.remove(ScienceWork(pk=work.pk), reason="Lần nữa.", by=officer, at=AT)


# --- Who may --------------------------------------------------------------------------------


def test_nobody_records_a_work_of_his_own_or_of_his_spouse(place, officer):
    own = StaffFactory(unit=place.unit)
    spouse = StaffFactory(unit=place.unit)
    marry(own, spouse)
    actor = actor_for(UserFactory(staff=own, roles=[(Role.HR_OFFICER, place.unit)]))
    for member in (own, spouse):
        with pytest.raises(Forbidden, match="tham gia đề tài này"):
            record(place, actor, member)
        work = record(place, officer, member, code=f"ĐT {member.code}")
        with pytest.raises(Forbidden, match=r"tham gia đề tài này|của vợ hoặc chồng"):
            science.remove(work, reason="Không đúng.", by=actor, at=AT)
    work = record(place, officer, code="ĐT khác")
    joined = made.science_content([place.person, own], code="ĐT khác")
    with pytest.raises(Forbidden, match="tham gia đề tài này"):
        science.correct(work, content=joined, unit=place.unit, by=actor, at=AT)


def test_a_unit_out_of_reach_does_not_exist_and_a_head_only_reads(place):
    stranger = actor_with(Role.HR_OFFICER, place.elsewhere)
    with pytest.raises(NotVisible):
        record(place, stranger)
    head = actor_with(Role.UNIT_HEAD, place.unit)
    with pytest.raises(Forbidden):
        record(place, head)


def test_a_work_is_not_moved_to_a_unit_out_of_reach(place, officer):
    work = record(place, officer)
    content = made.science_content([place.person])
    with pytest.raises(NotVisible):
        science.correct(work, content=content, unit=place.elsewhere, by=officer, at=AT)


def test_members_see_their_work_and_others_do_not(place, officer):
    work = record(place, officer)
    person = actor_for(place.person_user)
    assert reads.visible_work(person, work.pk) == work
    other = actor_for(UserFactory(staff=StaffFactory(unit=place.unit)))
    with pytest.raises(NotVisible):
        reads.visible_work(other, work.pk)


# --- What others read -----------------------------------------------------------------------


def test_a_person_finds_his_works_among_his_own_data(place, officer):
    record(place, officer)
    section = next(one for one in collect(place.person) if one.key == "science_works")
    [row] = section.rows
    assert row[:4] == (
        2020,
        "ĐT-01/2020",
        "Nghiên cứu bảo quản nông sản sau thu hoạch",
        "Chủ nhiệm",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"acceptance_ref": ""},
        {"applied": True},
        {"influence_scope": "PROVINCE"},
        {"kind": "BOOK"},
        {"scope": "WORLD"},
        {"year": 3000},
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(place, officer, change):
    work = record(place, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScienceWork.objects.filter(pk=work.pk).update(**change)

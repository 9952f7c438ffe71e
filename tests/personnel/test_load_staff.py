"""Staff lists: what each column refuses, who is in doubt, what is written and what is not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import InvalidInput, Stale
from core.imports import mapping, pipeline, registry
from core.imports.pipeline import File
from core.imports.registry import Answers, silent
from core.models import AuditEvent, LoadedRecord, LoadState
from core.scope import SYSTEM
from personnel.models import Appointment, Role, Staff, StaffIdentity
from personnel.services import staff as steps
from personnel.services import units
from tests.factories.personnel import AT, StaffFactory, actor_with
from tests.personnel.loading import STAFF, bring_in, records_file, told, wrong
from tests.personnel.staff_rows import load, row

pytestmark = pytest.mark.django_db


# --- Written --------------------------------------------------------------------------------


def test_a_new_person_stands_with_place_keys_trail_and_trace(country):
    plan, done = load(row(since="15/06/2018", manager="Có", ref="12/QĐ-SCT"))
    assert told(plan) == []
    staff = Staff.objects.get(code="CB100")
    assert (staff.full_name, staff.given_name, staff.sex) == ("Trần Thị Mẫu", "Mẫu", "F")
    assert staff.birth_date == date(1980, 1, 2)
    assert staff.unit == country.trade
    assert list(Staff.objects.matching("tran mau cb100")) == [staff]
    place = staff.appointments.get()
    # Only what the list says: nothing is made up about the years before the present post.
    assert (place.valid_from, place.valid_to) == (date(2018, 6, 15), None)
    assert (place.post, place.is_manager, place.decision_ref) == ("Chuyên viên", True, "12/QĐ-SCT")
    event = AuditEvent.objects.get(action="personnel.staff_hired", subject_id=str(staff.pk))
    assert event.data["load"] == done.pk
    assert event.data["full_name"] == "Trần Thị Mẫu"
    record = LoadedRecord.objects.get(load=done)
    assert (record.row, record.model, record.object_id) == (2, "personnel.staff", staff.pk)
    assert done.summary["written"] == {"created": 1, "updated": 0, "unchanged": 0, "skipped": 0}


def test_a_loaded_person_is_like_a_hired_one(country):
    load(row(unit="Sở SCT", since=""))
    one = Staff.objects.get(code="CB100")
    other = StaffFactory(
        unit=country.industry, code="CB101", full_name="Trần Thị Mẫu", sex="F",
        birth_date=date(1980, 1, 2), joined_on=date(2012, 3, 1), email="mau@example.vn",
    )  # fmt: skip
    same = ("given_name", "sort_key", "sex", "category", "joined_on", "left_on", "unit", "version")
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
    assert one.search_key.replace("cb100", "") == other.search_key.replace("cb101", "")
    first, second = one.appointments.get(), other.appointments.get()
    assert (first.valid_from, first.post) == (second.valid_from, second.post)


def test_the_same_file_again_writes_nothing(country):
    content = records_file(row(), row(code="CB101", name="Lê Văn Thử", born="", external="",
                                      left="01/02/2020"))  # fmt: skip
    bring_in(STAFF, content)
    before = AuditEvent.objects.filter(action__startswith="personnel.").count()
    plan, done = bring_in(STAFF, content)
    assert told(plan) == []
    assert done.summary["written"]["unchanged"] == 2
    assert LoadedRecord.objects.filter(load=done).count() == 0
    assert AuditEvent.objects.filter(action__startswith="personnel.").count() == before
    assert set(Staff.objects.values_list("version", flat=True)) == {1}


def test_only_what_differs_is_changed_and_an_empty_cell_changes_nothing(country):
    load(row())
    plan, done = load({**row(email="moi@example.vn", sex="", born="", external="")})
    assert told(plan) == []
    staff = Staff.objects.get(code="CB100")
    assert (staff.email, staff.sex, staff.external_id) == ("moi@example.vn", "F", "HR-100")
    assert staff.version == 2
    event = AuditEvent.objects.get(action="personnel.staff_updated")
    assert event.data["changes"] == {"email": {"from": "mau@example.vn", "to": "moi@example.vn"}}
    assert LoadedRecord.objects.get(load=done).before == {"email": "mau@example.vn", "version": 1}


def test_another_unit_or_post_is_a_transfer_from_its_day(country):
    load(row())
    plan, _load = load(row(unit="SCT.office", post="Phó Chánh Văn phòng", since=""))
    assert wrong(plan) == [(2, "Giữ vị trí từ ngày")]
    plan, _load = load(row(unit="SCT.office", post="Phó Chánh Văn phòng", since="01/10/2020"))
    assert told(plan) == []
    staff = Staff.objects.get(code="CB100")
    assert staff.unit == country.office
    old, new = staff.appointments.order_by("valid_from")
    assert old.valid_to == new.valid_from == date(2020, 10, 1)
    assert (
        AuditEvent.objects.get(action="personnel.staff_transferred").data["to"]["unit"]
        == "SCT.office"
    )


def test_a_transfer_of_a_later_day_leaves_the_record_where_it_is(country):
    load(row())
    load(row(unit="SCT.office", since="01/01/2021"))
    staff = Staff.objects.get(code="CB100")
    assert staff.unit == country.trade
    assert staff.appointments.latest("valid_from").unit == country.office


def test_who_leaves_ends_his_place_and_may_come_back(country):
    load(row())
    load(row(left="01/07/2020"))
    staff = Staff.objects.get(code="CB100")
    assert staff.left_on == staff.appointments.get().valid_to == date(2020, 7, 1)
    plan, _load = load(row(unit="SCT.office", since="01/06/2020"))
    assert wrong(plan) == [(2, "Giữ vị trí từ ngày")]
    plan, _load = load(row(unit="SCT.office", since="01/09/2020"))
    assert told(plan) == []
    staff.refresh_from_db()
    assert (staff.left_on, staff.unit) == (None, country.office)


def test_posts_beside_the_place_of_work(country):
    beside = row(unit="SYT.clinic", post="Cố vấn", since="01/05/2019", beside="Có", external="")
    plan, _load = load(beside, row())
    assert told(plan) == []
    staff = Staff.objects.get(code="CB100")
    assert staff.unit == country.trade
    post = staff.appointments.concurrent().get()
    assert (post.unit, post.valid_from) == (country.clinic, date(2019, 5, 1))
    plan, done = load(beside, row())
    assert done.summary["written"]["unchanged"] == 2
    plan, _load = load(row(code="CB777", beside="Có"))
    assert wrong(plan) == [(2, "Kiêm nhiệm")]


def test_identity_numbers_are_kept_enciphered_and_told_to_nobody(country):
    plan, _load = load(row(identity="086 180 001234"))
    assert told(plan) == []
    kept = StaffIdentity.objects.get(staff__code="CB100")
    assert kept.last_digits == "234"
    assert b"086180001234" not in bytes(kept.cipher)
    assert not AuditEvent.objects.filter(data__icontains="086180001234").exists()
    plan, done = load(row(identity="086180001234"))
    assert done.summary["written"]["unchanged"] == 1
    plan, _load = load(
        row(code="CB101", name="Lê Thử", born="", external="", identity="086180001234")
    )
    assert told(plan) == [
        "Dòng 2, cột Số định danh cá nhân: Số định danh này đã ghi cho người khác."
    ]
    plan, _load = load(row(identity="086180009999"))
    assert "đã có số định danh khác" in told(plan)[0]


# --- Refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"code": ""}, "Số hiệu nhân sự"),
        ({"code": "CB 100"}, "Số hiệu nhân sự"),
        ({"name": ""}, "Họ và tên"),
        ({"name": "x" * 151}, "Họ và tên"),
        ({"born": "32/01/1980"}, "Ngày sinh"),
        ({"born": "02/01/2015"}, "Ngày vào cơ quan"),
        ({"sex": "Khác"}, "Giới tính"),
        ({"category": "Giám đốc"}, "Loại nhân sự"),
        ({"category": ""}, "Loại nhân sự"),
        ({"unit": ""}, "Đơn vị"),
        ({"post": ""}, "Chức vụ, chức danh"),
        ({"manager": "đôi khi"}, "Lãnh đạo, quản lý"),
        ({"joined": ""}, "Ngày vào cơ quan"),
        ({"joined": "01/01/1900"}, "Ngày vào cơ quan"),
        ({"joined": "01/03/2009"}, "Đơn vị"),
        ({"since": "01/01/2011"}, "Giữ vị trí từ ngày"),
        ({"left": "01/03/2012"}, "Ngày thôi việc"),
        ({"email": "mau@"}, "Thư điện tử"),
        ({"given": "Hoa"}, "Tên gọi"),
        ({"identity": "12345"}, "Số định danh cá nhân"),
        ({"ref": "x" * 61}, "Số quyết định"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_and_nothing_is_written(country, changes, column):
    good = row(code="CB1", name="Lê Văn Thử", born="03/03/1985", external="HR-9")
    plan, done = load(good, row(**changes))
    assert done is None
    assert (3, column) in wrong(plan)
    assert Staff.objects.count() == 0
    assert Appointment.objects.count() == 0


def test_a_dissolved_unit_takes_nobody_who_still_works(country):
    units.dissolve_unit(unit=country.trade, on=date(2020, 1, 1), by=SYSTEM, at=AT)
    plan, _load = load(row())
    assert "đã giải thể" in told(plan)[0]
    plan, _load = load(row(left="31/12/2019"))
    assert told(plan) == []


def test_a_code_or_external_number_used_twice_is_named(country):
    plan, _load = load(
        row(),
        row(name="Lê Văn Thử", born="03/03/1990", external=""),
        row(code="CB101", name="Ngô Văn Kiểm", born="04/04/1991"),
    )
    assert wrong(plan) == [(3, "Số hiệu nhân sự"), (4, "Mã ở phần mềm nhân sự")]
    load(row())
    plan, _load = load(row(code="CB101", name="Ngô Văn Kiểm", born="04/04/1991"))
    assert wrong(plan) == [(2, "Mã ở phần mềm nhân sự")]


def test_the_first_day_of_a_recorded_place_is_not_moved_silently(country):
    load(row(since="01/05/2015"))
    plan, _load = load(row(since="01/06/2015"))
    assert wrong(plan) == [(2, "Giữ vị trí từ ngày")]
    assert "01/05/2015" in told(plan)[0]


# --- Reach ----------------------------------------------------------------------------------


def test_an_officer_loads_into_his_own_units_only(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    plan, _load = load(
        row(), row(code="CB2", name="Lê Thử", external="", unit="SYT.clinic"), by=officer
    )
    assert told(plan) == [
        "Dòng 3, cột Đơn vị: Đơn vị SYT.clinic ngoài phạm vi của bạn, "
        "cần đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp."
    ]


def test_he_neither_changes_nor_learns_of_people_elsewhere(country):
    StaffFactory(
        unit=country.clinic, code="YT1", full_name="Trần Thị Mẫu", birth_date=date(1980, 1, 2)
    )
    officer = actor_with(Role.HR_OFFICER, country.industry)
    plan, _load = load(row(code="YT1", name="Lê Thị Khác", born=""), by=officer)
    assert wrong(plan) == [(2, "Số hiệu nhân sự")]
    assert "Mẫu" not in told(plan)[0]
    assert plan.doubts == []
    plan, _load = load(row(), by=officer, dry_run=True)
    assert plan.is_clean


def test_others_find_no_such_importer(country):
    head = actor_with(Role.UNIT_HEAD, country.industry)
    assert STAFF not in [importer.key for importer in registry.all_for(head)]


# --- Set-wise -------------------------------------------------------------------------------


def many(count, **changes):
    return records_file(
        *(
            row(code=f"N{n:04d}", name=f"Phạm Văn {chr(97 + n % 26)}{n}", external=f"E{n}",
                born=f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1960 + n % 40}", joined="01/03/2015",
                identity=f"0861800{n:05d}", **changes)
            for n in range(count)
        )
    )  # fmt: skip


def queries_of(content, **options):
    with CaptureQueriesContext(connection) as captured:
        plan, done = bring_in(STAFF, content, rows={"*": "new"}, **options)
    assert told(plan) == []
    assert done is not None
    return len(captured)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"unit": "SCT.office", "since": "01/10/2020"},
        {"left": "01/10/2020"},
        {"email": "a@b.vn"},
    ],
)
def test_the_number_of_statements_does_not_depend_on_the_rows(country, changes):
    first = {size: queries_of(many(size)) for size in (10, 200)}
    assert first[200] <= first[10] + 2
    assert queries_of(many(200, **changes)) <= 45
    assert queries_of(many(200, **changes)) <= 20


def test_somebody_who_was_faster_between_check_and_writing_stops_the_whole_load(country):
    load(row())
    importer = registry.get(STAFF)
    file = File(
        "a.xlsx",
        records_file(
            row(email="sau@example.vn"), row(code="CB2", name="Lê Thử", born="", external="")
        ),
    )
    table = mapping.table_of(importer, pipeline.open_file(importer, file))
    plan = importer.plan(table, Answers(), by=SYSTEM, at=AT, tell=silent)
    steps.update_staff(staff=Staff.objects.get(), by=SYSTEM, at=AT, email="truoc@example.vn")
    done = pipeline.new_load(importer, file, by=SYSTEM, at=AT, state=LoadState.WRITING)
    with pytest.raises(Stale):
        importer.write(plan, load=done, by=SYSTEM, at=AT, tell=silent)
    assert Staff.objects.get().email == "truoc@example.vn"


def test_a_unit_that_ended_between_check_and_writing_stops_the_load(country):
    importer = registry.get(STAFF)
    file = File("a.xlsx", records_file(row()))
    table = mapping.table_of(importer, pipeline.open_file(importer, file))
    plan = importer.plan(table, Answers(), by=SYSTEM, at=AT, tell=silent)
    units.dissolve_unit(unit=country.trade, on=date(2020, 11, 1), by=SYSTEM, at=AT)
    done = pipeline.new_load(importer, file, by=SYSTEM, at=AT, state=LoadState.WRITING)
    with pytest.raises(Stale):
        importer.write(plan, load=done, by=SYSTEM, at=AT, tell=silent)
    assert Staff.objects.count() == 0


def test_a_present_post_that_began_later_stays_when_the_first_day_of_service_is_mended(country):
    load(row(since="15/06/2018"))
    load(row(since="15/06/2018", joined="01/02/2012"))
    staff = Staff.objects.get()
    steps.update_staff(staff=staff, by=SYSTEM, at=AT, joined_on=date(2011, 1, 3))
    assert staff.appointments.get().valid_from == date(2018, 6, 15)
    with pytest.raises(InvalidInput):
        steps.update_staff(staff=staff, by=SYSTEM, at=AT, joined_on=date(2018, 6, 16))


def test_rows_that_are_left_out_ask_nothing_more(country):
    plan, done = load(
        row(), row(code="CB2", unit="Đâu đó", email="x", beside="Có"), rows={"3": "skip"}
    )
    assert (told(plan), plan.unknown_names) == ([], [])
    assert done.summary["written"] == {"created": 1, "updated": 0, "unchanged": 0, "skipped": 1}

"""Lists of science works: checked by row and column, written at once, taken back as a whole."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import GuardRefused
from core.models import AuditEvent
from emulation.models import ScienceMember, ScienceWork
from emulation.services import science
from personnel.models import Role
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for, actor_with
from tests.personnel.loading import bring_in, records_file, told, undo, wrong

KEY = "emulation.science_works"
NAMES = {
    "work": "Mã số đề tài", "title": "Tên đề tài", "kind": "Loại", "host": "Đơn vị chủ trì",
    "scope": "Cấp nghiệm thu", "on": "Ngày nghiệm thu", "ref": "Số văn bản nghiệm thu",
    "year": "Tính cho năm", "applied": "Đã áp dụng hiệu quả", "why": "Căn cứ áp dụng hiệu quả",
    "reach": "Phạm vi ảnh hưởng", "reach_ref": "Số văn bản công nhận ảnh hưởng",
    "reach_on": "Ngày văn bản công nhận ảnh hưởng", "code": "Số hiệu nhân sự",
    "name": "Họ và tên", "unit": "Đơn vị", "role": "Vai trò",
}  # fmt: skip


def row(place, **changes):
    """A full first row of a topic; ``more`` makes the rows of its other people."""
    good = {
        "work": "ĐT-01", "title": "Giống lúa chịu mặn", "kind": "Đề tài", "host": place.unit.code,
        "scope": "Cấp tỉnh", "on": "15/10/2020", "ref": "45/QĐ-SKHCN", "code": place.person.code,
        "role": "Chủ nhiệm",
    }  # fmt: skip
    return {NAMES[key]: value for key, value in (good | changes).items()}


def more(**changes):
    return {NAMES[key]: value for key, value in ({"work": "ĐT-01"} | changes).items()}


def load(*rows, **options):
    return bring_in(KEY, records_file(*rows), **options)


def state():
    works = ScienceWork.objects.order_by("pk").values()
    return (
        [{name: value for name, value in one.items() if name != "version"} for one in works],
        list(ScienceMember.objects.order_by("pk").values()),
    )


def test_rows_of_one_work_become_one_work(place):
    plan, done = load(
        row(place, applied="Có", why="Ba xã đã trồng.", reach="Tỉnh", reach_ref="88/QĐ-UBND",
            reach_on="02/11/2020"),
        more(code=place.head.code),
        more(work="ĐT-02", title="Máy đo", kind="Công trình", host="Sở Công Thương", scope="Bộ",
             on="01/09/2020", ref="7/BB", year="2021", code=place.head.code, role="Thư ký"),
    )  # fmt: skip
    assert told(plan) == []
    assert plan.figures["Đề tài mới"] == 2
    first, second = ScienceWork.objects.order_by("code")
    assert (first.kind, first.scope, first.year, first.unit) == (
        "TOPIC", "PROVINCE", 2020, place.unit,
    )  # fmt: skip
    assert (first.applied, first.influence_scope, first.influence_on) == (
        True, "PROVINCE", date(2020, 11, 2),
    )  # fmt: skip
    assert list(first.members.values_list("staff", "role")) == [
        (place.person.pk, "CHAIR"),
        (place.head.pk, "MEMBER"),
    ]
    assert (second.kind, second.scope, second.year) == ("WORK", "MINISTRY", 2021)
    assert second.members.get().role == "SECRETARY"
    assert ScienceWork.objects.matching("nguyen thi anh").get() == first
    assert AuditEvent.objects.filter(action="emulation.science.recorded").count() == 2
    assert done.summary["written"]["created"] == 3


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"work": ""}, "work"),
        ({"title": ""}, "title"),
        ({"kind": "Sách"}, "kind"),
        ({"host": ""}, "host"),
        ({"scope": "Thế giới"}, "scope"),
        ({"on": ""}, "on"),
        ({"on": "31/02/2020"}, "on"),
        ({"on": "15/12/2020"}, "on"),
        ({"ref": ""}, "ref"),
        ({"year": "2015"}, "year"),
        ({"applied": "Có"}, "why"),
        ({"applied": "Đôi khi"}, "applied"),
        ({"why": "Ba xã."}, "applied"),
        ({"reach": "Tỉnh"}, "reach_ref"),
        ({"reach": "Cơ sở"}, "reach"),
        ({"code": "NOSUCH"}, "code"),
        ({"code": ""}, "code"),
        ({"role": "Bạn"}, "role"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(place, changes, column):
    base = {"applied": "", "why": "", "reach": "", "reach_ref": "", "reach_on": "", "year": ""}
    plan, done = load(row(place, **base, code=place.head.code), row(place, **base, work="ĐT-09")
                      | {NAMES[key]: value for key, value in changes.items()})  # fmt: skip
    assert (3, NAMES[column]) in wrong(plan)
    assert done is None
    assert not ScienceWork.objects.exists()


def test_rows_of_one_work_must_agree(place):
    plan, done = load(row(place), more(code=place.head.code, title="Tên khác", ref="45/QĐ-SKHCN"))
    assert wrong(plan) == [(3, NAMES["title"])]
    assert "Khác dòng 2" in told(plan)[0]
    plan, done = load(row(place), more(code=place.person.code))
    assert "đã có ở dòng 2" in told(plan)[0]
    assert done is None


def test_a_later_list_adds_what_is_missing_and_overwrites_nothing(place):
    load(row(place))
    _plan, done = load(row(place))
    assert done.summary["written"]["unchanged"] == 1
    _plan, done = load(
        row(place, applied="Có", why="Ba xã."), more(code=place.head.code, role="Thành viên")
    )
    assert done.summary["written"]["updated"] == 2
    work = ScienceWork.objects.get()
    assert (work.applied, work.evidence, work.version) == (True, "Ba xã.", 2)
    assert work.members.count() == 2
    assert ScienceWork.objects.matching("tran van binh").exists()
    event = AuditEvent.objects.get(action="emulation.science.corrected")
    assert event.data["changes"]["evidence"] == {"from": "", "to": "Ba xã."}
    plan, done = load(row(place, scope="Cấp bộ"))
    assert wrong(plan) == [(2, NAMES["scope"])]
    assert "đã ghi “Cấp tỉnh”" in told(plan)[0]
    plan, done = load(row(place, role="Thành viên"))
    assert wrong(plan) == [(2, NAMES["role"])]
    plan, done = load(row(place, applied="Không"))
    assert wrong(plan) == [(2, NAMES["applied"])]
    assert done is None


def test_nobody_brings_in_his_own_work_or_anothers_unit(place):
    me = StaffFactory(unit=place.office)
    own = UserFactory(staff=me, roles=[(Role.HR_OFFICER, place.unit)])
    plan, done = load(row(place, code=me.code), by=actor_for(own))
    assert "hồ sơ của chính bạn" in told(plan)[0]
    load(row(place, code=me.code))
    plan, done = load(row(place), by=actor_for(own))
    assert "tham gia đề tài này" in told(plan)[0]
    stranger = actor_with(Role.HR_OFFICER, place.elsewhere)
    person = StaffFactory(unit=place.elsewhere)
    plan, done = load(row(place, code=person.code), by=stranger)
    assert wrong(plan) == [(2, NAMES["host"])]
    assert done is None


def test_an_unknown_unit_is_asked_about(place):
    plan, _done = load(row(place, host="Sở Công Thươg"))
    assert [one.text for one in plan.unknown_names] == ["Sở Công Thươg"]
    plan, _done = load(row(place, host="Sở Công Thươg"), named={"Sở Công Thươg": place.unit.code})
    assert told(plan) == []
    assert ScienceWork.objects.get().unit == place.unit


def test_a_load_is_taken_back_to_the_byte(place):
    officer = actor_for(place.officer_user)
    load(row(place), by=officer)
    before = state()
    _plan, done = load(
        row(place, applied="Có", why="Ba xã."),
        more(code=place.head.code),
        row(place, work="ĐT-02"),
        by=officer,
    )
    assert state() != before
    undo(done, by=officer)
    assert state() == before
    assert ScienceWork.objects.get().version == 3
    assert AuditEvent.objects.filter(action="emulation.science.load_undone").count() == 2


def test_a_later_change_refuses_the_way_back(place):
    officer = actor_for(place.officer_user)
    _plan, done = load(row(place), by=officer)
    content = made.science_content([place.person], code="ĐT-01", title="Tên đúng")
    science.correct(ScienceWork.objects.get(), content=content, unit=place.unit, by=officer, at=AT)
    with pytest.raises(GuardRefused, match="Tên đúng"):
        undo(done, by=officer)
    _plan, later = load(row(place, title="Tên đúng", scope="Cơ sở"), more(code=place.head.code))
    assert later is not None
    with pytest.raises(GuardRefused, match="Hãy hoàn tác lần nạp đó trước"):
        undo(done, by=officer)


def test_the_number_of_statements_does_not_depend_on_the_rows(place):
    people = [StaffFactory(unit=place.office) for _time in range(40)]
    counts = {}
    for size, prefix in ((4, "A"), (40, "B")):
        content = records_file(
            *(row(place, work=f"{prefix}-{number // 2}", code=one.code,
                  role="Chủ nhiệm" if number % 2 else "Thành viên")
              for number, one in enumerate(people[:size]))
        )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            plan, _load = bring_in(KEY, content)
        assert told(plan) == []
        counts[size] = len(captured)
    assert counts[40] <= counts[4]


def test_the_command_brings_in_a_file(place, tmp_path, clock_at):
    path = tmp_path / "de-tai.xlsx"
    path.write_bytes(records_file(row(place)))
    with clock_at("2020-11-30"):
        call_command("import_science_works", str(path), stdout=StringIO())
    assert ScienceWork.objects.get().code == "ĐT-01"

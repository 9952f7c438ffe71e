"""Recipients outside the staff lists: recorded, corrected, found, never twice."""

from datetime import date

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.domain.likeness import ALIKE, likeness
from personnel.models import ExternalRecipient, RecipientKind, Role, Unit
from personnel.selectors import recipients as reads
from personnel.services import recipients as services
from tests.factories.personnel import AT, actor_with


def record(unit, name="Công ty TNHH Mây Tre Lá Trà Cú", by=SYSTEM, **more):
    values = {"kind": RecipientKind.ENTERPRISE, **more}
    return services.create_recipient(unit=unit, name=name, by=by, at=AT, **values)


def test_codes_are_given_in_order_and_leave_taken_ones_out(country):
    # The numbers of rows go on from earlier tests.
    first = record(country.industry).pk
    following = [f"NG-{first + step:06d}" for step in range(1, 7)]
    record(country.industry, "Hợp tác xã Sao Mai", code=following[1])
    third = record(country.industry, "Doanh nghiệp Biển Xanh")
    assert third.code == following[2]
    own = record(country.industry, "Cơ sở Hòa Lợi", code="DN.17")
    assert own.code == "DN.17"
    with pytest.raises(InvalidInput, match=r"DN\.17"):
        record(country.industry, "Vườn Ấp Chợ", code="DN.17")
    assert services.next_codes(2) == following[3:5]


def test_what_was_recorded_is_written_to_the_trail(country):
    made = record(country.industry, registration="2100999001", by=SYSTEM)
    event = AuditEvent.objects.get(action="personnel.recipient_created")
    assert event.subject_id == str(made.pk)
    assert event.data["registration"] == "2100999001"
    services.update_recipient(
        recipient=made, address="Khóm 4", unit=country.trade, by=SYSTEM, at=AT
    )
    event = AuditEvent.objects.get(action="personnel.recipient_updated")
    assert event.data["changes"]["address"] == {"from": "", "to": "Khóm 4"}
    assert event.data["changes"]["unit"] == {"from": "SCT", "to": "SCT.trade"}
    services.update_recipient(recipient=made, address="Khóm 4", by=SYSTEM, at=AT)
    assert AuditEvent.objects.filter(action="personnel.recipient_updated").count() == 1


def test_a_stale_correction_is_refused_with_what_changed(country):
    made = record(country.industry)
    services.update_recipient(recipient=made, address="Khóm 4", by=SYSTEM, at=AT)
    old = ExternalRecipient.objects.get(pk=made.pk)
    with pytest.raises(Stale) as stale:
        services.update_recipient(
            recipient=old, address="Khóm 5", by=SYSTEM, at=AT, expected_version=1
        )
    assert stale.value.changes[0]["fields"][0]["to"] == "Khóm 4"


def test_the_similar_are_named_before_a_new_one_is_made(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    first = record(country.industry, "Công ty TNHH Một thành viên Dừa Sáp Cầu Kè", by=officer)
    with pytest.raises(InvalidInput, match=first.code) as refused:
        record(country.industry, "Cty CP Dừa sáp Cầu Kè", by=officer)
    assert refused.value.problems[0].field == "despite_similar"
    other = record(country.industry, "Cty CP Dừa sáp Cầu Kè", by=officer, despite_similar=True)
    found = reads.similar("dừa sáp cầu kè", within=reads.visible_to(officer))
    assert {one.recipient for one in found} == {first, other}
    assert reads.similar("", "2100", within=reads.visible_to(officer)) == []
    stranger = actor_with(Role.HR_OFFICER, country.health)
    assert reads.similar("dừa sáp cầu kè", within=reads.visible_to(stranger)) == []


def test_a_registration_number_is_held_once(country):
    record(country.industry, registration="2100999001")
    with pytest.raises(InvalidInput, match="2100999001"):
        record(country.health, "Tên khác hẳn", registration="2100999001")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "chưa có nội dung"),
        ({"kind": "KHAC"}, "không có trong danh mục"),
        ({"birth_date": date(1980, 1, 1)}, "chỉ ghi cho cá nhân"),
        ({"sex": "F"}, "chỉ ghi cho cá nhân"),
        ({"kind": "PERSON", "registration": "079080000001"}, "số định danh không được ghi"),
        ({"kind": "PERSON", "birth_date": date(2120, 1, 1)}, "sau hôm nay"),
        ({"name": "x" * 201}, "tối đa 200"),
        ({"code": "mã có dấu"}, "không dùng trong mã"),
    ],
)
def test_what_cannot_be_recorded(country, values, words):
    with pytest.raises(InvalidInput, match=words):
        record(country.industry, **values)
    assert not ExternalRecipient.objects.exists()


def test_who_may_record_and_see(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    made = record(country.trade, by=officer)
    with pytest.raises(NotVisible):
        record(country.clinic, "Nơi khác", by=officer)
    with pytest.raises(Forbidden):
        record(country.trade, "Nơi khác", by=actor_with(Role.AUDITOR, country.industry))
    with pytest.raises(NotVisible):
        services.update_recipient(recipient=made, unit=country.clinic, by=officer, at=AT)
    assert reads.visible_recipient(officer, made.code) == made
    with pytest.raises(NotVisible):
        reads.visible_recipient(actor_with(Role.HR_OFFICER, country.health), made.code)
    assert not reads.visible_to(actor_with(Role.STAFF_MEMBER, country.industry)).exists()


def test_a_dissolved_unit_takes_no_new_ones(country):
    Unit.objects.filter(pk=country.trade.pk).update(dissolved_on=date(2019, 1, 1))
    with pytest.raises(InvalidInput, match="đã giải thể"):
        record(country.trade)


def test_order_and_search(country):
    for name, kind in (
        ("Trần Văn Ơn", "ENTREPRENEUR"),
        ("Lê Thị Ánh", "PERSON"),
        ("Hộ ông Thạch Sang", "HOUSEHOLD"),
        ("Công ty Bến Đò", "ENTERPRISE"),
    ):
        record(country.industry, name, kind=kind)
    names = [one.name for one in reads.visible_to(SYSTEM)]
    assert names == ["Lê Thị Ánh", "Công ty Bến Đò", "Hộ ông Thạch Sang", "Trần Văn Ơn"]
    assert [one.name for one in reads.visible_to(SYSTEM).matching("ben do")] == ["Công ty Bến Đò"]
    last = reads.visible_to(SYSTEM).last()
    assert list(reads.visible_to(SYSTEM).matching(last.code.lower())) == [last]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Công ty TNHH Lúa Vàng", "Cty Cổ phần LÚA VÀNG", True),
        ("Công ty Lúa Vàng", "Công ty Lúa Vàng Trà Vinh", True),
        ("Hộ ông Nguyễn Văn Bảy", "Hộ bà Nguyễn Văn Bảy", True),
        ("Công ty Lúa Vàng", "Công ty Gạo Trắng", False),
        ("Hợp tác xã Sao Mai", "Công ty Sao Biển Xanh", False),
    ],
)
def test_likeness(one, other, alike):
    assert (likeness(one, other) >= ALIKE) is alike
    assert likeness(one, other) == likeness(other, one)

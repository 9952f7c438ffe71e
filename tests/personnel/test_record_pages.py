"""Pages and API of units' grades and of notices from other agencies."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.scope import SYSTEM
from personnel.models import (
    BarNotice,
    CorrectionRequest,
    RetentionRule,
    Role,
    UnitAssessment,
    UnitEvent,
)
from personnel.services import bars, corrections, unit_grades
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_with
from tests.personnel.browsing import browser_of, page, post, signed_in

BY = {"by": SYSTEM, "at": AT}
NOTICE = {
    "source": "Thanh tra tỉnh",
    "reason": "Đang thanh tra dự án chợ",
    "document_ref": "31/TTT",
    "document_on": date(2020, 4, 1),
}


@pytest.fixture
def officer(country):
    return browser_of(Role.HR_OFFICER, country.industry)


def text(answer):
    return answer.content.decode()


def noticed(person, **more):
    return bars.record_bar(staff=person, **{**NOTICE, **BY, **more})


# --- Units ------------------------------------------------------------------------------------


def test_a_units_grade_is_recorded_mended_and_taken_back_on_screen(country, officer):
    sent = {"year": 2019, "grade": "GOOD", "party_grade": "EXCELLENT",
            "decision_ref": "40/QĐ", "decided_on": "20/12/2019"}  # fmt: skip
    answer = post(officer, "unit_assess", "SCT.trade", **sent)
    assert answer.status_code == 302
    assert UnitAssessment.objects.get().party_grade == "EXCELLENT"
    again = post(officer, "unit_assess", "SCT.trade", **sent | {"grade": "COMPLETED"})
    assert again.status_code == 422
    assert "đã có xếp loại" in text(again)
    assert "40/QĐ" in text(again)
    part = text(page(officer, "unit_grades", "SCT.trade"))
    assert "Hoàn thành xuất sắc nhiệm vụ" in part
    assert "20/12/2019" in part
    assert post(officer, "unit_grade_correct", "SCT.trade", 2019, grade="COMPLETED")
    assert UnitAssessment.objects.get().grade == "COMPLETED"
    assert post(officer, "unit_grade_withdraw", "SCT.trade", 2019, reason="").status_code == 422
    post(officer, "unit_grade_withdraw", "SCT.trade", 2019, reason="Nhầm đơn vị")
    assert not UnitAssessment.objects.exists()
    assert page(officer, "unit_grade_correct", "SCT.trade", 2019).status_code == 404


def test_whoever_sees_the_unit_reads_its_grades_and_changes_nothing(country):
    unit_grades.record_unit_grade(unit=country.trade, year=2019, grade="GOOD", **BY)
    reader = browser_of(Role.STAFF_MEMBER, country.industry)
    shown = text(page(reader, "unit_grades", "SCT.trade"))
    assert "Hoàn thành tốt nhiệm vụ" in shown
    assert "Ghi xếp loại" not in shown
    assert page(reader, "unit_assess", "SCT.trade").status_code == 403
    assert page(reader, "unit_grades", "SYT.clinic").status_code == 404
    assert "Mức độ hoàn thành nhiệm vụ hằng năm" in text(page(reader, "unit_detail", "SCT.trade"))
    empty = text(page(reader, "unit_grades", "SCT.office"))
    assert "Chưa có kết quả xếp loại nào của đơn vị" in empty


def test_units_grades_over_the_api(country, officer):
    for unit, year in ((country.trade, 2018), (country.trade, 2019), (country.clinic, 2019)):
        unit_grades.record_unit_grade(unit=unit, year=year, grade="GOOD", **BY)
    detail = officer.get("/api/v1/units/SCT.trade/").json()
    assert [one["year"] for one in detail["assessments"]] == [2018, 2019]
    rows = officer.get("/api/v1/unit-assessments/").json()["results"]
    assert [(one["unit"]["code"], one["year"]) for one in rows] == [
        ("SCT.trade", 2019),
        ("SCT.trade", 2018),
    ]
    for query, count in (
        ({"year": "2018"}, 1),
        ({"grade": "FAILED"}, 0),
        ({"unit": "SCT.office"}, 0),
        ({"unit": "SCT"}, 2),
    ):
        found = officer.get("/api/v1/unit-assessments/", query).json()["results"]
        assert len(found) == count, query
    for wrong in ({"year": "hai"}, {"grade": "KHA"}):
        assert officer.get("/api/v1/unit-assessments/", wrong).status_code == 400
    assert officer.get("/api/v1/unit-assessments/", {"unit": "SYT"}).status_code == 404


# --- Notices ----------------------------------------------------------------------------------


def test_a_notice_is_recorded_lifted_and_taken_back_on_screen(country, officer, people):
    sent = {**NOTICE, "document_on": "01/04/2020"}
    assert post(officer, "bar_add", "CB1", **sent | {"reason": ""}).status_code == 422
    answer = post(officer, "bar_add", "CB1", **sent)
    assert answer.status_code == 302
    held = BarNotice.objects.get()
    assert held.valid_from == date(2020, 4, 1)
    part = text(page(officer, "bars", "CB1"))
    assert "Thanh tra tỉnh" in part
    assert "Đang bị lưu ý" in part
    refused = post(officer, "bar_lift", "CB1", held.pk, on="01/09/2020", lifting_ref="")
    assert refused.status_code == 422
    post(officer, "bar_lift", "CB1", held.pk, on="01/09/2020", lifting_ref="8/KL-TTT")
    shown = text(page(officer, "bars", "CB1"))
    assert "Đã gỡ" in shown
    assert "8/KL-TTT" in shown
    kept = {**sent, "valid_from": "01/03/2020", "valid_to": "", "lifting_ref": ""}
    post(officer, "bar_correct", "CB1", held.pk, **kept)
    held.refresh_from_db()
    assert (held.valid_from, held.valid_to) == (date(2020, 3, 1), None)
    post(officer, "bar_withdraw", "CB1", held.pk, reason="Nhầm người")
    assert not BarNotice.objects.exists()


def test_the_pages_open_for_the_officer_and_not_for_others(country, people):
    held = noticed(people["trade"])
    pages = [("bar_add",), ("bar_correct", held.pk), ("bar_lift", held.pk)]
    for role, expected in ((Role.HR_OFFICER, 200), (Role.DIRECTOR, 403)):
        browser = browser_of(role, country.industry)
        for name, *more in pages:
            assert page(browser, name, "CB1", *more).status_code == expected, (role, name)
            assert page(browser, name, "CB2", *more).status_code == 404, (role, name)
        assert page(browser, "bars", "CB1").status_code == 200
        assert page(browser, "bars", "CB2").status_code == 404
        assert page(browser, "bar_list").status_code == expected
    mine = signed_in(UserFactory(staff=people["trade"], roles=[(Role.STAFF_MEMBER, country.trade)]))
    assert "Thanh tra tỉnh" in text(page(mine, "bars", "CB1"))
    assert "Thanh tra tỉnh" in text(page(mine, "my_record"))
    assert page(mine, "bar_list").status_code == 403


def test_an_officer_sees_his_own_notice_but_no_way_to_lift_it(country, people):
    held = noticed(people["trade"])
    account = UserFactory(staff=people["trade"], roles=[(Role.HR_OFFICER, country.industry)])
    himself = signed_in(account)
    for shown in (text(page(himself, "bars", "CB1")), text(page(himself, "bar_list"))):
        assert "Thanh tra tỉnh" in shown
        assert "/go/" not in shown
    sent = {"on": "01/09/2020", "lifting_ref": "8/KL"}
    assert post(himself, "bar_lift", "CB1", held.pk, **sent).status_code == 403
    assert BarNotice.objects.get().valid_to is None


def test_the_list_shows_who_is_noticed_and_narrows(country, officer, people):
    assert "Không có ai đang bị lưu ý" in text(page(officer, "bar_list"))
    second = StaffFactory(unit=country.office, code="CB7", full_name="Thạch Thị Hoa")
    first = noticed(people["trade"])
    noticed(second, document_ref="32/TTT")
    noticed(people["clinic"], document_ref="33/TTT")
    bars.lift_bar(notice=first, on=date(2020, 9, 1), lifting_ref="8/KL", **BY)
    shown = text(page(officer, "bar_list"))
    assert "32/TTT" in shown
    assert "31/TTT" not in shown
    assert "33/TTT" not in shown
    assert "31/TTT" in text(page(officer, "bar_list", tinh_trang="da-go"))
    both = text(page(officer, "bar_list", tinh_trang="tat-ca"))
    assert "31/TTT" in both
    assert "32/TTT" in both
    assert "32/TTT" in text(page(officer, "bar_list", q="thach hoa"))
    assert "32/TTT" not in text(page(officer, "bar_list", don_vi="SCT.trade"))
    nobody = text(page(officer, "bar_list", q="khong co ai"))
    assert "Không có thông báo nào khớp" in nobody


def test_the_list_costs_the_same_however_long(country, officer):
    counts = []
    for _ in range(2):
        for _ in range(8):
            noticed(StaffFactory(unit=country.trade))
        with CaptureQueriesContext(connection) as captured:
            assert page(officer, "bar_list").status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0]


def test_notices_over_the_api(country, officer, people):
    held = noticed(people["trade"])
    noticed(people["clinic"], document_ref="33/TTT")
    detail = officer.get("/api/v1/staff/CB1/").json()
    assert [one["document_ref"] for one in detail["bar_notices"]] == ["31/TTT"]
    assert (detail["recruited_on"], detail["retires_on"]) == (None, None)

    def refs(**query):
        rows = officer.get("/api/v1/bar-notices/", query).json()["results"]
        return [(one["staff"]["code"], one["document_ref"]) for one in rows]

    assert refs() == refs(state="standing") == [("CB1", "31/TTT")]
    bars.lift_bar(notice=held, on=date(2020, 9, 1), lifting_ref="8/KL", **BY)
    assert refs(state="standing") == []
    assert refs(state="lifted") == refs(on="2020-08-31") == [("CB1", "31/TTT")]
    assert refs(on="2020-09-01") == []
    assert officer.get("/api/v1/bar-notices/", {"state": "khac"}).status_code == 400


# --- What the database keeps in order ---------------------------------------------------------


def test_the_database_refuses_half_a_paper_a_wrong_topic_and_no_months(country):
    person = StaffFactory(unit=country.trade)
    me = actor_with(Role.STAFF_MEMBER, country.trade, staff=person)
    corrections.send(staff=person, topic="other", wanted="Nội dung", by=me, at=AT)
    RetentionRule.objects.create(record="outbox_done", months=12, basis="Quy chế")
    events = {"kind": "CODED", "on": AT.date(), "recorded_at": AT, "recorded_by_name": "x"}
    for write in (
        lambda: UnitEvent.objects.create(**events, decision_number="5/QĐ"),
        lambda: UnitEvent.objects.create(**events, decided_on=AT.date()),
        lambda: CorrectionRequest.objects.update(topic="khac"),
        lambda: RetentionRule.objects.update(months=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    UnitEvent.objects.create(**events)
    UnitEvent.objects.create(**events, decision_number="5/QĐ", decided_on=AT.date())

"""The staff list, today and of a day: on screen, as a sheet, over REST."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from core import keyset
from core.scope import SYSTEM
from personnel.models import Role
from personnel.services import appointments
from personnel.services import staff as steps
from personnel.services import units as unit_steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, StaffFactory
from tests.personnel.browsing import browser_of, page

BY = {"by": SYSTEM, "at": AT}
MOVED = date(2020, 7, 1)


@pytest.fixture
def officer(country):
    return browser_of(Role.HR_OFFICER, country.industry)


def shown(answer):
    return [(line.code, line.unit_label, line.post) for line, _kind in answer.context["people"]]


def text(answer):
    return answer.content.decode()


def test_the_list_of_a_day_has_units_posts_and_names_of_that_day(country, people, officer):
    steps.transfer(staff=people["trade"], unit=country.clinic, post="Y sĩ", on=MOVED, **BY)
    steps.leave(staff=people["clinic"], on=MOVED, **BY)
    unit_steps.rename_unit(
        unit=country.trade,
        name="Phòng Thương mại và Dịch vụ",
        short_name="",
        abbreviation="",
        on=date(2020, 9, 1),
        order=Order("1/QĐ", date(2020, 8, 1)),
        **BY,
    )
    before = page(officer, "staff_list", ngay="01/06/2020")
    assert shown(before) == [("CB1", "Đơn vị SCT.trade", "Chuyên viên")]
    assert "Nay ở nơi khác" in text(before)
    assert reverse("personnel:staff_detail", args=["CB1"]) not in text(before)
    assert shown(page(officer, "staff_list", ngay="01/08/2020")) == []
    province = browser_of(Role.PROVINCE_OFFICER, country.province)
    assert [one[0] for one in shown(page(province, "staff_list", ngay="01/06/2020"))] == [
        "CB1",
        "CB2",
    ]
    assert shown(page(province, "staff_list", ngay="01/08/2020")) == [
        ("CB1", "Đơn vị SYT.clinic", "Y sĩ")
    ]
    inside = page(province, "staff_list", ngay="01/06/2020", don_vi="SYT")
    assert [one[0] for one in shown(inside)] == ["CB2"]


def test_the_list_is_narrowed_by_post_and_shows_posts_beside(country, people, officer):
    appointments.begin_concurrent(
        staff=people["trade"],
        unit=country.office,
        post="Trưởng ban",
        on=MOVED,
        is_manager=True,
        **BY,
    )
    StaffFactory(unit=country.trade, code="CB9")
    listed = page(officer, "staff_list", chuc_vu="lanh-dao")
    assert [one[0] for one in shown(listed)] == ["CB1"]
    assert "Kiêm nhiệm: Trưởng ban · Đơn vị SCT.office" in text(listed)
    assert [one[0] for one in shown(page(officer, "staff_list", chuc_vu="khong"))] == ["CB9"]
    early = page(officer, "staff_list", chuc_vu="lanh-dao", ngay="30/06/2020")
    assert shown(early) == []
    unit = page(officer, "unit_detail", "SCT.office")
    assert "Kiêm nhiệm" in text(unit)


@pytest.mark.parametrize("query", [{}, {"ngay": "01/06/2020"}])
def test_the_list_costs_the_same_however_long(country, officer, query):
    counts = []
    for _more in range(2):
        for _one in range(5):
            someone = StaffFactory(unit=country.trade)
            appointments.begin_concurrent(
                staff=someone, unit=country.office, post="Ủy viên", on=date(2020, 1, 1), **BY
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(officer, "staff_list", **query)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_of_a_day_goes_on_by_pages(country, officer, monkeypatch):
    monkeypatch.setattr("personnel.web.staff_list.PAGE_SIZE", 2)
    codes = [StaffFactory(unit=country.trade).code for _one in range(5)]
    seen, cursor = [], ""
    while True:
        answer = page(officer, "staff_list", ngay="01/06/2020", trang=cursor)
        seen += [one[0] for one in shown(answer)]
        cursor = answer.context["page"].next
        if not cursor:
            break
    assert sorted(seen) == sorted(codes)
    broken = page(officer, "staff_list", trang=str(keyset.Cursor(["a"], back=False)))
    assert broken.status_code == 400


def test_the_sheet_has_exactly_what_is_shown(country, people, officer):
    StaffFactory(unit=country.office, full_name="=1+1 Võ An", code="CB3", category="WORKER")
    answer = officer.get(reverse("personnel:staff_export"), {"don_vi": "SCT", "loai": "WORKER"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[2][0] == "Đơn vị: Sở SCT; Loại nhân sự: Người lao động (hợp đồng)"
    assert [row[:2] for row in rows[5:]] == [["CB3", "=1+1 Võ An"]]
    everybody = officer.get(reverse("personnel:staff_export"))
    rows = CalamineWorkbook.from_filelike(BytesIO(everybody.content)).get_sheet_by_index(0)
    assert "CB2" not in [row[0] for row in rows.to_python()]


def test_a_list_too_long_for_a_sheet_says_so(country, people, officer, monkeypatch):
    monkeypatch.setattr("personnel.web.staff_list.MOST", 0)
    answer = officer.get(reverse("personnel:staff_export"))
    assert answer.status_code == 400
    assert "Hãy lọc bớt" in text(answer)


def test_the_api_lists_a_day(country, people, officer):
    secrets = {"email": "an@example.vn", "sex": "M", "birth_date": date(1985, 5, 8)}
    steps.update_staff(staff=people["trade"], external_id="X1", **secrets, **BY)
    rows = officer.get("/api/v1/staff/", {"on": "2020-06-01"}).json()["results"]
    assert (rows[0]["email"], rows[0]["external_id"]) == ("an@example.vn", "X1")
    steps.transfer(staff=people["trade"], unit=country.clinic, post="Y sĩ", on=MOVED, **BY)
    rows = officer.get("/api/v1/staff/", {"on": "2020-06-01"}).json()["results"]
    assert [(row["code"], row["unit"]["code"], row["post"]) for row in rows] == [
        ("CB1", "SCT.trade", "Chuyên viên")
    ]
    # He works elsewhere now: what he was then is told, his record is not.
    told = {name: rows[0][name] for name in ("external_id", "birth_date", "sex", "email")}
    assert told == {"external_id": None, "birth_date": None, "sex": "", "email": ""}
    assert officer.get("/api/v1/staff/", {"on": "2020-08-01"}).json()["results"] == []
    assert officer.get("/api/v1/staff/", {"on": "01/08/2020"}).status_code == 400
    assert officer.get("/api/v1/staff/", {"manager": "true"}).json()["results"] == []
    assert officer.get("/api/v1/staff/", {"manager": "co"}).status_code == 400

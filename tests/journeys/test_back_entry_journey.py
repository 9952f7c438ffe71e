"""Thirty names of one decision of paper, by keyboard and clipboard, and all of it taken back."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest
from django.urls import reverse

from awards.models import RecordedAward
from personnel.models import Role
from tests.factories.awards import make_government
from tests.factories.legal import load_catalogue
from tests.factories.personnel import StaffFactory, UserFactory
from tests.journeys.steps import confirmed, look, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Hạnh")
MOST_SECONDS = 180


def fill_in_decision(page: Any) -> None:
    """What the decision says once."""
    page.fill("[name=number]", "12/QĐ-SCT")
    page.fill("[name=decided_on]", "15/01/2019")
    page.fill("[name=signer_name]", "Trần Văn Hai")
    page.select_option("[name=award]", "GIAYKHEN")
    page.fill("[name=year]", "2018")


def test_thirty_names_are_recorded_in_minutes(page: Any) -> None:
    load_catalogue()
    gov = make_government()
    names = [f"{family} Thị Phương {given}" for family in FAMILIES for given in GIVEN]
    for name in names[:28]:
        StaffFactory(unit=gov.division, full_name=name)
    UserFactory(username="tochuc", roles=[(Role.HR_OFFICER, gov.department)])
    sign_in(page, "tochuc")
    page.goto(reverse("awards:register"))
    page.get_by_role("link", name="Ghi khen thưởng đã có quyết định").click()
    page.get_by_role("heading", name="Ghi khen thưởng đã có quyết định", level=1).wait_for()
    look(page)
    began = monotonic()
    fill_in_decision(page)
    lines = [f"{number}. {name}; {gov.division.code}" for number, name in enumerate(names[:27], 1)]
    page.fill("[name=pasted]", "\n".join([*lines, "Vo Thi Phuong Chau", "Hộ ông Kim Rinh"]))
    page.get_by_role("button", name="Đối chiếu danh sách").click()
    page.get_by_text("Cần chọn", exact=True).wait_for()
    look(page)
    # The near one is chosen among those shown, the household told, one more typed and picked.
    page.check("[name=d-27-recipient] >> nth=0")
    page.select_option("[name=d-28-kind]", "HOUSEHOLD")
    page.get_by_role("button", name="Thêm 5 dòng").click()
    page.get_by_text("Lập mới, Sở Công Thương theo dõi").wait_for()
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator("#id_d-29-recipient").press_sequentially("phong quan ly")
    page.locator("#id_d-29-recipient-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.get_by_role("heading", name="Xem lại trước khi ghi", level=1).wait_for()
    look(page)
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert "Đã ghi 30 khen thưởng theo quyết định 12/QĐ-SCT" in confirmed(page)
    assert monotonic() - began < MOST_SECONDS
    assert RecordedAward.objects.count() == 30
    page.get_by_role("link", name="Lần ghi lại, hoàn tác").click()
    page.get_by_role("link", name="Hoàn tác").first.click()
    page.get_by_role("button", name="Hoàn tác").last.click()
    confirmed(page)
    assert RecordedAward.objects.count() == 0

"""A deputy decides for his head in a real browser, and both names stay with what he did."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from emulation.models import Registration
from personnel.models import Role
from tests.emulation.cases import department, registration_in
from tests.factories.delegations import delegate
from tests.factories.personnel import DAY, StaffFactory, UserFactory
from tests.journeys.steps import look, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

BEGIN = "Làm việc thay mặt Trần Văn Bình"


@pytest.fixture
def cast(db, clock_at):
    with clock_at(DAY.isoformat()):
        place = department()
        deputy = UserFactory(
            full_name="Lê Văn Khoa",
            staff=StaffFactory(unit=place.office, full_name="Lê Văn Khoa"),
            roles=[(Role.STAFF_MEMBER, place.office)],
        )
        place.head_user.full_name = "Trần Văn Bình"
        place.head_user.save()
        case = registration_in("SUBMITTED", place)
        given = delegate(place.head_user, deputy, Role.UNIT_HEAD, place.office)
        yield deputy, case, given


@pytest.mark.parametrize("width", [1366, 390])
def test_a_deputy_approves_on_behalf_of_the_head(page, cast, width):
    deputy, case, given = cast
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, deputy.username)
    expect(page.get_by_text("Thay mặt Trần Văn Bình: 1 việc đang chờ")).to_be_visible()
    _shot(page, f"inbox-{width}")
    begin = page.get_by_role("main").get_by_role("button", name=BEGIN, exact=True)
    begin.click()
    banner = page.get_by_role("region", name="Làm việc thay mặt")
    expect(banner).to_contain_text("Đang làm việc thay mặt Trần Văn Bình")
    page.goto(f"/thi-dua/dang-ky/{case.pk}/")
    expect(banner).to_be_visible()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(banner).to_be_in_viewport()
    _shot(page, f"case-{width}")
    page.goto(f"/thi-dua/dang-ky/{case.pk}/buoc/approve/")
    page.locator("main form").filter(has=page.locator("input[name=version]")).locator(
        "button[type=submit]"
    ).first.click()
    expect(page.get_by_text("Lê Văn Khoa, thay mặt Trần Văn Bình").first).to_be_visible()
    assert Registration.objects.get(pk=case.pk).state == "APPROVED"
    page.goto(f"/uy-quyen/{given.pk}/")
    expect(page.get_by_role("cell", name="Lê Văn Khoa, thay mặt Trần Văn Bình")).to_be_visible()
    _shot(page, f"delegation-{width}")
    banner.get_by_role("button", name="Thôi thay mặt").click()
    expect(page.get_by_text("Bạn đã trở lại làm việc của mình.")).to_be_visible()
    expect(banner).to_have_count(0)
    page.goto("/uy-quyen/")
    expect(page.get_by_role("link", name="Trần Văn Bình")).to_be_visible()
    _shot(page, f"list-{width}")


def test_the_pages_are_clean_for_every_reader(page, cast):
    deputy, case, given = cast
    sign_in(page, deputy.username)
    addresses = ("/", "/uy-quyen/", f"/uy-quyen/{given.pk}/", f"/thi-dua/dang-ky/{case.pk}/")
    for address in addresses:
        page.goto(address)
        look(page)
    page.goto("/")
    page.get_by_role("main").get_by_role("button", name=BEGIN, exact=True).click()
    for address in addresses:
        page.goto(address)
        look(page)
    sign_in(page, given.principal.username)
    page.goto("/uy-quyen/trao/")
    look(page)
    _shot(page, "give")


def _shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=False)

"""No page scrolls sideways on a phone, whatever its lists hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from core import clock
from emulation.models import PhaseKind
from emulation.services.years import PhaseEntry
from personnel.models import Role
from tests.factories.awards import YEAR, ProposalFactory, decide, make_government
from tests.factories.emulation import EmulationYearFactory, InitiativeFactory, RegistrationFactory
from tests.factories.personnel import StaffFactory, UserFactory
from tests.journeys.steps import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

WIDTHS = (390, 360)
PAGES = (
    "work:inbox",
    "work:notices",
    "work:search",
    "proposals:list",
    "proposals:create",
    "awards:decision_list",
    "awards:register",
    "reports:annual",
    "reports:records",
    "emulation:year_list",
    "emulation:year_open",
    "emulation:bloc_list",
    "emulation:registration_list",
    "emulation:registration_create",
    "emulation:initiative_list",
    "emulation:initiative_create",
    "personnel:staff_list",
    "personnel:staff_hire",
    "personnel:recipient_list",
    "personnel:recipient_add",
    "personnel:unit_list",
    "personnel:unit_open",
    "legal:catalogue",
    "personnel:my_account",
)


@pytest.fixture
def house() -> Any:
    """A department in the middle of everything, with names as long as they come."""
    gov = make_government()
    now = clock.now()
    today = now.date()
    opens, closes = today - timedelta(days=20), today + timedelta(days=40)
    year = EmulationYearFactory(
        unit=gov.department,
        year=today.year,
        theme="Đoàn kết, kỷ cương, dân chủ, năng động, sáng tạo, hiệu quả",
        phases=[PhaseEntry(kind, opens, closes) for kind in PhaseKind.values],
        at=now,
    )
    people = [
        StaffFactory(unit=gov.division, full_name=f"Nguyễn Thị Phương Hoàng Khánh {name}")
        for name in ("Thương", "Nghiêng", "Chuyền")
    ]
    for person in people:
        RegistrationFactory(year=year, staff=person, at=now)
        InitiativeFactory(authors=[person], year=today.year, at=now)
    ProposalFactory(gov=gov, code="GIAYKHEN", staff=people[0])
    decide(gov, ProposalFactory(gov=gov, code="GIAYKHEN", staff=people[1]))
    UserFactory(username="tochuc", roles=[(Role.HR_OFFICER, gov.department)])
    return gov


def test_no_page_of_an_officer_scrolls_sideways(page: Any, house: Any) -> None:
    sign_in(page, "tochuc")
    wide = []
    for name in PAGES:
        year = YEAR if name.startswith(("proposals:", "awards:", "reports:")) else ""
        address = f"{reverse(name)}?nam={year}"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            assert page.locator("main h1, header h1").count() == 1, name
            inside = page.evaluate("document.documentElement.scrollWidth")
            if inside > width:
                wide.append((name, width, inside))
    assert wide == []

"""One small country: a province with two departments, each with two divisions, and a ministry."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from personnel.models import UnitKind
from tests.factories.personnel import StaffFactory, UnitFactory, fresh
from tests.support import shared


@pytest.fixture(scope="module")
def countries(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[[], SimpleNamespace]]:
    with shared.of_module(request, django_db_blocker, _country) as given:
        yield given


@pytest.fixture
def country(countries: Callable[[], SimpleNamespace], db: Any) -> SimpleNamespace:
    """Units by name: ministry, province, industry (office, trade), health (clinic, pharmacy)."""
    return countries()


def _country() -> SimpleNamespace:
    ministry = UnitFactory(code="BCT", kind=UnitKind.MINISTRY, name="Bộ Công Thương")
    province = UnitFactory(code="TV", kind=UnitKind.PROVINCE, name="Tỉnh Trà Vinh")
    units = {"ministry": ministry, "province": province}
    for name, code, parts in (
        ("industry", "SCT", ("office", "trade")),
        ("health", "SYT", ("clinic", "pharmacy")),
    ):
        department = UnitFactory(
            code=code, kind=UnitKind.DEPARTMENT, parent=province, name=f"Sở {code}"
        )
        units[name] = department
        for part in parts:
            units[part] = UnitFactory(code=f"{code}.{part}", parent=department)
    fresh(*units.values())
    return SimpleNamespace(**units)


@pytest.fixture
def people(country):
    return {
        "trade": StaffFactory(unit=country.trade, full_name="Nguyễn Thị Ánh", code="CB1"),
        "clinic": StaffFactory(unit=country.clinic, full_name="Lê Đạt", code="CB2"),
    }

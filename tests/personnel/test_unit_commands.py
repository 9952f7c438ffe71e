"""The operator's commands about units: opening by a decision, merging also at the top."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from personnel.models import Unit, UnitEvent, UnitKind
from tests.factories.personnel import StaffFactory, UnitFactory, fresh

ORDER = ["--order-number", "202/2020/QH", "--order-date", "2020-06-12"]


@pytest.fixture
def neighbour(country):
    """Another province with its department of industry."""
    province = UnitFactory(code="VL", kind=UnitKind.PROVINCE, name="Tỉnh Vĩnh Long")
    department = UnitFactory(code="VL.SCT", kind=UnitKind.DEPARTMENT, parent=province)
    fresh(*vars(country).values())
    return province, department


def merge(capsys, *more):
    call_command("merge_units", "--source", "TV", "--on", "2020-07-01", *ORDER, *more)
    return capsys.readouterr().out


def test_a_unit_is_opened_by_a_decision_with_its_code(country):
    call_command(
        "open_unit", "--code", "SX", "--name", "Sở X", "--kind", "DEPARTMENT",
        "--opened-on", "2020-01-01", "--parent", "TV", "--agency-code", "H84.09", *ORDER,
    )  # fmt: skip
    unit = Unit.objects.get(code="SX")
    event = UnitEvent.objects.get(units=unit)
    assert (event.decision_number, event.decided_on) == ("202/2020/QH", date(2020, 6, 12))
    assert unit.agency_codes.get().value == "H84.09"


def test_provinces_merge_with_their_departments(country, neighbour, capsys):
    clerk = StaffFactory(unit=country.industry)
    fresh(country.industry)
    told = merge(capsys, "--into", "VL", "--child", "SCT=VL.SCT")
    assert "Đã sáp nhập vào Tỉnh Vĩnh Long" in told
    assert "1 người, 3 đơn vị trực thuộc chuyển về" in told
    province, department = neighbour
    fresh(*vars(country).values(), province, department, clerk)
    assert clerk.unit == department
    assert country.trade.parent == department
    assert country.health.parent == province
    assert (country.province.dissolved_on, country.province.parent) == (date(2020, 7, 1), province)


def test_into_a_new_unit_at_the_top(country, neighbour, capsys):
    merge(
        capsys, "--source", "VL", "--into", "VLM", "--name", "Tỉnh Mới", "--kind", "PROVINCE",
        "--short-name", "Mới",
    )  # fmt: skip
    made = Unit.objects.get(code="VLM")
    assert (made.parent, made.kind, made.short_name) == (None, "PROVINCE", "Mới")
    assert Unit.objects.filter(parent=made, dissolved_on=None).count() == 3


def test_a_rehearsal_writes_nothing(country, neighbour, capsys):
    told = merge(capsys, "--into", "VL", "--dry-run")
    assert "Sẽ sáp nhập vào Tỉnh Vĩnh Long" in told
    fresh(country.province)
    assert country.province.dissolved_on is None
    assert not UnitEvent.objects.filter(kind="MERGED").exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (["--into", "KHONG"], "Không có đơn vị mã “KHONG”"),
        (["--into", "TV"], "chính nó"),
        (["--into", "VL", "--child", "SCT"], "MÃ=MÃ"),
        (["--into", "N", "--name", "Mới"], "cần --kind"),
    ],
)
def test_what_cannot_be_merged_is_told(country, neighbour, capsys, more, reason):
    with pytest.raises(CommandError, match=reason):
        merge(capsys, *more)

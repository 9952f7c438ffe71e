"""A new installation: the first units and the first administrator, by two commands."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEvent
from personnel.models import Role, Unit, User
from personnel.selectors.actors import actor_for
from tests.factories.personnel import PASSWORD

pytestmark = pytest.mark.django_db

PROVINCE = {
    "code": "UBND-HD",
    "name": "Ủy ban nhân dân tỉnh Hải Đăng",
    "kind": "PROVINCE",
    "opened_on": "2010-01-01",
}


def run(command, monkeypatch=None, password=None, **options):
    if monkeypatch is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_from_empty_tables_to_an_administrator_who_signs_in(monkeypatch):
    assert "ở đầu cây tổ chức" in run("open_unit", **PROVINCE)
    ministry = {"code": "BNV", "name": "Bộ Nội vụ", "kind": "MINISTRY", "opened_on": "1945-09-02"}
    run("open_unit", **ministry)
    department = {"code": "SNV", "name": "Sở Nội vụ", "kind": "DEPARTMENT"}
    told = run("open_unit", **department, opened_on="2010-01-01", parent="UBND-HD", sector="BNV")
    assert "trực thuộc Ủy ban nhân dân tỉnh Hải Đăng" in told
    opened = Unit.objects.get(code="SNV")
    assert (opened.parent.code, opened.sector_unit.code) == ("UBND-HD", "BNV")
    run("create_admin", monkeypatch, PASSWORD, username="quantri", full_name="Lê Thị Quản")
    user = User.objects.get(username="quantri")
    assert {(role.role, role.unit.code) for role in user.roles.all()} == {
        (Role.SYSTEM_ADMIN, "UBND-HD"),
        (Role.SYSTEM_ADMIN, "BNV"),
    }
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert actor_for(user, clock.today()).may("personnel.manage_accounts", opened.tree_start)
    browser = Client()
    browser.post(reverse("account_login"), {"login": "quantri", "password": PASSWORD})
    assert browser.get(reverse("personnel:account_list")).status_code == 200
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "personnel.unit_opened",
        "personnel.account_created",
        "personnel.role_granted",
    }


@pytest.mark.parametrize(
    ("password", "options", "told"),
    [
        ("123", {}, "Mật khẩu"),
        (PASSWORD, {"unit": "KHONG"}, "Không có đơn vị mã KHONG"),
    ],
)
def test_a_refused_administrator_leaves_nothing(monkeypatch, password, options, told):
    run("open_unit", **PROVINCE)
    with pytest.raises(CommandError, match=told):
        run("create_admin", monkeypatch, password, username="q", full_name="Lê Thị Quản", **options)
    assert not User.objects.exists()


def test_an_administrator_needs_a_unit_first(monkeypatch):
    with pytest.raises(CommandError, match="open_unit"):
        run("create_admin", monkeypatch, PASSWORD, username="q", full_name="Lê Thị Quản")


@pytest.mark.parametrize(
    ("change", "told"), [({"parent": "KHONG"}, "KHONG"), ({"code": "có dấu"}, "ký tự")]
)
def test_a_refused_unit_says_why(change, told):
    with pytest.raises(CommandError, match=told):
        run("open_unit", **PROVINCE | change)
    assert not Unit.objects.exists()

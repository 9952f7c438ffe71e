"""Units, people and accounts for tests.

Everything is written by the services, as in an installation: the tree's numbers, the current unit
and the audit trail are right without a test having to know of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import factory

from core.scope import SYSTEM, Actor
from personnel.models import Role, RoleAssignment, Staff, StaffCategory, Unit, UnitKind, User
from personnel.selectors import actors
from personnel.services import accounts
from personnel.services import staff as staff_services
from personnel.services import units as unit_services

DAY = date(2020, 11, 30)
AT = datetime(2020, 11, 30, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OPENED = date(2010, 1, 1)
JOINED = date(2015, 3, 2)
PASSWORD = "hoa-phuong-do-2020"

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Thạch", "Kim")
_MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Hoàng", "Thanh", "Quốc")
_GIVEN = ("An", "Ánh", "Bình", "Châu", "Dũng", "Đạt", "Hạnh", "Khoa", "Lan", "Ơn", "Phúc", "Uyên")


def invented_name(number: int) -> str:
    """A plausible name, the same for the same number."""
    parts = (_FAMILY, _MIDDLE, _GIVEN)
    steps = (number, number // 3, number * 5)
    return " ".join(names[step % len(names)] for names, step in zip(parts, steps, strict=True))


def _open_unit(*, parent: Unit | None, **values: Any) -> Unit:
    unit = unit_services.open_unit(parent=parent, **values)
    if parent is not None:
        # The parent a test holds has grown: its numbers in memory must follow.
        parent.refresh_from_db()
    return unit


def _create_user(*, roles: Iterable[tuple[str, Unit]], **values: Any) -> User:
    user = accounts.create_user(**values)
    for role, unit in roles:
        grant(user, role, unit)
    return user


class UnitFactory(factory.Factory):
    """A unit opened in 2010; give ``parent`` for its place."""

    class Meta:
        model = _open_unit

    code = factory.Sequence(lambda n: f"DV{n:04d}")
    name = factory.LazyAttribute(lambda unit: f"Đơn vị {unit.code}")
    kind = UnitKind.DIVISION
    opened_on = OPENED
    parent = None
    by = SYSTEM
    at = AT


class StaffFactory(factory.Factory):
    """A person hired in 2015 into ``unit`` (a new one if not given)."""

    class Meta:
        model = staff_services.hire

    code = factory.Sequence(lambda n: f"CB{n:05d}")
    full_name = factory.Sequence(invented_name)
    category = StaffCategory.CIVIL_SERVANT
    joined_on = JOINED
    unit = factory.SubFactory(UnitFactory)
    post = "Chuyên viên"
    by = SYSTEM
    at = AT


class UserFactory(factory.Factory):
    """An account; ``roles=[(Role.HR_OFFICER, unit), …]`` are held from 2015 on."""

    class Meta:
        model = _create_user

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    full_name = factory.Sequence(invented_name)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")
    is_service = False
    password = factory.LazyAttribute(lambda user: None if user.is_service else PASSWORD)
    staff = None
    roles: Iterable[tuple[str, Unit]] = ()
    by = SYSTEM
    at = AT


def fresh(*rows: Any) -> None:
    """Read these rows again, after the tree around them changed."""
    for row in rows:
        row.refresh_from_db()


def grant(
    user: User,
    role: str,
    unit: Unit,
    valid_from: date = JOINED,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give the account a role at a unit."""
    return accounts.grant_role(
        user=user,
        role=role,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        by=SYSTEM,
        at=AT,
    )


def actor_for(user: User, on: date = DAY) -> Actor:
    """The actor of an account on a day; ask again after the tree or the roles changed."""
    return actors.actor_for(User.objects.get(pk=user.pk), on)


def actor_with(role: str, unit: Unit, staff: Staff | None = None, on: date = DAY) -> Actor:
    """A new person's actor holding one role at one unit."""
    user = UserFactory(roles=[(Role(role), unit)], staff=staff)
    return actor_for(user, on)

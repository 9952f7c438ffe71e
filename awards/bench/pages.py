"""Who looks, where, and at what."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from awards.bench.in_process import Session
from awards.bench.organisation import PROVINCE
from awards.bench.scales import LAST_YEAR, SEED
from core import clock
from core.scope import Actor
from personnel.models import Role, RoleAssignment, Unit, UnitKind, User
from personnel.selectors.actors import actor_for

_WORDS = ("nguyen", "tran thi", "huong", "van minh", "le", "thi thu", "tuan", "pham")


def holder_of(role: str, unit: int) -> User:
    """Return the account that holds the role at the unit."""
    return RoleAssignment.objects.select_related("user").get(role=role, unit=unit).user


def province_officer() -> Actor:
    """The one who sees the whole province."""
    return actor_for(holder_of(Role.PROVINCE_OFFICER, PROVINCE), clock.today())


def places() -> dict[str, Unit]:
    """The province, a department of middling size, and a unit with nobody below."""
    departments = sorted(
        Unit.objects.filter(kind=UnitKind.DEPARTMENT),
        key=lambda unit: unit.tree_end - unit.tree_start,
    )
    department = departments[len(departments) // 2]
    leaf = max(Unit.objects.subtree_of(department), key=lambda unit: (unit.depth, -unit.tree_start))
    return {"root": Unit.objects.get(pk=PROVINCE), "department": department, "leaf": leaf}


def searches(count: int, *, with_text: bool) -> Iterator[dict[str, str]]:
    """Choose what is asked for: units from the province down to a leaf, each with a year."""
    rng = random.Random(SEED)  # noqa: S311 - numbers for measuring
    by_depth: dict[int, list[str]] = {}
    for depth, code in Unit.objects.subtree_of(places()["root"]).values_list("depth", "code"):
        by_depth.setdefault(depth, []).append(code)
    depths = sorted(by_depth)
    for number in range(count):
        units = by_depth[depths[number % len(depths)]]
        wanted = {"unit": rng.choice(units), "year": str(LAST_YEAR - rng.randrange(10))}
        if with_text:
            wanted["q"] = _WORDS[number % len(_WORDS)]
        yield wanted


def address(name: str, **query: object) -> str:
    """Return the address of a page with its question."""
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def tour() -> tuple[Session, list[str]]:
    """A signed-in officer and the pages he looks at."""
    officer = holder_of(Role.PROVINCE_OFFICER, PROVINCE)
    department = places()["department"].code
    addresses = [
        address("work:inbox"),
        address("personnel:staff_list", q="huong"),
        address("personnel:unit_list"),
        address("awards:register"),
        address("proposals:list"),
        address("emulation:registration_list"),
        address("reports:annual", unit=department, year=LAST_YEAR),
        address("legal:catalogue"),
        address("api:award_list", unit=department, year=LAST_YEAR),
    ]
    return Session.of(officer), addresses

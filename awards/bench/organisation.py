"""The invented organisation: units, people, accounts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from awards.bench import names
from awards.bench.loading import Loader, Row
from awards.bench.scales import Scale
from core.vietnamese import fold, given_name, name_sort_key, text_sort_key
from personnel.domain import tree
from personnel.models import (
    Appointment,
    Role,
    RoleAssignment,
    Staff,
    Unit,
    UnitKind,
    UnitPlacement,
    User,
)

OPENED = date(2010, 1, 1)
STATE, PROVINCE, MINISTRY = 1, 2, 3
_BELOW = (
    (UnitKind.DEPARTMENT, "Sở"),
    (UnitKind.PUBLIC_SERVICE_UNIT, "Chi cục"),
    (UnitKind.DIVISION, "Phòng"),
)


class Person(NamedTuple):
    """What records repeat of a person."""

    id: int
    name: str
    search_key: str
    sort_key: str
    sex: str
    unit: int
    is_manager: bool


class Place(NamedTuple):
    """What records repeat of a unit."""

    id: int
    code: str
    name: str
    search_key: str
    kind: str


@dataclass
class Organisation:
    """Units and people in memory, to build records from.

    Attributes:
        path: for each unit, itself and its superiors up to the State.
        department: for each unit in a department, that department.
    """

    units: dict[int, Place]
    parents: dict[int, int | None]
    people: list[Person]
    path: dict[int, tuple[int, ...]] = field(init=False)
    department: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.path = {
            unit: (unit, *tree.ancestors(unit, self.parents)) for unit in sorted(self.units)
        }
        self.department = {unit: path[-3] for unit, path in self.path.items() if len(path) > 2}


def make(scale: Scale, rng: random.Random, loader: Loader) -> Organisation:
    """Write units, staff and accounts, and return them."""
    parents = _parents(scale, rng)
    units = {unit: _place(unit, len(_path(unit, parents)) - 1) for unit in parents}
    _load_units(units, parents, loader)
    inside = [unit for unit in units if unit > MINISTRY]
    people = list(_people(scale.staff, inside, rng))
    _load_people(people, loader)
    organisation = Organisation(units, parents, people)
    _load_accounts(organisation, loader)
    return organisation


def _parents(scale: Scale, rng: random.Random) -> dict[int, int | None]:
    """Give every unit a superior in the level above; some superiors have many, some none."""
    parents: dict[int, int | None] = {STATE: None, PROVINCE: STATE, MINISTRY: STATE}
    above = [PROVINCE]
    for size in scale.levels[2:]:
        level = list(range(len(parents) + 1, len(parents) + 1 + size))
        for position, unit in enumerate(level):
            # The first ones go round, so that nobody in the level above is without a subtree.
            chosen = position if position < len(above) else int(rng.random() ** 1.5 * len(above))
            parents[unit] = above[chosen]
        above = level
    return parents


def _path(unit: int, parents: dict[int, int | None]) -> tuple[int, ...]:
    return (unit, *tree.ancestors(unit, parents))


def _place(unit: int, depth: int) -> Place:
    tops = {
        STATE: ("Nhà nước", UnitKind.STATE),
        PROVINCE: ("Tỉnh Mẫu", UnitKind.PROVINCE),
        MINISTRY: ("Bộ Mẫu", UnitKind.MINISTRY),
    }
    if unit in tops:
        name, kind = tops[unit]
    else:
        kind, label = _BELOW[depth - 2]
        name = names.unit(label, unit)
    code = f"DV{unit:05d}"
    return Place(unit, code, name, fold(f"{name} {code}"), kind)


def _load_units(units: dict[int, Place], parents: dict[int, int | None], loader: Loader) -> None:
    nodes = [
        tree.Node(unit, parents[unit], (UnitKind.rank(place.kind), 0, text_sort_key(place.name)))
        for unit, place in units.items()
    ]
    numbered = tree.number(nodes)
    fields = (
        "id", "code", "name", "short_name", "search_key", "kind", "abbreviation", "participates",
        "has_legal_personality", "sector_unit", "opened_on", "sort_order", "parent", "tree_start",
        "tree_end", "depth", "version",
    )  # fmt: skip
    rows: list[Row] = []
    for unit, place in units.items():
        is_department = place.kind == UnitKind.DEPARTMENT
        where = numbered[unit]
        rows.append(
            (
                unit, place.code, place.name, "", place.search_key, str(place.kind),
                f"S{unit}" if is_department else "", unit != STATE, is_department,
                MINISTRY if is_department else None, OPENED.isoformat(), 0, parents[unit],
                where.start, where.end, where.depth, 1,
            )
        )  # fmt: skip
    loader.load(Unit, fields, rows)
    placements = ((unit, unit, parents[unit], OPENED.isoformat()) for unit in units)
    loader.load(UnitPlacement, ("id", "unit", "parent", "valid_from"), placements)


def _people(count: int, units: list[int], rng: random.Random) -> Iterator[Person]:
    for number in range(1, count + 1):
        name, sex = names.person(rng)
        # The first ones are the heads, one for each unit.
        is_manager = number <= len(units)
        unit = units[number - 1] if is_manager else units[int(rng.random() * len(units))]
        search_key = f"{fold(name)} nv{number:06d}"
        yield Person(number, name, search_key, name_sort_key(name), sex, unit, is_manager)


def _load_people(people: list[Person], loader: Loader) -> None:
    fields = (
        "id", "code", "full_name", "given_name", "sort_key", "search_key", "sex", "category",
        "email", "joined_on", "unit", "version",
    )  # fmt: skip
    joined = OPENED.isoformat()
    loader.load(
        Staff,
        fields,
        (
            (
                one.id, f"NV{one.id:06d}", one.name, given_name(one.name), one.sort_key,
                one.search_key, one.sex, "CIVIL_SERVANT" if one.id % 3 else "PUBLIC_EMPLOYEE",
                f"nv{one.id}@example.invalid", joined, one.unit, 1,
            )
            for one in people
        ),
    )  # fmt: skip
    loader.load(
        Appointment,
        ("id", "staff", "unit", "post", "is_manager", "valid_from"),
        ((one.id, one.id, one.unit, post_of(one), one.is_manager, joined) for one in people),
    )


def post_of(person: Person) -> str:
    """Return the post a person holds."""
    return "Trưởng đơn vị" if person.is_manager else "Chuyên viên"


def _load_accounts(organisation: Organisation, loader: Loader) -> None:
    """Give every unit a head, every department an officer, the province its own officer."""
    roles = [(Role.PROVINCE_OFFICER, PROVINCE), (Role.PROVINCE_LEADER, PROVINCE)]
    for unit, place in organisation.units.items():
        if place.kind == UnitKind.DEPARTMENT:
            roles += [(Role.HR_OFFICER, unit), (Role.DIRECTOR, unit), (Role.COUNCIL_MEMBER, unit)]
        elif unit > MINISTRY:
            roles.append((Role.UNIT_HEAD, unit))
    fields = (
        "id", "password", "username", "full_name", "email", "is_superuser", "is_staff",
        "is_active", "is_service", "date_joined",
    )  # fmt: skip
    loader.load(
        User,
        fields,
        (
            (
                number, "!", f"{role.lower()}-{unit}", f"{Role(role).label} {unit}",
                f"tk{number}@example.invalid", False, False, True, False, "2010-01-01 00:00:00",
            )
            for number, (role, unit) in enumerate(roles, 1)
        ),
    )  # fmt: skip
    loader.load(
        RoleAssignment,
        ("id", "user", "role", "unit", "valid_from"),
        (
            (number, number, str(role), unit, OPENED.isoformat())
            for number, (role, unit) in enumerate(roles, 1)
        ),
    )

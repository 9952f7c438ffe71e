"""Setting the scene of a case: its units, people and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from awards.demo.case import Case, expand
from awards.demo.names import People
from core.scope import SYSTEM, Actor
from personnel.models import Role, Staff, StaffCategory, Unit, User
from personnel.selectors.actors import actor_for
from personnel.services import accounts, staff, units

UNITS_OPENED_ON = date(1992, 1, 2)
_UNIT_TRAITS = ("short_name", "abbreviation", "participates", "has_legal_personality")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to get something: a person, or else a collective."""

    staff: Staff | None
    collective: Unit | None

    @property
    def unit(self) -> Unit:
        """Where the recipient stands."""
        found = self.staff.unit if self.staff else self.collective
        if found is None:
            raise ValueError("a recipient is a person or a collective")
        return found


@dataclass
class Cast:
    """Who is who in a case: units by key, people by reference, accounts by user name."""

    people: People
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    by_role: dict[str, list[str]] = field(default_factory=dict)
    _day: date | None = None
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """Return who acts under this account; roles change only where ``act_from`` says so."""
        if username not in self._actors:
            user = self.users[username]
            day = self._day or user.roles.earliest("pk").valid_from
            self._actors[username] = actor_for(user, day)
        return self._actors[username]

    def act_from(self, day: date) -> None:
        """Let everybody act with the roles held on the day, until the next change."""
        self._day = day
        self._actors.clear()

    def actors_in(self, role: str) -> list[Actor]:
        """Return those who hold a role, in the order of the case."""
        return [self.actor(username) for username in self.by_role.get(role, ())]

    def head_of(self, unit: Unit) -> Actor | None:
        """Return the head of the unit or of the nearest unit above it that has one."""
        place: Unit | None = unit
        while place is not None:
            if place.pk in self.heads:
                return self.actor(self.heads[place.pk])
            place = place.parent
        return None

    def recipients(self, references: list[str]) -> list[Recipient]:
        """Return the people and collectives behind references."""
        return [
            Recipient(self.staff[one], None) if "." in one else Recipient(None, self.units[one])
            for one in expand(references)
        ]

    def stranger(self, on: date) -> str:
        """Return the name of somebody outside the department, such as a signer."""
        return self.people.next(on).full_name


class Moments:
    """Moments of office days, each a little later than the one before on the same day."""

    def __init__(self) -> None:
        self._given: dict[date, int] = {}

    def on(self, day: date) -> datetime:
        """Return the next moment of the day."""
        count = self._given.get(day, 0)
        self._given[day] = count + 1
        start = datetime.combine(day, time(8, 0), ZoneInfo(settings.TIME_ZONE))
        return start + timedelta(seconds=min(count * 90, 9 * 3600))


def set_up(case: Case) -> Cast:
    """Open the units, hire the people and give the accounts their roles."""
    day: date = case.parts["set_up_on"]
    at = Moments().on(day)
    cast = Cast(people=People(case.seed, case.parts["names"]))
    for entry in case.parts["upper_units"]:
        known = Unit.objects.filter(code=entry["code"]).first()
        cast.units[entry["key"]] = known or open_unit(cast, entry, at)
    for entry in case.parts["units"]:
        cast.units[entry["key"]] = open_unit(cast, entry, at)
    for unit in cast.units.values():
        unit.refresh_from_db()
    for entry in case.parts["units"]:
        hire(cast, entry, day, at)
    for entry in case.parts["accounts"]:
        _open_account(cast, case, entry, day, at)
    return cast


def open_unit(cast: Cast, entry: Mapping[str, Any], at: datetime) -> Unit:
    """Open a unit of the case, long before it begins."""
    traits = {name: entry[name] for name in _UNIT_TRAITS if name in entry}
    if "sector" in entry:
        traits["sector_unit"] = cast.units[entry["sector"]]
    return units.open_unit(
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        opened_on=UNITS_OPENED_ON,
        parent=cast.units[entry["parent"]] if "parent" in entry else None,
        by=SYSTEM,
        at=at,
        **traits,
    )


def hire(cast: Cast, entry: Mapping[str, Any], day: date, at: datetime) -> None:
    """Put the people of a unit on the staff list."""
    unit = cast.units[entry["key"]]
    number = 0
    for post in entry.get("people", ()):
        for _each in range(post.get("count", 1)):
            number += 1
            person = cast.people.next(day)
            joined_on = post.get("joined_on") or cast.people.joined_on(person, day)
            cast.staff[f"{entry['key']}.{number}"] = staff.hire(
                unit=unit,
                post=post["post"],
                is_manager=post.get("manager", False),
                code=f"{unit.code}-{number:03d}",
                full_name=person.full_name,
                sex=person.sex,
                birth_date=person.birth_date,
                category=post.get("category", entry.get("category", StaffCategory.CIVIL_SERVANT)),
                joined_on=joined_on,
                service_from=joined_on,
                retires_on=cast.people.retires_on(person),
                by=SYSTEM,
                at=at,
            )


def _open_account(
    cast: Cast, case: Case, entry: Mapping[str, Any], day: date, at: datetime
) -> None:
    person = cast.staff[entry["person"]] if "person" in entry else None
    name = person.full_name if person else entry.get("name") or cast.stranger(day)
    is_service = entry.get("service", False)
    user = accounts.create_user(
        username=entry["username"],
        full_name=name,
        email="" if is_service else f"{entry['username']}@{case.parts['mail_domain']}",
        password=None if is_service else case.parts["password"],
        staff=person,
        is_service=is_service,
        by=SYSTEM,
        at=at,
    )
    cast.users[user.username] = user
    unit = _unit_of_roles(cast, case, entry)
    for role in entry["roles"]:
        accounts.grant_role(user=user, role=role, unit=unit, valid_from=day, by=SYSTEM, at=at)
        cast.by_role.setdefault(role, []).append(user.username)
        if role == Role.UNIT_HEAD:
            cast.heads[unit.pk] = user.username


def _unit_of_roles(cast: Cast, case: Case, entry: Mapping[str, Any]) -> Unit:
    if "at" in entry:
        return cast.units[entry["at"]]
    if entry["roles"] == [Role.STAFF_MEMBER]:
        return cast.staff[entry["person"]].unit
    return cast.units[case.parts["report_unit"]]

"""The reorganisation in a case: departments pass into one, and their people go on there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from awards.demo.case import Case
from awards.demo.cast import Cast, Moments, hire, open_unit
from core.scope import SYSTEM
from personnel.models import RoleAssignment, Unit
from personnel.services import accounts
from personnel.services.orders import Order
from personnel.services.unit_changes import merge_units


def has_come(case: Case, today: date) -> bool:
    """Tell whether the units of the case have merged by today."""
    plan = case.parts.get("merger")
    return plan is not None and bool(today > plan["effective"])


def day_of(case: Case) -> date:
    """The day of the merger of a case that has one."""
    day: date = case.parts["merger"]["effective"]
    return day


def run(case: Case, cast: Cast, today: date) -> None:
    """Merge the units of the case, once the day has come; whoever acted there acts in the new one."""
    if not has_come(case, today):
        return
    plan, on = case.parts["merger"], day_of(case)
    at = Moments().on(on)
    _set_up_neighbours(case, cast, plan, at)
    roles = _roles_of(cast)
    for step in plan["steps"]:
        merge_units(
            sources=[cast.units[key] for key in step["from"]],
            into=cast.units[step["into"]],
            on=on,
            order=Order(step["order"]["number"], step["order"]["day"]),
            children={
                cast.units[key]: cast.units[into] for key, into in step.get("children", {}).items()
            },
            by=SYSTEM,
            at=at,
            carries_record="basis" in step,
            basis=step.get("basis", ""),
        )
        for unit in cast.units.values():
            unit.refresh_from_db()
    _go_on(cast, roles, _heirs(plan, cast), on, at)


def _set_up_neighbours(case: Case, cast: Cast, plan: Mapping[str, Any], at: datetime) -> None:
    for entry in plan["units"]:
        cast.units[entry["key"]] = open_unit(cast, entry, at)
    for entry in plan["units"]:
        cast.units[entry["key"]].refresh_from_db()
        hire(cast, entry, case.parts["set_up_on"], at)


def _roles_of(cast: Cast) -> list[RoleAssignment]:
    """What the accounts of the case held before; the merger ends it."""
    held = RoleAssignment.objects.filter(user__in=cast.users.values(), valid_to__isnull=True)
    return list(held.select_related("user", "unit").order_by("pk"))


def _heirs(plan: Mapping[str, Any], cast: Cast) -> dict[int, Unit]:
    """Into which unit each one passed."""
    heirs: dict[int, Unit] = {}
    for step in plan["steps"]:
        pairs = {**dict.fromkeys(step["from"], step["into"]), **step.get("children", {})}
        heirs |= {cast.units[key].pk: cast.units[into] for key, into in pairs.items()}
    return heirs


def _go_on(
    cast: Cast,
    roles: list[RoleAssignment],
    heirs: Mapping[int, Unit],
    on: date,
    at: datetime,
) -> None:
    """Give the roles anew, and let every name of the case mean the unit or person of today."""
    for held in roles:
        if held.unit_id in heirs:
            accounts.grant_role(
                user=held.user,
                role=held.role,
                unit=heirs[held.unit_id],
                valid_from=on,
                by=SYSTEM,
                at=at,
            )
    cast.heads = {
        heirs[pk].pk if pk in heirs else pk: username for pk, username in cast.heads.items()
    }
    cast.units = {key: heirs.get(unit.pk, unit) for key, unit in cast.units.items()}
    for person in cast.staff.values():
        person.refresh_from_db()
    cast.act_from(on)

"""The staff list: who is in reach today, or who worked where on a day.

Lists read plain values in one query, whatever the number of people; what else a line shows (post,
posts held beside, names of the day) is asked once for the lines of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core import keyset
from core.scope import Actor, in_ranges
from core.search import containing
from personnel import permissions
from personnel.models import Appointment, Staff, Unit, UnitName
from personnel.selectors import as_of

WORKING, LEFT, ALL = "working", "left", "all"
ORDER = ("sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list.

    Attributes:
        on: the day asked about; ``None`` is the list of today.
        state: of today's list only: on an earlier day it shows who worked then.
    """

    unit: Unit | None = None
    category: str = ""
    manager: bool | None = None
    text: str = ""
    state: str = WORKING
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One person as a line shows him; unit and post are those of the day asked about."""

    pk: int
    code: str
    full_name: str
    category: str
    unit_code: str
    unit_label: str
    joined_on: date
    left_on: date | None
    post: str
    is_manager: bool
    beside: tuple[str, ...]
    is_seen: bool


def found(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Any]:
    """The rows of the list as plain values, without order; ``lines`` turns them into lines."""
    rows = matching(actor, wanted, today)
    if wanted.on is None:
        keys = ("sort_key", "pk")
        return rows.values("unit_id", *keys, **_named(""), person=F("pk"))
    return rows.values(
        "unit_id", "staff__sort_key", "staff_id", **_named("staff__"), person=F("staff_id")
    )


def matching(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Any]:
    """The people of the list, or the places of work when a day is asked about."""
    if wanted.on is None:
        return _today(actor, wanted, today)
    return _on(actor, wanted, wanted.on)


def page(
    actor: Actor, wanted: Wanted, today: date, *, size: int, cursor: str = ""
) -> tuple[list[Line], keyset.Page]:
    """The lines of one page, with the cursors of its neighbours."""
    one = keyset.page(found(actor, wanted, today), order=order_of(wanted), size=size, cursor=cursor)
    return lines(one.rows, wanted, actor, today), one


def everything(actor: Actor, wanted: Wanted, today: date, most: int) -> list[Line]:
    """All lines of the list in its order, as many as ``most``."""
    rows = found(actor, wanted, today).order_by(*order_of(wanted))[:most]
    return lines(list(rows), wanted, actor, today)


def lines(
    rows: Sequence[Mapping[str, Any]], wanted: Wanted, actor: Actor, today: date
) -> list[Line]:
    """These rows with posts, posts beside and names of the day."""
    told = _on_the_day(rows, wanted, wanted.on or today)
    return [_line(row, told, is_seen=is_seen(actor, row["person"], row["place"])) for row in rows]


def is_seen(actor: Actor, person: int, place: int) -> bool:
    """Whether the actor may see the record of somebody who works at this place today.

    The list of a day also has people who have gone elsewhere since; of them it tells what they
    were then, and no more.
    """
    return person == actor.staff_id or actor.may(permissions.VIEW_STAFF, place)


def _today(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Any]:
    people = Staff.objects.visible_to(actor)
    if wanted.unit is not None:
        people = people.in_subtree(wanted.unit)
    if wanted.category:
        people = people.filter(category=wanted.category)
    if wanted.text:
        people = people.matching(wanted.text)
    if wanted.manager is not None:
        held = Appointment.objects.in_force_on(today).filter(staff=OuterRef("pk"), is_manager=True)
        people = people.filter(Exists(held) if wanted.manager else ~Exists(held))
    if wanted.state == LEFT:
        return people.filter(left_on__lte=today)
    return people if wanted.state == ALL else people.working_on(today)


def _on(actor: Actor, wanted: Wanted, day: date) -> QuerySet[Any]:
    """Places of work of the day in units in reach; one's own is seen always."""
    reach = in_ranges("unit__tree_start", actor.ranges(permissions.VIEW_STAFF))
    if actor.staff_id is not None:
        reach |= Q(staff=actor.staff_id)
    rows = Appointment.objects.main().in_force_on(day).filter(reach)
    if wanted.unit is not None:
        rows = rows.filter(in_ranges("unit__tree_start", as_of.positions_in(wanted.unit, day)))
    if wanted.category:
        rows = rows.filter(staff__category=wanted.category)
    if wanted.text:
        rows = rows.filter(containing(wanted.text, "staff__search_key"))
    if wanted.manager is not None:
        held = Appointment.objects.in_force_on(day).filter(staff=OuterRef("staff"), is_manager=True)
        rows = rows.filter(Exists(held) if wanted.manager else ~Exists(held))
    return rows


_FACTS = ("code", "full_name", "category", "joined_on", "left_on")


def _named(person: str) -> dict[str, F]:
    """The values of a line, by whether a row is a person or somebody's place of work."""
    facts = {f"of_{name}": F(f"{person}{name}") for name in _FACTS}
    return facts | {
        "unit_code": F("unit__code"),
        "unit_name": F("unit__name"),
        "unit_short": F("unit__short_name"),
        "place": F(f"{person}unit__tree_start"),
    }


def order_of(wanted: Wanted) -> tuple[str, ...]:
    """The fields the rows stand in order of."""
    return ORDER if wanted.on is None else ("staff__sort_key", "staff_id")


@dataclass(frozen=True, slots=True)
class _OnTheDay:
    """What the lines of one page show besides their rows."""

    places: dict[int, tuple[str, bool]]
    beside: dict[int, tuple[str, ...]]
    names: dict[int, UnitName]

    def label(self, row: Mapping[str, Any]) -> str:
        """What the unit was called."""
        named = self.names.get(row["unit_id"])
        if named is not None:
            return named.short_name or named.name
        return str(row["unit_short"] or row["unit_name"])


def _on_the_day(rows: Sequence[Mapping[str, Any]], wanted: Wanted, day: date) -> _OnTheDay:
    """Main post and posts beside of these people on the day, and names of units: two queries."""
    held = (
        Appointment.objects.in_force_on(day)
        .filter(staff_id__among=[row["person"] for row in rows])
        .order_by("valid_from", "pk")
        .values_list(
            "staff_id", "post", "is_manager", "is_concurrent", "unit__short_name", "unit__name"
        )
    )
    places: dict[int, tuple[str, bool]] = {}
    beside: dict[int, tuple[str, ...]] = {}
    for person, post, is_manager, is_concurrent, short, name in held:
        if is_concurrent:
            beside[person] = (*beside.get(person, ()), f"{post} · {short or name}")
        else:
            places[person] = (post, is_manager)
    past = wanted.on is not None
    names = as_of.names_on({row["unit_id"] for row in rows}, day) if past else {}
    return _OnTheDay(places, beside, names)


def _line(row: Mapping[str, Any], told: _OnTheDay, *, is_seen: bool) -> Line:
    person = row["person"]
    post, is_manager = told.places.get(person, ("", False))
    return Line(
        pk=person,
        unit_code=row["unit_code"],
        unit_label=told.label(row),
        post=post,
        is_manager=is_manager,
        beside=told.beside.get(person, ()),
        is_seen=is_seen,
        **{name: row[f"of_{name}"] for name in _FACTS},
    )

"""Everybody a list of earlier awards may mean, within the officer's reach, from three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from awards.models.recipient import ObjectKind
from awards.permissions import BACK_ENTER
from awards.services.back_entry.drafts import OUTSIDE, STAFF, Who
from core.imports.likely import Likely
from core.periods import holds_on
from core.scope import SYSTEM, Actor, in_ranges
from core.vietnamese import fold
from personnel.domain.likeness import ALIKE, likeness
from personnel.models import Appointment, ExternalRecipient, RecipientKind, Staff, Unit

_NEAR = 3


class Post(NamedTuple):
    """One appointment."""

    staff_id: int
    unit_id: int
    post: str
    is_manager: bool
    is_concurrent: bool
    valid_from: date
    valid_to: date | None


class KnownPeople:
    """Staff with their appointments, and recipients outside the staff."""

    def __init__(self, by: Actor) -> None:
        self.staff: dict[str, Who] = {}
        self.outside: dict[str, Who] = {}
        self.kind_of_outside: dict[int, str] = {}
        self.by_registration: dict[str, Who] = {}
        self._by_name: dict[str, list[Who]] = defaultdict(list)
        self._outside_by_name: dict[str, list[Who]] = defaultdict(list)
        self._posts: dict[int, list[Post]] = defaultdict(list)
        self._by_birth: dict[date, list[Who]] | None = None
        self._likely_staff: Likely | None = None
        self._likely_outside: Likely | None = None
        self._fetch_staff(by)
        self._fetch_outside(by)

    def _fetch_staff(self, by: Actor) -> None:
        people = Staff.objects.filter(_reach(by, "unit__tree_start")).order_by("pk")
        columns = ("pk", "code", "full_name", "unit_id", "sex", "birth_date")
        for pk, code, name, unit_id, sex, birth in people.values_list(*columns):
            who = Who(STAFF, pk, code, name, ObjectKind.INDIVIDUAL, unit_id, sex, birth)
            self.staff[code] = who
            self._by_name[fold(name)].append(who)
        posts = Appointment.objects.filter(_reach(by, "staff__unit__tree_start"))
        for row in posts.order_by("valid_from", "pk").values_list(*Post._fields):
            self._posts[row[0]].append(Post(*row))

    def _fetch_outside(self, by: Actor) -> None:
        rows = ExternalRecipient.objects.filter(_reach(by, "unit__tree_start")).order_by("pk")
        columns = (
            *("pk", "code", "name", "unit_id", "sex", "birth_date"),
            *("position", "kind", "registration"),
        )
        for pk, code, name, unit_id, sex, birth, post, kind, number in rows.values_list(*columns):
            object_kind = RecipientKind(kind).object_kind
            who = Who(OUTSIDE, pk, code, name, object_kind, unit_id, sex, birth, post)
            self.outside[code] = who
            self.kind_of_outside[pk] = kind
            self._outside_by_name[fold(name)].append(who)
            if number:
                self.by_registration[number] = who

    # --- Staff ------------------------------------------------------------------------------

    def namesakes(self, name: str) -> list[Who]:
        """People on the staff list whose name is the same but for marks."""
        return self._by_name.get(fold(name), [])

    def alike(self, name: str, birth: date | int | None) -> list[Who]:
        """People of nearly this name: born on the same day, or the likeliest of all."""
        found: list[Who] = []
        if isinstance(birth, date):
            if self._by_birth is None:
                self._by_birth = defaultdict(list)
                for who in self.staff.values():
                    if who.birth_date is not None:
                        self._by_birth[who.birth_date].append(who)
            same_day = self._by_birth.get(birth, [])
            found = [who for who in same_day if likeness(name, who.name) >= ALIKE]
        return found[:_NEAR]

    def nearest(self, name: str) -> list[Who]:
        """Whose name is most like this one, to be suggested, not taken."""
        if self._likely_staff is None:
            self._likely_staff = Likely((who.code, who.name) for who in self.staff.values())
        return [self.staff[code] for code in self._likely_staff.best(name, 1)]

    def worked_in(self, who: Who, unit: Unit, units: dict[int, Unit]) -> bool:
        """Whether the person ever worked in the unit or below it."""
        places = {post.unit_id for post in self._posts.get(who.pk, ())} | {who.unit_id}
        return any(unit.holds(units[pk].tree_start) for pk in places)

    def post_on(self, who: Who, day: date) -> Post | None:
        """Where the person stood on the day."""
        for post in self._posts.get(who.pk, ()):
            if not post.is_concurrent and holds_on(day, post.valid_from, post.valid_to):
                return post
        return None

    # --- Outside ----------------------------------------------------------------------------

    def outside_of_kind(self, name: str, kind: str) -> list[Who]:
        """Recipients outside of this kind whose name is the same but for marks."""
        return self._of_kind(self._outside_by_name.get(fold(name), []), kind)

    def outside_alike(self, name: str, kind: str) -> list[Who]:
        """Recipients outside of this kind with nearly this name."""
        if self._likely_outside is None:
            self._likely_outside = Likely((who.code, who.name) for who in self.outside.values())
        best = [self.outside[code] for code in self._likely_outside.best(name, _NEAR)]
        return self._of_kind((who for who in best if likeness(name, who.name) >= ALIKE), kind)

    def _of_kind(self, found: Iterable[Who], kind: str) -> list[Who]:
        return [who for who in found if self.kind_of_outside[who.pk] == kind]


def _reach(by: Actor, path: str) -> Q:
    return Q() if by == SYSTEM else in_ranges(path, by.ranges(BACK_ENTER))

"""What stands already of the people a staff list may mean, from a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from core.scope import SYSTEM, Actor, in_ranges
from personnel import permissions
from personnel.models import Appointment, Staff


class Post(NamedTuple):
    """One recorded appointment."""

    id: int
    staff_id: int
    unit_id: int
    post: str
    is_manager: bool
    is_concurrent: bool
    valid_from: date
    valid_to: date | None

    @property
    def place(self) -> tuple[int, str, bool]:
        """What a transfer would change."""
        return (self.unit_id, self.post, self.is_manager)


class Wanted(NamedTuple):
    """What the rows of a file name.

    Attributes:
        undated_units: units of rows without a day of birth; ``unit_ids`` are those of all rows.
    """

    codes: Collection[str]
    external_ids: Collection[str]
    birth_dates: Collection[date]
    unit_ids: Collection[int]
    undated_units: Collection[int]


@dataclass
class KnownStaff:
    """People by code and by external number, their appointments, oldest first."""

    by_code: dict[str, Staff] = field(default_factory=dict)
    by_external: dict[str, Staff] = field(default_factory=dict)
    posts: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def fetch(cls, wanted: Wanted, by: Actor) -> KnownStaff:
        """The people named by code, and those in the actor's sight who might be the same."""
        named = Q(code__among=wanted.codes) | Q(external_id__among=wanted.external_ids)
        alike = (
            Q(birth_date__among=wanted.birth_dates)
            | Q(birth_date__isnull=True, unit_id__among=wanted.unit_ids)
            | Q(unit_id__among=wanted.undated_units)
        )
        if by != SYSTEM:
            alike &= in_ranges("unit__tree_start", by.ranges(permissions.VIEW_STAFF))
        known = cls()
        for staff in Staff.objects.filter(named | alike).order_by("pk"):
            known.by_code[staff.code] = staff
            if staff.external_id:
                known.by_external[staff.external_id] = staff
        return known

    def fetch_posts(self, people: Iterable[Staff]) -> None:
        """Fetch the appointments of these people."""
        rows = Appointment.objects.filter(staff_id__among=[staff.pk for staff in people])
        for row in rows.order_by("valid_from", "pk").values_list(*Post._fields):
            post = Post(*row)
            self.posts[post.staff_id].append(post)

    def main_posts(self, staff: Staff) -> list[Post]:
        """The places of work, oldest first."""
        return [post for post in self.posts[staff.pk] if not post.is_concurrent]

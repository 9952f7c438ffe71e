"""Goal P12: knowing where somebody may act whose role is held at every single unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from awards.bench.measuring import in_turns, require_same
from awards.bench.results import Line, Setting
from core import clock
from core.scope import Actor, Range, permissions
from personnel.models import Role, RoleAssignment, Unit, User
from personnel.permissions import VIEW_STAFF
from personnel.selectors.actors import actor_for

_GOAL = 3
# Islands of numbers that touch or overlap, as `core.scope.merge_ranges` joins them.
_RANGES_SQL = """
    WITH held AS (
      SELECT u.tree_start AS first, u.tree_end AS last,
             MAX(u.tree_end) OVER (
               ORDER BY u.tree_start, u.tree_end
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM personnel_roleassignment r JOIN personnel_unit u ON u.id = r.unit_id
      WHERE r.user_id = %s AND r.role IN ({roles}) AND r.valid_from <= %s
        AND (r.valid_to IS NULL OR r.valid_to > %s)
    ), numbered AS (
      SELECT first, last,
             SUM(CASE WHEN before IS NULL OR first > before + 1 THEN 1 ELSE 0 END)
               OVER (ORDER BY first, last) AS island
      FROM held
    )
    SELECT MIN(first), MAX(last) FROM numbered GROUP BY island ORDER BY 1
"""


def access(setting: Setting) -> Iterator[Line]:
    """Build the access of an account with one role assignment for each unit, and none nested."""
    with transaction.atomic():
        user = _officer_of_everything()
        require_same({"actor": _ours(user), "raw SQL": _by_hand(user)}, "P12 access")
        repeats = setting.scale.repeats

        def ours() -> None:
            for _repeat in range(repeats):
                _ours(user)

        def by_hand() -> None:
            for _repeat in range(repeats):
                _by_hand(user)

        timings = in_turns({"ours": ours, "raw SQL": by_hand}, setting.rounds)
        count = user.roles.count()
        transaction.set_rollback(True)
    times = ", ".join(
        f"{name} {timings.milliseconds(name, repeats).middle:.2f} ms"
        for name in ("ours", "raw SQL")
    )
    line = Line("P12", f"access of a user with {count:,} units", "islands by window functions")
    yield line.with_ratio(timings.ratio("ours", "raw SQL"), _GOAL, times)


def _officer_of_everything() -> User:
    user = User.objects.create(username="bench-moi-don-vi", full_name="Cán bộ của mọi đơn vị")
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=Role.HR_OFFICER, unit=unit, valid_from=unit.opened_on)
        for unit in Unit.objects.all()
    )
    return user


def _ours(user: User) -> tuple[Range, ...]:
    actor: Actor = actor_for(user, clock.today())
    return actor.ranges(VIEW_STAFF)


def _by_hand(user: User) -> tuple[Any, ...]:
    roles = sorted(permissions.roles_for(VIEW_STAFF))
    today = connection.ops.adapt_datefield_value(clock.today())
    statement = _RANGES_SQL.format(roles=", ".join(["%s"] * len(roles)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [user.pk, *roles, today, today])
        return tuple((first, last) for first, last in cursor.fetchall())

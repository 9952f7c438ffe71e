"""Loading a case: once, all or nothing, and proved by the report it must give."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from awards.demo import awarding, blocs, earlier, local_rules, merger, present, since, year
from awards.demo.case import Case, CaseError, read
from awards.demo.cast import Cast, set_up
from awards.reports import annual
from core import clock
from core.models.outbox import OutboxMessage
from personnel.models import Unit, User
from personnel.services.rollover import roll_over

__all__ = ["CaseError", "is_loaded", "load"]


def is_loaded(case: Case) -> bool:
    """Tell whether the department of the case is in this installation."""
    return Unit.objects.filter(code=case.department_code).exists()


def load(code: str, *, at: datetime) -> bool:
    """Load a case; ``False`` when it is there already, and then nothing is changed.

    Args:
        at: the present moment; the year in full swing is laid around it.

    Raises:
        CaseError: there is no such case, or a log-in of the case belongs to somebody else.
    """
    case = read(code)
    if is_loaded(case):
        return False
    _refuse_taken_names(case)
    with transaction.atomic():
        last_before = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first()
        cast = set_up(case)
        blocs.run(case, cast)
        earlier.run(case, cast)
        year.run(case, cast)
        awarding.run(case, cast)
        _prove(case, cast)
        today = clock.day_of(at)
        merged_on = merger.day_of(case) if merger.has_come(case, today) else today
        # The register of a year is filled early in the next one, where its people then are.
        since.run(case, cast, range(case.year + 1, min(merged_on.year, since.years_end(today))))
        if merger.has_come(case, today):
            since.happen(case, cast)
        merger.run(case, cast, today)
        since.run(case, cast, range(merged_on.year, since.years_end(today)))
        local_rules.run(case, cast, today)
        # People of the demonstration are not told today what happened years ago.
        OutboxMessage.objects.filter(pk__gt=last_before or 0, done_at__isnull=True).update(
            done_at=at
        )
        if "present" in case.parts:
            present.run(case, cast, clock.day_of(at))
        # The steps were taken on their own days; from here on today's tree counts.
        roll_over(on=clock.day_of(at))
    return True


def _refuse_taken_names(case: Case) -> None:
    taken = sorted(User.objects.filter(username__in=case.usernames).values_list("username"))
    if taken:
        names = ", ".join(name for (name,) in taken)
        raise CaseError(
            f"Tên đăng nhập đã có người dùng: {names}. "
            "Dữ liệu minh họa chỉ nạp vào bản cài đặt chưa có những tài khoản này."
        )


def _prove(case: Case, cast: Cast) -> None:
    """A demonstration that counts otherwise than its source must not be shown to anybody."""
    unit = cast.units[case.parts["report_unit"]]
    unit.refresh_from_db()
    report = annual.build(unit, case.year)
    for part, expected in case.parts["expected"].items():
        totals = report.totals(None if part == "total" else part)
        found = {"collectives": totals.collectives, "individuals": totals.individuals}
        if found != expected:
            raise RuntimeError(f"{case.code}, {part}: {found} instead of {expected}")

"""Disciplines at the same time (kỷ luật trùng thời gian): paper may say so, rules cannot judge it.

Old papers are recorded as they were received, so an overlap is no error. Whoever records it is told
which record it meets, and that verdicts stay open until one of both is mended.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from personnel.models import Discipline, DisciplineForm
from personnel.services.checks import Checks, vn_date

FIELD = "overlap_known"


def overlapping(one: Discipline, others: Iterable[Discipline]) -> list[Discipline]:
    """Return which of the others hold on a day on which this one does, the earliest first.

    A case under review goes on beside anything: it is no discipline yet.
    """
    found = (other for other in others if other.pk != one.pk or one.pk is None)
    return sorted((other for other in found if _meet(one, other)), key=_start)


def require_known(checks: Checks, one: Discipline, *, is_known: bool) -> None:
    """Refuse an overlap of which nobody said that he knows it."""
    if is_known:
        return
    others = one.staff.disciplines.exclude(pk=one.pk or 0)
    for other in overlapping(one, others):
        checks.add(
            FIELD,
            warning(other),
            _("Hãy sửa thời hạn; nếu văn bản ghi đúng như vậy, đánh dấu “Vẫn ghi” rồi ghi lại."),
        )


def warning(other: Discipline) -> str:
    """Say which record is met and what follows."""
    return _(
        "Trùng thời gian với %(other)s; xét khen thưởng sẽ báo “chưa đủ dữ liệu” cho đến khi sửa."
    ) % {"other": words(other)}


def words(one: Discipline) -> str:
    """Name a discipline by form, period and decision."""
    values = {
        "form": one.get_form_display(),
        "start": vn_date(one.valid_from),
        "end": vn_date(one.valid_to) if one.valid_to else "",
    }
    period = (
        _("%(form)s từ %(start)s đến trước %(end)s")
        if one.valid_to
        else _("%(form)s từ %(start)s, chưa ghi ngày hết hiệu lực")
    ) % values
    return f"{period} ({one.decision_ref})" if one.decision_ref else period


def _meet(first: Discipline, second: Discipline) -> bool:
    if DisciplineForm.UNDER_REVIEW in (first.form, second.form):
        return False
    return _before(first.valid_from, second.valid_to) and _before(second.valid_from, first.valid_to)


def _before(start: date, end: date | None) -> bool:
    return end is None or start < end


def _start(one: Discipline) -> tuple[date, int]:
    return one.valid_from, one.pk or 0

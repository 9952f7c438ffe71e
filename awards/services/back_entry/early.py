"""Earlier awards from before somebody's first day (khen thưởng có trước khi vào làm việc).

An old paper is recorded as it is, yet no verdict rests on an award before entry: one of both days
is wrong, or the service elsewhere was not recorded. Whoever records it is told before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from awards.services.back_entry.drafts import STAFF, Draft
from core.imports.registry import Note
from personnel.models import Staff
from personnel.services.checks import vn_date


def find(drafts: Iterable[Draft]) -> dict[int, str]:
    """Return a warning for each row with an award before its person's first day; one query."""
    of_people = [draft for draft in drafts if draft.who.column == STAFF]
    first_days = _first_days({draft.who.pk for draft in of_people})
    return {
        draft.row: _warning(draft, first)
        for draft in of_people
        if (first := first_days.get(draft.who.pk)) and draft.paper.decided_on < first
    }


def notes(drafts: Iterable[Draft], found: dict[int, str]) -> Iterator[Note]:
    """Yield the warnings as notes on a list, each with its row and person."""
    for draft in drafts:
        if draft.row in found:
            yield Note(
                _("Dòng %(row)d, %(name)s: %(warning)s")
                % {"row": draft.row, "name": draft.who.name, "warning": found[draft.row]},
                "warn",
            )


def _first_days(keys: set[int]) -> dict[int, date]:
    """The earliest of the days on which service may have begun, as the rules look at it."""
    rows = Staff.objects.filter(pk__among=sorted(keys))
    days = rows.values_list("pk", "joined_on", "recruited_on", "service_from")
    return {pk: min(filter(None, found)) for pk, *found in days}


def _warning(draft: Draft, first: date) -> str:
    return _(
        "%(award)s ký ngày %(day)s, trước ngày vào làm việc (%(first)s); xét khen thưởng sẽ báo “chưa đủ "
        "dữ liệu” cho đến khi sửa ngày ký, hoặc ghi ngày bắt đầu công tác trong khu vực nhà nước."
    ) % {
        "award": draft.award.short_name,
        "day": vn_date(draft.paper.decided_on),
        "first": vn_date(first),
    }

"""The spouse on the same staff list: who must not handle whose case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff
from personnel.services import versions
from personnel.services.checks import Checks
from personnel.services.own_case import refuse_own


@transaction.atomic
def set_spouse(
    *,
    staff: Staff,
    spouse: Staff | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Staff:
    """Record that two people of the list are married to each other, or no longer are.

    Both records say so, and a former spouse's record no longer does. Needs the right over the
    person; of the spouse only the tie is written, so seeing the record is enough.
    """
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    if spouse is not None:
        permissions.require(by, permissions.VIEW_STAFF, spouse)
    refuse_own(by, staff)
    if spouse is not None:
        refuse_own(by, spouse)
    _lock(staff, spouse)
    checks = Checks()
    _check(checks, staff, spouse)
    checks.done()
    former = Staff.objects.filter(pk=staff.spouse_id or 0).first()
    if former == spouse:
        return staff
    # The tie is one to one, so the old one goes before the new one comes.
    if former is not None:
        _tie(former, None)
    with doubles_refused():
        versions.write(staff, {"spouse": spouse}, expected_version)
        if spouse is not None:
            _tie(spouse, staff)
    _tell(staff, former, spouse, by, at)
    if former is not None:
        _tell(former, staff, None, by, at)
    if spouse is not None:
        _tell(spouse, None, staff, by, at)
    return staff


def _lock(*people: Staff | None) -> None:
    """Hold both records, the older first, so that two such steps never wait for each other."""
    ids = [one.pk for one in people if one is not None]
    list(Staff.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def _check(checks: Checks, staff: Staff, spouse: Staff | None) -> None:
    if spouse is None:
        return
    label = _("Vợ, chồng")
    if spouse.pk == staff.pk:
        checks.add("spouse", _("không thể là chính người này."), _("Hãy chọn người khác."), label)
        return
    tie = Staff.objects.filter(pk=spouse.pk).values_list("spouse", flat=True).first()
    if tie not in (None, staff.pk):
        checks.add(
            "spouse",
            _("%(name)s đã được ghi là vợ, chồng của người khác.") % {"name": spouse},
            _("Hãy bỏ ghi ở hồ sơ đó trước nếu nó sai."),
            label,
        )


def _tie(staff: Staff, spouse: Staff | None) -> None:
    Staff.objects.filter(pk=staff.pk).update(spouse=spouse, version=F("version") + 1)
    staff.refresh_from_db(fields=["spouse", "version"])


def _tell(
    staff: Staff, former: Staff | None, spouse: Staff | None, by: Actor, at: datetime
) -> None:
    audit.record(
        action="personnel.spouse_set",
        subject=staff,
        by=by,
        at=at,
        data={
            "changes": {
                "spouse": {
                    "from": former.code if former else None,
                    "to": spouse.code if spouse else None,
                }
            },
            "version": staff.version,
        },
    )

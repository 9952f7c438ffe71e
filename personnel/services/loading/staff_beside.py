"""Rows about posts held beside the place of work (kiêm nhiệm)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from personnel.models import Appointment, Unit
from personnel.services import appointments
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_known import KnownStaff
from personnel.services.loading.staff_lines import Line, Work
from personnel.services.loading.unit_finder import UnitFinder

_FOREVER = date.max


class Beside:
    """Adds such posts to what a load does to a person; one that stands already changes nothing."""

    def __init__(self, known: KnownStaff, finder: UnitFinder, findings: Findings) -> None:
        self.known, self.finder, self.findings = known, finder, findings

    def add(self, line: Line, unit: Unit, work: Work) -> None:
        """Check one row and note what it opens."""
        since = line.since or work.staff.joined_on
        if self._stands(line, unit, work, since):
            work.rows.append(line.row)
            return
        checks = Checks()
        post = checks.text("post", _("Chức vụ, chức danh"), line.post, limit=150)
        appointments.check_in_service(checks, work.staff, since, line.left_on)
        checks.open_unit("unit", _("Đơn vị"), unit, since)
        self._check_free(checks, line, unit, work, since)
        if checks.problems:
            self.findings.take(line.row, checks)
            return
        opened = Appointment(
            unit=unit,
            post=post,
            is_manager=bool(line.is_manager),
            is_concurrent=True,
            decision_ref=line.decision_ref,
            valid_from=since,
            valid_to=line.left_on,
        )
        work.rows.append(line.row)
        work.opens.append((line.row, opened))
        told = {"unit": unit.code, "post": post, "is_manager": opened.is_manager}
        work.events.append(
            ("personnel.post_begun", {"post": told, "on": since, "until": line.left_on})
        )

    def _stands(self, line: Line, unit: Unit, work: Work, since: date) -> bool:
        return not work.is_new and any(
            post.is_concurrent
            and (post.unit_id, post.post, post.valid_from) == (unit.pk, line.post, since)
            and line.left_on in (None, post.valid_to)
            and line.is_manager in (None, post.is_manager)
            for post in self.known.posts[work.staff.pk]
        )

    def _check_free(self, checks: Checks, line: Line, unit: Unit, work: Work, since: date) -> None:
        """Nobody holds the same post in the same unit twice on a day."""
        held = [
            (post.unit_id, post.post, post.valid_from, work.ends.get(post.id, post.valid_to))
            for post in (() if work.is_new else self.known.posts[work.staff.pk])
        ]
        held += [(one.unit_id, one.post, one.valid_from, one.valid_to) for _row, one in work.opens]
        for unit_id, post, start, end in held:
            meets = start < (line.left_on or _FOREVER) and since < (end or _FOREVER)
            if (unit_id, post) == (unit.pk, line.post) and meets:
                checks.add(
                    "post",
                    _("đã giữ chức vụ này ở %(unit)s từ ngày %(day)s.")
                    % {"unit": unit, "day": vn_date(start)},
                    _("Hãy kết thúc lần giữ chức vụ đó trước, hoặc chọn chức vụ khác."),
                )
                return

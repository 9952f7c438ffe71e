"""A row about somebody who is on the staff list already."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from personnel.models import Appointment, Staff, Unit
from personnel.services import person_facts, staff_checks, versions
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_known import KnownStaff, Post
from personnel.services.loading.staff_lines import Line, Work
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.person_facts import FACTS


class Comparer:
    """Compares rows with what stands; only what differs is to be written."""

    def __init__(
        self, known: KnownStaff, finder: UnitFinder, findings: Findings, today: date
    ) -> None:
        self.known, self.finder, self.findings, self.today = known, finder, findings, today

    def compare(self, line: Line, staff: Staff, unit: Unit) -> Work | None:
        """What the row changes of the person; ``None`` when it has a problem."""
        work = Work([line.row], staff, is_new=False)
        checks = Checks()
        posts = self.known.main_posts(staff)
        self._facts(checks, work, line, posts)
        latest = posts[-1]
        is_manager = self._is_manager(line, unit, latest)
        if (unit.pk, line.post, is_manager) == latest.place:
            self._same_place(checks, work, line, latest)
        elif staff.left_on is not None and line.since is not None and line.left_on is None:
            self._return(checks, work, line, unit, latest)
        else:
            self._move(checks, work, line, unit, latest)
        if checks.problems:
            self.findings.take(line.row, checks)
            return None
        return work

    # --- Facts --------------------------------------------------------------------------

    def _facts(self, checks: Checks, work: Work, line: Line, posts: list[Post]) -> None:
        staff = work.staff
        said = {name: value for name, value in line.facts.items() if name != "code"}
        if all(getattr(staff, name) == value for name, value in said.items()):
            return
        facts = {name: getattr(staff, name) for name in FACTS} | said
        if (
            "full_name" in said
            and "given_name" not in said
            and said["full_name"] != staff.full_name
        ):
            facts["given_name"] = ""
        values = person_facts.clean_alone(checks, facts)
        work.difference = versions.difference(staff, values)
        if "joined_on" in work.difference:
            self._joined_on(checks, work, posts[0], values["joined_on"])
        told = {name: work.difference[name] for name in FACTS if name in work.difference}
        work.events.append(("personnel.staff_updated", {"changes": told}))

    def _joined_on(self, checks: Checks, work: Work, first: Post, day: date) -> None:
        """The first appointment moves along when it began with service."""
        if first.valid_from == work.staff.joined_on:
            unit = self.finder.units[first.unit_id]
            staff_checks.joined_on(checks, unit, first.valid_to, day)
            work.begins[first.id] = day
        else:
            staff_checks.joined_before(checks, first.valid_from, day)

    # --- Place --------------------------------------------------------------------------

    @staticmethod
    def _is_manager(line: Line, unit: Unit, latest: Post) -> bool:
        """An empty cell leaves it as it is, as long as the post is the same."""
        if line.is_manager is not None:
            return line.is_manager
        return latest.is_manager if (unit.pk, line.post) == latest.place[:2] else False

    def _same_place(self, checks: Checks, work: Work, line: Line, latest: Post) -> None:
        began = work.begins.get(latest.id, latest.valid_from)
        if line.since is not None and line.since != began:
            checks.add(
                "since",
                _("hồ sơ ghi giữ vị trí này từ ngày %(day)s.") % {"day": vn_date(began)},
                _("Nếu hồ sơ sai, hãy sửa quá trình công tác trên trang của người này."),
            )
        self._leave(checks, work, line, latest)

    def _leave(self, checks: Checks, work: Work, line: Line, latest: Post) -> None:
        staff = work.staff
        if line.left_on is None or line.left_on == staff.left_on:
            return
        staff_checks.leaving(checks, staff, latest.valid_from, line.left_on)
        beside = [post for post in self.known.posts[staff.pk] if post.is_concurrent]
        for post in beside:
            if post.valid_from >= line.left_on:
                checks.add(
                    "left_on",
                    _("còn kiêm nhiệm “%(post)s” bắt đầu ngày %(day)s.")
                    % {"post": post.post, "day": vn_date(post.valid_from)},
                    _("Hãy hủy kiêm nhiệm đó trước."),
                )
            elif post.valid_to is None or post.valid_to > line.left_on:
                work.ends[post.id] = line.left_on
        work.ends[latest.id] = line.left_on
        work.difference["left_on"] = {"from": staff.left_on, "to": line.left_on}
        work.events.append(("personnel.staff_left", {"on": line.left_on}))

    def _move(self, checks: Checks, work: Work, line: Line, unit: Unit, latest: Post) -> None:
        since = line.since
        if since is None:
            checks.add(
                "since",
                _("đơn vị hoặc chức vụ khác hồ sơ (%(place)s) nhưng thiếu ngày bắt đầu.")
                % {"place": self._words(latest)},
                _("Hãy ghi ngày đầu tiên ở vị trí mới."),
            )
            return
        staff_checks.transfer(
            checks, work.staff, latest.valid_from, unit, since, until=line.left_on
        )
        work.ends[latest.id] = since
        opened = self._open(checks, work, line, unit, since)
        work.events.append(
            (
                "personnel.staff_transferred",
                {"from": self._told(latest), "to": self._told(opened), "on": line.since},
            )
        )

    def _return(self, checks: Checks, work: Work, line: Line, unit: Unit, latest: Post) -> None:
        """Somebody who left and works here again: the same record goes on."""
        since, left_on = line.since, work.staff.left_on
        if since is None or left_on is None:
            return
        checks.day("since", _("Giữ vị trí từ ngày"), since)
        checks.not_before("since", _("Giữ vị trí từ ngày"), since, left_on, _("ngày thôi việc"))
        checks.open_unit("unit", _("Đơn vị"), unit, since)
        opened = self._open(checks, work, line, unit, since)
        if since <= self.today:
            work.difference["left_on"] = {"from": left_on, "to": None}
        work.events.append(
            (
                "personnel.staff_returned",
                {"left_on": left_on, "to": self._told(opened), "on": since},
            )
        )

    def _open(self, checks: Checks, work: Work, line: Line, unit: Unit, since: date) -> Appointment:
        """The new place of work; from a later day the record lies where it is until then."""
        post = checks.text("post", _("Chức vụ, chức danh"), line.post, limit=150)
        opened = Appointment(
            staff=work.staff,
            unit=unit,
            post=post,
            is_manager=bool(line.is_manager),
            decision_ref=line.decision_ref,
            valid_from=since,
        )
        if line.left_on is not None:
            checks.after("left_on", _("Ngày thôi việc"), line.left_on, since, _("ngày giữ vị trí"))
            opened.valid_to = line.left_on
            work.difference["left_on"] = {"from": work.staff.left_on, "to": line.left_on}
            work.events.append(("personnel.staff_left", {"on": line.left_on}))
        if since <= self.today and unit.pk != work.staff.unit_id:
            work.difference["unit_id"] = {"from": work.staff.unit_id, "to": unit.pk}
        work.opens.append((line.row, opened))
        return opened

    def _told(self, place: Post | Appointment) -> dict[str, Any]:
        return {
            "unit": self.finder.units[place.unit_id].code,
            "post": place.post,
            "is_manager": place.is_manager,
        }

    def _words(self, post: Post) -> str:
        return f"{post.post}, {self.finder.units[post.unit_id].label}"

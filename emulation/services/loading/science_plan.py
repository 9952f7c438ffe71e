"""What a list of science works would change: rows of one work together, checked set-wise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row, written
from core.vietnamese import nfc
from emulation import permissions
from emulation.models import ScienceMember, ScienceWork, WorkRole
from emulation.services.loading.science_columns import OF_WORK, SPOKEN, words
from emulation.services.science_content import Part, WorkContent, clean_content
from personnel.models import Unit
from personnel.services.checks import Checks
from personnel.services.loading.list_check import ListCheck
from personnel.services.loading.row_facts import shown
from personnel.services.loading.shared_columns import YES

# What a later list may add to a work that stands; everything else is only compared.
_ADDED = ("applied", "evidence", "influence_scope", "influence_ref", "influence_on")
# What a new work cannot do without.
_NEEDED = ("title", "kind", "scope", "accepted_on", "acceptance_ref")


@dataclass(slots=True)
class Work:
    """One work to be written, or completed when ``before`` holds its former values.

    Attributes:
        rows: numbers of all rows that speak of it; the first one is its own.
        members: new members with the row of each.
    """

    rows: Sequence[int]
    record: ScienceWork
    before: dict[str, Any] | None
    members: list[tuple[int, ScienceMember]]
    changed: Sequence[str] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing of it stands yet."""
        return self.before is None


@dataclass(slots=True)
class _Group:
    """The rows of one work."""

    code: str
    unit: Unit
    rows: list[Row] = field(default_factory=list)


class Checker:
    """Goes through the rows; everything it asks is fetched in a fixed number of queries."""

    def __init__(self, check: ListCheck) -> None:
        self.check, self.findings = check, check.findings
        self.words = words()
        self.staff = check.staff_by_row()
        self.groups = self._grouped(check.rows)
        self.known = self._standing()

    def works(self) -> list[Work]:
        """What the list writes; works with anything wrong are left out."""
        found = (self._work(group) for group in self.groups)
        return [work for work in found if work is not None]

    # --- Rows of one work -------------------------------------------------------------------

    def _grouped(self, rows: Sequence[Row]) -> list[_Group]:
        """Rows by unit and code; a row without a unit belongs where its code stood before."""
        groups: dict[tuple[int, str], _Group] = {}
        last: dict[str, Unit] = {}
        for row in rows:
            code = nfc(row.get("work"))
            unit = self._host(row, last.get(code)) if code else None
            if unit is None:
                continue
            last[code] = unit
            groups.setdefault((unit.pk, code), _Group(code, unit)).rows.append(row)
        return list(groups.values())

    def _host(self, row: Row, before: Unit | None) -> Unit | None:
        if not row.get("host"):
            if before is None and "host" not in row.faulty:
                self.findings.add(
                    row.number,
                    "host",
                    _("Chưa rõ đơn vị chủ trì"),
                    _("mã hoặc tên đơn vị ở dòng đầu của đề tài"),
                )
            return before
        return self.check.unit_of(row, "host", on=self.check.today)

    def _standing(self) -> dict[tuple[int, str], ScienceWork]:
        """Works that stand already under the codes of the list."""
        codes = {group.code for group in self.groups}
        rows = ScienceWork.objects.filter(code__among=codes).prefetch_related("members__staff")
        return {(work.unit_id, work.code): work for work in rows.order_by("pk")}

    def _work(self, group: _Group) -> Work | None:
        noted = len(self.findings.problems)
        facts = self._facts(group)
        parts = self._parts(group)
        known = self.known.get((group.unit.pk, group.code))
        if known is None:
            made = self._new(group, facts, parts)
        else:
            made = self._completed(group, known, facts, parts)
        broken = any(row.faulty for row in group.rows) or len(self.findings.problems) > noted
        return None if broken or len(parts) < len(group.rows) else made

    def _facts(self, group: _Group) -> dict[str, Any]:
        """What the rows say of the work: each thing once, or everywhere the same."""
        facts: dict[str, Any] = {}
        first: dict[str, tuple[int, Any]] = {}
        for row in group.rows:
            for key in OF_WORK:
                value = row.get(key, None)
                if value in (None, ""):
                    continue
                place, told = first.setdefault(key, (row.number, value))
                if told != value:
                    self.findings.add(
                        row.number,
                        key,
                        _("Khác dòng %(row)d của cùng đề tài") % {"row": place},
                        _("“%(value)s”, hoặc để trống") % {"value": shown(told)},
                    )
                elif place == row.number:
                    facts[key] = self._meaning(row, key, value)
        return {key: value for key, value in facts.items() if value is not None}

    def _meaning(self, row: Row, key: str, value: Any) -> Any:
        if key == "applied":
            return value == YES
        if key not in SPOKEN:
            return value
        known = self.words[key]
        code = known.code(value)
        if code is None:
            self.findings.add(
                row.number,
                key,
                _("“%(text)s” không có trong danh mục") % {"text": value},
                _("một trong: %(known)s") % {"known": "; ".join(known.labels.values())},
            )
        return code

    def _parts(self, group: _Group) -> dict[int, Part]:
        """Person and role by row; a person stands once in a work."""
        parts: dict[int, Part] = {}
        seen: dict[int, int] = {}
        for row in group.rows:
            staff, role = self.staff[row.number], WorkRole.MEMBER.value
            if row.get("role"):
                role = self._meaning(row, "role", row.get("role"))
            if staff is None or role is None:
                continue
            first = seen.setdefault(staff.pk, row.number)
            if first != row.number:
                self.findings.add(
                    row.number,
                    "name" if row.get("name") else "code",
                    _("%(name)s đã có ở dòng %(row)d") % {"name": staff.full_name, "row": first},
                    _("mỗi người một dòng trong một đề tài"),
                )
            parts[row.number] = Part(staff, role)
        return parts

    # --- New works, and works that stand ----------------------------------------------------

    def _new(self, group: _Group, facts: dict[str, Any], parts: Mapping[int, Part]) -> Work | None:
        head = group.rows[0]
        missing = [
            key
            for key in _NEEDED
            if key not in facts and not any(key in row.faulty or row.get(key) for row in group.rows)
        ]
        for key in missing:
            self.findings.add(
                head.number, key, _("Ô này để trống"), _("nội dung ở dòng đầu của đề tài")
            )
        if not facts.keys() >= set(_NEEDED):
            return None
        values = self._cleaned(group, facts, list(parts.values()))
        record = ScienceWork(unit=group.unit, **values)
        members = [
            (row, ScienceMember(staff=part.staff, role=part.role)) for row, part in parts.items()
        ]
        return Work([row.number for row in group.rows], record, None, members)

    def _completed(
        self,
        group: _Group,
        known: ScienceWork,
        facts: dict[str, Any],
        parts: Mapping[int, Part],
    ) -> Work | None:
        """Only what is missing is added; two different texts are for a person to judge."""
        head = group.rows[0].number
        standing = {member.staff_id: member for member in known.members.all()}
        if self.check.by.is_close_to(*standing):
            verdict = permissions.can(self.check.by, permissions.DECIDE_INITIATIVE, known)
            self.findings.add(head, "work", verdict.reason.rstrip("."))
            return None
        noted = len(self.findings.problems)
        self._compare(head, known, facts)
        new = self._new_members(parts, standing)
        if len(self.findings.problems) > noted:
            return None
        now = [Part(member.staff, member.role) for member in standing.values()]
        everybody = [*now, *(part for _row, part in new)]
        stands = {key: getattr(known, key) for key in OF_WORK}
        values = self._cleaned(group, stands | facts, everybody)
        names = (*_ADDED, "search_key") if new else _ADDED
        before = written.change(known, values, names) or {}
        if not before and not new:
            return None
        members = [
            (row, ScienceMember(work=known, staff=part.staff, role=part.role)) for row, part in new
        ]
        return Work([row.number for row in group.rows], known, before, members, list(before))

    def _compare(self, row: int, known: ScienceWork, facts: Mapping[str, Any]) -> None:
        for key, value in facts.items():
            stands = getattr(known, key)
            if stands == value or (key in _ADDED and stands in (None, "", False)):
                continue
            self.findings.add(
                row,
                key,
                _("Đề tài này đã ghi “%(value)s”") % {"value": self._in_words(key, stands)},
                _("đúng nội dung đã ghi, hoặc sửa trên trang của đề tài trước"),
            )

    def _in_words(self, key: str, value: Any) -> str:
        labels = self.words[key].labels if key in SPOKEN else {}
        return labels.get(value) or shown(value)

    def _new_members(
        self, parts: Mapping[int, Part], standing: Mapping[int, ScienceMember]
    ) -> list[tuple[int, Part]]:
        new = []
        for row, part in parts.items():
            member = standing.get(part.staff.pk)
            if member is None:
                new.append((row, part))
            elif member.role != part.role:
                self.findings.add(
                    row,
                    "role",
                    _("Người này đã ghi là “%(role)s”") % {"role": member.get_role_display()},
                    _("đúng vai trò đã ghi, hoặc sửa trên trang của đề tài trước"),
                )
        return new

    def _cleaned(
        self, group: _Group, facts: Mapping[str, Any], members: Sequence[Part]
    ) -> dict[str, Any]:
        checks = Checks()
        content = WorkContent(code=group.code, members=members, **facts)
        values = clean_content(checks, content, self.check.today)
        # Who is wrong in the list is told by row, not here.
        checks.problems = [one for one in checks.problems if one.field != "members"]
        self.findings.take(group.rows[0].number, checks)
        return values

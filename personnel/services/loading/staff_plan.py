"""What a staff list would change: who each row is, what it says of him, and who is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.imports import Row
from core.imports.registry import NEW, SAME, SKIP, Answers, Candidate, Doubt, Progress
from core.scope import SYSTEM, Actor
from personnel import permissions
from personnel.models import Staff, Unit
from personnel.services import person_facts
from personnel.services.checks import Checks
from personnel.services.loading import staff_new
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_beside import Beside
from personnel.services.loading.staff_changed import Comparer
from personnel.services.loading.staff_identity import Identities
from personnel.services.loading.staff_known import KnownStaff
from personnel.services.loading.staff_lines import Line, Work, read_line
from personnel.services.loading.staff_new import Hire
from personnel.services.loading.staff_twins import Twins, incoming, one_letter_apart, twin_of
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.person_facts import UNSAID, refuse_taken

_STEP = 500


@dataclass
class Planner:
    """Goes through the rows once; everything it asks was fetched before."""

    known: KnownStaff
    finder: UnitFinder
    findings: Findings
    comparer: Comparer
    identities: Identities
    answers: Answers
    by: Actor
    twins: Twins = field(default_factory=Twins)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    works: dict[str, Work] = field(default_factory=dict)
    hires: dict[str, Hire] = field(default_factory=dict)
    _row_of: dict[str, int] = field(default_factory=dict)
    _externals: dict[str, int] = field(default_factory=dict)

    def plan(self, rows: Sequence[Row], tell: Progress) -> None:
        """Check every row; main places of work first, posts beside them afterwards."""
        self.twins.add_staff(self.known.by_code.values())
        later: list[Line] = []
        for done, row in enumerate(rows):
            line = read_line(row, self.finder)
            if line.is_concurrent:
                later.append(line)
            else:
                self._main(line)
            if done % _STEP == 0:
                tell(done, len(rows))
        beside = Beside(self.known, self.finder, self.findings)
        for line in later:
            self._beside(line, beside)
        self.works = {code: work for code, work in self.works.items() if work.changes}

    # --- Places of work -----------------------------------------------------------------

    def _main(self, line: Line) -> None:
        if self._is_repeated(line):
            return
        staff = self._who(line)
        if line.row in self.skipped or not line.is_whole or line.unit is None:
            return
        if staff is not None and line.code != staff.code and self._is_repeated(line, staff.code):
            return
        if not self._may(line, staff) or not self._external_is_free(line, staff):
            return
        if staff is None:
            self._hire(line, line.unit)
            return
        work = self.comparer.compare(line, staff, line.unit)
        if work is None:
            return
        number = self.identities.check(line, staff, self.findings)
        if number is not None:
            work.identity = number
            self.works[staff.code] = work

    def _hire(self, line: Line, unit: Unit) -> None:
        hire = staff_new.hire(line, unit, self.findings)
        number = self.identities.check(line, None, self.findings) if hire else None
        if hire is not None and number is not None:
            self.hires[hire.code] = hire._replace(identity=number) if number else hire

    def _is_repeated(self, line: Line, code: str = "") -> bool:
        code = code or line.code
        first = self._row_of.setdefault(code, line.row) if code else line.row
        if first == line.row:
            return False
        self.findings.add(
            line.row,
            "code",
            _("Số hiệu “%(code)s” đã có ở dòng %(row)d") % {"code": code, "row": first},
            _("mỗi người một dòng; chức vụ thứ hai ghi “Có” ở cột Kiêm nhiệm"),
        )
        return True

    def _who(self, line: Line) -> Staff | None:
        """The person a row is about; ``None`` for a new one, or while it is in doubt."""
        staff = self.known.by_code.get(line.code)
        if staff is None:
            return self._new_or_twin(line)
        if self._sees(staff) and looks_like_another(line, staff):
            self._doubt_code(line, staff)
        return staff

    def _new_or_twin(self, line: Line) -> Staff | None:
        found = self.twins.of(line)
        if not found:
            self.twins.add_line(line)
            return None
        candidates = [twin.candidate(self.finder) for twin in found]
        choice = self.answers.choice(line.row, candidates)
        if choice is None:
            reason = _("Có người giống tên và ngày sinh mang số hiệu khác.")
            self._doubt(line, candidates, reason)
        elif choice.verdict == NEW:
            self.twins.add_line(line)
            return None
        elif choice.verdict == SAME and choice.code in self.known.by_code:
            return self.known.by_code[choice.code]
        # Left out: so answered, still open, or the same as an earlier row, which counts.
        self.skipped.append(line.row)
        return None

    def _doubt_code(self, line: Line, staff: Staff) -> None:
        """The code is known, but name and day of birth are somebody else's."""
        candidates = [twin_of(staff).candidate(self.finder)]
        choice = self.answers.choice(line.row, candidates)
        if choice is None:
            reason = _("Số hiệu này đang là của người khác tên, khác ngày sinh.")
            self._doubt(line, candidates, reason)
            self.skipped.append(line.row)
        elif choice.verdict == SKIP:
            self.skipped.append(line.row)
        elif choice.verdict == NEW:
            checks = Checks()
            refuse_taken(checks, "code", line.code)
            self.findings.take(line.row, checks)
            self.skipped.append(line.row)

    def _doubt(self, line: Line, candidates: Sequence[Candidate], reason: str) -> None:
        """Ask, and tell at once what would be wrong whatever the answer."""
        self.doubts.append(Doubt(line.row, incoming(line, self.finder), candidates, reason))
        if line.is_whole:
            checks = Checks()
            person_facts.clean_alone(checks, UNSAID | line.facts)
            self.findings.take(line.row, checks)

    # --- Posts beside -------------------------------------------------------------------

    def _beside(self, line: Line, beside: Beside) -> None:
        if not line.is_whole or line.unit is None or not self._may(line, None):
            return
        work = self._work_of(line)
        if work is not None:
            beside.add(line, line.unit, work)
        elif line.code not in self._row_of and line.code not in self.known.by_code:
            self.findings.add(
                line.row,
                "is_concurrent",
                _("Chưa có “%(code)s” trong tệp hoặc trong hồ sơ") % {"code": line.code},
                _("một dòng chính, không kiêm nhiệm, của người này"),
            )

    def _work_of(self, line: Line) -> Work | None:
        """What is being done to the person of a post beside."""
        work, hire = self.works.get(line.code), self.hires.get(line.code)
        if work is None and hire is not None:
            work = Work([], hire.person(), is_new=True)
            work.taken.append((hire.unit.id, hire.post, hire.since, hire.left_on))
            self.works[line.code] = work
        elif work is None and line.code in self.known.by_code:
            staff = self.known.by_code[line.code]
            if self._may(line, staff):
                work = self.works.setdefault(line.code, Work([], staff, is_new=False))
        return work

    # --- Reach and keys -----------------------------------------------------------------

    def _sees(self, staff: Staff) -> bool:
        if self.by == SYSTEM:
            return True
        unit = self.finder.units[staff.unit_id]
        return self.by.may(permissions.VIEW_STAFF, unit.tree_start)

    def _may(self, line: Line, staff: Staff | None) -> bool:
        """The right over the unit of the row, and over the person's present one."""
        if staff is not None and not self.finder.in_reach(self.finder.units[staff.unit_id]):
            self.findings.add(
                line.row,
                "code",
                _("Số hiệu “%(code)s” là của người ngoài phạm vi của bạn") % {"code": staff.code},
                _("người ở đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
            )
            return False
        if line.unit is not None and not self.finder.in_reach(line.unit):
            self.findings.add(
                line.row,
                "unit",
                _("%(unit)s ngoài phạm vi của bạn") % {"unit": line.unit},
                _("đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
            )
            return False
        return True

    def _external_is_free(self, line: Line, staff: Staff | None) -> bool:
        external = line.facts.get("external_id")
        if not external:
            return True
        holder = self.known.by_external.get(external)
        first = self._externals.setdefault(external, line.row)
        if first != line.row:
            reason = _("Mã “%(value)s” đã có ở dòng %(row)d") % {"value": external, "row": first}
            self.findings.add(line.row, "external_id", reason, _("mỗi người một mã"))
            return False
        if holder is not None and (staff is None or holder.pk != staff.pk):
            checks = Checks()
            refuse_taken(checks, "external_id", external)
            self.findings.take(line.row, checks)
            return False
        return True


def looks_like_another(line: Line, staff: Staff) -> bool:
    """Another name and another, or an unknown, day of birth: a code may have been typed wrong."""
    known = staff.search_key[: -len(staff.code) - 1]
    if not line.folded or line.folded == known or one_letter_apart(line.folded, known):
        return False
    born = line.facts.get("birth_date")
    return born is None or born != staff.birth_date

"""The importer of annual grades (nạp kết quả xếp loại)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.recording import record_many
from core.clock import day_of
from core.db import bulk
from core.db.doubles import doubles_refused
from core.imports import Column, Row, Table, written
from core.imports.columns import Kind
from core.imports.registry import CREATED, UPDATED, Answers, Plan, Progress, Written
from core.imports.template import CodeSheet
from core.imports.written import Entry
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import AnnualAssessment, AssessmentRule, Grade, Staff
from personnel.services import assessments as steps
from personnel.services.assessments import FACTS
from personnel.services.checks import Checks
from personnel.services.loading import conduct_undo, grades
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of, written_lines
from personnel.services.loading.people import PeopleFinder
from personnel.services.loading.shared_columns import choice_sheet, staff_columns, unit_sheet
from personnel.services.loading.unit_finder import UnitFinder

_STEP = 500
_LATER = ("personnel.assessment_recorded", "personnel.assessment_withdrawn")


class New(NamedTuple):
    """A grade to be recorded; ``values`` in the order of FACTS."""

    row: int
    staff: Staff
    year: int
    values: tuple[Any, ...]


class Completed(NamedTuple):
    """A recorded grade whose decision or text is completed."""

    row: int
    staff: Staff
    assessment: AnnualAssessment
    before: dict[str, Any]


class AssessmentImporter:
    """Kết quả xếp loại: grades of any years, each with its decision."""

    key = "personnel.assessments"
    label: str | Promise = gettext_lazy("Kết quả xếp loại hằng năm")
    lead: str | Promise = gettext_lazy(
        "Ghi mức xếp loại từng năm của người đã có hồ sơ. Mức khác với mức đã ghi được nêu ra để "
        "kiểm tra, không ghi đè; số, ngày văn bản còn thiếu được bổ sung."
    )
    action = permissions.CHANGE_STAFF
    file_name = "mau-xep-loai.xlsx"
    max_rows = 300_000

    @in_official_language
    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return [
            *staff_columns(),
            Column("year", _("Năm"), required=True, kind=Kind.NUMBER, aliases=("Năm xếp loại",)),
            Column(
                "grade",
                _("Mức xếp loại"),
                required=True,
                max_length=60,
                note=_("Ghi đủ chữ, mã, hoặc HTXSNV, HTTNV, HTNV, KHTNV."),
                aliases=("Xếp loại", "Kết quả xếp loại", "Kết quả đánh giá"),
            ),
            Column(
                "decision_ref", _("Số văn bản"), max_length=60, aliases=("Số quyết định", "Số QĐ")
            ),
            Column("decided_on", _("Ngày văn bản"), kind=Kind.DAY, aliases=("Ngày quyết định",)),
            Column(
                "rule",
                _("Quy định đánh giá"),
                max_length=80,
                note=_("Để trống là theo năm và loại nhân sự."),
                aliases=("Căn cứ đánh giá",),
            ),
        ]

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach, grades and texts."""
        yield unit_sheet(actor, self.action, day)
        yield choice_sheet(_("Mức xếp loại"), Grade.choices)
        yield choice_sheet(_("Quy định đánh giá"), AssessmentRule.choices)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against the grades that are recorded."""
        finder = UnitFinder(by, self.action, answers, today=day_of(at))
        findings = Findings(self.columns(), {"on": "year"})
        skipped = [row.number for row in table.rows if answers.is_skipped(row.number)]
        rows = [row for row in table.rows if not answers.is_skipped(row.number)]
        checker = _Checker(rows, PeopleFinder(rows, finder, findings, by), findings, at)
        works = checker.plan(rows, tell)
        new = sum(isinstance(work, New) for work in works)
        figures = {
            _("Dòng trong tệp"): len(table.rows),
            _("Kết quả mới"): new,
            _("Bổ sung văn bản, quy định"): len(works) - new,
            **rest_of(
                (row.number for row in table.rows),
                (work.row for work in works),
                skipped,
                Waiting([*table.problems, *findings.problems], names=finder.unknown_names()),
            ),
        }
        codes = [(row.number, row.get("code")) for row in table.rows]
        return Plan(
            Changes(works, codes),
            findings.problems,
            (),
            finder.unknown_names(),
            figures,
            skipped,
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works = plan.changes.works
        new = [work for work in works if isinstance(work, New)]
        completed = [work for work in works if isinstance(work, Completed)]
        with doubles_refused():
            self._record(new, load)
        bulk.update(
            AnnualAssessment,
            [work.assessment for work in completed],
            ["rule", "decision_ref", "decided_on"],
        )
        written.note(load, (Entry(work.row, work.assessment, work.before) for work in completed))
        record_many(
            ((work.staff, _told(work, load)) for work in works),
            action="personnel.assessment_recorded",
            by=by,
            at=at,
        )
        outcome = dict.fromkeys((work.row for work in new), CREATED)
        outcome |= dict.fromkeys((work.row for work in completed), UPDATED)
        return written_lines(plan, outcome)

    @staticmethod
    def _record(new: Sequence[New], load: Load) -> None:
        keys = bulk.new_keys(AnnualAssessment, len(new)) if new else ()
        bulk.insert_values(
            AnnualAssessment,
            {},
            ("id", "staff_id", "year", *FACTS),
            (
                (key, work.staff.pk, work.year, *work.values)
                for key, work in zip(keys, new, strict=True)
            ),
        )
        rows = ((work.row, key) for key, work in zip(keys, new, strict=True))
        written.note_made(load, AnnualAssessment, rows)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        conduct_undo.undo(load, AnnualAssessment, _LATER, by=by, at=at)


def _told(work: New | Completed, load: Load) -> dict[str, Any]:
    if isinstance(work, New):
        values = dict(zip(FACTS, work.values, strict=True))
        return {"year": work.year, **values, "before": None, "load": load.pk}
    one = work.assessment
    values = {name: getattr(one, name) for name in FACTS}
    return {"year": one.year, **values, "before": work.before, "load": load.pk}


class _Checker:
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(
        self, rows: Sequence[Row], people: PeopleFinder, findings: Findings, at: datetime
    ) -> None:
        self.people, self.findings, self.at = people, findings, at
        self.grades, self.rules = grades.grades(), grades.rules()
        self.staff = {row.number: people.find(row) for row in rows}
        years = {row.get("year") for row in rows} - {""}
        found = {staff.pk for staff in self.staff.values() if staff is not None}
        recorded = AnnualAssessment.objects.filter(staff_id__among=found, year__among=years)
        self.recorded = {(one.staff_id, one.year): one for one in recorded}
        self._rows: dict[tuple[int, int], tuple[int, str]] = {}

    def plan(self, rows: Sequence[Row], tell: Progress) -> list[New | Completed]:
        works: list[New | Completed] = []
        for done, row in enumerate(rows):
            work = self._work(row)
            if work is not None:
                works.append(work)
            if done % _STEP == 0:
                tell(done, len(rows))
        return works

    def _work(self, row: Row) -> New | Completed | None:
        grade = self._word(row, "grade", self.grades)
        rule = self._word(row, "rule", self.rules)
        staff, year = self.staff[row.number], row.get("year")
        if staff is None or grade is None or rule is None or year == "":
            return None
        if self._is_repeated(row, staff, year, grade):
            return None
        known = self.recorded.get((staff.pk, year))
        if known is not None and known.grade != grade:
            self._differs(row, known, grade)
            return None
        said = {"grade": grade, "rule": rule or (known.rule if known else "")}
        for name, empty in (("decision_ref", ""), ("decided_on", None)):
            said[name] = row.get(name, getattr(known, name) if known else empty)
        checks = Checks()
        values = steps.clean(checks, staff, year, said, self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return New(row.number, staff, year, tuple([values[name] for name in FACTS]))
        changed = [name for name in FACTS if getattr(known, name) != values[name]]
        if not changed:
            return None
        before = written.values_of(known, changed)
        for name in changed:
            setattr(known, name, values[name])
        return Completed(row.number, staff, known, before)

    def _word(self, row: Row, key: str, words: grades.Words) -> str | None:
        """The code of a cell; an empty one is empty, a wrong one is noted."""
        text = row.get(key)
        if not text:
            return None if key == "grade" else ""
        code = words.code(text)
        if code is None:
            near = words.likeliest(text)
            known = _("một trong: %(known)s") % {"known": "; ".join(words.labels.values())}
            reason = _("“%(text)s” không có trong danh mục") % {"text": text}
            expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
            self.findings.add(row.number, key, reason, expected if near else known)
        return code

    def _is_repeated(self, row: Row, staff: Staff, year: int, grade: str) -> bool:
        first, other = self._rows.setdefault((staff.pk, year), (row.number, grade))
        if first == row.number:
            return False
        if other != grade:
            self.findings.add(
                row.number,
                "grade",
                _("%(name)s năm %(year)d: dòng %(row)d ghi “%(first)s”, dòng này ghi “%(second)s”")
                % {
                    "name": staff,
                    "year": year,
                    "row": first,
                    "first": self.grades.labels[other],
                    "second": self.grades.labels[grade],
                },
                _("một mức xếp loại cho mỗi năm"),
            )
        return True

    def _differs(self, row: Row, known: AnnualAssessment, grade: str) -> None:
        paper = f" ({known.decision_ref})" if known.decision_ref else ""
        self.findings.add(
            row.number,
            "grade",
            _("Năm %(year)d đã ghi “%(first)s”%(paper)s, tệp ghi “%(second)s”")
            % {
                "year": known.year,
                "first": known.get_grade_display(),
                "paper": paper,
                "second": self.grades.labels[grade],
            },
            _("đúng mức đã ghi; nếu mức đã ghi sai, hãy sửa trên trang của người này trước"),
        )

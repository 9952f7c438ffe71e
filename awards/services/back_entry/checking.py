"""Rows of earlier awards, looked at one by one with everything they refer to at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from awards.domain.grounds import grounds_of
from awards.domain.steps import DECIDER_LABELS
from awards.models.recipient import Basis, Ground, ObjectKind
from awards.services.back_entry import doubles, early, one_paper, places
from awards.services.back_entry.award_names import AwardFinder
from awards.services.back_entry.columns import columns
from awards.services.back_entry.drafts import STAFF, UNIT, Changes, Draft, Paper, Who
from awards.services.back_entry.known_people import Post
from awards.services.back_entry.papers import Papers
from awards.services.back_entry.recipients import Recipients
from core import clock
from core.imports import Row, Table
from core.imports.registry import Answers, Plan, Progress
from core.scope import Actor
from legal.models import AwardType
from personnel.models import Unit
from personnel.services.checks import EARLIEST
from personnel.services.loading.findings import Findings

_FIRST_YEAR = 1945


def plan_of(
    table: Table,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    tell: Progress,
    is_one_decision: bool = False,
) -> Plan:
    """Check every row; a fixed number of queries however many there are.

    Args:
        is_one_decision: whether all rows are names of one decision, not a list of many.
    """
    checker = _Checker(answers, by=by, day=clock.day_of(at))
    drafts = []
    for done, row in enumerate(table.rows, start=1):
        draft = None if answers.is_skipped(row.number) else checker.draft(row)
        if draft is not None:
            drafts.append(draft)
        tell(done, len(table.rows))
    if is_one_decision:
        one_paper.join(drafts, checker.guessed, checker.papers, checker.places, checker.findings)
    checker.papers.find_standing()
    good = [draft for draft in drafts if draft.row not in checker.findings.rows]
    fresh, unchanged = doubles.part(good, checker.findings, by=by)
    warnings = early.find(fresh)
    changes = Changes(fresh, [(draft.row, draft.who.code) for draft in unchanged], warnings)
    answered = [row.number for row in table.rows if answers.is_skipped(row.number)]
    skipped = sorted({*answered, *checker.recipients.skipped})
    return Plan(
        changes,
        problems=checker.findings.problems,
        doubts=checker.recipients.doubts,
        unknown_names=[*checker.awards.unknown_names(), *checker.places.unknown_names()],
        figures=_figures(changes, skipped),
        skipped=skipped,
        notes=tuple(early.notes(fresh, warnings)),
    )


def _figures(changes: Changes, skipped: Sequence[int]) -> dict[str, int]:
    figures = {
        _("Khen thưởng ghi mới"): len(changes.drafts),
        _("Quyết định ghi mới"): len(changes.new_papers),
        _("Đối tượng ngoài lập mới"): len(changes.new_outsiders),
        _("Đã có trong sổ, không đổi"): len(changes.unchanged),
    }
    return {**figures, _("Dòng bỏ qua"): len(skipped)} if skipped else figures


class _Checker:
    """Turns rows into drafts; notes what is wrong."""

    def __init__(self, answers: Answers, *, by: Actor, day: date) -> None:
        self.by, self.day = by, day
        self.findings = Findings(columns())
        self.awards = AwardFinder(answers)
        self.places = places.Places(by, answers)
        self.recipients = Recipients(by, self.places, answers, self.findings)
        self.papers = Papers(self.findings)
        self.guessed: set[int] = set()

    def draft(self, row: Row) -> Draft | None:
        """The award of a row that is in order as far as it alone can tell."""
        decider = row.get("decider") or places.office_of(row.get("issuer"))
        award = (
            self.awards.find(row.get("award"), row.number, decider) if _has(row, "award") else None
        )
        who = self.recipients.find(row, award)
        if row.number in self.recipients.skipped:
            return None
        self._check_days(row)
        if award is not None:
            self._check_award(row, award, who)
        if award is None or who is None or not _has(row, "number", "decided_on", "year"):
            return None
        unit = self._unit_then(row, who)
        if unit is None:
            return None
        paper = self._paper(row, award, unit)
        if paper is None or row.number in self.findings.rows:
            return None
        return self._draft(row, who, award, unit, paper)

    # --- The row alone ----------------------------------------------------------------------

    def _check_days(self, row: Row) -> None:
        signed, year = row.get("decided_on", None), row.get("year", None)
        if signed is not None and signed > self.day:
            self._add(row, "decided_on", _("Ngày ký ở tương lai"), _("ngày trên quyết định"))
        elif signed is not None and signed < EARLIEST:
            self._add(row, "decided_on", _("Ngày ký quá xa trong quá khứ"), _("năm đúng"))
        if year is None:
            return
        if not _FIRST_YEAR <= year <= self.day.year:
            self._add(
                row,
                "year",
                _("Năm xét %(year)d nằm ngoài khoảng %(first)d–%(last)d")
                % {"year": year, "first": _FIRST_YEAR, "last": self.day.year},
                _("một năm trong khoảng đó"),
            )
        elif signed is not None and signed.year < year:
            self._add(
                row,
                "decided_on",
                _("Quyết định ký trước năm xét %(year)d") % {"year": year},
                _("ngày ký từ năm xét trở đi"),
            )

    def _check_award(self, row: Row, award: AwardType, who: Who | None) -> None:
        year = row.get("year", None)
        if year is not None and not award.existed_in(year):
            self._add(
                row,
                "award",
                _("%(award)s không có trong năm %(year)d") % {"award": award.name, "year": year},
                _("danh hiệu của năm đó, hoặc hình thức của đơn vị được khai thêm vào danh mục"),
            )
        if who is not None and not award.allows(who.object_kind):
            self._add(
                row,
                "award",
                _("%(award)s không dành cho %(object)s")
                % {"award": award.name, "object": str(ObjectKind(who.object_kind).label).lower()},
                _("danh hiệu, hình thức khác"),
            )
        if award.needs_qualifier and not row.get("qualifier"):
            self._add(row, "qualifier", _("Ô để trống"), _("tên ngành, hoặc nội dung khen"))
        self._check_ground(row, award)
        if row.get("basis") == Basis.MOVEMENT and not row.get("occasion"):
            self._add(row, "occasion", _("Ô để trống"), _("tên phong trào hoặc chuyên đề"))
        if who is not None and who.column == STAFF and self.by.is_close_to(who.pk):
            self._add(
                row,
                "name",
                _("Không ai tự ghi khen thưởng của mình, của vợ, chồng mình"),
                _("nhờ người khác có quyền ghi"),
            )

    def _check_ground(self, row: Row, award: AwardType) -> None:
        ground, offered = row.get("ground"), grounds_of(award.code)
        if ground and ground not in offered:
            self._add(
                row,
                "ground",
                _("“%(ground)s” không phải căn cứ của %(award)s")
                % {"ground": Ground(ground).label, "award": award.name},
                "; ".join(str(Ground(code).label) for code in offered) or _("để trống"),
            )

    # --- Where he stood ---------------------------------------------------------------------

    def _unit_then(self, row: Row, who: Who) -> Unit | None:
        """The unit the award belongs to; it must lie within the officer's reach."""
        if who.column == UNIT:
            unit: Unit | None = self.places.units[who.pk]
            if unit is not None and unit.opened_on > row.get("decided_on"):
                self._add(
                    row,
                    "decided_on",
                    _("%(unit)s thành lập ngày %(day)s, sau ngày ký")
                    % {"unit": unit, "day": f"{unit.opened_on:%d/%m/%Y}"},
                    _("đơn vị có khi đó, hoặc ngày thành lập đúng ở trang đơn vị"),
                )
            return unit
        if row.get("unit"):
            unit = self.places.find(row.get("unit"), row.number, row.get("decided_on"))
        else:
            post = self._post_then(who, row.get("decided_on"))
            if post is None:
                self.guessed.add(row.number)
            unit = self.places.units[post.unit_id if post is not None else who.unit_id]
        if unit is not None and not self.places.in_reach(unit):
            self._add(
                row,
                "unit",
                _("%(unit)s không thuộc phạm vi của bạn") % {"unit": unit},
                _("để cán bộ của đơn vị đó, hoặc cấp trên, ghi khen thưởng này"),
            )
            return None
        return unit

    # --- By which decision ------------------------------------------------------------------

    def _paper(self, row: Row, award: AwardType, unit: Unit) -> Paper | None:
        issued_by, day = row.get("issuer"), row.get("decided_on")
        office = places.office_of(issued_by)
        decider = row.get("decider") or office
        issuer = None
        if issued_by and not office:
            issuer = self.places.issuer(issued_by, row.number)
            if issuer is None:
                return None
            decider = decider or places.level_of(issuer, award.deciders)
        decider = decider or award.default_decider
        if decider not in award.deciders:
            self._add(
                row,
                "decider",
                _("%(who)s không có thẩm quyền quyết định %(award)s")
                % {"who": _(DECIDER_LABELS[decider]), "award": award.name},
                "; ".join(_(DECIDER_LABELS[code]) for code in award.deciders),
            )
            return None
        issuer = issuer or self.places.usual_issuer(unit, decider, day)
        if issuer is None or not places.fits(decider, issuer):
            self._add(
                row,
                "issuer",
                _("Chưa rõ cơ quan nào ban hành quyết định của %(who)s")
                % {"who": _(DECIDER_LABELS[decider])},
                _("tên hoặc mã cơ quan ban hành đúng cấp quyết định"),
            )
            return None
        return self.papers.take(
            Paper(
                row.number,
                issuer,
                decider,
                row.get("number"),
                day,
                row.get("signer_name"),
                row.get("signer_post"),
                row.get("summary"),
            )
        )

    def _draft(self, row: Row, who: Who, award: AwardType, unit: Unit, paper: Paper) -> Draft:
        day = paper.decided_on
        post = self._post_then(who, day)
        text = row.get("unit")
        named = text if text and not self.places.is_code(text) else ""
        return Draft(
            row=row.number,
            who=who,
            award=award,
            year=row.get("year"),
            paper=paper,
            unit=unit,
            unit_name=named or self.places.name_on(unit, day),
            post=row.get("post") or (post.post if post is not None else who.post),
            is_manager=post.is_manager if post is not None else False,
            basis=row.get("basis") or Basis.MERIT,
            qualifier=row.get("qualifier"),
            occasion=row.get("occasion"),
            merit=row.get("merit"),
            ground=row.get("ground"),
        )

    def _post_then(self, who: Who, day: date) -> Post | None:
        """Where somebody on the staff list stood on the day; nobody else has posts."""
        return self.recipients.known.post_on(who, day) if who.column == STAFF else None

    def _add(self, row: Row, key: str, reason: str, expected: str = "") -> None:
        self.recipients.note(row, key, reason, expected)


def _has(row: Row, *keys: str) -> bool:
    return all(key in row.values for key in keys)

"""The check of a list of proposals: every wrong cell is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from awards.domain.identity import OUTSIDE, STAFF, UNIT, Identity, identity
from awards.domain.steps import DECIDER_LABELS
from awards.models.recipient import Basis, ObjectKind, Recipient, columns_of, kind_of, name_of
from awards.permissions import PROPOSE
from awards.services.proposal_entry import ProposalInput, check_content
from awards.services.proposal_list.columns import columns
from awards.services.proposal_list.lookups import Lookups
from awards.services.proposal_list.quotas import quota_notes
from core import clock
from core.imports import ImportProblem, Row, Table
from core.imports.registry import Plan, Progress
from core.scope import Actor
from core.vietnamese import text_sort_key
from legal.models import AwardType
from legal.models.choices import Family
from personnel.models import ExternalRecipient, Staff, Unit

# Column of the file for the field names of the service.
_COLUMN_OF_FIELD = {"award_type": "award", "recipient": "recipient"}
_COLUMN_OF_KIND: dict[type, str] = {Staff: STAFF, Unit: UNIT, ExternalRecipient: OUTSIDE}


@dataclass(frozen=True, slots=True)
class Draft:
    """One row that is in order: the proposal to be drafted, and the unit it belongs to."""

    row: int
    entry: ProposalInput
    unit: Unit


def plan_of(table: Table, *, by: Actor, at: datetime, tell: Progress) -> Plan:
    """Check every row; what is to be written are the drafts of the rows without a problem."""
    titles = {column.key: column.title for column in columns()}
    checker = _Checker(Lookups.fetch(table.rows, by=by, day=clock.day_of(at)), titles)
    drafts = []
    for done, row in enumerate(table.rows, start=1):
        tell(done, len(table.rows))
        draft = checker.draft(row)
        if draft is not None:
            drafts.append(draft)
    checker.refuse_twins(drafts)
    wrong_rows = {problem.row for problem in (*table.problems, *checker.problems)}
    good = [draft for draft in drafts if draft.row not in wrong_rows]
    listed = [(draft.unit, draft.entry.year, draft.entry.award_type.code) for draft in good]
    notes = quota_notes(listed, clock.day_of(at))
    return Plan(good, checker.problems, figures=_figures(good), notes=notes)


def _figures(drafts: Sequence[Draft]) -> dict[str, int]:
    counts = Counter(kind_of(draft.entry.recipient) for draft in drafts)
    return {str(ObjectKind(kind).label): count for kind, count in counts.items()}


class _Checker:
    """Looks at rows one by one; gathers what is wrong."""

    def __init__(self, lookups: Lookups, titles: dict[str, str]) -> None:
        self.lookups = lookups
        self.titles = titles
        self.problems: list[ImportProblem] = []

    def draft(self, row: Row) -> Draft | None:
        """Return the proposal of a row whose references are known; its problems are noted."""
        recipient = self._recipient(row)
        award = self._award(row)
        unit = self._place(row, recipient) if recipient is not None else self._unit(row)
        entry = self._entry(row, recipient, award)
        self._check_content(row, entry)
        if recipient is None or award is None or unit is None or "year" not in row.values:
            return None
        return Draft(row.number, entry, unit)

    def refuse_twins(self, drafts: Sequence[Draft]) -> None:
        """Note rows that repeat an earlier one, a dossier under way or an award that stands."""
        identities = {draft.row: _identity(draft.entry) for draft in drafts}
        existing = self.lookups.doubles(identities.values())
        first_row: dict[Identity, int] = {}
        for row, key in identities.items():
            if key in existing:
                self._add(
                    row,
                    "recipient",
                    _("Đã có đề nghị hoặc khen thưởng này: %(what)s")
                    % {"what": existing[key].text},
                    _("bỏ dòng này, hoặc ghi rõ phong trào, nội dung khác"),
                )
            elif key in first_row:
                self._add(
                    row,
                    "recipient",
                    _("Trùng với dòng %(row)d") % {"row": first_row[key]},
                    _("mỗi đề nghị một dòng"),
                )
            first_row.setdefault(key, row)

    def _add(self, row: int, key: str, reason: str, expected: str = "") -> None:
        self.problems.append(ImportProblem(row, self.titles[key], reason, expected))

    # --- Whom ---------------------------------------------------------------------------

    def _recipient(self, row: Row) -> Recipient | None:
        code = row.get("recipient")
        known = self.lookups
        found = known.staff.get(code) or known.units.get(code) or known.outsiders.get(code)
        if found is None:
            if code:
                near = self.lookups.suggest_recipient(code, row.get("name"))
                self._unknown(row, "recipient", code, near)
            return None
        if isinstance(found, Staff) and self.lookups.by.is_close_to(found.pk):
            self._add(
                row.number,
                "recipient",
                _("Không ai tự đề nghị cho mình, cho vợ hoặc chồng mình, hay người mình thay mặt"),
                _("nhờ người khác có quyền lập đề nghị"),
            )
        self._check_name(row, found)
        return found

    def _check_name(self, row: Row, found: Recipient) -> None:
        """The name must be that of the code; where a tone mark is put does not matter."""
        name = row.get("name")
        known = name_of(found)
        if name and text_sort_key(name) != text_sort_key(known):
            self._add(
                row.number,
                "name",
                _("“%(name)s” không khớp với mã %(code)s") % {"name": name, "code": found.code},
                f"“{known}”",
            )

    def _place(self, row: Row, recipient: Recipient) -> Unit | None:
        """The unit the proposal belongs to; the one in the file must be the same."""
        day = self.lookups.day
        if isinstance(recipient, Unit):
            place: Unit | None = recipient
        elif isinstance(recipient, ExternalRecipient):
            place = recipient.unit
        else:
            place = self.lookups.place_of.get(recipient.pk)
        if place is None or not self.lookups.by.may(PROPOSE, place.tree_start):
            self._add(
                row.number,
                "recipient",
                _("%(name)s không công tác trong phạm vi của bạn vào ngày %(day)s")
                % {"name": recipient, "day": f"{day:%d/%m/%Y}"},
                _("người đang công tác"),
            )
            return None
        if not place.exists_on(day):
            self._add(
                row.number,
                "recipient",
                _("%(unit)s đã giải thể") % {"unit": place},
                _("đơn vị đang hoạt động"),
            )
        self._check_unit(row, recipient, place)
        return place

    def _check_unit(self, row: Row, recipient: Recipient, place: Unit) -> None:
        code = row.get("unit")
        if not code or code == place.code:
            return
        if self._unit(row) is not None:
            self._add(
                row.number,
                "unit",
                _("%(name)s không thuộc đơn vị %(code)s") % {"name": recipient, "code": code},
                f"{place.code} ({place.name})",
            )

    def _unit(self, row: Row) -> Unit | None:
        code = row.get("unit")
        found = self.lookups.units.get(code)
        if found is None and code:
            self._unknown(row, "unit", code, self.lookups.suggest_unit(code))
        return found

    # --- What ---------------------------------------------------------------------------

    def _award(self, row: Row) -> AwardType | None:
        code = row.get("award")
        found = self.lookups.awards.get(code)
        if found is None and code:
            self._unknown(row, "award", code, self.lookups.suggest_award(code))
        return found

    def _unknown(self, row: Row, key: str, code: str, suggestion: str) -> None:
        reason = {
            "recipient": _("Không có nhân sự, đơn vị, đối tượng “%(code)s” trong phạm vi của bạn"),
            "unit": _("Không có đơn vị “%(code)s” trong phạm vi của bạn"),
            "award": _("Không có danh hiệu hoặc hình thức “%(code)s”"),
        }[key]
        expected = f"“{suggestion}”" if suggestion else _("mã có trong các trang mã của mẫu")
        self._add(row.number, key, reason % {"code": code}, expected)

    def _entry(
        self, row: Row, recipient: Recipient | None, award: AwardType | None
    ) -> ProposalInput:
        """The row as the service takes it.

        For a part that is not known stands one with which the others can still be judged, so that
        all problems of a row are named at once.
        """
        judged = award or _any_award()
        entry = ProposalInput(
            year=row.get("year", judged.valid_from.year),
            award_type=judged,
            basis=row.get("basis", Basis.MERIT),
            decider=row.get("decider"),
            qualifier=row.get("qualifier"),
            occasion=row.get("occasion"),
            merit=row.get("merit"),
            ground=row.get("ground"),
        )
        stand_in = Staff() if judged.allows(ObjectKind.INDIVIDUAL) else Unit()
        return replace(entry, **columns_of(recipient or stand_in))

    def _check_content(self, row: Row, entry: ProposalInput) -> None:
        for problem in check_content(entry, self.lookups.day):
            key = _COLUMN_OF_FIELD.get(problem.field, problem.field)
            if key in row.faulty or (key == "year" and "year" not in row.values):
                continue
            expected = " ".join(_expected(key, entry))
            self._add(row.number, key, problem.reason.rstrip("."), expected)


def _expected(key: str, entry: ProposalInput) -> Iterator[str]:
    if key == "year":
        yield _("một năm trong khoảng đó")
    elif key == "award":
        yield _("mã phù hợp trong trang “Mã danh hiệu” của mẫu")
    elif key == "decider":
        yield "; ".join(_(DECIDER_LABELS[code]) for code in entry.award_type.deciders)
    elif key == "occasion":
        yield _("tên phong trào hoặc chuyên đề")
    elif key == "qualifier":
        yield _("nội dung cụ thể")
    elif key == "ground":
        yield _("để trống, hoặc căn cứ của danh hiệu đó")


def _any_award() -> AwardType:
    """Stand for an award that is not known: whoever may receive it, whoever may decide it."""
    return AwardType(
        object_kinds=[kind.value for kind in ObjectKind],
        deciders=list(DECIDER_LABELS),
        valid_from=date(2000, 1, 1),
    )


def _identity(entry: ProposalInput) -> Identity:
    recipient = entry.recipient
    column = next(name for kind, name in _COLUMN_OF_KIND.items() if isinstance(recipient, kind))
    return identity(
        (column, recipient.pk or 0),
        entry.award_type.pk,
        entry.year,
        is_title=entry.award_type.family == Family.TITLE,
        occasion=entry.occasion,
        qualifier=entry.qualifier,
    )

"""What people enter for a science work (đề tài, đề án, công trình khoa học), and its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.vietnamese import fold
from emulation.models import Scope, WorkKind, WorkRole
from emulation.models.science import INFLUENCE_SCOPES
from emulation.services.texts import long_text
from personnel.models import Staff
from personnel.services.checks import Checks, vn_date

TITLE_LENGTH, REF_LENGTH, CODE_LENGTH, EVIDENCE_LENGTH = 500, 60, 40, 4000


class Part(NamedTuple):
    """One person's part in a work."""

    staff: Staff
    role: str


@dataclass(frozen=True)
class WorkContent:
    """An accepted work as its papers tell it.

    Attributes:
        year: the year it counts for; by default the year of acceptance.
        evidence: where and by which paper it was applied with effect; needed when ``applied``.
        influence_scope: where the head of the ministry or province recognised its influence, with
            number and day of his document; empty when nobody did.
    """

    code: str
    title: str
    kind: str
    scope: str
    accepted_on: date
    acceptance_ref: str
    members: Sequence[Part]
    year: int | None = None
    applied: bool = False
    evidence: str = ""
    influence_scope: str = ""
    influence_ref: str = ""
    influence_on: date | None = None


def clean_content(checks: Checks, content: WorkContent, today: date) -> dict[str, Any]:
    """Return the values to store; problems are added to ``checks``."""
    code = checks.text("code", _("Mã số"), content.code, limit=CODE_LENGTH)
    title = checks.text("title", _("Tên"), content.title, limit=TITLE_LENGTH)
    values = {
        "code": code,
        "title": title,
        "kind": checks.choice("kind", _("Loại"), content.kind, WorkKind.values),
        "scope": checks.choice("scope", _("Cấp nghiệm thu"), content.scope, Scope.values),
        "accepted_on": _past(
            checks, "accepted_on", _("Ngày nghiệm thu"), content.accepted_on, today
        ),
        "acceptance_ref": checks.text(
            "acceptance_ref",
            _("Số văn bản nghiệm thu"),
            content.acceptance_ref,
            limit=REF_LENGTH,
        ),
        "year": _year(checks, content),
        **_application(checks, content),
        **_influence(checks, content, today),
    }
    _check_members(checks, content.members)
    return values | {"search_key": search_key(code, title, content.members)}


def search_key(code: str, title: str, members: Sequence[Part]) -> str:
    """Code, title and names without marks."""
    names = (fold(member.staff.full_name) for member in members)
    return " ".join(filter(None, (fold(code), fold(title), *names)))


def _past(checks: Checks, field: str, label: str, value: date, today: date) -> date:
    checks.day(field, label, value)
    if value > today:
        checks.add(
            field,
            _("ngày %(day)s sau hôm nay (%(today)s).")
            % {"day": vn_date(value), "today": vn_date(today)},
            _("Hãy ghi khi đã có văn bản."),
            label,
        )
    return value


def _year(checks: Checks, content: WorkContent) -> int:
    """The year it counts for lies beside the year of acceptance, or something is mistyped."""
    accepted = content.accepted_on.year
    year = accepted if content.year is None else content.year
    if abs(year - accepted) > 1:
        checks.add(
            "year",
            _("năm %(year)d cách xa năm nghiệm thu (%(accepted)d).")
            % {"year": year, "accepted": accepted},
            _("Hãy ghi năm nghiệm thu, năm liền trước hoặc năm liền sau."),
            _("Tính cho năm"),
        )
    return year


def _application(checks: Checks, content: WorkContent) -> dict[str, Any]:
    label = _("Căn cứ áp dụng hiệu quả")
    evidence = long_text(checks, "evidence", label, content.evidence, limit=EVIDENCE_LENGTH)
    if content.applied and not evidence:
        checks.add(
            "evidence",
            _("chưa có nội dung."),
            _("Hãy ghi nơi áp dụng, kết quả và văn bản xác nhận."),
            label,
        )
    if evidence and not content.applied:
        checks.add(
            "applied",
            _("đã ghi căn cứ mà chưa đánh dấu là đã áp dụng hiệu quả."),
            _("Hãy đánh dấu, hoặc để trống căn cứ."),
            _("Đã áp dụng hiệu quả"),
        )
    return {"applied": content.applied, "evidence": evidence}


def _influence(checks: Checks, content: WorkContent, today: date) -> dict[str, Any]:
    """Scope, number and day of the document come together or not at all."""
    ref_label = _("Số văn bản công nhận ảnh hưởng")
    on_label = _("Ngày văn bản công nhận ảnh hưởng")
    scope_label = _("Phạm vi ảnh hưởng")
    ref = checks.text(
        "influence_ref", ref_label, content.influence_ref, limit=REF_LENGTH, required=False
    )
    scope, on = content.influence_scope, content.influence_on
    values = {"influence_scope": scope, "influence_ref": ref, "influence_on": on}
    if scope:
        checks.choice(
            "influence_scope", scope_label, scope, [one.value for one in INFLUENCE_SCOPES]
        )
    if not scope and not ref and on is None:
        return values
    missing = (
        ("influence_scope", scope_label, not scope),
        ("influence_ref", ref_label, not ref),
        ("influence_on", on_label, on is None),
    )
    for field, label, lacks in missing:
        if lacks:
            checks.add(
                field,
                _("chưa có nội dung."),
                _("Phạm vi ảnh hưởng phải ghi cùng số và ngày văn bản công nhận."),
                label,
            )
    if on is not None:
        _past(checks, "influence_on", on_label, on, today)
        checks.not_before("influence_on", on_label, on, content.accepted_on, _("ngày nghiệm thu"))
    return values


def _check_members(checks: Checks, members: Sequence[Part]) -> None:
    label = _("Người tham gia")
    if not members:
        checks.add("members", _("chưa có người nào."), _("Hãy chọn ít nhất một người."), label)
    seen: set[int] = set()
    for number, member in enumerate(members, start=1):
        place = _("Người thứ %(number)d") % {"number": number}
        if member.staff.pk in seen:
            checks.add(
                "members",
                _("%(name)s đã có trong danh sách.") % {"name": member.staff},
                _("Hãy bỏ dòng trùng."),
                place,
            )
        seen.add(member.staff.pk)
        if member.role not in WorkRole.values:
            checks.add(
                "members",
                _("chưa rõ vai trò của %(name)s.") % {"name": member.staff},
                _("Hãy chọn chủ nhiệm, thư ký hoặc thành viên."),
                place,
            )

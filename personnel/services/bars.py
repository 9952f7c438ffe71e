"""Business steps with notices from other agencies (thông báo lưu ý): adding, lifting, mending.

What a notice says of a person is kept in the notice alone, not in the audit trail: a notice that
was lifted long ago can then be let go with its words (see ``retained``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from core.vietnamese import fold
from personnel import permissions
from personnel.models import BarNotice, Staff
from personnel.services.checks import Checks, vn_date
from personnel.services.held import held
from personnel.services.own_case import refuse_own

FACTS = (
    *("source", "reason", "document_ref", "document_on", "valid_from"),
    *("valid_to", "lifting_ref"),
)
RECORDED = "personnel.bar_recorded"
CORRECTED = "personnel.bar_corrected"
LIFTED = "personnel.bar_lifted"
WITHDRAWN = "personnel.bar_withdrawn"
SOURCE_LENGTH, REASON_LENGTH, REF_LENGTH = 200, 500, 60
_UNSAID: dict[str, Any] = {"valid_from": None, "valid_to": None, "lifting_ref": ""}
_WORDS = "reason"


class BarFacts(TypedDict, total=False):
    """What a notice says; without ``valid_from`` it stands from the day of the paper."""

    source: Required[str]
    reason: Required[str]
    document_ref: Required[str]
    document_on: Required[date]
    valid_from: date | None
    valid_to: date | None
    lifting_ref: str


class BarChanges(TypedDict, total=False):
    """What was entered wrongly; what is left out stays."""

    source: str
    reason: str
    document_ref: str
    document_on: date
    valid_from: date | None
    valid_to: date | None
    lifting_ref: str


@transaction.atomic
def record_bar(*, staff: Staff, by: Actor, at: datetime, **facts: Unpack[BarFacts]) -> BarNotice:
    """Record that another agency's list names the person."""
    _require(by, staff)
    checks = Checks()
    values = clean(checks, {**_UNSAID, **facts}, at)
    _check_once(checks, staff, values, but=None)
    checks.done()
    with doubles_refused():
        made = BarNotice.objects.create(staff=staff, **values)
    audit.record(action=RECORDED, subject=staff, by=by, at=at, data=traced(values))
    return made


@transaction.atomic
def correct_bar(
    *, notice: BarNotice, by: Actor, at: datetime, **changes: Unpack[BarChanges]
) -> BarNotice:
    """Mend what was entered wrongly; what it was stays in the trail."""
    _require(by, notice.staff)
    now = held(notice)
    checks = Checks()
    values = clean(checks, {**told(now), **changes}, at)
    _check_once(checks, now.staff, values, but=now.pk)
    checks.done()
    return _change(CORRECTED, now, values, by=by, at=at)


@transaction.atomic
def lift_bar(
    *, notice: BarNotice, on: date, lifting_ref: str, by: Actor, at: datetime
) -> BarNotice:
    """Lift a notice by the paper that cleared it; ``on`` is the first day without it."""
    now = held(notice)
    _require(by, now.staff)
    checks = Checks()
    if now.valid_to is not None:
        checks.add(
            "on",
            _("thông báo này đã được gỡ từ ngày %(day)s.") % {"day": vn_date(now.valid_to)},
            _("Hãy sửa thông báo nếu ngày đó sai."),
            _("Gỡ từ ngày"),
        )
    ref = _lifting_ref(checks, lifting_ref, required=True)
    _check_lifted(checks, "on", now.valid_from, on, day_of(at))
    checks.done()
    return _change(LIFTED, now, told(now) | {"valid_to": on, "lifting_ref": ref}, by=by, at=at)


@transaction.atomic
def withdraw_bar(*, notice: BarNotice, reason: str, by: Actor, at: datetime) -> None:
    """Take back a notice recorded by mistake (for another person)."""
    now = held(notice)
    _require(by, now.staff)
    checks = Checks()
    why = checks.text("reason", _("Lý do"), reason, limit=500)
    checks.done()
    staff, data = now.staff, {**traced(told(now)), "why": why}
    now.delete()
    audit.record(action=WITHDRAWN, subject=staff, by=by, at=at, data=data)


def told(notice: BarNotice) -> dict[str, Any]:
    """What a notice says."""
    return {name: getattr(notice, name) for name in FACTS}


def traced(values: dict[str, Any]) -> dict[str, Any]:
    """The same as the audit trail keeps it."""
    return {name: value for name, value in values.items() if name != _WORDS}


def clean(checks: Checks, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Check one notice; nothing is asked of the database, so that loads use it row by row."""
    document_on, today = facts["document_on"], day_of(at)
    start, end = facts["valid_from"] or document_on, facts["valid_to"]
    values = {
        "source": checks.text("source", _("Cơ quan gửi"), facts["source"], limit=SOURCE_LENGTH),
        "reason": checks.text("reason", _("Nội dung"), facts["reason"], limit=REASON_LENGTH),
        "document_ref": checks.text(
            "document_ref", _("Số văn bản"), facts["document_ref"], limit=REF_LENGTH
        ),
        "document_on": checks.day("document_on", _("Ngày văn bản"), document_on),
        "valid_from": checks.day("valid_from", _("Lưu ý từ ngày"), start),
        "valid_to": end,
        "lifting_ref": _lifting_ref(checks, facts["lifting_ref"], required=end is not None),
    }
    _not_ahead(checks, "document_on", _("Ngày văn bản"), document_on, today)
    _not_ahead(checks, "valid_from", _("Lưu ý từ ngày"), start, today)
    if end is not None:
        _check_lifted(checks, "valid_to", start, end, today)
    elif values["lifting_ref"]:
        checks.add(
            "valid_to",
            _("có số văn bản gỡ nhưng thiếu ngày."),
            _("Hãy ghi ngày đầu tiên không còn bị lưu ý."),
            _("Gỡ từ ngày"),
        )
    return values


def same(source: str, document_ref: str, document_on: date) -> tuple[str, str, date]:
    """By what two notices about a person are known to be one; case and marks do not count."""
    return fold(source), fold(document_ref), document_on


def _lifting_ref(checks: Checks, value: str, *, required: bool) -> str:
    label = _("Số văn bản gỡ")
    ref = checks.text("lifting_ref", label, value, limit=REF_LENGTH, required=False)
    if required and not ref:
        checks.add(
            "lifting_ref",
            _("chưa có nội dung."),
            _("Chỉ gỡ khi có văn bản kết luận; hãy ghi số văn bản đó."),
            label,
        )
    return ref


def _check_lifted(checks: Checks, field: str, start: date, end: date, today: date) -> None:
    label = _("Gỡ từ ngày")
    checks.day(field, label, end)
    checks.after(field, label, end, start, _("ngày bắt đầu lưu ý"))
    _not_ahead(checks, field, label, end, today)


def _not_ahead(checks: Checks, field: str, label: str, day: date, today: date) -> None:
    """What was written was written by today."""
    if day > today:
        checks.add(
            field,
            _("ngày %(day)s ở sau hôm nay.") % {"day": vn_date(day)},
            _("Hãy kiểm tra lại ngày."),
            label,
        )


def _check_once(checks: Checks, staff: Staff, values: dict[str, Any], but: int | None) -> None:
    key = same(values["source"], values["document_ref"], values["document_on"])
    others = staff.bar_notices.filter(document_on=values["document_on"]).exclude(pk=but or 0)
    if any(same(one.source, one.document_ref, one.document_on) == key for one in others):
        checks.add(
            "document_ref",
            _("văn bản này của cơ quan gửi đã được ghi cho người này."),
            _("Hãy sửa lần đã ghi nếu nó sai."),
            _("Số văn bản"),
        )


def _require(by: Actor, staff: Staff) -> None:
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)


def _change(
    action: str, notice: BarNotice, values: dict[str, Any], *, by: Actor, at: datetime
) -> BarNotice:
    before = told(notice)
    changed = [name for name in FACTS if before[name] != values[name]]
    if not changed:
        return notice
    with doubles_refused():
        BarNotice.objects.filter(pk=notice.pk).update(**values)
    for name, value in values.items():
        setattr(notice, name, value)
    audit.record(
        action=action,
        subject=notice.staff,
        by=by,
        at=at,
        data={
            "notice": traced(before),
            "changes": changes(before, values, changed),
        },
    )
    return notice


def changes(
    before: dict[str, Any], after: dict[str, Any], names: list[str]
) -> dict[str, dict[str, Any]]:
    """What changed, for the trail; of the words only that they did."""
    return {
        name: {} if name == _WORDS else {"from": before[name], "to": after[name]} for name in names
    }

"""Taking back a step that was recorded by mistake, as long as nothing was built on it.

Events are append-only, so the way back is an event of its own that names the one it cancels; the
names, codes and places it wrote go. Names, codes and places do not stand on one another: of each
the newest can be taken back. Mergers and splits are not taken back this way: people and papers have
moved with them, and each is put right by the step that really happened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.db.doubles import doubles_refused
from core.errors import GuardRefused
from core.scope import Actor
from personnel import permissions
from personnel.models import Unit, UnitCode, UnitEvent, UnitName, UnitPlacement, UnitSuccession
from personnel.services import tree, unit_names, unit_steps, unit_values, versions
from personnel.services.checks import Checks, vn_date
from personnel.services.unit_steps import Change, require_above

REASON_LENGTH = 500
DatedRow = TypeVar("DatedRow", UnitName, UnitPlacement)
# Each writes rows of its own: a code given since does not stand on a name.
_APART = frozenset({unit_steps.RENAMED, unit_steps.MOVED, unit_steps.CODED})


def can_cancel(event: UnitEvent) -> bool:
    """Whether the kind of the step has a way back at all; the step itself is judged by cancel."""
    return event.kind in _WAYS_BACK and not hasattr(event, "cancelled_by")


def stands_on(later: UnitEvent, event: UnitEvent) -> bool:
    """Whether a step recorded later has to be taken back before this one."""
    both = {later.kind, event.kind}
    return later.pk > event.pk and (len(both) == 1 or not both <= _APART)


@transaction.atomic
def cancel_step(*, event: UnitEvent, unit: Unit, reason: str, by: Actor, at: datetime) -> UnitEvent:
    """Take back a rename, a move, a code or an end of ``unit`` that never happened.

    Raises:
        GuardRefused: something was built on the step, or it has no way back.
        InvalidInput: no reason is given.
    """
    tree.lock()
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    checks = Checks()
    reason = checks.text("reason", _("Lý do"), reason, limit=REASON_LENGTH)
    checks.done()
    _require_newest(event, unit)
    before = versions_of(unit)
    change = Change(event.on, None, by, at)
    _WAYS_BACK[event.kind](event, unit, change)
    unit_steps.refresh(unit, at)
    done = unit_steps.note_event(change, unit_steps.CANCELLED, [unit], note=reason, cancels=event)
    unit_steps.trail(
        change,
        "personnel.unit_step_cancelled",
        unit,
        {
            "kind": event.kind,
            "reason": reason,
            "event": event.pk,
            "changes": _changed(unit, before),
        },
    )
    return done


def versions_of(unit: Unit) -> dict[str, object]:
    """What a cancelled step may bring back in the unit's own row."""
    return {name: getattr(unit, name) for name in (*unit_values.NAMES, "dissolved_on")}


def _changed(unit: Unit, before: dict[str, object]) -> dict[str, object]:
    return {
        name: {"from": before[name], "to": value}
        for name, value in versions_of(unit).items()
        if before[name] != value
    }


def _require_newest(event: UnitEvent, unit: Unit) -> None:
    """The step concerns the unit, was not taken back, and nothing was recorded of it since."""
    if not can_cancel(event) or not event.units.filter(pk=unit.pk).exists():
        _refuse(_("bước này không hủy được; hãy ghi bước đúng đã thực sự diễn ra."))
    if event.units.count() > 1:
        _refuse(_("bước này chuyển nhiều đơn vị cùng lúc; hãy chuyển lại từng đơn vị."))
    live = unit.events.filter(cancelled_by=None).exclude(kind=unit_steps.CANCELLED)
    newer = next((one for one in live.order_by("pk") if stands_on(one, event)), None)
    if newer is not None:
        _refuse(
            _("sau đó đã ghi bước %(step)s. Hãy hủy bước đó trước.")
            % {"step": f"{newer.get_kind_display()} ({vn_date(newer.on)})"}
        )
    if live.filter(kind=event.kind, on=event.on).exclude(pk=event.pk).exists() and (
        event.kind != unit_steps.CODED
    ):
        _refuse(_("cùng ngày đã ghi hai lần bước này; hãy ghi lại nội dung đúng."))


def _unrename(event: UnitEvent, unit: Unit, change: Change) -> None:
    newest, former = _two_newest(unit.names.order_by("-valid_from"), event)
    newest.delete()
    type(former).objects.filter(pk=former.pk).update(valid_to=None)
    names = {name: getattr(former, name) for name in unit_values.NAMES}
    values = {**names, "search_key": unit_values.search_key(unit.code, names)}
    versions.write(unit, values if event.on <= change.today else {}, None)


def _unmove(event: UnitEvent, unit: Unit, change: Change) -> None:
    require_above(change.by, unit.parent)
    rows = unit.placements.select_related("parent").order_by("-valid_from")
    newest, former = _two_newest(rows, event)
    require_above(change.by, former.parent)
    if former.parent is not None and former.parent.dissolved_on is not None:
        _refuse(
            _("%(unit)s đã giải thể từ ngày %(day)s.")
            % {"unit": former.parent, "day": vn_date(former.parent.dissolved_on)}
        )
    tree.refuse_cycles({unit.pk: former.parent_id}, event.on)
    versions.write(unit, {}, None)
    newest.delete()
    UnitPlacement.objects.filter(pk=former.pk).update(valid_to=None)


def _uncode(event: UnitEvent, unit: Unit, change: Change) -> None:
    require_above(change.by, unit.parent)
    given = unit.agency_codes.filter(valid_from=event.on)
    ended = unit.agency_codes.filter(valid_to=event.on)
    for after in [*given, None]:
        before = ended.filter(scheme=after.scheme).first() if after else ended.first()
        told = unit_names.code_note(before.value if before else "", after.value if after else "")
        if told == event.note:
            break
    else:
        _refuse(_("mã định danh đã thay đổi sau bước này."))
    versions.write(unit, {}, None)
    if after is not None:
        after.delete()
    if before is not None:
        _revive_codes(unit, [before], event)


def _reopen(event: UnitEvent, unit: Unit, change: Change) -> None:
    require_above(change.by, unit.parent)
    if UnitSuccession.objects.filter(predecessor=unit, event__on=event.on).exists():
        _refuse(_("đơn vị đã có đơn vị tiếp nhận."))
    live = unit.events.filter(cancelled_by=None)
    if live.filter(kind=unit_steps.MOVED, on=event.on).exists():
        # A place taken on the last day was never stood in, so it was not kept.
        _refuse(_("cùng ngày đơn vị đã chuyển đơn vị cấp trên."))
    placement = unit_steps.last_placement(unit)
    parent = placement.parent
    if parent is not None and parent.dissolved_on is not None:
        _refuse(
            _("%(unit)s đã giải thể từ ngày %(day)s.")
            % {"unit": parent, "day": vn_date(parent.dissolved_on)}
        )
    versions.write(unit, {"dissolved_on": None}, None)
    UnitPlacement.objects.filter(pk=placement.pk).update(valid_to=None)
    _revive_codes(unit, list(unit.agency_codes.filter(valid_to=event.on)), event)


def _revive_codes(unit: Unit, codes: list[UnitCode], event: UnitEvent) -> None:
    checks = Checks()
    for code in codes:
        unit_names.check_code_free(checks, unit, code.scheme, code.value, event.on)
    checks.done()
    with doubles_refused():
        UnitCode.objects.filter(pk__in=[code.pk for code in codes]).update(valid_to=None)


def _two_newest(rows: QuerySet[DatedRow], event: UnitEvent) -> list[DatedRow]:
    """The row the step wrote and the one it ended."""
    found = list(rows[:2])
    if [(row.valid_from, row.valid_to) for row in found[:1]] != [(event.on, None)] or [
        row.valid_to for row in found[1:]
    ] != [event.on]:
        _refuse(_("bước này thay nội dung ghi cùng ngày; hãy ghi lại nội dung đúng."))
    return found


def _refuse(reason: str) -> NoReturn:
    raise GuardRefused(_("Không hủy được: %s") % reason)


_WAYS_BACK: dict[str, Callable[[UnitEvent, Unit, Change], None]] = {
    unit_steps.RENAMED: _unrename,
    unit_steps.MOVED: _unmove,
    unit_steps.CODED: _uncode,
    unit_steps.DISSOLVED: _reopen,
}

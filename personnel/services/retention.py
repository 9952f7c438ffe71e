"""Thời hạn lưu trữ: which records go after how long, and the nightly work that lets them go.

An app registers the kinds of record it keeps. Without a rule nothing goes. Kinds that the archive
needs, above all decisions and recorded awards, are registered with ``keeps`` instead of a way to
remove them: the settings show them and offer no choice.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import audit
from core.errors import InvalidInput, NotVisible
from core.scope import Actor
from personnel.models import RetentionRule
from personnel.services.checks import Checks
from personnel.services.privacy_settings import require_manager

MOST_MONTHS = 1200


@dataclass(frozen=True)
class RecordKind:
    """One kind of record.

    Attributes:
        count: how many are older than a moment.
        remove: lets those go, with what must be audited one by one, and returns how many.
        keeps: for kinds nobody chooses about: why, or for how long they are kept.
        least: fewest months that may be chosen.
    """

    key: str
    label: str | Promise
    what_goes: str | Promise = ""
    count: Callable[[datetime], int] | None = None
    remove: Callable[[datetime, datetime], int] | None = None
    keeps: str | Promise = ""
    least: int = 1

    @property
    def is_choosable(self) -> bool:
        """Whether a rule may be set for it."""
        return self.count is not None and self.remove is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule did, or would do."""

    kind: RecordKind
    months: int
    before: datetime
    count: int


_KINDS: dict[str, RecordKind] = {}


def register(*kinds: RecordKind) -> None:
    """Add kinds of record; done in an app's ``ready()``, which may run twice."""
    for kind in kinds:
        _KINDS[kind.key] = kind


def kinds() -> list[RecordKind]:
    """All kinds: those one can choose about first, in the order of registration."""
    return sorted(_KINDS.values(), key=lambda kind: not kind.is_choosable)


def choosable(key: str) -> RecordKind:
    """The kind of that key, if a rule may be set for it."""
    kind = _KINDS.get(key)
    if kind is None or not kind.is_choosable:
        raise NotVisible(_("Không có loại bản ghi này, hoặc loại này luôn được lưu."))
    return kind


@transaction.atomic
def set_rule(
    *, record: str, months: int | None, basis: str = "", by: Actor, at: datetime
) -> RetentionRule:
    """Say how long this kind is kept; without months for good. A limit needs its ground."""
    require_manager(by)
    kind = choosable(record)
    checks = Checks()
    if months is not None:
        if not kind.least <= months <= MOST_MONTHS:
            raise InvalidInput.at(
                "months",
                _("số tháng phải từ %(least)d đến %(most)d.")
                % {"least": kind.least, "most": MOST_MONTHS},
                _("Để trống nếu muốn lưu không thời hạn."),
            )
        basis = checks.text("basis", _("Căn cứ"), basis, limit=300)
    else:
        basis = checks.text("basis", _("Căn cứ"), basis, limit=300, required=False)
    checks.done()
    rule, _created = RetentionRule.objects.select_for_update().get_or_create(record=record)
    before = {"months": rule.months, "basis": rule.basis}
    after = {"months": months, "basis": basis}
    if before == after:
        return rule
    rule.months, rule.basis = months, basis
    rule.changed_at, rule.changed_by_name = at, by.signature
    rule.save()
    audit.record(
        action="personnel.retention_set",
        subject=rule,
        by=by,
        at=at,
        data={"before": before, "after": after},
    )
    return rule


def due(*, at: datetime) -> list[Outcome]:
    """What the rules would let go at that moment; writes nothing."""
    found = []
    for rule in _rules():
        kind = _KINDS[rule.record]
        assert kind.count is not None and rule.months is not None  # noqa: S101, PT018 - see _rules
        before = months_before(at, rule.months)
        found.append(Outcome(kind, rule.months, before, kind.count(before)))
    return found


def apply(*, by: Actor, at: datetime) -> list[Outcome]:
    """Let go what the rules say; each kind in a transaction and with an audit event of its own.

    Run again it finds nothing, and a run that was stopped half-way is taken up by the next.
    """
    done = []
    for rule in _rules():
        kind = _KINDS[rule.record]
        assert kind.remove is not None and rule.months is not None  # noqa: S101, PT018
        before = months_before(at, rule.months)
        with transaction.atomic():
            removed = kind.remove(before, at)
            if removed:
                audit.record(
                    action="personnel.retention_applied",
                    subject=rule,
                    by=by,
                    at=at,
                    data={
                        "record": rule.record,
                        "months": rule.months,
                        "before": before,
                        "removed": removed,
                    },
                )
        done.append(Outcome(kind, rule.months, before, removed))
    return done


def months_before(at: datetime, months: int) -> datetime:
    """The same day and hour so many months earlier; the last of the month where there is none."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def _rules() -> list[RetentionRule]:
    """The rules that limit a kind still known; a kind of a former version is left alone."""
    rules = RetentionRule.objects.filter(months__isnull=False)
    return [rule for rule in rules if (kind := _KINDS.get(rule.record)) and kind.is_choosable]

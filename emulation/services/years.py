"""Business steps with emulation years: opening one, setting its phases and theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.errors import Stale
from core.models import AuditEvent
from core.scope import Actor
from emulation import permissions
from emulation.models import EmulationPhase, EmulationYear, PhaseKind
from emulation.models.year import organises_years
from personnel.models import Unit
from personnel.services.checks import Checks, vn_date

FIRST_YEAR = 1948
LAST_YEAR = 2200
_THEME_LENGTH = 300


class PhaseEntry(NamedTuple):
    """A phase as entered; both days are included."""

    kind: str
    opens_on: date
    closes_on: date


@transaction.atomic
def open_year(
    *,
    unit: Unit,
    year: int,
    theme: str = "",
    phases: Iterable[PhaseEntry] = (),
    by: Actor,
    at: datetime,
) -> EmulationYear:
    """Open the emulation year of an agency, with the phases known so far.

    Raises:
        Forbidden: the actor does not manage the agency's years.
        InvalidInput: the year is open already, or a value cannot be accepted.
    """
    permissions.require(by, permissions.MANAGE_YEAR, unit)
    entries = list(phases)
    checks = Checks()
    theme = checks.text("theme", _("Chủ đề"), theme, limit=_THEME_LENGTH, required=False)
    _check_year(checks, unit, year)
    for entry in entries:
        check_phase(checks, entry)
    _check_kinds_once(checks, entries)
    checks.done()
    with doubles_refused():
        opened = EmulationYear.objects.create(unit=unit, year=year, theme=theme)
    EmulationPhase.objects.bulk_create(
        EmulationPhase(emulation_year=opened, **entry._asdict()) for entry in entries
    )
    audit.record(
        action="emulation.year_opened",
        subject=opened,
        by=by,
        at=at,
        data={
            "unit": unit.code,
            "year": year,
            "theme": theme,
            "phases": [entry._asdict() for entry in entries],
        },
    )
    return opened


@transaction.atomic
def set_phase(
    *,
    year: EmulationYear,
    kind: str,
    opens_on: date,
    closes_on: date,
    by: Actor,
    at: datetime,
) -> EmulationPhase:
    """Set the days of one phase, also when it was set before; unchanged days write nothing."""
    permissions.require(by, permissions.MANAGE_YEAR, year)
    checks = Checks()
    check_phase(checks, PhaseEntry(kind, opens_on, closes_on))
    checks.done()
    _hold(year)
    before = EmulationPhase.objects.filter(emulation_year=year, kind=kind).first()
    if before is not None and (before.opens_on, before.closes_on) == (opens_on, closes_on):
        return before
    phase, _created = EmulationPhase.objects.update_or_create(
        emulation_year=year, kind=kind, defaults={"opens_on": opens_on, "closes_on": closes_on}
    )
    audit.record(
        action="emulation.phase_set",
        subject=year,
        by=by,
        at=at,
        data={
            "kind": kind,
            "opens_on": opens_on,
            "closes_on": closes_on,
            "before": [before.opens_on, before.closes_on] if before else None,
        },
    )
    return phase


@transaction.atomic
def revise_year(
    *,
    year: EmulationYear,
    theme: str,
    phases: Iterable[PhaseEntry],
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> EmulationYear:
    """Set the theme and the days of several phases at once; phases not given stay as they are.

    Args:
        expected_version: what ``version_of`` gave when the person looked.

    Raises:
        Stale: somebody changed the year meanwhile; the changes are named.
    """
    permissions.require(by, permissions.MANAGE_YEAR, year)
    _hold(year)
    if expected_version is not None:
        _refuse_stale(year, expected_version)
    entries = list(phases)
    checks = Checks()
    for entry in entries:
        check_phase(checks, entry)
    _check_kinds_once(checks, entries)
    checks.done()
    set_theme(year=year, theme=theme, by=by, at=at)
    for entry in entries:
        set_phase(year=year, **entry._asdict(), by=by, at=at)
    return year


@transaction.atomic
def set_theme(*, year: EmulationYear, theme: str, by: Actor, at: datetime) -> EmulationYear:
    """Change the theme of a year; the same theme writes nothing."""
    permissions.require(by, permissions.MANAGE_YEAR, year)
    checks = Checks()
    theme = checks.text("theme", _("Chủ đề"), theme, limit=_THEME_LENGTH, required=False)
    checks.done()
    year.theme = _hold(year).theme
    if theme == year.theme:
        return year
    before, year.theme = year.theme, theme
    EmulationYear.objects.filter(pk=year.pk).update(theme=theme)
    audit.record(
        action="emulation.theme_set",
        subject=year,
        by=by,
        at=at,
        data={"from": before, "to": theme},
    )
    return year


def version_of(year: EmulationYear) -> int:
    """Return what tells one version of the year from the next: its newest entry in the trail."""
    return _trail(year).aggregate(newest=Max("pk"))["newest"] or 0


def _trail(year: EmulationYear) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(subject_type=year._meta.label_lower, subject_id=str(year.pk))


def _refuse_stale(year: EmulationYear, seen: int) -> None:
    since = _trail(year).filter(pk__gt=seen).order_by("pk")
    changes = [
        {"label": _change(event), "by": event.signature, "at": event.at, "comment": ""}
        for event in since
    ]
    if changes:
        raise Stale(
            _("Hồ sơ đã được người khác thay đổi sau khi bạn mở. Hãy tải lại trang rồi làm lại."),
            changes=changes,
        )


def _change(event: AuditEvent) -> str:
    """What an entry of the trail changed, in words."""
    data = event.data
    if event.action == "emulation.theme_set":
        return f"{_('Chủ đề')}: {data['from']} → {data['to']}"
    days = [vn_date(date.fromisoformat(data[name])) for name in ("opens_on", "closes_on")]
    return f"{PhaseKind(data['kind']).label}: {' – '.join(days)}"


def _hold(year: EmulationYear) -> EmulationYear:
    """Let two who change a year wait for each other, so that the trail tells what was before."""
    return EmulationYear.objects.select_for_update().get(pk=year.pk)


def check_phase(checks: Checks, entry: PhaseEntry) -> None:
    """Note what is wrong with a phase as entered."""
    if entry.kind not in PhaseKind.values:
        checks.choice("kind", _("Giai đoạn"), entry.kind, PhaseKind.values)
        return
    label = str(PhaseKind(entry.kind).label)
    place = _("%(phase)s, ngày mở") % {"phase": label}
    field = entry.kind.lower()
    checks.day(f"{field}_opens_on", place, entry.opens_on)
    checks.day(
        f"{field}_closes_on", _("%(phase)s, ngày hết hạn") % {"phase": label}, entry.closes_on
    )
    if entry.closes_on < entry.opens_on:
        checks.add(
            f"{field}_closes_on",
            _("ngày hết hạn %(close)s trước ngày mở %(open)s.")
            % {"close": vn_date(entry.closes_on), "open": vn_date(entry.opens_on)},
            _("Hãy chọn ngày hết hạn từ ngày mở trở đi."),
            label,
        )


def _check_year(checks: Checks, unit: Unit, year: int) -> None:
    place = _("Năm")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        checks.add(
            "year",
            _("năm %(year)d nằm ngoài khoảng %(first)d–%(last)d.")
            % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR},
            _("Hãy kiểm tra lại năm."),
            place,
        )
        return
    if not unit.exists_on(date(year, 12, 31)) and not unit.exists_on(date(year, 1, 1)):
        checks.add(
            "unit",
            _("%(unit)s không hoạt động trong năm %(year)d.") % {"unit": unit, "year": year},
            _("Hãy chọn cơ quan đang hoạt động trong năm đó."),
            _("Cơ quan tổ chức"),
        )
    if not organises_years(unit):
        checks.add(
            "unit",
            _("%(unit)s không có tư cách pháp nhân nên theo năm thi đua của cơ quan cấp trên.")
            % {"unit": unit},
            _("Hãy chọn cơ quan có tư cách pháp nhân."),
            _("Cơ quan tổ chức"),
        )
    if EmulationYear.objects.filter(unit=unit, year=year).exists():
        checks.add(
            "year",
            _("năm thi đua %(year)d của %(unit)s đã được mở.") % {"year": year, "unit": unit},
            _("Hãy mở trang năm đó để sửa các giai đoạn."),
            place,
        )


def _check_kinds_once(checks: Checks, entries: list[PhaseEntry]) -> None:
    kinds = [entry.kind for entry in entries]
    for kind in PhaseKind.values:
        if kinds.count(kind) > 1:
            checks.add(
                f"{kind.lower()}_opens_on",
                _("giai đoạn này được nhập hai lần."),
                _("Hãy giữ một dòng."),
                str(PhaseKind(kind).label),
            )

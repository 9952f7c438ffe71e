"""Business steps with emulation blocs: opening one, and who belongs to it when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.scope import Actor
from emulation import permissions
from emulation.models import BlocMembership, EmulationBloc
from personnel import permissions as personnel_permissions
from personnel.models import Unit
from personnel.services.checks import Checks, vn_date


@transaction.atomic
def open_bloc(*, organiser: Unit, name: str, by: Actor, at: datetime) -> EmulationBloc:
    """Open a bloc that the organiser leads."""
    permissions.require(by, permissions.MANAGE_BLOC, organiser)
    checks = Checks()
    name = checks.text("name", _("Tên khối, cụm"), name, limit=200)
    if EmulationBloc.objects.filter(organiser=organiser, name=name).exists():
        checks.add(
            "name",
            _("“%(name)s” đã có.") % {"name": name},
            _("Hãy dùng khối, cụm đã có hoặc chọn tên khác."),
            _("Tên khối, cụm"),
        )
    checks.done()
    bloc = EmulationBloc.objects.create(organiser=organiser, name=name)
    audit.record(
        action="emulation.bloc_opened",
        subject=bloc,
        by=by,
        at=at,
        data={"organiser": organiser.code, "name": name},
    )
    return bloc


@transaction.atomic
def add_member(
    *,
    bloc: EmulationBloc,
    unit: Unit,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> BlocMembership:
    """Let a unit belong to the bloc from a day on; one that belongs already is refused."""
    permissions.require(by, permissions.MANAGE_BLOC, bloc)
    personnel_permissions.require(by, personnel_permissions.VIEW_UNIT, unit)
    # Two people who add the same unit wait for each other here.
    EmulationBloc.objects.select_for_update().get(pk=bloc.pk)
    checks = Checks()
    checks.day("valid_from", _("Từ ngày"), valid_from)
    checks.open_unit("unit", _("Đơn vị"), unit, valid_from)
    if valid_to is not None:
        checks.after("valid_to", _("Đến trước ngày"), valid_to, valid_from, _("ngày bắt đầu"))
    other = _overlapping(bloc, unit, valid_from, valid_to)
    if other is not None:
        checks.add(
            "unit",
            _("%(unit)s đã là thành viên từ ngày %(day)s.")
            % {"unit": unit, "day": vn_date(other.valid_from)},
            _("Hãy kết thúc thời gian cũ trước, hoặc chọn thời gian khác."),
            _("Đơn vị"),
        )
    checks.done()
    membership = BlocMembership.objects.create(
        bloc=bloc, unit=unit, valid_from=valid_from, valid_to=valid_to
    )
    audit.record(
        action="emulation.bloc_member_added",
        subject=bloc,
        by=by,
        at=at,
        data={"unit": unit.code, "from": valid_from, "to": valid_to},
    )
    return membership


@transaction.atomic
def end_membership(
    *, membership: BlocMembership, on: date, by: Actor, at: datetime
) -> BlocMembership:
    """End a membership; ``on`` is the first day on which the unit no longer belongs."""
    permissions.require(by, permissions.MANAGE_BLOC, membership.bloc)
    checks = Checks()
    checks.after(
        "on", _("Đến trước ngày"), on, membership.valid_from, _("ngày bắt đầu tham gia khối, cụm")
    )
    if membership.valid_to is not None and membership.valid_to < on:
        checks.add(
            "on",
            _("%(unit)s đã thôi là thành viên từ ngày %(day)s.")
            % {"unit": membership.unit, "day": vn_date(membership.valid_to)},
            _("Hãy thêm lại đơn vị nếu đơn vị tham gia tiếp."),
            _("Đến trước ngày"),
        )
    checks.done()
    BlocMembership.objects.filter(pk=membership.pk).update(valid_to=on)
    membership.valid_to = on
    audit.record(
        action="emulation.bloc_member_ended",
        subject=membership.bloc,
        by=by,
        at=at,
        data={"unit": membership.unit.code, "on": on},
    )
    return membership


def _overlapping(
    bloc: EmulationBloc, unit: Unit, start: date, end: date | None
) -> BlocMembership | None:
    memberships = BlocMembership.objects.filter(bloc=bloc, unit=unit)
    for other in memberships:
        before_end = end is None or other.valid_from < end
        if before_end and (other.valid_to is None or start < other.valid_to):
            return other
    return None

"""One person kept equal to the staff software of the agency, by its own identifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import InvalidInput
from core.scope import Actor
from core.vietnamese import nfc
from personnel import permissions
from personnel.models import Staff, Unit
from personnel.services import staff as steps
from personnel.services.appointments import rehire

SERVICE_DAYS = ("recruited_on", "service_from", "retires_on")


class Outcome(StrEnum):
    """What an upsert did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StaffInput:
    """A person as the other software knows him.

    ``since`` is the first day in the present unit and post; it is needed only when they change.
    ``service`` holds the days of ``SERVICE_DAYS`` that the other software tells; what it does not
    tell stays as an officer entered it.
    """

    code: str
    full_name: str
    unit_code: str
    post: str
    category: str
    joined_on: date
    is_manager: bool = False
    given_name: str = ""
    birth_date: date | None = None
    sex: str = ""
    email: str = ""
    since: date | None = None
    service: Mapping[str, date | None] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """The facts that are not about the place of work."""
        told = [name for name in steps.FACTS if name not in ("external_id", *SERVICE_DAYS)]
        return {name: getattr(self, name) for name in told} | dict(self.service)


@transaction.atomic
def upsert_by_external_id(
    *, external_id: str, data: StaffInput, by: Actor, at: datetime
) -> tuple[Staff, Outcome]:
    """Create the person, or change what differs; when nothing differs nothing is written.

    A different unit, post or management duty is a transfer from ``data.since``.
    """
    external_id = nfc(external_id)
    if not external_id:
        raise InvalidInput.at("external_id", _("Mã ở phần mềm nhân sự: chưa có nội dung."))
    unit = _unit(data.unit_code, by)
    staff = Staff.objects.select_related("unit").filter(external_id=external_id).first()
    if staff is None:
        created = steps.hire(
            **data.facts(),
            external_id=external_id,
            unit=unit,
            post=data.post,
            is_manager=data.is_manager,
            by=by,
            at=at,
        )
        return created, Outcome.CREATED
    version = staff.version
    facts = data.facts()
    if not data.given_name and nfc(data.full_name) == staff.full_name:
        # The other software does not know it, so what an officer entered stays.
        facts["given_name"] = staff.given_name
    steps.update_staff(staff=staff, by=by, at=at, **facts)
    _transfer_if_different(staff, unit, data, by, at)
    return staff, Outcome.UNCHANGED if staff.version == version else Outcome.UPDATED


def _unit(code: str, by: Actor) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not permissions.can(by, permissions.VIEW_UNIT, unit).allowed:
        raise InvalidInput.at(
            "unit",
            _("Đơn vị: không có đơn vị mã “%(code)s” trong phạm vi của bạn.") % {"code": code},
            _("Xem danh sách mã ở /api/v1/units/."),
        )
    return unit


def _transfer_if_different(
    staff: Staff, unit: Unit, data: StaffInput, by: Actor, at: datetime
) -> None:
    latest = staff.appointments.main().latest("valid_from")
    same = (latest.unit_id, latest.post, latest.is_manager) == (
        unit.pk,
        data.post,
        data.is_manager,
    )
    is_back = (
        latest.valid_to is not None and data.since is not None and data.since >= latest.valid_to
    )
    if same and not is_back:
        return
    if data.since is None:
        raise InvalidInput.at(
            "since",
            _("Từ ngày: đơn vị hoặc chức vụ đã đổi nhưng thiếu ngày bắt đầu."),
            _("Hãy gửi “since” là ngày đầu tiên ở vị trí mới."),
        )
    # Somebody who left and is there again comes back into his record.
    step = rehire if is_back else steps.transfer
    step(
        staff=staff,
        unit=unit,
        post=data.post,
        on=data.since,
        is_manager=data.is_manager,
        by=by,
        at=at,
    )

"""Business steps with recipients outside the staff lists: recording and correcting them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from core.vietnamese import fold, name_sort_key, nfc, text_sort_key
from personnel import permissions
from personnel.models import ExternalRecipient, RecipientKind, Unit
from personnel.models.staff import Sex
from personnel.selectors import recipients as reads
from personnel.services import tree, versions
from personnel.services.checks import Checks

_CODE = "NG-%06d"
_SORT_KEY_LENGTH = 600
FACTS = (
    "kind",
    "name",
    "registration",
    "representative",
    "birth_date",
    "sex",
    "position",
    "address",
)


class RecipientFacts(TypedDict, total=False):
    """What is known of an outside recipient."""

    kind: Required[str]
    name: Required[str]
    registration: str
    representative: str
    birth_date: date | None
    sex: str
    position: str
    address: str


class RecipientChanges(TypedDict, total=False):
    """Facts to change; those left out stay."""

    kind: str
    name: str
    registration: str
    representative: str
    birth_date: date | None
    sex: str
    position: str
    address: str
    unit: Unit


UNSAID: dict[str, Any] = {
    "registration": "",
    "representative": "",
    "birth_date": None,
    "sex": "",
    "position": "",
    "address": "",
}


@transaction.atomic
def create_recipient(
    *,
    unit: Unit,
    code: str = "",
    despite_similar: bool = False,
    by: Actor,
    at: datetime,
    **facts: Unpack[RecipientFacts],
) -> ExternalRecipient:
    """Record an organisation, enterprise, household or person outside; ``unit`` keeps the record.

    Args:
        code: empty gets the next one of the form NG-000123.
        despite_similar: the person has seen the similar ones and none of them is meant.
    """
    tree.lock()
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_RECIPIENT, unit)
    checks = Checks()
    chosen = code_or_next(checks, code)
    values = clean(checks, {**UNSAID, **facts}, chosen, own=None, on=day_of(at))
    checks.open_unit("unit", _("Đơn vị theo dõi"), unit, day_of(at))
    if not despite_similar:
        _refuse_similar(checks, values, by, but=None)
    checks.done()
    with doubles_refused():
        recipient = ExternalRecipient.objects.create(code=chosen, unit=unit, **values)
    audit.record(
        action="personnel.recipient_created",
        subject=recipient,
        by=by,
        at=at,
        data={
            "code": chosen,
            **{name: values[name] for name in FACTS},
            "unit": unit.code,
            "version": recipient.version,
        },
    )
    return recipient


@transaction.atomic
def update_recipient(
    *,
    recipient: ExternalRecipient,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **changes: Unpack[RecipientChanges],
) -> ExternalRecipient:
    """Correct facts of the recipient, or hand the record to another unit; the code stays.

    Unchanged values write nothing.
    """
    permissions.require(by, permissions.CHANGE_RECIPIENT, recipient)
    unit = changes.get("unit", recipient.unit)
    if unit.pk != recipient.unit_id:
        tree.hold(unit)
        permissions.require(by, permissions.CHANGE_RECIPIENT, unit)
    facts = {name: changes.get(name, getattr(recipient, name)) for name in FACTS}
    checks = Checks()
    values = clean(checks, facts, recipient.code, own=recipient, on=day_of(at))
    if unit.pk != recipient.unit_id:
        checks.open_unit("unit", _("Đơn vị theo dõi"), unit, day_of(at))
    checks.done()
    difference = versions.difference(recipient, values | {"unit": unit})
    if not difference:
        return recipient
    new = {name: (values | {"unit": unit})[name] for name in difference}
    versions.write(recipient, new, expected_version)
    shown = {name: difference[name] for name in FACTS if name in difference}
    if "unit" in difference:
        shown["unit"] = {side: one.code for side, one in difference["unit"].items()}
    audit.record(
        action="personnel.recipient_updated",
        subject=recipient,
        by=by,
        at=at,
        data={"changes": shown, "version": recipient.version},
    )
    return recipient


def next_codes(number: int) -> Sequence[str]:
    """As many free codes, in order; callers hold ``tree.lock()`` until the rows are written."""
    highest: int = ExternalRecipient.objects.aggregate(highest=Max("pk"))["highest"] or 0
    found: list[str] = []
    while len(found) < number:
        wanted = [_CODE % (highest + step) for step in range(1, number - len(found) + 1)]
        taken = set(_taken(wanted))
        found += [code for code in wanted if code not in taken]
        highest += len(wanted)
    return found


def code_or_next(checks: Checks, code: str) -> str:
    """The code as entered, checked, or the next free one."""
    if not nfc(code or ""):
        return next_codes(1)[0]
    checked = checks.code("code", _("Mã đối tượng"), code)
    if checked and list(_taken([checked])):
        checks.add(
            "code",
            _("“%(value)s” đã có đối tượng khác mang.") % {"value": checked},
            _("Để trống để hệ thống cấp mã, hoặc dùng mã khác."),
            _("Mã đối tượng"),
        )
    return checked


def _taken(codes: Sequence[str]) -> Any:
    return ExternalRecipient.objects.filter(code__in=codes).values_list("code", flat=True)


def clean(
    checks: Checks,
    facts: dict[str, Any],
    code: str,
    own: ExternalRecipient | None,
    on: date,
) -> dict[str, Any]:
    """Check a recipient's facts and derive the name keys; problems are added to ``checks``."""
    registration = checks.text(
        "registration", _("Mã số thuế, số đăng ký"), facts["registration"], limit=40, required=False
    )
    values = clean_alone(checks, facts, code, on) | {"registration": registration}
    values["search_key"] = search_key(values["name"], code, registration)
    known = ExternalRecipient.objects.filter(registration=registration)
    if registration and known.exclude(pk=own.pk if own else 0).exists():
        checks.add(
            "registration",
            _("“%(value)s” đã có đối tượng khác mang.") % {"value": registration},
            _("Hãy tìm đối tượng đó bằng số này trước khi lập mới."),
            _("Mã số thuế, số đăng ký"),
        )
    return values


def clean_alone(checks: Checks, facts: dict[str, Any], code: str, on: date) -> dict[str, Any]:
    """The part of ``clean`` that asks no table: what one row says of itself."""
    kind = checks.choice("kind", _("Loại đối tượng"), facts["kind"], RecipientKind.values)
    name = checks.text("name", _("Tên"), facts["name"], limit=200)
    values = {
        "kind": kind,
        "name": name,
        "sort_key": sort_key(kind, name),
        "search_key": search_key(name, code, facts["registration"]),
        "registration": nfc(facts["registration"] or ""),
        "birth_date": facts["birth_date"],
        "sex": checks.choice("sex", _("Giới tính"), facts["sex"] or "", ["", *Sex.values]),
    }
    for field, label, limit in (
        ("representative", _("Người đại diện"), 150),
        ("position", _("Chức vụ, nghề nghiệp"), 150),
        ("address", _("Địa chỉ"), 300),
    ):
        values[field] = checks.text(field, label, facts[field], limit=limit, required=False)
    _check_fitting(checks, values, on)
    return values


def sort_key(kind: str, name: str) -> str:
    """People stand by given name, everybody else as written."""
    if not name:
        return ""
    person = kind in {RecipientKind.PERSON, RecipientKind.ENTREPRENEUR}
    return (name_sort_key(name) if person else text_sort_key(name))[:_SORT_KEY_LENGTH]


def search_key(name: str, code: str, registration: str) -> str:
    """Name, code and number without marks."""
    return " ".join(filter(None, (fold(name), fold(code), fold(registration or ""))))


def _check_fitting(checks: Checks, values: dict[str, Any], on: date) -> None:
    """A birthday belongs to a person, a registration to an organisation."""
    kind = values["kind"]
    if kind not in RecipientKind.values:
        return
    is_person = RecipientKind(kind).object_kind == "INDIVIDUAL"
    if not is_person and (values["birth_date"] or values["sex"]):
        checks.add(
            "birth_date" if values["birth_date"] else "sex",
            _("ngày sinh và giới tính chỉ ghi cho cá nhân."),
            _("Hãy để trống, hoặc chọn lại loại đối tượng."),
            _("Loại đối tượng"),
        )
    if is_person and values["registration"]:
        checks.add(
            "registration",
            _(
                "cá nhân không có mã số thuế, số đăng ký ở đây; số định danh không được ghi vào ô này."
            ),
            _("Hãy để trống, hoặc chọn lại loại đối tượng."),
            _("Mã số thuế, số đăng ký"),
        )
    birth = values["birth_date"]
    if birth is not None:
        checks.day("birth_date", _("Ngày sinh"), birth)
        if birth > on:
            checks.add(
                "birth_date",
                _("ngày sinh ở sau hôm nay."),
                _("Hãy kiểm tra lại ngày."),
                _("Ngày sinh"),
            )


def _refuse_similar(checks: Checks, values: dict[str, Any], by: Actor, but: int | None) -> None:
    """Somebody of nearly this name may be there already; the officer decides."""
    within = reads.visible_to(by)
    for one in reads.similar(values["name"], values["registration"], within=within, but=but)[:3]:
        checks.add(
            "despite_similar",
            _("đã có “%(name)s” (%(code)s) gần giống.")
            % {"name": one.recipient.name, "code": one.recipient.code},
            _("Nếu vẫn là đối tượng khác, hãy xác nhận rồi lập mới."),
            _("Trùng tên"),
        )

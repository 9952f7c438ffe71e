"""Facts of a person: which there are, how they are checked, and what is derived from them."""

from __future__ import annotations

from datetime import date
from typing import Any, Required, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import legacy_text
from core.vietnamese import fold, given_name, name_sort_key
from personnel.models import Staff, StaffCategory
from personnel.models.staff import Sex
from personnel.services.checks import Checks, vn_date


class PersonFacts(TypedDict, total=False):
    """What is known of a person apart from the place of work."""

    code: Required[str]
    full_name: Required[str]
    joined_on: Required[date]
    category: Required[str]
    external_id: str | None
    given_name: str
    birth_date: date | None
    sex: str
    email: str
    recruited_on: date | None
    service_from: date | None
    retires_on: date | None


class PersonChanges(TypedDict, total=False):
    """Facts to change; those left out stay."""

    code: str
    full_name: str
    joined_on: date
    category: str
    external_id: str | None
    given_name: str
    birth_date: date | None
    sex: str
    email: str
    recruited_on: date | None
    service_from: date | None
    retires_on: date | None


NAME, GIVEN, CODE = gettext_lazy("Họ và tên"), gettext_lazy("Tên"), gettext_lazy("Số hiệu nhân sự")
EXTERNAL, JOINED = gettext_lazy("Mã ở phần mềm nhân sự"), gettext_lazy("Ngày vào cơ quan")
SEX, CATEGORY = gettext_lazy("Giới tính"), gettext_lazy("Loại nhân sự")
EMAIL, BIRTH = gettext_lazy("Thư điện tử"), gettext_lazy("ngày sinh")
RECRUITED, RETIRES = gettext_lazy("Ngày tuyển dụng"), gettext_lazy("Ngày nghỉ hưu dự kiến")
SERVICE = gettext_lazy("Ngày bắt đầu công tác trong khu vực nhà nước")
_THE_JOINING = gettext_lazy("ngày vào cơ quan")
_SEXES = ("", *Sex.values)
_CATEGORIES = tuple(StaffCategory.values)

FACTS = tuple(PersonChanges.__annotations__)
UNSAID: dict[str, Any] = {
    "external_id": None,
    "given_name": "",
    "birth_date": None,
    "sex": "",
    "email": "",
    "recruited_on": None,
    "service_from": None,
    "retires_on": None,
}


def clean(checks: Checks, facts: dict[str, Any], own: Staff | None) -> dict[str, Any]:
    """Check a person's facts and derive the name keys; problems are added to ``checks``."""
    values = clean_alone(checks, facts)
    _refuse_old_font(checks, values["full_name"])
    _check_unique(checks, "code", values["code"], own)
    _check_unique(checks, "external_id", values["external_id"], own)
    return values


def _refuse_old_font(checks: Checks, name: str) -> None:
    """A name pasted from an old document, as a load refuses it for a whole file."""
    for found in legacy_text.find([name]).values():
        checks.add(
            "full_name",
            _("“%(text)s” viết theo bảng mã %(encoding)s, có lẽ là “%(meant)s”.")
            % {"text": name, "encoding": found.encoding, "meant": found.meant},
            place=NAME,
        )


def clean_alone(checks: Checks, facts: dict[str, Any]) -> dict[str, Any]:
    """The same without asking who else has the code; for loads, which ask once for all."""
    name = checks.text("full_name", NAME, facts["full_name"], limit=150)
    given = checks.text(
        "given_name",
        GIVEN,
        facts["given_name"] or given_name(name),
        limit=50,
        required=False,
    )
    code = checks.code("code", CODE, facts["code"])
    external = checks.text(
        "external_id",
        EXTERNAL,
        facts["external_id"] or "",
        limit=100,
        required=False,
    )
    joined_on = checks.day("joined_on", JOINED, facts["joined_on"])
    if given and f" {given}" not in f" {name}":
        checks.add(
            "given_name",
            _("“%(given)s” không có trong họ và tên.") % {"given": given},
            _("Hãy nhập đúng phần tên gọi, hoặc để trống."),
            GIVEN,
        )
    if facts["birth_date"] is not None:
        checks.after("joined_on", JOINED, joined_on, facts["birth_date"], BIRTH)
    _check_service(checks, facts, joined_on)
    return {
        "code": code,
        "external_id": external or None,
        "full_name": name,
        "given_name": given,
        "sort_key": name_sort_key(name, given) if name else "",
        "search_key": f"{fold(name)} {fold(code)}",
        "birth_date": facts["birth_date"],
        "sex": checks.choice("sex", SEX, facts["sex"] or "", _SEXES),
        "category": checks.choice("category", CATEGORY, facts["category"], _CATEGORIES),
        "email": checks.email("email", EMAIL, facts["email"]),
        "joined_on": joined_on,
        "recruited_on": facts["recruited_on"],
        "service_from": facts["service_from"],
        "retires_on": facts["retires_on"],
    }


def _check_service(checks: Checks, facts: dict[str, Any], joined_on: date) -> None:
    """Service begins at some employer, then here, perhaps under a contract before recruitment."""
    recruited, began, retires = (
        facts["recruited_on"],
        facts["service_from"],
        facts["retires_on"],
    )
    if recruited is not None:
        checks.day("recruited_on", RECRUITED, recruited)
        checks.not_before("recruited_on", RECRUITED, recruited, joined_on, _THE_JOINING)
    if began is not None:
        checks.day("service_from", SERVICE, began)
        if began > joined_on:
            _tell_late_service(checks, began, joined_on)
        if facts["birth_date"] is not None:
            checks.after("service_from", SERVICE, began, facts["birth_date"], BIRTH)
    if retires is not None:
        checks.day("retires_on", RETIRES, retires)
        checks.after("retires_on", RETIRES, retires, joined_on, _THE_JOINING)


def _tell_late_service(checks: Checks, began: date, joined_on: date) -> None:
    checks.add(
        "service_from",
        _("ngày %(day)s sau ngày vào cơ quan (%(joined)s).")
        % {"day": vn_date(began), "joined": vn_date(joined_on)},
        _("Ngày này là ngày đầu tiên ở nơi làm việc đầu tiên, không muộn hơn ngày vào cơ quan."),
        SERVICE,
    )


def refuse_taken(checks: Checks, field: str, value: str) -> None:
    """Add the problem that another person has this code."""
    labels = {"code": CODE, "external_id": EXTERNAL}
    checks.add(
        field,
        _("“%(value)s” đã có người khác mang.") % {"value": value},
        _("Hãy kiểm tra người này đã có hồ sơ chưa, hoặc dùng mã khác."),
        labels[field],
    )


def _check_unique(checks: Checks, field: str, value: str | None, own: Staff | None) -> None:
    if not value:
        return
    others = Staff.objects.filter(**{field: value})
    if own is not None:
        if getattr(own, field) == value:
            return
        others = others.exclude(pk=own.pk)
    if others.exists():
        refuse_taken(checks, field, value)

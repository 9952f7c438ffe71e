"""Facts of a person: which there are, how they are checked, and what is derived from them."""

from __future__ import annotations

from datetime import date
from typing import Any, Required, TypedDict

from django.utils.translation import gettext as _

from core.vietnamese import fold, given_name, name_sort_key
from personnel.models import Staff, StaffCategory
from personnel.models.staff import Sex
from personnel.services.checks import Checks


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


FACTS = tuple(PersonChanges.__annotations__)
UNSAID: dict[str, Any] = {
    "external_id": None,
    "given_name": "",
    "birth_date": None,
    "sex": "",
    "email": "",
}


def clean(checks: Checks, facts: dict[str, Any], own: Staff | None) -> dict[str, Any]:
    """Check a person's facts and derive the name keys; problems are added to ``checks``."""
    values = clean_alone(checks, facts)
    _check_unique(checks, "code", values["code"], own)
    _check_unique(checks, "external_id", values["external_id"], own)
    return values


def clean_alone(checks: Checks, facts: dict[str, Any]) -> dict[str, Any]:
    """The same without asking who else has the code; for loads, which ask once for all."""
    name = checks.text("full_name", _("Họ và tên"), facts["full_name"], limit=150)
    given = checks.text(
        "given_name",
        _("Tên"),
        facts["given_name"] or given_name(name),
        limit=50,
        required=False,
    )
    code = checks.code("code", _("Số hiệu nhân sự"), facts["code"])
    external = checks.text(
        "external_id",
        _("Mã ở phần mềm nhân sự"),
        facts["external_id"] or "",
        limit=100,
        required=False,
    )
    joined_on = checks.day("joined_on", _("Ngày vào cơ quan"), facts["joined_on"])
    if given and f" {given}" not in f" {name}":
        checks.add(
            "given_name",
            _("“%(given)s” không có trong họ và tên.") % {"given": given},
            _("Hãy nhập đúng phần tên gọi, hoặc để trống."),
            _("Tên"),
        )
    if facts["birth_date"] is not None:
        checks.after(
            "joined_on", _("Ngày vào cơ quan"), joined_on, facts["birth_date"], _("ngày sinh")
        )
    return {
        "code": code,
        "external_id": external or None,
        "full_name": name,
        "given_name": given,
        "sort_key": name_sort_key(name, given) if name else "",
        "search_key": f"{fold(name)} {fold(code)}",
        "birth_date": facts["birth_date"],
        "sex": checks.choice("sex", _("Giới tính"), facts["sex"] or "", ["", *Sex.values]),
        "category": checks.choice(
            "category", _("Loại nhân sự"), facts["category"], StaffCategory.values
        ),
        "email": checks.email("email", _("Thư điện tử"), facts["email"]),
        "joined_on": joined_on,
    }


def refuse_taken(checks: Checks, field: str, value: str) -> None:
    """Add the problem that another person has this code."""
    labels = {"code": _("Số hiệu nhân sự"), "external_id": _("Mã ở phần mềm nhân sự")}
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

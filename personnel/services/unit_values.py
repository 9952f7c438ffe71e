"""What may be said of a unit, checked the same way for one form, one API call or a whole load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from core.vietnamese import fold
from personnel.models import CodeScheme, Unit, UnitKind
from personnel.services.checks import Checks

NAMES = ("name", "short_name", "abbreviation")
_CURRENT_CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
_FORMER_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
_FORMER_LENGTH = 13
_CURRENT_LENGTH = 35


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a step is to open; ``parent`` is the superior it will stand under."""

    code: str
    name: str
    kind: str
    parent: Unit | None = None
    short_name: str = ""
    abbreviation: str = ""
    has_legal_personality: bool = False
    participates: bool = True
    sector_unit: Unit | None = None
    sort_order: int = 0

    @property
    def traits(self) -> dict[str, Any]:
        """Everything but the place."""
        names = (field.name for field in fields(self))
        return {name: getattr(self, name) for name in names if name != "parent"}


def clean_names(checks: Checks, values: Mapping[str, Any]) -> dict[str, str]:
    """Name, short name and abbreviation for document numbers, each in composed form."""
    return {
        "name": checks.text("name", _("Tên đơn vị"), values["name"], limit=200),
        "short_name": checks.text(
            "short_name", _("Tên gọn"), values.get("short_name", ""), limit=100, required=False
        ),
        "abbreviation": checks.text(
            "abbreviation",
            _("Chữ viết tắt"),
            values.get("abbreviation", ""),
            limit=20,
            required=False,
        ),
    }


def clean_unit(checks: Checks, values: Mapping[str, Any]) -> dict[str, Any]:
    """All columns of a new unit; asks the database nothing, so that loads can call it by row."""
    cleaned: dict[str, Any] = {**values} | clean_names(checks, values)
    cleaned["code"] = checks.code("code", _("Mã đơn vị"), values["code"])
    cleaned["kind"] = checks.choice("kind", _("Loại đơn vị"), values["kind"], UnitKind.values)
    cleaned["search_key"] = search_key(cleaned["code"], cleaned)
    return cleaned


def search_key(code: str, names: Mapping[str, Any]) -> str:
    """What a search looks in: name, short name and code, marks ignored."""
    return fold(f"{names['name']} {names['short_name']} {code}")


def clean_agency_code(
    checks: Checks, scheme: str, value: str, *, field: str = "value", required: bool = True
) -> str:
    """A national agency code as it was given: never made longer, shorter or turned round."""
    label = str(CodeScheme(scheme).label) if scheme in CodeScheme.values else _("Mã định danh")
    checks.choice("scheme", _("Dạng mã"), scheme, CodeScheme.values)
    limit = _FORMER_LENGTH if scheme == CodeScheme.FORMER else _CURRENT_LENGTH
    cleaned = checks.text(field, label, value, limit=limit, required=required)
    if not cleaned or len(cleaned) > limit:
        return cleaned
    if not _CURRENT_CODE.fullmatch(cleaned):
        checks.add(
            field,
            _("“%(value)s” không đúng cách viết mã định danh.") % {"value": cleaned},
            _("Chỉ dùng chữ hoa A–Z, chữ số, các nhóm cách nhau bằng dấu chấm. Ví dụ: H86.02."),
            label,
        )
    elif scheme == CodeScheme.FORMER and len(cleaned) != _FORMER_LENGTH:
        checks.add(
            field,
            _("“%(value)s” có %(length)d ký tự, mã dạng cũ có đúng %(limit)d ký tự.")
            % {"value": cleaned, "length": len(cleaned), "limit": _FORMER_LENGTH},
            _("Ví dụ đúng: 000.00.13.H86."),
            label,
        )
    elif scheme == CodeScheme.CURRENT and _FORMER_CODE.fullmatch(cleaned):
        checks.add(
            field,
            _("“%(value)s” là mã dạng cũ.") % {"value": cleaned},
            _("Hãy ghi vào mã dạng cũ; không suy ra mã này từ mã kia."),
            label,
        )
    return cleaned

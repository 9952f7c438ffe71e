"""Columns and sheets of codes that several loads of this app have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Column
from core.imports.columns import Kind
from core.imports.template import CodeSheet
from core.scope import SYSTEM, Actor
from personnel.models import Unit

YES, NO = "yes", "no"
STAFF_CODE_ALIASES = (
    "Mã nhân sự",
    "Mã cán bộ",
    "Mã CBCCVC",
    "Mã nhân viên",
    "Số hiệu",
    "Số hiệu công chức, viên chức",
)
UNIT_ALIASES = ("Mã đơn vị", "Phòng ban", "Đơn vị công tác", "Tên đơn vị", "Cơ quan, đơn vị")
CODE_LENGTH = 40


def yes_or_no() -> dict[str, str]:
    """Choices of a column that asks yes or no."""
    return {YES: _("Có"), NO: _("Không")}


def truth(value: str) -> bool | None:
    """What such a column says; ``None`` when the cell is empty."""
    return {YES: True, NO: False}.get(value)


def above_column() -> Column:
    """The superior, only needed where several units have the same name."""
    return Column(
        "above",
        _("Thuộc đơn vị"),
        max_length=200,
        note=_("Chỉ cần khi nhiều đơn vị trùng tên: mã hoặc tên đơn vị cấp trên."),
        aliases=("Cơ quan cấp trên", "Cơ quan chủ quản"),
    )


def staff_columns() -> list[Column]:
    """How a row about a person who stands already names him."""
    return [
        Column(
            "code",
            _("Số hiệu nhân sự"),
            max_length=CODE_LENGTH,
            note=_("Để trống được nếu ghi họ tên và đơn vị."),
            aliases=STAFF_CODE_ALIASES,
        ),
        Column("name", _("Họ và tên"), max_length=150, aliases=("Họ tên",)),
        Column(
            "birth_date", _("Ngày sinh"), kind=Kind.DAY, note=_("Để phân biệt người trùng tên.")
        ),
        Column(
            "unit",
            _("Đơn vị"),
            max_length=200,
            note=_("Mã hoặc tên; cần khi không có số hiệu."),
            aliases=UNIT_ALIASES,
        ),
        above_column(),
    ]


def unit_sheet(actor: Actor, action: str, day: date) -> CodeSheet:
    """The units that are open and in reach, with their codes."""
    units = Unit.objects.all() if actor == SYSTEM else Unit.objects.visible_to(actor, action)
    rows = units.open_on(day).in_tree_order().values_list("code", "name", "parent__name")
    return CodeSheet(
        _("Mã đơn vị"),
        (_("Mã"), _("Tên đơn vị"), _("Đơn vị cấp trên")),
        [(code, name, above or "") for code, name, above in rows],
    )


def choice_sheet(title: str, choices: Mapping[str, str] | Iterable[tuple[str, Any]]) -> CodeSheet:
    """A list of codes with what they mean."""
    pairs = choices.items() if isinstance(choices, Mapping) else choices
    return CodeSheet(
        title, (_("Mã"), _("Nghĩa")), [(str(code), str(label)) for code, label in pairs]
    )

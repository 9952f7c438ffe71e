"""The columns of a list of units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from core.imports import Column
from core.imports.columns import Kind
from core.imports.template import CodeSheet
from core.language import in_official_language
from core.scope import Actor
from personnel import permissions
from personnel.models import UnitKind
from personnel.services.loading.shared_columns import (
    CODE_LENGTH,
    choice_sheet,
    unit_sheet,
    yes_or_no,
)

# Column of the file for fields of the rules that are called otherwise.
FIELDS = {"on": "since", "order_number": "order_number", "order_date": "order_date"}


@in_official_language
def columns() -> list[Column]:
    """What the unit is, where it stands, since when, and by which decision."""
    return [
        Column(
            "code",
            _("Mã đơn vị"),
            required=True,
            max_length=CODE_LENGTH,
            note=_("Mã dùng trong hệ thống này, không đổi giữa các lần nạp."),
            aliases=("Mã", "Mã đơn vị nội bộ"),
        ),
        Column(
            "name",
            _("Tên đơn vị"),
            required=True,
            max_length=200,
            aliases=("Tên", "Đơn vị", "Tên cơ quan, đơn vị"),
        ),
        Column("short_name", _("Tên gọn"), max_length=100, aliases=("Tên viết tắt", "Tên ngắn")),
        Column(
            "abbreviation",
            _("Chữ viết tắt trong số văn bản"),
            max_length=20,
            note=_("Ví dụ SCT trong số 15/QĐ-SCT."),
            aliases=("Chữ viết tắt", "Ký hiệu"),
        ),
        Column(
            "kind",
            _("Loại đơn vị"),
            required=True,
            choices={str(code): str(label) for code, label in UnitKind.choices},
            aliases=("Loại", "Loại hình"),
        ),
        Column(
            "parent",
            _("Đơn vị cấp trên"),
            max_length=200,
            note=_("Mã hoặc tên; có thể đứng ở dòng dưới của chính tệp này."),
            aliases=("Mã đơn vị cấp trên", "Trực thuộc", "Cơ quan chủ quản"),
        ),
        *_dates(),
        *_codes(),
        *_traits(),
    ]


def _dates() -> list[Column]:
    return [
        Column(
            "opened_on",
            _("Ngày thành lập"),
            required=True,
            kind=Kind.DAY,
            aliases=("Thành lập ngày", "Hiệu lực từ ngày"),
        ),
        Column(
            "dissolved_on",
            _("Ngày giải thể"),
            kind=Kind.DAY,
            note=_("Ngày đầu tiên không còn đơn vị; chỉ dùng cho đơn vị chưa có trong hệ thống."),
            aliases=("Ngày kết thúc hoạt động",),
        ),
        Column(
            "since",
            _("Thay đổi từ ngày"),
            kind=Kind.DAY,
            note=_("Bắt buộc khi tên, đơn vị cấp trên hoặc mã định danh khác dữ liệu đã có."),
            aliases=("Áp dụng từ ngày",),
        ),
        Column(
            "order_number",
            _("Số văn bản"),
            max_length=60,
            note=_("Quyết định, nghị quyết thành lập hoặc thay đổi."),
            aliases=("Số quyết định",),
        ),
        Column("order_date", _("Ngày văn bản"), kind=Kind.DAY, aliases=("Ngày quyết định",)),
    ]


def _codes() -> list[Column]:
    return [
        Column(
            "agency_code",
            _("Mã định danh điện tử"),
            max_length=35,
            note=_("Dạng hiện hành, ví dụ H86.02; ghi đúng như được cấp."),
            aliases=("Mã định danh",),
        ),
        Column(
            "former_code",
            _("Mã định danh dạng cũ"),
            max_length=13,
            note=_("13 ký tự, ví dụ 000.00.13.H86; không tự đổi từ dạng này sang dạng kia."),
        ),
    ]


def _traits() -> list[Column]:
    return [
        Column("has_legal_personality", _("Có tư cách pháp nhân"), choices=yes_or_no()),
        Column(
            "participates",
            _("Làm việc trên hệ thống này"),
            choices=yes_or_no(),
            note=_("Để trống là “Có” với đơn vị mới."),
        ),
        Column(
            "sector",
            _("Bộ quản lý ngành"),
            max_length=200,
            note=_("Mã hoặc tên đơn vị."),
        ),
        Column("sort_order", _("Thứ tự"), kind=Kind.NUMBER, aliases=("STT hiển thị",)),
    ]


def code_sheets(actor: Actor, day: date) -> Iterable[CodeSheet]:
    """Units in reach, which may be superiors, and the kinds."""
    yield unit_sheet(actor, permissions.CHANGE_UNIT, day)
    yield choice_sheet(_("Loại đơn vị"), UnitKind.choices)

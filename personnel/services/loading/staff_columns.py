"""The columns of a staff list."""

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
from personnel.models import StaffCategory
from personnel.models.staff import Sex
from personnel.services.loading.shared_columns import (
    CODE_LENGTH,
    STAFF_CODE_ALIASES,
    UNIT_ALIASES,
    above_column,
    choice_sheet,
    unit_sheet,
    yes_or_no,
)

# Column of the file for fields of the rules that are called otherwise.
FIELDS = {"on": "since", "joined_on": "joined_on", "number": "identity"}


@in_official_language
def columns() -> list[Column]:
    """Who it is, where and since when he works, and what tells him apart."""
    return [
        Column(
            "code",
            _("Số hiệu nhân sự"),
            required=True,
            max_length=CODE_LENGTH,
            note=_("Mỗi người một số hiệu, không đổi giữa các lần nạp."),
            aliases=STAFF_CODE_ALIASES,
        ),
        Column(
            "full_name",
            _("Họ và tên"),
            required=True,
            max_length=150,
            aliases=("Họ tên", "Họ và tên khai sinh", "Họ, chữ đệm và tên"),
        ),
        *_about_the_person(),
        *_about_the_post(),
        *_about_the_service(),
        *_about_the_record(),
    ]


def _about_the_person() -> list[Column]:
    return [
        Column(
            "birth_date",
            _("Ngày sinh"),
            kind=Kind.DAY,
            note=_("ngày/tháng/năm; dùng để tìm người bị nhập hai lần."),
            aliases=("Ngày, tháng, năm sinh", "Sinh ngày"),
        ),
        Column("sex", _("Giới tính"), choices=_plain(Sex), aliases=("Nam, nữ",)),
        Column(
            "category",
            _("Loại nhân sự"),
            required=True,
            choices=_plain(StaffCategory),
            aliases=("Đối tượng", "Loại cán bộ", "Loại"),
        ),
    ]


def _about_the_post() -> list[Column]:
    return [
        Column(
            "unit",
            _("Đơn vị"),
            required=True,
            max_length=200,
            note=_("Mã hoặc tên đơn vị; tên chưa rõ sẽ được hỏi một lần."),
            aliases=UNIT_ALIASES,
        ),
        above_column(),
        Column(
            "post",
            _("Chức vụ, chức danh"),
            required=True,
            max_length=150,
            aliases=("Chức vụ", "Chức danh", "Vị trí việc làm"),
        ),
        Column(
            "is_manager",
            _("Lãnh đạo, quản lý"),
            choices=yes_or_no(),
            note=_("Để trống là “Không” với người mới."),
            aliases=("Giữ chức vụ lãnh đạo, quản lý", "Quản lý"),
        ),
        Column(
            "is_concurrent",
            _("Kiêm nhiệm"),
            choices=yes_or_no(),
            note=_("“Có”: dòng này là chức vụ kiêm nhiệm, thêm vào dòng chính của người đó."),
        ),
        Column(
            "joined_on",
            _("Ngày vào cơ quan"),
            required=True,
            kind=Kind.DAY,
            note=_("Ngày đầu tiên làm việc ở cơ quan, kể cả thời gian hợp đồng."),
            aliases=("Ngày vào làm", "Ngày bắt đầu làm việc"),
        ),
        Column(
            "since",
            _("Giữ vị trí từ ngày"),
            kind=Kind.DAY,
            note=_("Bắt buộc khi đổi đơn vị, chức vụ; để trống là từ ngày vào cơ quan."),
            aliases=("Từ ngày", "Ngày bổ nhiệm", "Ngày nhận chức vụ"),
        ),
        Column(
            "left_on",
            _("Ngày thôi việc"),
            kind=Kind.DAY,
            note=_("Ngày đầu tiên không còn làm việc; ở dòng kiêm nhiệm là ngày thôi kiêm nhiệm."),
            aliases=("Ngày nghỉ việc", "Ngày nghỉ hưu"),
        ),
        Column("decision_ref", _("Số quyết định"), max_length=60, aliases=("Số QĐ",)),
    ]


def _about_the_service() -> list[Column]:
    return [
        Column(
            "recruited_on",
            _("Ngày tuyển dụng"),
            kind=Kind.DAY,
            note=_("Không trước ngày vào cơ quan; để trống được."),
            aliases=("Ngày được tuyển dụng", "Ngày trúng tuyển"),
        ),
        Column(
            "service_from",
            _("Ngày bắt đầu công tác trong khu vực nhà nước"),
            kind=Kind.DAY,
            note=_("Ở nơi làm việc đầu tiên; không sau ngày vào cơ quan."),
            aliases=("Ngày bắt đầu công tác", "Ngày vào khu vực nhà nước"),
        ),
        Column(
            "retires_on",
            _("Ngày nghỉ hưu dự kiến"),
            kind=Kind.DAY,
            note=_("Dự kiến hoặc theo thông báo; người đã nghỉ thì ghi ở “Ngày thôi việc”."),
            aliases=("Ngày nghỉ hưu theo thông báo", "Thời điểm nghỉ hưu"),
        ),
    ]


def _about_the_record() -> list[Column]:
    return [
        Column("email", _("Thư điện tử"), max_length=254, aliases=("Email", "Hộp thư")),
        Column(
            "given_name",
            _("Tên gọi"),
            max_length=50,
            note=_("Chỉ ghi khi tên gọi không phải chữ cuối của họ tên."),
        ),
        Column(
            "identity",
            _("Số định danh cá nhân"),
            note=_("12 chữ số, đặt cột ở dạng văn bản; được lưu mã hóa."),
            aliases=("Số CCCD", "CCCD", "Số căn cước"),
        ),
        Column(
            "external_id",
            _("Mã ở phần mềm nhân sự"),
            max_length=100,
            note=_("Mã của người đó ở phần mềm quản lý nhân sự, nếu có."),
        ),
    ]


def code_sheets(actor: Actor, day: date) -> Iterable[CodeSheet]:
    """Units in reach and the words of the columns with choices."""
    yield unit_sheet(actor, permissions.CHANGE_STAFF, day)
    yield choice_sheet(_("Loại nhân sự"), StaffCategory.choices)
    yield choice_sheet(_("Giới tính"), Sex.choices)


def _plain(choices: type[StaffCategory | Sex]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}

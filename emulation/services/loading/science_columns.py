"""The columns of a list of science works, and the words offices use in them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.imports import Column
from core.imports.columns import Kind
from emulation.models import Scope, WorkKind, WorkRole
from emulation.models.science import INFLUENCE_SCOPES
from emulation.services.science import FACTS
from emulation.services.science_content import (
    CODE_LENGTH,
    EVIDENCE_LENGTH,
    REF_LENGTH,
    TITLE_LENGTH,
)
from personnel.services.loading.grades import Words
from personnel.services.loading.shared_columns import staff_columns, yes_or_no

# Columns that speak of the work; the others speak of one person in it.
OF_WORK = tuple(name for name in FACTS if name != "code")
# Columns whose words lead to a code.
SPOKEN = ("kind", "scope", "influence_scope", "role")

_KINDS = {
    WorkKind.TOPIC: ("Đề tài",),
    WorkKind.PROJECT: ("Đề án",),
    WorkKind.WORK: ("Công trình", "Công trình khoa học", "Công trình KH&CN"),
}
_SCOPES = {
    Scope.BASE: ("Cơ sở", "Cấp sở"),
    Scope.MINISTRY: ("Bộ", "Cấp bộ", "Bộ, ngành"),
    Scope.PROVINCE: ("Tỉnh", "Cấp tỉnh, thành phố", "Thành phố", "Cấp thành phố"),
    Scope.NATIONAL: ("Quốc gia", "Cấp quốc gia", "Nhà nước", "Cấp Nhà nước", "Cả nước"),
}
_ROLES = {
    WorkRole.CHAIR: ("Chủ nhiệm đề tài", "Đồng chủ nhiệm", "CN"),
    WorkRole.SECRETARY: ("Thư ký khoa học", "Thư ký đề tài"),
    WorkRole.MEMBER: ("Thành viên chính", "Tham gia", "TV"),
}


def columns() -> list[Column]:
    """A work, how it was accepted, applied and recognised, and one person in it."""
    return [*_of_work(), *_of_application(), *staff_columns(), _role()]


def words() -> dict[str, Words]:
    """What cells of the columns with a list of codes mean."""
    influence = [(scope.value, scope.label) for scope in INFLUENCE_SCOPES]
    return {
        "kind": Words(WorkKind.choices, _KINDS),
        "scope": Words(Scope.choices, _SCOPES),
        "influence_scope": Words(influence, {scope: _SCOPES[scope] for scope in INFLUENCE_SCOPES}),
        "role": Words(WorkRole.choices, _ROLES),
    }


def _of_work() -> list[Column]:
    repeated = _("Chỉ cần ở dòng đầu của mỗi đề tài.")
    return [
        Column(
            "work",
            _("Mã số đề tài"),
            required=True,
            max_length=CODE_LENGTH,
            note=_("Mỗi người tham gia một dòng, mã số lặp lại."),
            aliases=("Mã đề tài", "Số đăng ký", "Mã số"),
        ),
        Column(
            "title",
            _("Tên đề tài"),
            max_length=TITLE_LENGTH,
            note=repeated,
            aliases=("Tên đề tài, đề án, công trình", "Tên công trình", "Tên nhiệm vụ"),
        ),
        Column("kind", _("Loại"), max_length=60, note=repeated),
        Column(
            "host",
            _("Đơn vị chủ trì"),
            max_length=200,
            note=_("Mã hoặc tên; chỉ cần ở dòng đầu của mỗi đề tài."),
            aliases=("Cơ quan chủ trì", "Tổ chức chủ trì"),
        ),
        Column(
            "scope",
            _("Cấp nghiệm thu"),
            max_length=40,
            note=repeated,
            aliases=("Cấp đề tài", "Cấp"),
        ),
        Column("accepted_on", _("Ngày nghiệm thu"), kind=Kind.DAY, note=repeated),
        Column(
            "acceptance_ref",
            _("Số văn bản nghiệm thu"),
            max_length=REF_LENGTH,
            note=repeated,
            aliases=("Quyết định nghiệm thu", "Số quyết định nghiệm thu"),
        ),
        Column(
            "year",
            _("Tính cho năm"),
            kind=Kind.NUMBER,
            note=_("Để trống thì là năm nghiệm thu."),
            aliases=("Năm",),
        ),
    ]


def _of_application() -> list[Column]:
    return [
        Column(
            "applied",
            _("Đã áp dụng hiệu quả"),
            choices=yes_or_no(),
            aliases=("Áp dụng hiệu quả", "Đã áp dụng"),
        ),
        Column(
            "evidence",
            _("Căn cứ áp dụng hiệu quả"),
            max_length=EVIDENCE_LENGTH,
            note=_("Nơi áp dụng, kết quả và văn bản xác nhận."),
        ),
        Column(
            "influence_scope",
            _("Phạm vi ảnh hưởng"),
            max_length=40,
            note=_("Do người đứng đầu bộ, tỉnh công nhận; để trống nếu chưa."),
        ),
        Column("influence_ref", _("Số văn bản công nhận ảnh hưởng"), max_length=REF_LENGTH),
        Column("influence_on", _("Ngày văn bản công nhận ảnh hưởng"), kind=Kind.DAY),
    ]


def _role() -> Column:
    return Column(
        "role",
        _("Vai trò"),
        max_length=40,
        note=_("Để trống thì là thành viên."),
        aliases=("Vai trò trong đề tài",),
    )

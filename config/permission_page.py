"""The page of who may do what, written from the tables of the apps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awards import permissions as awards
from core.language import in_official_language
from core.scope import permissions
from emulation import permissions as emulation
from legal import permissions as legal
from personnel import permissions as personnel
from personnel.models import Role

HEAD = (
    "<!-- Written by `python3 manage.py write_permission_docs`; edit the tables, not this file. -->"
)
PARTS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("Tổ chức, nhân sự, tài khoản", personnel.ACTION_LABELS),
    ("Thi đua", emulation.ACTION_LABELS),
    ("Khen thưởng", awards.ACTION_LABELS),
    ("Pháp luật", legal.ACTION_LABELS),
)
SHORT = {
    Role.STAFF_MEMBER: "CB",
    Role.HR_OFFICER: "TC",
    Role.UNIT_HEAD: "TP",
    Role.DIRECTOR: "GĐ",
    Role.COUNCIL_MEMBER: "HĐ",
    Role.PROVINCE_OFFICER: "CVT",
    Role.PROVINCE_LEADER: "LĐT",
    Role.MINISTRY_OFFICER: "CVB",
    Role.AUDITOR: "KT",
    Role.DATA_OFFICER: "DL",
    Role.LEGAL_OFFICER: "PC",
    Role.SYSTEM_ADMIN: "QT",
}
RULES = """\
Vai trò được giao tại một đơn vị, từ ngày đến ngày, và có tác dụng ở đơn vị đó cùng mọi đơn vị trực
thuộc. Hết ngày là hết quyền. Người làm việc thay mặt có đúng những quyền được ủy quyền, trong phạm vi
người ủy quyền đang có ([hướng dẫn](huong-dan/quyen-va-thay-mat.md)).

Không cần vai trò: xem hồ sơ của chính mình, tự đăng ký thi đua, tự đăng ký sáng kiến.

Điều kiện cần người xét đánh giá: người lập hồ sơ đánh giá khi hồ sơ còn sửa được; sau đó là người được
xét ở bước hiện tại.

Dù có vai trò: không ai xét, duyệt, đề nghị hay ghi xếp loại, kỷ luật cho mình, cho vợ hoặc chồng mình,
cho người mình thay mặt và vợ hoặc chồng người đó.
"""


@in_official_language
def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from ("# Ai được làm gì", "", HEAD, "", RULES)
    yield from ("| viết tắt | vai trò | mã |", "|---|---|---|")
    for role in Role:
        yield f"| {SHORT[role]} | {role.label} | `{role}` |"
    for title, labels in PARTS:
        yield from ("", f"## {title}", "")
        yield f"| việc | {' | '.join(SHORT.values())} | mã |"
        yield "|---" * (len(SHORT) + 2) + "|"
        for action, label in labels.items():
            roles = permissions.roles_for(action)
            marks = " | ".join("●" if role in roles else " " for role in SHORT)
            yield f"| {label} | {marks} | `{action}` |"

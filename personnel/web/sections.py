"""The sections of the personnel pages as tabs, for those who may open them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.scope import actor_of
from core.web.parts import Chip, Tab
from personnel import permissions


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Nhân sự · Đơn vị · Đối tượng ngoài · Đang bị lưu ý · Nạp dữ liệu · Tài khoản."""
    actor = actor_of(request)
    entries = [("staff", _("Người"), "personnel:staff_list", "")]
    entries.append(("units", _("Đơn vị"), "personnel:unit_list", permissions.VIEW_UNIT))
    entries.append(
        (
            "recipients",
            _("Đối tượng ngoài"),
            "personnel:recipient_list",
            permissions.VIEW_RECIPIENT,
        )
    )
    entries.append(("bars", _("Đang bị lưu ý"), "personnel:bar_list", permissions.CHANGE_STAFF))
    entries.append(("loads", _("Nạp dữ liệu"), "loads:index", permissions.CHANGE_STAFF))
    entries.append(("history", _("Lịch sử nạp"), "loads:history", permissions.VIEW_LOADS))
    entries.append(
        ("accounts", _("Tài khoản"), "personnel:account_list", permissions.MANAGE_ACCOUNTS)
    )
    entries += [
        (
            "identity",
            _("Tìm theo số định danh"),
            "personnel:identity_find",
            permissions.VIEW_IDENTITY,
        ),
        (
            "corrections",
            _("Yêu cầu chỉnh sửa"),
            "personnel:correction_list",
            permissions.VIEW_CORRECTION,
        ),
        ("looks", _("Nhật ký xem"), "personnel:looks_log", permissions.VIEW_LOOKS),
        ("privacy", _("Dữ liệu cá nhân"), "personnel:privacy", permissions.MANAGE_PRIVACY),
    ]
    return [
        Tab(label, reverse(url), current=key == current)
        for key, label, url, action in entries
        if not action or actor.may_somewhere(action)
    ]


def chips(request: HttpRequest, shown: Mapping[str, tuple[Any, Any]]) -> list[Chip]:
    """The filters in force; ``shown`` gives label and value by parameter."""
    found = []
    for param, (label, value) in shown.items():
        rest = request.GET.copy()
        for name in (param, "trang"):
            rest.pop(name, None)
        query = rest.urlencode()
        found.append(Chip(str(label), str(value), f"?{query}" if query else request.path))
    return found

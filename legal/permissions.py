"""Who may read the catalogue and who may add forms of the installation."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden
from core.scope import SYSTEM, Actor, permissions

VIEW_CATALOGUE = "legal.view_catalogue"
MANAGE_LOCAL_FORMS = "legal.manage_local_forms"

# Role codes are those of the personnel app, which this app does not know.
_EVERY_ROLE = frozenset(
    {
        "STAFF_MEMBER",
        "HR_OFFICER",
        "UNIT_HEAD",
        "DIRECTOR",
        "COUNCIL_MEMBER",
        "PROVINCE_OFFICER",
        "PROVINCE_LEADER",
        "MINISTRY_OFFICER",
        "AUDITOR",
        "DATA_OFFICER",
        "SYSTEM_ADMIN",
    }
)

ACTIONS: dict[str, frozenset[str]] = {
    VIEW_CATALOGUE: _EVERY_ROLE,
    MANAGE_LOCAL_FORMS: frozenset({"HR_OFFICER", "PROVINCE_OFFICER"}),
}


ACTION_LABELS = {
    VIEW_CATALOGUE: gettext_lazy("xem danh mục pháp luật"),
    MANAGE_LOCAL_FORMS: gettext_lazy("thêm hình thức khen thưởng của đơn vị"),
}


def register() -> None:
    """Add this app's rows to the table of all actions (once, at start-up)."""
    permissions.register(ACTIONS)


def require_view(actor: Actor) -> None:
    """Raise Forbidden unless the actor may read the catalogue."""
    if actor != SYSTEM and not actor.may_somewhere(VIEW_CATALOGUE):
        raise Forbidden(
            _(
                "Tài khoản của bạn chưa có vai trò ở đơn vị nào nên chưa xem được danh mục. "
                "Hãy liên hệ quản trị hệ thống."
            )
        )


def require_manage_local_forms(actor: Actor) -> None:
    """Raise Forbidden unless the actor may add forms of the installation."""
    if actor != SYSTEM and not actor.may_somewhere(MANAGE_LOCAL_FORMS):
        raise Forbidden(
            _(
                "Chỉ cán bộ tổ chức và cán bộ thi đua cấp tỉnh được thêm hình thức khen thưởng "
                "của đơn vị. Hãy đề nghị họ thực hiện."
            )
        )

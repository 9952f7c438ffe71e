"""Who may do what with units, staff and accounts.

One table says which role may do which action.  A role is held at a unit and reaches its whole
subtree, so each question is about the position of a unit in the tree:

* what may I act on?   ``Unit.objects.visible_to(actor, action)``, ``Staff.objects.visible_to(…)``
* may I act on this?   ``can(actor, action, obj)``
* who may act on this? ``who_can(action, obj, on)``; ``users_who_can(action, position, on)`` answers
  the same for the actions of every other app.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden, NotVisible
from core.scope import SYSTEM, Actor, Verdict, in_ranges, permissions
from personnel.models import ExternalRecipient, Role, RoleAssignment, Staff, Unit, User, reach
from personnel.models.staff import OWN_RECORD_ACTIONS

VIEW_UNIT = "personnel.view_unit"
CHANGE_UNIT = "personnel.change_unit"
VIEW_STAFF = "personnel.view_staff"
CHANGE_STAFF = "personnel.change_staff"
VIEW_RECIPIENT = "personnel.view_recipient"
CHANGE_RECIPIENT = "personnel.change_recipient"
MANAGE_ACCOUNTS = "personnel.manage_accounts"
VIEW_IDENTITY = "personnel.view_identity"
VIEW_SENSITIVE = "personnel.view_sensitive"
CHANGE_SENSITIVE = "personnel.change_sensitive"
MANAGE_PRIVACY = "personnel.manage_privacy"
VIEW_LOOKS = "personnel.view_looks"
VIEW_CORRECTION = "personnel.view_correction"
ANSWER_CORRECTION = "personnel.answer_correction"
VIEW_LOADS = "personnel.view_loads"

_READERS_OF_STAFF = frozenset(
    {
        Role.HR_OFFICER,
        Role.UNIT_HEAD,
        Role.DIRECTOR,
        Role.COUNCIL_MEMBER,
        Role.PROVINCE_OFFICER,
        Role.PROVINCE_LEADER,
        Role.MINISTRY_OFFICER,
        Role.AUDITOR,
        Role.DATA_OFFICER,
    }
)

# Everything that stands somewhere in the tree.
Placed = Unit | Staff | ExternalRecipient

ACTIONS: dict[str, frozenset[str]] = {
    VIEW_UNIT: _READERS_OF_STAFF | {Role.STAFF_MEMBER, Role.LEGAL_OFFICER},
    CHANGE_UNIT: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    VIEW_STAFF: _READERS_OF_STAFF,
    CHANGE_STAFF: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    VIEW_RECIPIENT: _READERS_OF_STAFF,
    CHANGE_RECIPIENT: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    MANAGE_ACCOUNTS: frozenset({Role.SYSTEM_ADMIN}),
    VIEW_IDENTITY: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    VIEW_SENSITIVE: frozenset({Role.DATA_OFFICER}),
    CHANGE_SENSITIVE: frozenset({Role.DATA_OFFICER}),
    MANAGE_PRIVACY: frozenset({Role.DATA_OFFICER}),
    VIEW_LOOKS: frozenset({Role.DATA_OFFICER}),
    VIEW_CORRECTION: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER, Role.DATA_OFFICER}),
    ANSWER_CORRECTION: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    VIEW_LOADS: frozenset({Role.AUDITOR}),
}

# The action by which a thing may be seen at all: without it the answer is "not found".
_SEEN_BY = {
    VIEW_UNIT: VIEW_UNIT,
    CHANGE_UNIT: VIEW_UNIT,
    VIEW_STAFF: VIEW_STAFF,
    CHANGE_STAFF: VIEW_STAFF,
    VIEW_RECIPIENT: VIEW_RECIPIENT,
    CHANGE_RECIPIENT: VIEW_RECIPIENT,
    VIEW_IDENTITY: VIEW_STAFF,
    VIEW_SENSITIVE: VIEW_STAFF,
    CHANGE_SENSITIVE: VIEW_STAFF,
}

ACTION_LABELS = {
    VIEW_UNIT: gettext_lazy("xem đơn vị"),
    CHANGE_UNIT: gettext_lazy("sửa đơn vị"),
    VIEW_STAFF: gettext_lazy("xem hồ sơ nhân sự"),
    CHANGE_STAFF: gettext_lazy("sửa hồ sơ nhân sự"),
    VIEW_RECIPIENT: gettext_lazy("xem đối tượng ngoài"),
    CHANGE_RECIPIENT: gettext_lazy("sửa đối tượng ngoài"),
    MANAGE_ACCOUNTS: gettext_lazy("quản lý tài khoản"),
    VIEW_IDENTITY: gettext_lazy("xem số định danh cá nhân"),
    VIEW_SENSITIVE: gettext_lazy("xem dữ liệu nhạy cảm"),
    CHANGE_SENSITIVE: gettext_lazy("sửa dữ liệu nhạy cảm"),
    MANAGE_PRIVACY: gettext_lazy("thiết lập dữ liệu cá nhân"),
    VIEW_LOOKS: gettext_lazy("xem nhật ký xem dữ liệu"),
    VIEW_CORRECTION: gettext_lazy("xem yêu cầu chỉnh sửa"),
    ANSWER_CORRECTION: gettext_lazy("trả lời yêu cầu chỉnh sửa"),
    VIEW_LOADS: gettext_lazy("xem lịch sử nạp dữ liệu"),
}


def register() -> None:
    """Add this app's rows to the table of all actions (once, at start-up)."""
    permissions.register(ACTIONS)


def can(actor: Actor, action: str, obj: Placed) -> Verdict:
    """Whether ``actor`` may do ``action`` on this unit or person, with the reason if not."""
    if actor == SYSTEM:
        # Set-up commands run by the operator of the machine, who owns the database anyway.
        return Verdict(allowed=True)
    if _is_own_record(actor, action, obj) or actor.may(action, position_of(obj)):
        return Verdict(allowed=True)
    return Verdict(allowed=False, reason=_refusal(actor, action, obj))


def require(actor: Actor, action: str, obj: Placed) -> None:
    """Raise NotVisible or Forbidden unless ``actor`` may do ``action`` on ``obj``."""
    verdict = can(actor, action, obj)
    if verdict.allowed:
        return
    seen_by = _SEEN_BY.get(action)
    if seen_by is not None and not can(actor, seen_by, obj).allowed:
        raise NotVisible(_("Không tìm thấy nội dung này trong phạm vi của bạn."))
    raise Forbidden(verdict.reason)


def require_somewhere(actor: Actor, action: str) -> None:
    """Raise Forbidden unless ``actor`` may do ``action`` at some unit."""
    if actor != SYSTEM and not actor.may_somewhere(action):
        raise Forbidden(
            _("Tài khoản của bạn không có quyền %(action)s. Hãy liên hệ quản trị hệ thống.")
            % {"action": ACTION_LABELS[action]}
        )


def refuse_top() -> None:
    """Raise Forbidden: the top of the tree belongs to the set-up of the installation."""
    raise Forbidden(
        _("Đơn vị ở đầu cây tổ chức chỉ được lập khi cài đặt hệ thống. Hãy chọn đơn vị cấp trên.")
    )


def who_can(action: str, obj: Placed, on: date) -> QuerySet[User]:
    """The active accounts that may do ``action`` on this unit or person on the given day."""
    by_role = may_act(action, position_of(obj), on)
    if action in OWN_RECORD_ACTIONS and isinstance(obj, Staff):
        return User.objects.filter(by_role | Q(staff_id=obj.pk), is_active=True)
    return User.objects.filter(by_role, is_active=True)


def users_who_can(
    action: str,
    position: int,
    on: date,
    *,
    close_to: reach.StaffIds = (),
    entered_by: int | None = None,
) -> QuerySet[User]:
    """The active accounts that may do any registered ``action`` at ``position`` on the day.

    Those who may do it on behalf of somebody are among them. Whose case it is (``close_to``,
    ``entered_by``) has no part in it, nor his spouse, nor whoever acts for one of them.
    """
    held = may_act(action, position, on, close_to=close_to, entered_by=entered_by)
    return User.objects.filter(held, is_active=True)


def may_act(
    action: str,
    position: int,
    on: date,
    *,
    close_to: reach.StaffIds = (),
    entered_by: int | None = None,
) -> Q:
    """The same as a condition over accounts."""
    return reach.acting(
        permissions.roles_for(action),
        on,
        reach.at(position),
        close_to=close_to,
        entered_by=entered_by,
    )


def too_close() -> str:
    """Why somebody has no part in a case: it is his own, his spouse's or his principal's."""
    return _(
        "Không ai được xử lý hồ sơ của chính mình, của vợ hoặc chồng mình, "
        "hay của người mình thay mặt."
    )


def accounts_of(actor: Actor) -> QuerySet[User]:
    """The accounts ``actor`` looks after: placed in his reach, or not placed anywhere yet.

    Accounts of the back office belong to the operator of the machine, whatever roles they hold.
    """
    if actor == SYSTEM:
        return User.objects.all()
    if not actor.may_somewhere(MANAGE_ACCOUNTS):
        return User.objects.none()
    ranges = actor.ranges(MANAGE_ACCOUNTS)
    roles = RoleAssignment.objects.filter(user=OuterRef("pk"))
    inside = roles.filter(in_ranges("unit__tree_start", ranges))
    return User.objects.filter(
        Exists(inside)
        | in_ranges("staff__unit__tree_start", ranges)
        | Q(~Exists(roles), staff__isnull=True),
        is_staff=False,
        is_superuser=False,
    )


def visible_account(actor: Actor, pk: int) -> User:
    """The account if ``actor`` looks after it.

    Raises:
        Forbidden: he looks after no accounts at all.
        NotVisible: it is none of his.
    """
    require_somewhere(actor, MANAGE_ACCOUNTS)
    user = accounts_of(actor).select_related("staff__unit").filter(pk=pk).first()
    if user is None:
        raise NotVisible(_("Không tìm thấy tài khoản này trong phạm vi của bạn."))
    return user


def require_account(actor: Actor, user: User, on: date) -> None:
    """Raise unless ``user`` lies wholly in the reach of ``actor``.

    Whoever sets a password can sign in with it. So an account that holds a role further up, now or
    later, or opens the record of somebody elsewhere, is that level's to switch off or give one.
    """
    if actor == SYSTEM:
        return
    seen = visible_account(actor, user.pk)
    outside = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user
    ).exclude(in_ranges("unit__tree_start", actor.ranges(MANAGE_ACCOUNTS)))
    elsewhere = seen.staff is not None and not can(actor, MANAGE_ACCOUNTS, seen.staff).allowed
    if elsewhere or outside.exists():
        raise Forbidden(
            _(
                "Tài khoản này có vai trò hoặc hồ sơ ở đơn vị ngoài phạm vi của bạn. "
                "Hãy đề nghị cấp trên."
            )
        )


def position_of(obj: Placed) -> int:
    """Where the unit, or the unit of the person or recipient, stands in today's tree."""
    unit = obj if isinstance(obj, Unit) else obj.unit
    return unit.tree_start


def _is_own_record(actor: Actor, action: str, obj: Placed) -> bool:
    return (
        action in OWN_RECORD_ACTIONS
        and isinstance(obj, Staff)
        and actor.staff_id is not None
        and obj.pk == actor.staff_id
    )


def _refusal(actor: Actor, action: str, obj: Placed) -> str:
    label = ACTION_LABELS.get(action, action)
    if actor.may_somewhere(action):
        return _(
            "Quyền %(action)s của bạn không bao gồm %(place)s. "
            "Hãy đề nghị đơn vị cấp trên thực hiện."
        ) % {"action": label, "place": obj}
    return _("Vai trò của bạn không có quyền %(action)s. Hãy đề nghị cán bộ tổ chức thực hiện.") % {
        "action": label
    }

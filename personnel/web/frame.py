"""What this app adds to the frame around every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scope import actor_of
from core.web import fragments, load_frame
from core.web.navigation import NavEntry, Profile, navigation
from core.web.parts import state_tones
from personnel import permissions
from personnel.models import Role, Staff, Unit
from personnel.web import acting, bars, conduct, sections, unit_grades

ENTRIES = (
    NavEntry(
        "personnel",
        _("Nhân sự"),
        "users",
        "personnel:staff_list",
        order=40,
        action=permissions.VIEW_UNIT,
        namespaces=("personnel",),
    ),
    NavEntry(
        "accounts",
        _("Tài khoản"),
        "key",
        "personnel:account_list",
        order=90,
        action=permissions.MANAGE_ACCOUNTS,
        namespaces=("accounts",),
    ),
)


def register() -> None:
    """Add the menu entries and the words about the signed-in person."""
    navigation.register(*ENTRIES)
    navigation.set_profile(profile_of)
    state_tones.register({"SENT": "progress", "ACCEPTED": "ok"})
    conduct.register()
    bars.register()
    unit_grades.register()
    fragments.register("staff_detail", _("Dữ liệu cá nhân"), _guarded_part)
    navigation.set_acting(acting.acting_of)
    navigation.set_link("account", "personnel:my_account")
    load_frame.stand_beside(sections.tabs)


def profile_of(request: HttpRequest) -> Profile:
    """Name, roles with their units, and the address of the person's own record."""
    actor = actor_of(request)
    names = dict(
        Unit.objects.filter(pk__in=[grant.unit_id for grant in actor.grants]).values_list(
            "pk", "name"
        )
    )
    roles = tuple(f"{Role(grant.role).label} · {names[grant.unit_id]}" for grant in actor.grants)
    return Profile(actor.name, roles, _own_record(actor.staff_id))


def _own_record(staff_id: int | None) -> str:
    return "" if staff_id is None else reverse("personnel:my_record")


def _guarded_part(staff: Staff) -> str:
    return reverse("personnel:guarded_part", args=[staff.code])

"""The first steps of each role, with those already done marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models import Decision, Proposal
from core.scope import Actor, in_ranges
from core.web.navigation import resolve
from emulation.models import EmulationYear, Initiative, Registration
from personnel.models import Role, RoleAssignment


@dataclass(frozen=True, slots=True)
class Start:
    """One first step."""

    text: str
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The first steps of a role."""

    title: str
    steps: list[Start]

    @property
    def is_done(self) -> bool:
        """Whether every step was taken once."""
        return all(step.done for step in self.steps)


def checklist(actor: Actor) -> Checklist | None:
    """The list of the actor's leading role, until all of it was done once."""
    for role, steps in _LISTS.items():
        if role in actor.roles:
            found = Checklist(_("Bắt đầu: %(role)s") % {"role": Role(role).label}, steps(actor))
            return None if found.is_done else found
    return None


def _officer(actor: Actor) -> list[Start]:
    return [
        Start(_("Mở năm thi đua và ghi các đợt"), resolve("emulation:year_list"), _has_year(actor)),
        Start(
            _("Nhắc mọi người đăng ký thi đua"),
            resolve("emulation:registration_list"),
            _has_registration(actor),
        ),
        Start(
            _("Ghi nhận sáng kiến"), resolve("emulation:initiative_list"), _has_initiative(actor)
        ),
        Start(_("Lập hoặc thẩm định đề nghị"), resolve("proposals:list"), _has_proposal(actor)),
    ]


def _head(actor: Actor) -> list[Start]:
    return [
        Start(
            _("Duyệt đăng ký thi đua của đơn vị"),
            resolve("emulation:registration_list"),
            _has_registration(actor),
        ),
        Start(_("Lập đề nghị khen thưởng"), resolve("proposals:create"), _has_proposal(actor)),
    ]


def _director(actor: Actor) -> list[Start]:
    decided = Decision.objects.filter(
        in_ranges("unit__tree_start", actor.ranges("awards.lead"))
    ).exists()
    return [
        Start(_("Xem năm thi đua và các đợt"), resolve("emulation:year_list"), _has_year(actor)),
        Start(_("Ra quyết định khen thưởng đầu tiên"), resolve("proposals:decide"), decided),
    ]


def _member(actor: Actor) -> list[Start]:
    registered = Registration.objects.filter(staff_id=actor.staff_id or 0).exists()
    written = Initiative.objects.filter(authors__staff_id=actor.staff_id or 0).exists()
    return [
        Start(
            _("Đăng ký danh hiệu thi đua của năm"),
            resolve("emulation:registration_create"),
            registered,
        ),
        Start(_("Đăng ký sáng kiến"), resolve("emulation:initiative_create"), written),
    ]


def _admin(actor: Actor) -> list[Start]:
    others = RoleAssignment.objects.exclude(user_id=actor.user_id or 0).exists()
    return [
        Start(_("Lập tài khoản và giao vai trò"), resolve("personnel:account_list"), others),
    ]


_LISTS: dict[str, Callable[[Actor], list[Start]]] = {
    Role.HR_OFFICER: _officer,
    Role.DIRECTOR: _director,
    Role.UNIT_HEAD: _head,
    Role.SYSTEM_ADMIN: _admin,
    Role.STAFF_MEMBER: _member,
}


def _has_year(actor: Actor) -> bool:
    return EmulationYear.objects.visible_to(actor, "emulation.view_year").exists()


def _has_registration(actor: Actor) -> bool:
    return Registration.objects.visible_to(actor).exists()


def _has_initiative(actor: Actor) -> bool:
    return Initiative.objects.visible_to(actor).exists()


def _has_proposal(actor: Actor) -> bool:
    return Proposal.objects.visible_to(actor).exists()

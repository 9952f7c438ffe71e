"""Who may do what with emulation years, blocs, registrations, initiatives and science works.

One table says which role may do which action; the policy answers three questions with one
meaning:

* what may I act on?    ``Registration.objects.visible_to(actor, action)`` and its sisters
* may I act on this?    ``can(actor, action, obj)``
* who may act on this?  ``who_can(action, obj, on)``

People act on what is their own without a role; nobody decides a case of his own, of his
spouse, or of the person he acts for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden, NotVisible
from core.scope import Actor, Range, Verdict, permissions
from emulation.models import (
    EmulationBloc,
    EmulationYear,
    Initiative,
    Registration,
    ScienceWork,
)
from emulation.models import initiative as initiative_models
from emulation.models import registration as registration_models
from personnel.models import Role, Staff, Unit, User
from personnel.models.reach import acting, at
from personnel.permissions import may_act, too_close

VIEW_YEAR = "emulation.view_year"
MANAGE_YEAR = "emulation.manage_year"
MANAGE_BLOC = "emulation.manage_bloc"
VIEW_REGISTRATION = "emulation.view_registration"
REGISTER = "emulation.register"
APPROVE_REGISTRATION = "emulation.approve_registration"
VIEW_INITIATIVE = "emulation.view_initiative"
SUBMIT_INITIATIVE = "emulation.submit_initiative"
DECIDE_INITIATIVE = "emulation.decide_initiative"

_READERS = frozenset(
    {
        Role.HR_OFFICER,
        Role.UNIT_HEAD,
        Role.DIRECTOR,
        Role.COUNCIL_MEMBER,
        Role.PROVINCE_OFFICER,
        Role.PROVINCE_LEADER,
        Role.MINISTRY_OFFICER,
        Role.AUDITOR,
    }
)

ACTIONS: dict[str, frozenset[str]] = {
    VIEW_YEAR: _READERS | {Role.STAFF_MEMBER},
    MANAGE_YEAR: frozenset({Role.HR_OFFICER, Role.DIRECTOR}),
    # The province groups its agencies, an agency its own units.
    MANAGE_BLOC: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    VIEW_REGISTRATION: _READERS,
    REGISTER: frozenset({Role.UNIT_HEAD, Role.HR_OFFICER}),
    APPROVE_REGISTRATION: frozenset({Role.UNIT_HEAD, Role.DIRECTOR}),
    VIEW_INITIATIVE: _READERS,
    SUBMIT_INITIATIVE: frozenset({Role.UNIT_HEAD, Role.HR_OFFICER}),
    DECIDE_INITIATIVE: frozenset({Role.HR_OFFICER, Role.DIRECTOR}),
}

OWN_ACTIONS = registration_models.OWN_ACTIONS | initiative_models.OWN_ACTIONS

ACTION_LABELS = {
    VIEW_YEAR: gettext_lazy("xem năm thi đua"),
    MANAGE_YEAR: gettext_lazy("mở và sửa năm thi đua"),
    MANAGE_BLOC: gettext_lazy("lập và sửa khối, cụm thi đua"),
    VIEW_REGISTRATION: gettext_lazy("xem đăng ký thi đua"),
    REGISTER: gettext_lazy("đăng ký thi đua thay người khác"),
    APPROVE_REGISTRATION: gettext_lazy("duyệt đăng ký thi đua"),
    VIEW_INITIATIVE: gettext_lazy("xem sáng kiến, đề tài khoa học"),
    SUBMIT_INITIATIVE: gettext_lazy("đăng ký sáng kiến thay người khác"),
    DECIDE_INITIATIVE: gettext_lazy("ghi kết quả xét sáng kiến, đề tài khoa học"),
}

Subject = EmulationYear | EmulationBloc | Registration | Initiative | ScienceWork | Unit

# The action by which a thing may be seen at all: without it the answer is "not found".
_SEEN_BY: dict[type, str] = {
    EmulationYear: VIEW_YEAR,
    EmulationBloc: VIEW_YEAR,
    Registration: VIEW_REGISTRATION,
    Initiative: VIEW_INITIATIVE,
    ScienceWork: VIEW_INITIATIVE,
}


def register() -> None:
    """Add this app's rows to the table of all actions (once, at start-up)."""
    permissions.register(ACTIONS)


def position_of(obj: Subject) -> int:
    """Where the thing's unit stands in today's tree."""
    return unit_of(obj).tree_start


def unit_of(obj: Subject) -> Unit:
    """The unit by which it is decided who may act on the thing."""
    if isinstance(obj, Unit):
        return obj
    return obj.organiser if isinstance(obj, EmulationBloc) else obj.unit


def can(actor: Actor, action: str, obj: Subject) -> Verdict:
    """Whether the actor may do the action on this thing, with the reason if not."""
    if action == VIEW_YEAR and isinstance(obj, EmulationYear | EmulationBloc):
        return _may_see(actor, obj)
    if action in OWN_ACTIONS and is_own(actor, obj):
        return Verdict(True)
    if not actor.may(action, position_of(obj)):
        return Verdict(False, _refusal(actor, action, obj))
    if is_own_case(actor, action, obj):
        return Verdict(False, _own_case(obj) if is_own(actor, obj) else too_close())
    return Verdict(True)


def require(actor: Actor, action: str, obj: Subject) -> None:
    """Raise NotVisible or Forbidden unless the actor may do the action on the thing."""
    verdict = can(actor, action, obj)
    if verdict.allowed:
        return
    seen_by = _SEEN_BY.get(type(obj))
    if seen_by is not None and not can(actor, seen_by, obj).allowed:
        raise NotVisible(_("Không tìm thấy nội dung này trong phạm vi của bạn."))
    raise Forbidden(verdict.reason)


def require_somewhere(actor: Actor, action: str) -> None:
    """Raise Forbidden unless the actor may do the action at some unit."""
    if not actor.may_somewhere(action):
        raise Forbidden(
            _(
                "Vai trò của bạn không có quyền %(action)s. "
                "Hãy đề nghị cán bộ phụ trách thi đua thực hiện."
            )
            % {"action": ACTION_LABELS[action]}
        )


def may_enter(actor: Actor, action: str) -> bool:
    """Whether the actor has anybody to enter something for: himself, or people of his units."""
    return actor.staff_id is not None or actor.may_somewhere(action)


def require_may_enter(actor: Actor, action: str) -> None:
    """Raise Forbidden unless the actor has anybody to enter something for."""
    if not may_enter(actor, action):
        require_somewhere(actor, action)


def who_can(action: str, obj: Subject, on: date) -> QuerySet[User]:
    """The active accounts that may do the action on this thing on the given day."""
    if action == VIEW_YEAR and isinstance(obj, EmulationYear | EmulationBloc):
        return _who_can_see(obj, on)
    people, entered_by = case_of(action, obj)
    by_role = may_act(action, position_of(obj), on, close_to=people, entered_by=entered_by)
    own = _people_of(obj) if action in OWN_ACTIONS else Q(pk__in=[])
    return User.objects.filter(by_role | own, is_active=True)


def require_entering(
    actor: Actor, action: str, seen_by: str, unit: Unit, people: Iterable[Staff] = ()
) -> None:
    """Raise NotVisible or Forbidden unless the actor may enter something for these people."""
    verdict = can_enter(actor, action, unit, people)
    if verdict.allowed:
        return
    if not actor.may(seen_by, unit.tree_start):
        raise NotVisible(_("Không tìm thấy đơn vị hoặc người này trong phạm vi của bạn."))
    raise Forbidden(verdict.reason)


def can_enter(actor: Actor, action: str, unit: Unit, people: Iterable[Staff] = ()) -> Verdict:
    """Whether the actor may enter something new for these people of the unit.

    Everybody may enter what is his own; for others it takes the role at their unit.
    """
    if actor.staff_id is not None and any(person.pk == actor.staff_id for person in people):
        return Verdict(True)
    if actor.may(action, unit.tree_start):
        return Verdict(True)
    return Verdict(False, _refusal(actor, action, unit))


def is_own(actor: Actor, obj: Subject) -> bool:
    """Whether the thing is the actor's own: he is its recipient or author, or entered it."""
    if isinstance(obj, Registration):
        return _same(actor.staff_id, obj.staff_id) or _same(actor.own_account_id, obj.created_by_id)
    if isinstance(obj, Initiative):
        return _same(actor.own_account_id, obj.created_by_id) or _is_author(actor, obj)
    if isinstance(obj, ScienceWork):
        return actor.staff_id is not None and actor.staff_id in _members_of(obj)
    return False


def is_own_case(actor: Actor, action: str, obj: Subject) -> bool:
    """Whether the action would be a decision on a case of the actor's own.

    His spouse's cases count as his own, and so do those of the person he acts for.
    """
    people, entered_by = case_of(action, obj)
    return actor.is_close_to(*people) or entered_by in actor.account_ids


def case_of(action: str, obj: Subject) -> tuple[list[int], int | None]:
    """Who has no part in the action: staff it is about, and the account that entered it."""
    if action == APPROVE_REGISTRATION and isinstance(obj, Registration):
        return ([obj.staff_id], None) if obj.staff_id is not None else ([], obj.created_by_id)
    if action == DECIDE_INITIATIVE and isinstance(obj, Initiative):
        # `all()` uses what a list has prefetched; a single initiative has few authors anyway.
        return [author.staff_id for author in obj.authors.all()], None
    if action == DECIDE_INITIATIVE and isinstance(obj, ScienceWork):
        return _members_of(obj), None
    return [], None


def refuse_own_part(actor: Actor, people: Iterable[Staff]) -> None:
    """Raise Forbidden when a science work would name the actor or somebody close to him."""
    if actor.is_close_to(*(person.pk for person in people)):
        raise Forbidden(_own_part())


def _same(mine: int | None, theirs: int | None) -> bool:
    return mine is not None and mine == theirs


def _is_author(actor: Actor, initiative: Initiative) -> bool:
    # `all()` uses what a list has prefetched; a single initiative has few authors anyway.
    return actor.staff_id is not None and any(
        author.staff_id == actor.staff_id for author in initiative.authors.all()
    )


def _members_of(work: ScienceWork) -> list[int]:
    # `all()` uses what a list has prefetched; a single work has few members anyway.
    return [member.staff_id for member in work.members.all()]


def _people_of(obj: Subject) -> Q:
    if isinstance(obj, Registration):
        people = Q(pk=obj.created_by_id or 0)
        return people | Q(staff_id=obj.staff_id) if obj.staff_id is not None else people
    if isinstance(obj, Initiative):
        return Q(pk=obj.created_by_id or 0) | Q(staff_id__in=obj.authors.values("staff_id"))
    if isinstance(obj, ScienceWork):
        return Q(staff_id__in=obj.members.values("staff_id"))
    return Q(pk__in=[])


def _units_seen_by(obj: EmulationYear | EmulationBloc) -> list[tuple[Range, bool]]:
    """The ranges of units by which the thing is seen, and whether from below as well.

    A year is seen by whoever sees its organiser or any unit below; a bloc by whoever sees its
    organiser, one of its members, or any unit below a member.
    """
    organiser = unit_of(obj)
    place = (organiser.tree_start, organiser.tree_end)
    if isinstance(obj, EmulationYear):
        return [(place, True)]
    members = obj.memberships.values_list("unit__tree_start", "unit__tree_end")
    return [(place, False), *((member, True) for member in members)]


def _may_see(actor: Actor, obj: EmulationYear | EmulationBloc) -> Verdict:
    for (start, end), from_below in _units_seen_by(obj):
        for first, last in actor.ranges(VIEW_YEAR):
            if first <= start <= last or (from_below and start <= first <= end):
                return Verdict(True)
    return Verdict(False, _refusal(actor, VIEW_YEAR, obj))


def _who_can_see(obj: EmulationYear | EmulationBloc, on: date) -> QuerySet[User]:
    reach = Q()
    for (start, end), from_below in _units_seen_by(obj):
        reach |= at(start)
        if from_below:
            reach |= Q(reach_start__range=(start, end))
    seeing = acting(permissions.roles_for(VIEW_YEAR), on, reach)
    return User.objects.filter(seeing, is_active=True)


def _own_part() -> str:
    return _(
        "Bạn hoặc người thân, người bạn thay mặt tham gia đề tài này nên bạn không ghi, không sửa. "
        "Hãy để người khác có thẩm quyền ghi."
    )


def _own_case(obj: Subject) -> str:
    if isinstance(obj, ScienceWork):
        return _own_part()
    if isinstance(obj, Initiative):
        return _(
            "Bạn là tác giả của sáng kiến này nên không xét sáng kiến. "
            "Hãy để người khác có thẩm quyền xét."
        )
    if isinstance(obj, Registration) and obj.staff_id is None:
        return _(
            "Bạn lập đăng ký này cho tập thể nên không tự duyệt. "
            "Hãy để lãnh đạo cấp trên hoặc lãnh đạo khác của đơn vị duyệt."
        )
    return _(
        "Đây là đăng ký của chính bạn nên bạn không tự duyệt. "
        "Hãy để lãnh đạo cấp trên hoặc lãnh đạo khác của đơn vị duyệt."
    )


def _refusal(actor: Actor, action: str, obj: Subject) -> str:
    label = ACTION_LABELS[action]
    if actor.may_somewhere(action):
        return _(
            "Quyền %(action)s của bạn không bao gồm %(place)s. "
            "Hãy đề nghị người phụ trách đơn vị đó thực hiện."
        ) % {"action": label, "place": unit_of(obj)}
    return _(
        "Vai trò của bạn không có quyền %(action)s. "
        "Hãy đề nghị lãnh đạo đơn vị hoặc cán bộ phụ trách thi đua thực hiện."
    ) % {"action": label}

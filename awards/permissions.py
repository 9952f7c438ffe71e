"""Who may do what with proposals, decisions and recorded awards.

The policy answers three questions about one and the same table: what may I act on
(``Proposal.objects.visible_to``), may I act on this (``can``), who may act on this (``who_can``).
A test proves that the three agree.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import Proposal
from awards.workflow import EDITABLE_STATES, IN_REVIEW
from core.scope import Actor, Verdict, in_ranges, permissions
from personnel.models import Role, Unit, User
from personnel.models.unit import UnitQuerySet
from personnel.permissions import may_act, too_close, users_who_can

VIEW = "awards.view"
PROPOSE = "awards.propose"
REVIEW = "awards.review"
# No role has these two by itself: they follow from the state of the dossier.
JUDGE = "awards.judge"
BACK_ENTER = "awards.back_enter"
# What the rules say of people and units rests on their grades, titles and disciplines.
VIEW_ELIGIBILITY = "awards.view_eligibility"
RECORD_EXTERNAL = "awards.record_external"
VIEW_REGISTER = "awards.view_register"
# Either of them lets people see how much of the quotas is used.
QUOTA_ACTIONS = (VIEW, VIEW_REGISTER)

ACTIONS: dict[str, frozenset[str]] = {
    VIEW: frozenset(
        {Role.HR_OFFICER, Role.UNIT_HEAD, Role.DIRECTOR, Role.COUNCIL_MEMBER, Role.AUDITOR}
    ),
    # Upper levels see a dossier once it has reached them, not while a unit still works on it.
    "awards.view_received": frozenset(
        {Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.MINISTRY_OFFICER}
    ),
    PROPOSE: frozenset({Role.HR_OFFICER, Role.UNIT_HEAD}),
    "awards.endorse": frozenset({Role.UNIT_HEAD, Role.DIRECTOR}),
    "awards.check": frozenset({Role.HR_OFFICER}),
    "awards.record_council": frozenset({Role.HR_OFFICER, Role.COUNCIL_MEMBER}),
    "awards.lead": frozenset({Role.DIRECTOR}),
    "awards.record_bloc": frozenset({Role.PROVINCE_OFFICER}),
    "awards.province_check": frozenset({Role.PROVINCE_OFFICER}),
    "awards.province_lead": frozenset({Role.PROVINCE_LEADER}),
    "awards.ministry_lead": frozenset({Role.MINISTRY_OFFICER}),
    # The Prime Minister and the President do not work here: their answers are recorded.
    "awards.state_lead": frozenset(),
    RECORD_EXTERNAL: frozenset({Role.HR_OFFICER}),
    VIEW_REGISTER: frozenset(
        {
            Role.HR_OFFICER,
            Role.UNIT_HEAD,
            Role.DIRECTOR,
            Role.COUNCIL_MEMBER,
            Role.AUDITOR,
            Role.PROVINCE_OFFICER,
            Role.PROVINCE_LEADER,
            Role.MINISTRY_OFFICER,
        }
    ),
    VIEW_ELIGIBILITY: frozenset(
        {
            Role.HR_OFFICER,
            Role.UNIT_HEAD,
            Role.DIRECTOR,
            Role.COUNCIL_MEMBER,
            Role.AUDITOR,
            Role.PROVINCE_OFFICER,
            Role.PROVINCE_LEADER,
            Role.MINISTRY_OFFICER,
        }
    ),
    # The units of a ministry's sector line are not below it, but what it decided is its own.
    "awards.view_decided": frozenset({Role.MINISTRY_OFFICER}),
    "awards.annul": frozenset({Role.HR_OFFICER}),
    # Decisions of earlier years, taken over from paper into the register.
    BACK_ENTER: frozenset({Role.HR_OFFICER, Role.PROVINCE_OFFICER}),
    "awards.view_report": frozenset(
        {
            Role.HR_OFFICER,
            Role.UNIT_HEAD,
            Role.DIRECTOR,
            Role.AUDITOR,
            Role.PROVINCE_OFFICER,
            Role.PROVINCE_LEADER,
            Role.MINISTRY_OFFICER,
        }
    ),
}


ACTION_LABELS = {
    VIEW: gettext_lazy("xem hồ sơ đề nghị của đơn vị"),
    "awards.view_received": gettext_lazy("xem hồ sơ đã trình đến cấp mình"),
    PROPOSE: gettext_lazy("lập, gửi, rút hồ sơ đề nghị"),
    "awards.endorse": gettext_lazy("cho ý kiến của trưởng đơn vị"),
    "awards.check": gettext_lazy("thẩm định hồ sơ"),
    "awards.record_council": gettext_lazy("ghi kết quả họp hội đồng"),
    "awards.lead": gettext_lazy("quyết định hoặc trình, cấp sở"),
    "awards.record_bloc": gettext_lazy("ghi kết quả họp khối, cụm"),
    "awards.province_check": gettext_lazy("thẩm định, cấp tỉnh"),
    "awards.province_lead": gettext_lazy("quyết định hoặc trình, cấp tỉnh"),
    "awards.ministry_lead": gettext_lazy("ghi quyết định, cấp bộ"),
    "awards.state_lead": gettext_lazy("quyết định, cấp Nhà nước"),
    RECORD_EXTERNAL: gettext_lazy("ghi trả lời của cấp không dùng hệ thống"),
    VIEW_REGISTER: gettext_lazy("xem sổ khen thưởng"),
    "awards.view_decided": gettext_lazy("xem khen thưởng do bộ mình quyết định"),
    "awards.annul": gettext_lazy("ghi việc hủy bỏ khen thưởng"),
    BACK_ENTER: gettext_lazy("nhập khen thưởng các năm trước"),
    "awards.view_report": gettext_lazy("xem báo cáo năm"),
    VIEW_ELIGIBILITY: gettext_lazy("xem ai đủ điều kiện khen thưởng"),
}


def can(actor: Actor, action: str, proposal: Proposal) -> Verdict:
    """Tell whether the actor may do the action on this proposal, and if not, why."""
    if action == JUDGE:
        action = _judged_as(proposal)
    if action == REVIEW:
        return _can_review(actor, proposal)
    position = proposal.unit.tree_start
    if action == VIEW:
        return Verdict(
            actor.may(VIEW, position) or _is_own(actor, proposal) or _reached(actor, proposal),
            _("Hồ sơ không thuộc phạm vi của bạn."),
        )
    if not actor.may(action, position):
        return Verdict(False, _("Chỉ trưởng đơn vị hoặc cán bộ tổ chức của đơn vị mới làm được."))
    if actor.is_close_to(*people_of(proposal)):
        return Verdict(False, too_close())
    return Verdict(True)


def sees_quotas(actor: Actor) -> bool:
    """Tell whether the actor sees the quotas of some unit."""
    return any(actor.may_somewhere(action) for action in QUOTA_ACTIONS)


def quota_units(actor: Actor) -> UnitQuerySet:
    """Return the units whose quotas the actor sees: counters tell no name.

    An upper level has to know what is left before dossiers reach it.
    """
    reach = [in_ranges("tree_start", actor.ranges(action)) for action in QUOTA_ACTIONS]
    return Unit.objects.filter(reach[0] | reach[1]).in_tree_order()


def _judged_as(proposal: Proposal) -> str:
    """Who makes the dossier judges while he may change it, then whoever may act in its step."""
    return PROPOSE if proposal.state in EDITABLE_STATES else REVIEW


def _can_review(actor: Actor, proposal: Proposal) -> Verdict:
    step = proposal.current_step
    if proposal.state != IN_REVIEW or step is None:
        return Verdict(False, _("Hồ sơ không nằm ở bước xét nào."))
    if actor.is_close_to(*people_of(proposal)):
        return Verdict(False, too_close())
    if actor.may(step.action, step.unit.tree_start):
        return Verdict(True)
    if step.is_external and actor.may(RECORD_EXTERNAL, proposal.unit.tree_start):
        return Verdict(True)
    return Verdict(
        False,
        _("Hồ sơ đang ở bước “%(step)s” tại %(unit)s.") % {"step": step.label, "unit": step.unit},
    )


def people_of(proposal: Proposal) -> list[int]:
    """The staff whose case it is: they and those close to them have no part in deciding it."""
    return [] if proposal.staff_id is None else [proposal.staff_id]


def _is_own(actor: Actor, proposal: Proposal) -> bool:
    return actor.staff_id is not None and actor.staff_id == proposal.staff_id


def _reached(actor: Actor, proposal: Proposal) -> bool:
    if not actor.may_somewhere("awards.view_received"):
        return False
    opened = proposal.steps.reached_upper_level().select_related("unit")
    return any(actor.may("awards.view_received", step.unit.tree_start) for step in opened)


def who_can(action: str, proposal: Proposal, on: date) -> QuerySet[User]:
    """Return the accounts that may do the action on this proposal on the day."""
    if action == JUDGE:
        action = _judged_as(proposal)
    if action == REVIEW:
        return _who_can_review(proposal, on)
    position = proposal.unit.tree_start
    if action == VIEW:
        return _who_can_view(proposal, on)
    return users_who_can(action, position, on, close_to=people_of(proposal))


def _who_can_view(proposal: Proposal, on: date) -> QuerySet[User]:
    """Those of the units, those the dossier reached, and the person it is about."""
    may = may_act(VIEW, proposal.unit.tree_start, on)
    for step in proposal.steps.reached_upper_level().select_related("unit"):
        may |= may_act("awards.view_received", step.unit.tree_start, on)
    if proposal.staff_id is not None:
        may |= Q(staff=proposal.staff_id)
    return User.objects.filter(may, is_active=True)


def _who_can_review(proposal: Proposal, on: date) -> QuerySet[User]:
    step = proposal.current_step
    if proposal.state != IN_REVIEW or step is None:
        return User.objects.none()
    may = may_act(step.action, step.unit.tree_start, on, close_to=people_of(proposal))
    if step.is_external:
        place = proposal.unit.tree_start
        may |= may_act(RECORD_EXTERNAL, place, on, close_to=people_of(proposal))
    return User.objects.filter(may, is_active=True)


def register() -> None:
    """Add this app's rows to the table of all actions (once, at start-up)."""
    permissions.register({**ACTIONS, REVIEW: frozenset(), JUDGE: frozenset()})

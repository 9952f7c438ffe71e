"""The lines of "Việc của tôi": what waits, by whom it was sent, until when, and one click to act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.domain.steps import STEP_RULES, StepKind
from awards.models import Proposal, ReviewStep
from awards.selectors import proposals as proposal_reads
from awards.selectors import work
from awards.selectors.work import AwaitedGroup, StepGroup
from awards.web.rows import Limit, limit_of
from core.scope import Actor
from core.web.tags.filters import ngay
from emulation.selectors import initiatives as initiative_reads
from emulation.selectors import registrations as registration_reads
from legal.models import RuleSetVersion
from legal.selectors import rule_sets as rule_set_reads
from legal.workflow import SUBMITTED
from personnel.selectors import corrections as correction_reads

# More than so many dossiers in one step become one line that leads to all of them.
_FEW = 4
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do."""

    title: str
    meta: str
    url: str
    action: str
    limit: Limit | None
    due_on: date | None = None
    count: int = 1
    late: int = 0


def waiting(actor: Actor, day: date) -> list[Line]:
    """Everything the actor has to do: late first, then soonest, then what has no limit."""
    groups = work.step_groups(actor, day)
    found = [
        *_steps(actor, groups, day),
        *_drafts(actor),
        *_registrations(actor),
        *_initiatives(actor),
        *_corrections(actor, day),
        *_rule_sets(actor),
    ]
    return sorted(found, key=lambda line: (line.due_on is None, line.due_on or day))


def _steps(actor: Actor, groups: list[StepGroup], day: date) -> Iterator[Line]:
    single = {_key(group) for group in groups if group.count <= _FEW}
    for group in groups:
        if group.count > _FEW:
            yield _together(group, day)
    if not single:
        return
    for proposal in proposal_reads.work(actor).filter(
        current_step__kind__in={kind for kind, _decides, _external in single}
    )[: _FEW * len(groups) * 2]:
        step = proposal.current_step
        if step is not None and _key(step) in single:
            yield Line(
                title=_("%(step)s: %(who)s")
                % {"step": _verb(step), "who": proposal.recipient_name},
                meta=_("%(award)s %(year)s · %(unit)s · tới từ ngày %(day)s")
                % {
                    "award": proposal.award_label,
                    "year": proposal.year,
                    "unit": proposal.unit.label,
                    "day": ngay(step.opened_at),
                },
                url=_page(proposal),
                action=_("Mở để xét"),
                limit=limit_of(step.due_on, day),
                due_on=step.due_on,
                late=int(step.is_late(day)),
            )


def _together(group: StepGroup, day: date) -> Line:
    late = _("%(late)d hồ sơ quá hạn") % {"late": group.late} if group.late else ""
    first = _("sớm nhất hạn %(day)s") % {"day": ngay(group.due_on)}
    query = urlencode({"waiting": "on", "step": group.kind})
    address = "proposals:decide" if group.decides else "proposals:list"
    return Line(
        title=_("%(step)s: %(count)d hồ sơ") % {"step": _verb(group), "count": group.count},
        meta=" · ".join(part for part in (late, first) if part),
        url=reverse(address) + ("" if group.decides else f"?{query}"),
        action=_action(group),
        limit=limit_of(group.due_on, day),
        due_on=group.due_on,
        count=group.count,
        late=group.late,
    )


def _action(group: StepGroup) -> str:
    if group.decides:
        return _("Quyết định cùng lúc")
    return _("Xét cùng lúc")


def _key(step: StepGroup | ReviewStep) -> tuple[str, bool, bool]:
    return step.kind, step.decides, step.is_external


def awaited(actor: Actor) -> list[Line]:
    """What lies at levels that work elsewhere: no work of the actor until their answer comes."""
    return [
        Line(
            title=_("Chờ %(unit)s trả lời: %(count)d hồ sơ")
            % {"unit": group.unit_name, "count": group.count},
            meta=_("%(step)s · trình từ ngày %(day)s")
            % {"step": _(STEP_RULES[StepKind(group.kind)].label), "day": ngay(group.since)},
            url=_answer_url(group),
            action=_("Ghi kết quả"),
            limit=None,
            count=group.count,
        )
        for group in work.awaited_groups(actor)
    ]


def _answer_url(group: AwaitedGroup) -> str:
    """Where the answer is written down: one dossier, a decision, or the list of the step."""
    if group.count == 1:
        return reverse("proposals:detail", args=[group.first_pk])
    if group.decides:
        return reverse("proposals:decide")
    query = urlencode({"waiting": "on", "step": group.kind})
    return f"{reverse('proposals:list')}?{query}"


def _verb(step: StepGroup | ReviewStep) -> str:
    """The step as something to do."""
    kind = StepKind(step.kind)
    if step.decides:
        return _("Ra quyết định")
    return {
        StepKind.HEAD: _("Cho ý kiến của trưởng đơn vị"),
        StepKind.HR_CHECK: _("Thẩm định"),
        StepKind.COUNCIL: _("Ghi kết quả họp hội đồng"),
        StepKind.DIRECTOR: _("Xem xét trình cấp trên"),
        StepKind.PROVINCE_CHECK: _("Thẩm định"),
    }.get(kind, _(STEP_RULES[kind].label))


def _drafts(actor: Actor) -> Iterator[Line]:
    waiting = proposal_reads.drafts(actor)
    kinds = (
        ("RETURNED", _("Bổ sung và gửi lại"), _("Bổ sung"), "warn"),
        ("DRAFT", _("Hoàn thiện bản nháp"), _("Soạn tiếp"), "neutral"),
    )
    for state, title, action, tone in kinds:
        rows = waiting.filter(state=state)
        first = list(rows[: _FEW + 1])
        if len(first) > _FEW:
            address = reverse("proposals:list") + "?" + urlencode({"status": state})
            yield _many(title, _("hồ sơ"), rows.count(), address, Limit(first[0].state_label, tone))
            continue
        for proposal in first:
            yield Line(
                title=f"{title}: {proposal.recipient_name}",
                meta=f"{proposal.award_label} {proposal.year} · {proposal.unit.label}",
                url=_page(proposal),
                action=action,
                limit=Limit(proposal.state_label, tone),
            )


def _many(title: str, noun: str, count: int, url: str, limit: Limit) -> Line:
    """One line for many things of a kind."""
    return Line(
        title=f"{title}: {count} {noun}",
        meta="",
        url=url,
        action=_("Mở danh sách"),
        limit=limit,
        count=count,
    )


def _registrations(actor: Actor) -> Iterator[Line]:
    waiting = registration_reads.waiting_for(actor)
    first = list(waiting[: _FEW + 1])
    title = _("Duyệt đăng ký thi đua")
    if len(first) > _FEW:
        query = urlencode({"nam": first[0].emulation_year.year, "trang_thai": first[0].state})
        address = f"{reverse('emulation:registration_list')}?{query}"
        limit = Limit(_("Chờ duyệt"), "progress")
        yield _many(title, _("đăng ký"), waiting.count(), address, limit)
        first = []
    for registration in first:
        yield Line(
            title=f"{title}: {registration.recipient}",
            meta=_("%(award)s %(year)s · %(unit)s · gửi ngày %(day)s")
            % {
                "award": registration.award_type.name,
                "year": registration.emulation_year.year,
                "unit": registration.unit.label,
                "day": ngay(registration.submitted_at),
            },
            url=reverse("emulation:registration_detail", args=[registration.pk]),
            action=_("Duyệt"),
            limit=Limit(_("Chờ duyệt"), "progress"),
        )
    for registration in registration_reads.returned_to(actor)[:_SHOWN]:
        yield Line(
            title=_("Sửa đăng ký thi đua: %(who)s") % {"who": registration.recipient},
            meta=f"{registration.award_type.name} {registration.emulation_year.year}",
            url=reverse("emulation:registration_detail", args=[registration.pk]),
            action=_("Sửa"),
            limit=Limit(_("Bị trả lại"), "warn"),
        )


def _initiatives(actor: Actor) -> Iterator[Line]:
    waiting = initiative_reads.waiting_for(actor)
    first = list(waiting[: _FEW + 1])
    title = _("Xét sáng kiến")
    if len(first) > _FEW:
        query = urlencode({"nam": first[0].year, "trang_thai": first[0].state})
        address = f"{reverse('emulation:initiative_list')}?{query}"
        limit = Limit(_("Chờ công nhận"), "progress")
        yield _many(title, _("sáng kiến"), waiting.count(), address, limit)
        first = []
    for initiative in first:
        yield Line(
            title=f"{title}: {initiative.title}",
            meta=f"{initiative.code} · {initiative.unit.label}",
            url=reverse("emulation:initiative_detail", args=[initiative.code]),
            action=_("Xét"),
            limit=Limit(_("Chờ công nhận"), "progress"),
        )
    for initiative in initiative_reads.returned_to(actor)[:_SHOWN]:
        yield Line(
            title=_("Bổ sung sáng kiến: %(title)s") % {"title": initiative.title},
            meta=f"{initiative.code} · {initiative.unit.label}",
            url=reverse("emulation:initiative_detail", args=[initiative.code]),
            action=_("Bổ sung"),
            limit=Limit(_("Bị trả lại"), "warn"),
        )


def _corrections(actor: Actor, day: date) -> Iterator[Line]:
    waiting = correction_reads.waiting_for(actor)
    first = list(waiting[: _FEW + 1])
    title = _("Trả lời yêu cầu chỉnh sửa")
    if len(first) > _FEW:
        late = waiting.filter(due_on__lt=day).count()
        yield Line(
            title=_("%(title)s: %(count)d yêu cầu") % {"title": title, "count": waiting.count()},
            meta=_("sớm nhất hạn %(day)s") % {"day": ngay(first[0].due_on)},
            url=reverse("personnel:correction_list"),
            action=_("Mở danh sách"),
            limit=limit_of(first[0].due_on, day),
            due_on=first[0].due_on,
            count=waiting.count(),
            late=late,
        )
        return
    for request in first:
        yield Line(
            title=f"{title}: {request.staff.full_name}",
            meta=f"{request.topic_label} · {request.staff.unit.label}",
            url=reverse("personnel:correction_detail", args=[request.pk]),
            action=_("Trả lời"),
            limit=limit_of(request.due_on, day),
            due_on=request.due_on,
            late=int(request.is_late(day)),
        )


def _rule_sets(actor: Actor) -> Iterator[Line]:
    """Rule-sets that wait for a second legal officer, or came back: one page each, as there are few."""
    for version in rule_set_reads.waiting_for(actor):
        sent_in = version.state == SUBMITTED
        title = _("Công bố bộ quy tắc") if sent_in else _("Cho thôi áp dụng bộ quy tắc")
        yield Line(
            title=f"{title}: {version.rule_set.name}",
            meta=_rule_set_meta(version, sent_in=sent_in),
            url=reverse("legal:rule_set_version", args=[version.rule_set.code, version.number]),
            action=_("Mở để xét"),
            limit=Limit(_("Chờ công bố") if sent_in else _("Chờ đồng ý"), "progress"),
        )
    for version, returned_by in rule_set_reads.returned_to(actor):
        yield Line(
            title=_("Sửa bộ quy tắc bị trả lại: %(name)s") % {"name": version.rule_set.name},
            meta=_("%(version)s · %(name)s trả lại") % {"version": version, "name": returned_by},
            url=reverse("legal:rule_set_version", args=[version.rule_set.code, version.number]),
            action=_("Sửa"),
            limit=Limit(_("Bị trả lại"), "warn"),
        )


def _rule_set_meta(version: RuleSetVersion, *, sent_in: bool) -> str:
    if not sent_in:
        return _("%(version)s · %(name)s đề nghị") % {
            "version": version,
            "name": version.retirement_by_name,
        }
    return _("%(version)s · %(name)s gửi ngày %(day)s") % {
        "version": version,
        "name": version.submitted_by_name,
        "day": ngay(version.submitted_at),
    }


def _page(proposal: Proposal) -> str:
    return reverse("proposals:detail", args=[proposal.pk])

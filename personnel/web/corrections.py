"""Pages of requests for correction: sending one, the list, one request, its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import GuardRefused, InvalidInput, NotVisible
from core.scope import actor_of
from core.web.messages import confirm
from core.web.parts import Choice, Crumb, Event, state_tones
from core.web.tags.filters import ngay, ngay_gio
from core.workflow.engine import Option
from personnel import permissions, workflow
from personnel.models import CorrectionRequest
from personnel.selectors import corrections as reads
from personnel.services import corrections, own_record
from personnel.web import privacy_forms as forms
from personnel.web import sections, steps

PAGE_SIZE = 30
_TONES = {"accept": "primary", "refuse": "danger", "withdraw": "secondary"}
# Who takes his request back says nothing by it.
_COMMENTS = {"accept": "optional", "refuse": "required"}


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """The requests the officer may see: what waits longest in front, then what was answered."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.VIEW_CORRECTION)
    form = forms.CorrectionFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    state = wanted.get("tinh_trang", forms.CorrectionFilter.OPEN)
    page = keyset.page(
        _narrowed(reads.visible_to(actor), wanted, state),
        order=("due_on", "pk") if state == forms.CorrectionFilter.OPEN else ("-due_on", "-pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    today = clock.today()
    context = {
        "page_title": _("Yêu cầu chỉnh sửa dữ liệu cá nhân"),
        "page_lead": _(workflow.ANSWER_BASIS),
        "tabs": sections.tabs(request, "corrections"),
        "nav": "personnel",
        "form": form,
        "chips": sections.chips(request, _filters(form, wanted)),
        "page": page,
        "lines": [(row, row.is_late(today)) for row in page.rows],
        "narrowed": any(wanted.values()),
    }
    return render(request, "personnel/privacy/correction_list.html", context)


def _narrowed(rows: Any, wanted: dict[str, Any], state: str) -> Any:
    if wanted.get("q"):
        rows = rows.matching(wanted["q"])
    if state == forms.CorrectionFilter.OPEN:
        return rows.open()
    if state == forms.CorrectionFilter.ANSWERED:
        return rows.exclude(state=workflow.SENT)
    return rows


def _filters(form: forms.CorrectionFilter, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    shown = {}
    for name, value in wanted.items():
        if value:
            known = dict(getattr(form.fields[name], "choices", ()))
            shown[name] = (form.fields[name].label, known.get(value, value))
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def correction_send(request: HttpRequest) -> HttpResponse:
    """Say what is wrong in one's own record."""
    actor = actor_of(request)
    staff = own_record.own_staff(actor)
    back = reverse("personnel:my_record")
    form = forms.CorrectionForm(request.POST or None, initial={"topic": request.GET.get("muc", "")})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        made = corrections.send(staff=staff, **values, by=actor, at=clock.now())
        told = _("Đã gửi yêu cầu. Hạn trả lời: ngày %(day)s.") % {"day": ngay(made.due_on)}
        return reverse("personnel:correction_detail", args=[made.pk]), told

    title = _("Yêu cầu chỉnh sửa")
    step = steps.Step(
        title=title,
        submit=_("Gửi yêu cầu"),
        cancel_url=back,
        act=act,
        crumbs=[Crumb(_("Hồ sơ của tôi"), back), Crumb(title)],
        lead=_("Cán bộ tổ chức trả lời trong 02 ngày làm việc, không tính ngày gửi."),
        nav="personnel",
    )
    return steps.run(request, form, step)


@require_safe
def correction_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is recorded, what is wanted, how long is left, what was answered."""
    actor = actor_of(request)
    found = reads.visible_request(actor, pk)
    options = [
        option for option in corrections.available(found, actor) if _concerns(option, found, actor)
    ]
    is_own = actor.staff_id == found.staff_id
    may_open = not is_own and permissions.can(actor, permissions.VIEW_STAFF, found.staff).allowed
    context = {
        "page_title": _("Yêu cầu chỉnh sửa: %(topic)s") % {"topic": found.topic_label},
        "page_lead": f"{found.staff.full_name} · {found.staff.code} · {found.staff.unit.name}",
        "crumbs": [*_crumbs(request, found), Crumb(found.topic_label)],
        "nav": "personnel",
        "row": found,
        "is_late": found.is_late(clock.today()),
        "facts": _facts(found),
        "choices": [_choice(option, found) for option in options],
        "events": _events(found),
        "staff_url": reverse("personnel:staff_detail", args=[found.staff.code]) if may_open else "",
        "basis": _(workflow.ANSWER_BASIS),
    }
    return render(request, "personnel/privacy/correction_detail.html", context)


def _concerns(option: Option, found: CorrectionRequest, actor: Any) -> bool:
    """Whether the step is for this reader at all: the person withdraws, officers answer."""
    if option.transition.action == workflow.REQUEST:
        return option.allowed
    return option.allowed or actor.may(
        permissions.ANSWER_CORRECTION, permissions.position_of(found.staff)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correction_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask about a step, or do it; what is refused is told on the same page, as typed."""
    actor = actor_of(request)
    found = reads.visible_request(actor, pk)
    option = next(
        (one for one in corrections.available(found, actor) if one.transition.name == name), None
    )
    transition = workflow.CORRECTION.get(name)
    if transition is None:
        raise NotVisible(_("Không có bước này."))
    back = reverse("personnel:correction_detail", args=[pk])
    choice = _choice(option or Option(transition, allowed=True, reason=""), found)
    context = {
        "page_title": choice.label,
        "crumbs": [*_crumbs(request, found), Crumb(found.topic_label, back), Crumb(choice.label)],
        "nav": "personnel",
        "choice": choice,
        "cancel_url": back,
        "version": found.version,
    }
    if request.method != "POST":
        return render(request, "personnel/privacy/confirm.html", context)
    comment = request.POST.get("comment", "").replace("\0", "")
    try:
        corrections.perform_transition(
            found,
            name,
            by=actor,
            at=clock.now(),
            comment=comment,
            expected_version=steps.posted_version(request),
        )
    except (InvalidInput, GuardRefused) as error:
        context |= {
            "version": request.POST.get("version", ""),
            "error": error.message,
            "comment_text": comment,
        }
        return render(request, "personnel/privacy/confirm.html", context, status=422)
    confirm(
        request,
        _("%(step)s: xong lúc %(moment)s.")
        % {"step": choice.label, "moment": ngay_gio(clock.now())},
    )
    return redirect(back)


def _crumbs(request: HttpRequest, found: CorrectionRequest) -> list[Crumb]:
    if actor_of(request).staff_id == found.staff_id:
        return [Crumb(_("Hồ sơ của tôi"), reverse("personnel:my_record"))]
    return [Crumb(_("Yêu cầu chỉnh sửa"), reverse("personnel:correction_list"))]


def _facts(found: CorrectionRequest) -> list[tuple[str, Any]]:
    facts = [
        (_("Mục"), found.topic_label),
        (_("Đang ghi khi gửi"), found.current),
        (_("Đề nghị ghi"), found.wanted),
        (_("Lý do, giấy tờ kèm theo"), found.reason),
        (_("Gửi lúc"), ngay_gio(found.sent_at)),
        (_("Hạn trả lời"), ngay(found.due_on)),
    ]
    if found.answered_by_name:
        facts += [
            (_("Trả lời"), found.answer),
            (_("Người trả lời"), found.answered_by_name),
            (_("Trả lời lúc"), ngay_gio(found.answered_at)),
        ]
    return [(label, value or "—") for label, value in facts]


def _choice(option: Option, found: CorrectionRequest) -> Choice:
    transition = option.transition
    return Choice(
        name=transition.name,
        label=_(transition.label),
        url=reverse("personnel:correction_step", args=[found.pk, transition.name]),
        consequence=_(transition.consequence),
        allowed=option.allowed,
        reason=option.reason,
        tone=_TONES.get(transition.name, "secondary"),
        comment=_COMMENTS.get(transition.name, "none"),
        comment_label=_("Trả lời") if transition.name == "accept" else "",
        legal_basis=transition.legal_basis,
    )


def _events(found: CorrectionRequest) -> list[Event]:
    return [
        Event(
            at=record.at,
            actor=record.signature,
            text=_(workflow.CORRECTION.label_of(record.name)),
            comment=found.answer if record.to_state != workflow.SENT else "",
            tone=state_tones.of(record.to_state),
        )
        for record in found.transitions.order_by("-pk")
    ]
